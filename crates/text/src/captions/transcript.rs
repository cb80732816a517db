//! What is said, to be read without the film.

use super::Cue;

/// A pause that begins a new paragraph, in milliseconds.
const PAUSE_MS: u64 = 3000;
/// A paragraph this long ends with its sentence, in bytes.
const PARAGRAPH_BYTES: usize = 400;

/// The words of all cues as paragraphs of plain text: a new one where somebody else speaks, after a
/// pause, and at the end of a sentence when it has grown long.
#[must_use]
pub fn transcript(cues: &[Cue]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut voice = String::new();
    let (mut before, mut end_ms) = (String::new(), 0);
    for cue in cues {
        let (speaker, words) = spoken(&cue.text);
        // Live captions repeat what still stands.
        if words.is_empty() || words == before {
            continue;
        }
        let other_voice = !speaker.is_empty() && speaker != voice;
        let paused = cue.start_ms > end_ms + PAUSE_MS;
        match paragraphs.last_mut() {
            Some(last) if !other_voice && !paused && !is_full(last) => {
                last.push(' ');
                last.push_str(&words);
            }
            _ if other_voice => paragraphs.push(format!("{speaker}: {words}")),
            _ => paragraphs.push(words.clone()),
        }
        if other_voice {
            voice = speaker;
        }
        (before, end_ms) = (words, cue.end_ms);
    }
    paragraphs
}

fn is_full(paragraph: &str) -> bool {
    paragraph.len() > PARAGRAPH_BYTES && paragraph.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Who speaks, if it is said, and the words without markup.
fn spoken(text: &str) -> (String, String) {
    let (mut speaker, mut words) = (String::new(), String::with_capacity(text.len()));
    for (no, piece) in text.split('<').enumerate() {
        if no == 0 {
            words.push_str(piece);
            continue;
        }
        let (inside, behind) = piece.split_once('>').unwrap_or((piece, ""));
        if let Some((head, name)) = inside.split_once(' ')
            && head.split('.').next() == Some("v")
            && speaker.is_empty()
        {
            speaker = signs(name);
        }
        words.push_str(behind);
    }
    let words = signs(&words);
    (speaker, words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// With signs for the names they have in WebVTT.
fn signs(text: &str) -> String {
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", "")];
    let text = names.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign));
    text.replace("&amp;", "&")
}
