//! Opening the database, waking the rooms, answering requests until told to stop.

use std::future::Future;
use std::net::SocketAddr;

use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use axum::{Router, ServiceExt};
use db::{Db, Target};
use ground::http::route;
use ground::{App, Config, Error, Result};
use tokio::net::TcpListener;

use crate::front::Front;
use crate::metrics::{self, Metrics};
use crate::{answers, effects, migrations, routes};

/// A server that is ready to answer.
pub struct Server {
    /// Its app.
    pub app: App,
    /// Its doors, and what stands around them.
    pub front: Front,
}

/// Opens the database (made if it is not there, brought up to date if it is old) and the rooms.
///
/// # Errors
/// If the database or the data folder cannot be used.
pub async fn open(config: Config, options: db::Options) -> Result<Server> {
    tokio::fs::create_dir_all(&config.data).await.map_err(Error::internal)?;
    let target = match &config.database {
        Some(url) => Target::Postgres(url.clone()),
        None => Target::Sqlite(config.data.join("portevoix.sqlite")),
    };
    let db = Db::open(&target, options).await?;
    db.migrate(migrations::ALL).await?;
    let mut memory = social::memory(&config)?;
    memory.extend(federation::memory());
    memory.extend(desk::memory(&config));
    memory.push(Box::new(Metrics::default()));
    memory.push(Box::new(effects::Bell::default()));
    let app = App::new(config, db.clone(), memory)?;
    // From here on every commit is seen by the memory of the rooms before its answer leaves.
    let watcher = app.weak();
    db.on_commit(move |events| {
        let Some(app) = watcher.get() else { return };
        social::remember(&app, events);
        desk::remember(&app, events);
        federation::remember(&app, events);
        effects::Bell::ring(&app);
    });
    social::wake(&app).await?;
    desk::wake(&app).await?;
    federation::wake(&app).await?;
    let front = Front::new(app.clone(), doors(&app));
    Ok(Server { app, front })
}

/// The doors, each counted.
fn doors(app: &App) -> Router {
    let counted =
        |run: MethodRouter<App>| run.layer(from_fn_with_state(app.clone(), metrics::count));
    route::router(routes(), counted)
        .fallback(answers::nothing_here)
        .method_not_allowed_fallback(answers::not_so)
        .with_state(app.clone())
}

impl Server {
    /// Answers requests until `stop` is done; then lets the ones under way finish, draws the
    /// consequences already under way, and closes the database.
    ///
    /// # Errors
    /// If the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<()> {
        let effects = effects::start(&self.app);
        let work = tokio::spawn(social::work(self.app.clone()));
        let desk = tokio::spawn(desk::work(self.app.clone()));
        let abroad = tokio::spawn(federation::work(self.app.clone()));
        let service =
            ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(self.front);
        let streams = self.app.clone();
        let stop = async move {
            stop.await;
            social::hang_up(&streams);
        };
        let served = axum::serve(listener, service).with_graceful_shutdown(stop).await;
        effects.stop().await;
        // What it was at is leased and tried again at the next start.
        work.abort();
        desk.abort();
        abroad.abort();
        self.app.db.clone().close().await;
        served.map_err(Error::internal)
    }
}
