//! Looking at a post before it is said: how it will read, who will read it, and what in it shuts
//! people out. Advice only; nothing here keeps anybody from publishing.

use ground::http::{Viewer, Visit};
use ground::{App, MediaId, Result, Say, html as parts};
use maud::{Markup, PreEscaped, html};
use text::proofread::{Advice, Carried, Trouble, mend, proofread};

use super::write::Written;
use crate::media::{self, Attachment};
use crate::posts::words::Words;

/// What is shown of a text before it is said.
pub(super) struct Preview {
    /// Each post of the thread, as HTML of ours.
    said: Vec<String>,
    advice: Vec<Advice>,
}

/// Looks at what was written.
///
/// # Errors
/// As for publishing: it names or tags too much.
pub(super) async fn look(app: &App, written: &Written, media: &[Attachment]) -> Result<Preview> {
    let mut said = Vec::new();
    for text in written.texts() {
        said.push(Words::of(app, &text).await?.html);
    }
    let carried: Vec<Carried<'_>> = media
        .iter()
        .map(|it| Carried {
            description: &it.description,
            film: it.kind == "video",
            captions: !it.tracks().is_empty(),
        })
        .collect();
    let all = written.texts().join("\n\n");
    let advice = proofread(&all, Some(written.language.as_str()), &carried);
    Ok(Preview { said, advice })
}

/// Mends one trouble in all that was written.
pub(super) fn mended(written: &mut Written, name: &str) {
    let Some(trouble) = Trouble::of(name) else { return };
    written.status = mend(&written.status, trouble);
    for more in &mut written.more.0 {
        *more = mend(more, trouble);
    }
}

/// The preview as a part of the page. Its buttons send the form `writing`.
pub(super) fn part(visit: &Visit, written: &Written, preview: &Preview) -> Markup {
    html! {
        section.card.preview aria-labelledby="preview" {
            h2 #preview tabindex="-1" { (visit.say("preview-title")) }
            p { strong { (visit.say(audience(&written.visibility))) } }
            @if !written.spoiler_text.trim().is_empty() {
                p { (visit.say("post-warning")) ": " (written.spoiler_text) }
            }
            @if preview.said.len() > 1 {
                p.soft { (visit.say(Say::new("thread-of").with("count", preview.said.len()))) }
            }
            ol.list {
                @for html in &preview.said {
                    li {
                        div.words lang=[lang(written)] dir="auto" { (PreEscaped(html)) }
                    }
                }
            }
        }
        (advice_part(visit, &preview.advice))
    }
}

fn lang(written: &Written) -> Option<&str> {
    Some(written.language.as_str()).filter(|tag| !tag.is_empty())
}

fn advice_part(visit: &Visit, advice: &[Advice]) -> Markup {
    html! {
        section.note.(if advice.is_empty() { "good" } else { "careful" })
            aria-labelledby="proofread" {
            h2 #proofread { (visit.say("proofread-title")) }
            @if advice.is_empty() { p { (visit.say("proofread-nothing")) } } @else {
                p { (visit.say(Say::new("proofread-count").with("count", advice.len()))) }
                ul.list {
                    @for it in advice { li { (one(visit, it)) } }
                }
            }
        }
    }
}

fn one(visit: &Visit, advice: &Advice) -> Markup {
    let (what, why) = words(advice.trouble);
    let numbered = matches!(
        advice.trouble,
        Trouble::NoDescription | Trouble::FileNameDescription | Trouble::NoCaptions
    );
    let which = advice.excerpts.join(", ");
    html! {
        h3 { (visit.say(what)) }
        @if numbered {
            p { (visit.say(Say::new("proofread-files").with("numbers", which))) }
        } @else if !which.is_empty() {
            ul { @for excerpt in &advice.excerpts { li { q dir="auto" { (excerpt) } } } }
        }
        p { (visit.say(why)) }
        @if advice.mendable {
            button.plain type="submit" form="writing" name="then"
                value={ "mend-" (advice.trouble.name()) } {
                (visit.say("proofread-mend"))
                (parts::only_read(&format!(": {}", visit.say(what))))
            }
        }
    }
}

/// What is wrong, and why it matters or how to mend it.
fn words(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::NoDescription => ("advice-no-description", "advice-no-description-why"),
        Trouble::FileNameDescription => ("advice-file-name", "advice-file-name-why"),
        Trouble::NoCaptions => ("advice-no-captions", "advice-no-captions-why"),
        Trouble::HashtagCase => ("advice-hashtag", "advice-hashtag-why"),
        Trouble::ImitationLetters => ("advice-letters", "advice-letters-why"),
        Trouble::EmojiRow => ("advice-emojis", "advice-emojis-why"),
        Trouble::Capitals => ("advice-capitals", "advice-capitals-why"),
        Trouble::Drawing => ("advice-drawing", "advice-drawing-why"),
        Trouble::NoLanguage => ("advice-language", "advice-language-why"),
        Trouble::LongSentence => ("advice-sentence", "advice-sentence-why"),
        Trouble::EmptyLinkWords => ("advice-link", "advice-link-why"),
    }
}

/// Who will read it, in words.
pub(super) fn audience(visibility: &str) -> &'static str {
    match visibility {
        "unlisted" => "readers-unlisted",
        "private" => "readers-private",
        "direct" => "readers-direct",
        _ => "readers-public",
    }
}

/// All attachments that are still there.
pub(super) async fn attachments(
    app: &App,
    viewer: &Viewer,
    ids: &[MediaId],
) -> Result<Vec<Attachment>> {
    let (who, ids) = (viewer.id, ids.to_owned());
    app.read(async move |tx| {
        let mut found = media::of_owner(tx, who, &ids).await?;
        found.sort_by_key(|it| ids.iter().position(|id| *id == it.id));
        Ok(found)
    })
    .await
}
