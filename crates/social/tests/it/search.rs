//! Stories of search. They find the same on both databases.

use town::{Person, Town, Value, ids, json};

/// What is found once the words are learnt.
async fn find(town: &Town, who: &Person, ask: &[(&str, &str)]) -> Value {
    town.settle().await;
    let request = who.request(reqwest::Method::GET, "/api/v2/search").query(ask);
    let found = who.send(request).await.expect_ok();
    for kind in ["accounts", "statuses", "hashtags"] {
        assert!(found[kind].is_array(), "{kind} is always a list");
    }
    found
}

async fn posts(town: &Town, who: &Person, words: &str) -> Vec<String> {
    ids(&find(town, who, &[("q", words), ("type", "statuses")]).await["statuses"])
}

async fn people(town: &Town, who: &Person, words: &str) -> Vec<String> {
    let found = find(town, who, &[("q", words), ("type", "accounts"), ("resolve", "true")]).await;
    let list = found["accounts"].as_array().unwrap().clone();
    list.iter().map(|account| account["acct"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn words_are_found_in_all_their_forms() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let texts = [
        "L’élection présidentielle s’approche : qu’en pensez-vous ?",
        "Les chevaux du roi galopent aujourd’hui dans la forêt",
        "Un cœur, un œuf et des bœufs à Besançon",
        "東京の夏は暑いです",
        "She runs; they were running to the libraries",
        "Rien à voir",
        "Élection municipale : l’urne est vide",
    ];
    let mut made = Vec::new();
    for text in texts {
        made.push(alice.publishes(text).await);
    }
    let expected: [(&str, &[usize]); 22] = [
        ("élection", &[6, 0]),
        ("ELECTIONS", &[6, 0]),
        ("l'élection", &[6, 0]),
        ("élection présidentielles", &[0]),
        ("\"élection municipale\"", &[6]),
        ("\"municipale élection\"", &[]),
        ("élection -urne", &[0]),
        ("-urne", &[]),
        ("cheval", &[1]),
        ("chevaux", &[1]),
        ("foret", &[1]),
        ("aujourd'hui", &[1]),
        ("coeur oeuf", &[2]),
        ("cœur", &[2]),
        ("besancon", &[2]),
        ("東京", &[3]),
        ("夏", &[3]),
        ("京東", &[]),
        ("library run", &[4]),
        ("rien voir", &[5]),
        ("\"'; drop table post; --", &[]),
        ("* OR NEAR( ^ : & | ! <->", &[]),
    ];
    let mut found = Vec::new();
    for (words, _) in expected {
        let ids = posts(&town, &bob, words).await;
        let place = |id: &String| made.iter().position(|other| other == id).unwrap();
        found.push((words, ids.iter().map(place).collect::<Vec<_>>()));
    }
    assert_eq!(found, expected.map(|(words, places)| (words, places.to_vec())));
}

#[tokio::test]
async fn the_index_follows_what_is_said() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let draft = json!({ "status": "Une girafe", "spoiler_text": "Attention" });
    let post = alice.publishes_as(draft).await;
    assert_eq!(posts(&town, &bob, "girafe attention").await, [post.clone()]);
    let path = format!("/api/v1/statuses/{post}");
    let edit = json!({ "status": "Un éléphant" });
    let _ = alice.send_json(reqwest::Method::PUT, &path, edit).await.expect_ok();
    assert_eq!(posts(&town, &bob, "girafe").await, [] as [String; 0]);
    assert_eq!(posts(&town, &bob, "éléphants").await, [post]);
    let _ = alice.delete(&path).await.expect_ok();
    assert_eq!(posts(&town, &bob, "éléphants").await, [] as [String; 0]);
}

#[tokio::test]
async fn only_what_one_may_see_is_found() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let say = async |visibility: &str, text: &str| {
        alice.publishes_as(json!({ "status": text, "visibility": visibility })).await
    };
    let open = say("public", "Secret de polichinelle").await;
    let quiet = say("unlisted", "Secret discret").await;
    let named = say("direct", "Secret pour @bob").await;
    let own = say("direct", "Secret à moi").await;
    assert_eq!(
        posts(&town, &alice, "secret").await,
        [&own, &named, &quiet, &open].map(Clone::clone)
    );
    assert_eq!(posts(&town, &bob, "secret").await, [&named, &open].map(Clone::clone));
    assert_eq!(posts(&town, &carol, "secret").await, [open.clone()]);
    assert_eq!(posts(&town, &town.stranger(), "secret").await, [] as [String; 0]);

    let _ = alice.post(&format!("/api/v1/accounts/{}/block", bob.id)).await.expect_ok();
    assert_eq!(posts(&town, &bob, "secret").await, [] as [String; 0]);
    let _ = carol.post(&format!("/api/v1/accounts/{}/mute", alice.id)).await.expect_ok();
    assert_eq!(posts(&town, &carol, "secret").await, [] as [String; 0]);
    assert_eq!(people(&town, &bob, "alice").await, [] as [String; 0]);
    assert_eq!(people(&town, &carol, "alice").await, ["alice"]);
}

#[tokio::test]
async fn posts_can_be_narrowed_and_paged() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut made = Vec::new();
    for no in 0..4 {
        let author = if no % 2 == 0 { &alice } else { &bob };
        made.insert(0, author.publishes(&format!("Le numéro {no}")).await);
    }
    let ask = async |more: &[(&str, &str)]| {
        let ask = [&[("q", "numéro"), ("type", "statuses")], more].concat();
        ids(&find(&town, &bob, &ask).await["statuses"])
    };
    assert_eq!(ask(&[]).await, made);
    assert_eq!(ask(&[("limit", "2")]).await, made[..2]);
    assert_eq!(ask(&[("limit", "2"), ("offset", "1")]).await, made[1..3]);
    assert_eq!(ask(&[("max_id", &made[1])]).await, made[2..]);
    assert_eq!(ask(&[("min_id", &made[1])]).await, made[..1]);
    assert_eq!(ask(&[("account_id", &alice.id)]).await, [made[1].clone(), made[3].clone()]);
}

#[tokio::test]
async fn people_are_found_by_handle_first() {
    let town = Town::new().await;
    let (bobby, bob) = (town.person("bobby").await, town.person("bob").await);
    let (bo_peep, alice) = (town.person("bo_peep").await, town.person("Alice").await);
    alice.follows(&bobby).await;
    let full = format!("bob@{}", town.url.trim_start_matches("http://"));
    for words in ["bob", "@bob", "BOB", &full, &format!("@{full}")] {
        assert_eq!(people(&town, &alice, words).await[0], "bob", "{words}");
    }
    assert_eq!(people(&town, &alice, "bo").await, ["bobby", "bob", "bo_peep"]);
    assert_eq!(people(&town, &alice, "bo_p").await, ["bo_peep"]);
    assert_eq!(people(&town, &town.stranger(), "peep").await, ["bo_peep"]);
    assert_eq!(people(&town, &alice, "bob@elsewhere.example").await, ["bobby", "bob"]);
    assert_eq!(people(&town, &alice, "nobody").await, [] as [String; 0]);
    let ask = [("q", "bo"), ("following", "true")];
    let found = find(&town, &alice, &ask).await;
    assert_eq!(ids(&found["accounts"]), [bobby.id.clone()]);
    let list = alice.reads("/api/v1/accounts/search?q=bo&limit=2").await;
    assert_eq!(list, [bobby.id.clone(), bob.id.clone()]);
    let list = alice.reads("/api/v1/accounts/search?q=bo&limit=2&offset=2").await;
    assert_eq!(list, [bo_peep.id.clone()]);
    let stranger = town.stranger();
    let _ = stranger.get("/api/v1/accounts/search?q=bo").await.expect_error(401);
}

#[tokio::test]
async fn hashtags_are_found_by_their_beginning() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    for text in ["#Printemps", "#Print", "#PrintempsDesPoètes", "#Été", "#四季"] {
        let _ = alice.publishes(text).await;
    }
    let tags = async |words: &str| {
        let found = find(&town, &town.stranger(), &[("q", words), ("type", "hashtags")]).await;
        let list = found["hashtags"].as_array().unwrap().clone();
        list.iter().map(|tag| tag["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(tags("#print").await, ["Print", "Printemps", "PrintempsDesPoètes"]);
    assert_eq!(tags("PRINTEMPS").await, ["Printemps", "PrintempsDesPoètes"]);
    assert_eq!(tags("éte").await, ["Été"]);
    assert_eq!(tags("四").await, ["四季"]);
    assert_eq!(tags("%").await, [] as [String; 0]);
    assert_eq!(tags("print emps").await, [] as [String; 0]);
}

#[tokio::test]
async fn odd_questions_do_no_harm() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    for bad in
        ["q=", "q=%20", "q=a&type=everything", "q=a&offset=-1", "q=a&offset=10001", "q=a&limit=x"]
    {
        let _ = alice.get(&format!("/api/v2/search?{bad}")).await.expect_error(422);
    }
    let _ = alice.get("/api/v2/search?q=%ff").await.expect_error(400);
    let _ = alice.get("/api/v2/search?q=a&account_id=b").await.expect_error(400);
    let long = "mot ".repeat(2000);
    for words in
        [long.as_str(), "a\0b", "\"", "«", "@", "#", "@@", "-", "''", "💥", "a*", "(", ":*"]
    {
        let _ = find(&town, &alice, &[("q", words)]).await;
    }
}

#[tokio::test]
async fn operators_narrow_what_is_found() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let picture = crate::media::upload(&alice).await;
    let with = json!({ "status": "Métro en panne", "media_ids": [picture], "language": "fr" });
    let with = alice.publishes_as(with).await;
    let link =
        json!({ "status": "metro https://example.org", "language": "en", "sensitive": true });
    let link = bob.publishes_as(link).await;
    let reply = json!({ "status": "@alice métro", "in_reply_to_id": with, "language": "fr-CA" });
    let reply = bob.publishes_as(reply).await;
    let asks = json!({ "options": ["a", "b"], "expires_in": 300 });
    let asks = alice.publishes_as(json!({ "status": "métro ?", "poll": asks })).await;
    let quote = json!({ "status": "métro", "quoted_status_id": asks });
    let quote = alice.publishes_as(quote).await;
    let all = [&quote, &asks, &reply, &link, &with];
    let find = async |question: &str| posts(&town, &alice, question).await;
    assert_eq!(find("métro").await, all.map(Clone::clone));
    for (question, expected) in [
        ("métro from:bob", vec![&reply, &link]),
        ("métro from:@Bob -is:reply", vec![&link]),
        ("métro from:me has:media", vec![&with]),
        ("métro -from:me", vec![&reply, &link]),
        ("métro has:image", vec![&with]),
        ("métro has:video", vec![]),
        ("métro has:link", vec![&link]),
        ("métro has:poll", vec![&asks]),
        ("métro has:quote", vec![&quote]),
        ("métro is:sensitive", vec![&link]),
        ("métro language:fr", vec![&reply, &with]),
        ("métro language:fr-ca", vec![&reply]),
        ("from:alice has:poll", vec![&asks]),
        ("is:reply", vec![&reply]),
        ("métro from:nobody", vec![]),
        ("métro before:2001-01-01", vec![]),
        ("métro after:2001-01-01 has:poll", vec![&asks]),
        ("métro in:library -has:media -has:poll", vec![&quote]),
        ("\"from:bob\" métro", vec![]),
    ] {
        let expected: Vec<String> = expected.into_iter().cloned().collect();
        assert_eq!(find(question).await, expected, "{question}");
    }
    let kept = format!("/api/v1/statuses/{link}/bookmark");
    let _ = alice.post(&kept).await.expect_ok();
    assert_eq!(find("in:library from:bob").await, [link.clone()]);

    // A page of what is narrowed.
    let second =
        [("q", "métro -is:sensitive"), ("type", "statuses"), ("limit", "2"), ("offset", "2")];
    let page = find_with(&town, &alice, &second).await;
    assert_eq!(page, [reply.clone(), with.clone()]);
    let day = wire::Day::of(wire::Time(town.app.db.now_ms())).bytes();
    let day = String::from_utf8(day.to_vec()).unwrap();
    assert_eq!(find(&format!("during:{day} has:poll")).await, [asks.clone()]);
    assert_eq!(find(&format!("after:{day} métro")).await, [] as [String; 0]);
    assert_eq!(find(&format!("before:{day} métro")).await, [] as [String; 0]);
    let found = self::find(&town, &alice, &[("q", "from:bob")]).await;
    assert_eq!(found["accounts"], json!([]), "only posts are from somebody");
}

async fn find_with(town: &Town, who: &Person, ask: &[(&str, &str)]) -> Vec<String> {
    ids(&find(town, who, ask).await["statuses"])
}

#[tokio::test]
async fn a_link_to_here_is_opened_where_it_leads() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes("Here I am").await;
    let secret = bob.publishes_as(json!({ "status": "Mine", "visibility": "private" })).await;
    let seen = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let origin = town.app.config.origin.clone();
    let at = |path: &str| format!("{origin}{path}");
    let own = ["url", "uri"].map(|field| seen[field].as_str().unwrap().to_owned());
    for address in own.into_iter().chain([at(&format!("/posts/{post}/?x#y"))]) {
        let found = find(&town, &alice, &[("q", &address), ("resolve", "true")]).await;
        assert_eq!(ids(&found["statuses"]), [post.clone()], "{address}");
        assert_eq!(found["accounts"], json!([]));
    }
    for field in ["url", "uri"] {
        let address = seen["account"][field].as_str().unwrap();
        assert_eq!(people(&town, &alice, address).await, ["bob"], "{address}");
        assert_eq!(posts(&town, &alice, address).await, [] as [String; 0], "only the kind asked");
    }
    let page = [("q", seen["url"].as_str().unwrap()), ("type", "statuses"), ("offset", "1")];
    assert_eq!(find_with(&town, &alice, &page).await, [] as [String; 0]);
    let address = at(&format!("/@bob/{secret}"));
    assert_eq!(posts(&town, &alice, &address).await, [] as [String; 0]);
    assert_eq!(posts(&town, &bob, &address).await, [secret]);
    for nowhere in ["", "/@nobody", "/@bob/1", "/ap/actors/99", "/about", "/ap/actors/x"] {
        let found = find(&town, &alice, &[("q", &at(nowhere))]).await;
        assert_eq!((&found["statuses"], &found["accounts"]), (&json!([]), &json!([])), "{nowhere}");
    }
}
