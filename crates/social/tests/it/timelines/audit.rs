//! Stories of the audit of a home.

use ground::{AccountId, PostId};
use social::timelines;
use town::{Person, Town, json};

const AUDIT: &str = "/api/portevoix/v1/timelines/home/audit";

#[tokio::test]
async fn a_home_can_be_proven() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    let first = bob.publishes("Premier").await;
    let _ = carol.publishes("Ailleurs").await;
    let second = bob.publishes("Second").await;
    let third = alice.publishes("Moi").await;

    let whole = alice.get(AUDIT).await.expect_ok();
    assert_eq!((&whole["complete"], &whole["expected"]), (&json!(true), &json!(3)));
    assert_eq!((&whole["looked_at"], &whole["filtered"]), (&json!(4), &json!(0)));
    for way in ["down", "up"] {
        let clean = json!({
            "pages": whole[way]["pages"], "served": 3,
            "missing": [], "extra": [], "duplicates": [], "out_of_order": [],
        });
        assert_eq!(whole[way], clean);
    }
    let part = alice.get(&format!("{AUDIT}?from={first}&to={second}")).await.expect_ok();
    assert_eq!((&part["from"], &part["to"]), (&json!(first), &json!(second)));
    assert_eq!((&part["expected"], &part["down"]["served"]), (&json!(2), &json!(2)));
    let one = alice.get(&format!("{AUDIT}?from={third}&to={third}")).await.expect_ok();
    assert_eq!((&one["complete"], &one["expected"]), (&json!(true), &json!(1)));
    let long_ago = alice.get(&format!("{AUDIT}?to=2020-01-01T00:00:00Z")).await.expect_ok();
    assert_eq!((&long_ago["complete"], &long_ago["expected"]), (&json!(true), &json!(0)));

    // What a filter hides is counted apart.
    let filter = json!({
        "title": "Non", "context": ["home"], "filter_action": "hide",
        "keywords_attributes": [{ "keyword": "premier" }],
    });
    let _ = alice.post_json("/api/v2/filters", filter).await.expect_ok();
    let filtered = alice.get(AUDIT).await.expect_ok();
    assert_eq!((&filtered["complete"], &filtered["filtered"]), (&json!(true), &json!(1)));
    assert_eq!(filtered["expected"], 2);

    for wrong in ["from=demain", "to=-1", "from=3&to=2", "from=2100-01-01"] {
        let _ = alice.get(&format!("{AUDIT}?{wrong}")).await.expect_error(422);
    }
    let _ = town.stranger().get(AUDIT).await.expect_error(401);
}

#[tokio::test]
async fn what_differs_has_a_name() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    let known = bob.publishes("Bonjour").await;
    let lost = carol.publishes("Bonsoir").await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [known.as_str()]);

    // Somebody writes into the tables behind the server's back: what it remembers is wrong now.
    let (bob_id, carol_id) = (account(&bob), account(&carol));
    let spoil = async move |tx: &mut db::Tx| {
        let change = db::sql("update follow set followee_id = $2 where followee_id = $1");
        change.bind(bob_id).bind(carol_id).run(tx).await.map_err(ground::Error::from)
    };
    assert_eq!(town.app.write(spoil).await.unwrap(), 1);
    let audit = alice.get(AUDIT).await.expect_ok();
    assert_eq!((&audit["complete"], &audit["expected"]), (&json!(false), &json!(1)));
    for way in ["down", "up"] {
        assert_eq!(audit[way]["missing"], json!([lost]));
        assert_eq!(audit[way]["extra"], json!([known]));
    }
    // A restart reads everything anew.
    let town = town.restart().await;
    let audit = alice.in_town(&town).get(AUDIT).await.expect_ok();
    assert_eq!(audit["complete"], true);
}

#[test]
fn every_difference_is_told_apart() {
    let posts = |ids: &[i64]| ids.iter().map(|id| PostId(*id)).collect::<Vec<_>>();
    let found = timelines::compare(&posts(&[9, 7, 5, 3]), &posts(&[9, 5, 7, 5, 4]));
    assert_eq!(found.missing, posts(&[3]));
    assert_eq!(found.extra, posts(&[4]));
    assert_eq!(found.duplicates, posts(&[5]));
    assert_eq!(found.out_of_order, posts(&[7]));
    assert_eq!((found.served, found.is_clean()), (5, false));
    assert!(timelines::compare(&posts(&[2, 1]), &posts(&[2, 1])).is_clean());
}

fn account(person: &Person) -> AccountId {
    AccountId(person.id.parse().unwrap())
}
