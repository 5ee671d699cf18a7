//! Whole tables in and out as bytes: for comparing views, for backups, for loading at volume.

use chrono::NaiveDate;
use futures::TryStreamExt as _;
use sqlx::{Row as _, TypeInfo, ValueRef};
use uuid::Uuid;

use crate::{Db, Engine, Result, Row, Sql, StorageError, Tx, V, args, connect::Inner};

/// The content of a table as text lines that are the same on both engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDump {
    /// The table.
    pub table: String,
    /// The columns, in order.
    pub columns: Vec<String>,
    /// One line a row: tab-separated, typed, sorted by the whole line.
    pub lines: Vec<String>,
}

/// Dumping and loading tables.
pub struct Dump;

impl Dump {
    /// The rows of `table` (all columns), one escaped line each, in the order of the lines.
    pub async fn table(sql: &impl Sql, table: &str) -> Result<TableDump> {
        let rows = sql.rows(format!("SELECT * FROM {table}"), args![]).await?;
        let columns = rows.first().map(Row::columns).unwrap_or_default();
        let mut lines = rows.iter().map(line).collect::<Result<Vec<_>>>()?;
        lines.sort();
        Ok(TableDump {
            table: table.to_owned(),
            columns,
            lines,
        })
    }

    /// Hands out the rows of `table` one line at a time, in no order, with the names of its columns: for tables that do
    /// not fit into memory.
    pub async fn each(
        tx: &Tx,
        table: &str,
        mut take: impl FnMut(&[String], String) -> std::io::Result<()> + Send,
    ) -> Result<()> {
        let sql = format!("SELECT * FROM {table}");
        let mut columns = Vec::new();
        match &mut *tx.inner().await {
            Inner::Lite(tx) => {
                let mut rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    let row = Row::Lite(row);
                    if columns.is_empty() {
                        columns = row.columns();
                    }
                    take(&columns, line(&row)?)?;
                }
            }
            Inner::Pg(tx) => {
                let mut rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    let row = Row::Pg(row);
                    if columns.is_empty() {
                        columns = row.columns();
                    }
                    take(&columns, line(&row)?)?;
                }
            }
        }
        Ok(())
    }

    /// The user tables of the database, by name.
    pub async fn tables(db: &Db) -> Result<Vec<String>> {
        let sql = match db.engine() {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            }
            Engine::Postgres => {
                "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
            }
        };
        db.all(sql, args![]).await
    }

    /// Reads one line of [`Dump::table`] back into values.
    pub fn values(line: &str) -> Result<Vec<V>> {
        line.split('\t').map(parse).collect()
    }

    /// Inserts many rows at once: COPY on PostgreSQL, multi-row INSERT on SQLite.
    pub async fn insert(tx: &Tx, table: &str, columns: &[&str], rows: &[Vec<V>]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        if tx.engine() == Engine::Postgres && rows.len() > 50 {
            return copy_in(tx, table, columns, rows).await;
        }
        insert_rows(tx, table, columns, rows).await
    }

    /// Inserts rows read by [`Dump::values`], whose nulls have lost their type.
    pub async fn load(tx: &Tx, table: &str, columns: &[&str], rows: &[Vec<V>]) -> Result<()> {
        match tx.engine() {
            _ if rows.is_empty() => Ok(()),
            Engine::Postgres => copy_in(tx, table, columns, rows).await,
            Engine::Sqlite => insert_rows(tx, table, columns, rows).await,
        }
    }
}

async fn insert_rows(tx: &Tx, table: &str, columns: &[&str], rows: &[Vec<V>]) -> Result<()> {
    // SQLite allows 32,766 values a statement; a few hundred rows already amortise the call.
    for part in rows.chunks((30_000 / columns.len().max(1)).clamp(1, 200)) {
        let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        let mut values = Vec::with_capacity(part.len() * columns.len());
        for (index, row) in part.iter().enumerate() {
            sql.push_str(if index == 0 { "(" } else { ", (" });
            for (position, value) in row.iter().enumerate() {
                if position > 0 {
                    sql.push_str(", ");
                }
                values.push(value.clone());
                match tx.engine() {
                    // Nameless: SQLite looks up a named place by walking all of them.
                    Engine::Sqlite => sql.push('?'),
                    Engine::Postgres => sql.push_str(&format!("${}", values.len())),
                }
            }
            sql.push(')');
        }
        tx.exec(sql, values).await?;
    }
    Ok(())
}

async fn copy_in(tx: &Tx, table: &str, columns: &[&str], rows: &[Vec<V>]) -> Result<()> {
    let mut inner = tx.inner().await;
    let Inner::Pg(connection) = &mut *inner else {
        return Err(StorageError::Engine("COPY is PostgreSQL's".into()));
    };
    let sql = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
    let mut copy = connection.copy_in_raw(&sql).await?;
    let mut buffer = String::with_capacity(1 << 20);
    for row in rows {
        for (index, value) in row.iter().enumerate() {
            if index > 0 {
                buffer.push('\t');
            }
            copy_value(&mut buffer, value);
        }
        buffer.push('\n');
        if buffer.len() > 1 << 20 {
            copy.send(buffer.as_bytes()).await?;
            buffer.clear();
        }
    }
    copy.send(buffer.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

fn copy_value(buffer: &mut String, value: &V) {
    use std::fmt::Write as _;
    let done = match value {
        V::I(Some(v)) => write!(buffer, "{v}"),
        V::D(Some(v)) => write!(buffer, "{v}"),
        V::B(Some(v)) => buffer.write_str(if *v { "t" } else { "f" }),
        V::U(Some(v)) => write!(buffer, "{v}"),
        V::F(Some(v)) => write!(buffer, "{v}"),
        V::S(Some(v)) => {
            escape(buffer, v);
            Ok(())
        }
        V::X(Some(v)) => {
            buffer.push_str("\\\\x");
            v.iter().try_for_each(|byte| write!(buffer, "{byte:02x}"))
        }
        _ => buffer.write_str("\\N"),
    };
    debug_assert!(done.is_ok(), "writing to a String cannot fail");
}

fn escape(buffer: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' => buffer.push_str("\\\\"),
            '\t' => buffer.push_str("\\t"),
            '\n' => buffer.push_str("\\n"),
            '\r' => buffer.push_str("\\r"),
            '\0' => {}
            other => buffer.push(other),
        }
    }
}

/// A row as typed text: `i42`, `s…`, `d2026-05-20`, `bt`, `u…`, `x…`, `n` (null).
fn line(row: &Row) -> Result<String> {
    let cells = match row {
        Row::Lite(row) => (0..row.len())
            .map(|i| lite_cell(row, i))
            .collect::<Result<Vec<_>>>()?,
        Row::Pg(row) => (0..row.len())
            .map(|i| pg_cell(row, i))
            .collect::<Result<Vec<_>>>()?,
    };
    Ok(cells.join("\t"))
}

fn text_cell(text: &str) -> String {
    let mut cell = String::from("s");
    escape(&mut cell, text);
    cell
}

fn hex_cell(bytes: &[u8]) -> String {
    bytes.iter().fold(String::from("x"), |cell, byte| {
        cell + &format!("{byte:02x}")
    })
}

fn lite_cell(row: &sqlx::sqlite::SqliteRow, index: usize) -> Result<String> {
    use sqlx::Column as _;
    let value = row.try_get_raw(index)?;
    if value.is_null() {
        return Ok("n".into());
    }
    // SQLite's own storage class is not enough: the declared column type tells a date from a text.
    let declared = row.column(index).type_info().name().to_owned();
    let actual = value.type_info().name().to_owned();
    Ok(match (declared.as_str(), actual.as_str()) {
        ("BOOLEAN", _) => if row.try_get::<bool, _>(index)? {
            "bt"
        } else {
            "bf"
        }
        .into(),
        ("DATE", _) => format!("d{}", row.try_get::<NaiveDate, _>(index)?),
        (_, "INTEGER") => format!("i{}", row.try_get::<i64, _>(index)?),
        (_, "REAL") => format!("f{}", row.try_get::<f64, _>(index)?),
        (_, "TEXT") => text_cell(row.try_get::<&str, _>(index)?),
        _ => {
            let bytes: &[u8] = row.try_get_unchecked(index)?;
            match (declared.as_str(), Uuid::from_slice(bytes)) {
                ("BLOB", _) | (_, Err(_)) => hex_cell(bytes),
                (_, Ok(id)) => format!("u{id}"),
            }
        }
    })
}

fn pg_cell(row: &sqlx::postgres::PgRow, index: usize) -> Result<String> {
    let value = row.try_get_raw(index)?;
    if value.is_null() {
        return Ok("n".into());
    }
    let kind = value.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "BOOL" => if row.try_get::<bool, _>(index)? {
            "bt"
        } else {
            "bf"
        }
        .into(),
        "DATE" => format!("d{}", row.try_get::<NaiveDate, _>(index)?),
        "INT8" => format!("i{}", row.try_get::<i64, _>(index)?),
        "INT4" => format!("i{}", row.try_get::<i32, _>(index)?),
        "FLOAT8" => format!("f{}", row.try_get::<f64, _>(index)?),
        "UUID" => format!("u{}", row.try_get::<Uuid, _>(index)?),
        "BYTEA" => hex_cell(row.try_get::<&[u8], _>(index)?),
        "TEXT" | "VARCHAR" => text_cell(row.try_get::<&str, _>(index)?),
        other => {
            return Err(StorageError::Engine(format!(
                "a column of type {other} cannot be dumped"
            )));
        }
    })
}

fn parse(cell: &str) -> Result<V> {
    let bad = || StorageError::Engine(format!("unreadable cell {cell:.40}"));
    let rest = cell.get(1..).unwrap_or_default();
    Ok(match cell.as_bytes().first() {
        Some(b'i') => V::I(Some(rest.parse().map_err(|_| bad())?)),
        Some(b'f') => V::F(Some(rest.parse().map_err(|_| bad())?)),
        Some(b'b') => V::B(Some(rest == "t")),
        Some(b'd') => V::D(Some(rest.parse().map_err(|_| bad())?)),
        Some(b'u') => V::U(Some(rest.parse().map_err(|_| bad())?)),
        Some(b'x') => V::X(Some(
            (0..rest.len() / 2)
                .map(|i| {
                    rest.get(2 * i..2 * i + 2)
                        .and_then(|h| u8::from_str_radix(h, 16).ok())
                })
                .collect::<Option<Vec<_>>>()
                .ok_or_else(bad)?,
        )),
        Some(b's') => V::S(Some(unescape(rest))),
        Some(b'n') => V::S(None),
        _ => return Err(bad()),
    })
}

fn unescape(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    plain
}
