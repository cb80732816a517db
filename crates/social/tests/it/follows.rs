//! Stories of follows.

use town::{Method, Person, Town, Value, ids, json};

async fn stands(who: &Person, other: &Person) -> Value {
    let path = format!("/api/v1/accounts/relationships?id[]={}", other.id);
    who.get(&path).await.expect_ok()[0].clone()
}

async fn counts(who: &Person) -> (i64, i64) {
    // A card of the account travels with its posts.
    let post = who.publishes("Combien ?").await;
    let status = who.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let count = |name: &str| status["account"][name].as_i64().unwrap();
    (count("followers_count"), count("following_count"))
}

pub(crate) async fn locks(town: &Town, who: &Person) {
    let id: i64 = who.id.parse().unwrap();
    let lock = async move |tx: &mut db::Tx| {
        db::sql("update account set locked = true where id = $1").bind(id).run(tx).await?;
        Ok(())
    };
    town.app.write(lock).await.unwrap();
}

#[tokio::test]
async fn following_shows_on_both_sides_and_in_the_counts() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let path = format!("/api/v1/accounts/{}", bob.id);
    let now = alice.post(&format!("{path}/follow")).await.expect_ok();
    assert_eq!(
        (&now["following"], &now["showing_reblogs"], &now["notifying"], &now["requested"]),
        (&json!(true), &json!(true), &json!(false), &json!(false))
    );
    assert_eq!(stands(&bob, &alice).await["followed_by"], true);
    assert_eq!((counts(&alice).await, counts(&bob).await), ((0, 1), (1, 0)));
    assert_eq!(alice.reads(&format!("{path}/followers")).await, [alice.id.clone()]);
    let following = format!("/api/v1/accounts/{}/following", alice.id);
    assert_eq!(town.stranger().reads(&following).await, [bob.id.clone()]);

    // Again: the switches change, nothing is counted twice.
    let body = json!({ "reblogs": false, "notify": true });
    let now = alice.post_json(&format!("{path}/follow"), body).await.expect_ok();
    assert_eq!((&now["showing_reblogs"], &now["notifying"]), (&json!(false), &json!(true)));
    let now = alice.post(&format!("{path}/follow")).await.expect_ok();
    assert_eq!((&now["showing_reblogs"], &now["notifying"]), (&json!(false), &json!(true)));
    assert_eq!(counts(&bob).await, (1, 0));

    for _ in 0..2 {
        let now = alice.post(&format!("{path}/unfollow")).await.expect_ok();
        assert_eq!(now["following"], false);
    }
    assert_eq!((counts(&alice).await, counts(&bob).await), ((0, 0), (0, 0)));
    assert_eq!(alice.reads(&following).await, [] as [String; 0]);
}

#[tokio::test]
async fn lists_are_paged_exactly_in_both_directions() {
    let town = Town::new().await;
    let star = town.person("star").await;
    let mut fans = Vec::new();
    for no in 0..7 {
        let fan = town.person(&format!("fan{no}")).await;
        fan.follows(&star).await;
        fans.insert(0, fan.id.clone());
    }
    let mut next = Some(format!("/api/v1/accounts/{}/followers?limit=3", star.id));
    let (mut seen, mut last) = (Vec::new(), None);
    while let Some(path) = next {
        let page = star.get(&path).await;
        seen.extend(ids(&page.expect_ok()));
        next = page.link("next");
        last = page.link("prev").or(last);
    }
    assert_eq!(seen, fans);
    // The last page was one entry: before it come the three right above.
    assert_eq!(star.reads(&last.unwrap()).await, fans[3..6]);
}

#[tokio::test]
async fn a_locked_account_is_asked_first() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    locks(&town, &bob).await;
    let follow = format!("/api/v1/accounts/{}/follow", bob.id);
    let asked = alice.post_json(&follow, json!({ "notify": true })).await.expect_ok();
    assert_eq!((&asked["requested"], &asked["following"]), (&json!(true), &json!(false)));
    assert_eq!(stands(&bob, &alice).await["requested_by"], true);
    assert_eq!(bob.reads("/api/v1/follow_requests").await, [alice.id.clone()]);
    assert_eq!(counts(&bob).await, (0, 0));

    let reject = format!("/api/v1/follow_requests/{}/reject", alice.id);
    let refused = bob.post(&reject).await.expect_ok();
    assert_eq!(refused["requested_by"], false);
    let _ = bob.post(&reject).await.expect_error(404);
    assert_eq!(stands(&alice, &bob).await["requested"], false);

    let _ = alice.post_json(&follow, json!({ "notify": true })).await.expect_ok();
    let authorize = format!("/api/v1/follow_requests/{}/authorize", alice.id);
    let granted = bob.post(&authorize).await.expect_ok();
    assert_eq!(granted["followed_by"], true);
    let now = stands(&alice, &bob).await;
    assert_eq!((&now["following"], &now["notifying"]), (&json!(true), &json!(true)));
    assert_eq!(counts(&bob).await, (1, 0));

    // A request is taken back by unfollowing.
    let carol = town.person("carol").await;
    let _ = carol.post(&follow).await.expect_ok();
    let _ = carol.post(&format!("/api/v1/accounts/{}/unfollow", bob.id)).await.expect_ok();
    let _ = bob
        .post(&format!("/api/v1/follow_requests/{}/authorize", carol.id))
        .await
        .expect_error(404);
    assert_eq!(counts(&bob).await, (1, 0));
}

#[tokio::test]
async fn a_follower_can_be_removed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    bob.follows(&alice).await;
    let path = format!("/api/v1/accounts/{}/remove_from_followers", alice.id);
    let now = bob.post(&path).await.expect_ok();
    assert_eq!((&now["followed_by"], &now["following"]), (&json!(false), &json!(true)));
    assert_eq!(counts(&bob).await, (0, 1));
}

#[tokio::test]
async fn what_cannot_be_followed_is_said() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let _ = alice.post(&format!("/api/v1/accounts/{}/follow", alice.id)).await.expect_error(403);
    for id in ["99999", "nobody", "-1"] {
        for act in ["follow", "unfollow", "remove_from_followers"] {
            let _ = alice.post(&format!("/api/v1/accounts/{id}/{act}")).await.expect_error(404);
        }
        let _ = alice.get(&format!("/api/v1/accounts/{id}/followers")).await.expect_error(404);
    }
    let path = format!("/api/v1/accounts/{}/follow", bob.id);
    let _ = town.stranger().post(&path).await.expect_error(401);
    let _ = alice.post_json(&path, json!({ "reblogs": "peut-être" })).await.expect_error(400);
    let _ = alice.get("/api/v1/accounts/relationships?id[]=moi").await.expect_error(400);

    let id: i64 = alice.id.parse().unwrap();
    let fill = async move |tx: &mut db::Tx| {
        db::sql("update account_count set following = 7500 where account_id = $1")
            .bind(id)
            .run(tx)
            .await?;
        Ok(())
    };
    town.app.write(fill).await.unwrap();
    let why = alice.post(&path).await.expect_error(422);
    assert!(why.contains("7,500") || why.contains("7500"), "{why}");
}

#[tokio::test]
async fn relationships_come_in_the_order_asked() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    carol.follows(&alice).await;
    alice.follows(&bob).await;
    let (bob, carol) = (&bob.id, &carol.id);
    let path = "/api/v1/accounts/relationships";
    let query = format!("{path}?id[]={carol}&id[]=424242&id[]={bob}&id[]={carol}");
    assert_eq!(alice.reads(&query).await, [carol.clone(), bob.clone()]);
    assert_eq!(alice.reads(&format!("{path}?id={bob}")).await, [bob.clone()]);
    assert_eq!(alice.reads(path).await, [] as [String; 0]);
}

#[tokio::test]
async fn hidden_lists_are_shown_to_their_owner_alone() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let id: i64 = bob.id.parse().unwrap();
    let hide = async move |tx: &mut db::Tx| {
        db::sql("update account set hide_collections = true where id = $1")
            .bind(id)
            .run(tx)
            .await?;
        Ok(())
    };
    town.app.write(hide).await.unwrap();
    let path = format!("/api/v1/accounts/{}/followers", bob.id);
    assert_eq!(alice.reads(&path).await, [] as [String; 0]);
    assert_eq!(bob.reads(&path).await, [alice.id.clone()]);
}

#[tokio::test]
async fn a_follow_remembers_through_which_entry_it_came() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (carol, dan) = (town.person("carol").await, town.person("dan").await);
    let post = carol.publishes("Lisez-moi").await;
    let boost = bob.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap().to_owned();

    alice.follows(&bob).await;
    alice.follows(&carol).await;
    let body = json!({ "via": boost, "via_place": "local" });
    let _ = dan.post_json(&format!("/api/v1/accounts/{}/follow", carol.id), body).await.expect_ok();

    let read = async |tx: &mut db::Tx| {
        let text = "select follower_id, followee_id, via_entry_id, via_place, via_inferred
                      from follow order by id";
        Ok(db::sql(text).all::<(i64, i64, Option<i64>, Option<String>, bool)>(tx).await?)
    };
    let number = |text: &str| text.parse::<i64>().unwrap();
    let (a, b, c, d) = (number(&alice.id), number(&bob.id), number(&carol.id), number(&dan.id));
    let boost = Some(number(&boost));
    assert_eq!(
        town.app.read(read).await.unwrap(),
        [
            (a, b, None, None, true),
            (a, c, boost, None, true),
            (d, c, boost, Some("local".to_owned()), false),
        ]
    );
}

#[tokio::test]
async fn who_follows_an_account_too_is_told_of_those_one_follows() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (carol, dave) = (town.person("carol").await, town.person("dave").await);
    let erin = town.person("erin").await;
    for friend in [&bob, &carol] {
        alice.follows(friend).await;
        friend.follows(&dave).await;
    }
    erin.follows(&dave).await;
    let path = "/api/v1/accounts/familiar_followers";
    let asked = format!("{path}?id[]={}&id[]={}&id[]=4242", dave.id, erin.id);
    let found = alice.get(&asked).await.expect_ok();
    assert_eq!((&found[0]["id"], &found[1]["id"]), (&json!(dave.id), &json!(erin.id)));
    assert_eq!(ids(&found[0]["accounts"]), [bob.id.clone(), carol.id.clone()]);
    assert_eq!((&found[1]["accounts"], found.as_array().unwrap().len()), (&json!([]), 2));

    // Whom somebody follows is not told if they hide it.
    let hide = json!({ "hide_collections": true });
    let path_of_settings = "/api/v1/accounts/update_credentials";
    let _ = carol.send_json(Method::PATCH, path_of_settings, hide).await.expect_ok();
    let found = alice.get(&asked).await.expect_ok();
    assert_eq!(ids(&found[0]["accounts"]), [bob.id.clone()]);
    assert_eq!(alice.get(path).await.expect_ok(), json!([]));
    let many: Vec<String> = (1..=41).map(|id| format!("id[]={id}")).collect();
    let _ = alice.get(&format!("{path}?{}", many.join("&"))).await.expect_error(422);
    let _ = town.stranger().get(&asked).await.expect_error(401);
}
