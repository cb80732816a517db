//! The options of a command line: flags (`--quick`) and values (`--rounds 100`, `--rounds=100`).

use std::str::FromStr;

use crate::Outcome;

/// What was typed after the command. Each option is taken out when it is read, so that
/// [`Args::finish`] can name what nobody understood.
pub(crate) struct Args(Vec<String>);

impl Args {
    pub(crate) fn new(words: Vec<String>) -> Self {
        Self(words)
    }

    pub(crate) fn asks_for_help(&self) -> bool {
        self.0.iter().any(|word| word == "--help" || word == "-h")
    }

    /// Whether `--name` was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|word| word == name);
        found.map(|at| self.0.remove(at)).is_some()
    }

    /// The value after `--name`, as text.
    pub(crate) fn text(&mut self, name: &str) -> Outcome<Option<String>> {
        let joined = format!("{name}=");
        if let Some(at) = self.0.iter().position(|word| word.starts_with(&joined)) {
            return Ok(Some(self.0.remove(at)[joined.len()..].to_owned()));
        }
        let Some(at) = self.0.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.0.remove(at);
        if at == self.0.len() {
            return Err(format!("`{name}` needs a value").into());
        }
        Ok(Some(self.0.remove(at)))
    }

    /// The value after `--name`, or `usual` when it was not given.
    pub(crate) fn value<T: FromStr>(&mut self, name: &str, usual: T) -> Outcome<T> {
        match self.text(name)? {
            None => Ok(usual),
            Some(text) => text
                .parse()
                .map_err(|_| format!("`{name} {text}`: that is not a value it can take").into()),
        }
    }

    /// Refuses what no option took.
    pub(crate) fn finish(self) -> Outcome {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(format!("`{word}` is not understood; try --help").into()),
        }
    }
}
