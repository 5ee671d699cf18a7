//! Kiểm sát tính hợp pháp: the checks a program can make by itself, on what was recorded and before it is.

use law::catalogue::{AccusedState, Act, Lawful, MeasureKind, State};
use law::{Fact, Moment};
use uuid::Uuid;

use super::deadlines;
use super::folding::{Folding, is_for_whole_case};
use super::matter::{Clock, Level, is_after};
use super::messages::{self, finding};
use super::steps;
use super::ten_checks::CheckId;

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
    examine_opening(folding, fact, act);
}

/// Đ.143, 145, 154: facts are taken in by their days, so a case opened too early is seen when its report comes after it.
fn examine_opening(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let (None, Some(case), "report.received") = (
        &folding.matter.report,
        &folding.matter.case,
        act.id.as_str(),
    ) else {
        return;
    };
    let opening = folding
        .matter
        .line
        .iter()
        .find(|line| line.fact == case.fact);
    let Some(opening) = opening.and_then(|line| folding.law.acts.get(&line.kind)) else {
        return;
    };
    if fact.effective.on > case.opened.on {
        let vi = messages::before_its_cause(opening, case.opened, &act.short_vi, fact.effective);
        let found = finding("date.before_cause", Level::Refusal, case.fact, None)
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
