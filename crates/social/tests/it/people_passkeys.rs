//! Passkeys, with a device made of paper: it holds keys, and says what it is told to say.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ground::http::Role;
use town::{Browser, Method, Town, Value, json};

use crate::people::{PASSWORD, is_in, letter, logs_in};

/// What a device says beside what it should; the usual is honest.
#[derive(Clone)]
struct Says {
    origin: String,
    host: &'static str,
    flags: u8,
    kind: Option<&'static str>,
    challenge: Option<String>,
    count: u32,
}

struct Device {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    owner: String,
}

impl Device {
    fn new(id: &[u8]) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self { key, id: id.to_vec(), owner: String::new() }
    }

    fn client(says: &Says, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = STANDARD.decode(options["challenge"].as_str().unwrap()).unwrap();
        let challenge = URL_SAFE_NO_PAD.encode(challenge);
        let client = json!({
            "type": says.kind.unwrap_or(kind), "origin": says.origin, "crossOrigin": false,
            "challenge": says.challenge.clone().unwrap_or(challenge), "extra": "to be ignored",
        });
        client.to_string().into_bytes()
    }

    fn head(says: &Says) -> Vec<u8> {
        let host = digest(&SHA256, says.host.as_bytes());
        [host.as_ref(), &[says.flags], &says.count.to_be_bytes()].concat()
    }

    /// What the form of a new passkey holds.
    fn makes(&mut self, says: &Says, options: &Value) -> Vec<(&'static str, String)> {
        self.owner = options["user"]["id"].as_str().unwrap().to_owned();
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let mut head = Self::head(says);
        head[32] |= 1 << 6;
        let device = [&head[..], &[0; 16], &length, &self.id, b"the key in CBOR"].concat();
        let key: PublicKeyX509Der<'_> = self.key.public_key().as_der().unwrap();
        vec![
            ("client", STANDARD.encode(Self::client(says, "webauthn.create", options))),
            ("device", STANDARD.encode(device)),
            ("key", STANDARD.encode(key.as_ref())),
        ]
    }

    /// What the form of a log-in holds.
    fn shows(&self, says: &Says, options: &Value) -> Vec<(&'static str, String)> {
        let client = Self::client(says, "webauthn.get", options);
        let device = Self::head(says);
        let signed = [&device[..], digest(&SHA256, &client).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        vec![
            ("id", STANDARD.encode(&self.id)),
            ("client", STANDARD.encode(client)),
            ("device", STANDARD.encode(device)),
            ("signature", STANDARD.encode(signature.as_ref())),
            ("owner", self.owner.clone()),
        ]
    }
}

fn honest(town: &Town) -> Says {
    let (origin, host) = (town.url.clone(), "127.0.0.1");
    Says { origin, host, flags: 0b101, kind: None, challenge: None, count: 0 }
}

fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// What the script asks before it asks the device.
async fn options(browser: &mut Browser, action: &str, answers: &[(&str, &str)]) -> Value {
    let mut form = browser.fill(action, answers);
    let asks = [(MAKE, "/settings/security/passkeys/ask"), (SHOW, "/log-in/passkey/ask")];
    form.action = asks.iter().find(|(known, _)| *known == action).unwrap().1.to_owned();
    let page = std::mem::take(&mut browser.page);
    let request = browser.request(Method::POST, &form.action);
    let request = request.header("sec-fetch-site", "same-origin").form(&form.fields);
    browser.go(request, &form.action).await;
    let options = std::mem::replace(&mut browser.page, page);
    match options.status {
        200 => serde_json::from_str(&options.text).unwrap(),
        _ => Value::Null,
    }
}

const MAKE: &str = "/settings/security/passkeys";
const SHOW: &str = "/log-in/passkey";

async fn registers(town: &Town, browser: &mut Browser, device: &mut Device, name: &str) {
    browser.open("/settings/security").await;
    let typed = [("name", name), ("current_password", PASSWORD)];
    let options = options(browser, MAKE, &typed).await;
    let made = device.makes(&honest(town), &options);
    let answers = [&typed[..], &pairs(&made)].concat();
    browser.submit(MAKE, &answers).await;
    assert_eq!(browser.page.status, 200, "{}", browser.page.text);
}

async fn enters(town: &Town, device: &Device, says: &Says, then: &str) -> Browser {
    let mut browser = town.browser(&format!("/log-in?then={then}")).await;
    let options = options(&mut browser, SHOW, &[]).await;
    browser.submit(SHOW, &pairs(&device.shows(says, &options))).await;
    browser
}

#[tokio::test]
async fn a_passkey_lets_in_without_a_word_and_counts_as_two_steps() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    let mut phone = Device::new(b"the phone");
    registers(&town, &mut browser, &mut phone, "My phone").await;
    assert!(browser.page.text.contains("My phone"));
    assert!(letter(&town, "alice@example.org").await.contains("passkey was added"));
    let _ = crate::people_second::sets_up(&town, &mut browser).await;

    let here = enters(&town, &phone, &honest(&town), "/settings").await;
    assert_eq!(here.address, "/settings");
    assert!(is_in(&here) && !here.cookies.contains_key("attempt"));
    // Several, each by its name, each removed alone.
    let mut ring = Device::new(b"the key on the ring");
    registers(&town, &mut browser, &mut ring, "The ring").await;
    assert!(is_in(&enters(&town, &ring, &honest(&town), "/").await));
    let number = |browser: &Browser, name: &str| -> String {
        let (_, card) = browser.page.text.split_once(&format!("<bdi>{name}")).unwrap();
        let (_, rest) = card.split_once("/settings/security/passkeys/").unwrap();
        rest.split('/').next().unwrap().to_owned()
    };
    browser.open("/settings/security").await;
    let number = number(&browser, "My phone");
    let remove = format!("/settings/security/passkeys/{number}/remove");
    let _bob = town.person_with_password("bob", PASSWORD).await;
    let mut his = logs_in(&town, "bob", PASSWORD).await;
    his.open("/settings/security").await;
    let fields = his.fill(MAKE, &[]).fields;
    his.send(town::Filled { action: remove.clone(), fields }).await;
    assert_eq!(his.page.status, 404);
    browser.press(&remove).await;
    assert!(!browser.page.text.contains("My phone") && browser.page.text.contains("The ring"));
    assert!(!is_in(&enters(&town, &phone, &honest(&town), "/").await));
    assert!(is_in(&enters(&town, &ring, &honest(&town), "/").await));
}

#[tokio::test]
async fn what_a_device_says_must_be_true_ours_and_new() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    let mut phone = Device::new(b"the phone");
    registers(&town, &mut browser, &mut phone, "My phone").await;

    let honest = honest(&town);
    let old = URL_SAFE_NO_PAD.encode([7; 32]);
    for (why, says) in [
        ("another site", Says { origin: "https://evil.example".into(), ..honest.clone() }),
        ("another host", Says { host: "evil.example", ..honest.clone() }),
        ("nobody touched it", Says { flags: 0b100, ..honest.clone() }),
        ("not unlocked", Says { flags: 0b001, ..honest.clone() }),
        ("another act", Says { kind: Some("webauthn.create"), ..honest.clone() }),
        ("another challenge", Says { challenge: Some(old), ..honest.clone() }),
        ("a copy that may not be one", Says { flags: 0b10101, ..honest.clone() }),
    ] {
        let browser = enters(&town, &phone, &says, "/").await;
        assert_eq!(browser.page.status, 422, "{why}");
        assert!(!is_in(&browser), "{why}");
    }
    // Another key under the same name, another owner, a changed answer.
    let forger = Device { owner: phone.owner.clone(), ..Device::new(b"the phone") };
    assert!(!is_in(&enters(&town, &forger, &honest, "/").await));
    let mut browser = town.browser("/log-in").await;
    let asked = options(&mut browser, SHOW, &[]).await;
    let mut shown = phone.shows(&honest, &asked);
    shown[4].1 = STANDARD.encode(1i64.to_be_bytes());
    browser.submit(SHOW, &pairs(&shown)).await;
    assert!(!is_in(&browser));
    browser.submit(SHOW, &[("client", "%"), ("device", ""), ("signature", "AA==")]).await;
    assert_eq!(browser.page.status, 422);

    // An answer is good once, and in the browser it was asked of.
    let mut browser = town.browser("/log-in").await;
    let asked = options(&mut browser, SHOW, &[]).await;
    let attempt = browser.cookies["attempt"].clone();
    let shown = phone.shows(&honest, &asked);
    let mut thief = town.browser("/log-in").await;
    let _other = options(&mut thief, SHOW, &[]).await;
    thief.submit(SHOW, &pairs(&shown)).await;
    assert!(!is_in(&thief));
    browser.submit(SHOW, &pairs(&shown)).await;
    assert!(is_in(&browser));
    let mut thief = town.browser("/log-in").await;
    thief.cookies.insert("attempt".into(), attempt);
    thief.submit(SHOW, &pairs(&shown)).await;
    assert!(!is_in(&thief));
}

#[tokio::test]
async fn a_device_that_counts_backwards_is_a_copy() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    let mut ring = Device::new(b"the ring");
    registers(&town, &mut browser, &mut ring, "The ring").await;
    let _added = letter(&town, "alice@example.org").await;
    let counts = |count| Says { count, ..honest(&town) };
    assert!(is_in(&enters(&town, &ring, &counts(5), "/").await));
    assert!(!is_in(&enters(&town, &ring, &counts(5), "/").await));
    assert!(!is_in(&enters(&town, &ring, &counts(0), "/").await));
    assert!(letter(&town, "alice@example.org").await.contains("seems to be a copy"));
    assert!(is_in(&enters(&town, &ring, &counts(6), "/").await));
}

#[tokio::test]
async fn a_passkey_is_made_by_its_owner_only() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    browser.open("/settings/security").await;
    // Who only found an open browser is asked for the password, before and after.
    let wrong = [("name", "Mine"), ("current_password", "wrong password")];
    assert_eq!(options(&mut browser, MAKE, &wrong).await, Value::Null);
    browser.submit(MAKE, &wrong).await;
    assert_eq!(browser.page.status, 422);
    assert!(browser.page.text.contains("value=\"Mine\""), "what was typed is kept");
    // Without scripts nothing is made, and that is said.
    let typed = [("name", "Mine"), ("current_password", PASSWORD)];
    browser.submit(MAKE, &typed).await;
    assert_eq!(browser.page.status, 422);
    assert!(browser.page.text.contains("needs scripts"));

    let mut phone = Device::new(b"the phone");
    let asked = options(&mut browser, MAKE, &typed).await;
    assert_eq!(asked["attestation"], "none");
    for says in [
        Says { origin: "https://evil.example".into(), ..honest(&town) },
        Says { flags: 0b001, ..honest(&town) },
        Says { kind: Some("webauthn.get"), ..honest(&town) },
    ] {
        let made = phone.makes(&says, &asked);
        browser.submit(MAKE, &[&typed[..], &pairs(&made)].concat()).await;
        assert_eq!(browser.page.status, 422);
    }
    // No key, or one of another kind, is none; the same device twice is once.
    let mut made = phone.makes(&honest(&town), &asked);
    made[2].1 = STANDARD.encode([5; 32]);
    browser.submit(MAKE, &[&typed[..], &pairs(&made)].concat()).await;
    assert_eq!(browser.page.status, 422);
    registers(&town, &mut browser, &mut phone, "Mine").await;
    let asked = options(&mut browser, MAKE, &typed).await;
    assert_eq!(asked["excludeCredentials"][0]["id"], STANDARD.encode(b"the phone"));
    let made = phone.makes(&honest(&town), &asked);
    browser.submit(MAKE, &[&typed[..], &pairs(&made)].concat()).await;
    assert_eq!(browser.page.status, 422);

    // Whoever may not come in does not by a passkey either.
    crate::people::with_role(&town, "olga", Role::Owner).await;
    let person = town
        .app
        .read(async |tx| Ok(social::people::by_email(tx, "alice@example.org").await?.unwrap().id));
    let person = person.await.unwrap();
    let disable = async move |tx: &mut db::Tx| social::people::disable(tx, person, true).await;
    town.app.write(disable).await.unwrap();
    assert!(!is_in(&enters(&town, &phone, &honest(&town), "/").await));
}
