//! How a reader likes pages to look: colours, sizes, type, acts. Kept with the person, or in a
//! cookie for a stranger, and put on the page by the server, so that nothing flickers.

use maud::{Markup, html};

/// The cookie that keeps a stranger's choices.
pub const DISPLAY_COOKIE: &str = "display";

/// What one can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Colours and contrast.
    Theme,
    /// How large everything is.
    Size,
    /// How far lines, words and letters are apart.
    Space,
    /// How wide the column is.
    Width,
    /// The typeface.
    Font,
    /// Whether anything may move.
    Motion,
    /// Acts under posts: words, signs, or both.
    Acts,
    /// Whether the acts of a post are folded behind one line.
    Fold,
    /// The keys of the script.
    Keys,
    /// Whether names keep their emoji.
    Names,
    /// Moments: how long ago, or exactly.
    Dates,
}

const COUNT: usize = 11;

impl Choice {
    /// All of them, in the order of the page.
    pub const ALL: [Self; COUNT] = [
        Self::Theme,
        Self::Size,
        Self::Space,
        Self::Width,
        Self::Font,
        Self::Motion,
        Self::Acts,
        Self::Fold,
        Self::Keys,
        Self::Names,
        Self::Dates,
    ];

    /// Its name in forms, cookies and attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Size => "size",
            Self::Space => "space",
            Self::Width => "width",
            Self::Font => "font",
            Self::Motion => "motion",
            Self::Acts => "acts",
            Self::Fold => "fold",
            Self::Keys => "keys",
            Self::Names => "names",
            Self::Dates => "dates",
        }
    }

    /// What can be chosen; the first is what we advise.
    #[must_use]
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["auto", "light", "dark", "hc-light", "hc-dark"],
            Self::Size => &["1", "2", "3"],
            Self::Space => &["1", "2"],
            Self::Width => &["usual", "narrow", "wide"],
            Self::Font => &["usual", "system", "lexend", "dyslexic"],
            Self::Motion => &["auto", "none"],
            Self::Acts => &["both", "words", "icons"],
            Self::Fold => &["no", "yes"],
            Self::Keys => &["feed", "everywhere", "none"],
            Self::Names => &["whole", "plain"],
            Self::Dates => &["ago", "exact"],
        }
    }

    /// Whether it is an attribute of the page's root, for style and script; others decide what the
    /// server writes.
    fn is_attribute(self) -> bool {
        !matches!(self, Self::Fold | Self::Names | Self::Dates)
    }
}

/// One choice of each kind, by its place among the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display([u8; COUNT]);

impl Display {
    /// Reads what [`Display::text`] wrote; what is unknown is left as advised. None for an empty
    /// text: nothing was ever chosen.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let mut display = Self::default();
        for pair in text.split('.') {
            if let Some((name, value)) = pair.split_once(':') {
                display.choose(name, value);
            }
        }
        Some(display)
    }

    /// The choices as a short text, never empty.
    #[must_use]
    pub fn text(&self) -> String {
        let pairs = Choice::ALL.iter().filter(|choice| self.0[**choice as usize] > 0);
        let pairs: Vec<String> =
            pairs.map(|choice| format!("{}:{}", choice.name(), self.get(*choice))).collect();
        if pairs.is_empty() { "usual".to_owned() } else { pairs.join(".") }
    }

    /// Chooses; an unknown name or option changes nothing.
    pub fn choose(&mut self, name: &str, value: &str) {
        let choice = Choice::ALL.into_iter().find(|choice| choice.name() == name);
        let Some(choice) = choice else { return };
        let place = choice.options().iter().position(|option| *option == value);
        if let Some(place) = place.and_then(|place| u8::try_from(place).ok()) {
            self.0[choice as usize] = place;
        }
    }

    /// What was chosen.
    #[must_use]
    pub fn get(&self, choice: Choice) -> &'static str {
        let options = choice.options();
        options.get(usize::from(self.0[choice as usize])).unwrap_or(&options[0])
    }

    /// Whether that was chosen.
    #[must_use]
    pub fn is(&self, choice: Choice, option: &str) -> bool {
        self.get(choice) == option
    }

    /// The attribute's value where it is not what style sheets and script take as given.
    pub(super) fn attribute(&self, choice: Choice) -> Option<&'static str> {
        let chosen = self.0[choice as usize] > 0 && choice.is_attribute();
        chosen.then(|| self.get(choice))
    }
}

/// The colour of the browser's own bars.
pub(super) fn bars(display: &Display) -> Markup {
    let (light, dark) = ("#fbf6ec", "#16121b");
    html! {
        @match display.get(Choice::Theme) {
            "light" => meta name="theme-color" content=(light);,
            "dark" => meta name="theme-color" content=(dark);,
            "hc-light" => meta name="theme-color" content="#ffffff";,
            "hc-dark" => meta name="theme-color" content="#000000";,
            _ => {
                meta name="theme-color" content=(light) media="(prefers-color-scheme: light)";
                meta name="theme-color" content=(dark) media="(prefers-color-scheme: dark)";
            }
        }
    }
}
