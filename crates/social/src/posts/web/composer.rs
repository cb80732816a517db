//! The form one writes in, for any page.

use ground::html::{
    Answer, Faults, Field, area, button_as, choice, csrf_field, field, hidden, radios, tick, unfold,
};
use ground::http::Visit;
use ground::{App, Say};
use maud::{Markup, html};

use super::preview::audience;
use super::write::{Desk, Written};
use crate::accounts::ours;
use crate::media::{self, Attachment};
use crate::posts::polls;
use crate::scheduled::zone;

/// The languages one can write in, by tag, each under its own name.
pub const LANGUAGES: [(&str, &str); 30] = [
    ("fr", "Français"),
    ("en", "English"),
    ("ar", "العربية"),
    ("br", "Brezhoneg"),
    ("ca", "Català"),
    ("co", "Corsu"),
    ("cs", "Čeština"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("eu", "Euskara"),
    ("fi", "Suomi"),
    ("he", "עברית"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("lb", "Lëtzebuergesch"),
    ("nl", "Nederlands"),
    ("oc", "Occitan"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// What the file field takes.
const PICTURES: &str = "image/jpeg,image/png,image/webp,image/gif";
const FILES: &str = "image/jpeg,image/png,image/webp,image/gif,video/*,audio/*,.mkv,.opus,.flac";

/// The form as it stands, with that many lines for the text.
#[must_use]
pub fn form(app: &App, visit: &Visit, desk: &Desk, rows: usize) -> Markup {
    let Desk { written, faults, pictures, answered, .. } = desk;
    let (label, act) = match answered {
        Some(_) => ("write-your-reply", "write-send-reply"),
        None => ("write-your-post", "write-send"),
    };
    let hint = visit.say(Say::new("write-hint").with("max", app.config.post_graphemes_max));
    html! {
        form.write #writing method="post" action="/write" enctype="multipart/form-data"
            data-restored=(visit.say("write-restored")) {
            // The enter key presses the first button there is.
            button type="submit" hidden { (visit.say(act)) }
            (csrf_field(visit))
            (hidden("key", &written.key))
            (hidden("back", &written.back))
            @if let Some(id) = written.reply_to { (hidden("reply_to", &id.to_string())) }
            @if let Some(id) = written.draft { (hidden("draft", &id.to_string())) }
            @if let Some(id) = written.quote { (hidden("quote", &id.to_string())) }
            @if let Some(id) = written.via { (hidden("via", &id.to_string())) }
            @if let Some(place) = &written.via_place { (hidden("via_place", place)) }
            (area(&Field {
                name: "status",
                label: &visit.say(label),
                hint: &hint,
                value: &written.status,
                rows,
                error: faults.on("status"),
                ..Field::default()
            }))
            (left(app, visit))
            (thread(visit, written))
            (attached(app, visit, pictures))
            (more(app, visit, desk))
            (later(visit, written, faults))
            p.left.sending hidden data-sending=(visit.say("write-sending"))
                data-sent=(visit.say("write-sent")) {}
            p.soft { (visit.say(audience(&written.visibility))) }
            p.row {
                (button_as("main", &visit.say(act)))
                @for (then, key) in
                    [("preview", "write-preview"), ("more", "write-go-on"), ("draft", "write-keep")]
                {
                    button.plain type="submit" name="then" value=(then) { (visit.say(key)) }
                }
            }
        }
    }
}

/// Where the script says how much room is left; `#` is the number.
fn left(app: &App, visit: &Visit) -> Markup {
    let words = |key: &'static str, count: i64| {
        let number = count.to_string();
        visit.say(Say::new(key).with("count", count)).replacen(&number, "#", 1)
    };
    html! {
        p.left hidden data-max=(app.config.post_graphemes_max)
            data-left-one=(words("write-left", 1)) data-left-other=(words("write-left", 2))
            data-over-one=(words("write-over", 1)) data-over-other=(words("write-over", 2)) {}
    }
}

/// What is said after it, a field for each post.
fn thread(visit: &Visit, written: &Written) -> Markup {
    html! {
        @for (place, text) in written.more.0.iter().enumerate() {
            @let id = format!("more-{place}");
            @let number = place + 2;
            div.field {
                label for=(id) { (visit.say(Say::new("write-next").with("number", number))) }
                textarea id=(id) name="more[]" dir="auto" rows="4" { "\n" (text) }
            }
        }
    }
}

/// When it is published, folded away unless it is said.
fn later(visit: &Visit, written: &Written, faults: &Faults) -> Markup {
    let zones: Vec<(&str, String)> =
        zone::ZONES.iter().map(|(name, key, ..)| (*name, visit.say(*key))).collect();
    let open = !written.later.is_empty() || faults.on("later").is_some();
    let inside = html! {
        (field(&Field {
            name: "later",
            label: &visit.say("write-later"),
            hint: &visit.say("write-later-hint"),
            kind: "datetime-local",
            value: &written.later,
            error: faults.on("later"),
            ..Field::default()
        }))
        (choice("zone", &visit.say("write-zone"), &zones, &written.zone))
    };
    unfold(&visit.say("write-when"), open, &inside)
}

/// The files taken in so far: each can be left out again.
fn attached(app: &App, visit: &Visit, pictures: &[Attachment]) -> Markup {
    html! {
        @for (place, picture) in pictures.iter().enumerate() {
            @let id = format!("media-{place}");
            @let words = |picture: &Attachment| match picture.description.as_str() {
                "" => visit.say("picture-undescribed"),
                words => words.to_owned(),
            };
            div.field.attached {
                @if !picture.preview.is_empty() {
                    img src=(ours(app, &app.config.media_url(&picture.preview))) alt=""
                        width="96" height="96";
                }
                div.choice {
                    input id=(id) type="checkbox" name="media_ids[]" value=(picture.id) checked;
                    label for=(id) dir="auto" {
                        @let key = attached_as(picture);
                        (visit.say(Say::new(key).with("words", words(picture))))
                    }
                    @if picture.is_film() {
                        @let of = Say::new("film-captions-of").with("words", words(picture));
                        p { a href={ "/captions/" (picture.id) } target="_blank" {
                            (visit.say(of))
                        } }
                    }
                }
            }
        }
    }
}

/// What an attached file is called, as the key of its sentence.
fn attached_as(it: &Attachment) -> &'static str {
    match it.kind.as_str() {
        _ if it.is_worked_on() => "film-working",
        "video" => "write-attached-film",
        "audio" => "write-attached-sound",
        _ => "write-attached",
    }
}

/// What is optional, folded away unless something in it is to be looked at.
fn more(app: &App, visit: &Visit, desk: &Desk) -> Markup {
    let Desk { written, faults, pictures, .. } = desk;
    let films = app.memory::<media::Desk>().takes_films();
    let (file, file_hint, accept) = match films {
        true => ("write-file", "write-file-hint", FILES),
        false => ("write-picture", "write-picture-hint", PICTURES),
    };
    let languages: Vec<(&str, String)> =
        LANGUAGES.iter().map(|(tag, name)| (*tag, (*name).to_owned())).collect();
    let shown = ["picture", "description", "visibility", "language", "spoiler_text", "poll"];
    let open = !pictures.is_empty() || shown.iter().any(|name| faults.on(name).is_some());
    let inside = html! {
        (field(&Field {
            name: "spoiler_text",
            label: &visit.say("write-warning"),
            hint: &visit.say("write-warning-hint"),
            value: &written.spoiler_text,
            error: faults.on("spoiler_text"),
            ..Field::default()
        }))
        (radios("visibility", &visit.say("write-audience"), &audiences(visit), &written.visibility))
        (radios("quotes", &visit.say("write-quotes"), &quoters(visit), &written.quotes))
        (choice("language", &visit.say("write-language"), &languages, &written.language))
        (field(&Field {
            name: "picture",
            label: &visit.say(file),
            hint: &visit.say(file_hint),
            kind: "file",
            accept,
            error: faults.on("picture"),
            ..Field::default()
        }))
        (area(&Field {
            name: "description",
            label: &visit.say("write-description"),
            hint: &visit.say("write-description-hint"),
            value: &written.description,
            rows: 3,
            error: faults.on("description"),
            ..Field::default()
        }))
        (tick("sensitive", &visit.say("write-sensitive"), written.sensitive.0))
        (poll(visit, written, faults))
        p {
            button.plain type="submit" name="then" value="picture" {
                (visit.say("write-add-picture"))
            }
        }
    };
    unfold(&visit.say("write-more"), open, &inside)
}

/// What to ask, one answer a line.
fn poll(visit: &Visit, written: &Written, faults: &Faults) -> Markup {
    let hint = Say::new("write-poll-hint").with("min", polls::OPTIONS_MIN);
    let hint = hint.with("max", polls::OPTIONS_MAX).with("chars", polls::OPTION_CHARS_MAX);
    let ends = [
        ("3600", "poll-hour"),
        ("21600", "poll-6-hours"),
        ("86400", "poll-day"),
        ("259200", "poll-3-days"),
        ("604800", "poll-week"),
    ];
    let ends: Vec<(&str, String)> =
        ends.into_iter().map(|(seconds, key)| (seconds, visit.say(key))).collect();
    let end = if written.poll_end.is_empty() { "86400" } else { &written.poll_end };
    html! {
        (area(&Field {
            name: "poll",
            label: &visit.say("write-poll"),
            hint: &visit.say(hint),
            value: &written.poll,
            rows: 4,
            error: faults.on("poll"),
            ..Field::default()
        }))
        (choice("poll_end", &visit.say("write-poll-end"), &ends, end))
        (tick("poll_several", &visit.say("write-poll-several"), written.poll_several.0))
        (tick("poll_hide", &visit.say("write-poll-hide"), written.poll_hide.0))
    }
}

/// Who may quote, in words.
pub(crate) fn quoters(visit: &Visit) -> Vec<Answer<'static>> {
    [
        ("public", "quoters-public"),
        ("followers", "quoters-followers"),
        ("ask", "quoters-ask"),
        ("nobody", "quoters-nobody"),
    ]
    .into_iter()
    .map(|(value, label)| Answer { value, label: visit.say(label), hint: String::new() })
    .collect()
}

/// Who may read, in words.
pub(crate) fn audiences(visit: &Visit) -> Vec<Answer<'static>> {
    [
        ("public", "audience-public", "audience-public-hint"),
        ("unlisted", "audience-unlisted", "audience-unlisted-hint"),
        ("private", "audience-private", "audience-private-hint"),
        ("direct", "audience-direct", "audience-direct-hint"),
    ]
    .into_iter()
    .map(|(value, label, hint)| Answer { value, label: visit.say(label), hint: visit.say(hint) })
    .collect()
}
