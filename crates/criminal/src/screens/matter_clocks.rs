//! Thời hạn trên trang hồ sơ: each clock with its due badge, its proof and who acts next.

use law::Law;
use shell::{Badge, Due, Visit};
use uuid::Uuid;

use super::shown;
use crate::entry::typed_moment;
use crate::load::Opened;
use crate::rules::{Clock, ClockStatus};
use crate::standing::end_ms;

/// One clock as the page shows it.
pub(super) struct ClockCard {
    pub name: String,
    pub due: Option<Due>,
    pub unknown: String,
    pub next: String,
    pub request: Option<Badge>,
    pub otherwise: String,
    pub is_over: bool,
}

/// The clocks of a person, or of the report and the case; running ones first.
pub(super) fn clock_cards(
    visit: &Visit,
    law: &Law,
    opened: &Opened,
    subject: Option<Uuid>,
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
    let mut cards: Vec<ClockCard> = own.map(|clock| card(visit, law, clock)).collect();
    cards.sort_by_key(|card| card.is_over);
    cards
}

fn card(visit: &Visit, law: &Law, clock: &Clock) -> ClockCard {
    let next = clock.next.as_ref();
    let next_vi = next.map(|next| next.vi.clone()).unwrap_or_default();
    let badge = match (clock.status, clock.due) {
        (ClockStatus::Running, Some(due)) => Some(shown::due(
            due.on,
            end_ms(due),
            due.time.is_some(),
            visit.today,
            visit.now_ms,
        )),
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
        is_over: matches!(clock.status, ClockStatus::Ended { .. }),
    }
}
