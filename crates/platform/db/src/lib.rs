//! Cơ sở dữ liệu (database): one set of SQL on SQLite and PostgreSQL.
//!
//! The only crate that names `sqlx`. Everything above speaks three things: a [`Db`] to read from,
//! a [`Tx`] to write in, and the [`Sql`] trait that both answer. Statements are written once with
//! `$1` placeholders in the portable core described in decision 003.
//!
//! ```text
//! db::row! { pub struct Due { pub number: String, pub last_day_on: NaiveDate } }
//! let due: Vec<Due> = db.all("SELECT number, last_day_on FROM … WHERE unit_id = $1", args![unit]).await?;
//! ```

mod connect;
mod copy;
mod error;
mod migrate;
mod row;
mod sql;
pub mod testing;
mod value;

pub use connect::{Db, Engine, Tx};
pub use copy::{Dump, TableDump};
pub use error::StorageError;
pub use migrate::{Migrations, migrate};
pub use row::{Column, FromRow, Row};
pub use sql::{Sql, Statement};
pub use value::V;

/// A result whose error is the database's.
pub type Result<T> = std::result::Result<T, StorageError>;
