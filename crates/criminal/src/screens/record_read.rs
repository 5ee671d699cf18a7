//! Ghi từ bản quét: what a scanned paper says is put into the entry form, each value with its page and its certainty.
//!
//! Nothing is recorded by it: the person confirms the form, which is sent where every other form of an act is sent.

use askama::Template;
use axum::extract::{Path, Query};
use law::Law;
use law::catalogue::Act;
use people::Right;
use serde::Deserialize;
use shell::{EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Visit};
use uuid::Uuid;

use super::known::Known;
use super::record::{self, RecordPage};
use crate::doors::{CaseFileDoor, PaperAsked, Proposal, ReadPaper};
use crate::load::Opened;
use crate::messages;
use crate::said;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "screens/record_read.html")]
pub(super) struct ScannedPage {
    frame: Frame,
    act_name: String,
    article: String,
    needs_check: bool,
    form: EntryForm,
    viewer: Option<String>,
    by_hand: String,
    read: ReadPaper,
    known: Known,
}

/// The form of an act, filled from the paper that begins on a page.
pub async fn show(
    visit: Visit,
    Path((id, act)): Path<(Uuid, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page<ScannedPage>, Problem> {
    let opened = record::allowed(&visit, id).await?;
    let law = visit.app.law();
    let row = record::known_act(&law, &act)?;
    let subject: Option<Uuid> = asked.subject.parse().ok();
    let page: Uuid = asked.page.parse().map_err(|_| Problem::not_found())?;
    let read = read(&visit, &law, &opened, row, subject, page).await?;
    let read = read.ok_or_else(|| Problem::NotFound(messages::NO_SUCH_SCAN.to_owned()))?;
    let blank = Form::default();
    let RecordPage {
        frame,
        act_name,
        article,
        needs_check,
        mut form,
        viewer,
        known,
        ..
    } = record::page(&visit, &opened, &act, subject, &blank, true).await?;
    for (_, fields) in &mut form.groups {
        *fields = propose(std::mem::take(fields), &read);
    }
    let by_hand = form.action.clone();
    form.action = with_page(form.action, page);
    Ok(Page(ScannedPage {
        frame,
        act_name,
        article,
        needs_check,
        form,
        viewer,
        by_hand,
        read,
        known,
    }))
}

/// What a scanned page says, once more, for a form that was refused.
pub(super) struct ReadAgain {
    read: ReadPaper,
    page: Uuid,
}

/// Reads the page again; none when it cannot be read for this person any more.
pub(super) async fn read_again(
    visit: &Visit,
    opened: &Opened,
    act: &Act,
    subject: Option<Uuid>,
    page: Uuid,
) -> Result<Option<ReadAgain>, Problem> {
    let law = visit.app.law();
    let read = read(visit, &law, opened, act, subject, page).await?;
    Ok(read.map(|read| ReadAgain { read, page }))
}

impl ReadAgain {
    /// The refused form beside it: what was typed stands, what was read unsurely is still to be compared.
    pub fn beside(self, shown: RecordPage) -> ScannedPage {
        let RecordPage {
            frame,
            act_name,
            article,
            needs_check,
            mut form,
            viewer,
            known,
            ..
        } = shown;
        for field in form.groups.iter_mut().flat_map(|(_, fields)| fields) {
            let unsure = self
                .read
                .proposals
                .iter()
                .any(|one| !one.is_sure && one.field == field.name && one.typed == field.value);
            if unsure && field.error.is_empty() {
                field.warning = messages::COMPARE_WITH_PAGE.to_owned();
            }
        }
        let by_hand = form.action.clone();
        form.action = with_page(form.action, self.page);
        ScannedPage {
            frame,
            act_name,
            article,
            needs_check,
            form,
            viewer,
            by_hand,
            read: self.read,
            known,
        }
    }
}

/// Reads the paper of a page for an act, when the person may see the file.
async fn read(
    visit: &Visit,
    law: &Law,
    opened: &Opened,
    act: &Act,
    subject: Option<Uuid>,
    page: Uuid,
) -> Result<Option<ReadPaper>, Problem> {
    let Some(door) = visit.app.find::<CaseFileDoor>() else {
        return Ok(None);
    };
    if !visit.may_over(Right::CasefileRead, &opened.unit, &opened.holders()) {
        return Ok(None);
    }
    let asked = PaperAsked {
        law,
        opened,
        act,
        subject,
        own_unit: &visit.actor.unit_name,
        today: visit.today,
        page,
    };
    Ok(door.0.read_paper(visit.app.db(), asked).await?)
}

/// The address the form is sent to: the viewer beside a refused form opens at the same page.
fn with_page(action: String, page: Uuid) -> String {
    let joint = if action.contains('?') { '&' } else { '?' };
    format!("{action}{joint}page={page}")
}

/// Puts what was read into the fields; what was looked for in vain says so.
fn propose(fields: Vec<Field>, read: &ReadPaper) -> Vec<Field> {
    let one = |mut field: Field| {
        // The paper has its number already: none is taken from the book unless somebody asks for it.
        if field.name == "take_number" {
            field.value = String::new();
        }
        if let Some(proposal) = read.proposals.iter().find(|one| one.field == field.name) {
            return proposed(field, proposal, &read.place);
        }
        if read.unread.contains(&field.name) {
            // A day that is not read is not today.
            if matches!(field.name.as_str(), "effective" | "number") {
                field.value.clear();
            }
            field.warning = match field.value.is_empty() {
                true => messages::NOT_READ.to_owned(),
                false => messages::NOT_READ_BUT_KNOWN.to_owned(),
            };
        }
        field
    };
    fields.into_iter().map(one).collect()
}

fn proposed(mut field: Field, proposal: &Proposal, place: &str) -> Field {
    if let FieldKind::Choice(choices) = &field.kind
        && choices.iter().all(|one| one.value != proposal.typed)
    {
        return field;
    }
    field.value.clone_from(&proposal.typed);
    let certainty = match proposal.is_sure {
        true => messages::READ_CLEARLY,
        false => messages::READ_TO_COMPARE,
    };
    field.source = proposal
        .at
        .as_ref()
        .map(|at| said::source(at, Some(&format!("{place} · {certainty}"))));
    if !proposal.is_sure {
        field.warning = messages::COMPARE_WITH_PAGE.to_owned();
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> ReadPaper {
        ReadPaper {
            place: "BL 12".into(),
            proposals: vec![
                Proposal {
                    field: "number".into(),
                    typed: "116/QĐ-VKSKV3".into(),
                    at: Some(law::PageBox {
                        page: Uuid::nil(),
                        rect: Some([1, 2, 3, 4]),
                    }),
                    is_sure: true,
                },
                Proposal {
                    field: "signer".into(),
                    typed: "Vàng A Sử".into(),
                    at: None,
                    is_sure: false,
                },
            ],
            unread: vec!["effective".into(), "from".into()],
            ..ReadPaper::default()
        }
    }

    #[test]
    fn a_read_value_comes_with_its_box_and_an_unread_one_says_so() {
        let mut fields =
            ["number", "signer", "effective", "from", "note"].map(|name| Field::text(name, name));
        fields[2].value = "20/05/2026".into();
        fields[3].value = "21/05/2026".into();
        let fields = propose(fields.to_vec(), &paper());
        assert_eq!(fields[0].value, "116/QĐ-VKSKV3");
        let source = fields[0].source.as_ref().unwrap();
        assert_eq!(source.rect, Some([1, 2, 3, 4]));
        assert_eq!(source.label, "BL 12 · đọc rõ");
        assert!(fields[0].warning.is_empty());
        assert_eq!(fields[1].warning, messages::COMPARE_WITH_PAGE);
        assert!(fields[2].value.is_empty(), "an unread day is not today");
        assert_eq!(fields[2].warning, messages::NOT_READ);
        assert_eq!(fields[3].warning, messages::NOT_READ_BUT_KNOWN);
        assert!(fields[4].warning.is_empty());
    }

    #[test]
    fn a_choice_that_is_not_offered_is_not_made_and_no_number_is_taken() {
        let field = Field::choice("signer", "Người ký", vec![]);
        let tick = Field::new(FieldKind::Check, "take_number", "Lấy số").value("true");
        let fields = propose(vec![field, tick], &paper());
        assert!(fields[0].value.is_empty());
        assert!(fields[1].value.is_empty());
    }

    #[test]
    fn the_page_stays_in_the_address_of_the_form() {
        let page = Uuid::nil();
        assert!(with_page("/a".into(), page).starts_with("/a?page="));
        assert!(with_page("/a?subject=1".into(), page).starts_with("/a?subject=1&page="));
    }
}
