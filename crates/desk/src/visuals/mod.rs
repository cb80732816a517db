//! Visuals: cards an organisation makes from words and figures, to be shared.
//!
//! A visual is one text in several formats. It is drawn by `crates/poster/`; here it is decided who
//! may change, sign and use it. Every number written on it is one of its figures, each with its
//! source, or counted from one: no card says what nobody can show. Nothing is published here: a
//! used visual becomes a medium of the organisation, with its description.

mod api;
mod content;
mod drawing;
mod figures;
mod sql;
mod web;

use db::{Tx, record, value};
use ground::http::{Ask, Route, Scope, get, post, put};
use ground::{AccountId, App, Error, MediaId, PersonId, Result, Say};
use poster::Format;
use social::media;

use crate::journal::Deed;
use crate::teams::{Act, Role, Seat};
use crate::testimonies::{self, Kind, Made, Medium, Naming, Network, TestimonyId};

pub use content::{Colours, Content, DESCRIPTION_CHARS_MIN};
pub use drawing::{File, card, draw};
pub use figures::{FIGURES_MAX, Figure};

value! {
    /// A visual's number.
    pub struct VisualId(pub i64);
}

/// How far a visual is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Being made.
    Draft,
    /// Drawn in all its formats; nothing is wrong with it.
    Rendered,
    /// Signed by a designer and a lead.
    Validated,
    /// Made a medium of the organisation at least once.
    Used,
    /// Not to be used any more.
    Withdrawn,
}

impl State {
    const ALL: [Self; 5] =
        [Self::Draft, Self::Rendered, Self::Validated, Self::Used, Self::Withdrawn];

    /// Its name on the wire and in the table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Rendered => "rendered",
            Self::Validated => "validated",
            Self::Used => "used",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name; one this version does not know counts as withdrawn.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Withdrawn)
    }
}

record! {
    /// A visual as it stands in its row.
    #[derive(Clone, Debug)]
    pub struct Visual {
        /// Its number.
        pub id: VisualId,
        /// Whose it is.
        pub organisation: AccountId,
        /// Who began it.
        pub author: PersonId,
        /// The name of its template.
        pub template: String,
        /// The names of its formats, separated by spaces.
        pub formats: String,
        /// The name of its colours, or two colours.
        pub colours: String,
        /// `fr` or `en`.
        pub language: String,
        /// The JSON of what is in its places.
        pub slots: String,
        /// The JSON of its figures.
        pub figures: String,
        /// What it says to who cannot see it.
        pub description: String,
        /// The name of its state.
        pub state: String,
        /// Who signed it as designer.
        pub designer: Option<PersonId>,
        /// Who signed it as lead.
        pub lead: Option<PersonId>,
        /// Grows with each change.
        pub version: i64,
        /// In epoch milliseconds.
        pub created_at: i64,
        /// In epoch milliseconds.
        pub updated_at: i64,
        /// Whose words it shows, if somebody's.
        pub testimony: Option<TestimonyId>,
    }
}

impl Visual {
    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(&self.state)
    }

    /// Refuses what somebody else changed meanwhile.
    fn unchanged(&self, version: i64) -> Result<()> {
        if self.version == version { Ok(()) } else { Err(meanwhile()) }
    }
}

fn meanwhile() -> Error {
    Error::Conflict("error-changed-meanwhile".into())
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    vec![
        get("/desk/{handle}/visuals", Scope::Member, web::list::show),
        post("/desk/{handle}/visuals", Scope::Member, web::form::add),
        get("/desk/{handle}/visuals/new", Scope::Member, web::form::new),
        get("/desk/{handle}/visuals/{id}", Scope::Member, web::one::show),
        get("/desk/{handle}/visuals/{id}/edit", Scope::Member, web::form::open),
        post("/desk/{handle}/visuals/{id}/edit", Scope::Member, web::form::edit),
        get("/desk/{handle}/visuals/{id}/card/{format}", Scope::Member, web::one::card),
        post("/desk/{handle}/visuals/{id}/render", Scope::Member, web::one::render),
        post("/desk/{handle}/visuals/{id}/sign", Scope::Member, web::one::sign),
        post("/desk/{handle}/visuals/{id}/take/{format}", Scope::Member, web::one::take),
        post("/desk/{handle}/visuals/{id}/withdraw", Scope::Member, web::one::withdraw),
        get("/api/portevoix/v1/organisations/{id}/visuals", read, api::list),
        post("/api/portevoix/v1/organisations/{id}/visuals", write, api::add),
        get("/api/portevoix/v1/organisations/{id}/visuals/{visual_id}", read, api::get),
        put("/api/portevoix/v1/organisations/{id}/visuals/{visual_id}", write, api::edit),
        get(
            "/api/portevoix/v1/organisations/{id}/visuals/{visual_id}/card/{format}",
            read,
            api::card,
        ),
        post("/api/portevoix/v1/organisations/{id}/visuals/{visual_id}/render", write, api::render),
        post("/api/portevoix/v1/organisations/{id}/visuals/{visual_id}/sign", write, api::sign),
        post("/api/portevoix/v1/organisations/{id}/visuals/{visual_id}/take", write, api::take),
        post(
            "/api/portevoix/v1/organisations/{id}/visuals/{visual_id}/withdraw",
            write,
            api::withdraw,
        ),
    ]
}

/// A visual of an organisation.
///
/// # Errors
/// [`Error::NotFound`] if it has none of that number.
pub async fn find(tx: &mut Tx, seat: &Seat, id: VisualId) -> Result<Visual> {
    seat.may(Act::See)?;
    let found = sql::by_id(tx, id).await?;
    found.filter(|it| it.organisation == seat.organisation).ok_or(Error::NotFound)
}

/// A page of an organisation's visuals, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, seat: &Seat, ask: Ask, limit: usize) -> Result<Vec<Visual>> {
    seat.may(Act::See)?;
    sql::list(tx, seat.organisation, ask, limit).await
}

/// The files of some visuals, as they were last drawn.
///
/// # Errors
/// If the database does not answer.
pub async fn files(tx: &mut Tx, ids: &[VisualId]) -> Result<Vec<File>> {
    sql::files(tx, ids).await
}

/// Begins a visual.
///
/// # Errors
/// If one may not; if it shows words that nobody agreed to have shown.
pub async fn add(tx: &mut Tx, seat: &Seat, content: &Content) -> Result<Visual> {
    seat.may(Act::Design)?;
    agreed(tx, seat, content.testimony).await?;
    let id = VisualId(tx.new_id(seat.organisation.bucket()));
    let content = &content.described(None);
    sql::insert(tx, id, seat, content).await?;
    let deed = Deed::new("visuals.began", "visual", id.0).saying(content.template.name());
    seat.note(tx, deed.after(&content.mark())?).await?;
    find(tx, seat, id).await
}

/// Changes a visual: it is a draft again, whatever was signed. `version` is that of the visual one
/// looked at.
///
/// # Errors
/// If one may not; [`Error::Conflict`] if it was changed meanwhile or is withdrawn.
pub async fn edit(
    tx: &mut Tx,
    seat: &Seat,
    id: VisualId,
    content: &Content,
    version: i64,
) -> Result<Visual> {
    seat.may(Act::Design)?;
    let before = find(tx, seat, id).await?;
    before.unchanged(version)?;
    if matches!(before.state(), State::Used | State::Withdrawn) {
        return Err(Error::Conflict("error-visual-closed".into()));
    }
    agreed(tx, seat, content.testimony).await?;
    let was = Content::of(&before)?;
    let content = &content.described(Some(&was));
    sql::update(tx, id, content, version + 1).await?;
    sql::delete_files(tx, id).await?;
    let deed = Deed::new("visuals.edited", "visual", id.0).before(&was.mark())?;
    seat.note(tx, deed.after(&content.mark())?).await?;
    find(tx, seat, id).await
}

/// Draws a visual in all its formats, and holds it to be ready to be signed.
///
/// # Errors
/// If one may not; all that is wrong with it; [`Error::Conflict`] if it was changed meanwhile.
pub async fn render(app: &App, seat: &Seat, id: VisualId, version: i64) -> Result<Visual> {
    seat.may(Act::Design)?;
    let looker = seat.clone();
    let visual = app.read(async move |tx| find(tx, &looker, id).await).await?;
    visual.unchanged(version)?;
    if visual.state() != State::Draft {
        return Err(Error::Conflict("error-visual-state".into()));
    }
    let content = Content::of(&visual)?;
    content.complete()?;
    let mut files = Vec::new();
    for format in &content.formats {
        let drawn = draw(app, &content, *format).await?;
        files.push((*format, ground::secret::hash_bytes(&drawn.png)));
    }
    let seat = seat.clone();
    app.write(async move |tx| {
        find(tx, &seat, id).await?.unchanged(version)?;
        for (format, hash) in &files {
            sql::insert_file(tx, id, *format, hash).await?;
        }
        sql::set_state(tx, id, State::Rendered, version + 1).await?;
        seat.note(tx, Deed::new("visuals.rendered", "visual", id.0)).await?;
        find(tx, &seat, id).await
    })
    .await
}

/// Signs a visual as what one is: designer, lead, or both. With both signatures it is validated.
///
/// # Errors
/// If one is neither; [`Error::Conflict`] if it is not drawn, or was changed meanwhile.
pub async fn sign(tx: &mut Tx, seat: &Seat, id: VisualId, version: i64) -> Result<Visual> {
    seat.may(Act::ApproveVisuals)?;
    let (designs, leads) = (seat.roles.has(Role::Designer), seat.roles.has(Role::Lead));
    if !designs && !leads {
        return Err(Error::forbidden("error-visual-signer"));
    }
    let before = find(tx, seat, id).await?;
    before.unchanged(version)?;
    if before.state() != State::Rendered {
        return Err(Error::Conflict("error-visual-state".into()));
    }
    agreed(tx, seat, before.testimony).await?;
    let designer = before.designer.or(designs.then_some(seat.person));
    let lead = before.lead.or(leads.then_some(seat.person));
    let validated = designer.is_some() && lead.is_some();
    let state = if validated { State::Validated } else { State::Rendered };
    sql::sign(tx, id, (designer, lead), state, version + 1).await?;
    seat.note(tx, Deed::new("visuals.signed", "visual", id.0).saying(state.name())).await?;
    find(tx, seat, id).await
}

/// Makes a validated visual a medium of the organisation, with its description, to be carried by a
/// post. The file is drawn again and is the one that was signed.
///
/// # Errors
/// If one may not; [`Error::Conflict`] if it is not validated, or is withdrawn meanwhile.
pub async fn take(app: &App, seat: &Seat, id: VisualId, format: Format) -> Result<MediaId> {
    seat.may(Act::Write)?;
    let looker = seat.clone();
    let (visual, files) = app
        .read(async move |tx| {
            let visual = find(tx, &looker, id).await?;
            usable(&visual)?;
            agreed(tx, &looker, visual.testimony).await?;
            Ok((visual, sql::files(tx, &[id]).await?))
        })
        .await?;
    let signed = files.iter().find(|file| file.format == format.name()).ok_or(Error::NotFound)?;
    let content = Content::of(&visual)?;
    let drawn = draw(app, &content, format).await?;
    if ground::secret::hash_bytes(&drawn.png).as_slice() != signed.hash.as_slice() {
        return Err(Error::Conflict("error-visual-drawn-otherwise".into()));
    }
    let said = media::Said { description: Some(content.description), focus: None };
    let sent = media::Sent { file: drawn.png.into(), thumbnail: None };
    let medium = media::take_in(app, seat.organisation, sent, said).await?;
    let seat = seat.clone();
    app.write(async move |tx| {
        let now = find(tx, &seat, id).await?;
        usable(&now)?;
        if let Some((testimony, naming)) = agreed(tx, &seat, now.testimony).await? {
            testimonies::derived(tx, testimony, &shows_words(medium, naming)).await?;
        }
        sql::set_medium(tx, id, format, medium).await?;
        sql::set_state(tx, id, State::Used, now.version + 1).await?;
        let deed = Deed::new("visuals.used", "visual", id.0).saying(format.name());
        seat.note(tx, deed).await
    })
    .await?;
    Ok(medium)
}

/// Asks for the consent to show somebody's words here: whose, and the name agreed to. None if they
/// are nobody's.
async fn agreed(
    tx: &mut Tx,
    seat: &Seat,
    testimony: Option<TestimonyId>,
) -> Result<Option<(TestimonyId, Naming)>> {
    let Some(id) = testimony else { return Ok(None) };
    let (here, text) = (Network::Portevoix, Medium::Text);
    match testimonies::agreed_to(tx, seat.organisation, id, here, text).await {
        Ok(receipt) => Ok(receipt.naming.map(|naming| (id, naming))),
        Err(Error::NotFound) => Err(wrong("testimony", "error-visual-testimony")),
        Err(Error::Forbidden(why)) => Err(wrong("testimony", why)),
        Err(other) => Err(other),
    }
}

fn shows_words(medium: MediaId, naming: Naming) -> Made {
    Made {
        kind: Kind::Media,
        subject: medium.0,
        medium: Medium::Text,
        network: Network::Portevoix,
        naming,
        address: String::new(),
    }
}

/// Empties the visuals that show somebody's words: they took them back, or their time is over. What
/// was published of them goes with the testimony itself.
///
/// # Errors
/// If the database does not answer.
pub async fn forget(tx: &mut Tx, testimony: TestimonyId) -> Result<()> {
    sql::forget(tx, testimony).await
}

fn usable(visual: &Visual) -> Result<()> {
    match visual.state() {
        State::Validated | State::Used => Ok(()),
        _ => Err(Error::Conflict("error-visual-state".into())),
    }
}

/// Takes a visual out of use, for good. Posts that carry it stay.
///
/// # Errors
/// If one may not.
pub async fn withdraw(tx: &mut Tx, seat: &Seat, id: VisualId) -> Result<Visual> {
    seat.may(Act::Design).or_else(|_| seat.may(Act::Stop))?;
    let before = find(tx, seat, id).await?;
    if before.state() != State::Withdrawn {
        sql::set_state(tx, id, State::Withdrawn, before.version + 1).await?;
        let deed = Deed::new("visuals.withdrew", "visual", id.0).saying(&before.state);
        seat.note(tx, deed).await?;
    }
    find(tx, seat, id).await
}

/// An error of a card's place, under the name its field has in forms and programs.
fn wrong(field: &'static str, why: impl Into<Say>) -> Error {
    Error::invalid(field, why)
}
