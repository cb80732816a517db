//! What a visual is made of, read and checked.

use ground::{Error, Locale, Result, Say};
use poster::{Colour, Format, Language, Palette, Slot, Slots, Template};
use serde_json::{Map, Value, json};

use super::figures::{self, FIGURES_MAX, Figure};
use super::{Visual, wrong};
use crate::testimonies::TestimonyId;

/// The shortest description that says anything, in characters.
pub const DESCRIPTION_CHARS_MIN: usize = 15;

/// The colours of a visual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Paper, plum, saffron.
    Day,
    /// The same at night.
    Night,
    /// The organisation's own: the one it is known by, and one for strokes.
    Own(Colour, Colour),
}

impl Colours {
    /// Reads `day`, `night`, or two colours as `#rrggbb #rrggbb`.
    ///
    /// # Errors
    /// If it is none of these, or a colour cannot be read on paper.
    pub fn parse(text: &str) -> Result<Self> {
        let own = |text: &str| {
            let (strong, accent) = text.split_once(' ')?;
            Some(Self::Own(Colour::parse(strong.trim())?, Colour::parse(accent.trim())?))
        };
        let colours = match text.trim() {
            "day" => Self::Day,
            "night" => Self::Night,
            text => own(text).ok_or_else(|| wrong("colours", "error-visual-colours"))?,
        };
        colours.palette()?;
        Ok(colours)
    }

    /// As it stands in the table and on the wire.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Day => "day".into(),
            Self::Night => "night".into(),
            Self::Own(strong, accent) => format!("{} {}", strong.hex(), accent.hex()),
        }
    }

    pub(super) fn palette(self) -> Result<Palette> {
        match self {
            Self::Day => Ok(Palette::day()),
            Self::Night => Ok(Palette::night()),
            Self::Own(strong, accent) => Palette::of(strong, accent)
                .map_err(|_| wrong("colours", "error-visual-colour-faint")),
        }
    }
}

/// What a visual is made of.
#[derive(Clone, Debug)]
pub struct Content {
    /// Its template. Cards with a face wait for the consents that faces need.
    pub template: Template,
    /// Its formats: at least one, each once.
    pub formats: Vec<Format>,
    /// Its colours.
    pub colours: Colours,
    /// `fr` or `en`.
    pub locale: Locale,
    /// Its texts.
    pub slots: Slots,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// What it says to who cannot see it; may be empty while it is a draft.
    pub description: String,
    /// Whose words it shows, if somebody's.
    pub testimony: Option<TestimonyId>,
}

impl Content {
    /// The templates one may choose from.
    pub const TEMPLATES: [Template; 4] =
        [Template::Quote, Template::Figure, Template::BeforeAfter, Template::Call];

    /// Reads what was typed or sent.
    ///
    /// # Errors
    /// If a part of it is nothing we know, or past its bound.
    pub fn parse(typed: Typed) -> Result<Self> {
        let template = Template::parse(typed.template.trim())
            .filter(|template| Self::TEMPLATES.contains(template))
            .ok_or_else(|| wrong("template", "error-visual-template"))?;
        let formats = formats(&typed.formats)?;
        let colours = Colours::parse(&typed.colours)?;
        let locale = match typed.language.as_str() {
            "fr" => Locale::Fr,
            "en" => Locale::En,
            _ => return Err(wrong("language", "error-visual-language")),
        };
        let mut slots = Slots::default();
        for (name, text) in &typed.slots {
            let slot = Slot::parse(name).ok_or_else(|| wrong("slots", "error-visual-slot"))?;
            if text.contains('\0') {
                return Err(wrong(slot.name(), "error-nul"));
            }
            if text.chars().count() > poster::SLOT_CHARS_MAX {
                let say = Say::new("error-visual-long").with("max", poster::SLOT_CHARS_MAX);
                return Err(wrong(slot.name(), say));
            }
            slots = slots.with(slot, text);
        }
        if typed.figures.len() > FIGURES_MAX {
            let say = Say::new("error-figures-many").with("max", FIGURES_MAX);
            return Err(wrong("figures", say));
        }
        let figures = typed.figures.into_iter().map(Figure::parse).collect::<Result<_>>()?;
        let said = social::media::Said::parse(Some(typed.description), None)?;
        let description = said.description.unwrap_or_default().trim().to_owned();
        let testimony = match typed.testimony.as_str() {
            "" => None,
            number => Some(TestimonyId(
                number.parse().map_err(|_| wrong("testimony", "error-visual-testimony"))?,
            )),
        };
        Ok(Self { template, formats, colours, locale, slots, figures, description, testimony })
    }

    /// Reads a row.
    ///
    /// # Errors
    /// If the row was not written by this room.
    pub fn of(visual: &Visual) -> Result<Self> {
        let slots: Map<String, Value> =
            serde_json::from_str(&visual.slots).map_err(Error::internal)?;
        let text = |value: Value| value.as_str().map(str::to_owned).unwrap_or_default();
        Self::parse(Typed {
            template: visual.template.clone(),
            formats: visual.formats.split(' ').map(str::to_owned).collect(),
            colours: visual.colours.clone(),
            language: visual.language.clone(),
            slots: slots.into_iter().map(|(name, value)| (name, text(value))).collect(),
            figures: serde_json::from_str(&visual.figures).map_err(Error::internal)?,
            description: visual.description.clone(),
            testimony: visual.testimony.map(|it| it.0.to_string()).unwrap_or_default(),
        })
    }

    /// Refuses what is not ready to be signed: a number without a source, no description.
    pub(super) fn complete(&self) -> Result<()> {
        figures::all_vouched(&self.slots, &self.figures)?;
        if self.description.chars().count() < DESCRIPTION_CHARS_MIN {
            return Err(wrong("description", "error-visual-undescribed"));
        }
        Ok(())
    }

    /// The language its texts are set in.
    #[must_use]
    pub fn language(&self) -> Language {
        match self.locale {
            Locale::Fr => Language::French,
            Locale::En => Language::English,
        }
    }

    /// The description one begins with.
    #[must_use]
    pub fn drafted(&self) -> String {
        poster::describe(self.template, &self.slots, self.language())
    }

    /// With a description drafted anew, unless somebody wrote one: an empty one, and one that is
    /// still the draft of how the visual `was`, are nobody's words.
    pub(super) fn described(&self, was: Option<&Self>) -> Self {
        let mut content = self.clone();
        let written =
            !self.description.is_empty() && was.is_none_or(|was| self.description != was.drafted());
        if !written {
            content.description = content.drafted();
        }
        content
    }

    /// Its texts as JSON.
    #[must_use]
    pub fn slots_json(&self) -> Value {
        self.slots.iter().map(|(slot, text)| (slot.name().to_owned(), json!(text))).collect()
    }

    /// The names of its formats, as its row has them.
    pub(super) fn formats_text(&self) -> String {
        self.formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(" ")
    }

    /// What the journal takes a mark of.
    pub(super) fn mark(&self) -> Value {
        json!({
            "template": self.template.name(),
            "formats": self.formats_text(),
            "colours": self.colours.text(),
            "slots": self.slots_json(),
            "figures": self.figures,
            "description": self.description,
            "testimony": self.testimony.map(|it| it.0),
        })
    }
}

/// A visual as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The name of a template.
    pub template: String,
    /// Names of formats.
    pub formats: Vec<String>,
    /// Names of colours, or two colours.
    pub colours: String,
    /// `fr` or `en`.
    pub language: String,
    /// What is in each place.
    pub slots: Vec<(String, String)>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Its description.
    pub description: String,
    /// The number of the testimony whose words it shows; empty: nobody's.
    pub testimony: String,
}

fn formats(names: &[String]) -> Result<Vec<Format>> {
    let known: Option<Vec<Format>> = names.iter().map(|name| Format::parse(name.trim())).collect();
    let known = known.filter(|formats| !formats.is_empty());
    let known = known.ok_or_else(|| wrong("formats", "error-visual-formats"))?;
    Ok(Format::ALL.into_iter().filter(|format| known.contains(format)).collect())
}
