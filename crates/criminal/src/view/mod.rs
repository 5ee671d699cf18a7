//! Dữ liệu dẫn xuất của mảng hình sự: rows of the lists, made from [`fold`](crate::rules::fold) alone.

mod words;

use db::args;
use law::catalogue::{AccusedState, CaseState, MeasureKind, State};
use law::{Fact, Law, Moment};
use ledger::{Rows, Table, View};

use crate::rules::{self, ClockStatus, Matter, Measure, Person};
use crate::standing::{Assigned, assigned, charges_vi, end_ms, standing, unit_in_charge};

pub(crate) use words::names_nobody;
use words::{beginnings, case_charges, names_of, people_in_short, place_of, who_codes};
pub use words::{clock_vi, next_clock, shortened, title};

/// Later than any end; where a list needs a place for something without one.
pub const FAR: i64 = 253_402_300_799_000;

/// The view of this area.
pub struct CriminalView;

static TABLES: [Table; 6] = [
    Table {
        name: "criminal_matter",
        columns: &[
            "unit_id",
            "matter_id",
            "list",
            "state",
            "place",
            "title",
            "people",
            "accused",
            "severity",
            "charge",
            "prosecutor",
            "prosecutor_id",
            "examiner_id",
            "deputy_id",
            "received_on",
            "opened_on",
            "docket",
            "due_on",
            "due_at",
            "has_hour",
            "due_vi",
            "family",
            "next_act",
            "next_vi",
            "next_subject",
            "last_seq",
            "last_on",
            "last_kind",
        ],
    },
    Table {
        name: "criminal_accused",
        columns: &[
            "unit_id",
            "matter_id",
            "subject_id",
            "name",
            "sort_key",
            "born_on",
            "legal_person",
            "state",
            "severity",
            "charge",
        ],
    },
    Table {
        name: "criminal_measure",
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "subject_id",
            "name",
            "kind",
            "list",
            "status",
            "from_on",
            "to_on",
            "to_at",
            "has_hour",
            "number",
            "prosecutor_id",
        ],
    },
    Table {
        name: "criminal_clock",
        columns: &[
            "unit_id",
            "matter_id",
            "n",
            "subject_id",
            "name",
            "rule",
            "family",
            "rule_vi",
            "article",
            "status",
            "started_on",
            "started_at",
            "nominal_on",
            "nominal_at",
            "legal_on",
            "legal_at",
            "safe_on",
            "safe_at",
            "due_on",
            "due_at",
            "has_hour",
            "who",
            "is_ours",
            "prosecutor_id",
            "next_act",
            "next_vi",
            "request_by",
            "proof",
        ],
    },
    Table {
        name: "criminal_line",
        columns: &[
            "unit_id",
            "matter_id",
            "seq",
            "fact_id",
            "kind",
            "effective_on",
            "number",
            "folded",
        ],
    },
    Table {
        name: "criminal_name",
        columns: &["unit_id", "matter_id", "n", "name", "role", "folded"],
    },
];

/// One matter while its rows are made.
struct Making<'a> {
    law: &'a Law,
    facts: &'a [Fact],
    matter: &'a Matter,
    unit: &'a str,
    assigned: &'a Assigned,
}

impl View for CriminalView {
    fn tables(&self) -> &'static [Table] {
        &TABLES
    }

    // 2: everybody reported is named, and suspensions and terminations are served.
    // 3: whoever went with another case is held there; a matter taken in is the receiver's.
    // 4: a later description that tells less hides nothing; a matter of which nothing is left stands in no list.
    // 5: windows to appeal are rights like those to protest; the head tells which clock it shows.
    fn edition(&self) -> u32 {
        5
    }

    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows) {
        if facts.is_empty() || law::is_civil(facts) {
            return;
        }
        let matter = rules::fold(law, facts);
        let making = Making {
            law,
            facts,
            matter: &matter,
            unit: unit_in_charge(facts),
            assigned: &assigned(facts),
        };
        making.head(out);
        making.accused(out);
        making.clocks(out);
        making.papers(out);
        making.names(out);
    }
}

impl Making<'_> {
    fn head(&self, out: &mut Rows) {
        let (matter, id) = (self.matter, self.facts[0].matter);
        let next = next_clock(matter);
        let newest = standing(self.facts).max_by_key(|fact| (fact.effective.on, fact.seq));
        let newest = newest.unwrap_or(&self.facts[0]);
        let (list, state) = place_of(matter, self.facts);
        let due = next.and_then(|clock| clock.due);
        let place = match list.ends_with("_done") {
            true => -newest.effective.at_utc_ms(),
            false => due.map_or(FAR, end_ms),
        };
        let step = next.and_then(|clock| clock.next.as_ref());
        let severity = matter.case.as_ref().and_then(|case| case.severity);
        out.push(
            "criminal_matter",
            args![
                self.unit,
                id,
                list,
                state,
                place,
                title(self.law, matter, self.facts),
                people_in_short(matter, self.facts),
                matter.accused().count(),
                severity.map(|class| class.code()),
                case_charges(self.law, matter, self.facts),
                &self.assigned.prosecutor,
                self.assigned.prosecutor_id,
                self.assigned.examiner_id,
                self.assigned.deputy_id,
                matter.report.as_ref().map(|report| report.received.on),
                matter.case.as_ref().map(|case| case.opened.on),
                matter
                    .dockets
                    .last()
                    .map(|docket| docket.number.clone())
                    .unwrap_or_default(),
                due.map(|due| due.on),
                due.map(end_ms),
                due.is_some_and(|due| due.time.is_some()),
                next.map(|clock| clock_vi(self.law, clock))
                    .unwrap_or_default(),
                next.map(|clock| clock.family.clone()).unwrap_or_default(),
                step.map(|step| step.act.clone()),
                step.map(|step| step.vi.clone()).unwrap_or_default(),
                next.and_then(|clock| clock.subject),
                self.facts.last().map_or(0, |fact| fact.seq),
                newest.effective.on,
                &newest.kind
            ],
        );
    }

    fn accused(&self, out: &mut Rows) {
        let id = self.facts[0].matter;
        let mut n = 0_i64;
        for person in self.matter.accused() {
            out.push(
                "criminal_accused",
                args![
                    self.unit,
                    id,
                    person.subject,
                    person.name_vi(),
                    text::name_sort_key(&person.name),
                    person.born_on,
                    person.legal_person,
                    person.state.map(|state| state.code()).unwrap_or_default(),
                    person.severity.map(|class| class.code()),
                    charges_vi(self.law, &person.charges)
                ],
            );
            for measure in &person.measures {
                n += 1;
                self.measure(person, measure, n, out);
            }
        }
    }

    fn measure(&self, person: &Person, measure: &Measure, n: i64, out: &mut Rows) {
        // Whoever went with another case is held there.
        let joined = self.matter.case.as_ref().map(|case| case.state) == Some(CaseState::Joined);
        let is_elsewhere = joined || person.state == Some(AccusedState::MovedToOtherCase);
        let is_open = measure.status.is_open() && measure.ended.is_none() && !is_elsewhere;
        let is_held = matches!(measure.kind, MeasureKind::Custody | MeasureKind::Detention);
        let list = match (is_open, is_held) {
            (true, true) if self.is_up_to_the_court(person, measure.kind) => "court",
            (true, true) => "held",
            (true, false) => "open",
            (false, _) => "past",
        };
        out.push(
            "criminal_measure",
            args![
                self.unit,
                self.facts[0].matter,
                n,
                person.subject,
                person.name_vi(),
                measure.kind.code(),
                list,
                measure.status.code(),
                measure.from.map(|from| from.on),
                measure.to.map(|to| to.on),
                measure.to.map_or(FAR, end_ms),
                measure.to.is_some_and(|to| to.time.is_some()),
                measure.number().unwrap_or_default(),
                self.assigned.prosecutor_id
            ],
        );
    }

    /// Tòa án đã thụ lý (BLTTHS Đ276): from then on detention is the court's to decide, and no clock of ours follows it.
    fn is_up_to_the_court(&self, person: &Person, kind: MeasureKind) -> bool {
        let is_of_kind = |clock: &&rules::Clock| {
            let family = if kind == MeasureKind::Custody {
                "CUSTODY"
            } else {
                "DET-"
            };
            let of_court = ["DET-TRI", "DET-APP", "DET-AFTER-SENTENCE"];
            clock.subject == Some(person.subject)
                && clock.family.starts_with(family)
                && !of_court.contains(&clock.family.as_str())
        };
        let case = self.matter.case.as_ref().map(|case| case.state);
        let mut clocks = self.matter.clocks.iter().filter(is_of_kind).peekable();
        case.is_some_and(CaseState::is_with_court)
            && clocks.peek().is_some()
            && clocks.all(|clock| matches!(clock.status, ClockStatus::Ended { .. }))
    }

    fn clocks(&self, out: &mut Rows) {
        let open = self
            .matter
            .clocks
            .iter()
            .filter(|clock| !matches!(clock.status, ClockStatus::Ended { .. }) && !clock.aside);
        for (n, clock) in (1_i64..).zip(open) {
            let person = clock
                .subject
                .and_then(|subject| self.matter.person(subject));
            let proof = clock.deadline.as_ref().map(|deadline| &deadline.proof);
            let end = |of: fn(&law::Deadline) -> Moment| clock.deadline.as_ref().map(of);
            let (nominal, legal, safe) = (
                end(|d| d.nominal_end),
                end(|d| d.legal_end),
                end(|d| d.safe_target),
            );
            let step = clock.next.as_ref();
            out.push(
                "criminal_clock",
                args![
                    self.unit,
                    self.facts[0].matter,
                    n,
                    clock.subject,
                    person
                        .map(|person| person.name_vi().to_owned())
                        .unwrap_or_default(),
                    &clock.rule,
                    &clock.family,
                    clock_vi(self.law, clock),
                    proof.map(|proof| proof.article.clone()).unwrap_or_default(),
                    match (clock.is_running(), clock.is_right) {
                        (true, true) => "right",
                        (true, false) => "running",
                        (false, _) => "suspended",
                    },
                    clock.start.on,
                    clock.start.at_utc_ms(),
                    nominal.map(|end| end.on),
                    nominal.map(end_ms),
                    legal.map(|end| end.on),
                    legal.map(end_ms),
                    safe.map(|end| end.on),
                    safe.map(end_ms),
                    clock.due.map(|due| due.on),
                    clock.due.map_or(FAR, end_ms),
                    clock.due.is_some_and(|due| due.time.is_some()),
                    who_codes(clock),
                    clock.is_for_procuracy(),
                    self.assigned.prosecutor_id,
                    step.map(|step| step.act.clone()),
                    step.map(|step| step.vi.clone()).unwrap_or_default(),
                    step.and_then(|step| step.request_by),
                    proof
                        .and_then(|proof| serde_json::to_string(proof).ok())
                        .unwrap_or_default()
                ],
            );
        }
    }

    fn papers(&self, out: &mut Rows) {
        for fact in standing(self.facts) {
            let Some(number) = fact
                .number
                .as_deref()
                .filter(|number| !number.trim().is_empty())
            else {
                continue;
            };
            out.push(
                "criminal_line",
                args![
                    self.unit,
                    fact.matter,
                    fact.seq,
                    fact.id,
                    &fact.kind,
                    fact.effective.on,
                    number,
                    text::fold(number)
                ],
            );
        }
    }

    fn names(&self, out: &mut Rows) {
        let mut n = 0_i64;
        for (name, role) in names_of(self.matter, self.facts) {
            for folded in beginnings(&text::fold(&name)) {
                n += 1;
                out.push(
                    "criminal_name",
                    args![
                        self.unit,
                        self.facts[0].matter,
                        n,
                        &name,
                        role.as_str(),
                        folded
                    ],
                );
            }
        }
    }
}
