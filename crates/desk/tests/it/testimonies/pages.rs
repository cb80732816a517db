//! The same by the pages, without a script.

use town::{Browser, Person, Town};

use crate::team::{hides, member, shows};

/// The organisation of `ann`, with `ben` as everything but a writer; their browsers.
async fn desk(town: &Town) -> (Person, Browser, Browser) {
    let (ann, mut hers) = member(town, "ann").await;
    let (_ben, mut his) = member(town, "ben").await;
    hers.open("/desk").await;
    let typed = [("username", "rampes"), ("name", "Rampes pour tous")];
    hers.submit("/desk", &typed).await;
    hers.open("/desk/rampes/team").await;
    hers.submit("/desk/rampes/team", &[("who", "@ben"), ("roles[]", "reviewer")]).await;
    his.open("/desk").await;
    his.submit("/desk/invitations", &[("decision", "accept")]).await;
    (ann, hers, his)
}

/// Gives somebody's seat these roles, as their lead would by the API.
async fn roles(ann: &Person, roles: &[&str]) {
    let list = ann.get("/api/portevoix/v1/organisations").await.expect_ok();
    let path = format!("/api/portevoix/v1/organisations/{}", list[0]["id"].as_str().unwrap());
    let seats = ann.get(&format!("{path}/seats")).await.expect_ok();
    let seat = format!("{path}/seats/{}", seats[1]["id"].as_str().unwrap());
    let change = town::json!({ "roles": roles, "version": seats[1]["version"] });
    let _ = ann.send_json(town::Method::PUT, &seat, change).await.expect_ok();
}

#[tokio::test]
async fn from_the_form_to_the_post_and_back() {
    let town = Town::new().await;
    let (ann, mut hers, mut his) = desk(&town).await;
    roles(&ann, &["reviewer", "data_protection"]).await;
    let mut witness = town.browser("/testify/rampes").await;
    assert_eq!(witness.page.status, 404);
    his.open("/desk/rampes/testimonies/data").await;
    his.submit("/desk/rampes/testimonies/data", &[("open", "true")]).await;
    assert_eq!(his.page.status, 422);
    let form = [("open", "true"), ("contact", "donnees@rampes.example")];
    his.submit("/desk/rampes/testimonies/data", &form).await;
    shows(&his, "The form that anybody sees");

    witness.open("/testify/rampes/easy").await;
    shows(&witness, "We keep your name secret.");
    witness.open("/testify/rampes").await;
    for words in ["donnees@rampes.example", "3114", "112", "Easy to read version"] {
        shows(&witness, words);
    }
    witness.submit("/testify/rampes", &[("story", "Kept words")]).await;
    assert_eq!(witness.page.status, 422);
    shows(&witness, "Kept words");
    let script = "<script>alert(1)</script> I cannot get in.";
    let told = [
        ("story", script),
        ("name", "Zoé Témoin"),
        ("contact", "zoe@witness.example"),
        ("agreed", "true"),
    ];
    witness.submit("/testify/rampes", &told).await;
    shows(&witness, "What you told arrived.");
    hides(&witness, "<script>alert");
    let mine = witness.address.clone();
    let secret = mine.strip_prefix("/testimony/").unwrap().to_owned();

    hers.open("/desk/rampes/testimonies").await;
    shows(&hers, "received");
    shows(&hers, "&lt;script&gt;");
    hides(&hers, "<script>alert");
    hides(&hers, "Zoé");
    let links = hers.page.text.split("href=\"/desk/rampes/testimonies/").skip(1);
    let ids = links.map(|it| it.chars().take_while(char::is_ascii_digit).collect::<String>());
    let id = ids.filter(|id| !id.is_empty()).last().unwrap();
    let one = format!("/desk/rampes/testimonies/{id}");
    his.open(&one).await;
    let identity = format!("/desk/rampes/testimonies/{id}/identity");
    his.submit(&identity, &[("reason", "")]).await;
    assert_eq!(his.page.status, 422);
    his.submit(&identity, &[("reason", "To call back")]).await;
    shows(&his, "Zoé Témoin");
    his.open(&one).await;
    his.submit(&format!("/desk/rampes/testimonies/{id}/steps"), &[]).await;
    shows(&his, "verified");

    witness.open(&mine).await;
    let wish = format!("/testimony/{secret}/consents");
    witness.submit(&wish, &[("networks[]", "portevoix")]).await;
    assert_eq!(witness.page.status, 422);
    let agreed = [
        ("media[]", "text"),
        ("networks[]", "portevoix"),
        ("naming", "pseudonym"),
        ("shown", "Une passante"),
    ];
    witness.submit(&wish, &agreed).await;
    shows(&witness, "Noted. Your receipt is below.");

    hers.open(&one).await;
    let text = "I cannot get in: three stairs.";
    let late = hers.fill(&one, &[("body", "Somebody else")]);
    hers.submit(&one, &[("body", text)]).await;
    shows(&hers, text);
    hers.send(late).await;
    assert_eq!(hers.page.status, 409);
    shows(&hers, "Somebody else");
    witness.open(&mine).await;
    shows(&witness, text);
    shows(&witness, "— Une passante");
    witness.submit(&format!("/testimony/{secret}/approve"), &[]).await;
    shows(&witness, "You approved the text.");

    his.open(&one).await;
    his.submit(&format!("/desk/rampes/testimonies/{id}/steps"), &[]).await;
    shows(&his, "ready to be published");
    his.submit(&format!("/desk/rampes/testimonies/{id}/steps"), &[]).await;
    shows(&his, "published");
    his.submit(
        &format!("/desk/rampes/testimonies/{id}/uses"),
        &[
            ("network", "x"),
            ("medium", "text"),
            ("naming", "pseudonym"),
            ("address", "x.example/1"),
        ],
    )
    .await;
    assert_eq!(his.page.status, 403);
    his.open(&format!("/testimonies/{id}")).await;
    shows(&his, "— Une passante");
    shows(&his, text);

    let mut alone = town.browser(&mine).await;
    alone.submit(&format!("/testimony/{secret}/withdraw"), &[]).await;
    shows(&alone, "Everything is taken back.");
    alone.open(&format!("/testimonies/{id}")).await;
    assert_eq!(alone.page.status, 410);
    shows(&alone, "This is no longer here");
    his.open("/desk/rampes/testimonies/data").await;
    shows(&his, "To call back");
    shows(&his, "taken back");
    his.open("/desk/rampes/journal").await;
    shows(&his, "published a testimony");
    // A letter went to the address, with a link of its own.
    his.open(&one).await;
    shows(&his, "withdrawn");
}

#[tokio::test]
async fn what_is_told_on_the_telephone_is_typed_noted_and_recalled() {
    let town = Town::new().await;
    let (ann, mut hers, mut his) = desk(&town).await;
    roles(&ann, &["reviewer", "data_protection"]).await;
    his.open("/desk/rampes/testimonies").await;
    shows(&his, "Say who you are");
    let told = [("story", "Told by telephone"), ("contact", "06 00 00 00 00")];
    his.submit("/desk/rampes/testimonies", &told).await;
    assert_eq!(his.page.status, 422);
    his.submit("/desk/rampes/testimonies", &[("agreed", "true")]).await;
    shows(&his, "/testimony/");
    let links = his.page.text.split("href=\"/desk/rampes/testimonies/").skip(1);
    let ids = links.map(|it| it.chars().take_while(char::is_ascii_digit).collect::<String>());
    let id = ids.filter(|id| !id.is_empty()).last().unwrap();
    let one = format!("/desk/rampes/testimonies/{id}");
    his.open(&one).await;
    his.submit(&format!("/desk/rampes/testimonies/{id}/link"), &[]).await;
    let (_, rest) = his.page.text.split_once("/testimony/").unwrap();
    let secret = rest.split('<').next().unwrap().to_owned();
    let mine = format!("/testimony/{secret}");
    his.open(&one).await;
    his.submit(&format!("/desk/rampes/testimonies/{id}/steps"), &[]).await;
    let agreed = [("media[]", "text"), ("networks[]", "press"), ("months", "6")];
    his.submit(&format!("/desk/rampes/testimonies/{id}/consents"), &agreed).await;
    shows(&his, "in words, noted by the team");
    hers.open(&one).await;
    hers.submit(&one, &[("body", "A text for the press")]).await;
    let mut witness = town.browser(&mine).await;
    witness.submit(&format!("/testimony/{secret}/approve"), &[]).await;
    his.open(&one).await;
    his.submit(&format!("/desk/rampes/testimonies/{id}/steps"), &[]).await;
    let press = [
        ("network", "press"),
        ("medium", "text"),
        ("naming", "anonymous"),
        ("address", "A newspaper"),
    ];
    his.submit(&format!("/desk/rampes/testimonies/{id}/uses"), &press).await;
    shows(&his, "A newspaper");
    witness.open(&mine).await;
    witness.submit(&format!("/testimony/{secret}/withdraw"), &[]).await;
    shows(&witness, "A newspaper");
    his.open("/desk/rampes/testimonies/data").await;
    let (_, rest) = his.page.text.split_once("action=\"/desk/rampes/testimonies/tasks/").unwrap();
    let task = format!("/desk/rampes/testimonies/tasks/{}", rest.split('"').next().unwrap());
    his.submit(&task, &[]).await;
    shows(&his, "done");
}
