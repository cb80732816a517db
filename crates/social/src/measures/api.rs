//! The JSON face of measures.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Many, Viewer, Whole};
use ground::{App, Error, Result, TagId};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::Time;

use super::{DAY_MS, Dimension, Frequency, Item, Measure, SPAN_DAYS_MAX, Span};
use crate::gates;

/// Most things told of a dimension.
const ITEMS_MAX: i64 = 100;
/// Things told of one unless asked otherwise.
const ITEMS: i64 = 10;
/// Days told of where no span is asked for.
const DAYS: i64 = 30;

/// What is asked for, and of what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    keys: Many<String>,
    start_at: String,
    end_at: String,
    limit: Option<Whole>,
    frequency: String,
    tag_accounts: Of,
    tag_uses: Of,
    tag_servers: Of,
    tag_languages: Of,
    instance_accounts: Of,
    instance_media_attachments: Of,
    instance_reports: Of,
    instance_statuses: Of,
    instance_follows: Of,
    instance_followers: Of,
    instance_languages: Of,
}

/// The hashtag or server asked about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Of {
    id: Option<TagId>,
    domain: String,
}

impl Of {
    fn tag(&self) -> Result<TagId> {
        self.id.ok_or_else(|| Error::invalid("id", "error-measure-of-what"))
    }

    fn server(&self) -> Result<String> {
        gates::domain(&self.domain)
    }
}

impl Wanted {
    fn span(&self, now_ms: i64, days_max: i64) -> Result<Span> {
        let read = |field: &'static str, text: &str| {
            Time::parse(text).map(|at| at.0).ok_or_else(|| Error::invalid(field, "error-bad-day"))
        };
        let (starts, ends) = (read("start_at", &self.start_at)?, read("end_at", &self.end_at)?);
        Span::of(starts, ends, now_ms, days_max)
    }

    /// What a key stands for; none if it is not known.
    fn measure(&self, key: &str) -> Result<Option<Measure>> {
        Ok(Some(match key {
            "active_users" => Measure::ActiveUsers,
            "new_users" => Measure::NewUsers,
            "interactions" => Measure::Interactions,
            "opened_reports" => Measure::OpenedReports,
            "resolved_reports" => Measure::ResolvedReports,
            "tag_accounts" => Measure::TagAccounts(self.tag_accounts.tag()?),
            "tag_uses" => Measure::TagUses(self.tag_uses.tag()?),
            "tag_servers" => Measure::TagServers(self.tag_servers.tag()?),
            "instance_accounts" => Measure::InstanceAccounts(self.instance_accounts.server()?),
            "instance_media_attachments" => {
                Measure::InstanceMedia(self.instance_media_attachments.server()?)
            }
            "instance_reports" => Measure::InstanceReports(self.instance_reports.server()?),
            "instance_statuses" => Measure::InstanceStatuses(self.instance_statuses.server()?),
            "instance_follows" => Measure::InstanceFollows(self.instance_follows.server()?),
            "instance_followers" => Measure::InstanceFollowers(self.instance_followers.server()?),
            _ => return Ok(None),
        }))
    }

    /// What a key stands for; none if it is not known.
    fn dimension(&self, key: &str) -> Result<Option<Dimension>> {
        Ok(Some(match key {
            "languages" => Dimension::Languages,
            "sources" => Dimension::Sources,
            "servers" => Dimension::Servers,
            "space_usage" => Dimension::SpaceUsage,
            "software_versions" => Dimension::SoftwareVersions,
            "tag_servers" => Dimension::TagServers(self.tag_servers.tag()?),
            "tag_languages" => Dimension::TagLanguages(self.tag_languages.tag()?),
            "instance_accounts" => Dimension::InstanceAccounts(self.instance_accounts.server()?),
            "instance_languages" => Dimension::InstanceLanguages(self.instance_languages.server()?),
            _ => return Ok(None),
        }))
    }

    /// The keys that are known, each once, with what they stand for.
    fn known<T>(&self, of: impl Fn(&str) -> Result<Option<T>>) -> Result<Vec<(String, T)>> {
        let mut found: Vec<(String, T)> = Vec::new();
        for key in &self.keys.0 {
            if found.iter().all(|(there, _)| there != key)
                && let Some(it) = of(key)?
            {
                found.push((key.clone(), it));
            }
        }
        Ok(found)
    }
}

/// <https://docs.joinmastodon.org/methods/admin/measures/#get>
pub(super) async fn measures(
    State(app): State<App>,
    _: Viewer,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Vec<Value>>> {
    let span = wanted.span(app.db.now_ms(), SPAN_DAYS_MAX)?;
    let known = wanted.known(|key| wanted.measure(key))?;
    let counted = app.read(async move |tx| {
        let mut told = Vec::new();
        for (key, what) in known {
            let counted = super::count(tx, &what, span).await?;
            let in_bytes = matches!(what, Measure::InstanceMedia(_));
            let day = |&(day, value): &(i64, i64)| {
                json!({ "date": Time(day * DAY_MS), "value": value.to_string() })
            };
            let mut it = json!({
                "key": key,
                "unit": in_bytes.then_some("bytes"),
                "total": counted.total.to_string(),
                "data": counted.days.iter().map(day).collect::<Vec<_>>(),
            });
            if in_bytes {
                it["human_value"] = json!(readable(counted.total));
            }
            if let Some(previous) = counted.previous {
                it["previous_total"] = json!(previous.to_string());
            }
            told.push(it);
        }
        Result::Ok(told)
    });
    counted.await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/admin/dimensions/#get>
pub(super) async fn dimensions(
    State(app): State<App>,
    _: Viewer,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Vec<Value>>> {
    let now = app.db.now_ms();
    let span = match (wanted.start_at.as_str(), wanted.end_at.as_str()) {
        ("", "") => Span::of(now - (DAYS - 1) * DAY_MS, now, now, SPAN_DAYS_MAX)?,
        _ => wanted.span(now, SPAN_DAYS_MAX)?,
    };
    let limit = wanted.limit.map_or(ITEMS, |limit| limit.0.clamp(1, ITEMS_MAX));
    let known = wanted.known(|key| wanted.dimension(key))?;
    let host = app.config.domain().to_owned();
    let told = app.read(async move |tx| {
        let mut told = Vec::new();
        for (key, what) in known {
            let items = super::told(tx, &what, span, limit, &host).await?;
            told.push(json!({ "key": key, "data": items.iter().map(item).collect::<Vec<_>>() }));
        }
        Result::Ok(told)
    });
    told.await.map(Json)
}

fn item(it: &Item) -> Value {
    let mut out = json!({ "key": it.key, "human_key": it.name, "value": it.value });
    if let Some(bytes) = it.bytes {
        out["unit"] = json!("bytes");
        out["human_value"] = json!(readable(bytes));
    }
    out
}

/// <https://docs.joinmastodon.org/methods/admin/retention/#create>
pub(super) async fn retention(
    State(app): State<App>,
    _: Viewer,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Vec<Value>>> {
    let by = match wanted.frequency.as_str() {
        "day" => Frequency::Day,
        "month" => Frequency::Month,
        _ => return Err(Error::invalid("frequency", "error-bad-frequency")),
    };
    let span = wanted.span(app.db.now_ms(), by.days_max())?;
    let cohorts = app.read(async move |tx| super::cohorts(tx, span, by).await).await?;
    let told = cohorts.iter().map(|cohort| {
        let rate = |count: i64| count as f64 / cohort.size.max(1) as f64;
        let at = |&(at, count): &(i64, i64)| {
            json!({ "date": Time(at), "rate": rate(count), "value": count.to_string() })
        };
        json!({
            "period": Time(cohort.came),
            "frequency": wanted.frequency,
            "data": cohort.stayed.iter().map(at).collect::<Vec<_>>(),
        })
    });
    Ok(Json(told.collect()))
}

/// Bytes as people read them: `14.2 MB`.
fn readable(bytes: i64) -> String {
    let mut size = bytes as f64;
    let mut units = ["Bytes", "KB", "MB", "GB", "TB"].into_iter().peekable();
    while let Some(unit) = units.next() {
        if size < 1024.0 || units.peek().is_none() {
            let digits = usize::from(unit != "Bytes");
            return format!("{size:.digits$} {unit}");
        }
        size /= 1024.0;
    }
    String::new()
}
