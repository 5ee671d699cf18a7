//! Sửa bảng dòng tiền: parties, transfers, named views. What is taken off is kept and can be put back.

use casefile::MatterHead;
use chrono::NaiveDate;
use db::{Sql, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::{
    bank::head::number_key,
    graph::Chosen,
    messages,
    store::{self, Party},
};
use crate::{drawing::Certainty, opened::hold, sources::Source};

/// Letters of one text.
const LONGEST: usize = 2_000;

/// Một bên, as a person or a sheet gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyGiven {
    /// account, person, organisation, cash, place, unknown; '' to be told from the rest.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Số tài khoản.
    pub number: String,
    /// Ngân hàng.
    pub bank: String,
    /// Whose account it is.
    pub owner: Option<Uuid>,
    /// Vai trò.
    pub role: String,
    /// Ghi chú.
    pub note: String,
    /// Its pages.
    pub sources: Vec<Source>,
}

/// Một lần chuyển, as a person or a sheet gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferGiven {
    /// Who gave.
    pub from: Uuid,
    /// Who received.
    pub to: Uuid,
    /// money, goods.
    pub what: String,
    /// The day.
    pub on: Option<NaiveDate>,
    /// '14:03' or ''.
    pub time: String,
    /// Đồng.
    pub amount: i64,
    /// What and how much.
    pub goods: String,
    /// The bank's number.
    pub code: String,
    /// Nội dung.
    pub note: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Its pages.
    pub sources: Vec<Source>,
    /// The sheet it came in.
    pub import: Option<Uuid>,
}

fn json(sources: &[Source]) -> Result<String, WorkError> {
    serde_json::to_string(sources).map_err(|cause| WorkError::Broken(cause.to_string()))
}

fn short(field: &str, text: &str) -> Result<String, WorkError> {
    let text = text::nfc(text.trim());
    match text.chars().count() > LONGEST {
        true => Err(WorkError::invalid(field, messages::too_long(LONGEST))),
        false => Ok(text),
    }
}

/// The party a person means by what was typed: by its title, its account number or its name.
pub fn meant<'p>(parties: &'p [Party], typed: &str) -> Option<&'p Party> {
    let folded = text::fold(&text::clean(typed));
    let key = number_key(typed);
    let by_title = parties
        .iter()
        .find(|one| text::fold(&one.title()) == folded);
    let is_number =
        key.len() >= 6 && key.chars().filter(char::is_ascii_digit).count() * 2 > key.len();
    by_title
        .or_else(|| {
            parties
                .iter()
                .find(|one| is_number && one.number_key == key)
        })
        .or_else(|| {
            parties.iter().find(|one| {
                !folded.is_empty() && one.number.is_empty() && text::fold(&one.name) == folded
            })
        })
        .or_else(|| {
            parties
                .iter()
                .find(|one| !folded.is_empty() && text::fold(&one.name) == folded)
        })
}

/// What was typed as a new party: a number is an account.
pub fn as_party(typed: &str) -> PartyGiven {
    let typed = text::clean(typed);
    let key = number_key(&typed);
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    match digits >= 6 && digits * 2 > key.len() && !typed.contains(char::is_alphabetic) {
        true => PartyGiven {
            kind: "account".to_owned(),
            number: typed,
            ..PartyGiven::default()
        },
        false => PartyGiven {
            kind: "person".to_owned(),
            name: typed,
            ..PartyGiven::default()
        },
    }
}

/// Ghi một bên mới.
pub(super) async fn add_party(
    work: &Work,
    head: &MatterHead,
    given: &PartyGiven,
) -> Result<Uuid, WorkError> {
    let (name, number) = (short("name", &given.name)?, short("number", &given.number)?);
    if name.is_empty() && number.is_empty() {
        return Err(WorkError::invalid("name", messages::NO_NAME));
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_flow_party (unit_id, id, matter_id, kind, name, number, number_key, bank, owner_id, role, note, sources, revision, made_by, made_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14, $14)",
            args![
                &head.unit, id, head.id, kind(&given.kind)?, name, &number, number_key(&number), short("bank", &given.bank)?, given.owner,
                role(&given.role)?, short("note", &given.note)?, json(&given.sources)?, work.actor.person, work.now_ms
            ],
        )
        .await?;
    Ok(id)
}

fn kind(kind: &str) -> Result<&str, WorkError> {
    match [
        "account",
        "person",
        "organisation",
        "cash",
        "place",
        "unknown",
    ]
    .contains(&kind)
    {
        true => Ok(kind),
        false => Err(WorkError::invalid("kind", messages::BAD_CHOICE)),
    }
}

fn role(role: &str) -> Result<&str, WorkError> {
    match ["", "accused", "victim", "witness", "concerned"].contains(&role) {
        true => Ok(role),
        false => Err(WorkError::invalid("role", messages::BAD_CHOICE)),
    }
}

/// Sửa một bên.
pub async fn alter_party(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    (revision, given): (i64, PartyGiven),
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let parties = store::parties_of(&work.tx, head.id).await?;
    if let Some(owner) = given.owner {
        let owners = super::graph::owners(&parties);
        let is_known = parties.iter().any(|one| one.id == owner);
        if !is_known || owner == id || owners.get(&owner) == Some(&id) {
            return Err(WorkError::invalid("owner", messages::OWNER_LOOP));
        }
    }
    let (name, number) = (short("name", &given.name)?, short("number", &given.number)?);
    if name.is_empty() && number.is_empty() {
        return Err(WorkError::invalid("name", messages::NO_NAME));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE evidence_flow_party SET kind = $1, name = $2, number = $3, number_key = $4, bank = $5, owner_id = $6, role = $7, note = $8,
                    sources = $9, changed_at = $10, revision = revision + 1
              WHERE matter_id = $11 AND id = $12 AND removed_at IS NULL AND revision = $13",
            args![
                kind(&given.kind)?, name, &number, number_key(&number), short("bank", &given.bank)?, given.owner, role(&given.role)?,
                short("note", &given.note)?, json(&given.sources)?, work.now_ms, head.id, id, revision
            ],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.note("evidence.flow.party_changed", "evidence.flow", id, "")
        .await
}

/// Bỏ một bên that has no transfers.
pub async fn remove_party(work: &Work, head: &MatterHead, id: Uuid) -> Result<(), WorkError> {
    hold(work, head).await?;
    let used: i64 = work
        .tx
        .one(
            "SELECT COUNT(*) FROM evidence_flow_transfer WHERE matter_id = $1 AND (from_id = $2 OR to_id = $2) AND removed_at IS NULL",
            args![head.id, id],
        )
        .await?;
    if used > 0 {
        return Err(WorkError::invalid("", messages::PARTY_IN_USE));
    }
    let sql = "UPDATE evidence_flow_party SET removed_at = $1, revision = revision + 1 WHERE matter_id = $2 AND id = $3 AND removed_at IS NULL";
    if work.tx.exec(sql, args![work.now_ms, head.id, id]).await? == 0 {
        return Err(WorkError::NotFound);
    }
    let sql = "UPDATE evidence_flow_party SET owner_id = NULL, revision = revision + 1 WHERE matter_id = $1 AND owner_id = $2";
    work.tx.exec(sql, args![head.id, id]).await?;
    work.note("evidence.flow.party_removed", "evidence.flow", id, "")
        .await
}

fn checked(given: &TransferGiven) -> Result<(), WorkError> {
    if given.from == given.to {
        return Err(WorkError::invalid("to", messages::SAME_PARTY));
    }
    match given.what.as_str() {
        "money" if given.amount <= 0 => Err(WorkError::invalid("amount", messages::NO_MONEY)),
        "goods" if given.goods.trim().is_empty() => {
            Err(WorkError::invalid("goods", messages::NO_GOODS))
        }
        "goods" if given.amount < 0 => Err(WorkError::invalid("amount", messages::NO_MONEY)),
        "money" | "goods" => Ok(()),
        _ => Err(WorkError::invalid("what", messages::BAD_CHOICE)),
    }
}

/// Ghi một lần chuyển.
pub(super) async fn add_transfer(
    work: &Work,
    head: &MatterHead,
    given: &TransferGiven,
) -> Result<Uuid, WorkError> {
    checked(given)?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_flow_transfer (unit_id, id, matter_id, from_id, to_id, what, on_day, at_time, amount, goods, code, note, certainty, sources, import_id, revision, made_by, made_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $17, $17)",
            args![
                &head.unit, id, head.id, given.from, given.to, &given.what, given.on, &given.time, given.amount, short("goods", &given.goods)?,
                short("code", &given.code)?, short("note", &given.note)?, given.certainty.id(), json(&given.sources)?, given.import,
                work.actor.person, work.now_ms
            ],
        )
        .await?;
    Ok(id)
}

/// Ai, by what was typed: known, or made now.
pub async fn party_typed(work: &Work, head: &MatterHead, typed: &str) -> Result<Uuid, WorkError> {
    if text::clean(typed).is_empty() {
        return Err(WorkError::invalid("from", messages::NO_PARTY));
    }
    let parties = store::parties_of(&work.tx, head.id).await?;
    match meant(&parties, typed) {
        Some(party) => Ok(party.id),
        None => add_party(work, head, &as_party(typed)).await,
    }
}

/// Thêm một lần chuyển by hand.
pub async fn add(work: &Work, head: &MatterHead, given: &TransferGiven) -> Result<Uuid, WorkError> {
    let id = add_transfer(work, head, given).await?;
    work.note("evidence.flow.added", "evidence.flow", id, "")
        .await?;
    Ok(id)
}

/// Sửa một lần chuyển.
pub async fn alter(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    (revision, given): (i64, TransferGiven),
) -> Result<(), WorkError> {
    checked(&given)?;
    let changed = work
        .tx
        .exec(
            "UPDATE evidence_flow_transfer SET from_id = $1, to_id = $2, what = $3, on_day = $4, at_time = $5, amount = $6, goods = $7, code = $8, note = $9,
                    certainty = $10, sources = $11, changed_at = $12, revision = revision + 1
              WHERE matter_id = $13 AND id = $14 AND removed_at IS NULL AND revision = $15",
            args![
                given.from, given.to, &given.what, given.on, &given.time, given.amount, short("goods", &given.goods)?, short("code", &given.code)?,
                short("note", &given.note)?, given.certainty.id(), json(&given.sources)?, work.now_ms, head.id, id, revision
            ],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.note("evidence.flow.changed", "evidence.flow", id, "")
        .await
}

/// Bỏ một lần chuyển, or puts it back; its parties come back with it.
pub async fn set_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let one = store::transfer(&work.tx, head.id, id)
        .await?
        .ok_or(WorkError::NotFound)?;
    let at = removed.then_some(work.now_ms);
    let sql = "UPDATE evidence_flow_transfer SET removed_at = $1, changed_at = $2, revision = revision + 1 WHERE matter_id = $3 AND id = $4";
    work.tx
        .exec(sql, args![at, work.now_ms, head.id, id])
        .await?;
    if !removed {
        let sql = "UPDATE evidence_flow_party SET removed_at = NULL, revision = revision + 1 WHERE matter_id = $1 AND (id = $2 OR id = $3) AND removed_at IS NOT NULL";
        work.tx
            .exec(sql, args![head.id, one.from_id, one.to_id])
            .await?;
    }
    let action = if removed {
        "evidence.flow.removed"
    } else {
        "evidence.flow.restored"
    };
    work.note(action, "evidence.flow", id, "").await
}

/// Lưu một sơ đồ: a new one, or the one with this id.
pub async fn keep_view(
    work: &Work,
    head: &MatterHead,
    id: Option<Uuid>,
    (title, chosen): (&str, &Chosen),
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    let title = short("title", title)?;
    if title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_TITLE));
    }
    if chosen
        .from
        .zip(chosen.to)
        .is_some_and(|(from, to)| from > to)
    {
        return Err(WorkError::invalid("from", messages::TURNED_PERIOD));
    }
    let told =
        serde_json::to_string(chosen).map_err(|cause| WorkError::Broken(cause.to_string()))?;
    let id = match id {
        Some(id) => {
            let sql = "UPDATE evidence_flow_view SET title = $1, chosen = $2, changed_at = $3, revision = revision + 1 WHERE matter_id = $4 AND id = $5 AND removed_at IS NULL";
            if work
                .tx
                .exec(sql, args![title, told, work.now_ms, head.id, id])
                .await?
                == 0
            {
                return Err(WorkError::NotFound);
            }
            id
        }
        None => {
            let id = Uuid::now_v7();
            work.tx
                .exec(
                    "INSERT INTO evidence_flow_view (unit_id, id, matter_id, title, chosen, revision, made_by, made_at, changed_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $7)",
                    args![&head.unit, id, head.id, title, told, work.actor.person, work.now_ms],
                )
                .await?;
            id
        }
    };
    work.note("evidence.flow.view_kept", "evidence.flow", id, "")
        .await?;
    Ok(id)
}

/// Bỏ một sơ đồ, or puts it back; the table does not change.
pub async fn set_view_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let at = removed.then_some(work.now_ms);
    let sql = "UPDATE evidence_flow_view SET removed_at = $1, revision = revision + 1 WHERE matter_id = $2 AND id = $3";
    if work.tx.exec(sql, args![at, head.id, id]).await? == 0 {
        return Err(WorkError::NotFound);
    }
    let action = if removed {
        "evidence.flow.view_removed"
    } else {
        "evidence.flow.view_restored"
    };
    work.note(action, "evidence.flow", id, "").await
}

#[cfg(test)]
mod tests {
    use super::super::graph::tests::party;
    use super::*;

    #[test]
    fn a_party_is_met_by_title_number_or_name() {
        let mut account = party(1, "Phan Quý Tiệp", None);
        account.number = "0123 456 789".to_owned();
        account.number_key = "0123456789".to_owned();
        let all = [account, party(2, "Nguyễn Văn An", None)];
        let id = |typed: &str| meant(&all, typed).map(|one| one.id.as_u128());
        assert_eq!(id("0123.456.789"), Some(1));
        assert_eq!(id("Phan Quý Tiệp – TK 0123 456 789"), Some(1));
        assert_eq!(id("phan quy tiep"), Some(1));
        assert_eq!(id("nguyễn văn an"), Some(2));
        assert_eq!(id("Trần Bình"), None);
        assert_eq!(id(""), None);
    }

    #[test]
    fn a_number_is_taken_for_an_account_and_words_for_a_person() {
        assert_eq!(as_party("0123 456 789").kind, "account");
        assert_eq!(as_party("Nguyễn Văn An").kind, "person");
    }
}
