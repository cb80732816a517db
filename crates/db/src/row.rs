//! Rows, and what is read from them: by position, in the order the statement names them.

use std::error::Error as StdError;

use rusqlite::types::ValueRef;
use tokio_postgres::types::{FromSql, Type};

use crate::{Arg, Error, Result};

/// One row of an answer, from either engine.
pub struct Row<'a>(pub(crate) Inner<'a>);

pub(crate) enum Inner<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// An integer column, or none when it is null.
    pub fn int(&self, at: usize) -> Result<Option<i64>> {
        match &self.0 {
            Inner::Sqlite(row) => match sqlite(row, at)? {
                ValueRef::Null => Ok(None),
                ValueRef::Integer(int) => Ok(Some(int)),
                other => Err(mismatch(at, "an integer", other)),
            },
            Inner::Postgres(row) => postgres::<Int>(row, at).map(|int| int.map(|int| int.0)),
        }
    }

    /// A boolean column: an integer in SQLite.
    pub fn bool(&self, at: usize) -> Result<Option<bool>> {
        match &self.0 {
            Inner::Sqlite(_) => self.int(at).map(|int| int.map(|int| int != 0)),
            Inner::Postgres(row) => postgres(row, at),
        }
    }

    /// A `double precision` column.
    pub fn real(&self, at: usize) -> Result<Option<f64>> {
        match &self.0 {
            Inner::Sqlite(row) => match sqlite(row, at)? {
                ValueRef::Null => Ok(None),
                ValueRef::Real(real) => Ok(Some(real)),
                ValueRef::Integer(int) => Ok(Some(int as f64)),
                other => Err(mismatch(at, "a real number", other)),
            },
            Inner::Postgres(row) => postgres::<Real>(row, at).map(|real| real.map(|real| real.0)),
        }
    }

    /// A text column.
    pub fn text(&self, at: usize) -> Result<Option<&str>> {
        match &self.0 {
            Inner::Sqlite(row) => match sqlite(row, at)? {
                ValueRef::Null => Ok(None),
                ValueRef::Text(text) => std::str::from_utf8(text).map(Some).map_err(|_| {
                    Error::internal(format!("Column {at} of the answer is not UTF-8 text."))
                }),
                other => Err(mismatch(at, "text", other)),
            },
            Inner::Postgres(row) => postgres(row, at),
        }
    }

    /// A `bytea` column.
    pub fn bytes(&self, at: usize) -> Result<Option<&[u8]>> {
        match &self.0 {
            Inner::Sqlite(row) => match sqlite(row, at)? {
                ValueRef::Null => Ok(None),
                ValueRef::Blob(bytes) => Ok(Some(bytes)),
                other => Err(mismatch(at, "bytes", other)),
            },
            Inner::Postgres(row) => postgres(row, at),
        }
    }

    fn width(&self) -> usize {
        match &self.0 {
            Inner::Sqlite(row) => row.as_ref().column_count(),
            Inner::Postgres(row) => row.len(),
        }
    }
}

fn sqlite<'a>(row: &'a rusqlite::Row<'a>, at: usize) -> Result<ValueRef<'a>> {
    row.get_ref(at).map_err(|_| Error::internal(format!("The answer has no column {at}.")))
}

fn postgres<'a, T: FromSql<'a>>(row: &'a tokio_postgres::Row, at: usize) -> Result<Option<T>> {
    row.try_get(at)
        .map_err(|why| Error::internal(format!("Column {at} of the answer is unfit: {why}.")))
}

fn mismatch(at: usize, wanted: &str, found: ValueRef<'_>) -> Error {
    let found = found.data_type();
    Error::internal(format!("Column {at} of the answer is {found}, and not {wanted}."))
}

type Boxed = Box<dyn StdError + Sync + Send>;

/// Any width of integer: a literal `1` or `length(..)` is an `int4` in PostgreSQL.
struct Int(i64);

impl FromSql<'_> for Int {
    fn from_sql(ty: &Type, raw: &[u8]) -> Result<Self, Boxed> {
        Ok(Int(match *ty {
            Type::INT2 => i16::from_sql(ty, raw)?.into(),
            Type::INT4 => i32::from_sql(ty, raw)?.into(),
            _ => i64::from_sql(ty, raw)?,
        }))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8)
    }
}

/// Any width of floating point number.
struct Real(f64);

impl FromSql<'_> for Real {
    fn from_sql(ty: &Type, raw: &[u8]) -> Result<Self, Boxed> {
        Ok(Real(match *ty {
            Type::FLOAT4 => f32::from_sql(ty, raw)?.into(),
            _ => f64::from_sql(ty, raw)?,
        }))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::FLOAT4 | Type::FLOAT8)
    }
}

/// What fills one column.
pub trait Value: Sized {
    /// Reads column `at` (from 0); none when it is null.
    fn take(row: &Row, at: usize) -> Result<Option<Self>>;

    /// The null of this type.
    fn null() -> Arg;
}

macro_rules! values {
    ($($value:ty, $take:ident, $arg:ident, |$it:ident| $make:expr;)+) => {
        $(impl Value for $value {
            fn take(row: &Row, at: usize) -> Result<Option<Self>> {
                Ok(row.$take(at)?.map(|$it| $make))
            }

            fn null() -> Arg {
                Arg::$arg(None)
            }
        })+
    };
}

values! {
    i64, int, Int, |it| it;
    bool, bool, Bool, |it| it;
    f64, real, Real, |it| it;
    String, text, Text, |it| it.to_owned();
    Vec<u8>, bytes, Bytes, |it| it.to_vec();
}

impl<T: Value> Value for Option<T> {
    fn take(row: &Row, at: usize) -> Result<Option<Self>> {
        T::take(row, at).map(Some)
    }

    fn null() -> Arg {
        T::null()
    }
}

/// What fills one or more columns, from left to right: a [`Value`], a tuple, a struct declared
/// with [`crate::record!`], and any nesting of these.
pub trait Record: Sized {
    /// Reads from column `at` on, and moves `at` behind what was read.
    fn read(row: &Row, at: &mut usize) -> Result<Self>;
}

impl<T: Value> Record for T {
    fn read(row: &Row, at: &mut usize) -> Result<Self> {
        let value = T::take(row, *at)?;
        *at += 1;
        value.ok_or_else(|| {
            Error::internal(format!("Column {} of the answer is null unexpectedly.", *at - 1))
        })
    }
}

macro_rules! tuples {
    ($($($part:ident)+;)+) => {
        $(impl<$($part: Record),+> Record for ($($part,)+) {
            fn read(row: &Row, at: &mut usize) -> Result<Self> {
                Ok(($($part::read(row, at)?,)+))
            }
        })+
    };
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}

/// Whoever takes the rows of an answer, one after the other.
pub(crate) type Each<'a> = &'a mut dyn FnMut(&Row<'_>) -> Result<()>;

/// Reads a whole row, which must not be wider than the record.
pub(crate) fn whole<T: Record>(row: &Row) -> Result<T> {
    let mut at = 0;
    let record = T::read(row, &mut at)?;
    if at == row.width() {
        return Ok(record);
    }
    let width = row.width();
    Err(Error::internal(format!("The answer has {width} columns where {at} are read.")))
}
