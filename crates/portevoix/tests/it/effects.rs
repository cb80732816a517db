//! Stories of effects: each consequence is drawn, once, whatever happens.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ground::http::Via;
use ground::{AccountId, Error, PostId};
use portevoix::effects::{self, Effect};
use social::{favourites, follows, mutes, notifications};
use town::{Person, Town};

fn account(who: &Person) -> AccountId {
    AccountId(who.id.parse().unwrap())
}

async fn told(who: &Person) -> usize {
    let mut next = Some("/api/v1/notifications?limit=80".to_owned());
    let mut count = 0;
    while let Some(path) = next {
        let page = who.get(&path).await;
        count += page.expect_ok().as_array().unwrap().len();
        next = page.link("next");
    }
    count
}

/// Favourites of one post by so many accounts without a person.
async fn crowd_favours(town: &Town, post: PostId, crowd: std::ops::Range<i64>) {
    let act = async move |tx: &mut db::Tx| {
        for no in crowd {
            let name = format!("crowd{no}");
            let id = AccountId(tx.new_account_id());
            db::sql(
                "insert into account (id, username, username_key, domain, display_name, note,
                        note_html, fields, avatar, avatar_description, header,
                        header_description, locked, bot, discoverable, indexable,
                        hide_collections, created_at)
                 values ($1, $2, $2, '', '', '', '', '[]', '', '', '', '', false, false, true,
                        true, false, 0)",
            )
            .bind(id)
            .bind(name)
            .later(tx)
            .await?;
            favourites::add(tx, id, post, &Via::default()).await?;
        }
        Ok(())
    };
    town.app.write(act).await.unwrap();
}

#[tokio::test]
async fn a_server_stopped_in_the_middle_goes_on_where_it_was() {
    const CROWD: i64 = 400;
    const ROUNDS: i64 = 4;
    let mut town = Town::new().await;
    let mut alice = town.person("alice").await;
    let post = PostId(alice.publishes("Bonjour").await.parse().unwrap());
    for round in 0..ROUNDS {
        crowd_favours(&town, post, round * CROWD..(round + 1) * CROWD).await;
        // Stopped at once: what is not drawn yet is drawn after the start.
        town = town.restart().await;
        alice = alice.in_town(&town);
    }
    town.settle().await;
    assert_eq!(told(&alice).await, usize::try_from(CROWD * ROUNDS).unwrap());
}

static TRIES: AtomicU32 = AtomicU32::new(0);

/// Tells everything of favourites a second time, and breaks off again and again.
const FLAKY: &[Effect] = &[Effect {
    name: "flaky",
    kinds: &["favourites.added"],
    concerns: effects::ALL,
    draw: |tx, events| {
        Box::pin(async move {
            for event in events {
                let favourite: favourites::Added = ground::events::read(event)?;
                let news = notifications::News {
                    kind: notifications::Kind::Mention,
                    from: favourite.by,
                    post: Some(favourite.post),
                    event_no: event.no,
                    at: event.at,
                };
                notifications::tell(tx, news, &[favourite.author]).await?;
                // After it was told, but before it is stored.
                if TRIES.fetch_add(1, Ordering::SeqCst).is_multiple_of(7) {
                    return Err(Error::internal("the lights went out"));
                }
            }
            Ok(())
        })
    },
}];

#[tokio::test]
async fn what_breaks_off_half_way_is_done_again_and_told_once() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let post = PostId(alice.publishes("Bonjour").await.parse().unwrap());
    crowd_favours(&town, post, 0..30).await;
    let flaky = effects::start_only(&town.app, FLAKY);
    let head = town.app.db.head_no().await.unwrap();
    while town.app.db.cursor("flaky").await.unwrap() < head {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    flaky.stop().await;
    town.settle().await;
    let mentions = alice.reads("/api/v1/notifications?types[]=mention&limit=80").await;
    assert_eq!(mentions.len(), 30);
    assert_eq!(told(&alice).await, 60);
}

static BROKEN_TRIES: AtomicU32 = AtomicU32::new(0);
static SOUND: AtomicU32 = AtomicU32::new(0);

const BROKEN: &[Effect] = &[Effect {
    name: "broken",
    kinds: &["favourites.added"],
    concerns: effects::ALL,
    draw: |_, events| {
        Box::pin(async move {
            for event in events {
                let favourite: favourites::Added = ground::events::read(event)?;
                if favourite.by.0 % 10 == 0 {
                    BROKEN_TRIES.fetch_add(1, Ordering::SeqCst);
                    return Err(Error::internal("this one never works"));
                }
                SOUND.fetch_add(1, Ordering::SeqCst);
            }
            Ok(())
        })
    },
}];

#[tokio::test]
async fn an_event_that_fails_lets_those_before_it_through_and_is_tried_again() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let post = PostId(alice.publishes("Bonjour").await.parse().unwrap());
    // Accounts 2 to 12: the ninth of them is number 10.
    crowd_favours(&town, post, 0..11).await;
    let broken = effects::start_only(&town.app, BROKEN);
    while BROKEN_TRIES.load(Ordering::SeqCst) < 3 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // Stopping does not wait for the next try.
    let stopped = tokio::time::timeout(Duration::from_secs(5), broken.stop()).await;
    assert!(stopped.is_ok());
    let cursor = town.app.db.cursor("broken").await.unwrap();
    let next = town.app.db.events_after(cursor, 1).await.unwrap().remove(0);
    let next: favourites::Added = ground::events::read(&next).unwrap();
    assert_eq!(next.by, AccountId(10));
}

#[tokio::test]
async fn the_sweep_ends_mutes_whose_time_is_over() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (who, target) = (account(&alice), account(&bob));
    let act = async move |tx: &mut db::Tx| {
        let until = tx.now_ms() + 60_000;
        mutes::mute(tx, who, target, true, Some(until)).await
    };
    town.app.write(act).await.unwrap();
    let unmuted = async || {
        let events = town.app.db.events_after(0, 1_000).await.unwrap();
        events.into_iter().filter(|event| event.kind == "mutes.unmuted").collect::<Vec<_>>()
    };
    effects::sweep(&town.app).await.unwrap();
    assert!(unmuted().await.is_empty());
    town.later_by_ms(60_001);
    for _ in 0..2 {
        effects::sweep(&town.app).await.unwrap();
    }
    let events = unmuted().await;
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].actor, events[0].subject), (who.0, target.0));
}

#[tokio::test]
async fn the_sweep_removes_old_events_that_all_have_seen() {
    const WEEK_MS: i64 = 7 * 24 * 3_600_000;
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    town.settle().await;
    town.later_by_ms(WEEK_MS + 1);
    let _ = bob.publishes("Plus tard").await;
    town.settle().await;
    effects::sweep(&town.app).await.unwrap();
    let kept = town.app.db.events_after(0, 1_000).await.unwrap();
    let kinds: Vec<_> = kept.iter().map(|event| event.kind.as_ref()).collect();
    assert_eq!(kinds, ["posts.published"]);

    // And who comes back after that finds its place.
    let (who, other) = (account(&bob), account(&alice));
    let wish = follows::Wish::default();
    let follow = async move |tx: &mut db::Tx| follows::follow(tx, who, other, &wish).await;
    town.app.write(follow).await.unwrap();
    town.settle().await;
    assert_eq!(told(&alice).await, 1);
}
