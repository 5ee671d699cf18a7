//! Values bound to a statement. Each variant knows its type even when it is null,
//! because PostgreSQL wants a NULL with the type of its column.

use chrono::NaiveDate;
use uuid::Uuid;

/// One bound value; `None` is a NULL of that type.
#[derive(Debug, Clone, PartialEq)]
pub enum V {
    /// BIGINT, also instants (milliseconds UTC) and counts.
    I(Option<i64>),
    /// TEXT.
    S(Option<String>),
    /// DATE.
    D(Option<NaiveDate>),
    /// BOOLEAN.
    B(Option<bool>),
    /// UUID.
    U(Option<Uuid>),
    /// BLOB.
    X(Option<Vec<u8>>),
    /// DOUBLE PRECISION.
    F(Option<f64>),
}

macro_rules! from {
    ($($type:ty => $variant:ident as $as:ty),+ $(,)?) => {$(
        impl From<$type> for V {
            fn from(value: $type) -> V { V::$variant(Some(<$as>::from(value))) }
        }
        impl From<Option<$type>> for V {
            fn from(value: Option<$type>) -> V { V::$variant(value.map(<$as>::from)) }
        }
    )+};
}

from! {
    i64 => I as i64, i32 => I as i64, u32 => I as i64, u8 => I as i64,
    String => S as String, &str => S as String, &String => S as String,
    NaiveDate => D as NaiveDate,
    bool => B as bool,
    Uuid => U as Uuid, &Uuid => U as CopiedUuid,
    Vec<u8> => X as Vec<u8>, &[u8] => X as Vec<u8>,
    f64 => F as f64,
}

/// Lets `&Uuid` be bound as readily as `Uuid`.
struct CopiedUuid;
impl CopiedUuid {
    fn from(value: &Uuid) -> Uuid {
        *value
    }
}

impl From<usize> for V {
    fn from(value: usize) -> V {
        V::I(i64::try_from(value).ok())
    }
}

/// The values of a statement, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! args {
    () => { ::std::vec::Vec::<$crate::V>::new() };
    ($($value:expr),+ $(,)?) => { ::std::vec![$($crate::V::from($value)),+] };
}
