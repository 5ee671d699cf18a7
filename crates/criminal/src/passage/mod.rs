//! Tách, nhập, chuyển vụ án (BLTTHS Đ.169, 170, 239, 242): one matter becomes two, two become one, or a matter goes to
//! another procuracy; what each side sees, and the history both ways.
//!
//! | to | look in |
//! |---|---|
//! | know which facts go along, and where they came from | [`carried`] |
//! | split a case | [`split`](mod@split) |
//! | join a case into another | [`join`](mod@join) |
//! | annul a split or a joining | [`annul`](mod@annul) |
//! | send a matter to another procuracy, take it in | [`transfer`] |
//! | know which units a matter may be sent to | [`receivers`] |
//! | list what is under way | [`lists`] |
//! | see what became of it, and what was handed over | [`history`] |

pub mod annul;
pub mod carried;
pub mod history;
pub mod join;
pub mod lists;
pub mod messages;
pub mod receivers;
pub(crate) mod screens;
pub mod split;
pub mod transfer;
mod view;

pub use view::PassageView;

use law::Fact;
use ledger::NewFact;
use people::Work;
use uuid::Uuid;

use crate::load::Opened;
use crate::record::RecordError;
use crate::rules::{self, Level, NewAct};

/// Records facts that the same decision brings to another matter: asked of the law, but with the number already given.
async fn record_along(
    work: &Work,
    opened: &Opened,
    unit: &str,
    facts: Vec<NewFact>,
    is_confirmed: bool,
) -> Result<Vec<Fact>, RecordError> {
    let mut verdict = rules::Verdict::default();
    for fact in &facts {
        let mut act = NewAct::new(fact.kind.clone(), fact.effective);
        act.subject = fact.subject;
        act.issuer.clone_from(&fact.issuer);
        act.number.clone_from(&fact.number);
        act.body = fact.body.clone();
        act.unit = unit.to_owned();
        act.today = Some(work.today);
        let own = rules::check(&work.law, &opened.facts, &act);
        verdict.refusals.extend(own.refusals);
        verdict.warnings.extend(own.warnings);
    }
    if !verdict.is_lawful() {
        return Err(RecordError::Unlawful(verdict));
    }
    let warns = |found: &rules::Finding| found.level == Level::Warning;
    if !is_confirmed && verdict.warnings.iter().any(warns) {
        return Err(RecordError::Unconfirmed(verdict));
    }
    let place = ledger::Matter::Existing {
        id: opened.id,
        seen: None,
    };
    Ok(work.record_for(place, facts, unit).await?)
}

/// For which unit the actor records in a matter: their own, unless they act for another by delegation.
fn unit_of<'a>(work: &'a Work, opened: &'a Opened) -> &'a str {
    match work.actor.covers.unit(&opened.unit) {
        true => &work.actor.unit,
        false => &opened.unit,
    }
}

/// Vụ án liên quan: a matter that this one was split from, joined with, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The other matter.
    pub matter: Uuid,
    /// Its electronic code.
    pub code: String,
    /// What it is to this one.
    pub words: &'static str,
}

/// The matters that a matter's facts name as its relatives.
pub fn links(facts: &[Fact]) -> Vec<Link> {
    let named = crate::standing::standing(facts).filter_map(|fact| {
        Some(Link {
            matter: fact.text("other_matter")?.parse().ok()?,
            code: fact.text("other_case").unwrap_or_default().to_owned(),
            words: link_words(facts, fact)?,
        })
    });
    named.collect()
}

/// Quan hệ với vụ án kia: what a fact says another case is to this one; none when it names no such case.
fn link_words(facts: &[Fact], fact: &Fact) -> Option<&'static str> {
    let is_annulled = annul::annulment(facts, fact).is_some();
    match (fact.kind.as_str(), fact.text("link"), is_annulled) {
        ("case.split", _, false) => Some("Đã tách ra vụ án"),
        ("case.split", _, true) => Some("Đã tách, nay hủy bỏ việc tách vụ án"),
        ("case.joined", _, false) => Some("Đã nhập vào vụ án này"),
        ("case.joined", _, true) => Some("Đã nhập, nay hủy bỏ việc nhập vụ án"),
        ("case.joined_into", ..) => Some("Vụ án này đã nhập vào"),
        ("matter.noted", Some("split_from"), _) => Some("Tách từ vụ án"),
        ("matter.noted", Some("split_undone"), _) => Some("Đã hủy bỏ việc tách, trở lại vụ án"),
        ("matter.noted", Some("join_undone"), _) => Some("Đã hủy bỏ việc nhập vào vụ án"),
        _ => None,
    }
}
