//! Kiểm sát tính hợp pháp: the checks a program can make by itself, on what was recorded and before it is.

use law::catalogue::{AccusedState, Act, Lawful, MeasureKind, State};
use law::{Fact, Moment};
use uuid::Uuid;

use super::deadlines;
use super::folding::{Folding, is_for_whole_case};
use super::matter::{Clock, ClockStatus, Effect, Level, Measure, is_after};
use super::messages::{self, finding};
use super::steps;
use super::ten_checks::{CheckId, days_detained, late_code, was_in_force};

/// Looks at an act against the state it finds, before it changes it.
pub(super) fn examine(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let whole = is_for_whole_case(fact, act);
    if !whole && fact.subject.is_none() {
        let found = finding("subject.missing", Level::Refusal, fact.id, None)
            .says(
                format!("“{}” phải ghi rõ đối với người nào.", act.short_vi),
                &act.articles_vi(),
            )
            .so("Chọn người bị buộc tội trong hồ sơ.");
        folding.find(found);
    }
    examine_states(folding, fact, act, whole);
    examine_dates(folding, fact, act);
    examine_returns(folding, fact, act);
    examine_suspension(folding, fact, act);
    examine_request(folding, fact, act);
}

fn examine_states(folding: &mut Folding<'_>, fact: &Fact, act: &Act, whole: bool) {
    let report = folding.matter.report.as_ref().map(|report| report.state);
    let case = folding.matter.case.as_ref().map(|case| case.state);
    refuse_state(
        folding,
        fact,
        act,
        "state.report",
        "nguồn tin",
        report,
        &act.requires_report,
    );
    refuse_state(
        folding,
        fact,
        act,
        "state.case",
        "vụ án",
        case,
        &act.requires_case,
    );
    let Some(subject) = fact.subject.filter(|_| !whole) else {
        return;
    };
    let person = folding
        .matter
        .person(subject)
        .and_then(|person| person.state);
    // Đ.119, 179: no detention of a person whose accused decision is not approved.
    let code = match act.measure {
        Some(MeasureKind::Detention) => "detention.not_charged",
        _ => "state.accused",
    };
    if code == "detention.not_charged" && !act.requires_accused.is_silent() {
        folding.ask(CheckId::DetentionApproved);
    }
    refuse_state(
        folding,
        fact,
        act,
        code,
        "người bị buộc tội",
        person,
        &act.requires_accused,
    );
}

fn refuse_state<S: State>(
    folding: &mut Folding<'_>,
    fact: &Fact,
    act: &Act,
    code: &'static str,
    of: &str,
    found: Option<S>,
    lawful: &Lawful<S>,
) {
    if lawful.allows(found) {
        return;
    }
    let todo = match code {
        "detention.not_charged" => {
            "Phê chuẩn quyết định khởi tố bị can trước; chỉ tạm giam bị can đã được phê chuẩn khởi tố."
        }
        _ => "Kiểm tra ngày và thứ tự sự kiện; ghi nhận sự kiện còn thiếu trước.",
    };
    let refused = finding(code, Level::Refusal, fact.id, fact.subject)
        .says(
            messages::state_refused(act, of, found.map(State::vi), &lawful.vi()),
            &act.articles_vi(),
        )
        .so(todo);
    folding.find(refused);
}

/// Dates that contradict one another in the same act.
fn examine_dates(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    if let (Some(from), Some(to)) = (fact.moment("from"), fact.moment("to"))
        && is_after(from, to)
    {
        let found = finding(
            "date.period_reversed",
            Level::Refusal,
            fact.id,
            fact.subject,
        )
        .says(messages::period_reversed(from, to), &act.articles_vi())
        .so("Sửa lại ngày (giờ) bắt đầu hoặc kết thúc.");
        folding.find(found);
    }
    for field in ["earlier_on", "request_on", "event_on"] {
        let Some(day) = fact.moment(field) else {
            continue;
        };
        if is_after(Moment::day(day.on), Moment::day(fact.effective.on)) {
            let label = act
                .field(field)
                .map_or("Ngày văn bản trước", |field| field.label_vi.as_str());
            let found = finding("date.paper_after", Level::Refusal, fact.id, fact.subject)
                .says(
                    messages::paper_after(label, day, fact.effective),
                    &act.articles_vi(),
                )
                .so("Sửa lại ngày cho đúng với văn bản.");
            folding.find(found);
        }
    }
    if let (Some(report), "case.initiated") = (&folding.matter.report, act.id.as_str())
        && is_after(Moment::day(report.received.on), fact.effective)
    {
        let vi =
            messages::before_its_cause(act, fact.effective, "Tiếp nhận nguồn tin", report.received);
        let found = finding("date.before_cause", Level::Refusal, fact.id, None)
            .says(vi, "BLTTHS Đ145, Đ154")
            .so("Sửa lại ngày.");
        folding.find(found);
    }
}

/// Đ.174 k.2, 245, 280: the procuracy returns a file at most twice, the presiding judge once, the panel once.
fn examine_returns(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let Some(case) = &folding.matter.case else {
        return;
    };
    let (who, done, most) = match (act.id.as_str(), fact.text("returned_by")) {
        ("case.returned", _) => ("Viện kiểm sát", case.returns_by_vks, 2),
        ("court.returned_for_supplement", Some("hdxx")) => {
            ("Hội đồng xét xử", case.returns_by_panel, 1)
        }
        ("court.returned_for_supplement", _) => {
            ("Thẩm phán chủ tọa phiên tòa", case.returns_by_judge, 1)
        }
        _ => return,
    };
    folding.ask(CheckId::ReturnsCounted);
    if done >= most {
        let vi =
            format!("{who} đã trả hồ sơ điều tra bổ sung {done} lần; luật chỉ cho {most} lần.");
        let found = finding("returns.too_many", Level::Refusal, fact.id, None)
            .says(vi, "BLTTHS Đ174.2")
            .so("Không trả hồ sơ nữa; quyết định theo chứng cứ hiện có.");
        folding.find(found);
    }
}

fn examine_suspension(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let ground = match act.id.as_str() {
        "report.suspended" => fact.text("report_ground"),
        "investigation.suspended" | "prosecution.suspended" | "trial.suspended" => {
            fact.text("ground")
        }
        _ => return,
    };
    // Đ.148, 229: only illness allows a suspension before the limit has run out; Đ.247, 281 set no such condition here.
    if ["report.suspended", "investigation.suspended"].contains(&act.id.as_str()) {
        folding.ask(CheckId::SuspensionAfterLimit);
        if ground != Some("benh") {
            folding.suspensions.push((fact.id, act.articles_vi()));
        }
    }
    if ground != Some("khong_ro_noi_o") {
        return;
    }
    folding.ask(CheckId::WantedBeforeSuspension);
    let meant = |subject: Uuid| fact.subject.is_none_or(|named| named == subject);
    // Who is no longer charged, or already suspended, is not among those whose whereabouts matter.
    let mut known = folding
        .matter
        .people
        .iter()
        .filter(|person| {
            meant(person.subject) && person.state.is_some_and(|state| state.is_charged())
        })
        .peekable();
    let wanted =
        known.peek().is_some() && known.all(|person| person.state == Some(AccusedState::Wanted));
    if !wanted {
        let found = finding(
            "suspension.no_wanted_notice",
            Level::Warning,
            fact.id,
            fact.subject,
        )
        .says(
            "Tạm đình chỉ vì không biết rõ bị can đang ở đâu nhưng chưa có quyết định truy nã."
                .to_owned(),
            "BLTTHS Đ229.1a, Đ231, Đ247.1b, Đ281.1b",
        )
        .so("Yêu cầu Cơ quan điều tra truy nã bị can (Mẫu 106/HS) trước khi tạm đình chỉ.");
        folding.find(found);
    }
}

/// Đ.147 k.2, 172 k.2, 173 k.2: a late request is recorded as late and does not block.
fn examine_request(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let (asked, on) = match (&act.request_for, fact.moment("request_on")) {
        (Some(asked), _) => (asked.as_str(), fact.effective),
        (None, Some(on)) if !act.extends.is_empty() => (act.id.as_str(), on),
        _ => return,
    };
    let law = folding.law;
    let asks = |clock: &&Clock| {
        let own = clock.subject.is_none() || clock.subject == fact.subject;
        clock.is_running()
            && own
            && law
                .acts
                .step(&clock.family)
                .is_some_and(|step| step.extend.as_deref() == Some(asked))
    };
    let Some(mut clock) = folding.matter.clocks.iter().rev().find(asks).cloned() else {
        return;
    };
    let Some(rule) = law
        .acts
        .step(&clock.family)
        .and_then(|step| step.request.as_deref())
    else {
        return;
    };
    deadlines::answer(law, &folding.matter, &mut clock);
    let Some(by) = steps::request_by(law, rule, &clock) else {
        return;
    };
    folding.ask(CheckId::RequestInTime);
    if on.on > by {
        let article = law
            .limits
            .rule_on(rule, on.on)
            .map_or("", |limit| limit.article.as_str());
        let found = finding("request.late", Level::Note, fact.id, fact.subject)
            .says(messages::late_request(on, by), article)
            .so("Vẫn ghi nhận; nêu vi phạm khi kiến nghị Cơ quan điều tra.");
        folding.find(found);
    }
}

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
        let custody = i64::from(super::measures::custody_days(person, last.start));
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
