//! Rows and how they become domain types.

use sqlx::{Decode, Row as _, Type};

use crate::StorageError;

/// A row of either engine.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Lite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Pg(sqlx::postgres::PgRow),
}

/// A type that both engines can read from a column.
pub trait Column:
    for<'r> Decode<'r, sqlx::Sqlite>
    + Type<sqlx::Sqlite>
    + for<'r> Decode<'r, sqlx::Postgres>
    + Type<sqlx::Postgres>
{
}
impl<T> Column for T where
    T: for<'r> Decode<'r, sqlx::Sqlite>
        + Type<sqlx::Sqlite>
        + for<'r> Decode<'r, sqlx::Postgres>
        + Type<sqlx::Postgres>
{
}

impl Row {
    /// The value of the column called `name`; names table-side surprises in its error.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, StorageError> {
        let result = match self {
            Row::Lite(row) => row.try_get(name),
            Row::Pg(row) => row.try_get(name),
        };
        result.map_err(|error| StorageError::Column {
            column: name.to_owned(),
            cause: error.to_string(),
        })
    }

    /// The names of the columns, in the order of the statement.
    pub fn columns(&self) -> Vec<String> {
        use sqlx::Column as _;
        match self {
            Row::Lite(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
            Row::Pg(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
        }
    }
}

/// A type made from one row.
pub trait FromRow: Sized + Send {
    /// Reads the row; an error names the column.
    fn from_row(row: &Row) -> Result<Self, StorageError>;
}

impl FromRow for Row {
    fn from_row(_: &Row) -> Result<Self, StorageError> {
        Err(StorageError::Engine(
            "ask for rows() to get raw rows".into(),
        ))
    }
}

/// Declares a struct whose fields are the columns of a statement, by name.
///
/// `db::row! { pub struct Due { pub number: String, pub last_day_on: Option<NaiveDate> } }`
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $type),+ }
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row) -> ::std::result::Result<Self, $crate::StorageError> {
                Ok(Self { $($field: row.get(stringify!($field))?),+ })
            }
        }
    };
}

macro_rules! single {
    ($($type:ty),+) => {$(
        /// The first column, for statements that select one thing.
        impl FromRow for $type {
            fn from_row(row: &Row) -> Result<Self, StorageError> { row.first() }
        }
    )+};
}
single!(
    i64,
    String,
    bool,
    uuid::Uuid,
    chrono::NaiveDate,
    f64,
    Vec<u8>
);
single!(
    Option<i64>,
    Option<String>,
    Option<uuid::Uuid>,
    Option<chrono::NaiveDate>
);

impl Row {
    fn first<T: Column>(&self) -> Result<T, StorageError> {
        let result = match self {
            Row::Lite(row) => row.try_get(0),
            Row::Pg(row) => row.try_get(0),
        };
        result.map_err(StorageError::from)
    }
}
