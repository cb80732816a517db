//! Figures for the person who runs the server, as Prometheus reads them.
//!
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>

use std::net::SocketAddr;
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ground::http::route::Pattern;
use ground::{App, Error};
use http::header;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds of the histogram of answering times, in seconds.
const SECONDS: [f64; 12] =
    [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Door {
    method: &'static str,
    path: &'static str,
    status: u16,
}

/// What is counted while requests are answered.
pub struct Metrics {
    requests: Family<Door, Counter>,
    seconds: Histogram,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { requests: Family::default(), seconds: Histogram::new(SECONDS) }
    }
}

/// Counts a request and the time of its answer.
pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = method(request.method());
    // The pattern, never the path itself: ids and names would make a line each.
    let path = request.extensions().get::<Pattern>().map_or("none", |pattern| pattern.0);
    let response = next.run(request).await;
    let metrics = app.memory::<Metrics>();
    let door = Door { method, path, status: response.status().as_u16() };
    metrics.requests.get_or_create(&door).inc();
    metrics.seconds.observe(started.elapsed().as_secs_f64());
    response
}

/// The figures. Only for this machine: a request that came from elsewhere, or through a proxy, is
/// answered as if there were nothing.
///
/// # Errors
/// [`Error::NotFound`] from elsewhere.
pub async fn show(State(app): State<App>, request: Request) -> Result<Response, Error> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let near = peer.is_some_and(|info| info.0.ip().is_loopback());
    if !near || request.headers().contains_key("x-forwarded-for") {
        return Err(Error::NotFound);
    }
    let mut text = String::new();
    encode(&mut text, &registry(&app)).map_err(Error::internal)?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

fn registry(app: &App) -> Registry {
    let mut registry = Registry::with_prefix("portevoix");
    let metrics = app.memory::<Metrics>();
    let requests = metrics.requests.clone();
    registry.register("http_requests", "Requests answered, by door and status", requests);
    let seconds = metrics.seconds.clone();
    registry.register_with_unit("http_answer", "Time to answer", Unit::Seconds, seconds);
    let stats = app.db.stats();
    let figures = [
        ("db_units", "Units of work written since the start", stats.units),
        ("db_batches", "Commits since the start", stats.batches),
        ("db_units_failed", "Units of work rolled back since the start", stats.units_failed),
        ("db_batch_units_max", "Most units in one commit", stats.batch_units_max),
        ("db_commit_us", "Time spent in commits, in microseconds", stats.commit_us),
        ("db_reads", "Reads answered since the start", stats.reads),
        ("db_writes_queued", "Units waiting for the writer", stats.writes_queued),
        ("db_reads_queued", "Reads waiting for a reader", stats.reads_queued),
    ];
    for (name, help, value) in figures {
        gauge(&mut registry, name, help, value);
    }
    for (name, help, value) in social::figures(app) {
        gauge(&mut registry, name, help, value);
    }
    registry
}

fn gauge(registry: &mut Registry, name: &'static str, help: &'static str, value: u64) {
    let gauge = Gauge::<i64>::default();
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    registry.register(name, help, gauge);
}

fn method(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}
