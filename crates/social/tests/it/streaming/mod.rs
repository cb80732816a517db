//! Stories of streams.

pub(crate) mod listen;

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use ground::AccountId;
use social::streaming::Streams;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use town::{Method, Town, Value, json};

use listen::{Ear, PATIENCE, Socket, post_of};

#[tokio::test]
async fn what_happens_is_shown_to_those_who_look_and_to_nobody_else() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    let mut home = Ear::open(&alice, "/api/v1/streaming/user").await;

    let _ = carol.publishes("Alice does not follow me").await;
    let post = bob.publishes("Bonjour").await;
    let heard = home.hears("update").await;
    assert_eq!(heard.id, post);
    assert_eq!(heard.json()["id"], *post);
    assert_eq!(heard.json()["favourited"], false);

    let edit = json!({ "status": "Bonsoir" });
    let _ = bob.send_json(Method::PUT, &format!("/api/v1/statuses/{post}"), edit).await.expect_ok();
    let heard = home.hears("status.update").await;
    assert_eq!(heard.json()["content"], "<p>Bonsoir</p>");
    assert_eq!(heard.id, "");

    // A follow counts at once, and what one did with a boosted post shows.
    alice.follows(&carol).await;
    let _ = alice.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    let _ = carol.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    let heard = home.hears("update").await;
    assert_eq!(heard.json()["reblog"]["id"], *post);
    assert_eq!(heard.json()["reblog"]["favourited"], true);
    let mine = alice.publishes("Moi").await;
    let heard = home.hears("update").await;
    assert_eq!(heard.id, mine);
    assert_eq!(heard.json()["pinned"], false);

    let _ = bob.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let gone = [home.hears("delete").await.data, home.hears("delete").await.data];
    assert!(gone.contains(&post), "{gone:?}");

    // Whom one blocks is not heard any more.
    let _ = alice.post(&format!("/api/v1/accounts/{}/block", carol.id)).await.expect_ok();
    let _ = carol.publishes("Unheard").await;
    let _ = bob.publishes_as(json!({ "status": "@carol", "visibility": "direct" })).await;
    let last = bob.publishes_as(json!({ "status": "For few", "visibility": "private" })).await;
    assert_eq!(home.hears("update").await.id, last);
}

#[tokio::test]
async fn who_is_told_something_hears_it_and_nothing_of_it_is_missed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let mut home = Ear::open(&alice, "/api/v1/streaming/user").await;
    let mut told = Ear::open(&alice, "/api/v1/streaming/user/notification").await;
    let post = bob.publishes("Bonjour @alice").await;
    assert_eq!(home.hears("update").await.id, post);
    let heard = home.hears("notification").await;
    assert_eq!(heard.json()["type"], "mention");
    assert_eq!(heard.json()["status"]["id"], *post);
    assert_eq!(told.hears("notification").await.id, heard.id);
    drop((home, told));

    let (mine, path) = (alice.publishes("Moi").await, "/api/v1/streaming/user");
    let _ = bob.post(&format!("/api/v1/statuses/{mine}/favourite")).await.expect_ok();
    town.settle().await;
    let later = bob.publishes("Plus tard").await;
    let mut home = Ear::resume(&alice, path, &heard.id).await;
    assert_eq!(home.hears("update").await.id, mine);
    let favourite = home.hears("notification").await;
    assert_eq!(favourite.json()["type"], "favourite");
    assert_eq!(home.hears("update").await.id, later);
    bob.follows(&alice).await;
    assert_eq!(home.hears("notification").await.json()["type"], "follow");
    let mut told = Ear::resume(&alice, "/api/v1/streaming/user/notification", &heard.id).await;
    assert_eq!(told.hears("notification").await.id, favourite.id);
    assert_eq!(told.hears("notification").await.json()["type"], "follow");
}

#[tokio::test]
async fn public_and_hashtag_streams_hold_what_is_public() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/mute", carol.id)).await.expect_ok();
    let mut all = Ear::open(&alice, "/api/v1/streaming/public/local").await;
    let mut tag = Ear::open(&alice, "/api/v1/streaming/hashtag?tag=%C3%89t%C3%A9").await;
    let mut local = Ear::open(&alice, "/api/v1/streaming/hashtag/local?tag=never").await;

    let _ = carol.publishes("Muted #été").await;
    for visibility in ["unlisted", "private", "direct"] {
        let _ = bob.publishes_as(json!({ "status": "#été", "visibility": visibility })).await;
    }
    let first = bob.publishes("Premier").await;
    let answer =
        bob.publishes_as(json!({ "status": "Now @alice #ÉTÉ", "in_reply_to_id": first })).await;
    let _ = alice.post(&format!("/api/v1/statuses/{first}/reblog")).await.expect_ok();
    let to_bob = json!({ "status": "Answer #été", "in_reply_to_id": first });
    let to_bob = alice.publishes_as(to_bob).await;
    let last = bob.publishes("#never before").await;

    for id in [&first, &answer, &last] {
        assert_eq!(all.hears("update").await.id, *id);
    }
    for id in [&answer, &to_bob] {
        assert_eq!(tag.hears("update").await.id, *id);
    }
    assert_eq!(local.hears("update").await.id, last);
    let _ = bob.delete(&format!("/api/v1/statuses/{answer}")).await.expect_ok();
    assert_eq!(tag.hears("delete").await.data, answer);
}

#[tokio::test]
async fn one_socket_carries_many_streams() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let mut socket = Socket::open(&town, &alice, "").await;
    socket.says(json!({ "type": "subscribe", "stream": "user" })).await;
    socket.says(json!({ "type": "subscribe", "stream": "hashtag", "tag": "Été" })).await;
    socket.says(json!({ "type": "subscribe", "stream": "nothing" })).await;
    assert_eq!(socket.hears().await["status"], 400);

    let post = bob.publishes("#été").await;
    let heard = [socket.hears().await, socket.hears().await];
    for one in &heard {
        assert_eq!(one["event"], "update");
        assert_eq!(post_of(one), post);
    }
    let labels: Vec<&Value> = heard.iter().map(|one| &one["stream"]).collect();
    assert!(labels.contains(&&json!(["user"])) && labels.contains(&&json!(["hashtag", "Été"])));

    socket.says(json!({ "type": "unsubscribe", "stream": "hashtag", "tag": "Été" })).await;
    socket.says(json!({ "type": "what" })).await;
    assert_eq!(socket.hears().await["status"], 400);
    let _ = bob.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let heard = socket.hears().await;
    assert_eq!((&heard["event"], &heard["payload"]), (&json!("delete"), &json!(post)));
    assert_eq!(heard["stream"], json!(["user"]));
}

#[tokio::test]
async fn a_list_is_heard_as_it_is_read() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let made = alice.post_json("/api/v1/lists", json!({ "title": "Voisins" })).await.expect_ok();
    let list = made["id"].as_str().unwrap().to_owned();
    let members = format!("/api/v1/lists/{list}/accounts");
    let path = format!("/api/v1/streaming/list?list={list}");
    let mut ear = Ear::open(&alice, &path).await;
    let mut socket = Socket::open(&town, &alice, &format!("?stream=list&list={list}")).await;
    let _ = bob.publishes("Not on it yet").await;
    let on_it = json!({ "account_ids": [bob.id] });
    let _ = alice.post_json(&members, on_it.clone()).await.expect_ok();
    let _ = bob.publishes_as(json!({ "status": "Closed", "visibility": "private" })).await;
    let _ = carol.publishes("Not on it").await;
    let first = bob.publishes("Bonjour").await;
    assert_eq!(ear.hears("update").await.id, first);
    let heard = socket.hears().await;
    assert_eq!((&heard["stream"], post_of(&heard)), (&json!(["list", list]), first.clone()));

    // Who is followed may be read by followers; who is muted is not heard; a resumed stream
    // begins where it was left.
    alice.follows(&bob).await;
    let closed = bob.publishes_as(json!({ "status": "Closed", "visibility": "private" })).await;
    assert_eq!(ear.hears("update").await.id, closed);
    assert_eq!(post_of(&socket.hears().await), closed);
    let mut again = Ear::resume(&alice, &path, &first).await;
    assert_eq!(again.hears("update").await.id, closed);
    let _ = alice.post(&format!("/api/v1/accounts/{}/mute", bob.id)).await.expect_ok();
    let _ = bob.publishes("Unheard").await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/unmute", bob.id)).await.expect_ok();
    let last = bob.publishes("Bonsoir").await;
    assert_eq!(ear.hears("update").await.id, last);
    let _ = bob.delete(&format!("/api/v1/statuses/{last}")).await.expect_ok();
    assert_eq!(ear.hears("delete").await.data, last);

    // It is its owner's alone.
    let _ = bob.get(&path).await.expect_error(404);
    let _ = alice.get("/api/v1/streaming/list").await.expect_error(400);
    socket.says(json!({ "type": "subscribe", "stream": "list", "list": "1" })).await;
    loop {
        let heard = socket.hears().await;
        if heard["error"].is_string() {
            assert_eq!(heard["status"], 404);
            break;
        }
    }
}

#[tokio::test]
async fn nothing_is_missed_or_said_twice_over_a_reconnection() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let mut said = vec![bob.publishes("0").await];
    let mut after = said[0].clone();
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let speaker = bob.clone();
    let speaking = tokio::spawn(async move {
        for turn in 1..200 {
            tell.send(speaker.publishes(&turn.to_string()).await).unwrap();
        }
    });

    // Comes and goes while bob speaks, over either door.
    let mut heard = vec![after.clone()];
    for turn in 0..20_usize {
        let few = 1 + turn % 7;
        if turn % 2 == 0 {
            let mut ear = Ear::resume(&alice, "/api/v1/streaming/user", &after).await;
            for _ in 0..few {
                heard.push(ear.hears("update").await.id);
            }
        } else {
            let query = format!("?stream=user&since_id={after}");
            let mut socket = Socket::open(&town, &alice, &query).await;
            for _ in 0..few {
                heard.push(post_of(&socket.hears().await));
            }
        }
        after = heard.last().unwrap().clone();
    }
    speaking.await.unwrap();
    while let Some(id) = told.recv().await {
        said.push(id);
    }
    let mut ear = Ear::resume(&alice, "/api/v1/streaming/user", &after).await;
    while heard.len() < said.len() {
        heard.push(ear.hears("update").await.id);
    }
    assert_eq!(heard, said);
    let last = bob.publishes("last").await;
    assert_eq!(ear.hears("update").await.id, last);
}

#[tokio::test]
async fn a_stream_that_cannot_keep_up_is_told_and_closed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let mut socket = Socket::open(&town, &alice, "?stream=user").await;
    let long = "é".repeat(990);
    let open = || town.app.memory::<Streams>().open();
    let mut said = Vec::new();
    while open() == 1 {
        assert!(said.len() < 3000, "the queue has no bound");
        let texts: Vec<String> = (0..50).map(|turn| format!("{long}{turn}")).collect();
        said.extend(join_all(texts.iter().map(|text| bob.publishes(text))).await);
    }
    said.push(bob.publishes("One more").await);
    said.sort();

    let mut heard = Vec::new();
    let frame = loop {
        match timeout(PATIENCE, socket.0.next()).await.expect("to be told").unwrap().unwrap() {
            Message::Text(text) => heard.push(post_of(&serde_json::from_str(&text).unwrap())),
            Message::Close(frame) => break frame.expect("a reason"),
            _ => {}
        }
    };
    assert_eq!(u16::from(frame.code), 1013);
    assert!(frame.reason.contains("keep up"), "{}", frame.reason);
    assert!(heard.len() < said.len());
    assert_eq!(heard, said[..heard.len()]);

    let mut again = Ear::resume(&alice, "/api/v1/streaming/user", heard.last().unwrap()).await;
    while heard.len() < said.len() {
        heard.push(again.hears("update").await.id);
    }
    assert_eq!(heard, said);
}

#[tokio::test]
async fn who_may_no_longer_read_is_cut_off() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut hers = Ear::open(&alice, "/api/v1/streaming/user").await;
    let mut his = Socket::open(&town, &bob, "?stream=user").await;
    for person in [&alice, &bob] {
        let account = AccountId(person.id.parse().unwrap());
        let suspend = async move |tx: &mut db::Tx| {
            let set = db::sql("update account set suspended_at = 1 where id = $1");
            set.bind(account).run(tx).await?;
            ground::events::append(tx, &social::accounts::Changed { account })
        };
        town.app.write(suspend).await.unwrap();
    }
    let told = hers.hears("error").await;
    assert!(told.json()["error"].as_str().unwrap().contains("ended"));
    assert!(hers.next().await.is_none());
    assert_eq!(his.closed().await, 1008);
}

#[tokio::test]
async fn a_stop_ends_streams_and_they_go_on_after_it() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let mut ear = Ear::open(&alice, "/api/v1/streaming/user").await;
    let mut socket = Socket::open(&town, &alice, "?stream=user").await;
    let first = bob.publishes("Before").await;
    assert_eq!(ear.hears("update").await.id, first);
    let _ = socket.hears().await;
    let ending = tokio::spawn(async move {
        let told = ear.hears("error").await;
        assert!(told.json()["error"].as_str().unwrap().contains("stop"));
        assert!(ear.next().await.is_none());
        socket.closed().await
    });
    let town = timeout(PATIENCE, town.restart()).await.expect("the server stops");
    assert_eq!(ending.await.unwrap(), 1001);
    let (alice, bob) = (alice.in_town(&town), bob.in_town(&town));
    let second = bob.publishes("After").await;
    let mut ear = Ear::resume(&alice, "/api/v1/streaming/user", &first).await;
    assert_eq!(ear.hears("update").await.id, second);
}

#[tokio::test]
async fn one_is_told_as_it_happens_and_of_what_was_missed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let path = "/api/v1/streaming/user/notification";
    let mut ear = Ear::open(&alice, path).await;
    bob.follows(&alice).await;
    let heard = ear.hears("notification").await;
    let told = heard.json();
    assert_eq!((&told["type"], &told["account"]["id"]), (&json!("follow"), &json!(bob.id)));
    assert_eq!(told["id"], *heard.id);
    drop(ear);

    let missed = bob.publishes("@alice ?").await;
    town.settle().await;
    let mut ear = Ear::resume(&alice, path, &heard.id).await;
    assert_eq!(ear.hears("notification").await.json()["status"]["id"], *missed);
    let next = bob.publishes("@alice !").await;
    assert_eq!(ear.hears("notification").await.json()["status"]["id"], *next);
}

#[tokio::test]
async fn what_cannot_be_listened_to_is_said() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let health = alice.get("/api/v1/streaming/health").await;
    assert_eq!((health.status, health.text.as_str()), (200, "OK"));
    let _ = town.stranger().get("/api/v1/streaming/user").await.expect_error(401);
    let _ = town.stranger().get("/api/v1/streaming?stream=user").await.expect_error(401);
    let _ = alice.get("/api/v1/streaming/hashtag").await.expect_error(400);
    let _ = alice.get("/api/v1/streaming?stream=user").await.expect_error(400);
    let _ = alice.get("/api/v1/streaming?stream=what").await.expect_error(400);
    let request = alice.request(Method::GET, "/api/v1/streaming/user");
    let answer = alice.send(request.header("last-event-id", "yesterday")).await;
    let _ = answer.expect_error(400);
    let streams = town.app.memory::<Streams>();
    assert_eq!(streams.open(), 0);
    // Nothing comes from elsewhere yet, and there are no conversations: these stay silent.
    drop(Ear::open(&alice, "/api/v1/streaming/public/remote").await);
    drop(Ear::open(&alice, "/api/v1/streaming/direct").await);
    drop(Ear::open(&alice, "/api/v1/streaming/public").await);
    let ears = [0; 30].map(|_| Ear::open(&alice, "/api/v1/streaming/user"));
    let mut open = Vec::new();
    for ear in ears {
        open.push(ear.await);
    }
    let _ = alice.get("/api/v1/streaming/user").await.expect_error(429);
    drop(open);
    let emptied = async {
        while streams.open() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, emptied).await.expect("who hangs up is forgotten");
}
