//! Ghi nhầm: the same paper twice, a paper of a body that issues no such paper, a measure on somebody it cannot be taken
//! against. Asked before an act is recorded, so that a slip is seen while it is made.

use law::catalogue::{Act, Agency, MeasureKind};
use law::{Fact, Law};

use super::check::NewAct;
use super::matter::{Finding, Level, Matter};
use super::messages::{self, finding};
use crate::standing::standing;

/// Roles of people against whom no measure of holding or restraint is taken.
const NOT_SUSPECTS: [&str; 8] = [
    "bi_hai",
    "nguyen_don_dan_su",
    "nguoi_lien_quan",
    "nguoi_lam_chung",
    "nguoi_chung_kien",
    "nguoi_to_giac",
    "nguoi_bao_chua",
    "nguoi_dai_dien",
];

/// What looks like a slip in a new act; `before` is the matter without it.
pub(super) fn examine(
    law: &Law,
    facts: &[Fact],
    before: &Matter,
    (act, new, fact): (&Act, &NewAct, &Fact),
) -> Vec<Finding> {
    let said = [
        twice(facts, act, new, fact),
        wrong_body(act, fact),
        wrong_person(law, before, act, fact),
    ];
    said.into_iter().flatten().collect()
}

/// The same act about the same person on the same day: with the same number it is the same paper.
fn twice(facts: &[Fact], act: &Act, new: &NewAct, fact: &Fact) -> Option<Finding> {
    if !act.is_legal_act() || new.replaces.is_some() {
        return None;
    }
    let number = |fact: &Fact| text::fold(fact.number.as_deref().unwrap_or_default());
    let own = number(fact);
    let same = standing(facts).find(|known| {
        let alike = known.kind == fact.kind
            && known.subject == fact.subject
            && known.effective == fact.effective
            && number(known) == own;
        // Without a number only what says the very same is taken for the same.
        alike && (!own.is_empty() || known.body == fact.body)
    })?;
    let level = match own.is_empty() {
        true => Level::Warning,
        false => Level::Refusal,
    };
    let vi = messages::twice(act, same.number.as_deref(), same.effective);
    Some(
        finding("act.twice", level, fact.id, fact.subject)
            .says(vi, "")
            .so("Xem Diễn biến; nếu lần ghi trước sai thì bấm “Sửa hoặc rút” ở đó."),
    )
}

/// A body known by its name that is none of those the act is of.
fn wrong_body(act: &Act, fact: &Fact) -> Option<Finding> {
    let issuer = fact.issuer.as_deref()?;
    let bodies = bodies(issuer);
    let is_theirs = |body: &Agency| act.issuers.contains(body) || act.approver == Some(*body);
    if !act.is_legal_act() || bodies.is_empty() || bodies.iter().any(is_theirs) {
        return None;
    }
    let lawful: Vec<&str> = act.issuers.iter().map(|body| body.vi()).collect();
    Some(
        finding("issuer.wrong", Level::Warning, fact.id, fact.subject)
            .says(
                messages::wrong_body(act, issuer, &lawful.join(", ")),
                &act.articles_vi(),
            )
            .so("Xem lại cơ quan ghi trên văn bản; văn bản loại khác thì chọn hành vi của cơ quan đó."),
    )
}

/// The bodies a name may be of; none where the name does not tell.
fn bodies(issuer: &str) -> &'static [Agency] {
    let name = text::fold(issuer);
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if begins(&["vien kiem sat", "vks"]) {
        &[Agency::Vks]
    } else if begins(&["toa an", "tand", "hoi dong xet xu"]) {
        &[Agency::Ta]
    } else if begins(&["co quan", "cqdt"]) && name.contains("dieu tra") || begins(&["cqdt"]) {
        &[Agency::Cqdt]
    } else if begins(&["cong an"]) {
        &[Agency::Cqdt, Agency::Other]
    } else if begins(&["bo doi bien phong", "hai quan", "kiem lam", "hat kiem lam"]) {
        &[Agency::Other]
    } else {
        &[]
    }
}

/// A measure against a victim, a witness or another who stands in the matter without being suspected.
fn wrong_person(law: &Law, before: &Matter, act: &Act, fact: &Fact) -> Option<Finding> {
    let person = before.person(fact.subject?)?;
    let role = person.role.as_deref()?;
    let holds = act
        .measure
        .is_some_and(|kind| !matches!(kind, MeasureKind::AccountFreeze));
    let accuses = act.moves_accused.is_some();
    if !(holds || accuses) || person.state.is_some() || !NOT_SUSPECTS.contains(&role) {
        return None;
    }
    let role = crate::said::role_vi(law, Some(role)).to_lowercase();
    Some(
        finding("person.role", Level::Warning, fact.id, fact.subject)
            .says(
                messages::wrong_person(act, person.name_vi(), &role),
                &act.articles_vi(),
            )
            .so(
                "Chọn đúng người; nếu tư cách của người này đã thay đổi thì ghi lại lý lịch trước.",
            ),
    )
}
