//! Hành vi tố tụng trên sơ đồ: case data, the line of procedure, what happened, breaches, views of the parties.

use std::collections::BTreeSet;

use criminal::{clock_vi, rules::Level, standing};
use law::Fact;

use super::{Pen, Words, first_of, sentences, shortened};
use crate::map::{messages, node::Kind};

impl Pen<'_> {
    /// Thông tin vụ án: number, offence, dates, running time limits.
    pub(super) fn data(&mut self, branch: &str) {
        let Some(opened) = self.opened() else { return };
        let (law, matter) = (self.law, &opened.matter);
        let mut lines: Vec<Words> = Vec::new();
        let mut say = |key: &str, label: &str, words: &str| {
            if !words.is_empty() {
                let one = Words::plain(&format!("{label}: {words}"));
                lines.push(Words {
                    key: self.key(key),
                    origin: messages::FROM_MATTER,
                    href: format!("/criminal/matters/{}", self.case.matter),
                    ..one
                });
            }
        };
        say("code", "Mã hồ sơ", &opened.code);
        say("state", "Tình trạng", matter.state_vi());
        if let Some(case) = &matter.case {
            let number = case
                .number
                .as_deref()
                .map(|number| format!("số {number}, "))
                .unwrap_or_default();
            say(
                "opened",
                "Khởi tố vụ án",
                &format!("{number}ngày {}", case.opened.vi()),
            );
            say(
                "charges",
                "Tội danh khởi tố",
                &standing::charges_vi(law, &case.charges),
            );
            say(
                "severity",
                "Loại tội phạm",
                case.severity.map_or("", |one| one.vi()),
            );
        } else if let Some(report) = &matter.report {
            say(
                "received",
                "Tiếp nhận nguồn tin",
                &format!("ngày {}", report.received.vi()),
            );
        }
        say("prosecutor", "Kiểm sát viên", &self.case.prosecutor);
        for clock in matter.running() {
            let Some(due) = clock.due else { continue };
            let who = clock.subject.and_then(|subject| matter.person(subject));
            let who = who
                .map(|person| format!(" ({})", person.name_vi()))
                .unwrap_or_default();
            let key = format!(
                "clock:{}:{}",
                clock.family,
                clock.subject.unwrap_or_default()
            );
            say(
                &key,
                &format!("{}{who}", clock_name(&clock_vi(law, clock))),
                &format!("đến {}", due.vi()),
            );
        }
        for line in lines {
            self.put(branch, line);
        }
    }

    /// Quá trình tố tụng: the legal acts that stand, by stage, in the order of the law.
    pub(super) fn procedure(&mut self, branch: &str) {
        self.civil_acts(branch);
        let Some(opened) = self.opened() else { return };
        let mut acts: Vec<(law::catalogue::Stage, Words)> = Vec::new();
        for line in &opened.matter.line {
            let act = self.law.acts.on(&line.kind, line.effective.on);
            let Some((act, fact)) = act
                .filter(|act| act.is_legal_act())
                .zip(opened.fact(line.fact))
            else {
                continue;
            };
            let number = line
                .number
                .as_deref()
                .map(|number| format!(", số {number}"))
                .unwrap_or_default();
            let who = line
                .subject
                .and_then(|subject| opened.matter.person(subject));
            let who = who
                .map(|person| format!(" – {}", person.name_vi()))
                .unwrap_or_default();
            let words = format!("{}: {}{number}{who}", line.effective.vi(), act.short_vi);
            let key = self.key(format_args!("fact:{}", first_of(&opened.facts, fact)));
            let one = Words::claim(key, words, self.pages(fact));
            acts.push((
                act.stage,
                one.from(messages::FROM_FACT, self.fact_href(fact)),
            ));
        }
        let mut known = BTreeSet::new();
        for (stage, one) in acts {
            let group = self.key(format_args!("stage:{}", stage.code()));
            if known.insert(stage.code()) {
                self.put(branch, Words::group(group.clone(), stage.vi()));
            }
            self.put(&group, one);
        }
    }

    /// Hành vi, diễn biến: when and where as the facts say, then what was reported, sentence by sentence.
    pub(super) fn events(&mut self, branch: &str) {
        let Some(opened) = self.opened() else { return };
        let mut lines: Vec<(Words, Vec<Words>)> = Vec::new();
        let standing: Vec<&Fact> = standing::standing(&opened.facts).collect();
        for (field, label) in [("event_on", "Thời gian"), ("event_place", "Địa điểm")] {
            let Some(fact) = standing
                .iter()
                .rev()
                .find(|fact| fact.text(field).is_some())
            else {
                continue;
            };
            let said = match fact.moment(field) {
                Some(moment) => moment.vi(),
                None => fact.text(field).unwrap_or_default().to_owned(),
            };
            let one = Words::claim(
                self.key(field),
                format!("{label}: {said}"),
                self.page_of(fact, field),
            );
            lines.push((
                one.from(messages::FROM_FACT, self.fact_href(fact)),
                Vec::new(),
            ));
        }
        let mut told: Vec<&str> = Vec::new();
        for fact in &standing {
            let Some(summary) = fact
                .text("summary")
                .filter(|summary| !told.contains(summary))
            else {
                continue;
            };
            told.push(summary);
            let act = self.law.acts.on(&fact.kind, fact.effective.on);
            let first = first_of(&opened.facts, fact);
            let name = act.map_or(fact.kind.as_str(), |act| act.short_vi.as_str());
            let words = format!("{name}, {}", fact.effective.vi());
            let pages = self.page_of(fact, "summary");
            let head = Words::claim(self.key(format_args!("told:{first}")), words, pages.clone());
            let parts = sentences(summary)
                .into_iter()
                .enumerate()
                .map(|(n, sentence)| {
                    let key = self.key(format_args!("told:{first}:{n}"));
                    Words::claim(key, sentence, pages.clone())
                        .from(messages::FROM_FACT, self.fact_href(fact))
                });
            let parts: Vec<Words> = parts.collect();
            lines.push((head.from(messages::FROM_FACT, self.fact_href(fact)), parts));
        }
        for (head, parts) in lines {
            let key = self.put(branch, head);
            for part in parts {
                self.put(&key, part);
            }
        }
        self.conduct(branch);
    }

    /// Vi phạm: what the rules find in the procedure, and what the procuracy already did about breaches.
    pub(super) fn breaches(&mut self, branch: &str) {
        let Some(opened) = self.opened() else { return };
        let mut lines = Vec::new();
        for finding in opened
            .matter
            .findings
            .iter()
            .filter(|one| one.level >= Level::Warning)
        {
            let fact = finding.fact.and_then(|id| opened.fact(id));
            let on = match (fact, finding.subject) {
                (Some(fact), _) => first_of(&opened.facts, fact).to_string(),
                (None, Some(subject)) => subject.to_string(),
                (None, None) => String::new(),
            };
            let key = self.key(format_args!("finding:{}:{on}", finding.code));
            let words = shortened(&format!(
                "{} ({})",
                finding.vi.trim_end_matches('.'),
                finding.article
            ));
            let pages = fact.map(|fact| self.pages(fact)).unwrap_or_default();
            let href = match fact {
                Some(fact) => self.fact_href(fact),
                None => format!("/criminal/matters/{}", self.case.matter),
            };
            lines.push(Words::claim(key, words, pages).from(messages::FROM_FINDING, href));
        }
        for fact in
            standing::standing(&opened.facts).filter(|fact| fact.text("violation").is_some())
        {
            lines.push(self.act_with(fact, "violation"));
        }
        for line in lines {
            self.put(branch, line);
        }
    }

    /// Quan điểm: the papers in which each side says what it holds.
    pub(super) fn views(&mut self, branch: &str) {
        let Some(opened) = self.opened() else { return };
        const VIEWS: [&str; 6] = [
            "investigation.concluded",
            "investigation.demanded",
            "case.returned",
            "case.indicted",
            "court.returned_for_supplement",
            "judgment.pronounced",
        ];
        let said =
            standing::standing(&opened.facts).filter(|fact| VIEWS.contains(&fact.kind.as_str()));
        let lines: Vec<Words> = said
            .map(|fact| self.act_with(fact, "opinion").kind(Kind::Plain))
            .collect();
        for line in lines {
            self.put(branch, line);
        }
    }

    /// An act with what one of its fields says.
    pub(super) fn act_with(&self, fact: &Fact, field: &str) -> Words {
        let act = self.law.acts.on(&fact.kind, fact.effective.on);
        let name = act.map_or(fact.kind.as_str(), |act| act.short_vi.as_str());
        let number = fact
            .number
            .as_deref()
            .map(|number| format!(" số {number}"))
            .unwrap_or_default();
        let said = fact
            .text(field)
            .map(|said| format!(": {said}"))
            .unwrap_or_default();
        let words = shortened(&format!("{name}{number}, {}{said}", fact.effective.vi()));
        let facts = self.opened().map_or(&[][..], |opened| &opened.facts);
        let key = self.key(format_args!("fact:{}", first_of(facts, fact)));
        Words::claim(key, words, self.pages(fact)).from(messages::FROM_FACT, self.fact_href(fact))
    }
}

/// The name of a clock without what stands in brackets.
fn clock_name(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}
