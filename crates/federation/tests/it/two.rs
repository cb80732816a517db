//! Two towns, and what is needed to see what becomes of what one tells the other.

use federation::{delivery, inbox};
use town::{Browser, Person, Town, Value};

/// Two towns: Alice lives here, Bob there.
pub(crate) struct Two {
    pub(crate) here: Town,
    pub(crate) there: Town,
    pub(crate) alice: Person,
    pub(crate) bob: Person,
}

impl Two {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with other settings there.
    pub(crate) async fn with(change: impl FnOnce(&mut ground::Config)) -> Self {
        let (here, there) = (Town::new().await, Town::with(change).await);
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        Self { here, there, alice, bob }
    }

    /// Alice reads Bob, and both know it.
    pub(crate) async fn reading() -> Self {
        let two = Self::new().await;
        two.follow().await;
        two
    }

    /// Alice follows Bob.
    pub(crate) async fn follow(&self) -> String {
        let bob = self.bob_here().await;
        let _ = self.alice.post(&format!("/api/v1/accounts/{bob}/follow")).await.expect_ok();
        self.settle().await;
        bob
    }

    /// Bob's number here.
    pub(crate) async fn bob_here(&self) -> String {
        known(&self.alice, &handle(&self.there, "bob")).await
    }

    /// Alice's number there.
    pub(crate) async fn alice_there(&self) -> String {
        known(&self.bob, &handle(&self.here, "alice")).await
    }

    /// Waits until each has told the other all there is to tell.
    pub(crate) async fn settle(&self) {
        settle(&[&self.here, &self.there]).await;
    }
}

/// Waits until all towns have told each other all there is to tell.
pub(crate) async fn settle(towns: &[&Town]) {
    for _ in 0..3 {
        for town in towns {
            town.settle().await;
            delivery::settle(&town.app).await.unwrap();
        }
        for town in towns {
            inbox::settle(&town.app).await.unwrap();
        }
    }
    for town in towns {
        town.settle().await;
    }
}

/// A handle as one writes it elsewhere.
pub(crate) fn handle(town: &Town, name: &str) -> String {
    format!("{name}@{}", town.app.config.domain())
}

/// The number of an account elsewhere, looked up by somebody.
pub(crate) async fn known(who: &Person, handle: &str) -> String {
    let found = who.get(&format!("/api/v1/accounts/lookup?acct={handle}")).await.expect_ok();
    found["id"].as_str().unwrap().to_owned()
}

/// What somebody's home begins with.
pub(crate) async fn first_of_home(who: &Person) -> Value {
    let home = who.get("/api/v1/timelines/home").await.expect_ok();
    home[0].clone()
}

/// A browser in which somebody is logged in.
pub(crate) async fn browser_of(town: &Town, who: &Person) -> Browser {
    let mut browser = town.browser("/about").await;
    let secret = town.token_with(who, "read write follow").await;
    browser.cookies.insert("session".to_owned(), secret);
    browser
}

/// The page says so.
#[track_caller]
pub(crate) fn says(browser: &Browser, words: &str) {
    let text = &browser.page.text;
    assert!(text.contains(words), "no “{words}” on {}: {text}", browser.address);
}
