//! Stories of the directory of decision-makers.

use town::{Answer, Method, Person, Town, Value, json, multipart};

use crate::team::{joins, member, organisation, shows};

const TABLE: &str = "slug;nom;fonction;twitter;departement\n\
    a;Ann Exemple;Députée;annx;Ain\n\
    b;Ben Exemple;Député;;Ain\n";

async fn imports(who: &Person, org: &str, file: Vec<u8>, plan: &[(&str, &str)]) -> Answer {
    let mut form = multipart::Form::new();
    for (name, value) in plan {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    let part = multipart::Part::bytes(file).file_name("table.csv");
    let path = format!("/api/portevoix/v1/organisations/{org}/targets/import");
    who.send(who.request(Method::POST, &path).multipart(form.part("file", part))).await
}

async fn names(who: &Person, org: &str) -> Vec<String> {
    let path = format!("/api/portevoix/v1/organisations/{org}/targets?limit=80");
    let list = who.get(&path).await.expect_ok();
    list.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_table_is_tried_imported_and_imported_again() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let org = organisation(&ann, "rampes").await;
    let plan = [("source", "AN"), ("licence", "ODbL"), ("fetched", "2023-04-01")];
    let tried = [&plan[..], &[("dry", "true")]].concat();
    let report = imports(&ann, &org, TABLE.into(), &tried).await.expect_ok();
    assert_eq!(report["separator"], ";");
    assert_eq!(report["columns"]["x"], "twitter");
    assert_eq!((&report["added"], &report["done"]), (&json!(2), &json!(false)));
    assert!(names(&ann, &org).await.is_empty());

    let report = imports(&ann, &org, TABLE.into(), &plan).await.expect_ok();
    assert_eq!((&report["added"], &report["done"]), (&json!(2), &json!(true)));
    assert_eq!(names(&ann, &org).await, ["Ben Exemple", "Ann Exemple"]);
    let report = imports(&ann, &org, TABLE.into(), &plan).await.expect_ok();
    assert_eq!((&report["added"], &report["same"]), (&json!(0), &json!(2)));
    let newer = TABLE.replace("annx", "ann_exemple");
    let report = imports(&ann, &org, newer.into(), &plan).await.expect_ok();
    assert_eq!((&report["changed"], &report["same"]), (&json!(1), &json!(1)));
    assert_eq!(names(&ann, &org).await.len(), 2);
    let found = format!("/api/portevoix/v1/organisations/{org}/targets?department=Ain&name=ann");
    let found = ann.get(&found).await.expect_ok();
    assert_eq!(found[0]["x"], "ann_exemple");
    assert_eq!(found.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn tables_come_as_they_come_and_bad_rows_have_reasons() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let org = organisation(&ann, "rampes").await;
    let at = |source: &'static str| [("source", source), ("role", "Élu")];
    let utf16: Vec<u8> =
        "\u{feff}nom\tslug\nZoé\tz\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let report = imports(&ann, &org, utf16, &at("u")).await.expect_ok();
    assert_eq!((&report["encoding"], &report["separator"]), (&json!("UTF-16"), &json!("\t")));
    let windows = b"nom,slug\r\nAndr\xe9 \x8cuvre,w\r\n".to_vec();
    let report = imports(&ann, &org, windows, &at("w")).await.expect_ok();
    assert_eq!(report["encoding"], "Windows-1252");
    assert_eq!(names(&ann, &org).await, ["André Œuvre", "Zoé"]);

    let rows = "nom,slug,twitter,email\n\
        \"=HYPERLINK(\"\"x\"\")\",f,,\n\
        \"Deux\nlignes\",d,@deux,\n\
        Trop,t,,,\n\
        ,n,,\n\
        Un,d,,\n\
        Bad,b,a-b,\n\
        Mail,m,,none\n";
    let report = imports(&ann, &org, rows.into(), &at("r")).await.expect_ok();
    assert_eq!(report["added"], 2);
    let lines: Vec<&Value> =
        report["refused"].as_array().unwrap().iter().map(|it| &it["line"]).collect();
    assert_eq!(lines, [5, 6, 7, 8, 9]);
    assert_eq!(report["refused"][2]["why"], "The same row stands above already.");
    let all = names(&ann, &org).await;
    assert!(all.contains(&"HYPERLINK(\"x\")".to_owned()), "{all:?}");

    // What cannot be a table, or names nobody, changes nothing.
    let before = all.len();
    let many = format!("nom\n{}", "x\n".repeat(10_001));
    for (bad, plan) in [
        ("", &at("x")[..]),
        ("nom\n\"open", &at("x")),
        ("a,,b\n1,2,3", &at("x")),
        ("a,b\n1,2", &at("x")),
        ("nom\0\nx", &at("x")),
        (many.as_str(), &at("x")),
        ("nom\nx", &[("role", "Élu")]),
        ("nom\nx", &[("source", "x"), ("columns[name]", "missing")]),
        ("nom\nx", &[("source", "x"), ("fetched", "soon")]),
    ] {
        let _ = imports(&ann, &org, bad.into(), plan).await.expect_error(422);
    }
    assert_eq!(names(&ann, &org).await.len(), before);
}

#[tokio::test]
async fn the_real_lists_are_imported_whole() {
    // The folder named by the environment, else beside the project.
    let named = std::env::var_os("PARLIAMENT").map(std::path::PathBuf::from);
    let beside = || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = named.unwrap_or_else(beside);
    for (name, rows) in [("deputes.csv", 584), ("senateurs.csv", 420)] {
        let Ok(file) = std::fs::read(folder.join(name)) else {
            eprintln!("skipped: {name} is not here (set PARLIAMENT to its folder)");
            continue;
        };
        let town = Town::new().await;
        let ann = town.person("ann").await;
        let org = organisation(&ann, "rampes").await;
        let plan = [("source", name), ("licence", "ODbL"), ("role", "Parlementaire")];
        let report = imports(&ann, &org, file.clone(), &plan).await.expect_ok();
        let refused = report["refused"].as_array().unwrap().len();
        assert_eq!(report["added"].as_u64().unwrap() as usize + refused, rows, "{report}");
        assert!(refused < 12, "{report}");
        let again = imports(&ann, &org, file, &plan).await.expect_ok();
        assert_eq!((&again["added"], &again["changed"]), (&json!(0), &json!(0)));
    }
}

#[tokio::test]
async fn who_is_in_the_directory_is_looked_after_by_who_may() {
    let town = Town::new().await;
    let (ann, ben, eve) =
        (town.person("ann").await, town.person("ben").await, town.person("eve").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["reader"]).await;
    let path = format!("/api/portevoix/v1/organisations/{org}/targets");
    let new = json!({ "name": "+Maire", "role": "Maire", "x": "@maire", "state": "verified" });
    let made = ann.post_json(&path, new.clone()).await.expect_ok();
    assert_eq!((&made["name"], &made["state"]), (&json!("Maire"), &json!("imported")));
    let _ = ben.post_json(&path, new.clone()).await.expect_error(403);
    let _ = eve.post_json(&path, new).await.expect_error(404);
    let id = made["id"].as_str().unwrap();
    let own = format!("/api/portevoix/v1/organisations/{org}/targets/{id}");
    let _ = ben.get(&own).await.expect_ok();
    let mut change = json!({ "name": "Maire", "role": "Maire", "x": "maire",
        "state": "verified", "avoid": "", "version": 1 });
    // One way to reach somebody is not enough to have checked it.
    let _ = ann.send_json(Method::PUT, &own, change.clone()).await.expect_error(422);
    change["email"] = "maire@example.org".into();
    let now = ann.send_json(Method::PUT, &own, change.clone()).await.expect_ok();
    assert_eq!(now["state"], "verified");
    let _ = ann.send_json(Method::PUT, &own, change).await.expect_error(409);
    for wrong in
        [json!({}), json!({ "name": "x" }), json!({ "name": "x", "role": "y", "site": "z" })]
    {
        let _ = ann.post_json(&path, wrong).await.expect_error(422);
    }
    let _ = ben.delete(&own).await.expect_error(403);
    let _ = ann.delete(&own).await.expect_ok();
    let _ = ann.get(&own).await.expect_error(404);
}

#[tokio::test]
async fn the_pages_of_the_directory_work_without_scripts() {
    let town = Town::new().await;
    let (_ann, mut hers) = member(&town, "ann").await;
    hers.open("/desk").await;
    hers.submit("/desk", &[("username", "rampes"), ("name", "Rampes")]).await;
    hers.open("/desk/rampes/targets").await;
    hers.submit("/desk/rampes/targets", &[("name", "Ann Exemple")]).await;
    assert_eq!(hers.page.status, 422);
    hers.submit("/desk/rampes/targets", &[("role", "Maire")]).await;
    shows(&hers, "The decision-maker is in the directory.");
    let (_, rest) = hers.page.text.split_once("href=\"/desk/rampes/targets/").unwrap();
    let own = format!("/desk/rampes/targets/{}", rest.split('"').next().unwrap());
    hers.open(&own).await;
    hers.submit(&own, &[("avoid", "Asked for it")]).await;
    shows(&hers, "Not to be contacted: Asked for it");

    hers.open("/desk/rampes/targets/import").await;
    let filled = hers.fill("/desk/rampes/targets/import", &[("source", "AN"), ("dry", "true")]);
    let mut form = multipart::Form::new();
    for (name, value) in filled.fields.into_iter().filter(|(name, _)| name != "file") {
        form = form.text(name, value);
    }
    let part = multipart::Part::bytes(TABLE.as_bytes().to_vec()).file_name("t.csv");
    let path = "/desk/rampes/targets/import";
    let request = hers.request(Method::POST, path).header("sec-fetch-site", "same-origin");
    hers.go(request.multipart(form.part("file", part)), path).await;
    shows(&hers, "Tried, nothing is changed. It would add 2,");
    shows(&hers, "value=\"twitter\"");
    hers.submit(path, &[("source", "AN")]).await;
    assert_eq!(hers.page.status, 422);
    shows(&hers, "Choose a file.");
    hers.open(&own).await;
    let id = own.rsplit('/').next().unwrap();
    hers.press(&format!("/desk/rampes/targets/{id}/delete")).await;
    shows(&hers, "They are out of the directory.");
}
