//! Stories of teams.

use town::{Method, Town, json};

use crate::team::{hides, joins, member, organisation, shows};

#[tokio::test]
async fn an_organisation_is_founded_and_a_team_comes_together() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    let mine = ann.get(&format!("/api/portevoix/v1/organisations/{org}")).await.expect_ok();
    assert_eq!(mine["acct"], "rampes");
    assert_eq!(mine["roles"], json!(["lead"]));
    assert!(mine["may"].as_array().unwrap().contains(&json!("manage_team")));

    // Ben learns of it by an invitation, and is what it says.
    let _ = ben.get(&format!("/api/portevoix/v1/organisations/{org}")).await.expect_error(404);
    let his = joins(&ann, &org, &ben, &["writer", "designer"]).await;
    assert_eq!(his["roles"], json!(["writer", "designer"]));
    let list = ben.get("/api/portevoix/v1/organisations").await.expect_ok();
    assert_eq!(list[0]["acct"], "rampes");
    let seats = ben.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    assert_eq!(seats[0]["acct"], "ann");
    assert_eq!(seats[1]["acct"], "ben");
    assert_eq!(ann.get("/api/portevoix/v1/seat_invitations").await.expect_ok(), json!([]));

    // A writer does not look after the team.
    let wish = json!({ "who": "@ann", "roles": ["reader"] });
    let _ = ben
        .post_json(&format!("/api/portevoix/v1/organisations/{org}/invitations"), wish)
        .await
        .expect_error(403);
    let _ = ben
        .get(&format!("/api/portevoix/v1/organisations/{org}/invitations"))
        .await
        .expect_error(403);
    let _ =
        ben.get(&format!("/api/portevoix/v1/organisations/{org}/journal")).await.expect_error(403);
    let seat = seats[0]["id"].as_str().unwrap();
    let roles = json!({ "roles": ["reader"], "version": 1 });
    let hers = format!("/api/portevoix/v1/organisations/{org}/seats/{seat}");
    let _ = ben.send_json(Method::PUT, &hers, roles).await.expect_error(403);
    let _ = ben.delete(&hers).await.expect_error(403);
}

#[tokio::test]
async fn an_account_of_ones_own_may_become_an_organisation_once() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let path = "/api/portevoix/v1/organisations";
    let made = ann.post_json(path, json!({ "mine": true })).await.expect_ok();
    assert_eq!(made["id"].as_str(), Some(ann.id.as_str()));
    let _ = ann.post_json(path, json!({ "mine": true })).await.expect_error(409);
    for wrong in [
        json!({}),
        json!({ "username": "a b" }),
        json!({ "username": "admin" }),
        json!({ "username": "ann" }),
    ] {
        let _ = ann.post_json(path, wrong).await.expect_error(422);
    }
}

#[tokio::test]
async fn two_who_change_the_same_roles_lose_nothing() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["writer"]).await;
    let seats = ann.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    let his =
        format!("/api/portevoix/v1/organisations/{org}/seats/{}", seats[1]["id"].as_str().unwrap());
    let first = json!({ "roles": ["reviewer", "lead"], "version": seats[1]["version"] });
    let now = ann.send_json(Method::PUT, &his, first).await.expect_ok();
    assert_eq!(now["roles"], json!(["lead", "reviewer"]));
    let late = json!({ "roles": ["reader"], "version": seats[1]["version"] });
    let _ = ann.send_json(Method::PUT, &his, late).await.expect_error(409);
    let seats = ann.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    assert_eq!(seats[1]["roles"], json!(["lead", "reviewer"]));
    for wrong in [json!({ "version": 2 }), json!({ "roles": ["king"], "version": 2 })] {
        let _ = ann.send_json(Method::PUT, &his, wrong).await.expect_error(422);
    }
}

#[tokio::test]
async fn the_last_lead_stays() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["reader"]).await;
    let seats = ann.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    let at = |no: usize| {
        format!("/api/portevoix/v1/organisations/{org}/seats/{}", seats[no]["id"].as_str().unwrap())
    };
    let _ = ann.delete(&at(0)).await.expect_error(409);
    let reader = json!({ "roles": ["reader"], "version": 1 });
    let _ = ann.send_json(Method::PUT, &at(0), reader).await.expect_error(409);
    let lead = json!({ "roles": ["lead"], "version": 1 });
    let _ = ann.send_json(Method::PUT, &at(1), lead).await.expect_ok();
    let _ = ann.delete(&at(0)).await.expect_ok();
    let _ = ann.get(&format!("/api/portevoix/v1/organisations/{org}")).await.expect_error(404);

    // Who is alone cannot leave; who is taken off sees nothing any more.
    let _ = ben.delete(&at(1)).await.expect_error(409);
    joins(&ben, &org, &ann, &["writer"]).await;
    let seats = ben.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    let hers = seats[1]["id"].as_str().unwrap();
    let _ = ben
        .delete(&format!("/api/portevoix/v1/organisations/{org}/seats/{hers}"))
        .await
        .expect_ok();
    let _ = ann.get(&format!("/api/portevoix/v1/organisations/{org}")).await.expect_error(404);
}

#[tokio::test]
async fn an_invitation_is_declined_taken_back_or_too_old() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    let invitations = format!("/api/portevoix/v1/organisations/{org}/invitations");
    let ask = json!({ "who": "@ben", "roles": ["reader"] });
    let invite = async || {
        let made = ann.post_json(&invitations, ask.clone()).await.expect_ok();
        made["id"].as_str().unwrap().to_owned()
    };
    let id = invite().await;
    let _ = ann
        .post(&format!("/api/portevoix/v1/seat_invitations/{id}/accept"))
        .await
        .expect_error(404);
    let _ = ann
        .post(&format!("/api/portevoix/v1/seat_invitations/{id}/decline"))
        .await
        .expect_error(404);
    let _ = ben.post(&format!("/api/portevoix/v1/seat_invitations/{id}/decline")).await.expect_ok();
    let _ = ben
        .post(&format!("/api/portevoix/v1/seat_invitations/{id}/accept"))
        .await
        .expect_error(404);

    let id = invite().await;
    // Asked again, there is one.
    let id = {
        let _ = id;
        invite().await
    };
    assert_eq!(ann.get(&invitations).await.expect_ok().as_array().unwrap().len(), 1);
    let _ = ann
        .delete(&format!("/api/portevoix/v1/organisations/{org}/invitations/{id}"))
        .await
        .expect_ok();
    let _ = ben
        .post(&format!("/api/portevoix/v1/seat_invitations/{id}/accept"))
        .await
        .expect_error(404);

    let id = invite().await;
    town.later_by_ms(15 * 24 * 3_600_000);
    let _ = ben
        .post(&format!("/api/portevoix/v1/seat_invitations/{id}/accept"))
        .await
        .expect_error(404);
    for wrong in ["@nobody", "", "x@y@example.org\0"] {
        let wish = json!({ "who": wrong, "roles": ["reader"] });
        let _ = ann.post_json(&invitations, wish).await.expect_error(422);
    }
    let own = json!({ "who": "@ann", "roles": ["reader"] });
    let _ = ann.post_json(&invitations, own).await.expect_error(422);
}

#[tokio::test]
async fn the_pages_do_all_of_it_without_scripts() {
    let town = Town::new().await;
    let (_ann, mut hers) = member(&town, "ann").await;
    let (_ben, mut his) = member(&town, "ben").await;
    hides(&hers, "href=\"/desk\"");
    hers.open("/desk").await;
    hers.submit("/desk", &[("username", "admin")]).await;
    assert_eq!(hers.page.status, 422);
    let typed = [("username", "rampes"), ("name", "Rampes pour tous")];
    hers.submit("/desk", &typed).await;
    shows(&hers, "The organisation is founded.");
    shows(&hers, "Rampes pour tous");
    // The navigation knows at once.
    shows(&hers, "href=\"/desk\"");

    hers.open("/desk/rampes/team").await;
    hers.submit("/desk/rampes/team", &[("who", "@ben"), ("roles[]", "writer")]).await;
    shows(&hers, "The invitation is on its way.");
    shows(&hers, "Somebody of this place");
    his.open("/desk/rampes").await;
    assert_eq!(his.page.status, 404);
    his.open("/desk").await;
    shows(&his, "@rampes offers you a seat: writer.");
    his.submit("/desk/invitations", &[("decision", "accept")]).await;
    shows(&his, "You have a seat at this desk.");
    hides(&his, "/desk/rampes/journal");

    hers.open("/desk/rampes/team").await;
    let roles = |text: &str| {
        let (_, rest) = text.rsplit_once("action=\"/desk/rampes/team/roles/").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let seat = roles(&hers.page.text);
    let action = format!("/desk/rampes/team/roles/{seat}");
    let late = hers.fill(&action, &[("roles[]", "reader")]);
    hers.submit(&action, &[("roles[]", "reviewer")]).await;
    shows(&hers, "Saved.");
    // From a page opened before: the second is told, and sees both.
    hers.send(late).await;
    assert_eq!(hers.page.status, 409);
    shows(&hers, "Somebody changed this while you were at it.");
    shows(&hers, "<p>reviewer</p>");
    shows(
        &hers,
        &format!(
            "id=\"roles-{seat}-reader\" type=\"checkbox\" name=\"roles[]\" \
        value=\"reader\" checked"
        ),
    );

    hers.press(&format!("/desk/rampes/team/remove/{seat}")).await;
    shows(&hers, "The seat is taken away.");
    his.open("/desk/rampes/team").await;
    assert_eq!(his.page.status, 404);
    hides(&his, "href=\"/desk\"");

    hers.submit("/desk/rampes/team", &[("who", "@ben"), ("roles[]", "lead")]).await;
    let (_, rest) = hers.page.text.split_once("formaction=\"/desk/rampes/team/withdraw/").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    hers.press(&format!("/desk/rampes/team/withdraw/{id}")).await;
    shows(&hers, "The invitation is taken back.");
    hers.press("/desk/rampes/team/leave").await;
    assert_eq!(hers.page.status, 409);
    hers.open("/desk/rampes/journal").await;
    shows(&hers, "took an invitation back");
}

#[tokio::test]
async fn a_letter_offers_a_seat_to_whoever_reads_it_once() {
    let town = Town::new().await;
    let (_ann, mut hers) = member(&town, "ann").await;
    let (_eve, mut eves) = member(&town, "eve").await;
    hers.open("/desk").await;
    hers.submit("/desk", &[("username", "rampes"), ("name", "Rampes")]).await;
    hers.open("/desk/rampes/team").await;
    let typed = [("who", "eve@work.example"), ("roles[]", "spokesperson")];
    hers.submit("/desk/rampes/team", &typed).await;
    shows(&hers, "eve@work.example");
    let letter = letter_to(&town, "eve@work.example").await;
    let (_, rest) = letter.split_once("/seats/").expect("an address");
    let secret: String = rest.chars().take_while(|c| !c.is_whitespace()).collect();

    let mut stranger = town.browser(&format!("/seats/{secret}")).await;
    assert!(stranger.address.starts_with("/log-in"), "{}", stranger.address);
    stranger.open("/seats/nothing").await;
    eves.open(&format!("/seats/{secret}")).await;
    shows(&eves, "@rampes offers you a seat: spokesperson.");
    let twice = eves.fill(&format!("/seats/{secret}"), &[]);
    eves.send(twice.clone()).await;
    shows(&eves, "You have a seat at this desk.");
    eves.send(twice).await;
    assert_eq!(eves.page.status, 410);
}

/// The letter that went to an address, its lines joined as a reader sees them.
async fn letter_to(town: &Town, address: &str) -> String {
    for _ in 0..200 {
        let folder = town.app.config.data.join("mails");
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            if text.contains(address) {
                return text.replace("=\r\n", "").replace("=3D", "=");
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no letter to {address}");
}
