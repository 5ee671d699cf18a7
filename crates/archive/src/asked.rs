//! Biểu chọn phần hồ sơ: the same fields wherever a part of the file is chosen.

use casefile::{DocumentRow, documents_of};
use db::{Sql, StorageError};
use shell::Form;
use uuid::Uuid;

use crate::{messages, selection::Selection};

/// A document to be ticked.
pub struct Choice {
    /// Its id.
    pub id: Uuid,
    /// What is read.
    pub label: String,
    /// Whether it is ticked.
    pub is_ticked: bool,
}

/// The fields as they stand.
pub struct Part {
    /// whole, documents, pages, person.
    pub part: String,
    /// Documents of the list.
    pub documents: Vec<Choice>,
    /// From page.
    pub first: String,
    /// To page.
    pub last: String,
    /// A person's name.
    pub person: String,
    /// What is wrong; empty for nothing.
    pub wrong: String,
}

impl Part {
    /// The fields of a matter, as they were sent.
    pub async fn of(sql: &impl Sql, matter: Uuid, form: &Form) -> Result<Part, StorageError> {
        let mut documents = documents_of(sql, matter).await?;
        documents.retain(|one| one.removed_at.is_none());
        let ticked = form.all("document");
        let choice = |one: &DocumentRow| Choice {
            id: one.id,
            label: messages::document_choice(&one.title, &one.bl),
            is_ticked: ticked.contains(&one.id.to_string().as_str()),
        };
        let part = match form.get("part") {
            "" => "whole",
            part => part,
        };
        Ok(Part {
            part: part.to_owned(),
            documents: documents.iter().map(choice).collect(),
            first: form.get("first").to_owned(),
            last: form.get("last").to_owned(),
            person: form.get("person").to_owned(),
            wrong: form.error_of("part").unwrap_or_default().to_owned(),
        })
    }
}

/// What was chosen; what is missing is said in the form.
pub fn selection(form: &mut Form) -> Option<Selection> {
    let number = |form: &Form, name: &str| form.get(name).trim().parse::<i64>().ok();
    match form.get("part") {
        "" | "whole" => Some(Selection::Whole),
        "documents" => {
            let ids: Vec<Uuid> = form
                .all("document")
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect();
            if ids.is_empty() {
                form.error("part", messages::NO_DOCUMENT);
                return None;
            }
            Some(Selection::Documents { ids })
        }
        "pages" => match (number(form, "first"), number(form, "last")) {
            (Some(first), Some(last)) if first >= 1 && last >= first => {
                Some(Selection::Pages { first, last })
            }
            _ => {
                form.error("part", messages::BAD_STRETCH);
                None
            }
        },
        "person" => {
            let name = text::clean(form.get("person"));
            if name.chars().count() < 2 {
                form.error("part", messages::NO_PERSON);
                return None;
            }
            Some(Selection::Person { name })
        }
        _ => {
            form.error("part", messages::NO_PART);
            None
        }
    }
}

/// What was chosen, in words.
pub fn told(selection: &Selection) -> String {
    match selection {
        Selection::Whole => messages::WHOLE.to_owned(),
        Selection::Documents { ids } => messages::chosen_documents(ids.len()),
        Selection::Pages { first, last } => messages::chosen_pages(*first, *last),
        Selection::Person { name } => messages::chosen_person(name),
    }
}
