//! The people of a case: what they do is done to the server and to the naive world alike.

use std::collections::HashSet;

use ground::http::{Ask, Role, Via};
use ground::{AccountId, App, Error, ListId, Locale, PersonId, PostId};
use social::accounts;
use social::lists;
use social::people::{self as residents, NewAccount};
use social::posts::{self, Actor, Draft, NewBoost, Visibility, edit};
use social::{blocks, follows, mutes, tags, timelines};

use super::acts::{Act, PEOPLE, Part};
use super::naive::{Entry, World, page};

/// The people of one case and what they did.
pub(super) struct Case {
    name: String,
    people: Vec<(PersonId, AccountId)>,
    /// The one list of each.
    lists: Vec<ListId>,
    world: World,
}

type Done = Result<(), String>;

impl Case {
    pub(super) async fn new(app: &App, name: String) -> Self {
        let names: Vec<String> = (0..PEOPLE).map(|who| format!("{name}p{who}")).collect();
        let make = async move |tx: &mut db::Tx| {
            let (mut people, mut lists) = (Vec::new(), Vec::new());
            for username in names {
                let new = NewAccount {
                    email: format!("{username}@example.org"),
                    username,
                    password_hash: String::new(),
                    locale: Locale::En,
                    reason: String::new(),
                    role: Role::Member,
                    confirmed: true,
                    approved: true,
                };
                people.push(residents::create(tx, new).await?);
            }
            for (_, account) in &people {
                let wish = lists::Wish { title: Some("Liste".to_owned()), ..Default::default() };
                lists.push(lists::add(tx, *account, wish).await?.id);
            }
            Ok((people, lists))
        };
        let (people, lists) = app.write(make).await.expect("new people");
        Self { name, people, lists, world: World::default() }
    }

    pub(super) async fn act(&mut self, app: &App, act: &Act) -> Done {
        match act {
            Act::Restart => Ok(()),
            Act::Post { who, as_, to, names, tags } => {
                let to = to.and_then(|to| self.pick(to));
                self.post(app, *who, *as_, to, names, tags).await
            }
            Act::Boost { who, post, as_ } => self.boost(app, *who, *post, *as_).await,
            Act::Edit { post, names, tags } => self.edit(app, *post, names, tags).await,
            Act::Delete { post } => self.delete(app, *post).await,
            Act::FollowTag { who, tag, on } => self.follow_tag(app, *who, *tag, *on).await,
            Act::Suspend { who, on } => self.suspend(app, *who, *on).await,
            Act::Member { who, whom, on } => self.member(app, *who, *whom, *on).await,
            Act::ChangeList { who, replies, exclusive } => {
                let (account, list) = (self.people[*who].1, self.lists[*who]);
                let (replies, exclusive) = (Some(*replies), Some(*exclusive));
                let wish = lists::Wish { replies, exclusive, ..Default::default() };
                let changed =
                    app.write(async move |tx| lists::change(tx, account, list, wish).await).await;
                let list = changed.map_err(|why| why.to_string())?;
                self.world.lists.entry(*who).or_default().rule = Some(list);
                Ok(())
            }
            Act::Read { who, part, ask, limit } => {
                let [max_id, since_id, min_id] = ask.map(|it| self.near(it?));
                let mut ask = Ask::default();
                (ask.max_id, ask.since_id, ask.min_id) = (max_id, since_id, min_id);
                self.read(app, *who, *part, ask, *limit).await
            }
            Act::Audit { who } => self.audit(app, *who).await,
            Act::Race { who, author } => self.race(app, *who, *author).await,
            relation => self.relate(app, relation).await,
        }
    }

    async fn post(
        &mut self,
        app: &App,
        who: usize,
        visibility: Visibility,
        to: Option<i64>,
        names: &[usize],
        tags: &[usize],
    ) -> Done {
        let draft = Draft {
            body: self.text(names, tags),
            spoiler: String::new(),
            sensitive: false,
            visibility,
            language: None,
            reply_to: to.map(PostId),
            media: Vec::new(),
            poll: None,
            quote: None,
            quote_policy: social::posts::quotes::QuotePolicy::Public,
            idempotency_key: None,
            via: Via::default(),
        };
        let Some(post) = allowed(posts::say(app, self.actor(who), draft).await)? else {
            return Ok(());
        };
        let answered = to.map(|to| self.original(to));
        let entry = Entry {
            author: who,
            visibility,
            boost_of: None,
            answers: answered.map(|id| self.world.entries[&id].author),
            names: self.known(names),
            tags: tags.iter().copied().collect(),
        };
        self.world.entries.insert(post.0, entry);
        Ok(())
    }

    async fn boost(&mut self, app: &App, who: usize, post: usize, wanted: Visibility) -> Done {
        let Some(post) = self.pick(post).map(|id| self.original(id)) else { return Ok(()) };
        let new = NewBoost { post: PostId(post), visibility: wanted, via: Via::default() };
        let by = self.actor(who);
        let made = app.write(async move |tx| posts::boost(tx, by, new).await).await;
        let Some(boost) = allowed(made)? else { return Ok(()) };
        let closed = self.world.entries[&post].visibility == Visibility::Followers;
        let visibility = match wanted {
            Visibility::Direct => Visibility::Followers,
            _ if closed => Visibility::Followers,
            open => open,
        };
        let boost_of = Some(post);
        let (names, tags) = (HashSet::new(), HashSet::new());
        let entry = Entry { author: who, visibility, boost_of, answers: None, names, tags };
        self.world.entries.entry(boost.0).or_insert(entry);
        Ok(())
    }

    async fn edit(&mut self, app: &App, post: usize, names: &[usize], tags: &[usize]) -> Done {
        let Some(id) = self.pick(post).map(|id| self.original(id)) else { return Ok(()) };
        let who = self.people[self.world.entries[&id].author].1;
        let change = edit::Change { body: Some(self.text(names, tags)), ..Default::default() };
        let ready = edit::ready(app, change).await.map_err(|why| why.to_string())?;
        let edited = app.write(async move |tx| edit::edit(tx, who, PostId(id), &ready).await).await;
        if allowed(edited)?.is_some() {
            let names = self.known(names);
            if let Some(entry) = self.world.entries.get_mut(&id) {
                entry.names = names;
                entry.tags = tags.iter().copied().collect();
            }
        }
        Ok(())
    }

    async fn delete(&mut self, app: &App, post: usize) -> Done {
        let Some(id) = self.pick(post) else { return Ok(()) };
        let who = self.people[self.world.entries[&id].author].1;
        let removed = app.write(async move |tx| posts::remove(tx, who, PostId(id)).await).await;
        removed.map_err(|why| why.to_string())?;
        self.world.entries.retain(|other, entry| *other != id && entry.boost_of != Some(id));
        Ok(())
    }

    async fn relate(&mut self, app: &App, act: &Act) -> Done {
        let (act, people) = (act.clone(), self.people.clone());
        let account = move |who: usize| people[who].1;
        let asked = act.clone();
        let done = app.write(async move |tx| match asked {
            Act::Follow { who, whom, boosts, replies } => {
                let (boosts, replies) = (Some(boosts), Some(replies));
                let wish = follows::Wish { boosts, replies, ..Default::default() };
                follows::follow(tx, account(who), account(whom), &wish).await
            }
            Act::Unfollow { who, whom } => follows::unfollow(tx, account(who), account(whom)).await,
            Act::Block { who, whom, on: true } => {
                blocks::block(tx, account(who), account(whom)).await
            }
            Act::Block { who, whom, .. } => blocks::unblock(tx, account(who), account(whom)).await,
            Act::Mute { who, whom, on: true } => {
                mutes::mute(tx, account(who), account(whom), false, None).await
            }
            Act::Mute { who, whom, .. } => mutes::unmute(tx, account(who), account(whom)).await,
            _ => Ok(()),
        });
        if allowed(done.await)?.is_none() {
            return Ok(());
        }
        let World { follows, blocks, mutes, .. } = &mut self.world;
        match act {
            Act::Follow { who, whom, boosts, replies } => {
                follows.insert((who, whom), (boosts, replies));
            }
            Act::Unfollow { who, whom } => drop(follows.remove(&(who, whom))),
            Act::Block { who, whom, on: true } => {
                blocks.insert((who, whom));
                follows.remove(&(who, whom));
                follows.remove(&(whom, who));
            }
            Act::Block { who, whom, .. } => drop(blocks.remove(&(who, whom))),
            Act::Mute { who, whom, on: true } => drop(mutes.insert((who, whom))),
            Act::Mute { who, whom, .. } => drop(mutes.remove(&(who, whom))),
            _ => {}
        }
        Ok(())
    }

    async fn follow_tag(&mut self, app: &App, who: usize, tag: usize, on: bool) -> Done {
        let (account, name) = (self.people[who].1, format!("{}t{tag}", self.name));
        let changed = app.write(async move |tx| match on {
            true => tags::follow(tx, account, &name).await,
            false => tags::unfollow(tx, account, &name).await,
        });
        changed.await.map_err(|why| why.to_string())?;
        match on {
            true => self.world.tags.insert((who, tag)),
            false => self.world.tags.remove(&(who, tag)),
        };
        Ok(())
    }

    async fn member(&mut self, app: &App, who: usize, whom: usize, on: bool) -> Done {
        let (account, list) = (self.people[who].1, self.lists[who]);
        let members = [self.people[whom].1];
        let changed = app.write(async move |tx| match on {
            true => lists::add_members(tx, account, list, &members).await,
            false => lists::remove_members(tx, account, list, &members).await,
        });
        if allowed(changed.await)?.is_some() {
            let members = &mut self.world.lists.entry(who).or_default().members;
            if on {
                members.insert(whom)
            } else {
                members.remove(&whom)
            };
        }
        Ok(())
    }

    async fn suspend(&mut self, app: &App, who: usize, on: bool) -> Done {
        let account = self.people[who].1;
        let set = async move |tx: &mut db::Tx| {
            let set = db::sql("update account set suspended_at = $2 where id = $1");
            set.bind(account).bind(on.then_some(1_i64)).run(tx).await?;
            ground::events::append(tx, &accounts::Changed { account })
        };
        app.write(set).await.map_err(|why| why.to_string())?;
        match on {
            true => self.world.gone.insert(who),
            false => self.world.gone.remove(&who),
        };
        Ok(())
    }

    async fn read(&self, app: &App, who: usize, part: Part, ask: Ask, limit: usize) -> Done {
        let me = self.people[who].1;
        let (wanted, got) = match part {
            Part::Home => (self.world.home(who), timelines::home(app, me, ask, limit).await),
            Part::List => {
                let got = timelines::list(app, me, self.lists[who], ask, limit).await;
                (self.world.list(who), got)
            }
            Part::Tag(tag) => {
                let any = vec![format!("{}t{tag}", self.name)];
                let tags = timelines::Tags { any, ..Default::default() };
                let only = timelines::Only::default();
                let got = timelines::tagged(app, Some(me), tags, only, ask, limit).await;
                (self.world.tagged(who, tag), got)
            }
        };
        let got: Vec<i64> =
            got.map_err(|why| why.to_string())?.into_iter().map(|id| id.0).collect();
        let wanted = page(&wanted, ask, limit);
        if got == wanted {
            return Ok(());
        }
        Err(format!("{who} reads {part:?} {ask:?} limit {limit}: {got:?} instead of {wanted:?}"))
    }

    /// What the home should hold, by a third definition: the one the server audits itself by.
    async fn audit(&self, app: &App, who: usize) -> Done {
        let me = self.people[who].1;
        let audit = timelines::audit(app, me, PostId(1), PostId(i64::MAX >> 1)).await;
        let audit = audit.map_err(|why| why.to_string())?;
        let wanted = self.world.home(who).len();
        if audit.complete && audit.expected == wanted {
            return Ok(());
        }
        Err(format!("the home of {who} has {wanted}, and its audit says {audit:?}"))
    }

    /// `who` goes down through the home and at the same time follows it upward, while `author`
    /// posts.
    async fn race(&mut self, app: &App, who: usize, author: usize) -> Done {
        let (me, before) = (self.people[who].1, self.world.home(who));
        let start = before.last().copied().unwrap_or(1);
        let down = tokio::spawn(descend(app.clone(), me));
        let (tell, told) = tokio::sync::oneshot::channel();
        let up = tokio::spawn(ascend(app.clone(), me, start, told));
        for _ in 0..4 {
            self.post(app, author, Visibility::Public, None, &[], &[0]).await?;
        }
        let _ = tell.send(());
        let mut down = down.await.map_err(|why| why.to_string())??;
        let up = up.await.map_err(|why| why.to_string())??;
        down.retain(|id| *id <= start);
        down.reverse();
        if down != before {
            return Err(format!("going down {who} saw {down:?} instead of {before:?}"));
        }
        let after: Vec<i64> = self.world.home(who).into_iter().filter(|id| *id > start).collect();
        if up == after {
            return Ok(());
        }
        Err(format!("from {start} up {who} saw {up:?} instead of {after:?}"))
    }

    fn actor(&self, who: usize) -> Actor {
        let (person, account) = self.people[who];
        Actor { account, person, app: None }
    }

    fn text(&self, names: &[usize], tags: &[usize]) -> String {
        let names = names.iter().map(|who| format!("@{}p{who} ", self.name));
        let tags = tags.iter().map(|tag| format!("#{}t{tag} ", self.name));
        names.chain(tags).chain(["Bonjour".to_owned()]).collect()
    }

    /// Nobody can name who is gone.
    fn known(&self, names: &[usize]) -> HashSet<usize> {
        names.iter().copied().filter(|who| !self.world.gone.contains(who)).collect()
    }

    fn pick(&self, number: usize) -> Option<i64> {
        // Most of what people do is about what was said last.
        let among = if number.is_multiple_of(4) { usize::MAX } else { 4 };
        let count = self.world.entries.len().min(among);
        (count > 0)
            .then(|| *self.world.entries.keys().nth_back(number % count).expect("one of them"))
    }

    fn near(&self, (number, by): (usize, i64)) -> Option<i64> {
        Some(self.pick(number)? + by)
    }

    fn original(&self, id: i64) -> i64 {
        self.world.entries[&id].boost_of.unwrap_or(id)
    }
}

/// `None`: it was refused, as is the server's right.
fn allowed<T>(done: ground::Result<T>) -> Result<Option<T>, String> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Error::NotFound | Error::Forbidden(_) | Error::Invalid { .. }) => Ok(None),
        Err(why) => Err(why.to_string()),
    }
}

async fn descend(app: App, me: AccountId) -> Result<Vec<i64>, String> {
    let (mut seen, mut ask) = (Vec::new(), Ask::default());
    loop {
        let page = timelines::home(&app, me, ask, 3).await.map_err(|why| why.to_string())?;
        seen.extend(page.iter().map(|id| id.0));
        let Some(last) = page.last() else { return Ok(seen) };
        ask.max_id = Some(last.0);
    }
}

async fn ascend(
    app: App,
    me: AccountId,
    start: i64,
    mut told: tokio::sync::oneshot::Receiver<()>,
) -> Result<Vec<i64>, String> {
    let (mut seen, mut ask) = (Vec::new(), Ask::default());
    ask.min_id = Some(start);
    loop {
        let over = told.try_recv() != Err(tokio::sync::oneshot::error::TryRecvError::Empty);
        let page = timelines::home(&app, me, ask, 2).await.map_err(|why| why.to_string())?;
        seen.extend(page.iter().rev().map(|id| id.0));
        match page.first() {
            Some(newest) => ask.min_id = Some(newest.0),
            None if over => return Ok(seen),
            None => tokio::task::yield_now().await,
        }
    }
}
