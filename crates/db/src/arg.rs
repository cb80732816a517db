//! What can be bound to a parameter. A null keeps its type, because PostgreSQL wants to know it.

use std::error::Error as StdError;

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, Value as SqliteValue, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type};

use crate::Value;

/// A bound parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// `bigint`: ids, counts, epoch milliseconds.
    Int(Option<i64>),
    /// `boolean`; 0 or 1 in SQLite.
    Bool(Option<bool>),
    /// `double precision`.
    Real(Option<f64>),
    /// `text`; must not contain a NUL, which PostgreSQL cannot store.
    Text(Option<String>),
    /// `bytea`, a blob in SQLite.
    Bytes(Option<Vec<u8>>),
    /// The argument of `list($1)`.
    Ints(Vec<i64>),
    /// The argument of `texts($1)`.
    Texts(Vec<String>),
}

impl Arg {
    /// A text with a NUL is refused on both engines, so that both keep the same data.
    pub(crate) fn has_nul(&self) -> bool {
        match self {
            Arg::Text(Some(text)) => text.as_bytes().contains(&0),
            Arg::Texts(texts) => texts.iter().any(|text| text.as_bytes().contains(&0)),
            _ => false,
        }
    }
}

/// Values that may be listed with `list($1)`: `i64` and newtypes of it made by [`crate::value!`].
pub trait IntValue {
    /// The number to bind.
    fn int(&self) -> i64;
}

impl IntValue for i64 {
    fn int(&self) -> i64 {
        *self
    }
}

macro_rules! from {
    ($($from:ty => |$name:ident| $arg:expr),+ $(,)?) => {
        $(impl From<$from> for Arg {
            fn from($name: $from) -> Self {
                $arg
            }
        })+
    };
}

from! {
    i64 => |it| Arg::Int(Some(it)),
    i32 => |it| Arg::Int(Some(it.into())),
    u32 => |it| Arg::Int(Some(it.into())),
    usize => |it| Arg::Int(Some(i64::try_from(it).unwrap_or(i64::MAX))),
    bool => |it| Arg::Bool(Some(it)),
    f64 => |it| Arg::Real(Some(it)),
    String => |it| Arg::Text(Some(it)),
    &String => |it| Arg::Text(Some(it.clone())),
    &str => |it| Arg::Text(Some(it.to_owned())),
    Option<&str> => |it| Arg::Text(it.map(str::to_owned)),
    Vec<u8> => |it| Arg::Bytes(Some(it)),
    &[u8] => |it| Arg::Bytes(Some(it.to_vec())),
    Option<&[u8]> => |it| Arg::Bytes(it.map(<[u8]>::to_vec)),
    Vec<String> => |it| Arg::Texts(it),
    &[String] => |it| Arg::Texts(it.to_vec()),
    &Vec<String> => |it| Arg::Texts(it.clone()),
    &[&str] => |it| Arg::Texts(it.iter().map(|text| (*text).to_owned()).collect()),
}

impl<const N: usize> From<[u8; N]> for Arg {
    fn from(bytes: [u8; N]) -> Self {
        Arg::Bytes(Some(bytes.to_vec()))
    }
}

impl<T: Value + Into<Arg>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(T::null, T::into)
    }
}

impl<T: IntValue> From<Vec<T>> for Arg {
    fn from(list: Vec<T>) -> Self {
        Arg::from(list.as_slice())
    }
}

impl<T: IntValue> From<&Vec<T>> for Arg {
    fn from(list: &Vec<T>) -> Self {
        Arg::from(list.as_slice())
    }
}

impl<T: IntValue> From<&[T]> for Arg {
    fn from(list: &[T]) -> Self {
        Arg::Ints(list.iter().map(IntValue::int).collect())
    }
}

impl rusqlite::ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Arg::Int(Some(int)) => ToSqlOutput::Borrowed(ValueRef::Integer(*int)),
            Arg::Bool(Some(bool)) => ToSqlOutput::Borrowed(ValueRef::Integer((*bool).into())),
            Arg::Real(Some(real)) => ToSqlOutput::Borrowed(ValueRef::Real(*real)),
            Arg::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Arg::Bytes(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Arg::Ints(list) => ToSqlOutput::Owned(SqliteValue::Text(json_of_ints(list))),
            Arg::Texts(list) => ToSqlOutput::Owned(SqliteValue::Text(json_of_texts(list))),
            _ => ToSqlOutput::Borrowed(ValueRef::Null),
        })
    }
}

fn json_of_ints(list: &[i64]) -> String {
    use std::fmt::Write;
    let mut json = String::with_capacity(2 + list.len() * 20);
    json.push('[');
    for (at, int) in list.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(json, "{comma}{int}");
    }
    json.push(']');
    json
}

fn json_of_texts(list: &[String]) -> String {
    use std::fmt::Write;
    let mut json = String::from("[");
    for (at, text) in list.iter().enumerate() {
        json.push_str(if at == 0 { "\"" } else { ",\"" });
        for letter in text.chars() {
            match letter {
                '"' => json.push_str("\\\""),
                '\\' => json.push_str("\\\\"),
                control if (control as u32) < 0x20 => {
                    let _ = write!(json, "\\u{:04x}", control as u32);
                }
                other => json.push(other),
            }
        }
        json.push('"');
    }
    json.push(']');
    json
}

type Boxed = Box<dyn StdError + Sync + Send>;

/// PostgreSQL has already inferred what each parameter is; we say how ours is written there.
impl ToSql for Arg {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match self {
            Arg::Int(None) | Arg::Bool(None) | Arg::Real(None) => Ok(IsNull::Yes),
            Arg::Text(None) | Arg::Bytes(None) => Ok(IsNull::Yes),
            Arg::Int(Some(int)) => int_to_sql(*int, ty, out),
            Arg::Bool(bool) => checked(bool, ty, out),
            Arg::Real(Some(real)) if *ty == Type::FLOAT4 => (*real as f32).to_sql(ty, out),
            Arg::Real(real) => checked(real, ty, out),
            Arg::Text(text) => checked(text, ty, out),
            Arg::Bytes(bytes) => checked(bytes, ty, out),
            Arg::Ints(list) => checked(list, ty, out),
            Arg::Texts(list) => checked(list, ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        self.to_sql(ty, out)
    }
}

fn int_to_sql(int: i64, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
    match *ty {
        Type::INT4 => i32::try_from(int)?.to_sql(ty, out),
        Type::INT2 => i16::try_from(int)?.to_sql(ty, out),
        Type::FLOAT8 => (int as f64).to_sql(ty, out),
        _ => checked(&int, ty, out),
    }
}

fn checked<T: ToSql>(value: &T, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
    if !T::accepts(ty) {
        return Err(format!("a {} is bound where PostgreSQL expects {ty}", kind::<T>()).into());
    }
    value.to_sql(ty, out)
}

fn kind<T>() -> &'static str {
    std::any::type_name::<T>()
}
