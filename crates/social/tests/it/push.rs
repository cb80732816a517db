//! Stories of web push, with a push service on this machine that opens what it gets.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey as Verifier};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;
use town::{Method, Person, Town, Value, json};

const AUTH: [u8; 16] = [7; 16];
type Sent = (HeaderMap, Bytes);

struct Len(usize);

impl KeyType for Len {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(key: &Prk, info: &[&[u8]]) -> [u8; N] {
    let mut out = [0; N];
    key.expand(info, Len(N)).unwrap().fill(&mut out).unwrap();
    out
}

/// A push service, and the program it serves.
struct Service {
    url: String,
    key: PrivateKey,
    got: mpsc::UnboundedReceiver<Sent>,
    answers: mpsc::UnboundedSender<StatusCode>,
}

type Answers = Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<StatusCode>>>;

impl Service {
    async fn open() -> Self {
        let (send, got) = mpsc::unbounded_channel();
        let (answers, next) = mpsc::unbounded_channel();
        let next: Answers = Arc::new(tokio::sync::Mutex::new(next));
        let take = |State((send, next)): State<(mpsc::UnboundedSender<Sent>, Answers)>,
                    headers: HeaderMap,
                    body: Bytes| async move {
            send.send((headers, body)).unwrap();
            next.lock().await.try_recv().unwrap_or(StatusCode::CREATED)
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().route("/to/me", post(take)).with_state((send, next));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, key: PrivateKey::generate(&ECDH_P256).unwrap(), got, answers }
    }

    fn place(&self) -> Value {
        let key = self.key.compute_public_key().unwrap();
        json!({
            "endpoint": format!("{}/to/me", self.url),
            "keys": {
                "p256dh": URL_SAFE_NO_PAD.encode(key.as_ref()),
                "auth": URL_SAFE_NO_PAD.encode(AUTH),
            },
            "standard": true,
        })
    }

    async fn gets(&mut self) -> Sent {
        timeout(Duration::from_secs(20), self.got.recv()).await.expect("a message").unwrap()
    }

    /// Opens a message as RFC 8291 says.
    fn opens(&self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        assert_eq!(u32::from_be_bytes(rest[..4].try_into().unwrap()), 4096);
        assert_eq!(rest[4], 65);
        let (theirs, sealed) = rest[5..].split_at(65);
        let own = self.key.compute_public_key().unwrap();
        let key = UnparsedPublicKey::new(&ECDH_P256, theirs);
        let drawn: [u8; 32] = agree(&self.key, key, (), |shared| {
            let key = Salt::new(HKDF_SHA256, &AUTH).extract(shared);
            Ok(expand(&key, &[b"WebPush: info\0", own.as_ref(), theirs]))
        })
        .unwrap();
        let key = Salt::new(HKDF_SHA256, salt).extract(&drawn);
        let content: [u8; 16] = expand(&key, &[b"Content-Encoding: aes128gcm\0"]);
        let nonce: [u8; 12] = expand(&key, &[b"Content-Encoding: nonce\0"]);
        let mut sealed = sealed.to_vec();
        let open = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &content).unwrap());
        let nonce = Nonce::assume_unique_for_key(nonce);
        let opened = open.open_in_place(nonce, Aad::empty(), &mut sealed).unwrap();
        let (mark, message) = opened.split_last().unwrap();
        assert_eq!(*mark, 2);
        serde_json::from_slice(message).unwrap()
    }
}

/// Waits until no message is on its way.
async fn until_sent(town: &Town) {
    for _ in 0..500 {
        let waiting = town.app.read(async |tx| {
            let count = db::sql("select count(*) from job where queue like 'push-%'");
            Ok(count.get::<i64>(tx).await?)
        });
        if waiting.await.unwrap() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("messages are still on their way");
}

async fn subscribes(who: &Person, service: &Service, data: Value) -> Value {
    let body = json!({ "subscription": service.place(), "data": data });
    who.post_json("/api/v1/push/subscription", body).await.expect_ok()
}

#[tokio::test]
async fn a_sleeping_program_is_told_and_only_it_can_read() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut service = Service::open().await;
    let alerts = json!({ "alerts": { "mention": true, "follow": false }, "policy": "all" });
    let made = subscribes(&alice, &service, alerts).await;
    assert_eq!(made["alerts"]["mention"], true);
    assert_eq!(made["alerts"]["favourite"], false);
    let instance = alice.get("/api/v2/instance").await.expect_ok();
    assert_eq!(instance["configuration"]["vapid"]["public_key"], made["server_key"]);

    bob.follows(&alice).await;
    let _ = bob.publishes("Bonjour @alice & co").await;
    let (headers, body) = service.gets().await;
    assert_eq!(headers["content-encoding"], "aes128gcm");
    assert_eq!(headers["ttl"], "172800");
    let message = service.opens(&body);
    assert_eq!(message["notification_type"], "mention");
    assert_eq!(message["body"], "Bonjour @alice & co");
    assert!(message["title"].as_str().unwrap().contains("bob"), "{message}");
    let told = alice.get("/api/v1/notifications?types[]=mention").await.expect_ok();
    assert_eq!(message["notification_id"], told[0]["id"]);

    // The service sees who sends: this server, for it and for a while.
    let signed = headers["authorization"].to_str().unwrap();
    let (token, key) = signed.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(key, made["server_key"].as_str().unwrap());
    let (claims, signature) = token.rsplit_once('.').unwrap();
    let verifier = Verifier::new(&ECDSA_P256_SHA256_FIXED, URL_SAFE_NO_PAD.decode(key).unwrap());
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    verifier.verify(claims.as_bytes(), &signature).unwrap();
    let claims = URL_SAFE_NO_PAD.decode(claims.split_once('.').unwrap().1).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["aud"], service.url.as_str());
    assert!(claims["sub"].as_str().unwrap().starts_with("http"));
}

#[tokio::test]
async fn a_subscription_is_changed_and_ends() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut service = Service::open().await;
    let path = "/api/v1/push/subscription";
    let _ = alice.get(path).await.expect_error(404);
    let made = subscribes(&alice, &service, json!({ "alerts": { "mention": true } })).await;
    assert_eq!(alice.get(path).await.expect_ok(), made);
    let _ = bob.get(path).await.expect_error(404);
    let change =
        json!({ "data": { "alerts": { "mention": true, "poll": true }, "policy": "followed" } });
    let changed = alice.send_json(Method::PUT, path, change).await.expect_ok();
    assert_eq!(
        (&changed["policy"], &changed["alerts"]["poll"]),
        (&json!("followed"), &json!(true))
    );

    // By those one follows only.
    let _ = bob.publishes("@alice un").await;
    town.settle().await;
    until_sent(&town).await;
    alice.follows(&bob).await;
    let _ = bob.publishes("@alice deux").await;
    let (_, body) = service.gets().await;
    let mut bodies = vec![service.opens(&body)["body"].clone()];
    // A service in trouble is asked again; one that knows nobody there is never asked again.
    service.answers.send(StatusCode::GONE).unwrap();
    let _ = bob.publishes("@alice trois").await;
    let (_, body) = service.gets().await;
    bodies.push(service.opens(&body)["body"].clone());
    assert!(bodies.contains(&json!("@alice deux")) && bodies.contains(&json!("@alice trois")));
    for _ in 0..200 {
        if alice.get(path).await.status == 404 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let _ = alice.get(path).await.expect_error(404);

    let _ = subscribes(&alice, &service, json!({})).await;
    assert_eq!(alice.delete(path).await.expect_ok(), json!({}));
    let _ = alice.get(path).await.expect_error(404);
    let _ = town.stranger().get(path).await.expect_error(401);
}

#[tokio::test]
async fn what_is_no_place_to_be_told_at_is_refused() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let service = Service::open().await;
    let path = "/api/v1/push/subscription";
    let bad = [
        ("endpoint", json!("ftp://push.example/x")),
        ("endpoint", json!("https://me:secret@push.example/x")),
        ("endpoint", json!("")),
        ("keys", json!({ "p256dh": "AAAA", "auth": URL_SAFE_NO_PAD.encode(AUTH) })),
        ("keys", json!({})),
    ];
    for (field, value) in bad {
        let mut place = service.place();
        place[field] = value;
        let _ = alice.post_json(path, json!({ "subscription": place })).await.expect_error(422);
    }
    let odd = json!({ "subscription": service.place(), "data": { "policy": "some" } });
    let _ = alice.post_json(path, odd).await.expect_error(422);
    let _ = alice.post_json(path, json!({})).await.expect_error(422);
}

#[test]
fn neighbours_are_not_asked() {
    let near = [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fd00::1",
        "2002:a00:1::",
        "64:ff9b::a00:1",
    ];
    for address in near {
        assert!(!ground::outside::is_far(address.parse().unwrap()), "{address}");
    }
    for address in ["1.1.1.1", "2606:4700::1111"] {
        assert!(ground::outside::is_far(address.parse().unwrap()), "{address}");
    }
    let may = |url: &str| ground::outside::may_ask(&reqwest::Url::parse(url).unwrap(), false);
    assert!(may("https://push.example/x"));
    for url in
        ["http://push.example/x", "https://127.0.0.1/x", "https://[::1]/", "https://2130706433/"]
    {
        assert!(!may(url), "{url}");
    }
}
