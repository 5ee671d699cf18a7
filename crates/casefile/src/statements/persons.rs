//! Người khai: which documents are statements, whose they are and when they were made; what is read is proposed, a person confirms.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use text::{dates_in, find_folded, fold, names::title_case};
use uuid::Uuid;

use super::messages;
use crate::{
    documents::{DocumentRow, documents_of},
    matter::MatterHead,
    quick::subject::is_same_name,
};

/// Người khai của một văn bản.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The name as it is compared.
    pub key: String,
}

impl Person {
    pub(super) fn named(name: &str) -> Person {
        let name = text::clean(name);
        Person {
            key: text::slug(&name, 80),
            name,
        }
    }
}

/// Một lời khai: a document of the list with whose it is and when it was made.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The document.
    pub document: DocumentRow,
    /// Whose it is; two in a confrontation; none where it could not be read.
    pub people: Vec<Person>,
    /// A person has confirmed whose it is.
    pub is_confirmed: bool,
    /// The day it was made: of the document, else as its head tells.
    pub made_on: Option<NaiveDate>,
    /// The hour its head tells.
    pub made_at: Option<(u32, u32)>,
}

impl Statement {
    /// Đối chất.
    pub fn is_confrontation(&self) -> bool {
        fold(&self.document.title).contains("doi chat")
    }
}

/// Biên bản ghi lời khai, hỏi cung, đối chất, bản tự khai.
pub fn is_statement(document: &DocumentRow) -> bool {
    let title = fold(&document.title);
    ["bien_ban_loi_khai", "bien_ban_hoi_cung"].contains(&document.kind.as_str())
        || ["loi khai", "hoi cung", "doi chat", "tu khai"]
            .iter()
            .any(|word| title.contains(word))
            && !title.contains("quyet dinh")
}

/// The statements of a matter in time; `known` are the people of the matter by name.
pub async fn statements_of(
    sql: &impl Sql,
    matter: Uuid,
    known: &[String],
) -> Result<Vec<Statement>, StorageError> {
    db::row! { struct Confirmed { document_id: Uuid, name: String } }
    let confirmed: Vec<Confirmed> = sql
        .all(
            "SELECT document_id, name FROM casefile_statement WHERE matter_id = $1 ORDER BY document_id, name_key",
            args![matter],
        )
        .await?;
    let mut people: HashMap<Uuid, Vec<Person>> = HashMap::new();
    for row in confirmed {
        people
            .entry(row.document_id)
            .or_default()
            .push(Person::named(&row.name));
    }
    let documents = documents_of(sql, matter).await?;
    let mut statements = Vec::new();
    for document in documents
        .into_iter()
        .filter(|one| one.removed_at.is_none() && is_statement(one))
    {
        let head: Option<String> = sql
            .opt(
                "SELECT t.text FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id WHERE p.matter_id = $1 AND p.no = $2",
                args![matter, document.first_no],
            )
            .await?;
        let head = head.unwrap_or_default();
        let known_by_hand = people.remove(&document.id);
        let read = || {
            names_in(&document.title, &head, known)
                .iter()
                .map(|name| Person::named(name))
                .collect()
        };
        let (made_on, made_at) = made(&document, &head);
        statements.push(Statement {
            is_confirmed: known_by_hand.is_some(),
            people: known_by_hand.unwrap_or_else(read),
            made_on,
            made_at,
            document,
        });
    }
    statements.sort_by_key(|one| {
        (
            one.made_on.unwrap_or(NaiveDate::MAX),
            one.made_at,
            one.document.first_no,
        )
    });
    Ok(statements)
}

/// The day of the document, else the first its head tells with an hour, else the first.
fn made(document: &DocumentRow, head: &str) -> (Option<NaiveDate>, Option<(u32, u32)>) {
    let dates = dates_in(head);
    let day = |date: &text::ReadDate| NaiveDate::from_ymd_opt(date.year, date.month, date.day);
    let opening = dates
        .iter()
        .map(|found| found.date)
        .find(|date| date.time.is_some());
    let read = opening.or_else(|| dates.first().map(|found| found.date));
    let made_on = document.issued_on.or_else(|| read.as_ref().and_then(day));
    let made_at = opening
        .filter(|date| day(date) == made_on)
        .and_then(|date| date.time);
    (made_on, made_at)
}

/// Whose statement a paper is: people of the matter whom its title names, else whom the title or the head tells.
fn names_in(title: &str, head: &str, known: &[String]) -> Vec<String> {
    let mut named: Vec<(usize, &String)> = known
        .iter()
        .filter_map(|name| Some((find_folded(title, name).first()?.start, name)))
        .collect();
    named.sort_unstable();
    if !named.is_empty() {
        return named.into_iter().map(|(_, name)| name.clone()).collect();
    }
    let is_confrontation = fold(title).contains("doi chat");
    let mut told = capital_runs(title);
    if told.is_empty() {
        told = match is_confrontation {
            true => listed(head),
            false => introduced(head).into_iter().collect(),
        };
    }
    // A name of the matter as the law has it, where the reading is one letter off.
    let as_known = |name: String| {
        known
            .iter()
            .find(|other| is_same_name(&name, other))
            .cloned()
            .unwrap_or(name)
    };
    told.truncate(if is_confrontation { 4 } else { 1 });
    told.into_iter().map(as_known).collect()
}

/// Runs of two words or more that begin with a capital and are not all capitals: names in a title.
fn capital_runs(title: &str) -> Vec<String> {
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && (word.chars().count() == 1 || letters.any(char::is_lowercase))
    };
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for word in title.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if is_name(bare) {
            if let Some(run) = runs.last_mut() {
                run.push(bare);
            }
            if bare == word.trim_start_matches(|c: char| !c.is_alphanumeric()) {
                continue;
            }
        }
        runs.push(Vec::new());
    }
    runs.into_iter()
        .filter(|run| run.len() > 1)
        .map(|run| run.join(" "))
        .collect()
}

/// "Họ và tên: Phạm Bích Ngân; Giới tính: Nữ".
fn introduced(head: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (label, rest) = line.split_once(':')?;
        let label = fold(label.trim());
        let is_name = ["ho va ten", "ho ten", "ho, ten", "toi ten la"]
            .iter()
            .any(|word| label.ends_with(word));
        let end = rest.find([';', ',', '.']).unwrap_or(rest.len());
        let name = rest[..end]
            .split("Giới tính")
            .next()
            .unwrap_or_default()
            .trim();
        (is_name && name.contains(' ') && name.chars().count() < 60).then(|| title_case(name))
    })
}

/// "1. Bà Phạm Bích Ngân, sinh ngày …": those who are confronted.
fn listed(head: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in head.lines() {
        let line = line.trim();
        let Some(rest) = line.strip_prefix(|c: char| c.is_ascii_digit()) else {
            continue;
        };
        let rest = rest.trim_start_matches(['.', ')', ' ']);
        let rest = ["Ông ", "Bà ", "Anh ", "Chị "]
            .iter()
            .find_map(|title| rest.strip_prefix(title))
            .unwrap_or(rest);
        let name = rest
            .split([',', ';', ':'])
            .next()
            .unwrap_or_default()
            .trim();
        if rest.len() > name.len() && capital_runs(name) == [name.to_owned()] {
            names.push(name.to_owned());
        }
    }
    names
}

/// People of one statement.
const MOST: usize = 6;

/// Xác nhận người khai: whose statement a document is, in place of what was read or confirmed before.
pub(super) async fn confirm(
    work: &Work,
    matter: &MatterHead,
    document: Uuid,
    names: &[&str],
) -> Result<(), WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await?;
    let mut people: Vec<Person> = names
        .iter()
        .map(|name| Person::named(name))
        .filter(|one| !one.key.is_empty())
        .collect();
    people.sort_by(|a, b| a.key.cmp(&b.key));
    people.dedup_by(|a, b| a.key == b.key);
    if people.is_empty()
        || people.len() > MOST
        || people.iter().any(|one| one.name.chars().count() > 80)
    {
        return Err(WorkError::invalid("names", messages::NO_PERSON));
    }
    let is_there: Option<Uuid> = work
        .tx
        .opt(
            "SELECT id FROM casefile_document WHERE matter_id = $1 AND id = $2 AND removed_at IS NULL",
            args![matter.id, document],
        )
        .await?;
    is_there.ok_or(WorkError::NotFound)?;
    work.tx
        .exec(
            "DELETE FROM casefile_statement WHERE matter_id = $1 AND document_id = $2",
            args![matter.id, document],
        )
        .await?;
    for person in people {
        work.tx
            .exec(
                "INSERT INTO casefile_statement (unit_id, document_id, name_key, matter_id, name, confirmed_by, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                args![&matter.unit, document, person.key, matter.id, person.name, work.actor.person, work.now_ms],
            )
            .await?;
    }
    work.note(
        "casefile.statement.confirmed",
        "casefile.document",
        document,
        "",
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, head: &str, known: &[&str], expected: &[&str]) {
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names_in(title, head, &known), expected, "{title}");
    }

    #[test]
    fn the_person_is_read_from_the_title_or_the_head() {
        check(
            "Biên bản ghi lời khai bị hại Phạm Bích Ngân",
            "",
            &[],
            &["Phạm Bích Ngân"],
        );
        check(
            "Biên bản hỏi cung bị can Thái Doãn Lâm (lần 1)",
            "",
            &[],
            &["Thái Doãn Lâm"],
        );
        check(
            "Biên bản ghi lời khai người làm chứng Trần Văn Ý",
            "",
            &[],
            &["Trần Văn Ý"],
        );
        check(
            "Biên bản đối chất giữa Phạm Bích Ngân và Thái Doãn Lâm",
            "",
            &[],
            &["Phạm Bích Ngân", "Thái Doãn Lâm"],
        );
        check(
            "BIÊN BẢN HỎI CUNG BỊ CAN",
            "Họ và tên: THÁI DOÃN LÂM; Giới tính: Nam",
            &[],
            &["Thái Doãn Lâm"],
        );
        check(
            "Biên bản ghi lời khai",
            "Họ và tên: Pham Bích Ngân; Giới tính: Nữ",
            &["Phạm Bích Ngân"],
            &["Phạm Bích Ngân"],
        );
        check(
            "Biên bản đối chất",
            "giữa:\n1. Bà Phạm Bích Ngân, sinh ngày 21/01/1976\n2. Thái Doãn Lâm, sinh ngày",
            &[],
            &["Phạm Bích Ngân", "Thái Doãn Lâm"],
        );
        check("Biên bản ghi lời khai", "", &[], &[]);
    }
}
