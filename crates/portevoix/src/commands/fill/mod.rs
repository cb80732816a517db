//! `portevoix dev fill`: a synthetic community, made through the same verbs people use, to
//! measure on. The same numbers give the same community.

mod chance;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use ground::http::{Role, Via};
use ground::{AccountId, App, Locale, PersonId, PostId, Result};
use serde_json::json;
use social::oauth::{self, NewToken};
use social::people::{self, NewAccount};
use social::posts::quotes::QuotePolicy;
use social::posts::{self, Actor, Draft, NewBoost, Ready, Visibility};
use social::{favourites, follows};

use chance::Chance;
use words::{ENGLISH, FRENCH, TAGS};

use super::{Outcome, Place, progress, sentence};
use crate::effects;

/// How large a community.
#[derive(Args, Debug)]
pub(super) struct Fill {
    /// How many accounts
    #[arg(long, default_value_t = 1000)]
    accounts: usize,
    /// How many others each follows, on average: few follow many, up to 7,500
    #[arg(long, default_value_t = 100)]
    follows_mean: usize,
    /// How many posts, replies and boosts
    #[arg(long, default_value_t = 20_000)]
    posts: usize,
    /// Where to write a JSON list of {acct, id, token}, one for each account
    #[arg(long, value_name = "FILE")]
    tokens_out: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// Verbs in one unit of work.
const UNIT: usize = 256;
/// Most accounts one account follows.
const FOLLOWS_MAX: usize = 7500;
/// One account in so many follows exactly this many, to measure on.
const MEASURED: (usize, usize) = (100, 300);
/// How far back replies and boosts reach, in posts.
const RECENT: usize = 500;

#[derive(Clone, Copy)]
struct Member {
    person: PersonId,
    account: AccountId,
}

pub(super) async fn run(fill: Fill) -> Outcome {
    if fill.accounts < 2 {
        return Err("a community has at least 2 accounts".into());
    }
    let server = fill.place.clone().open().await?;
    let app = server.app.clone();
    let done = match make(&app, &fill).await {
        Ok(()) => settle(&app).await,
        Err(error) => Err(error),
    };
    app.db.clone().close().await;
    done.map_err(sentence)
}

/// Draws what follows from all this, but for the notifications: these members do not exist, and a
/// million "follows you" would be most of the database.
async fn settle(app: &App) -> Result<()> {
    app.db.skip(effects::NOTIFY).await?;
    let head = app.db.head_no().await?;
    let bar = progress(head.unsigned_abs(), "consequences");
    let effects = effects::start(app);
    while let Some((_, cursor)) = effects::behind(app).await? {
        bar.set_position(cursor.unsigned_abs());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    effects.stop().await;
    bar.finish_and_clear();
    app.db.prune_events(0).await?;
    Ok(())
}

async fn make(app: &App, fill: &Fill) -> Result<()> {
    let mut chance = Chance::new(0x5eed);
    let members = make_members(app, fill.accounts).await?;
    make_follows(app, &members, fill.follows_mean, &mut chance).await?;
    make_posts(app, &members, fill.posts, &mut chance).await?;
    match &fill.tokens_out {
        Some(path) => write_tokens(app, &members, path).await,
        None => Ok(()),
    }
}

fn handle(place: usize) -> String {
    format!("membre{:05}", place + 1)
}

async fn make_members(app: &App, count: usize) -> Result<Vec<Member>> {
    let bar = progress(count as u64, "accounts");
    let mut members = Vec::with_capacity(count);
    while members.len() < count {
        let from = members.len();
        let to = (from + UNIT).min(count);
        let made = app
            .write(async move |tx| {
                let mut made = Vec::with_capacity(to - from);
                for place in from..to {
                    let (person, account) = people::create(tx, newcomer(place)).await?;
                    made.push(Member { person, account });
                }
                Ok(made)
            })
            .await?;
        bar.inc(made.len() as u64);
        members.extend(made);
    }
    bar.finish_and_clear();
    Ok(members)
}

fn newcomer(place: usize) -> NewAccount {
    NewAccount {
        username: handle(place),
        email: format!("{}@example.org", handle(place)),
        // No password hashes to this: nobody logs in by one.
        password_hash: "none".to_owned(),
        locale: if place.is_multiple_of(3) { Locale::En } else { Locale::Fr },
        reason: String::new(),
        role: Role::Member,
        confirmed: true,
        approved: true,
    }
}

async fn make_follows(
    app: &App,
    members: &[Member],
    mean: usize,
    chance: &mut Chance,
) -> Result<()> {
    let bar = progress((members.len() * mean) as u64, "follows");
    let mut pairs: Vec<(AccountId, AccountId)> = Vec::new();
    for (place, member) in members.iter().enumerate() {
        let count = follow_count(place, mean, chance).min(members.len() - 1);
        for other in others(place, count, members.len(), chance) {
            pairs.push((member.account, members[other].account));
        }
        while pairs.len() >= UNIT {
            let rest = pairs.split_off(UNIT);
            follow_all(app, std::mem::replace(&mut pairs, rest)).await?;
            bar.inc(UNIT as u64);
        }
    }
    follow_all(app, pairs).await?;
    bar.finish_and_clear();
    Ok(())
}

async fn follow_all(app: &App, pairs: Vec<(AccountId, AccountId)>) -> Result<()> {
    app.write(async move |tx| {
        for (who, other) in pairs {
            follows::follow(tx, who, other, &follows::Wish::default()).await?;
        }
        Ok(())
    })
    .await
}

/// A Pareto distribution of that mean (shape 1.5), cut at the greatest number allowed.
fn follow_count(place: usize, mean: usize, chance: &mut Chance) -> usize {
    if place == 0 {
        return FOLLOWS_MAX;
    }
    if place.is_multiple_of(MEASURED.0) {
        return MEASURED.1;
    }
    let least = mean as f64 / 3.0;
    let count = least / (1.0 - chance.share()).powf(1.0 / 1.5);
    (count as usize).clamp(1, FOLLOWS_MAX)
}

/// Whom somebody follows: the first members are the most popular.
fn others(place: usize, count: usize, of: usize, chance: &mut Chance) -> Vec<usize> {
    let mut chosen = vec![false; of];
    chosen[place] = true;
    let mut found = Vec::with_capacity(count);
    let mut missed = 0;
    while found.len() < count && missed < count * 4 {
        let other = (chance.share().powi(2) * of as f64) as usize;
        if std::mem::replace(&mut chosen[other], true) {
            missed += 1;
        } else {
            found.push(other);
        }
    }
    // The rest, when most are taken: whoever is left, in order.
    let left = (0..of).filter(|other| !chosen[*other]);
    let room = count - found.len();
    found.extend(left.take(room).collect::<Vec<_>>());
    found
}

/// Something a member does.
#[derive(Clone)]
enum Act {
    /// A post, and whether anybody may see it.
    Post(Box<Ready>, bool),
    Boost(PostId),
    Favourite(PostId),
}

async fn make_posts(
    app: &App,
    members: &[Member],
    count: usize,
    chance: &mut Chance,
) -> Result<()> {
    let bar = progress(count as u64, "posts");
    let mut recent: Vec<PostId> = Vec::new();
    let mut made = 0;
    while made < count {
        let mut acts = Vec::with_capacity(UNIT);
        for _ in 0..UNIT.min(count - made) {
            let place = (chance.share().powi(2) * members.len() as f64) as usize;
            acts.push((members[place], act(app, &recent, chance).await?));
            if chance.one_in(2) && !recent.is_empty() {
                let fan = members[chance.below(members.len())];
                acts.push((fan, Act::Favourite(recent[chance.below(recent.len())])));
            }
        }
        let posts = acts.iter().filter(|(_, act)| !matches!(act, Act::Favourite(_))).count();
        let new = app.write(async move |tx| do_all(tx, acts).await).await?;
        recent.extend(new);
        let old = recent.len().saturating_sub(RECENT);
        recent.drain(..old);
        made += posts;
        bar.inc(posts as u64);
    }
    bar.finish_and_clear();
    Ok(())
}

async fn do_all(tx: &mut db::Tx, acts: Vec<(Member, Act)>) -> Result<Vec<PostId>> {
    let mut new = Vec::new();
    for (member, act) in acts {
        let by = Actor { account: member.account, person: member.person, app: None };
        match act {
            Act::Post(ready, open) => {
                let made = posts::publish(tx, by, &ready).await?;
                // Only what anybody may see is answered and carried on later.
                new.extend(open.then_some(made.post));
            }
            Act::Boost(post) => {
                let boost = NewBoost { post, visibility: Visibility::Public, via: Via::default() };
                posts::boost(tx, by, boost).await?;
            }
            Act::Favourite(post) => {
                favourites::add(tx, by.account, post, &Via::default()).await?;
            }
        }
    }
    Ok(new)
}

async fn act(app: &App, recent: &[PostId], chance: &mut Chance) -> Result<Act> {
    let known = (!recent.is_empty()).then(|| recent[chance.below(recent.len())]);
    let draft = match known {
        Some(post) if chance.one_in(10) => return Ok(Act::Boost(post)),
        Some(post) if chance.one_in(4) => draft(Some(post), chance),
        _ => draft(None, chance),
    };
    let open = draft.visibility.is_open();
    Ok(Act::Post(Box::new(posts::ready(app, draft).await?), open))
}

fn draft(reply_to: Option<PostId>, chance: &mut Chance) -> Draft {
    let french = !chance.one_in(3);
    let words: Vec<&str> = if french { FRENCH } else { ENGLISH }.split(' ').collect();
    let mut body = String::new();
    for place in 0..8 + chance.below(40) {
        if place > 0 {
            body.push(' ');
        }
        body.push_str(words[chance.below(words.len())]);
    }
    if chance.one_in(4) {
        body.push_str(" #");
        let tags: Vec<&str> = TAGS.split(' ').collect();
        body.push_str(tags[chance.below(tags.len())]);
    }
    Draft {
        body,
        spoiler: String::new(),
        sensitive: false,
        visibility: match chance.below(20) {
            0 => Visibility::Followers,
            1 | 2 => Visibility::Unlisted,
            _ => Visibility::Public,
        },
        language: Some(if french { "fr" } else { "en" }.to_owned()),
        reply_to,
        media: Vec::new(),
        poll: None,
        quote: None,
        quote_policy: QuotePolicy::Public,
        idempotency_key: None,
        via: Via::default(),
    }
}

async fn write_tokens(app: &App, members: &[Member], path: &PathBuf) -> Result<()> {
    let bar = progress(members.len() as u64, "tokens");
    let mut lines = Vec::with_capacity(members.len());
    for part in members.chunks(UNIT) {
        let part = part.to_vec();
        let made = app
            .write(async move |tx| {
                let mut made = Vec::with_capacity(part.len());
                for member in part {
                    let new = NewToken {
                        app: None,
                        member: Some((member.person, member.account)),
                        scopes: "read write follow push".to_owned(),
                        expires_at: None,
                    };
                    made.push((member.account, oauth::issue(tx, new).await?));
                }
                Ok(made)
            })
            .await?;
        bar.inc(made.len() as u64);
        lines.extend(made);
    }
    bar.finish_and_clear();
    let list: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(place, (id, token))| json!({ "acct": handle(place), "id": id, "token": token }))
        .collect();
    let text = serde_json::to_vec(&list).map_err(ground::Error::internal)?;
    std::fs::write(path, text).map_err(ground::Error::internal)
}
