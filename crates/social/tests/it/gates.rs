//! Stories of gates.

use ground::http::Role;
use social::gates::{domains, domains::Severity};
use town::{Answer, Method, Person, Town, Value, json};

use crate::instance::browser_of;
use crate::pages::shows;

/// A program signs somebody up.
async fn signs_up(town: &Town, name: &str, email: &str) -> Answer {
    let stranger = town.stranger();
    let app = json!({ "client_name": "Tut", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write" });
    let app = stranger.post_json("/api/v1/apps", app).await.expect_ok();
    let token = stranger
        .post_json(
            "/oauth/token",
            json!({
                "client_id": app["client_id"], "client_secret": app["client_secret"],
                "grant_type": "client_credentials", "scope": "read write",
            }),
        )
        .await
        .expect_ok();
    let wish = json!({
        "username": name, "email": email, "password": "a long enough one",
        "agreement": true, "locale": "en",
    });
    let program = stranger.with_token(token["access_token"].as_str().unwrap());
    program.post_json("/api/v1/accounts", wish).await
}

async fn add(admin: &Person, path: &str, body: Value) -> Value {
    admin.post_json(path, body).await.expect_ok()
}

fn of(path: &str, made: &Value) -> String {
    format!("{path}{}", made["id"].as_str().unwrap())
}

#[tokio::test]
async fn addresses_are_kept_out_by_the_front_door() {
    let town = Town::new().await;
    let ada = town.admin("ada").await;
    let path = "/api/v1/admin/ip_blocks";
    let far = json!({ "ip": "203.0.113.7", "severity": "no_access", "comment": "Noise" });
    let far = add(&ada, path, far).await;
    assert_eq!(far["ip"], "203.0.113.7/32");
    assert_eq!(far["expires_at"], json!(null));
    let _ = town.stranger().get("/api/v1/instance").await.expect_ok();
    let again = json!({ "ip": "203.0.113.7/32", "severity": "no_access" });
    let _ = ada.post_json(path, again).await.expect_error(422);

    let near = json!({ "ip": "127.0.0.0/8", "severity": "sign_up_block", "expires_in": 3600 });
    let near = add(&ada, path, near).await;
    assert!(near["expires_at"].is_string());
    let _ = signs_up(&town, "bob", "bob@example.org").await.expect_error(403);
    let near_path = of("/api/v1/admin/ip_blocks/", &near);
    let said = json!({ "severity": "sign_up_requires_approval" });
    let _ = ada.send_json(Method::PUT, &near_path, said).await.expect_ok();
    let _ = signs_up(&town, "bob", "bob@example.org").await.expect_ok();
    let waiting = ada.get("/api/v2/admin/accounts?status=pending").await.expect_ok();
    assert_eq!(waiting[0]["username"], "bob");
    assert!(waiting[0]["created_by_application_id"].is_string());

    let said = json!({ "severity": "no_access" });
    let _ = ada.send_json(Method::PUT, &near_path, said).await.expect_ok();
    let _ = town.stranger().get("/api/v1/instance").await.expect_error(403);
    let _ = ada.get(path).await.expect_error(403);
    town.later_by_ms(3_700_000);
    let _ = town.stranger().get("/api/v1/instance").await.expect_ok();
    let list = ada.get(path).await.expect_ok();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(list[1], far);
    social::gates::sweep(&town.app).await.unwrap();
    assert_eq!(ada.get(path).await.expect_ok(), json!([far]), "its time was over");
    let far_path = of("/api/v1/admin/ip_blocks/", &far);
    assert_eq!(ada.get(&far_path).await.expect_ok(), far);
    let _ = ada.delete(&far_path).await.expect_ok();
    let _ = ada.get(&far_path).await.expect_error(404);
    for wrong in [
        json!({ "ip": "300.1.1.1", "severity": "no_access" }),
        json!({ "ip": "10.0.0.0/40", "severity": "no_access" }),
        json!({ "ip": "10.0.0.0/8", "severity": "odd" }),
        json!({ "ip": "10.0.0.0/8" }),
    ] {
        let _ = ada.post_json(path, wrong).await.expect_error(422);
    }
}

#[tokio::test]
async fn a_shut_gate_stays_shut_when_the_server_starts_again() {
    let town = Town::new().await;
    let ada = town.admin("ada").await;
    let block = json!({ "ip": "::ffff:127.0.0.1", "severity": "sign_up_block" });
    let block = add(&ada, "/api/v1/admin/ip_blocks", block).await;
    assert_eq!(block["ip"], "127.0.0.1/32");
    let town = town.restart().await;
    let _ = signs_up(&town, "bob", "bob@example.org").await.expect_error(403);
}

#[tokio::test]
async fn addresses_of_some_providers_of_mail_are_not_taken() {
    let town = Town::new().await;
    let ada = town.admin("ada").await;
    let path = "/api/v1/admin/email_domain_blocks";
    let block = add(&ada, path, json!({ "domain": "Throwaway.example" })).await;
    assert_eq!(block["domain"], "throwaway.example");
    assert_eq!(block["history"].as_array().unwrap().len(), 7);
    for email in ["bob@throwaway.example", "bob@mx.throwaway.example", "bob@THROWAWAY.example"] {
        let _ = signs_up(&town, "bob", email).await.expect_error(422);
    }
    let _ = signs_up(&town, "bob", "bob@nothrowaway.example").await.expect_ok();
    let path = of("/api/v1/admin/email_domain_blocks/", &block);
    let seen = ada.get(&path).await.expect_ok();
    assert_eq!(seen["history"][0]["uses"], "3");
    let list = ada.get("/api/v1/admin/email_domain_blocks").await.expect_ok();
    assert_eq!(list[0], seen);
    let _ = ada
        .post_json("/api/v1/admin/email_domain_blocks", json!({ "domain": "throwaway.example" }))
        .await
        .expect_error(422);
    let _ = ada
        .post_json("/api/v1/admin/email_domain_blocks", json!({ "domain": "no domain" }))
        .await
        .expect_error(422);
    let _ = ada.delete(&path).await.expect_ok();
    let _ = ada.get(&path).await.expect_error(404);
    let _ = signs_up(&town, "eve", "eve@throwaway.example").await.expect_ok();
}

#[tokio::test]
async fn servers_are_kept_out_with_all_whose_names_end_so() {
    let town = Town::new().await;
    let ada = town.admin("ada").await;
    let path = "/api/v1/admin/domain_blocks";
    let wish = json!({
        "domain": "Bad.example", "severity": "suspend", "reject_media": true,
        "private_comment": "Spam", "public_comment": "Spam", "obfuscate": true,
    });
    let block = add(&ada, path, wish).await;
    assert_eq!(
        (block["domain"].as_str(), block["severity"].as_str()),
        (Some("bad.example"), Some("suspend"))
    );
    assert_eq!(block["digest"].as_str().unwrap().len(), 64);
    let refused = |domain: &str| domains::refused(&town.app, domain);
    assert_eq!(refused("bad.example").severity, Severity::Suspend);
    assert!(refused("sub.Bad.example").media);
    assert_eq!(refused("notbad.example"), domains::Refused::default());

    let path = of("/api/v1/admin/domain_blocks/", &block);
    let said = json!({ "severity": "silence", "reject_media": false });
    let seen = ada.send_json(Method::PUT, &path, said).await.expect_ok();
    assert_eq!(seen["private_comment"], "Spam");
    assert_eq!(refused("bad.example").severity, Severity::Silence);
    assert_eq!(ada.get(&path).await.expect_ok(), seen);
    assert_eq!(ada.get("/api/v1/admin/domain_blocks?limit=1").await.expect_ok(), json!([seen]));
    let again = json!({ "domain": "bad.example" });
    let _ = ada.post_json("/api/v1/admin/domain_blocks", again).await.expect_error(422);
    let odd = json!({ "domain": "odd.example", "severity": "odd" });
    let _ = ada.post_json("/api/v1/admin/domain_blocks", odd).await.expect_error(422);
    let _ = ada.delete(&path).await.expect_ok();
    let _ = ada.get(&path).await.expect_error(404);
    assert_eq!(refused("bad.example"), domains::Refused::default());

    let path = "/api/v1/admin/domain_allows";
    let allow = add(&ada, path, json!({ "domain": "good.example" })).await;
    assert_eq!(add(&ada, path, json!({ "domain": "GOOD.example" })).await, allow);
    assert_eq!(ada.get(path).await.expect_ok(), json!([allow]));
    let path = of("/api/v1/admin/domain_allows/", &allow);
    assert_eq!(ada.get(&path).await.expect_ok(), allow);
    let _ = ada.delete(&path).await.expect_ok();
    let _ = ada.get(&path).await.expect_error(404);
}

#[tokio::test]
async fn only_admins_open_and_shut_gates() {
    let town = Town::new().await;
    let (mo, alice) = (town.moderator("mo").await, town.person("alice").await);
    let ada = town.admin("ada").await;
    let weak = ada.with_token(&town.token_with(&ada, "read write").await);
    let key = town.token_with(&alice, "admin:read admin:write").await;
    let all = alice.with_token(&key);
    assert!(Role::Moderator < Role::Admin);
    for path in [
        "/api/v1/admin/domain_blocks",
        "/api/v1/admin/domain_allows",
        "/api/v1/admin/email_domain_blocks",
        "/api/v1/admin/ip_blocks",
    ] {
        for person in [&mo, &alice, &all, &weak] {
            let _ = person.get(path).await.expect_error(403);
            let _ = person.get(&format!("{path}/1")).await.expect_error(403);
            let _ =
                person.post_json(path, json!({ "domain": "x.example" })).await.expect_error(403);
            let _ = person.delete(&format!("{path}/1")).await.expect_error(403);
        }
        let _ = town.stranger().get(path).await.expect_error(401);
        let _ = ada.get(&format!("{path}/1")).await.expect_error(404);
    }
}

#[tokio::test]
async fn admins_keep_servers_out_on_pages() {
    let town = Town::new().await;
    let mut ada = browser_of(&town, "ada", true).await;
    let mut mona = browser_of(&town, "mona", false).await;
    for path in ["/admin/servers", "/admin/servers/new", "/admin/mail", "/admin/addresses"] {
        mona.open(path).await;
        assert_eq!(mona.page.status, 404, "{path}");
    }
    ada.open("/admin/servers").await;
    ada.open("/admin/servers/new?domain=Far.example").await;
    shows(&ada, "0 known accounts");
    ada.submit("/admin/servers", &[("domain", "not a domain")]).await;
    assert_eq!(ada.page.status, 422);
    let typed = [("domain", "far.example"), ("severity", "suspend"), ("public_comment", "Spam")];
    ada.submit("/admin/servers", &typed).await;
    shows(&ada, "far.example");
    assert_eq!(domains::refused(&town.app, "a.far.example").severity, domains::Severity::Suspend);
    let (_, rest) = ada.page.text.split_once("<a href=\"/admin/servers/").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    ada.open(&format!("/admin/servers/{id}")).await;
    shows(&ada, "Spam");
    let typed = [("severity", "silence"), ("reject_media", "true")];
    ada.submit(&format!("/admin/servers/{id}"), &typed).await;
    let refused = domains::refused(&town.app, "far.example");
    assert_eq!((refused.severity, refused.media), (domains::Severity::Silence, true));
    ada.press(&format!("/admin/servers/{id}/remove")).await;
    shows(&ada, "Nobody is kept out.");

    ada.submit("/admin/servers/allowed", &[("allowed", "..")]).await;
    assert_eq!(ada.page.status, 422);
    ada.submit("/admin/servers/allowed", &[("allowed", "near.example")]).await;
    let (_, rest) = ada.page.text.split_once("/admin/servers/allowed/").unwrap();
    let path = format!("/admin/servers/allowed/{}/remove", rest.split('/').next().unwrap());
    ada.press(&path).await;
    assert!(!ada.page.text.contains("near.example"));
}

#[tokio::test]
async fn admins_keep_providers_and_addresses_out_on_pages() {
    let town = Town::new().await;
    let mut ada = browser_of(&town, "ada", true).await;
    let cases = [
        ("/admin/mail", [("domain", "throwaway.example"), ("", "")], "throwaway.example"),
        ("/admin/addresses", [("ip", "192.0.2.7/24"), ("severity", "no_access")], "192.0.2.0/24"),
    ];
    for (path, typed, shown) in cases {
        ada.open(path).await;
        shows(&ada, "Nobody is kept out.");
        ada.submit(path, &[(typed[0].0, "???"), typed[1]]).await;
        assert_eq!(ada.page.status, 422, "{path}");
        ada.submit(path, &typed).await;
        shows(&ada, shown);
        let (before, _) = ada.page.text.split_once("/remove\"").unwrap();
        let id = before.rsplit('/').next().unwrap().to_owned();
        // The doors "/admin/mail/{id}/remove" and "/admin/addresses/{id}/remove".
        ada.press(&format!("{path}/{id}/remove")).await;
        shows(&ada, "Nobody is kept out.");
    }
}
