//! `portevoix serve`.

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{info, warn};
use tracing_subscriber::EnvFilter;

use super::settings::Settings;
use super::{Outcome, cannot_open, sentence};

pub(super) async fn run(settings: Settings) -> Outcome {
    logs();
    let config = settings.into_config()?;
    let (listen, origin, dev) = (config.listen, config.origin.clone(), config.dev);
    let listener = TcpListener::bind(listen).await.map_err(|why| {
        format!("cannot listen on {listen}: {why}; choose another address with --listen")
    })?;
    let data = config.data.display().to_string();
    let server =
        crate::open(config, db::Options::default()).await.map_err(|error| cannot_open(&error))?;
    social::media::store::probe(&server.app).await?;
    if dev {
        warn!("PORTEVOIX_DEV is set: limits are lifted. Do not show this server to the world");
    }
    info!(%listen, %data, "Portevoix is open at {origin}");
    server.serve(listener, told_to_stop()).await.map_err(sentence)?;
    info!("Portevoix has stopped; nothing is lost");
    Ok(())
}

async fn told_to_stop() {
    let (Ok(mut term), Ok(mut int)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
    info!("Told to stop: finishing what is under way");
}

/// Logs go to standard error: readable on a terminal, JSON with `PORTEVOIX_LOG_FORMAT=json`.
/// `PORTEVOIX_LOG` chooses how much, as in `info,db=debug`.
fn logs() {
    let filter = EnvFilter::try_from_env("PORTEVOIX_LOG").unwrap_or_else(|_| "info".into());
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::env::var("PORTEVOIX_LOG_FORMAT").is_ok_and(|format| format == "json") {
        logs.json().init();
    } else {
        logs.init();
    }
}
