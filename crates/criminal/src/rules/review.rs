//! Nhìn lại cả hồ sơ: what the whole shows once every clock has its end, beside what [`lawful`](super::lawful) asks of each act.

use law::catalogue::{AccusedState, MeasureKind, State};

use super::folding::Folding;
use super::matter::{Clock, ClockStatus, Effect, Level, Measure};
use super::messages::{self, finding};
use super::ten_checks::{CheckId, days_detained, late_code, was_in_force};
use super::{deadlines, measures};

/// Looks at the whole once every clock has its end.
pub(super) fn review(folding: &mut Folding<'_>) {
    review_suspensions(folding);
    review_sums(folding);
    review_stage(folding);
    review_lateness(folding);
    review_terminations(folding);
    review_gaps(folding);
}

/// Đ.118 k.3, 173 k.7: who is held when one order has run out and the next has not begun is held without an order.
fn review_gaps(folding: &mut Folding<'_>) {
    let mut found = Vec::new();
    for person in &folding.matter.people {
        let holds = |measure: &&Measure| {
            matches!(measure.kind, MeasureKind::Custody | MeasureKind::Detention)
        };
        for earlier_order in person.measures.iter().filter(holds) {
            let Some((ended, by)) = earlier_order.ended else {
                continue;
            };
            let next = person.measures.iter().filter(holds).find(|next| {
                next.decisions
                    .iter()
                    .any(|decision| decision.fact == by && next.from == decision.from)
            });
            let Some(from) = next
                .filter(|next| !std::ptr::eq(*next, earlier_order))
                .and_then(|next| next.from)
            else {
                continue;
            };
            if (from.on - ended.on).num_days() > 1 {
                let vi = messages::held_without_order(
                    person.name_vi(),
                    earlier_order.kind.vi(),
                    ended,
                    from,
                );
                found.push(
                    finding("measure.gap", Level::Warning, by, Some(person.subject))
                        .says(vi, "BLTTHS Đ118.3, Đ173.7")
                        .so("Làm rõ việc giam, giữ giữa hai lệnh; nếu không có lệnh thì phải trả tự do ngay."),
                );
            }
        }
    }
    folding.matter.findings.append(&mut found);
}

fn review_suspensions(folding: &mut Folding<'_>) {
    for (fact, article) in std::mem::take(&mut folding.suspensions) {
        let stopped =
            folding
                .matter
                .clocks
                .iter()
                .find_map(|clock| match (clock.status, clock.due) {
                    (
                        ClockStatus::Suspended { on, by } | ClockStatus::Ended { on, by },
                        Some(due),
                    ) if by == fact && !clock.aside => Some((on, due, clock.subject)),
                    _ => None,
                });
        let Some((on, due, subject)) = stopped.filter(|(on, due, _)| on.on < due.on) else {
            continue;
        };
        let found = finding("suspension.early", Level::Warning, fact, subject)
            .says(messages::suspended_early(on, due), &article)
            .so("Kiểm tra căn cứ; xem xét hủy bỏ quyết định tạm đình chỉ.");
        folding.find(found);
    }
}

/// Đ.118 k.4, 173: custody and every order of detention in the investigation together stay within the class of the crime.
fn review_sums(folding: &mut Folding<'_>) {
    let mut found = Vec::new();
    let mut asked = false;
    for person in &folding.matter.people {
        let own = |clock: &&Clock| clock.subject == Some(person.subject);
        let of = |families: &'static [&'static str]| {
            folding
                .matter
                .clocks
                .iter()
                .filter(own)
                .filter(move |clock| families.contains(&clock.family.as_str()))
        };
        let orders: Vec<&Clock> = of(&["DET-INV", "SUM-DET-INV"]).collect();
        asked |= !orders.is_empty();
        // One order with its extensions is weighed by itself; beyond the ordinary extensions others count.
        let (Some(last), true) = (orders.last(), orders.len() > 1) else {
            continue;
        };
        let special = orders
            .iter()
            .any(|clock| clock.extensions.iter().any(|taken| taken.special));
        let beyond = of(&["DET-NATSEC-EXTRA", "DET-NATSEC-EXTRA2", "DET-DBNT-EXTRA"]);
        if special || beyond.count() > 0 {
            continue;
        }
        let Some(most) = deadlines::most_days(folding.law, last, &orders) else {
            continue;
        };
        let custody = i64::from(measures::custody_days(person, last.start));
        let days = custody + days_detained(&orders);
        if days <= most {
            continue;
        }
        let by = last
            .extensions
            .last()
            .map_or(last.started_by, |taken| taken.fact);
        let level = deadlines::level_for(folding, by);
        found.push(
            finding("detention.over_sum", level, by, Some(person.subject))
                .says(
                    messages::held_too_long(person.name_vi(), custody, days, most),
                    "BLTTHS Đ118.4, Đ173",
                )
                .so("Rút ngắn ngày kết thúc của lệnh; hết mức này phải trả tự do hoặc thay thế biện pháp ngăn chặn."),
        );
    }
    folding.matter.findings.append(&mut found);
    if asked {
        folding.ask(CheckId::DetentionWithinClass);
    }
}

/// Đ.174 k.4, 241, 278 k.2, 347 k.2: detention ends no later than the stage that carries it.
fn review_stage(folding: &mut Folding<'_>) {
    let mut found = Vec::new();
    let mut asked = false;
    for clock in &folding.matter.clocks {
        let Some((stage, families, article)) = deadlines::carriers(&clock.family) else {
            continue;
        };
        if clock.aside {
            continue;
        }
        let carrier = deadlines::carrier(&folding.matter, families);
        let (Some(to), Some(end)) = (clock.order_end, carrier.and_then(|carrier| carrier.due))
        else {
            continue;
        };
        asked |= clock.family.contains("DET-");
        if to.on > end.on {
            let by = clock
                .extensions
                .last()
                .map_or(clock.started_by, |extension| extension.fact);
            found.push(
                finding("detention.beyond_stage", Level::Warning, by, clock.subject)
                    .says(messages::beyond_stage(to, stage, end), article)
                    .so("Gia hạn giai đoạn tố tụng trước, hoặc rút ngắn thời hạn tạm giam."),
            );
        }
    }
    folding.matter.findings.append(&mut found);
    if asked {
        folding.ask(CheckId::DetentionWithinStage);
    }
}

/// Clocks met too late, among them the service of the indictment and the hand-over to the court.
fn review_lateness(folding: &mut Folding<'_>) {
    let mut found = Vec::new();
    for clock in folding
        .matter
        .clocks
        .iter()
        .filter(|clock| clock.ended_late())
    {
        let (ClockStatus::Ended { on, by } | ClockStatus::Suspended { on, by }, Some(due)) =
            (clock.status, clock.due)
        else {
            continue;
        };
        let Some(limit) = folding.law.limits.rule_on(&clock.rule, clock.start.on) else {
            continue;
        };
        found.push(
            finding(late_code(&clock.family), Level::Warning, by, clock.subject)
                .says(messages::late(&limit.name_vi, on, due), &limit.article)
                .so("Ghi nhận việc quá hạn; báo cáo lãnh đạo hoặc kiến nghị khắc phục."),
        );
    }
    folding.matter.findings.append(&mut found);
}

/// Đ.125 k.1, 230 k.2, 248 k.2: a termination cancels the measures; so does an acquittal or an exemption.
fn review_terminations(folding: &mut Folding<'_>) {
    let mut found = Vec::new();
    let mut asked = false;
    for person in &folding.matter.people {
        let Some(state) = person.state.filter(|state| {
            matches!(
                state,
                AccusedState::Terminated | AccusedState::Acquitted | AccusedState::Exempted
            )
        }) else {
            continue;
        };
        asked |= person.measures.iter().any(was_in_force);
        let Some(measure) = person.measures_in_force().next() else {
            continue;
        };
        let ended = folding.matter.line.iter().rev().find(|line| {
            line.effects
                .contains(&Effect::Person(person.subject, state))
        });
        let Some(line) = ended else { continue };
        let vi = messages::measure_left(
            person.name_vi(),
            state.vi(),
            measure.kind.vi(),
            measure.number(),
        );
        found.push(
            finding(
                "termination.measures_left",
                Level::Warning,
                line.fact,
                Some(person.subject),
            )
            .says(vi, "BLTTHS Đ125.1, Đ230.2, Đ248.2")
            .so("Ra quyết định hủy bỏ biện pháp ngăn chặn, cưỡng chế đang áp dụng."),
        );
    }
    folding.matter.findings.append(&mut found);
    if asked {
        folding.ask(CheckId::MeasuresCancelled);
    }
}
