//! Bản Word của văn bản hành chính trở về: nearly all its words are the drafter's, so the file is read back as the fields of the draft;
//! each that reads otherwise is a proposal.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use files::{FileId, Files};
use people::{Right, Units, Work, WorkError};
use typeset::word::lines::lines;
use typeset::word::marks::Marked;
use typeset::word::read::read;
use typeset::word::text::{WordBlock, WordLine, WordText};
use typeset::{OfficialDocument, Typesetter, WordMark};
use uuid::Uuid;

use super::acts::{drawn, kind_of, office};
use super::messages;
use super::paper::FIELDS;
use crate::draft::{self, Draft};
use crate::folder::ready::require;
use crate::issue::IssueError;
use crate::press;
use crate::word::receive::{HandedIn, Received, ReturnError, off_thread, secrecy_of};
use crate::word::shapes::grid;
use crate::word::store::{self, Change, Return};
use crate::word::{frame::squeezed, messages as word};

/// Fields of several lines: what is written between two of their lines is theirs.
const LONG: [&str; 4] = ["addressees", "bases", "body", "recipients"];

/// Dấu của bản nháp trên tệp Word.
pub fn mark(draft: &Draft) -> WordMark {
    WordMark {
        document: draft.id.to_string(),
        version: draft.version,
        labels: FIELDS
            .iter()
            .map(|(name, label)| ((*name).to_owned(), (*label).to_owned()))
            .collect(),
    }
}

/// Nhận tệp: read, compared with the file that was downloaded, kept with its proposals. Nothing lasts until the caller commits `work`.
pub async fn receive(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    draft: &Draft,
    file: HandedIn,
) -> Result<Received, ReturnError> {
    match require(work, draft, Right::DocumentsDraft).await {
        Ok(()) => {}
        Err(IssueError::Work(error)) => return Err(error.into()),
        Err(other) => return Err(WorkError::Broken(other.to_string()).into()),
    }
    if !draft.is_open() {
        return Err(ReturnError::Refused(crate::messages::LOCKED.to_owned()));
    }
    let content = FileId::of(&file.bytes).to_string();
    if let Some(seen) = store::by_file(&work.tx, draft, &content).await? {
        return Ok(Received::Seen(seen));
    }
    let HandedIn {
        name,
        bytes,
        accepts_tracked,
    } = file;
    let (text, bytes) = off_thread(move || (read(&bytes, accepts_tracked), bytes)).await?;
    let text = text.map_err(|refusal| ReturnError::Refused(refusal.message_vi()))?;
    if let Some(mark) = secrecy_of(&text) {
        work.note("document.secret_refused", "document", draft.id, mark)
            .await?;
        return Err(ReturnError::Refused(word::secret(mark)));
    }
    let version = match &text.draft {
        None => return Err(ReturnError::Refused(messages::NO_MARK.to_owned())),
        Some((document, _)) if *document != draft.id.to_string() => {
            return Ok(Received::Other(document.parse().ok()));
        }
        Some((_, version)) => *version,
    };
    let mut told: Vec<String> = text.unread.iter().map(|one| one.message_vi()).collect();
    let mut base = draft.clone();
    if version != draft.version {
        told.push(word::older(version, draft.version));
        let kept = draft::version(&work.tx, draft, version).await?;
        base = kept.map_or(base, |kept| draft.at(&kept));
    }
    if text.accepted > 0 {
        told.push(word::accepted(text.accepted));
    }
    let kind = kind_of(draft).ok_or(WorkError::NotFound)?;
    let office = office(&work.tx, units, draft, work.today).await?;
    let was = drawn(&base, kind, &office).document;
    // What the file said when it left: the same reading of the same paper.
    let left = press::word_of(press, was.clone(), mark(&base)).await?;
    let (before, after) = off_thread(move || {
        let left = read(&left, true).map(|left| fields(&left, &was));
        (left, fields(&text, &was))
    })
    .await?;
    let before = before.map_err(|error| WorkError::Broken(error.message_vi()))?;
    told.extend(differences(&before.others, &after.others));
    let changes = proposals(&before, &after, (&base, draft));
    if changes.is_empty() && told.is_empty() {
        return Ok(Received::Nothing);
    }
    let kept = files
        .put(bytes)
        .await
        .map_err(|error| WorkError::Broken(error.to_string()))?;
    let id = Uuid::now_v7();
    let one = Return {
        id,
        file_name: text::clean(&name).chars().take(200).collect(),
        file: kept.to_string(),
        version,
        told: serde_json::to_string(&told).unwrap_or_default(),
        returned_by: work.actor.person,
        returned_at: work.now_ms,
    };
    store::insert(work, draft, &one, &changes).await?;
    work.note(
        "document.word_returned",
        "document",
        draft.id,
        &id.to_string(),
    )
    .await?;
    Ok(Received::New(id))
}

fn proposals(before: &Fields, after: &Fields, (base, now): (&Draft, &Draft)) -> Vec<Change> {
    let (base, now) = (base.typed(), now.typed());
    let mut all: Vec<Change> = Vec::new();
    for (name, _) in FIELDS {
        let words = |fields: &Fields| fields.typed.get(name).map(|lines| lines.join("\n"));
        let (was, is) = (
            words(before).unwrap_or_default(),
            words(after).unwrap_or_default(),
        );
        // What the file reads as before stays as it was typed.
        if was == is {
            continue;
        }
        let mut change = Change {
            field: name.to_owned(),
            before: was,
            after: is,
            ..Change::new(all.len(), "value")
        };
        if base.get(name) != now.get(name) {
            change.said = messages::CHANGED_SINCE.to_owned();
        }
        all.push(change);
    }
    all
}

/// What stands in the file outside the fields and did not stand there, or no longer stands there.
fn differences(before: &[String], after: &[String]) -> Vec<String> {
    let gone = before.iter().filter(|line| !after.contains(line));
    let new = after.iter().filter(|line| !before.contains(line));
    gone.map(|line| messages::printed_stays(line))
        .chain(new.map(|line| word::added_outside(line)))
        .collect()
}

/// Tệp đọc theo trường.
#[derive(Debug, Default)]
struct Fields {
    /// The lines of each field.
    typed: BTreeMap<String, Vec<String>>,
    /// Every other line.
    others: Vec<String>,
}

/// Reads a file as the fields of the paper that it was made from.
fn fields(text: &WordText, was: &OfficialDocument) -> Fields {
    let mut reader = Reader {
        places: Vec::new(),
        printed: HashSet::new(),
        current: None,
        found: Fields::default(),
    };
    for line in lines(was) {
        let mut of_form = true;
        for span in &line.text.0 {
            if let Some(field) = span.origin.field().filter(|_| !span.text.is_empty()) {
                reader.places.push(field.to_owned());
                of_form = false;
            }
        }
        if of_form {
            let words = line.text.plain();
            let each = words.lines().map(|line| squeezed(line).trim().to_owned());
            reader.printed.extend(each);
        }
    }
    for block in &text.blocks {
        match block {
            WordBlock::Line(line) => reader.line(line),
            WordBlock::Table(rows) => reader.table(rows),
        }
    }
    // The end mark belongs to the page.
    if let Some(last) = reader
        .found
        .typed
        .get_mut("body")
        .and_then(|all| all.last_mut())
        && last.ends_with("./.")
    {
        last.truncate(last.len() - 2);
    }
    reader.found
}

struct Reader {
    /// The field of each value of the paper, in its order.
    places: Vec<String>,
    /// The form's own lines.
    printed: HashSet<String>,
    /// The long field that the last line belonged to.
    current: Option<String>,
    found: Fields,
}

impl Reader {
    fn field_of(&self, mark: &Marked) -> Option<String> {
        let told = mark.field.clone();
        let field = told.or_else(|| self.places.get(mark.place?).cloned())?;
        FIELDS
            .iter()
            .any(|(name, _)| *name == field)
            .then_some(field)
    }

    fn marked(&self, line: &WordLine) -> Option<String> {
        line.pieces
            .iter()
            .filter_map(|piece| piece.mark.as_ref())
            .find_map(|mark| self.field_of(mark))
    }

    fn line(&mut self, line: &WordLine) {
        let words = squeezed(&line.plain()).trim().to_owned();
        if words.is_empty() {
            return;
        }
        let field = match self.marked(line) {
            Some(field) => {
                self.current = LONG.contains(&field.as_str()).then(|| field.clone());
                Some(field)
            }
            None if self.printed.contains(&words) || line.pieces.iter().any(is_value) => {
                self.current = None;
                None
            }
            None => self.current.clone(),
        };
        match field {
            Some(field) => {
                let words = typed_as(&field, line, &words);
                self.found.typed.entry(field).or_default().push(words);
            }
            None => self.found.others.push(words),
        }
    }

    fn table(&mut self, rows: &[Vec<Vec<WordLine>>]) {
        let all: Vec<&WordLine> = rows.iter().flatten().flatten().collect();
        let marks: Vec<String> = all.iter().filter_map(|line| self.marked(line)).collect();
        let is_form = |line: &&WordLine| self.printed.contains(squeezed(&line.plain()).trim());
        let is_body = match marks.is_empty() {
            false => marks.iter().any(|field| field == "body"),
            true => {
                self.current.as_deref() == Some("body")
                    && !all.iter().any(is_form)
                    && !all.iter().any(|line| line.pieces.iter().any(is_value))
            }
        };
        if !is_body {
            // The head and the foot of the page stand in tables without lines.
            for line in all {
                self.line(line);
            }
            return;
        }
        let rows = grid(rows)
            .into_iter()
            .map(|cells| format!("| {} |", cells.join(" | ")));
        let body = self.found.typed.entry("body".to_owned()).or_default();
        body.extend(rows);
        self.current = Some("body".to_owned());
    }
}

fn is_value(piece: &typeset::word::text::WordPiece) -> bool {
    piece.mark.is_some()
}

/// A line of the page as it is typed into its field.
fn typed_as(field: &str, line: &WordLine, words: &str) -> String {
    let bare = |words: &str| {
        let words = words.trim_start_matches("- ").trim();
        words.trim_end_matches([';', ',']).trim().to_owned()
    };
    match field {
        "subject" => words.trim_start_matches("V/v ").to_owned(),
        "addressees" => bare(words.trim_start_matches("Kính gửi:").trim()),
        "bases" | "recipients" => bare(words).trim_end_matches('.').to_owned(),
        "body" if line.is_item && !words.starts_with("- ") => format!("- {words}"),
        "body" if line.is_bold && !line.is_centred => format!("# {words}"),
        _ => words.to_owned(),
    }
}
