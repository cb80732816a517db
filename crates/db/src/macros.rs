//! `record!` and `value!`: the two declarations that tie Rust types to columns.

/// Declares a struct that is read from a row, its fields in the order of the columns. A field may
/// itself be a record of several columns.
///
/// ```ignore
/// record! {
///     /// A post as the room keeps it.
///     #[derive(Clone, Debug)]
///     pub struct Post { pub id: PostId, pub author: AccountId, pub body: String }
/// }
/// ```
#[macro_export]
macro_rules! record {
    ($(
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_attribute:meta])* $field_vis:vis $field:ident: $type:ty),+ $(,)?
        }
    )+) => {
        $(
            $(#[$attribute])*
            $vis struct $name {
                $($(#[$field_attribute])* $field_vis $field: $type),+
            }

            impl $crate::Record for $name {
                fn read(row: &$crate::Row, at: &mut usize) -> $crate::Result<Self> {
                    Ok(Self { $($field: $crate::Record::read(row, at)?),+ })
                }
            }
        )+
    };
}

/// Makes a newtype of a column value bindable and readable: `value!(AccountId(i64));` for a type
/// that exists, or the whole declaration `value! { pub struct AccountId(pub i64); }`, which also
/// derives the usual comparisons. Newtypes of `i64` may be bound as lists, too.
#[macro_export]
macro_rules! value {
    ($(
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident($inner_vis:vis i64);
    )+) => {
        $(
            $(#[$attribute])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            $vis struct $name($inner_vis i64);

            $crate::value!($name(i64));
        )+
    };
    ($(
        $(#[$attribute:meta])*
        $vis:vis struct $name:ident($inner_vis:vis $inner:ty);
    )+) => {
        $(
            $(#[$attribute])*
            #[derive(Clone, Debug, PartialEq)]
            $vis struct $name($inner_vis $inner);

            $crate::value!($name($inner));
        )+
    };
    ($name:ident(i64)) => {
        impl $crate::IntValue for $name {
            fn int(&self) -> i64 {
                self.0
            }
        }

        $crate::value!(@column $name, i64);
    };
    ($name:ident($inner:ty)) => {
        $crate::value!(@column $name, $inner);
    };
    (@column $name:ident, $inner:ty) => {
        impl $crate::Value for $name {
            fn take(row: &$crate::Row, at: usize) -> $crate::Result<Option<Self>> {
                Ok(<$inner as $crate::Value>::take(row, at)?.map(Self))
            }

            fn null() -> $crate::Arg {
                <$inner as $crate::Value>::null()
            }
        }

        impl From<$name> for $crate::Arg {
            fn from(value: $name) -> Self {
                $crate::Arg::from(value.0)
            }
        }
    };
}
