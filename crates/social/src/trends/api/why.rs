//! Why something trends: each figure, with how it came about. Ours alone.

use axum::Json;
use axum::extract::State;
use ground::{App, Result};
use serde_json::{Value, json};
use wire::Time;

use crate::links;
use crate::trends::{ACCOUNTS_MIN, HALF_LIFE_HOURS, Ranked, Standing, WINDOW_HOURS, board};

/// What trends, in its order, with the accounts of each hour and what they count for.
pub(in crate::trends) async fn all(State(app): State<App>) -> Result<Json<Value>> {
    let board = board(&app);
    let ids = board.links.iter().map(|it| it.of).collect::<Vec<_>>();
    let mut urls = app.read(async move |tx| links::cards(tx, &ids).await).await?;
    Ok(Json(json!({
        "counted_at": (board.counted_at > 0).then_some(Time(board.counted_at)),
        "rule": {
            "window_hours": WINDOW_HOURS,
            "half_life_hours": HALF_LIFE_HOURS,
            "accounts_min": ACCOUNTS_MIN,
        },
        "tags": listed(&board.tags, |tag| json!({ "name": tag.name })),
        "statuses": listed(&board.posts, |post| json!({ "id": post })),
        "links": listed(&board.links, |link| {
            json!({ "url": urls.remove(link).map(|(url, _)| url) })
        }),
    })))
}

fn listed<T>(list: &[Ranked<T>], mut named: impl FnMut(&T) -> Value) -> Vec<Value> {
    let shown = list.iter().filter(|it| it.standing == Standing::Shown);
    let told = shown.enumerate().map(|(at, it)| {
        let hours: Vec<Value> = it
            .hours
            .iter()
            .map(|hour| {
                json!({ "hours_ago": hour.ago, "accounts": hour.accounts, "points": hour.points })
            })
            .collect();
        let mut told = named(&it.of);
        told["rank"] = json!(at + 1);
        told["score"] = json!(it.score);
        told["accounts"] = json!(it.accounts);
        told["uses"] = json!(it.uses);
        told["hours"] = json!(hours);
        told
    });
    told.collect()
}
