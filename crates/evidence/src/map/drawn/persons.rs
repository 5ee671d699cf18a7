//! Người trên sơ đồ: the accused with what is known of each, the victims, who said what, the parties.

use casefile::statements::Statement;
use criminal::{
    persons::described::of_person,
    rules::{Measure, Person},
    standing::charges_vi,
};
use law::{Fact, catalogue::State as _};

use super::{Pen, Words, capital, first_of, shortened};
use crate::{map::messages, sources::Source};

impl Pen<'_> {
    /// Bị can: one node each, with background, charge, measures and statements.
    pub(super) fn accused(&mut self, branch: &str) {
        let Some(opened) = self.opened() else { return };
        let accused: Vec<&Person> = opened.matter.accused().collect();
        for person in accused {
            let key = self.person(branch, person);
            self.background(&key, person);
            if !person.charges.is_empty() {
                let decided = person.approved.as_ref().or(person.initiated.as_ref());
                let pages = decided
                    .and_then(|one| opened.fact(one.fact))
                    .map(|fact| self.pages(fact));
                let words = format!("Tội danh: {}", charges_vi(self.law, &person.charges));
                let charge = self.key(format_args!("charge:{}", person.subject));
                self.put(&key, Words::claim(charge, words, pages.unwrap_or_default()));
            }
            self.measures(&key, person);
            self.said(&key, person);
        }
    }

    /// Thiệt hại: those who suffered it, with what they said.
    pub(super) fn damage(&mut self, branch: &str) {
        let Some(opened) = self.opened() else { return };
        let of = |person: &&Person| {
            let role = person.role.as_deref().unwrap_or_default();
            ["bi_hai", "nguyen_don_dan_su"].contains(&role)
        };
        let victims: Vec<&Person> = opened.matter.people.iter().filter(of).collect();
        for person in victims {
            let key = self.person(branch, person);
            self.said(&key, person);
        }
        self.documents_like(
            branch,
            &[
                "gia tri tai san",
                "dinh gia",
                "thuong tich",
                "boi thuong",
                "thiet hai",
            ],
        );
    }

    /// Đương sự: everybody of the matter with the capacity in which they take part.
    pub(super) fn parties(&mut self, branch: &str) {
        self.civil_parties(branch);
        let Some(opened) = self.opened() else { return };
        for person in &opened.matter.people {
            self.person(branch, person);
        }
    }

    /// Lời khai, by person, in the order they were made.
    pub(super) fn everybody_said(&mut self, branch: &str) {
        let mut people: Vec<(&str, &str)> = Vec::new();
        for one in self.case.statements.iter().flat_map(|one| &one.people) {
            if !people.iter().any(|(key, _)| *key == one.key) {
                people.push((&one.key, &one.name));
            }
        }
        for (key, name) in people {
            let group = self.put(
                branch,
                Words::group(self.key(format_args!("speaker:{key}")), name),
            );
            self.statements_of(&group, key);
        }
    }

    fn person(&mut self, parent: &str, person: &Person) -> String {
        let role = person
            .role
            .as_deref()
            .map(|role| self.role_vi(role))
            .unwrap_or_default();
        let words = match (person.state, role.is_empty()) {
            (None, false) => format!("{role}: {}", person.name_vi()),
            _ => person.name_vi().to_owned(),
        };
        let about = self
            .opened()
            .and_then(|opened| of_person(&opened.facts, person.subject));
        let charged = person
            .initiated
            .as_ref()
            .and_then(|one| self.opened()?.fact(one.fact));
        let pages = match (&about, charged) {
            (Some(fact), _) => self.page_of(fact, "name"),
            (None, Some(fact)) => self.pages(fact),
            (None, None) => Vec::new(),
        };
        let href = format!("/criminal/matters/{}", self.case.matter);
        let one = Words::claim(
            self.key(format_args!("person:{}", person.subject)),
            words,
            pages,
        );
        self.put(parent, one.from(messages::FROM_PERSON, href))
    }

    /// Nhân thân: what the description tells, and earlier convictions apart.
    fn background(&mut self, parent: &str, person: &Person) {
        let Some(about) = self
            .opened()
            .and_then(|opened| of_person(&opened.facts, person.subject))
        else {
            return;
        };
        let said = |field: &str| {
            about
                .text(field)
                .map(str::trim)
                .filter(|said| !said.is_empty())
        };
        let mut parts: Vec<String> = Vec::new();
        if let Some(born) = person.born_on {
            parts.push(format!("sinh ngày {}", law::day_vi(born)));
        }
        for (field, label) in [
            ("occupation", "nghề nghiệp"),
            ("present_address", "nơi ở"),
            ("address", "nơi thường trú"),
        ] {
            if let Some(said) = said(field) {
                parts.push(format!("{label}: {said}"));
            }
        }
        let mut lines = Vec::new();
        if !parts.is_empty() {
            lines.push((
                "background",
                shortened(&capital(&parts.join("; "))),
                self.pages(&about),
            ));
        }
        for (field, label) in [
            ("convictions", "Tiền án"),
            ("administrative_record", "Tiền sự"),
        ] {
            if let Some(said) = said(field) {
                lines.push((
                    field,
                    shortened(&format!("{label}: {said}")),
                    self.page_of(&about, field),
                ));
            }
        }
        let href = self.fact_href(&about);
        for (what, words, pages) in lines {
            let key = self.key(format_args!("{what}:{}", person.subject));
            self.put(
                parent,
                Words::claim(key, words, pages).from(messages::FROM_PERSON, href.clone()),
            );
        }
    }

    fn measures(&mut self, parent: &str, person: &Person) {
        let Some(opened) = self.opened().filter(|_| !person.measures.is_empty()) else {
            return;
        };
        let group = self.key(format_args!("measures:{}", person.subject));
        let group = self.put(
            parent,
            Words::group(group, "Biện pháp ngăn chặn, cưỡng chế"),
        );
        for measure in &person.measures {
            let order = measure
                .decisions
                .first()
                .and_then(|one| opened.fact(one.fact));
            let Some(order) = order else { continue };
            let key = self.key(format_args!("measure:{}", first_of(&opened.facts, order)));
            let one = Words::claim(key, measure_vi(measure), self.measure_pages(measure));
            self.put(&group, one.from(messages::FROM_FACT, self.fact_href(order)));
        }
    }

    fn measure_pages(&self, measure: &Measure) -> Vec<Source> {
        let facts = measure
            .decisions
            .iter()
            .filter_map(|one| self.opened()?.fact(one.fact));
        facts
            .flat_map(|fact: &Fact| self.pages(fact).into_iter().take(1))
            .collect()
    }

    /// Lời khai của một người, when there are some.
    fn said(&mut self, parent: &str, person: &Person) {
        let key = text::slug(&text::clean(&person.name), 80);
        let is_there = self.case.statements.iter().any(|one| speaks(one, &key));
        if key.is_empty() || !is_there {
            return;
        }
        let group = self.key(format_args!("statements:{}", person.subject));
        let group = self.put(parent, Words::group(group, "Lời khai"));
        self.statements_of(&group, &key);
    }

    fn statements_of(&mut self, parent: &str, person: &str) {
        let statements = &self.case.statements;
        for statement in statements.iter().filter(|one| speaks(one, person)) {
            let document = &statement.document;
            let day = statement.made_on.map(law::day_vi);
            let hour = statement
                .made_at
                .map(|(hour, minute)| format!("{hour:02} giờ {minute:02}, "));
            let words = match day {
                Some(day) => format!("{}{day}: {}", hour.unwrap_or_default(), document.title),
                None => document.title.clone(),
            };
            let key = self.key(format_args!("statement:{}:{person}", document.id));
            self.document(parent, key, shortened(&words), document.id);
        }
    }

    /// A node for a document of the contents: its leaves and its first page.
    pub(super) fn document(&mut self, parent: &str, key: String, words: String, id: uuid::Uuid) {
        let pages: Vec<Source> = self.case.firsts.get(&id).cloned().into_iter().collect();
        let href = self.page_href(&pages);
        self.put(
            parent,
            Words::claim(key, words, pages).from(messages::FROM_DOCUMENT, href),
        );
    }

    /// Documents of the contents whose title has one of these words.
    pub(super) fn documents_like(&mut self, parent: &str, words: &[&str]) {
        let documents = &self.case.documents;
        for document in documents {
            let title = text::fold(&document.title);
            if words.iter().any(|word| title.contains(word)) {
                let key = self.key(format_args!("document:{}", document.id));
                self.document(parent, key, shortened(&document.title), document.id);
            }
        }
    }

    fn role_vi(&self, role: &str) -> String {
        let act = self
            .law
            .acts
            .all()
            .iter()
            .find(|act| act.id == "party.described");
        let field = act.and_then(|act| act.field("role"));
        let choice = field.and_then(|field| field.choices.iter().find(|(code, _)| code == role));
        choice.map_or_else(String::new, |(_, label)| label.clone())
    }
}

fn speaks(statement: &Statement, person: &str) -> bool {
    statement.people.iter().any(|one| one.key == person)
}

fn measure_vi(measure: &Measure) -> String {
    let number = measure
        .number()
        .map(|number| format!(", số {number}"))
        .unwrap_or_default();
    let from = measure
        .from
        .map(|from| format!(" từ {}", from.vi()))
        .unwrap_or_default();
    let to = measure.ended.map(|(on, _)| on).or(measure.to);
    let to = to.map(|to| format!(" đến {}", to.vi())).unwrap_or_default();
    format!("{}{from}{to}{number}", measure.kind.vi())
}
