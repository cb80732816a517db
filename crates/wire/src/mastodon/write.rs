//! Puts bodies and tails together: what a hot page is made of.
//!
//! Every function appends to `out`, so that a page of posts is one buffer and no other copy.

use super::{AccountTail, NotificationBody, PollParts, QuoteState, Role, Source, StatusTail, Tag};
use crate::fragment::{write_json, write_list};
use crate::{Id, Time};

/// An Account in its two parts.
#[derive(Clone, Copy, Debug)]
pub struct AccountParts<'a> {
    /// An open [`super::AccountBody`].
    pub body: &'a [u8],
    /// Its counters.
    pub tail: AccountTail,
}

/// A Status in its parts.
#[derive(Clone, Copy, Debug)]
pub struct StatusParts<'a> {
    /// An open [`super::StatusBody`].
    pub body: &'a [u8],
    /// The author (of a boost: who boosted).
    pub account: AccountParts<'a>,
    /// Counters and marks.
    pub tail: StatusTail,
    /// Its poll.
    pub poll: Option<PollParts<'a>>,
    /// The reader's filters it matches: a finished list of [`super::FilterResult`]; empty for
    /// none. Only written where there are marks.
    pub filtered: &'a [u8],
    /// What it quotes.
    pub quote: Option<QuoteParts<'a>>,
    /// The boosted Status, when this one is a boost.
    pub reblog: Option<&'a StatusParts<'a>>,
}

/// A quote in its parts. <https://docs.joinmastodon.org/entities/Quote/>,
/// <https://docs.joinmastodon.org/entities/ShallowQuote/>
#[derive(Clone, Copy, Debug)]
pub enum QuoteParts<'a> {
    /// With the post.
    Whole {
        /// Whether it stands.
        state: QuoteState,
        /// The quoted Status, where the reader may see it.
        quoted: Option<&'a StatusParts<'a>>,
    },
    /// Inside another quote.
    Shallow {
        /// Whether it stands.
        state: QuoteState,
        /// The id of the quoted Status, where the reader may see it.
        quoted: Option<Id>,
    },
}

impl QuoteParts<'_> {
    fn write(&self, out: &mut Vec<u8>) {
        let (Self::Whole { state, .. } | Self::Shallow { state, .. }) = self;
        out.extend_from_slice(b"{\"state\":");
        write_json(out, state);
        match self {
            Self::Whole { quoted, .. } => {
                out.extend_from_slice(b",\"quoted_status\":");
                match quoted {
                    Some(quoted) => write_status(out, **quoted),
                    None => out.extend_from_slice(b"null"),
                }
            }
            Self::Shallow { quoted, .. } => {
                out.extend_from_slice(b",\"quoted_status_id\":");
                write_json(out, quoted);
            }
        }
        out.push(b'}');
    }
}

/// Writes an Account. <https://docs.joinmastodon.org/entities/Account/>
pub fn write_account(out: &mut Vec<u8>, account: AccountParts) {
    open_account(out, account);
    out.push(b'}');
}

/// Writes a CredentialAccount: an Account as its owner sees it.
///
/// <https://docs.joinmastodon.org/entities/Account/#CredentialAccount>
pub fn write_credential_account(
    out: &mut Vec<u8>,
    account: AccountParts,
    source: &Source,
    role: &Role,
) {
    open_account(out, account);
    out.extend_from_slice(b",\"source\":");
    write_json(out, source);
    out.extend_from_slice(b",\"role\":");
    write_json(out, role);
    out.push(b'}');
}

/// Writes a MutedAccount; `until` is when the mute ends, `None` for never.
///
/// <https://docs.joinmastodon.org/entities/Account/#MutedAccount>
pub fn write_muted_account(out: &mut Vec<u8>, account: AccountParts, until: Option<Time>) {
    open_account(out, account);
    out.extend_from_slice(b",\"mute_expires_at\":");
    write_json(out, &until);
    out.push(b'}');
}

/// Writes a Status. <https://docs.joinmastodon.org/entities/Status/>
pub fn write_status(out: &mut Vec<u8>, status: StatusParts) {
    out.reserve(status.body.len() + status.account.body.len() + 512);
    out.extend_from_slice(status.body);
    status.tail.write(out);
    out.extend_from_slice(b",\"poll\":");
    match status.poll {
        Some(poll) => poll.write(out),
        None => out.extend_from_slice(b"null"),
    }
    if status.tail.marks.is_some() {
        out.extend_from_slice(b",\"filtered\":");
        out.extend_from_slice(if status.filtered.is_empty() { b"[]" } else { status.filtered });
    }
    out.extend_from_slice(b",\"quote\":");
    match status.quote {
        Some(quote) => quote.write(out),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"account\":");
    write_account(out, status.account);
    match status.reblog {
        Some(boosted) => {
            out.extend_from_slice(b",\"reblog\":");
            write_status(out, *boosted);
            out.push(b'}');
        }
        None => out.extend_from_slice(b",\"reblog\":null}"),
    }
}

/// Writes a Poll. <https://docs.joinmastodon.org/entities/Poll/>
pub fn write_poll(out: &mut Vec<u8>, poll: PollParts) {
    poll.write(out);
}

/// Writes a list of Accounts.
pub fn write_accounts(out: &mut Vec<u8>, accounts: &[AccountParts]) {
    write_list(out, accounts, |out, account| write_account(out, *account));
}

/// Writes a list of Statuses: a page of a timeline.
pub fn write_statuses(out: &mut Vec<u8>, statuses: &[StatusParts]) {
    write_list(out, statuses, |out, status| write_status(out, *status));
}

/// Writes a Context: what a Status answers, and what answers it.
///
/// <https://docs.joinmastodon.org/entities/Context/>
pub fn write_context(out: &mut Vec<u8>, ancestors: &[StatusParts], descendants: &[StatusParts]) {
    out.extend_from_slice(b"{\"ancestors\":");
    write_statuses(out, ancestors);
    out.extend_from_slice(b",\"descendants\":");
    write_statuses(out, descendants);
    out.push(b'}');
}

/// Writes a Notification. <https://docs.joinmastodon.org/entities/Notification/>
pub fn write_notification(
    out: &mut Vec<u8>,
    body: &NotificationBody,
    account: AccountParts,
    status: Option<StatusParts>,
) {
    write_json(out, body);
    out.pop();
    out.extend_from_slice(b",\"account\":");
    write_account(out, account);
    if let Some(status) = status {
        out.extend_from_slice(b",\"status\":");
        write_status(out, status);
    }
    out.push(b'}');
}

/// Writes the answer to a search. <https://docs.joinmastodon.org/entities/Search/>
pub fn write_search(
    out: &mut Vec<u8>,
    accounts: &[AccountParts],
    statuses: &[StatusParts],
    hashtags: &[Tag],
) {
    out.extend_from_slice(b"{\"accounts\":");
    write_accounts(out, accounts);
    out.extend_from_slice(b",\"statuses\":");
    write_statuses(out, statuses);
    out.extend_from_slice(b",\"hashtags\":");
    write_json(out, &hashtags);
    out.push(b'}');
}

fn open_account(out: &mut Vec<u8>, account: AccountParts) {
    out.extend_from_slice(account.body);
    account.tail.write(out);
}
