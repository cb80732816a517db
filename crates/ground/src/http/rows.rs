//! Lists of objects in a form, as Rails has them: `keywords[][word]=a&keywords[][whole]=1`. A name
//! that comes again begins the next object. They are numbered here, as the rest of us write it.

use std::borrow::Cow;
use std::collections::HashMap;

/// The same pairs with each such object numbered.
pub(super) fn numbered(pairs: &str) -> Cow<'_, str> {
    if !pairs.contains("[]") && !pairs.contains("%5D") && !pairs.contains("%5d") {
        return Cow::Borrowed(pairs);
    }
    // Of each list, the number of its object under way, and what it has.
    let mut lists: HashMap<String, (usize, Vec<String>)> = HashMap::new();
    let mut out = String::with_capacity(pairs.len() + 16);
    for pair in pairs.split('&') {
        if !out.is_empty() {
            out.push('&');
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = plain(name);
        let Some((list, key)) = name.split_once("[][") else {
            out.push_str(pair);
            continue;
        };
        let (number, met) = lists.entry(list.to_owned()).or_default();
        // Some name a list twice over: `id[][]=1` is `id[]=1`.
        if key == "]" {
            out.push_str(&format!("{list}[]={value}"));
            continue;
        }
        if met.iter().any(|other| other == key) {
            *number += 1;
            met.clear();
        }
        met.push(key.to_owned());
        out.push_str(&format!("{list}[{number}][{key}={value}"));
    }
    Cow::Owned(out)
}

/// A name with its brackets as they are.
fn plain(name: &str) -> String {
    let name = name.replace("%5B", "[").replace("%5b", "[");
    name.replace("%5D", "]").replace("%5d", "]")
}
