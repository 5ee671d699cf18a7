//! Gộp sự kiện: the facts of one matter, in the order of the law, become its present state.

use chrono::NaiveTime;
use law::catalogue::{Act, Scope};
use law::{Fact, Law};
use uuid::Uuid;

use super::matter::{Case, Decision, Docket, Effect, Finding, Line, Matter, Person, Report};
use super::ten_checks::CheckId;
use super::{charges, clocks, deadlines, foreseen, lawful, measures, review};

/// Gộp mọi sự kiện của một hồ sơ: pure, never panics on a kind or a field it does not know.
pub fn fold(law: &Law, facts: &[Fact]) -> Matter {
    fold_all(law, facts.iter())
}

/// A fact that counts, with its place in the order of the procedure and its act.
pub(super) type Standing<'f> = (usize, &'f Fact, Option<&'f Act>);

/// The same over facts from several places.
pub(super) fn fold_all<'f>(law: &'f Law, facts: impl Iterator<Item = &'f Fact> + Clone) -> Matter {
    let replaced: Vec<Uuid> = facts.clone().filter_map(|fact| fact.replaces).collect();
    let mut standing: Vec<Standing<'_>> = facts
        .filter(|fact| fact.kind != "fact.withdrawn" && !replaced.contains(&fact.id))
        .map(
            |fact| match law.acts.ranked_on(&fact.kind, fact.effective.on) {
                Some((rank, act)) => (rank, fact, Some(act)),
                None => (usize::MAX, fact, None),
            },
        )
        .collect();
    // Acts of one day are often dated without an hour: they are taken in the order of the procedure.
    standing.sort_by_key(|(rank, fact, _)| {
        (
            fact.effective.on,
            *rank,
            fact.effective.time.unwrap_or(NaiveTime::MIN),
            fact.seq,
        )
    });
    let mut matter = taken(law, standing.iter().copied()).finish();
    foreseen::weigh(law, &standing, &mut matter);
    matter
}

/// Takes in facts in the order given.
pub(super) fn taken<'l, 'f>(
    law: &'l Law,
    standing: impl Iterator<Item = Standing<'f>>,
) -> Folding<'l> {
    let mut folding = Folding {
        law,
        matter: Matter::default(),
        effects: Vec::new(),
        last_return: None,
        suspensions: Vec::new(),
    };
    for (_, fact, act) in standing {
        folding.take(fact, act);
    }
    folding
}

/// A matter while its facts are being taken in.
pub(super) struct Folding<'l> {
    pub law: &'l Law,
    pub matter: Matter,
    pub effects: Vec<Effect>,
    /// Who returned the file last: `vks`, `tham_phan`, `hdxx`.
    pub last_return: Option<String>,
    /// Suspensions that are lawful only when the limit ran out: the fact and its articles.
    pub suspensions: Vec<(Uuid, String)>,
}

impl Folding<'_> {
    fn take(&mut self, fact: &Fact, act: Option<&Act>) {
        if self.matter.id.is_nil() {
            self.matter.id = fact.matter;
        }
        let mut effects = Vec::new();
        if let Some(act) = act {
            if let (Some(subject), Scope::Accused | Scope::CaseOrAccused | Scope::Person) =
                (fact.subject, act.scope)
            {
                self.person(subject);
            }
            lawful::examine(self, fact, act);
            let report_is_new = self.matter.report.is_none();
            self.describe(fact);
            self.move_report(fact, act);
            self.move_case(fact, act);
            self.move_people(fact, act);
            charges::apply(self, fact, act);
            measures::apply(self, fact, act);
            clocks::apply(self, fact, act, report_is_new);
            self.note_decisions(fact, act);
            effects = std::mem::take(&mut self.effects);
        }
        self.matter.line.push(Line {
            fact: fact.id,
            seq: fact.seq,
            kind: fact.kind.clone(),
            effective: fact.effective,
            subject: fact.subject,
            number: fact.number.clone(),
            sources: fact.sources.len(),
            effects,
        });
    }

    /// The matter with every clock computed and the whole looked over.
    pub fn finish(mut self) -> Matter {
        deadlines::finish(&mut self);
        review::review(&mut self);
        self.matter
    }

    /// The person with an id, made known if nobody described them yet.
    pub fn person(&mut self, subject: Uuid) -> &mut Person {
        let people = &mut self.matter.people;
        let place = match people.iter().position(|person| person.subject == subject) {
            Some(place) => place,
            None => {
                people.push(Person {
                    subject,
                    ..Person::default()
                });
                people.len() - 1
            }
        };
        &mut people[place]
    }

    /// Adds a finding.
    pub fn find(&mut self, finding: Finding) {
        self.matter.findings.push(finding);
    }

    /// Notes that one of the ten checks had something to look at.
    pub fn ask(&mut self, check: CheckId) {
        if !self.matter.asked.contains(&check) {
            self.matter.asked.push(check);
        }
    }

    fn move_report(&mut self, fact: &Fact, act: &Act) {
        let Some(step) = &act.moves_report else {
            return;
        };
        let Some(to) = step.from(self.matter.report.as_ref().map(|report| report.state)) else {
            return;
        };
        match &mut self.matter.report {
            Some(report) => report.state = to,
            None => {
                self.matter.report = Some(Report {
                    state: to,
                    received: fact.effective,
                    fact: fact.id,
                    kind: owned(fact, "report_kind"),
                    handler: owned(fact, "handler"),
                    summary: owned(fact, "summary"),
                    informant: owned(fact, "informant"),
                    decided: None,
                });
            }
        }
        if let (false, Some(report)) = (to.is_open(), &mut self.matter.report) {
            report.decided = Some((fact.effective, fact.id));
        }
        self.effects.push(Effect::Report(to));
    }

    fn move_case(&mut self, fact: &Fact, act: &Act) {
        // For one accused the others go on; an act that is always about one person says itself how it moves the case.
        if act.scope == Scope::CaseOrAccused && !is_for_whole_case(fact, act) {
            return;
        }
        let Some(step) = &act.moves_case else { return };
        let Some(to) = step.from(self.matter.case.as_ref().map(|case| case.state)) else {
            return;
        };
        match &mut self.matter.case {
            Some(case) => case.state = to,
            None => {
                self.matter.case = Some(Case {
                    state: to,
                    opened: fact.effective,
                    fact: fact.id,
                    number: fact.number.clone(),
                    name: owned(fact, "case_name"),
                    charges: Vec::new(),
                    severity: None,
                    file_received: None,
                    indicted: None,
                    returns_by_vks: 0,
                    returns_by_judge: 0,
                    returns_by_panel: 0,
                    simplified: false,
                });
            }
        }
        self.effects.push(Effect::Case(to));
    }

    fn move_people(&mut self, fact: &Fact, act: &Act) {
        let Some(step) = &act.moves_accused else {
            return;
        };
        let whole = is_for_whole_case(fact, act);
        for person in &mut self.matter.people {
            let meant = if whole {
                person.state.is_some()
            } else {
                fact.subject == Some(person.subject)
            };
            if !meant {
                continue;
            }
            if let Some(to) = step.from(person.state) {
                person.state = Some(to);
                self.effects.push(Effect::Person(person.subject, to));
            }
        }
    }

    /// What records and decisions say of people, report and case.
    fn describe(&mut self, fact: &Fact) {
        match fact.kind.as_str() {
            "party.described" => {
                if let Some(subject) = fact.subject {
                    let person = self.person(subject);
                    // What a later description does not say stays as an earlier one told it.
                    person.name = owned(fact, "name").unwrap_or(std::mem::take(&mut person.name));
                    update(&mut person.role, fact, "role");
                    let born_on = fact.text("born_on").and_then(law::iso_day);
                    person.born_on = born_on.or(person.born_on);
                    let is_legal = fact.body.get("legal_person");
                    let is_legal = is_legal.and_then(|value| value.as_bool());
                    person.legal_person = is_legal.unwrap_or(person.legal_person);
                }
            }
            "report.described" | "report.received" => {
                if let Some(report) = &mut self.matter.report {
                    update(&mut report.summary, fact, "summary");
                    update(&mut report.informant, fact, "informant");
                    update(&mut report.handler, fact, "handler");
                }
            }
            "report.taken_over" => {
                if let Some(report) = &mut self.matter.report {
                    report.handler = Some("VKS".to_owned());
                }
            }
            "case.described" => {
                if let Some(case) = &mut self.matter.case {
                    update(&mut case.name, fact, "case_name");
                }
            }
            "sentence.recorded" => {
                if let Some(subject) = fact.subject {
                    update(&mut self.person(subject).penalty, fact, "main_penalty");
                }
            }
            "simplified.decided" | "simplified.annulled" => {
                if let Some(case) = &mut self.matter.case {
                    case.simplified = fact.kind == "simplified.decided";
                }
            }
            "juvenile.full_limit_noted" => self.matter.especially_complex = true,
            "juvenile.diversion_notified" => {
                self.matter.diversion_announced |= says_yes(fact, "diversion_applied");
            }
            "matter.coded" => update(
                &mut self.matter.national_case_code,
                fact,
                "national_case_code",
            ),
            "matter.docketed" | "report.docketed" => {
                if let Some(number) = owned(fact, "register_number") {
                    let stage =
                        owned(fact, "acceptance_stage").unwrap_or_else(|| "nguon_tin".to_owned());
                    self.matter.dockets.push(Docket {
                        stage,
                        number,
                        on: fact.effective,
                    });
                }
            }
            _ => {}
        }
        update(&mut self.matter.prosecutor, fact, "prosecutor");
        update(&mut self.matter.deputy_chief, fact, "deputy_chief");
    }

    /// The dates and counters other rules ask for.
    fn note_decisions(&mut self, fact: &Fact, act: &Act) {
        let decision = || decision_of(fact, act);
        if let Some(case) = &mut self.matter.case {
            match act.id.as_str() {
                "vks.case_file_received" => case.file_received = Some(fact.effective),
                "case.indicted" => case.indicted = Some(fact.effective),
                "case.returned" => {
                    case.returns_by_vks = case.returns_by_vks.saturating_add(1);
                    self.last_return = Some("vks".to_owned());
                }
                "court.returned_for_supplement" => {
                    let by = fact.text("returned_by").unwrap_or("tham_phan");
                    match by {
                        "hdxx" => case.returns_by_panel = case.returns_by_panel.saturating_add(1),
                        _ => case.returns_by_judge = case.returns_by_judge.saturating_add(1),
                    }
                    self.last_return = Some(by.to_owned());
                }
                _ => {}
            }
        }
        if let Some(subject) = fact.subject {
            match act.id.as_str() {
                "accused.initiated" => self.person(subject).initiated = Some(decision()),
                "accused.approved" => self.person(subject).approved = Some(decision()),
                "accused.initiated_by_vks" => {
                    let person = self.person(subject);
                    person.initiated = Some(decision());
                    person.approved = Some(decision());
                }
                _ => {}
            }
        }
    }
}

/// The act as a decision with the period it states.
pub(super) fn decision_of(fact: &Fact, act: &Act) -> Decision {
    Decision {
        fact: fact.id,
        act: act.id.clone(),
        number: fact.number.clone(),
        on: fact.effective,
        from: fact.moment("from"),
        to: fact.moment("to"),
    }
}

/// Whether the act is for the whole case, and not for one accused of it.
pub(super) fn is_for_whole_case(fact: &Fact, act: &Act) -> bool {
    match act.scope {
        Scope::Accused | Scope::Person => false,
        Scope::CaseOrAccused => fact.subject.is_none(),
        _ => true,
    }
}

fn says_yes(fact: &Fact, field: &str) -> bool {
    fact.body
        .get(field)
        .and_then(|value| value.as_bool())
        .unwrap_or(false)
}

fn owned(fact: &Fact, field: &str) -> Option<String> {
    fact.text(field)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn update(place: &mut Option<String>, fact: &Fact, field: &str) {
    if let Some(text) = owned(fact, field) {
        *place = Some(text);
    }
}
