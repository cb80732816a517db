//! Drawing a visual, and its faults in words.

use db::record;
use ground::{App, Error, MediaId, Result, Say};
use poster::{Card, Drawn, Fault, Format, Slot};
use social::media;

use super::{Content, VisualId, wrong};

record! {
    /// A file of a visual, as it was last drawn.
    #[derive(Clone, Debug)]
    pub struct File {
        /// Whose file.
        pub visual: VisualId,
        /// The name of its format.
        pub format: String,
        /// Its mark (SHA-256).
        pub hash: Vec<u8>,
        /// The medium that was last made of it.
        pub media: Option<MediaId>,
    }
}

/// Draws a visual in one format, in a thread of its own, when its turn comes.
///
/// # Errors
/// The first thing that is wrong with it; [`Error::Unavailable`] if too many wait.
pub async fn draw(app: &App, content: &Content, format: Format) -> Result<Drawn> {
    let card = card(content, format)?;
    let desk = app.memory::<media::Desk>();
    let drawn = desk.work(move || Ok(poster::draw(&card))).await?;
    drawn.map_err(|faults| match faults.into_iter().next() {
        Some(fault) => said(fault),
        None => Error::internal("a card was refused without a reason"),
    })
}

/// The card of a visual in one format.
///
/// # Errors
/// If its colours cannot be read.
pub fn card(content: &Content, format: Format) -> Result<Card> {
    Ok(Card {
        template: content.template,
        format,
        palette: content.colours.palette()?,
        language: content.language(),
        slots: content.slots.clone(),
        logo: None,
        portrait: None,
    })
}

/// What is wrong with a card, for who made it.
fn said(fault: Fault) -> Error {
    match fault {
        Fault::Missing(slot) => wrong(slot.name(), "error-visual-missing"),
        Fault::NoPlace(slot) => wrong(slot.name(), "error-visual-no-place"),
        Fault::TooLong { slot, most } => {
            wrong(slot.name(), Say::new("error-visual-long").with("max", most))
        }
        Fault::TooManyWords { count, most } => {
            let say = Say::new("error-visual-words").with("count", count).with("max", most);
            wrong(Slot::Sentence.name(), say)
        }
        Fault::DoesNotFit(slot) => wrong(slot.name(), "error-visual-fit"),
        Fault::NotDrawable { slot, characters } => {
            let say = Say::new("error-visual-letters").with("letters", characters);
            wrong(slot.name(), say)
        }
        Fault::Contrast { slot, ratio, needed } => {
            let say = Say::new("error-visual-contrast").with("ratio", format!("{ratio:.1}"));
            wrong(slot.name(), say.with("needed", format!("{needed}")))
        }
        Fault::Colour { .. } => wrong("colours", "error-visual-colour-faint"),
        Fault::Picture | Fault::Broken => Error::internal(fault),
    }
}
