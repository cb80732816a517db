//! The templates: SVG files with places in them, five kinds in four formats.
//!
//! A place for a text is a `rect` with `data-slot`; it gives way to the text, which is set between
//! `data-max` and `data-min` pixels, in the colour of its `fill`. A place for a picture is a `rect`
//! with `data-picture`. What has `data-with` is drawn only when that place is filled. Colours are
//! named `var(--ink)`, as in a style sheet, and are those of the palette.

use crate::fonts::Weight;
use crate::lines::{Along, Down, Place};
use crate::slots::Slot;
use crate::{Colour, Palette};
use resvg::usvg::roxmltree::{Document, Node};

/// What kind of card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    /// The words of a witness.
    Quote,
    /// One number, very large.
    Figure,
    /// What was and what is, side by side.
    BeforeAfter,
    /// A demand and what one can do.
    Call,
    /// A face and its words.
    Portrait,
}

/// The size of a card, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// 1080 by 1080.
    Square,
    /// 1080 by 1350, four to five.
    Tall,
    /// 1920 by 1080, sixteen to nine.
    Wide,
    /// 1080 by 1920, nine to sixteen; the upper and lower edges are left to the network's buttons.
    Story,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Square, Self::Tall, Self::Wide, Self::Story];

    /// Its name, as programs and tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Square => "square",
            Self::Tall => "tall",
            Self::Wide => "wide",
            Self::Story => "story",
        }
    }

    /// The format called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Width and height in pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Square => (1080, 1080),
            Self::Tall => (1080, 1350),
            Self::Wide => (1920, 1080),
            Self::Story => (1080, 1920),
        }
    }
}

macro_rules! files {
    ($name:literal) => {
        [
            include_str!(concat!("../templates/", $name, "/square.svg")),
            include_str!(concat!("../templates/", $name, "/tall.svg")),
            include_str!(concat!("../templates/", $name, "/wide.svg")),
            include_str!(concat!("../templates/", $name, "/story.svg")),
        ]
    };
}

impl Template {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Quote, Self::Figure, Self::BeforeAfter, Self::Call, Self::Portrait];

    /// Its name, as programs and tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Figure => "figure",
            Self::BeforeAfter => "before_after",
            Self::Call => "call",
            Self::Portrait => "portrait",
        }
    }

    /// The template called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// The places it cannot do without.
    pub fn needs(self) -> &'static [Slot] {
        match self {
            Self::Quote | Self::Portrait => &[Slot::Sentence, Slot::Attribution],
            Self::Figure => &[Slot::Figure, Slot::Source],
            Self::BeforeAfter => &[Slot::Before, Slot::After, Slot::Source],
            Self::Call => &[Slot::Sentence, Slot::Action],
        }
    }

    /// The places that may stay empty.
    pub fn takes(self) -> &'static [Slot] {
        match self {
            Self::Quote | Self::Portrait => &[Slot::Source, Slot::Hashtag],
            Self::Figure => &[Slot::Unit, Slot::Sentence, Slot::Hashtag],
            Self::BeforeAfter => &[Slot::Sentence, Slot::Hashtag],
            Self::Call => &[Slot::Source, Slot::Hashtag],
        }
    }

    /// Whether it shows a face.
    pub fn needs_portrait(self) -> bool {
        self == Self::Portrait
    }

    fn svg(self, format: Format) -> &'static str {
        let files: [&str; 4] = match self {
            Self::Quote => files!("quote"),
            Self::Figure => files!("figure"),
            Self::BeforeAfter => files!("before_after"),
            Self::Call => files!("call"),
            Self::Portrait => files!("portrait"),
        };
        let [square, tall, wide, story] = files;
        match format {
            Format::Square => square,
            Format::Tall => tall,
            Format::Wide => wide,
            Format::Story => story,
        }
    }
}

/// What stands in a place for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// What the card's maker wrote.
    Slot(Slot),
    /// The same, as somebody's words.
    Quote(Slot),
    /// "Before", above what was.
    Before,
    /// "After", above what is.
    After,
}

/// A place for a text.
pub(crate) struct Text {
    pub(crate) says: Says,
    pub(crate) place: Place,
    pub(crate) colour: Colour,
}

/// A place for a picture, with how round its corners are.
pub(crate) struct Framed {
    pub(crate) portrait: bool,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) round: f32,
}

/// A template in its colours, taken apart.
pub(crate) struct Layout {
    /// What lies beneath texts and pictures: SVG of ours alone.
    pub(crate) ground: String,
    pub(crate) texts: Vec<Text>,
    pub(crate) pictures: Vec<Framed>,
}

/// Takes a template apart for what is `there`. `None` if the file is broken, which a test excludes.
pub(crate) fn layout(
    template: Template,
    format: Format,
    palette: &Palette,
    there: &dyn Fn(&str) -> bool,
) -> Option<Layout> {
    let svg = coloured(template.svg(format), palette)?;
    let document = Document::parse(&svg).ok()?;
    let (mut texts, mut pictures, mut cut) = (Vec::new(), Vec::new(), Vec::new());
    for node in document.descendants().filter(Node::is_element) {
        if node.attribute("data-with").is_some_and(|with| !there(with)) {
            cut.push(node.range());
        } else if let Some(says) = node.attribute("data-slot") {
            texts.push(text(node, says)?);
            cut.push(node.range());
        } else if let Some(name) = node.attribute("data-picture") {
            pictures.push(framed(node, name)?);
            cut.push(node.range());
        }
    }
    let mut ground = String::with_capacity(svg.len());
    let mut from = 0;
    for range in cut {
        ground.push_str(svg.get(from..range.start)?);
        from = range.end;
    }
    ground.push_str(svg.get(from..)?);
    Some(Layout { ground, texts, pictures })
}

/// The template with its names of colours replaced by colours.
fn coloured(svg: &str, palette: &Palette) -> Option<String> {
    let mut pieces = svg.split("var(--");
    let mut out = pieces.next()?.to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(')')?;
        out.push_str(&palette.named(name)?.hex());
        out.push_str(rest);
    }
    Some(out)
}

fn number(node: Node<'_, '_>, name: &str) -> Option<f32> {
    node.attribute(name)?.parse().ok()
}

fn text(node: Node<'_, '_>, name: &str) -> Option<Text> {
    let says = match name {
        "label-before" => Says::Before,
        "label-after" => Says::After,
        name if node.has_attribute("data-quote") => Says::Quote(Slot::parse(name)?),
        name => Says::Slot(Slot::parse(name)?),
    };
    let place = Place {
        x: number(node, "x")?,
        y: number(node, "y")?,
        width: number(node, "width")?,
        height: number(node, "height")?,
        largest: number(node, "data-max")?,
        smallest: number(node, "data-min")?,
        leading: number(node, "data-leading").unwrap_or(1.22),
        along: match node.attribute("data-along") {
            Some("middle") => Along::Middle,
            _ => Along::Start,
        },
        down: match node.attribute("data-down") {
            Some("middle") => Down::Middle,
            Some("bottom") => Down::Bottom,
            _ => Down::Top,
        },
        weight: match node.attribute("data-weight") {
            Some("medium") => Weight::Medium,
            _ => Weight::ExtraBold,
        },
    };
    Some(Text { says, place, colour: Colour::parse(node.attribute("fill")?)? })
}

fn framed(node: Node<'_, '_>, name: &str) -> Option<Framed> {
    Some(Framed {
        portrait: name == "portrait",
        x: number(node, "x")?,
        y: number(node, "y")?,
        width: number(node, "width")?,
        height: number(node, "height")?,
        round: number(node, "rx").unwrap_or(0.0),
    })
}
