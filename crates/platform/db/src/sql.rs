//! The one way to ask and to change, the same on a pool and in a transaction.

use std::future::Future;

use crate::{FromRow, Result, Row, StorageError, V};

/// SQL text: a literal in the code, or text put together from literals in the code.
/// Values never go into the text; they are bound.
#[derive(Debug, Clone)]
pub struct Statement(pub(crate) String);

impl From<&str> for Statement {
    fn from(text: &str) -> Self {
        Statement(text.to_owned())
    }
}
impl From<String> for Statement {
    fn from(text: String) -> Self {
        Statement(text)
    }
}

/// Asking and changing, on a [`crate::Db`] (reads) or inside a [`crate::Tx`].
pub trait Sql: Sync {
    /// Runs a query and returns its raw rows.
    fn rows(
        &self,
        sql: impl Into<Statement> + Send,
        args: Vec<V>,
    ) -> impl Future<Output = Result<Vec<Row>>> + Send;

    /// Runs a statement that changes rows and says how many.
    fn exec(
        &self,
        sql: impl Into<Statement> + Send,
        args: Vec<V>,
    ) -> impl Future<Output = Result<u64>> + Send;

    /// All rows, as `T`.
    fn all<T: FromRow>(
        &self,
        sql: impl Into<Statement> + Send,
        args: Vec<V>,
    ) -> impl Future<Output = Result<Vec<T>>> + Send {
        async move {
            let rows = self.rows(sql, args).await?;
            rows.iter().map(T::from_row).collect()
        }
    }

    /// The first row if there is one.
    fn opt<T: FromRow>(
        &self,
        sql: impl Into<Statement> + Send,
        args: Vec<V>,
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move {
            let rows = self.rows(sql, args).await?;
            rows.first().map(T::from_row).transpose()
        }
    }

    /// The one row that must be there; [`StorageError::NotFound`] names the statement otherwise.
    fn one<T: FromRow>(
        &self,
        sql: impl Into<Statement> + Send,
        args: Vec<V>,
    ) -> impl Future<Output = Result<T>> + Send {
        async move {
            let statement: Statement = sql.into();
            let text = statement.0.clone();
            self.opt(statement.0, args)
                .await?
                .ok_or(StorageError::NotFound(text))
        }
    }
}

/// Binds the values of a statement for either driver.
macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query(sqlx::AssertSqlSafe($sql.0));
        for value in $args {
            query = match value {
                V::I(v) => query.bind(v),
                V::S(v) => query.bind(v),
                V::D(v) => query.bind(v),
                V::B(v) => query.bind(v),
                V::U(v) => query.bind(v),
                V::X(v) => query.bind(v),
                V::F(v) => query.bind(v),
            };
        }
        query
    }};
}
pub(crate) use bound;
