//! Start-up: older rows are filed below what is there, newest first, while new ones come in above.

use crate::chains::{Heads, Positions};
use crate::entry::NewEntry;
use crate::window::{Place, Window};
use crate::writer::{Applier, fill_dead, links};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering::*};

/// Changes to entries not yet filed that are remembered at most.
const CHANGES_MAX: usize = 1 << 20;

pub(crate) struct StartUp {
    /// The oldest position of each chain; 0 while not looked up.
    authors: Positions,
    tags: Positions,
    /// What happened to entries before they were filed: the rows may have been read before it.
    changes: HashMap<u64, Change>,
}

pub(crate) enum Change {
    Retracted,
    Lists { tags: Box<[u32]>, mentions: Box<[u32]> },
}

impl StartUp {
    pub(crate) fn new() -> StartUp {
        StartUp { authors: Positions::new(), tags: Positions::new(), changes: HashMap::new() }
    }

    /// The chain's end is to be looked up again.
    pub(crate) fn forget_tag(&self, tag: u32) {
        if let Some(end) = self.tags.get(tag) {
            end.store(0, Relaxed);
        }
    }

    /// Lets the author's chain end at `position`.
    fn extend_author(&self, heads: &Heads, window: Window<'_>, author: u32, position: u32) {
        let end = self.authors.make(author);
        let head = heads.authors.make(author);
        if head.load(Relaxed) == 0 {
            head.store(position, Release);
        } else {
            let last = last(window, head, end, |rel| window.prev(rel));
            if let Some(body) = last.and_then(|rel| window.body(rel)) {
                body.prev.store(position, Release);
            }
        }
        end.store(position, Relaxed);
    }

    /// Lets the hashtag's chain end at `position`.
    fn extend_tag(&self, heads: &Heads, window: Window<'_>, tag: u32, position: u32) {
        let end = self.tags.make(tag);
        let head = heads.tags.make(tag);
        if head.load(Relaxed) == 0 {
            head.store(position, Release);
        } else {
            let last = last(window, head, end, |rel| window.prev_tagged(rel, tag));
            let link = last.and_then(|rel| {
                let (chunk, at) = window.chunk(rel)?;
                chunk.block(chunk.bodies[at].flags())?.link(tag)
            });
            if let Some(link) = link {
                link.store(position, Release);
            }
        }
        end.store(position, Relaxed);
    }
}

impl Applier<'_> {
    pub(crate) fn backfill(&mut self, entries: &[NewEntry<'_>]) -> bool {
        entries.iter().all(|entry| {
            let oldest = self.oldest();
            let Some(start_up) = &mut self.writer.start_up else { return false };
            if entry.id >= oldest {
                return true;
            }
            let filed = match start_up.changes.remove(&entry.id) {
                Some(Change::Retracted) => return true,
                Some(Change::Lists { tags, mentions }) => {
                    self.file(&NewEntry { tags: &tags, mentions: &mentions, ..*entry })
                }
                None => self.file(entry),
            };
            if filed.is_none() {
                self.writer.start_up = None;
            }
            filed.is_some()
        })
    }

    pub(crate) fn backfill_done(&mut self, reached_the_beginning: bool) {
        if self.writer.start_up.take().is_some() && reached_the_beginning {
            self.ring.beginning.store(self.ring.low.load(Relaxed), Release);
        }
    }

    /// A change of an entry that is not in memory.
    pub(crate) fn remember(&mut self, id: u64, change: Change) {
        let oldest = self.oldest();
        let Some(start_up) = &mut self.writer.start_up else { return };
        if id < oldest {
            start_up.changes.insert(id, change);
        }
        if start_up.changes.len() > CHANGES_MAX {
            self.writer.start_up = None;
        }
    }

    /// Files the entry below all others. `None`: there is no room.
    fn file(&mut self, entry: &NewEntry<'_>) -> Option<()> {
        let position = self.next_down()?;
        let (chunk, at) = self.ring.make(position);
        let flags = self.push_lists(chunk, entry, |_| 0)?;
        self.fill(chunk, at, entry, 0, flags);
        let window = self.window();
        let start_up = self.writer.start_up.as_ref()?;
        start_up.extend_author(self.heads, window, entry.author, position as u32);
        for (tag, _) in links(chunk, flags) {
            start_up.extend_tag(self.heads, window, tag, position as u32);
        }
        self.writer.newest = self.writer.newest.max(entry.id);
        self.ring.low.store(position, Release);
        Some(())
    }

    /// The next position below all, its chunk ready to be written.
    fn next_down(&mut self) -> Option<u64> {
        let low = self.ring.low.load(Relaxed);
        let position = low - 1;
        let (number, newest) = (position >> self.ring.shift, self.newest_chunk());
        if number + self.ring.chunks.len() as u64 <= newest {
            return None;
        }
        let (chunk, at) = self.ring.make(position);
        if at + 1 == self.ring.chunk_len() {
            chunk.words.clear();
        }
        if position as u32 != 0 {
            return Some(position);
        }
        // Chains say "none" by 0, so this position stays empty.
        fill_dead(chunk, at, self.oldest());
        self.ring.low.store(position, Release);
        self.next_down()
    }

    /// Number of the chunk that the next published entry goes to.
    fn newest_chunk(&self) -> u64 {
        self.ring.top.load(Relaxed) >> self.ring.shift
    }
}

/// The oldest place of a chain in memory: where `end` says, else found from the head.
fn last(
    window: Window<'_>,
    head: &AtomicU32,
    end: &AtomicU32,
    older: impl Fn(u32) -> Place,
) -> Option<u32> {
    if let Place::At(rel) = window.place(end.load(Relaxed)) {
        return Some(rel);
    }
    let Place::At(mut rel) = window.place(head.load(Relaxed)) else { return None };
    while let Place::At(next) = older(rel) {
        rel = next;
    }
    Some(rel)
}
