//! Thời hạn trên trang hồ sơ: each clock with its due badge, its proof and who acts next.

use law::{Law, Moment};
use people::ladder::End;
use shell::{Badge, Due, Visit};
use uuid::Uuid;

use super::matter::record_href;
use super::record::paper_link;
use super::shown;
use crate::entry::typed_moment;
use crate::load::Opened;
use crate::rules::{Clock, ClockStatus, step_now, ways};
use crate::standing::end_ms;

/// One clock as the page shows it.
pub(super) struct ClockCard {
    pub name: String,
    pub due: Option<Due>,
    pub unknown: String,
    pub next: String,
    pub request: Option<Badge>,
    pub otherwise: String,
    pub ways: Vec<WayRow>,
    pub is_over: bool,
}

/// Một cách giải quyết hợp pháp: what, who, until when, and where it begins.
pub(super) struct WayRow {
    pub label: String,
    pub href: String,
    pub does: &'static str,
    pub who: String,
    pub until: String,
    /// The form and the address where its paper begins.
    pub paper: Option<(String, String)>,
}

/// The clocks of a person, or of the report and the case; running ones first.
pub(super) fn clock_cards(
    visit: &Visit,
    law: &Law,
    opened: &Opened,
    subject: Option<Uuid>,
    may_record: bool,
) -> Vec<ClockCard> {
    let own = opened
        .matter
        .clocks
        .iter()
        .filter(|clock| clock.subject == subject)
        // Of the duties to send and notify, our own and those done too late.
        .filter(|clock| {
            !clock.aside || (clock.is_running() && clock.is_for_procuracy()) || clock.ended_late()
        });
    let mut cards: Vec<ClockCard> = own
        .map(|clock| {
            let ways = match may_record {
                true => way_rows(visit, law, opened, clock),
                false => Vec::new(),
            };
            ClockCard {
                ways,
                ..card(visit, law, opened, clock)
            }
        })
        .collect();
    cards.sort_by_key(|card| card.is_over);
    cards
}

/// The moment of the request, as the law counts it.
pub(super) fn now_of(visit: &Visit) -> Moment {
    Moment::from_utc_ms(visit.now_ms).unwrap_or(Moment::day(visit.today))
}

fn way_rows(visit: &Visit, law: &Law, opened: &Opened, clock: &Clock) -> Vec<WayRow> {
    if clock.aside || clock.is_spent(visit.today) {
        return Vec::new();
    }
    let rows = ways(law, &opened.matter, clock, now_of(visit)).into_iter();
    rows.map(|way| {
        let label = law
            .acts
            .get(&way.act)
            .map_or(way.act.clone(), |act| act.short_vi.clone());
        let draft = way.form.as_deref().and_then(|form| {
            let href = paper_link(visit, opened, form, clock.subject)?;
            Some((format!("Soạn mẫu {form}"), href))
        });
        WayRow {
            href: record_href(opened.id, &way.act, clock.subject),
            label,
            does: way.does.vi(),
            until: way
                .until
                .map(|until| format!("chậm nhất {}", typed_moment(&until)))
                .unwrap_or_default(),
            who: way.who_vi,
            paper: draft,
        }
    })
    .collect()
}

fn card(visit: &Visit, law: &Law, opened: &Opened, clock: &Clock) -> ClockCard {
    let is_spent = clock.is_spent(visit.today);
    let next = step_now(law, &opened.matter, clock, now_of(visit));
    let next = next.as_ref();
    let next_vi = next.map(|next| next.vi.clone()).unwrap_or_default();
    let badge = match (clock.status, clock.due) {
        (ClockStatus::Running, Some(due)) if is_spent => Some(Due::stopped(format!(
            "Đã hết thời hạn từ {}",
            typed_moment(&due)
        ))),
        (ClockStatus::Running, Some(due)) => {
            let end = End {
                on: due.on,
                at_ms: end_ms(due),
                has_hour: due.time.is_some(),
            };
            Some(visit.due(&opened.unit, end))
        }
        (ClockStatus::Running, None) => None,
        (ClockStatus::Suspended { on, .. }, _) => {
            Some(Due::stopped(format!("Dừng từ {}", typed_moment(&on))))
        }
        (ClockStatus::Ended { on, .. }, _) => {
            let late = if clock.ended_late() {
                " (quá hạn)"
            } else {
                ""
            };
            let until = clock
                .due
                .map(|due| format!(", hạn {}", typed_moment(&due)))
                .unwrap_or_default();
            Some(Due::stopped(format!(
                "Kết thúc {}{late}{until}",
                typed_moment(&on)
            )))
        }
    };
    let proof = clock
        .deadline
        .as_ref()
        .map(|deadline| shown::proof_card(&deadline.proof, &next_vi));
    ClockCard {
        name: crate::view::clock_vi(law, clock),
        due: match proof {
            Some(proof) => badge.map(|badge| badge.proof(proof)),
            None => badge,
        },
        unknown: match clock.status {
            ClockStatus::Ended { .. } => String::new(),
            _ => clock.unknown_vi.clone().unwrap_or_default(),
        },
        request: next.and_then(|next| crate::due::request(next.request_by, visit.today)),
        otherwise: next
            .and_then(|next| next.otherwise.clone())
            .map(|(_, vi)| vi)
            .unwrap_or_default(),
        next: next_vi,
        ways: Vec::new(),
        is_over: is_spent || matches!(clock.status, ClockStatus::Ended { .. }),
    }
}
