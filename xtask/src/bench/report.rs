//! The table of the benchmark: each line beside its limit, measured in the same run.

use std::fmt::Write;

/// On which side of its bar a ratio should be.
#[derive(Clone, Copy)]
pub(crate) enum Wish {
    AtLeast {
        bar: f64,
        aim: Option<f64>,
    },
    AtMost {
        bar: f64,
        aim: Option<f64>,
    },
    /// Only told.
    None,
}

/// One line: what was measured, ours, the limit beside it, the ratio of the two.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) ours: String,
    pub(crate) limit: String,
    pub(crate) ratio: Option<f64>,
    pub(crate) wish: Wish,
}

/// All lines so far, in the order they were measured.
#[derive(Default)]
pub(crate) struct Report {
    text: String,
}

impl Report {
    /// Begins a table of its own, under a sentence that says how it was measured.
    pub(crate) fn section(&mut self, title: &str, how: &str) {
        let head =
            "| what | ours | beside | ratio | bar | aim | |\n|---|---:|---:|---:|---:|---:|---|";
        self.add(&format!("\n## {title}\n\n{how}\n\n{head}"));
    }

    pub(crate) fn line(&mut self, line: Line) {
        let (bar, aim, verdict) = judge(line.ratio, line.wish);
        let ratio = line.ratio.map(number).unwrap_or_default();
        let Line { what, ours, limit, .. } = line;
        self.add(&format!("| {what} | {ours} | {limit} | {ratio} | {bar} | {aim} | {verdict} |"));
    }

    /// Text that is already as it should stand.
    pub(crate) fn add(&mut self, text: &str) {
        println!("{text}");
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

fn judge(ratio: Option<f64>, wish: Wish) -> (String, String, &'static str) {
    let (sign, bar, aim) = match wish {
        Wish::None => return Default::default(),
        Wish::AtLeast { bar, aim } => ("≥", bar, aim),
        Wish::AtMost { bar, aim } => ("≤", bar, aim),
    };
    let shown = aim.map(|aim| format!("{sign} {}", number(aim))).unwrap_or_default();
    let reaches = |mark: f64| match (ratio, wish) {
        (Some(ratio), Wish::AtLeast { .. }) => ratio >= mark,
        (Some(ratio), _) => ratio <= mark,
        (None, _) => false,
    };
    let verdict = match () {
        () if ratio.is_none() => "not measured",
        () if aim.is_some_and(reaches) => "aim reached",
        () if reaches(bar) => "bar reached",
        () => "**bar missed**",
    };
    (format!("{sign} {}", number(bar)), shown, verdict)
}

/// Three figures that count.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => thousands(value),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Microseconds as a person reads them.
pub(crate) fn micros(value: f64) -> String {
    match value {
        big if big >= 1000.0 => format!("{} ms", number(value / 1000.0)),
        _ => format!("{} µs", number(value)),
    }
}

/// Bytes as a person reads them (decimal units).
pub(crate) fn bytes(value: f64) -> String {
    match value {
        big if big >= 1e9 => format!("{} GB", number(value / 1e9)),
        big if big >= 1e6 => format!("{} MB", number(value / 1e6)),
        big if big >= 1e3 => format!("{} kB", number(value / 1e3)),
        _ => format!("{value:.0} B"),
    }
}

/// The middle of a list, which must not be empty.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The value that `share` (0 to 1) of the list does not exceed.
pub(crate) fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * share).ceil() as usize;
    values.get(at.max(1) - 1).copied().unwrap_or_default()
}
