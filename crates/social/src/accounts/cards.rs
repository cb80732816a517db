//! Ready-made JSON of accounts, kept in memory: a hot page asks no database for its authors.

use std::collections::HashMap;
use std::sync::Arc;

use db::Tx;
use ground::events::Event as _;
use ground::kept::{Kept, Ticket};
use ground::{AccountId, App, Config, Result};
use wire::mastodon::{
    AccountBody, AccountParts, AccountTail, Approval, ApprovalOfReader, ApprovedGroup, CustomEmoji,
};
use wire::{Day, Id, Json, Time};

use super::{Account, Changed, Counts, Field, elsewhere, sql};
use crate::emojis;
use crate::media::{self, remote::Look};

/// An account's JSON but for its counts, and its counts.
pub struct Card {
    /// The account's number.
    pub id: AccountId,
    /// Its handle as one writes it here.
    pub acct: String,
    /// Whether all its media start hidden.
    pub sensitized: bool,
    body: Arc<[u8]>,
    tail: AccountTail,
    /// Whether it holds another account, whose changes nobody tells this card of.
    moved: bool,
    /// The last event its counts know of.
    as_of: i64,
}

impl Card {
    /// The parts to write into an answer.
    #[must_use]
    pub fn parts(&self) -> AccountParts<'_> {
        AccountParts { body: &self.body, tail: self.tail }
    }

    /// How many read it.
    #[must_use]
    pub fn followers(&self) -> i64 {
        self.tail.followers_count
    }

    /// Posts and boosts.
    #[must_use]
    pub fn posts(&self) -> i64 {
        self.tail.statuses_count
    }

    /// How many it reads.
    #[must_use]
    pub fn following(&self) -> i64 {
        self.tail.following_count
    }

    /// The whole Account, to stand inside another answer.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        let mut out = Vec::with_capacity(self.body.len() + 160);
        wire::mastodon::write_account(&mut out, self.parts());
        Json::new(out)
    }
}

/// The cards kept.
pub struct Cards(Kept<AccountId, Arc<Card>>);

impl Cards {
    /// Room for that many bytes.
    #[must_use]
    pub fn new(bytes_max: u64) -> Self {
        Self(Kept::new(bytes_max, 1200, |_, card| {
            (card.body.len() + card.acct.len() + size_of::<Card>()) as u64
        }))
    }

    /// Drops what an event of this room has changed.
    pub fn remember(app: &App, event: &db::Event) {
        match event.kind.as_ref() {
            Changed::KIND => Self::forget(app, AccountId(event.subject)),
            // Rare, and nobody knows who uses it.
            emojis::Changed::KIND => app.memory::<Self>().0.forget_all(),
            _ => {}
        }
    }

    /// Counts a post that was just published, unless the card was read after that.
    pub fn count_post(app: &App, event: &db::Event) {
        app.memory::<Self>().0.change(&AccountId(event.actor), |card| {
            if event.no <= card.as_of {
                return card.clone();
            }
            let mut tail = card.tail;
            tail.statuses_count += 1;
            tail.last_status_at = Some(Day::of(Time(event.at)));
            let (acct, body) = (card.acct.clone(), card.body.clone());
            let (id, sensitized, moved) = (card.id, card.sensitized, card.moved);
            Arc::new(Card { id, acct, sensitized, body, tail, moved, as_of: event.no })
        });
    }

    /// Drops one account's card.
    pub fn forget(app: &App, id: AccountId) {
        app.memory::<Self>().0.forget(&id);
    }

    /// Bytes taken now.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.bytes()
    }
}

/// The cards of these accounts, from memory, else from the database: two statements however many,
/// and two more if some have moved.
/// Accounts that do not exist are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn cards(app: &App, ids: &[AccountId]) -> Result<HashMap<AccountId, Arc<Card>>> {
    let kept = &app.memory::<Cards>().0;
    let mut found = HashMap::with_capacity(ids.len());
    let mut missing: Vec<(AccountId, Ticket)> = Vec::new();
    for id in ids {
        if found.contains_key(id) || missing.iter().any(|(other, _)| other == id) {
            continue;
        }
        match kept.get(id) {
            Some(card) => drop(found.insert(*id, card)),
            None => missing.push((*id, kept.ticket(id))),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let wanted: Vec<AccountId> = missing.iter().map(|(id, _)| *id).collect();
    let house = app.clone();
    let made = app.read(async move |tx| make(tx, &house, &wanted).await).await?;
    for card in made {
        let card = Arc::new(card);
        let asked = missing.iter().find(|(id, _)| *id == card.id);
        if let Some((id, ticket)) = asked.filter(|_| !card.moved) {
            kept.keep(*id, card.clone(), *ticket);
        }
        found.insert(card.id, card);
    }
    Ok(found)
}

/// The card of one account.
///
/// # Errors
/// [`ground::Error::NotFound`] if there is no such account.
pub async fn card(app: &App, id: AccountId) -> Result<Arc<Card>> {
    cards(app, &[id]).await?.remove(&id).ok_or(ground::Error::NotFound)
}

async fn make(tx: &mut Tx, app: &App, ids: &[AccountId]) -> Result<Vec<Card>> {
    let accounts: Vec<Account> = sql::by_ids(tx, ids).await?.into_iter().map(shown).collect();
    let targets: Vec<AccountId> = accounts.iter().filter_map(|it| it.moved_to).collect();
    let there = match targets.is_empty() {
        true => Vec::new(),
        false => {
            let there = sql::by_ids(tx, &targets).await?.into_iter().filter(Account::is_active);
            with(tx, app, there.collect(), &HashMap::new()).await?
        }
    };
    let there: HashMap<AccountId, Json> =
        there.into_iter().filter_map(|card| Some((card.id, card.json()?))).collect();
    let moved: HashMap<AccountId, Json> =
        accounts.iter().filter_map(|it| Some((it.id, there.get(&it.moved_to?)?.clone()))).collect();
    with(tx, app, accounts, &moved).await
}

/// Cards of these; `moved`: what those show that have moved.
async fn with(
    tx: &mut Tx,
    app: &App,
    accounts: Vec<Account>,
    moved: &HashMap<AccountId, Json>,
) -> Result<Vec<Card>> {
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
    let counts: HashMap<_, _> = sql::counts(tx, &ids).await?.into_iter().collect();
    let cards = accounts.iter().map(|account| {
        let counts = counts.get(&account.id).copied().unwrap_or_default();
        card_of(app, account, counts, moved.get(&account.id).cloned())
    });
    Ok(cards.collect())
}

/// An account as it is shown: of a suspended one, nothing that it says of itself.
fn shown(mut account: Account) -> Account {
    if account.suspended_at.is_some() {
        for said in [
            &mut account.display_name,
            &mut account.note,
            &mut account.note_html,
            &mut account.fields,
            &mut account.avatar,
            &mut account.avatar_description,
            &mut account.header,
            &mut account.header_description,
        ] {
            said.clear();
        }
        for wish in [
            &mut account.locked,
            &mut account.bot,
            &mut account.discoverable,
            &mut account.indexable,
        ] {
            *wish = false;
        }
    }
    account
}

fn card_of(
    app: &App,
    account: &Account,
    (counts, as_of): (Counts, i64),
    moved: Option<Json>,
) -> Card {
    Card {
        id: account.id,
        acct: account.acct(),
        sensitized: account.sensitized_at.is_some(),
        moved: moved.is_some(),
        body: wire::open_json(&AccountBody { moved, ..body(app, account) }).into(),
        as_of,
        tail: AccountTail {
            statuses_count: counts.posts,
            followers_count: counts.followers,
            following_count: counts.following,
            last_status_at: counts.last_post_at.map(|at| Day::of(Time(at))),
        },
    }
}

/// An account's name in the federation: it stays when the handle changes.
#[must_use]
pub fn uri(config: &Config, account: &Account) -> String {
    if account.uri.is_empty() {
        format!("{}/ap/actors/{}", config.origin, account.id)
    } else {
        account.uri.clone()
    }
}

/// Where an account's picture is, the default one when it has none. That of another server is
/// shown through us, small.
#[must_use]
pub fn picture_url(app: &App, file: &str, default: &str) -> String {
    if file.is_empty() {
        app.url(&format!("/static/{default}"))
    } else {
        media::url_of(app, file, Look::Small)
    }
}

/// Where an account's page is: on its own server.
#[must_use]
pub fn page_url(config: &Config, account: &Account) -> String {
    if account.url.is_empty() {
        format!("{}/@{}", config.origin, account.acct())
    } else {
        account.url.clone()
    }
}

fn body(app: &App, account: &Account) -> AccountBody {
    let config = &app.config;
    let (origin, table) = (&config.origin, account.table());
    let avatar = picture_url(app, &account.avatar, "avatar.svg");
    let header = match account.is_local() {
        true => picture_url(app, &account.header, "header.svg"),
        false => banner(app, &account.header),
    };
    AccountBody {
        id: Id(account.id.0),
        username: account.username.clone(),
        acct: account.acct(),
        url: Some(page_url(config, account)),
        uri: uri(config, account),
        display_name: account.display_name.clone(),
        note: account.note_html.clone(),
        avatar_static: avatar.clone(),
        avatar,
        avatar_description: account.avatar_description.clone(),
        header_static: header.clone(),
        header,
        header_description: account.header_description.clone(),
        locked: account.locked,
        emojis: pictures(app, account, &table),
        fields: table.into_iter().map(|row| field(origin, row, account.is_local())).collect(),
        bot: account.bot,
        group: account.grouped,
        discoverable: Some(account.discoverable),
        indexable: account.indexable,
        noindex: Some(!account.discoverable),
        moved: None,
        memorial: None,
        suspended: account.suspended_at.map(|_| true),
        limited: account.limited_at.map(|_| true),
        created_at: Time(account.created_at),
        hide_collections: Some(account.hide_collections),
        show_media: true,
        show_media_replies: true,
        show_featured: true,
        roles: Some(Vec::new()),
        feature_approval: feature_approval(account),
    }
}

/// The emojis an account uses in what it says of itself.
fn pictures(app: &App, account: &Account, table: &[Field]) -> Vec<CustomEmoji> {
    if !account.is_local() {
        return elsewhere::emojis(app, &account.emojis);
    }
    let said = [account.display_name.as_str(), account.note.as_str()];
    let rows = table.iter().flat_map(|row| [row.name.as_str(), row.value.as_str()]);
    emojis::used(app, said.into_iter().chain(rows))
}

/// Who may put the account into a collection: everybody, if it wants to be found.
fn feature_approval(account: &Account) -> Approval {
    match account.discoverable {
        true => Approval {
            automatic: vec![ApprovedGroup::Public],
            manual: Vec::new(),
            current_user: ApprovalOfReader::Automatic,
        },
        false => Approval::NOBODY,
    }
}

/// A banner of another server is shown as it is: drawn small it would be a blur.
fn banner(app: &App, file: &str) -> String {
    match file.is_empty() {
        true => picture_url(app, file, "header.svg"),
        false => media::url_of(app, file, Look::Whole),
    }
}

/// `ours`: written here; of others it is HTML that was made harmless when it came.
fn field(origin: &str, field: Field, ours: bool) -> wire::mastodon::Field {
    if !ours {
        return wire::mastodon::Field { name: field.name, value: field.value, verified_at: None };
    }
    let html = text::render(&field.value, |_, _| None, |tag| format!("{origin}/tags/{tag}"));
    wire::mastodon::Field {
        name: field.name,
        value: html.trim_start_matches("<p>").trim_end_matches("</p>").to_owned(),
        verified_at: None,
    }
}
