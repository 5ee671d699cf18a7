//! Lập gói trên màn hình: who carries it, for which day, what part of the file, under which pass phrase.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use db::Sql;
use people::{Reach, Right, Rights, Role, Units, WorkError, staff};
use rand::Rng as _;
use shell::{Choice, Field, FieldKind, Form, Visit};
use uuid::Uuid;

use super::{
    keys::{Keys, ROUNDS, SHORTEST, plain_phrase},
    messages,
    store::{LONGEST_DAYS, NewPack, Part},
};
use crate::contents::Contents;

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Mật khẩu đề nghị: four groups of four, nearly eighty bits.
pub(super) fn proposed_phrase() -> String {
    let mut rng = rand::rng();
    let mut group = || -> String {
        (0..4)
            .map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]))
            .collect()
    };
    [group(), group(), group(), group()].join("-")
}

/// Người mang gói: members of the unit who may show at a trial.
pub(super) async fn holders(
    sql: &impl Sql,
    units: &Units,
    unit: &str,
    day: chrono::NaiveDate,
) -> Result<Vec<(Uuid, String)>, WorkError> {
    let mut known = BTreeSet::new();
    let members = staff::post::members(sql, units, unit, day).await?;
    let may = members.into_iter().filter_map(|member| {
        let role = Role::parse(&member.role)?;
        let reach = Rights::embedded().reach(role, Right::CourtroomPresent);
        (reach != Reach::None && known.insert(member.person)).then(|| {
            (
                member.person,
                format!("{} – {}", member.name, role.name_vi()),
            )
        })
    });
    Ok(may.collect())
}

/// A document that can be ticked.
pub(super) struct Ticked {
    pub(super) id: Uuid,
    pub(super) label: String,
    pub(super) is_ticked: bool,
}

/// The documents of the contents.
pub(super) fn documents(contents: &Contents, form: &Form) -> Vec<Ticked> {
    let ticked = form.all("document");
    let documents = contents.documents().iter();
    documents
        .map(|one| Ticked {
            id: one.id,
            label: match one.bl.is_empty() {
                true => one.title.clone(),
                false => format!("{} (BL {})", one.title, one.bl),
            },
            is_ticked: ticked.contains(&one.id.to_string().as_str()),
        })
        .collect()
}

/// The fields of the form.
pub(super) fn fields(
    visit: &Visit,
    holders: &[(Uuid, String)],
    is_approved: bool,
    form: &Form,
) -> Vec<Field> {
    let choices = holders
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
        .collect();
    let me = visit.actor.person.to_string();
    let mut fields = vec![
        Field::choice("holder", "Người mang gói tới phiên tòa", choices)
            .required()
            .value(me),
        Field::date("trial_on", "Ngày mở phiên tòa").required(),
        Field::date("expires_on", "Mở được đến hết ngày")
            .required()
            .help("Sau ngày này trang của gói từ chối mở."),
        Field::text("phrase", "Mật khẩu mở gói")
            .required()
            .value(proposed_phrase())
            .autocomplete("off")
            .help("Giữ mật khẩu này tách khỏi tệp. Phần mềm không lưu nên không xem lại được. Chữ hoa, chữ thường, dấu cách và gạch nối đều như nhau."),
    ];
    if !is_approved {
        fields.push(
            Field::new(
                FieldKind::Check,
                "confirmed",
                "Danh mục chưa được duyệt, vẫn lập gói",
            )
            .help("Báo cáo việc trình chiếu sẽ ghi từng mục là chưa duyệt."),
        );
    }
    // The pass phrase is proposed anew each time; what was typed stays.
    fields
        .into_iter()
        .map(
            |field| match form.get(&field.name).is_empty() && form.is_good() {
                true => field,
                false => form.fill(field),
            },
        )
        .collect()
}

/// What was asked for; what is missing is said in the form.
pub(super) async fn read(
    form: &mut Form,
    holders: &[(Uuid, String)],
    today: NaiveDate,
) -> Result<Option<NewPack>, WorkError> {
    form.required("holder", messages::NO_HOLDER);
    let holder = form.get("holder").parse::<Uuid>().ok();
    if !form.get("holder").is_empty() && !holders.iter().any(|(id, _)| Some(*id) == holder) {
        form.error("holder", messages::HOLDER_MAY_NOT);
    }
    form.required("trial_on", messages::NO_TRIAL_DAY);
    form.required("expires_on", messages::NO_LAST_DAY);
    let (trial_on, expires_on) = (form.date("trial_on"), form.date("expires_on"));
    if let (Some(trial_on), Some(expires_on)) = (trial_on, expires_on) {
        if trial_on < today {
            form.error("trial_on", messages::TRIAL_PAST);
        }
        if expires_on < trial_on {
            form.error("expires_on", messages::EXPIRES_BEFORE_TRIAL);
        }
        if (expires_on - today).num_days() > LONGEST_DAYS {
            form.error("expires_on", messages::expires_late(LONGEST_DAYS));
        }
    }
    let phrase = form.raw("phrase").to_owned();
    if plain_phrase(&phrase).chars().count() < SHORTEST {
        form.error("phrase", messages::phrase_short(SHORTEST));
    }
    let (true, Some(holder), Some(trial_on), Some(expires_on)) =
        (form.is_good(), holder, trial_on, expires_on)
    else {
        return Ok(None);
    };
    // Named by the form, so that sending it twice is one order.
    let id = form.get("pack").parse().unwrap_or_else(|_| Uuid::now_v7());
    let broken = |fault: &dyn std::fmt::Display| WorkError::Broken(fault.to_string());
    let keys = Keys::fresh().map_err(|fault| broken(&fault))?;
    let wrapping = keys.clone();
    // Hundreds of milliseconds, on purpose.
    let opening = tokio::task::spawn_blocking(move || wrapping.wrapped(&phrase, id, ROUNDS));
    let opening = opening.await.map_err(|fault| broken(&fault))?;
    Ok(Some(NewPack {
        id,
        holder,
        trial_on,
        expires_on,
        part: Part {
            is_whole: form.is_ticked("whole"),
            documents: form
                .all("document")
                .iter()
                .filter_map(|one| one.parse().ok())
                .collect(),
        },
        is_confirmed: form.is_ticked("confirmed"),
        opening: opening.map_err(|fault| broken(&fault))?,
        keys,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposed_phrase_is_long_enough_and_never_the_same() {
        let (one, other) = (proposed_phrase(), proposed_phrase());
        assert_ne!(one, other);
        assert_eq!(one.len(), 19);
        assert!(plain_phrase(&one).chars().count() >= SHORTEST);
    }
}
