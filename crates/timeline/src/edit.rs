//! Edits: an entry's mentions and hashtags change while it stays where it is.

use crate::entry::{Kind, TAGS_MAX, Visibility};
use crate::window::Place;
use crate::words::Block;
use crate::writer::{Applier, begin_block, push_block};
use std::sync::atomic::{AtomicU32, Ordering::*};

/// Entries of the ring looked at for each link of a chain, where both may lead to a neighbour.
const ENTRIES_PER_LINK: u32 = 8;

/// Where an entry is to be hooked into a chain.
struct Gap<'a> {
    tag: u32,
    /// What leads to the older neighbour now.
    link: &'a AtomicU32,
    /// The older neighbour's position, or 0.
    older: u32,
}

impl<'a> Applier<'a> {
    /// Gives the entry at `rel` new lists. A hashtag it lost keeps its link, as a ghost, for the
    /// chain runs through it; one it gained is hooked in between its neighbours by one store, so
    /// that whoever is reading sees the chain with it or without it, and never broken.
    pub(crate) fn replace_lists(&mut self, rel: u32, tags: &[u32], mentions: &[u32]) {
        let Some((chunk, at)) = self.window().chunk(rel) else { return };
        let body = &chunk.bodies[at];
        let flags = body.flags();
        let chained = flags.kind() != Kind::Boost && flags.visibility() == Visibility::Public;
        let tags = if chained { tags } else { &[] };
        let old = chunk.block(flags);

        let mut block = Vec::new();
        begin_block(&mut block, mentions);
        let (mut gaps, mut kept) = (Vec::new(), 0);
        for (at, tag) in tags.iter().enumerate().take(TAGS_MAX) {
            if tags[..at].contains(tag) {
                continue;
            }
            let prev = match old.and_then(|old| old.link(*tag)) {
                Some(link) => link.load(Relaxed),
                None => {
                    let gap = self.gap(rel, *tag);
                    let older = gap.older;
                    gaps.push(gap);
                    older
                }
            };
            block.extend([*tag, prev]);
            kept += 1;
        }
        let ghosts = ghosts(old, tags);
        block.extend(ghosts.iter().flat_map(|(tag, prev)| [*tag, *prev]));
        match push_block(chunk, flags, &mut block, kept, ghosts.len() as u32) {
            Some(flags) => {
                body.set_flags(flags);
                chunk.set_tagged(at, kept > 0 || !ghosts.is_empty());
                self.close(rel, gaps);
            }
            // The store of a chunk is full after millions of edits: the database takes over.
            None => self.give_up_all(chunk),
        }
    }

    /// Where `tag`'s chain passes by the place `rel`. The nearest newer entry of the chain may be
    /// far down the chain or far up the ring, hardly ever both: it looks from both ends.
    fn gap(&self, rel: u32, tag: u32) -> Gap<'a> {
        let heads = self.heads;
        let window = self.window();
        let mut link = heads.tags.make(tag);
        let mut up = rel + 1;
        loop {
            let position = self.in_memory(link.load(Relaxed));
            match window.place(position) {
                Place::At(next) if next > rel => match self.link_at(next, tag) {
                    Some(next) => link = next,
                    None => return Gap { tag, link, older: 0 },
                },
                _ => return Gap { tag, link, older: position },
            }
            let looked_at = up..window.end.min(up + ENTRIES_PER_LINK);
            up = looked_at.end;
            if let Some(nearest) = looked_at.filter_map(|up| self.link_at(up, tag)).next() {
                link = nearest;
            }
        }
    }

    fn link_at(&self, rel: u32, tag: u32) -> Option<&'a AtomicU32> {
        let (chunk, at) = self.window().chunk(rel)?;
        chunk.is_tagged(at).then(|| chunk.block(chunk.bodies[at].flags())?.link(tag))?
    }

    fn close(&mut self, rel: u32, gaps: Vec<Gap<'_>>) {
        let position = self.window().position(rel);
        for gap in gaps {
            gap.link.store(position, Release);
            if let Some(start_up) = &self.writer.start_up {
                start_up.forget_tag(gap.tag);
            }
        }
    }
}

/// The links of hashtags that are no longer wanted.
fn ghosts(old: Option<Block<'_>>, tags: &[u32]) -> Vec<(u32, u32)> {
    let links = old.into_iter().flat_map(|old| old.links());
    links.filter(|(tag, _)| !tags.contains(tag)).collect()
}
