//! What could let somebody be recognised is told, with what to write instead.

use desk::testimonies::lint::{Trait, hints, singles_out};
use town::json;

use super::house;

#[test]
fn rare_things_together_single_somebody_out() {
    let told = "J'ai 47 ans, j'ai le syndrome de Rett et j'habite à Saint-Chély-d'Apcher (48200). \
                Je perds 1 896 € par an.";
    let found = hints(told);
    let what: Vec<_> = found.iter().map(|it| (it.what, it.found.as_str())).collect();
    assert_eq!(
        what,
        [
            (Trait::Age, "47 ans"),
            (Trait::Illness, "syndrome de Rett"),
            (Trait::Place, "Saint-Chély-d’Apcher"),
            (Trait::Place, "48200"),
            (Trait::Amount, "1 896 €"),
        ]
    );
    let instead: Vec<&str> = found.iter().map(|it| it.instead.as_str()).collect();
    assert_eq!(instead, ["45–49 ans", "", "", "département 48", "1900 €"]);
    assert!(singles_out(&found));
}

#[test]
fn what_many_share_singles_nobody_out() {
    let calm = hints("J’habite à Lyon, j’ai 47 ans, je perds 158 euros.");
    assert_eq!(calm.len(), 2);
    assert_eq!(calm[1].instead, "150 €");
    assert!(!singles_out(&calm));
    assert!(singles_out(&hints("Une maladie rare, au village de Mende")));
    assert!(singles_out(&hints("47 ans, hameau de Fraissinet, 158 €")));
    for none in ["", "Le 12 mars, 3 fois", "à paris", "97", "É’ 1 2 3456 ans"] {
        assert!(!singles_out(&hints(none)), "{none}");
    }
    assert_eq!(hints("97411")[0].instead, "département 974");
}

#[tokio::test]
async fn the_writer_is_told() {
    let house = house().await;
    let story = "J’ai une maladie rare et j’habite au village de Fraissinet.";
    let _ = house.told(json!({ "story": story })).await;
    let seen = house.writer.get(&house.latest().await).await.expect_ok();
    assert_eq!(seen["singles_out"], true);
    assert_eq!(seen["hints"][0]["kind"], "illness");
    assert_eq!(seen["hints"][1]["found"], "Fraissinet");
}
