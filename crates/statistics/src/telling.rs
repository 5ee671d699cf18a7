//! Đọc một sự kiện: what a single fact tells about a report – which move it is, who decided, where it was read.

use chrono::{NaiveDate, NaiveTime};
use law::catalogue::ReportState;
use law::{Fact, Law};
use uuid::Uuid;

use crate::event::{Event, Stock};

/// The facts a correction stands for, the newest first.
pub fn corrected<'f>(all: &'f [Fact], fact: &Fact) -> Vec<&'f Fact> {
    let mut chain = Vec::new();
    let mut next = fact.replaces;
    while let Some(older) = next.and_then(|id| all.iter().find(|fact| fact.id == id)) {
        if chain.len() > all.len() {
            break;
        }
        chain.push(older);
        next = older.replaces;
    }
    chain
}

/// Where a fact stands in the order of the law: its day, the procedure, its hour; only of two like acts of one moment does the
/// order of entry decide.
pub fn place_in_law(law: &Law, fact: &Fact) -> (NaiveDate, usize, Option<NaiveTime>, i64) {
    let ranked = law.acts.ranked_on(&fact.kind, fact.effective.on);
    let rank = ranked.map_or(usize::MAX, |(rank, _)| rank);
    (fact.effective.on, rank, fact.effective.time, fact.seq)
}

/// Which move a fact is, from where the report stood.
pub fn event_of(fact: &Fact, was: Option<ReportState>, before: Option<Stock>) -> Event {
    match (fact.kind.as_str(), before) {
        ("report.received", None) => {
            let came = match fact.text("origin") {
                Some("chuyen_den") => true,
                Some("truc_tiep") => was == Some(ReportState::Transferred),
                _ => {
                    was == Some(ReportState::Transferred)
                        || !word(fact, "slip_number").is_empty()
                        || !word(fact, "sender_kind").is_empty()
                }
            };
            if came {
                Event::TransferredIn
            } else {
                Event::Received
            }
        }
        ("report.surrender_received", None) if was.is_none() => Event::Received,
        ("report.transferred", Some(_)) => Event::TransferredOut,
        ("report.suspended", Some(_)) => Event::Suspended,
        ("report.resumed", Some(_)) => Event::Resumed,
        ("report.suspension_annulled", Some(Stock::Suspended)) => Event::SuspensionAnnulled,
        ("report.annulment_received", Some(Stock::Suspended)) => Event::Reopened,
        ("case.not_initiated_annulled", None) => Event::Reopened,
        ("case.initiated", Some(_)) => Event::CaseOpened,
        ("case.not_initiated", Some(_)) => Event::Refused,
        ("report.extended", _) => Event::Extended,
        ("report.verification_requested", _) => Event::VerificationAsked,
        ("report.handling_requested", _) => Event::HandlingAsked,
        ("report.taken_over", _) => Event::TakenOver,
        _ => Event::Noted,
    }
}

/// Whether a report in this state stands open or suspended.
pub fn stock_of(state: Option<ReportState>) -> Option<Stock> {
    match state {
        Some(ReportState::Suspended) => Some(Stock::Suspended),
        Some(state)
            if law::catalogue::State::group("@open")
                .is_some_and(|open: &[ReportState]| open.contains(&state)) =>
        {
            Some(Stock::Open)
        }
        _ => None,
    }
}

/// 1 when it is the wanted stock.
pub fn is(stock: Option<Stock>, wanted: Stock) -> i64 {
    i64::from(stock == Some(wanted))
}

/// A field as text; empty when it is not there.
pub fn word(fact: &Fact, field: &str) -> String {
    fact.text(field).unwrap_or_default().to_owned()
}

/// Where the act was read: the whole act, else its first field.
pub fn page_of(fact: &Fact) -> Option<Uuid> {
    fact.sources
        .get("*")
        .or_else(|| fact.sources.values().next())
        .map(|source| source.page)
}

/// Whether a name or a symbol is that of a procuracy.
pub fn is_procuracy(name: &str) -> bool {
    let name = text::fold(name);
    name.contains("vien kiem sat") || name.contains("vks")
}

/// Cơ quan ra quyết định: as the act says, else by the name or symbol of its issuer, else who resolves the report.
pub fn decider_of(fact: &Fact, handler: &str) -> String {
    let police = if handler.is_empty() || matches!(handler, "VKS" | "KHAC") {
        "CAND"
    } else {
        handler
    };
    let named = format!(
        "{} {}",
        fact.issuer.as_deref().unwrap_or_default(),
        fact.number.as_deref().unwrap_or_default()
    );
    match fact.text("issuer_kind") {
        Some("VKS") => "VKS".to_owned(),
        Some("CQDT") => police.to_owned(),
        Some(other) if !other.is_empty() => other.to_owned(),
        _ if is_procuracy(&named) => "VKS".to_owned(),
        _ => handler.to_owned(),
    }
}
