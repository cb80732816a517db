//! The parts every page is made of. A field cannot be made without its label, nor an alert
//! without its role.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use maud::{DOCTYPE, Markup, html};

use crate::app::App;
use crate::error::Error;
use crate::http::Visit;
use crate::i18n::{Locale, Say};

/// What a page may load: our own things, and nothing that could frame or rebase it. (No
/// `form-action`: consent leads on to programs at any address.)
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' \
    data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// A whole page with its headers. It is never stored: it may hold what one person alone may see.
pub fn page(app: &App, visit: &Visit, title: &str, main: &Markup) -> Response {
    page_as(StatusCode::OK, app, visit, title, main)
}

/// A whole page with another status: a form that was filled in wrongly, say.
pub fn page_as(
    status: StatusCode,
    app: &App,
    visit: &Visit,
    title: &str,
    main: &Markup,
) -> Response {
    let mut response = (status, layout(app, visit.locale, title, main)).into_response();
    for (name, value) in [
        (header::CACHE_CONTROL, "private, no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-frame-options"), "DENY"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The frame of every page.
#[must_use]
pub fn layout(app: &App, locale: Locale, title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (app.config.title) }
            }
            body {
                a href="#main" { (Say::new("page-skip").in_words(locale)) }
                header { a href="/" { (app.config.title) } }
                main id="main" { (main) }
            }
        }
    }
}

/// The page that says what went wrong and offers a way back.
#[must_use]
pub fn problem(app: &App, locale: Locale, problem: &Error) -> Markup {
    let words = problem.say().in_words(locale);
    let main = html! {
        h1 { (words) }
        p { a href="/" { (Say::new("page-home").in_words(locale)) } }
    };
    layout(app, locale, &words, &main)
}

/// The hidden field every form of a page needs; see [`crate::http::Form`].
#[must_use]
pub fn csrf_field(visit: &Visit) -> Markup {
    html! {
        @if !visit.seal.is_empty() {
            input type="hidden" name=(crate::http::SEAL_FIELD) value=(visit.seal);
        }
    }
}

/// A field of one line, with its label.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    /// Its name, which is also its id.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// `text`, `email`, `password`, `file` …; empty is `text`.
    pub kind: &'a str,
    /// What it holds at first.
    pub value: &'a str,
    /// A sentence of help.
    pub hint: &'a str,
    /// What browsers may fill in: see the HTML standard's `autocomplete`.
    pub autocomplete: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What was wrong with it.
    pub error: Option<&'a str>,
}

/// A field of one line, its label, its help and what was wrong with it, tied together.
#[must_use]
pub fn field(field: &Field<'_>) -> Markup {
    let (hint, error) = (format!("{}-hint", field.name), format!("{}-error", field.name));
    let described = described(field, &hint, &error);
    html! {
        p {
            label for=(field.name) { (field.label) }
            input id=(field.name) name=(field.name)
                type=(if field.kind.is_empty() { "text" } else { field.kind })
                value=[(!field.value.is_empty()).then_some(field.value)]
                autocomplete=[(!field.autocomplete.is_empty()).then_some(field.autocomplete)]
                required[field.required]
                aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[described];
            (notes(field, &hint, &error))
        }
    }
}

/// The same for a text of several lines.
#[must_use]
pub fn area(field: &Field<'_>) -> Markup {
    let (hint, error) = (format!("{}-hint", field.name), format!("{}-error", field.name));
    let described = described(field, &hint, &error);
    html! {
        p {
            label for=(field.name) { (field.label) }
            textarea id=(field.name) name=(field.name) rows="5" required[field.required]
                aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[described] { (field.value) }
            (notes(field, &hint, &error))
        }
    }
}

/// A box to tick. Unticked, it sends nothing.
#[must_use]
pub fn tick(name: &str, label: &str, ticked: bool) -> Markup {
    html! {
        p {
            input id=(name) name=(name) type="checkbox" value="true" checked[ticked];
            label for=(name) { (label) }
        }
    }
}

/// A choice of one among several: (value, words).
#[must_use]
pub fn choice(name: &str, label: &str, options: &[(&str, String)], chosen: &str) -> Markup {
    html! {
        p {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, words) in options {
                    option value=(value) selected[*value == chosen] { (words) }
                }
            }
        }
    }
}

/// The button that sends a form.
#[must_use]
pub fn button(label: &str) -> Markup {
    html! { p { button type="submit" { (label) } } }
}

/// What went well, said to screen readers at once.
#[must_use]
pub fn notice(words: &str) -> Markup {
    html! { p role="status" { (words) } }
}

/// What went wrong with a form as a whole.
#[must_use]
pub fn alert(words: &str) -> Markup {
    html! { p role="alert" { (words) } }
}

/// The answer that leads a browser on to another page.
#[must_use]
pub fn see_other(address: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(address) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let no_store = HeaderValue::from_static("no-store");
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, no_store)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn described(field: &Field<'_>, hint: &str, error: &str) -> Option<String> {
    let hint = (!field.hint.is_empty()).then_some(hint);
    let error = field.error.map(|_| error);
    let ids: Vec<&str> = error.into_iter().chain(hint).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn notes(field: &Field<'_>, hint: &str, error: &str) -> Markup {
    html! {
        @if !field.hint.is_empty() { small id=(hint) { (field.hint) } }
        @if let Some(why) = field.error { strong id=(error) { (why) } }
    }
}
