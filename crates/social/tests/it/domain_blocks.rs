//! Stories of domain blocks. Other servers do not exist yet: their accounts are made by hand.

use ground::AccountId;
use town::{Method, Person, Town, json};

use crate::pages::{member, shows};

#[tokio::test]
async fn servers_are_blocked_and_unblocked() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let path = "/api/v1/domain_blocks";
    for domain in ["Loin.example", "élus.example", "loin.example"] {
        let sent = json!({ "domain": domain });
        assert_eq!(alice.post_json(path, sent).await.expect_ok(), json!({}));
    }
    let list = alice.get(path).await.expect_ok();
    assert_eq!(list, json!(["xn--lus-9la.example", "loin.example"]));
    let page = alice.get(&format!("{path}?limit=1")).await;
    assert_eq!(page.expect_ok(), json!(["xn--lus-9la.example"]));
    let next = alice.get(&page.link("next").unwrap()).await;
    assert_eq!(next.expect_ok(), json!(["loin.example"]));

    let one = json!({ "domain": "loin.example" });
    assert_eq!(alice.send_json(Method::DELETE, path, one.clone()).await.expect_ok(), json!({}));
    let _ = alice.send_json(Method::DELETE, path, one).await.expect_ok();
    assert_eq!(alice.get(path).await.expect_ok(), json!(["xn--lus-9la.example"]));

    let own = town.url.trim_start_matches("http://").to_owned();
    for wrong in ["", "pas un domaine", &own, &"a.".repeat(200)] {
        let _ = alice.post_json(path, json!({ "domain": wrong })).await.expect_error(422);
    }
    let _ = town.stranger().get(path).await.expect_error(401);
}

#[tokio::test]
async fn nothing_of_a_blocked_server_is_seen() {
    let town = Town::new().await;
    let (alice, remote) = (town.person("alice").await, town.person("remote").await);
    alice.follows(&remote).await;
    remote.follows(&alice).await;
    move_to(&town, &remote, "loin.example").await;
    let post = remote.publishes("De loin").await;
    assert_eq!(alice.reads("/api/v1/timelines/public").await, [post.as_str()]);
    let preview = alice.get("/api/v1/domain_blocks/preview?domain=LOIN.example").await.expect_ok();
    assert_eq!(preview, json!({ "following_count": 1, "followers_count": 1 }));

    let domain = json!({ "domain": "loin.example" });
    let _ = alice.post_json("/api/v1/domain_blocks", domain.clone()).await.expect_ok();
    let standing = format!("/api/v1/accounts/relationships?id[]={}", remote.id);
    let now = alice.get(&standing).await.expect_ok();
    assert_eq!(now[0]["domain_blocking"], true);
    assert_eq!((&now[0]["following"], &now[0]["followed_by"]), (&json!(false), &json!(false)));
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());
    assert!(alice.reads("/api/v1/timelines/public").await.is_empty());
    let follow = format!("/api/v1/accounts/{}/follow", remote.id);
    let _ = alice.post(&follow).await.expect_error(403);
    let back = format!("/api/v1/accounts/{}/follow", alice.id);
    let _ = remote.post(&back).await.expect_error(403);

    let named = remote.publishes("@alice Bonjour").await;
    town.settle().await;
    let mentions = "/api/v1/notifications?types[]=mention";
    assert!(alice.reads(mentions).await.is_empty());
    let _ = remote.delete(&format!("/api/v1/statuses/{named}")).await.expect_ok();

    let path = "/api/v1/domain_blocks";
    let _ = alice.send_json(Method::DELETE, path, domain).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/timelines/public").await, [post.as_str()]);
    alice.follows(&remote).await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [post]);
}

pub(crate) async fn move_to(town: &Town, person: &Person, domain: &'static str) {
    let id = AccountId(person.id.parse().unwrap());
    let set = async move |tx: &mut db::Tx| {
        let set = db::sql("update account set domain = $2 where id = $1");
        set.bind(id).bind(domain).run(tx).await.map_err(ground::Error::from)
    };
    let _ = town.app.write(set).await.unwrap();
}

#[tokio::test]
async fn servers_are_blocked_and_let_go_on_a_page() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    browser.open("/domain-blocks").await;
    browser.submit("/domain-blocks", &[("domain", "no server")]).await;
    assert_eq!(browser.page.status, 422);
    shows(&browser, "value=\"no server\"");
    browser.submit("/domain-blocks", &[("domain", "Loud.example")]).await;
    shows(&browser, "You block this server.");
    let blocked = alice.get("/api/v1/domain_blocks").await.expect_ok();
    assert_eq!(blocked, json!(["loud.example"]));
    browser.submit("/domain-blocks/remove", &[("domain", "loud.example")]).await;
    shows(&browser, "You block no server.");
}
