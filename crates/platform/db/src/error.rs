//! What can go wrong between the program and its database.

/// A failure of storage. English, for the log; people see a short apology and a number.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A unique or primary key already holds this value: somebody else was first.
    #[error("already there: {0}")]
    Conflict(String),
    /// A statement that must find exactly one row found none.
    #[error("no such row: {0}")]
    NotFound(String),
    /// A column could not be read as the type the code expects.
    #[error("column {column}: {cause}")]
    Column {
        /// The column's name in the statement.
        column: String,
        /// What the driver said.
        cause: String,
    },
    /// The address of the database cannot be used.
    #[error("database address: {0}")]
    Address(String),
    /// A migration is missing or was changed after it ran.
    #[error("migration: {0}")]
    Migration(String),
    /// Anything else the engine reports.
    #[error("database: {0}")]
    Engine(String),
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => {
                Self::Conflict(cause.message().to_owned())
            }
            sqlx::Error::RowNotFound => Self::NotFound(error.to_string()),
            sqlx::Error::ColumnDecode { index, source } => Self::Column {
                column: index.clone(),
                cause: source.to_string(),
            },
            _ => Self::Engine(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StorageError {
    fn from(error: std::io::Error) -> Self {
        Self::Engine(error.to_string())
    }
}
