//! Bảng dòng tiền được giữ: parties, transfers and chosen views as rows.

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use uuid::Uuid;

use super::graph::Chosen;
use crate::sources::{Source, from_json};

db::row! {
    /// Một bên: a person, an account, a place.
    #[cfg_attr(test, derive(serde::Deserialize))]
    pub struct Party {
        /// Its id.
        pub id: Uuid,
        /// account, person, organisation, cash, place, unknown.
        pub kind: String,
        /// What it is called.
        pub name: String,
        /// Số tài khoản.
        pub number: String,
        /// Its letters and digits alone.
        pub number_key: String,
        /// Ngân hàng.
        pub bank: String,
        /// Whose account it is.
        pub owner_id: Option<Uuid>,
        /// Vai trò in the case.
        pub role: String,
        /// Ghi chú.
        pub note: String,
        /// Its pages, JSON.
        pub sources: String,
        /// Grows with every change.
        pub revision: i64,
    }
}

db::row! {
    /// Một lần chuyển.
    #[cfg_attr(test, derive(serde::Deserialize))]
    pub struct Transfer {
        /// Its id.
        pub id: Uuid,
        /// Who gave.
        pub from_id: Uuid,
        /// Who received.
        pub to_id: Uuid,
        /// money, goods.
        pub what: String,
        /// The day, where it is known.
        pub on_day: Option<NaiveDate>,
        /// The hour, or ''.
        pub at_time: String,
        /// Đồng.
        pub amount: i64,
        /// What and how much, of goods.
        pub goods: String,
        /// The bank's number.
        pub code: String,
        /// Nội dung.
        pub note: String,
        /// proven, claimed, disputed.
        pub certainty: String,
        /// Its pages, JSON.
        pub sources: String,
        /// The sheet it came in.
        pub import_id: Option<Uuid>,
        /// Grows with every change.
        pub revision: i64,
        /// When it was taken off.
        pub removed_at: Option<i64>,
    }
}

db::row! {
    /// Một sơ đồ đã đặt tên.
    pub struct ViewRow {
        /// Its id.
        pub id: Uuid,
        /// Its name.
        pub title: String,
        /// What of the table it shows, JSON.
        pub chosen: String,
        /// Grows with every change.
        pub revision: i64,
        /// When it last changed.
        pub changed_at: i64,
    }
}

const PARTY: &str =
    "id, kind, name, number, number_key, bank, owner_id, role, note, sources, revision";
const TRANSFER: &str = "id, from_id, to_id, what, on_day, at_time, amount, goods, code, note, certainty, sources, import_id, revision, removed_at";

impl Party {
    /// "Phan Quý Tiệp", "TK 0123456789 (Phan Quý Tiệp)": in one line.
    pub fn title(&self) -> String {
        match (self.number.is_empty(), self.name.is_empty()) {
            (true, _) => self.name.clone(),
            (false, true) => format!("TK {}", self.number),
            (false, false) => format!("{} – TK {}", self.name, self.number),
        }
    }

    /// Its pages.
    pub fn pages(&self) -> Result<Vec<Source>, StorageError> {
        from_json(
            &format!("evidence_flow_party.sources of {}", self.id),
            &self.sources,
        )
    }
}

impl Transfer {
    /// Its pages.
    pub fn pages(&self) -> Result<Vec<Source>, StorageError> {
        from_json(
            &format!("evidence_flow_transfer.sources of {}", self.id),
            &self.sources,
        )
    }
}

impl ViewRow {
    /// What of the table it shows.
    pub fn chosen(&self) -> Result<Chosen, StorageError> {
        serde_json::from_str(&self.chosen).map_err(|cause| StorageError::Column {
            column: format!("evidence_flow_view.chosen of {}", self.id),
            cause: cause.to_string(),
        })
    }
}

/// The parties of a matter, in the order they came in.
pub async fn parties_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Party>, StorageError> {
    sql.all(
        format!("SELECT {PARTY} FROM evidence_flow_party WHERE matter_id = $1 AND removed_at IS NULL ORDER BY made_at, id"),
        args![matter],
    )
    .await
}

/// The transfers of a matter by day; those without a day last. `taken_off`: those that were removed instead.
pub async fn transfers_of(
    sql: &impl Sql,
    matter: Uuid,
    taken_off: bool,
) -> Result<Vec<Transfer>, StorageError> {
    let removed = if taken_off { "IS NOT NULL" } else { "IS NULL" };
    sql.all(
        format!(
            "SELECT {TRANSFER} FROM evidence_flow_transfer WHERE matter_id = $1 AND removed_at {removed}
              ORDER BY CASE WHEN on_day IS NULL THEN 1 ELSE 0 END, on_day, at_time, id"
        ),
        args![matter],
    )
    .await
}

/// One transfer, taken off or not.
pub async fn transfer(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<Transfer>, StorageError> {
    sql.opt(
        format!("SELECT {TRANSFER} FROM evidence_flow_transfer WHERE matter_id = $1 AND id = $2"),
        args![matter, id],
    )
    .await
}

/// One party.
pub async fn party(sql: &impl Sql, matter: Uuid, id: Uuid) -> Result<Option<Party>, StorageError> {
    sql.opt(
        format!("SELECT {PARTY} FROM evidence_flow_party WHERE matter_id = $1 AND id = $2 AND removed_at IS NULL"),
        args![matter, id],
    )
    .await
}

/// The named views of a matter.
pub async fn views_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<ViewRow>, StorageError> {
    sql.all(
        "SELECT id, title, chosen, revision, changed_at FROM evidence_flow_view WHERE matter_id = $1 AND removed_at IS NULL ORDER BY made_at, id",
        args![matter],
    )
    .await
}

/// One named view.
pub async fn view(sql: &impl Sql, matter: Uuid, id: Uuid) -> Result<Option<ViewRow>, StorageError> {
    sql.opt(
        "SELECT id, title, chosen, revision, changed_at FROM evidence_flow_view WHERE matter_id = $1 AND id = $2 AND removed_at IS NULL",
        args![matter, id],
    )
    .await
}

db::row! {
    /// Dòng của sao kê mà một lần chuyển được đọc từ đó.
    pub struct SheetPlace {
        /// The transfer.
        pub transfer_id: Uuid,
        /// The import.
        pub import_id: Uuid,
        /// The row of the sheet, from 1.
        pub n: i64,
        /// The name of its file.
        pub file_name: String,
    }
}

/// Where each transfer of a matter stands in the sheets taken in; some stand in two.
pub async fn sheet_places(sql: &impl Sql, matter: Uuid) -> Result<Vec<SheetPlace>, StorageError> {
    sql.all(
        "SELECT r.transfer_id, r.import_id, r.n, i.file_name
           FROM evidence_flow_row r JOIN evidence_flow_import i ON i.id = r.import_id
          WHERE i.matter_id = $1 AND r.matter_id = $1 AND i.step = 'taken' AND r.transfer_id IS NOT NULL
          ORDER BY i.made_at, r.n",
        args![matter],
    )
    .await
}
