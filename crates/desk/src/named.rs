//! Enums whose values have a name on the wire and in the tables, and a name in words.

/// Makes such enums: `Name { One = "name", "key-of-words"; }`. A name in a table that this version
/// does not know is a fault, or, `Name else One`, stands for that one.
macro_rules! named {
    ($(
        $(#[$doc:meta])*
        $name:ident $(else $unknown:ident)? {
            $($(#[$each:meta])* $one:ident = $text:literal, $words:literal;)+
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $one),+ }

        impl $name {
            /// Every one, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$one),+];

            /// Its name on the wire and in the tables.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$one => $text),+ }
            }

            /// The key of its name in words.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$one => $words),+ }
            }

            /// The one of that name.
            #[must_use]
            pub fn of(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.name() == name)
            }
        }

        impl db::Value for $name {
            fn take(row: &db::Row, at: usize) -> db::Result<Option<Self>> {
                let Some(name) = <String as db::Value>::take(row, at)? else { return Ok(None) };
                let unknown = || db::Error::Internal(format!("«{name}» is unknown here"));
                let known = Self::of(&name)$(.or(Some(Self::$unknown)))?;
                known.map(Some).ok_or_else(unknown)
            }

            fn null() -> db::Arg {
                <String as db::Value>::null()
            }
        }

        impl From<$name> for db::Arg {
            fn from(it: $name) -> Self {
                db::Arg::from(it.name())
            }
        }
    )+};
}

pub(crate) use named;
