//! Effects: the durable consequences of what happened, drawn from the event log in order.
//!
//! One file a consequence. Each reads events after its own cursor and calls other rooms' verbs,
//! in a transaction that moves the cursor too: after a crash it goes on where it was, and what it
//! did is never done twice. No room knows of this one.

mod converse;
mod deliver;
mod detach;
mod forget;
mod notify;
mod part;
mod preview;
mod push;
mod recall;
mod run;
mod spoke;
mod subscribed;
mod sweep;
mod unsay;
mod weeks;
mod words;

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

use db::{Event, Tx};
use ground::{App, Error, Result};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

pub use sweep::sweep;

/// A consequence: what to do about events of some kinds, each once, in order.
pub struct Effect {
    /// The name of its cursor, for ever.
    pub name: &'static str,
    /// The kinds of events it looks at.
    pub kinds: &'static [&'static str],
    /// Whether it has anything to do about an event of these kinds, as far as the event tells by
    /// itself and what is in memory: what many do all day should not cost a turn of the writer for
    /// each effect. An event that cannot be read concerns it, so that this is noticed.
    pub concerns: fn(&App, &Event) -> bool,
    /// Draws the consequences of some events, in order. It must give the same result however
    /// often it is tried, and do nothing but write to the database.
    pub draw: Draw,
}

impl Effect {
    fn wants(&self, app: &App, event: &Event) -> bool {
        self.kinds.contains(&event.kind.as_ref()) && (self.concerns)(app, event)
    }
}

/// For effects that all events of their kinds concern.
pub const ALL: fn(&App, &Event) -> bool = |_, _| true;

/// What draws consequences. It gets several events at once so that what it has to look up for
/// each of them can be asked together.
pub type Draw = for<'a> fn(&'a mut Tx, &'a [&'a Event]) -> Drawn<'a>;
/// Consequences under way, on the thread of the unit.
pub type Drawn<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// The name of the effect that notifies.
pub const NOTIFY: &str = notify::EFFECT.name;

/// Every effect.
pub const EFFECTS: &[Effect] = &[
    notify::EFFECT,
    converse::EFFECT,
    forget::EFFECT,
    detach::EFFECT,
    part::EFFECT,
    push::EFFECT,
    preview::EFFECT,
    weeks::EFFECT,
    subscribed::EFFECT,
    spoke::EFFECT,
    deliver::EFFECT,
    recall::EFFECT,
    unsay::EFFECT,
];

/// How long to wait when there is nothing to do. The door-bell usually rings sooner.
const IDLE: Duration = Duration::from_millis(200);
/// Longest wait for the effects to come to the end of the log.
const SETTLE_MAX: Duration = Duration::from_secs(30);
/// Shortest time from one turn to the next while there is no backlog: what happens within it is
/// drawn together, so that consequences cost little however fast people write.
const PACE: Duration = Duration::from_millis(20);
/// Events drawn in one transaction: short enough not to hold up people's writes.
const BATCH: i64 = 256;

/// The door-bell of the effects, rung at each commit.
#[derive(Default)]
pub struct Bell {
    rung: Notify,
    hurry: Notify,
}

impl Bell {
    /// Something was committed.
    pub fn ring(app: &App) {
        app.memory::<Self>().rung.notify_waiters();
    }

    /// Somebody waits: no pauses now.
    fn hurry(app: &App) {
        let bell = app.memory::<Self>();
        bell.hurry.notify_waiters();
        bell.rung.notify_waiters();
    }

    /// Waits until the next turn may begin, if the last began then.
    async fn pace(app: &App, last: Instant) {
        tokio::select! {
            () = tokio::time::sleep(PACE.saturating_sub(last.elapsed())) => {}
            () = app.memory::<Self>().hurry.notified() => {}
        }
    }
}

/// The effects at work.
pub struct Effects {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts every effect, the learning of words, and the sweep that goes by the clock.
#[must_use]
pub fn start(app: &App) -> Effects {
    let mut effects = start_only(app, EFFECTS);
    effects.tasks.push(tokio::spawn(words::run(app.clone(), effects.stop.subscribe())));
    effects.tasks.push(tokio::spawn(sweep::run(app.clone(), effects.stop.subscribe())));
    effects
}

/// Starts these effects and nothing else.
#[must_use]
pub fn start_only(app: &App, list: &'static [Effect]) -> Effects {
    let (stop, stopped) = watch::channel(false);
    let run = |effect| tokio::spawn(run::run(app.clone(), effect, stopped.clone()));
    Effects { tasks: list.iter().map(run).collect(), stop }
}

impl Effects {
    /// Lets each effect finish what it is doing, and stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
    }
}

/// Waits until every effect has seen all events there are. For tests and for stopping.
///
/// # Errors
/// If the database does not answer, or an effect has not come that far after half a minute.
pub async fn settle(app: &App) -> Result<()> {
    let start = Instant::now();
    while let Some((name, _)) = behind(app).await? {
        if start.elapsed() > SETTLE_MAX {
            return Err(Error::internal(format!("the effect {name} does not get on")));
        }
        Bell::hurry(app);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

/// An effect that has not seen all events there are, those that effects append included, and how
/// far it has come.
///
/// # Errors
/// If the database does not answer.
pub async fn behind(app: &App) -> Result<Option<(&'static str, i64)>> {
    let mut cursors = Vec::new();
    for name in EFFECTS.iter().map(|effect| effect.name).chain([words::NAME]) {
        cursors.push((name, app.db.cursor(name).await?));
    }
    // Last, so that what an effect has appended meanwhile counts.
    let head = app.db.head_no().await?;
    Ok(cursors.into_iter().find(|(_, cursor)| *cursor < head))
}
