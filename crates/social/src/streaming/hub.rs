//! Who listens to what: from an author or hashtag to the readers who are looking.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use ground::http::Session;
use ground::{AccountId, ListId};
use timeline::{NewEntry, Reader};
use tokio::sync::mpsc;

use super::line::{End, Ending, Item};
use super::name::{Open, Stream};

/// One stream on one connection.
#[derive(Clone, Debug)]
pub(super) struct Ear {
    pub(super) line: u64,
    pub(super) account: u32,
    pub(super) label: Arc<str>,
}

/// Everything that is listened to.
#[derive(Default)]
pub(super) struct Hub {
    last: u64,
    /// The first time at which relations of those who listen end by themselves, if known.
    ends_at: Option<i64>,
    lines: HashMap<u64, Connection>,
    readers: HashMap<u32, Watched>,
    /// The readers of each author, and of each hashtag, who look at their home.
    by_author: HashMap<u32, Vec<u32>>,
    by_tag: HashMap<u32, Vec<u32>>,
    lists: HashMap<ListId, Heard>,
    /// The lists of each author that somebody looks at.
    by_member: HashMap<u32, Vec<ListId>>,
    public: Vec<(Ear, Open)>,
    hashtags: HashMap<String, Vec<Ear>>,
}

struct Connection {
    account: u32,
    session: Arc<Session>,
    send: mpsc::Sender<Item>,
    end: Arc<End>,
}

/// A reader of whom at least one line is open.
#[derive(Default)]
struct Watched {
    lines: usize,
    reader: Option<Arc<Reader>>,
    homes: Vec<Ear>,
    told: Vec<Ear>,
    letters: Vec<Ear>,
}

/// A list that at least one ear is at.
struct Heard {
    reader: Arc<Reader>,
    ears: Vec<Ear>,
}

impl Hub {
    pub(super) fn open(
        &mut self,
        account: AccountId,
        session: Arc<Session>,
        send: mpsc::Sender<Item>,
        end: Arc<End>,
    ) -> u64 {
        self.last += 1;
        let account = account.index();
        self.lines.insert(self.last, Connection { account, session, send, end });
        self.readers.entry(account).or_default().lines += 1;
        self.last
    }

    pub(super) fn lines_of(&self, account: AccountId) -> usize {
        self.readers.get(&account.index()).map_or(0, |watched| watched.lines)
    }

    /// Adds an ear, unless the line is closed or has it; `told`: with notifications; `list`: the
    /// list listened to.
    pub(super) fn listen(
        &mut self,
        ear: Ear,
        stream: &Stream,
        told: bool,
        reader: Arc<Reader>,
        list: Option<Arc<Reader>>,
    ) {
        if !self.lines.contains_key(&ear.line) {
            return;
        }
        self.leave(ear.line, &ear.label);
        let account = ear.account;
        match stream {
            Stream::User => {
                let watched = self.readers.entry(account).or_default();
                if told {
                    watched.told.push(ear.clone());
                }
                watched.homes.push(ear);
            }
            Stream::Notifications => self.readers.entry(account).or_default().told.push(ear),
            Stream::Public(open) => self.public.push((ear, *open)),
            Stream::Hashtag(key) => self.hashtags.entry(key.clone()).or_default().push(ear),
            Stream::List(id) => {
                let Some(list) = list else { return };
                let new = || Heard { reader: list.clone(), ears: Vec::new() };
                self.lists.entry(*id).or_insert_with(new).ears.push(ear);
                self.renew_list(*id, Some(list));
            }
            Stream::Direct => self.readers.entry(account).or_default().letters.push(ear),
        }
        self.renew(reader);
    }

    /// The lists of an account that are listened to.
    pub(super) fn lists_of(&self, account: u32) -> Vec<ListId> {
        let own = self.lists.iter().filter(|(_, heard)| heard.reader.account() == account);
        own.map(|(id, _)| *id).collect()
    }

    /// A list with other members or eyes than before; gone, it stays silent.
    pub(super) fn renew_list(&mut self, id: ListId, reader: Option<Arc<Reader>>) {
        let Some(heard) = self.lists.get_mut(&id) else { return };
        let new: &[u32] = reader.as_deref().map_or(&[], Reader::follows);
        exchange(&mut self.by_member, id, heard.reader.follows(), new);
        match reader {
            Some(reader) => heard.reader = reader,
            None => drop(self.lists.remove(&id)),
        }
    }

    /// On which lists, among those listened to, the entry is.
    pub(super) fn on_lists(
        &self,
        entry: &NewEntry<'_>,
        accepts: impl Fn(&Reader, &NewEntry<'_>) -> bool,
    ) -> Vec<Ear> {
        let near = self.by_member.get(&entry.author).into_iter().flatten();
        let heard = near.filter_map(|id| self.lists.get(id));
        let reached = heard.filter(|heard| accepts(&heard.reader, entry));
        reached.flat_map(|heard| heard.ears.iter().cloned()).collect()
    }

    /// A reader with other relations than before.
    pub(super) fn renew(&mut self, reader: Arc<Reader>) {
        let account = reader.account();
        let Some(watched) = self.readers.get_mut(&account) else { return };
        self.ends_at = [self.ends_at, reader.ends_at()].into_iter().flatten().min();
        let before = watched.reader.replace(reader.clone());
        let looks = !watched.homes.is_empty();
        let none: &[u32] = &[];
        let (old, old_tags) =
            before.as_deref().map_or((none, none), |it| (it.follows(), it.tags()));
        let (new, new_tags) = if looks { (reader.follows(), reader.tags()) } else { (none, none) };
        exchange(&mut self.by_author, account, old, new);
        exchange(&mut self.by_tag, account, old_tags, new_tags);
    }

    /// Those whose relations have ended by themselves by now, each once.
    pub(super) fn ended(&mut self, now_ms: i64) -> Vec<AccountId> {
        if self.ends_at.is_none_or(|end| end > now_ms) {
            return Vec::new();
        }
        let ends = |watched: &Watched| watched.reader.as_deref()?.ends_at();
        let (ended, rest): (Vec<_>, Vec<_>) = self
            .readers
            .iter()
            .filter_map(|(account, watched)| Some((ends(watched)?, *account)))
            .partition(|(end, _)| *end <= now_ms);
        self.ends_at = rest.iter().map(|(end, _)| *end).min();
        ended.into_iter().map(|(_, account)| AccountId(account.into())).collect()
    }

    /// Whether anybody watches as this account.
    pub(super) fn watches(&self, account: u32) -> bool {
        self.readers.contains_key(&account)
    }

    pub(super) fn leave(&mut self, line: u64, label: &str) {
        let Some(account) = self.lines.get(&line).map(|line| line.account) else { return };
        let stays = |ear: &Ear| ear.line != line || &*ear.label != label;
        self.keep(account, stays);
    }

    /// Forgets a line. False: it was forgotten before.
    pub(super) fn close(&mut self, line: u64) -> bool {
        let Some(Connection { account, .. }) = self.lines.remove(&line) else { return false };
        self.keep(account, |ear| ear.line != line);
        if let Some(watched) = self.readers.get_mut(&account) {
            watched.lines -= 1;
            if watched.lines == 0 {
                self.readers.remove(&account);
            }
        }
        true
    }

    /// Ends a line, telling why.
    pub(super) fn end(&mut self, line: u64, why: Ending) -> bool {
        if let Some(connection) = self.lines.get(&line) {
            connection.end.ring(why);
        }
        self.close(line)
    }

    /// Ends all lines and says how many there were.
    pub(super) fn end_all(&mut self, why: Ending) -> usize {
        for connection in self.lines.values() {
            connection.end.ring(why);
        }
        let ended = self.lines.len();
        *self = Self { last: self.last, ..Self::default() };
        ended
    }

    /// Queues an item, or ends a line that has no room for it. True: it was ended.
    pub(super) fn send(&mut self, line: u64, item: Item) -> bool {
        let Some(connection) = self.lines.get(&line) else { return false };
        connection.send.try_send(item).is_err() && self.end(line, Ending::Slow)
    }

    /// The lines whose sessions are such, with them.
    pub(super) fn sessions(&self, which: impl Fn(&Session) -> bool) -> Vec<(u64, Arc<Session>)> {
        let lines = self.lines.iter().filter(|(_, line)| which(&line.session));
        lines.map(|(number, line)| (*number, line.session.clone())).collect()
    }

    /// Where the account is told of things.
    pub(super) fn told(&self, account: AccountId) -> Vec<Ear> {
        self.readers.get(&account.index()).map_or(Vec::new(), |watched| watched.told.clone())
    }

    /// Where the account hears of its conversations.
    pub(super) fn letters_of(&self, account: AccountId) -> Vec<Ear> {
        self.readers.get(&account.index()).map_or(Vec::new(), |watched| watched.letters.clone())
    }

    /// Where the account looks at its home.
    pub(super) fn home_of(&self, account: AccountId) -> Vec<Ear> {
        self.readers.get(&account.index()).map_or(Vec::new(), |watched| watched.homes.clone())
    }

    /// Everybody who looks at their home.
    pub(super) fn everybody(&self) -> Vec<Ear> {
        self.readers.values().flat_map(|watched| watched.homes.iter().cloned()).collect()
    }

    /// Whether anybody listens to hashtags.
    pub(super) fn hears_hashtags(&self) -> bool {
        !self.hashtags.is_empty()
    }

    /// Whether anybody listens to posts with pictures alone.
    pub(super) fn wants_media(&self) -> bool {
        self.public.iter().any(|(_, open)| open.media)
    }

    /// In whose home, among those looking, the entry is.
    pub(super) fn homes(
        &self,
        entry: &NewEntry<'_>,
        accepts: impl Fn(&Reader, &NewEntry<'_>) -> bool,
    ) -> Vec<Ear> {
        let none = Vec::new();
        let mut near: Vec<u32> = self.by_author.get(&entry.author).unwrap_or(&none).clone();
        for tag in entry.tags {
            near.extend(self.by_tag.get(tag).unwrap_or(&none));
        }
        near.push(entry.author);
        near.sort_unstable();
        near.dedup();
        let watched = near.iter().filter_map(|account| self.readers.get(account));
        let reached = watched
            .filter(|watched| watched.reader.as_deref().is_some_and(|it| accepts(it, entry)));
        reached.flat_map(|watched| watched.homes.iter().cloned()).collect()
    }

    /// Who hears of a public post: by the public timeline (`None`: it is not shown there; else
    /// whether it has pictures, and whether it is of this server) and by its hashtags. Of an author
    /// kept to followers (`limited`), only these.
    pub(super) fn public(
        &self,
        entry: &NewEntry<'_>,
        shown: Option<(bool, bool)>,
        keys: &[String],
        limited: bool,
    ) -> Vec<Ear> {
        let reads = |it: &Reader| {
            !limited || it.account() == entry.author || it.follow(entry.author).is_some()
        };
        let avoids = |ear: &&Ear| {
            let watched = self.readers.get(&ear.account);
            let reader = watched.and_then(|watched| watched.reader.as_deref());
            reader.is_none_or(|it| it.avoids(entry) || !reads(it))
        };
        let everywhere = self
            .public
            .iter()
            .filter(|(_, open)| shown.is_some_and(|(media, here)| open.shows(media, here)));
        let tagged = keys.iter().filter_map(|key| self.hashtags.get(key)).flatten();
        everywhere.map(|(ear, _)| ear).chain(tagged).filter(|ear| !avoids(ear)).cloned().collect()
    }

    fn keep(&mut self, account: u32, stays: impl Fn(&Ear) -> bool) {
        self.public.retain(|(ear, _)| stays(ear));
        self.hashtags.retain(|_, ears| {
            ears.retain(&stays);
            !ears.is_empty()
        });
        for heard in self.lists.values_mut() {
            heard.ears.retain(&stays);
        }
        for (id, silent) in self.lists.extract_if(|_, heard| heard.ears.is_empty()) {
            exchange(&mut self.by_member, id, silent.reader.follows(), &[]);
        }
        let Some(watched) = self.readers.get_mut(&account) else { return };
        watched.told.retain(&stays);
        watched.letters.retain(&stays);
        let looked = !watched.homes.is_empty();
        watched.homes.retain(&stays);
        if looked
            && watched.homes.is_empty()
            && let Some(reader) = watched.reader.take()
        {
            exchange(&mut self.by_author, account, reader.follows(), &[]);
            exchange(&mut self.by_tag, account, reader.tags(), &[]);
            if let Some(watched) = self.readers.get_mut(&account) {
                watched.reader = Some(reader);
            }
        }
    }
}

/// Takes a reader from the lists of `old` and puts it into those of `new`; both ascend.
fn exchange<T: Copy + Eq + Hash>(
    lists: &mut HashMap<u32, Vec<T>>,
    reader: T,
    old: &[u32],
    new: &[u32],
) {
    for gone in old.iter().filter(|it| new.binary_search(it).is_err()) {
        if let Some(list) = lists.get_mut(gone) {
            if let Some(at) = list.iter().position(|it| *it == reader) {
                list.swap_remove(at);
            }
            if list.is_empty() {
                lists.remove(gone);
            }
        }
    }
    for come in new {
        let list = lists.entry(*come).or_default();
        if !list.contains(&reader) {
            list.push(reader);
        }
    }
}
