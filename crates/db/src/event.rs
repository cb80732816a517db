//! Events: what happened, numbered without gaps in the order of the commits.

use std::borrow::Cow;

use crate::{Record, Result, Row};

/// Something that happened, as a verb said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number: from 1, without gaps, in commit order.
    pub no: i64,
    /// What happened, such as `posts.published`.
    pub kind: Cow<'static, str>,
    /// What it happened to.
    pub subject: i64,
    /// The account that did it, or 0.
    pub actor: i64,
    /// Whatever else the consumers need, often json.
    pub payload: String,
    /// When, in epoch milliseconds.
    pub at: i64,
}

impl Record for Event {
    fn read(row: &Row, at: &mut usize) -> Result<Self> {
        Ok(Self {
            no: Record::read(row, at)?,
            kind: Cow::Owned(Record::read(row, at)?),
            subject: Record::read(row, at)?,
            actor: Record::read(row, at)?,
            payload: Record::read(row, at)?,
            at: Record::read(row, at)?,
        })
    }
}

/// The one row of `head`: the last number given of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) event_no: i64,
    pub(crate) last_id: i64,
    pub(crate) last_account_id: i64,
    pub(crate) last_tag_id: i64,
}

impl Record for Head {
    fn read(row: &Row, at: &mut usize) -> Result<Self> {
        Ok(Self {
            event_no: Record::read(row, at)?,
            last_id: Record::read(row, at)?,
            last_account_id: Record::read(row, at)?,
            last_tag_id: Record::read(row, at)?,
        })
    }
}

/// The bits of an id below its milliseconds: a counter, then the bucket of its owner.
const COUNTER_BITS: u32 = 10;
const BUCKET_BITS: u32 = 11;
const BUCKET_MASK: i64 = (1 << BUCKET_BITS) - 1;

impl Head {
    /// The next id: greater than all before, whatever the clock says. Milliseconds (42 bits),
    /// counter (10 bits), bucket (11 bits); the counter runs over into the milliseconds.
    pub(crate) fn next_id(&mut self, now_ms: i64, bucket: i64) -> i64 {
        let last = self.last_id >> BUCKET_BITS;
        let tick = (last + 1).max(now_ms << COUNTER_BITS);
        self.last_id = (tick << BUCKET_BITS) | (bucket & BUCKET_MASK);
        self.last_id
    }
}

/// The statements about events and numbers.
pub(crate) mod sql {
    pub(crate) const HEAD: &str =
        "select event_no, last_id, last_account_id, last_tag_id from head where id = 1";
    pub(crate) const HEAD_LOCKED: &str = "select event_no, last_id, last_account_id, last_tag_id
           from head where id = 1 for update";
    pub(crate) const SET_HEAD: &str = "update head set event_no = $1, last_id = $2,
           last_account_id = $3, last_tag_id = $4 where id = 1";
    pub(crate) const INSERT: &str =
        "insert into event (no, kind, subject_id, actor_id, payload, at)
         values ($1, $2, $3, $4, $5, $6)";
    pub(crate) const INSERT_MANY: &str =
        "insert into event (no, kind, subject_id, actor_id, payload, at)
         select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[],
                              $5::text[], $6::bigint[])";
    pub(crate) const AFTER: &str = "select no, kind, subject_id, actor_id, payload, at
           from event where no > $1 order by no limit $2";
}
