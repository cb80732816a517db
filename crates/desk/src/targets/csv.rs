//! Tables as files (CSV, RFC 4180), read as they come: in UTF-8, UTF-16 or Windows-1252, with
//! commas, semicolons, tabs or bars. Pure.

/// Most rows of a table.
pub(super) const ROWS_MAX: usize = 10_000;
/// Most columns.
pub(super) const COLUMNS_MAX: usize = 200;
/// Longest cell, in characters.
pub(super) const CELL_CHARS_MAX: usize = 2_000;

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// `UTF-8`, `UTF-16` or `Windows-1252`.
    pub encoding: &'static str,
    /// What stands between cells.
    pub separator: char,
    /// The names of the columns.
    pub heads: Vec<String>,
    /// The rows: the number of the line each begins at, and its cells, or why it is refused.
    pub rows: Vec<(usize, Result<Vec<String>, Fault>)>,
}

/// Why a table, or a row of it, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no line.
    Empty,
    /// It is no text.
    NoText,
    /// It has more than [`ROWS_MAX`] rows.
    ManyRows,
    /// It has more than [`COLUMNS_MAX`] columns, or one that has no name.
    BadHeads,
    /// Its last quotation mark is not there.
    OpenQuote,
    /// The row has more or fewer cells than there are columns.
    Cells,
    /// A cell is longer than [`CELL_CHARS_MAX`].
    LongCell,
}

/// Reads a table.
///
/// # Errors
/// If it cannot be one at all. What is wrong with a row alone stands in that row.
pub(super) fn read(bytes: &[u8]) -> Result<Table, Fault> {
    let (text, encoding) = decode(bytes)?;
    let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(Fault::Empty)?;
    let separator = separator_of(first);
    let mut lines = split(&text, separator)?.into_iter();
    let (_, heads) = lines.next().ok_or(Fault::Empty)?;
    let heads: Vec<String> = heads.iter().map(|head| head.trim().to_owned()).collect();
    if heads.len() > COLUMNS_MAX || heads.iter().any(String::is_empty) {
        return Err(Fault::BadHeads);
    }
    let rows: Vec<_> = lines.map(|(line, cells)| (line, fit(cells, heads.len()))).collect();
    if rows.len() > ROWS_MAX {
        return Err(Fault::ManyRows);
    }
    Ok(Table { encoding, separator, heads, rows })
}

fn fit(cells: Vec<String>, columns: usize) -> Result<Vec<String>, Fault> {
    if cells.len() != columns {
        return Err(Fault::Cells);
    }
    if cells.iter().any(|cell| cell.chars().count() > CELL_CHARS_MAX) {
        return Err(Fault::LongCell);
    }
    Ok(cells.iter().map(|cell| neutral(cell)).collect())
}

/// A cell as it is kept: nothing that a spreadsheet would take for a formula begins it.
#[must_use]
pub(super) fn neutral(cell: &str) -> String {
    let cell: String = cell.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    cell.trim().trim_start_matches(['=', '+', '-', '@', '|', '%']).trim_start().to_owned()
}

fn decode(bytes: &[u8]) -> Result<(String, &'static str), Fault> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), "UTF-8"),
        [0xff, 0xfe, rest @ ..] => (utf_16(rest, u16::from_le_bytes)?, "UTF-16"),
        [0xfe, 0xff, rest @ ..] => (utf_16(rest, u16::from_be_bytes)?, "UTF-16"),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), "UTF-8"),
            Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), "Windows-1252"),
        },
    };
    if text.0.contains('\0') { Err(Fault::NoText) } else { Ok(text) }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).map_err(|_| Fault::NoText)
}

/// The signs of Windows-1252 that are not those of the same number in Unicode.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// The separator that the first line has most of, outside of quotation marks.
fn separator_of(line: &str) -> char {
    let mut quoted = false;
    let mut counts = [(',', 0), (';', 0), ('\t', 0), ('|', 0)];
    for c in line.chars() {
        quoted ^= c == '"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && c == *separator);
        }
    }
    // Of equals, the first.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(separator, _)| *separator)
}

/// The cells of each row, with the number of the line it begins at; empty lines are passed over.
fn split(text: &str, separator: char) -> Result<Vec<(usize, Vec<String>)>, Fault> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut quoted, mut line, mut start) = (false, 1, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            _ if quoted => cell.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                push(&mut rows, start, std::mem::take(&mut row))?;
                start = line;
            }
            _ if c == separator => row.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if quoted {
        return Err(Fault::OpenQuote);
    }
    row.push(cell);
    push(&mut rows, start, row)?;
    Ok(rows)
}

fn push(rows: &mut Vec<(usize, Vec<String>)>, start: usize, row: Vec<String>) -> Result<(), Fault> {
    if row.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    // The heads are a row, too.
    if rows.len() > ROWS_MAX {
        return Err(Fault::ManyRows);
    }
    rows.push((start, row));
    Ok(())
}
