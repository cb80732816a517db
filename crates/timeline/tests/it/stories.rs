//! What the model does not come across.

use timeline::{
    Ask, Follow, Index, Kind, Limits, NewEntry, Order, Page, Reader, Relations, Rest, Visibility,
    Way,
};

const ROOMY: Limits = Limits { entries_max: 1 << 20, readers_bytes_max: 1 << 20 };

fn post(id: u64, author: u32) -> NewEntry<'static> {
    NewEntry {
        id,
        author,
        about: 0,
        kind: Kind::Post,
        visibility: Visibility::Public,
        mentions: &[],
        tags: &[],
    }
}

fn follower_of(account: u32) -> Relations {
    let follow = Follow { account, boosts: true, replies: true };
    Relations { follows: vec![follow], tags: vec![1], ..Relations::default() }
}

fn newest(limit: usize) -> Ask {
    Ask { limit, ..Ask::default() }
}

#[test]
fn an_empty_index_leaves_everything_to_the_database() {
    let index = Index::new(ROOMY);
    let reader = Reader::new(1, follower_of(2));
    let rest = Rest { above: 0, below: u64::MAX, limit: 20, order: Order::NewestFirst };
    assert_eq!(index.home(&reader, newest(20)), Page { ids: vec![], rest: Some(rest) });

    index.backfill_done(true);
    assert_eq!(index.home(&reader, newest(20)), Page { ids: vec![], rest: None });
}

#[test]
fn the_rest_of_an_upward_page_comes_first() {
    let index = Index::new(ROOMY);
    let reader = Reader::new(1, follower_of(2));
    index.publish(&post(50, 2));
    index.publish(&post(60, 2));
    let page = index.home(&reader, Ask { min_id: Some(10), limit: 3, ..Ask::default() });
    let rest = Rest { above: 10, below: 50, limit: 3, order: Order::OldestFirst };
    assert_eq!(page, Page { ids: vec![60, 50], rest: Some(rest) });
    assert_eq!(page.clone().complete(&[20, 30]), [50, 30, 20]);
    assert_eq!(page.complete(&[20, 30, 40]), [40, 30, 20]);
}

#[test]
fn a_commit_that_start_up_already_read_is_taken_once() {
    let index = Index::new(ROOMY);
    let reader = Reader::new(1, follower_of(2));
    index.backfill(&[post(30, 2), post(20, 2)]);
    index.publish(&post(30, 2));
    index.publish(&post(40, 2));
    index.backfill(&[post(20, 2), post(10, 2)]);
    index.backfill_done(true);
    let page = index.home(&reader, newest(20));
    assert_eq!(page, Page { ids: vec![40, 30, 20, 10], rest: None });
}

#[test]
fn what_is_deleted_while_its_row_is_on_the_way_stays_away() {
    let index = Index::new(ROOMY);
    let reader = Reader::new(1, follower_of(2));
    index.publish(&post(30, 2));
    let read_before = [post(20, 2), post(10, 5)];
    index.retract(20);
    index.retag(10, &[1], &[]);
    index.backfill(&read_before);
    index.backfill_done(true);
    assert_eq!(index.home(&reader, newest(20)).ids, [30, 10]);
}

#[test]
fn a_hashtag_gained_at_the_end_of_its_chain_is_passed_on_to_older_ones() {
    let index = Index::new(ROOMY);
    let reader = Reader::new(1, follower_of(2));
    let tagged = |id| NewEntry { tags: &[1], ..post(id, 5) };
    index.backfill(&[tagged(40), post(30, 5)]);
    index.retag(30, &[1], &[]);
    index.backfill(&[tagged(20)]);
    index.backfill_done(true);
    let page = index.home_by(&reader, newest(20), Way::Walk);
    assert_eq!(page.ids, [40, 30, 20]);
}

#[test]
fn relations_that_changed_while_they_were_read_are_not_kept() {
    let index = Index::new(ROOMY);
    let epoch = index.epoch(1);
    index.forget_reader(1);
    index.load_reader(1, follower_of(2), epoch);
    assert!(index.reader(1).is_none());

    index.load_reader(1, follower_of(3), index.epoch(1));
    assert_eq!(index.reader(1).expect("kept").follows(), [3]);
    index.forget_reader(1);
    assert!(index.reader(1).is_none());
    assert_eq!(index.stats().readers_bytes, 0);
}

#[test]
fn idle_readers_make_room() {
    let limits = Limits { entries_max: 100, readers_bytes_max: 10_000 };
    let index = Index::new(limits);
    for reader in 1..=1_000 {
        index.load_reader(reader, follower_of(2), index.epoch(reader));
        assert!(index.reader(1).is_some(), "asked for all the time, so never idle");
        assert!(index.stats().readers_bytes <= limits.readers_bytes_max);
    }
    assert!(index.stats().readers > 20);

    let crowd = (0..10_000).map(|account| Follow { account, boosts: true, replies: true });
    let relations = Relations { follows: crowd.collect(), ..Relations::default() };
    let reader = index.load_reader(2_000, relations, index.epoch(2_000));
    assert_eq!(reader.follows().len(), 10_000, "usable, though too big to keep");
    assert!(index.reader(2_000).is_none());
}

#[test]
fn absurd_lists_cost_memory_its_older_entries_and_nothing_else() {
    let index = Index::new(ROOMY);
    index.backfill_done(true);
    let reader = Reader::new(1, Relations { hidden: vec![77], ..follower_of(2) });
    let mut crowd = vec![5; 4_095];
    for id in 1..=4_200 {
        crowd[4_094] = if id % 2 == 0 { 77 } else { 5 };
        index.publish(&NewEntry { mentions: &crowd, ..post(id, 2) });
    }
    let horizon = index.stats().horizon;
    assert!((4_000..4_200).contains(&horizon), "{horizon}");
    let page = index.home(&reader, newest(2));
    assert_eq!(page, Page { ids: vec![4_199, 4_197], rest: None });
    let rest = index.home(&reader, newest(2_000)).rest.expect("below the horizon");
    assert_eq!(rest.below, horizon);
}

#[test]
fn absurd_numbers_of_edits_cost_no_more() {
    let index = Index::new(ROOMY);
    index.backfill_done(true);
    let reader = Reader::new(1, follower_of(9));
    index.publish(&post(1, 2));
    for tag in 2..2_000 {
        index.retag(1, &[tag, 1], &[]);
        let page = index.home(&reader, newest(5));
        let left_to_database = page.rest.is_some() && page.ids.is_empty();
        assert!(left_to_database || page.ids == [1]);
    }
    index.publish(&NewEntry { tags: &[1], ..post(2, 2) });
    assert_eq!(index.home(&reader, newest(1)).ids, [2]);
}

#[test]
fn a_hashtag_has_a_page_of_its_own() {
    let index = Index::new(ROOMY);
    index.backfill_done(true);
    for id in 1..=40 {
        let visibility = if id % 4 == 0 { Visibility::Unlisted } else { Visibility::Public };
        index.publish(&NewEntry { tags: &[1], visibility, ..post(id, id as u32 % 3 + 1) });
    }
    let relations = Relations { tags: vec![1], hidden: vec![2], ..Relations::default() };
    let visitor = Reader::new(0, relations);
    assert_eq!(index.home(&visitor, newest(4)).ids, [39, 38, 35, 33]);
}

#[test]
fn any_number_of_entries_may_be_asked_for() {
    let index = Index::new(ROOMY);
    let reader = Reader::new(1, follower_of(2));
    for id in 1..=3 {
        index.publish(&post(id, 2));
    }
    for _ in 0..2 {
        assert_eq!(index.home(&reader, newest(usize::MAX)).ids, [3, 2, 1]);
        assert_eq!(index.home(&reader, newest(0)), Page { ids: vec![], rest: None });
    }
    let upward = Ask { min_id: Some(0), ..newest(usize::MAX) };
    for way in [Way::Walk, Way::Scan, Way::Cheapest] {
        assert_eq!(index.home_by(&reader, upward, way).complete(&[]), [3, 2, 1]);
    }
}
