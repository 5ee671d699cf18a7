//! Kết quả so một tệp Word trở về với văn bản đã tải.

use super::frame::squeezed;
use super::prose::Edit;

/// Giá trị đọc khác đi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// The field.
    pub field: String,
    /// What was printed.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// In how many of its places it reads so, and how many there are.
    pub places: (usize, usize),
}

/// Lời văn đọc khác đi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseChange {
    /// The edit.
    pub edit: Edit,
    /// What was printed; empty for an addition.
    pub before: String,
    /// What stands there now; empty for what was struck out.
    pub after: String,
}

/// Kết quả so.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// Values, each a proposal.
    pub values: Vec<ValueChange>,
    /// Edits, in the order in which they are laid over: from the end of the text to its beginning.
    pub prose: Vec<ProseChange>,
    /// What is not taken over, a sentence each.
    pub told: Vec<String>,
    /// Share of the draft's lines that were found again.
    pub likeness: f32,
}

impl Comparison {
    /// Is nothing different?
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.prose.is_empty() && self.told.is_empty()
    }
}

/// One change for each field and each new wording.
pub(super) fn gathered(all: Vec<(String, String, String)>) -> Vec<ValueChange> {
    let mut changes: Vec<ValueChange> = Vec::new();
    for (field, before, after) in &all {
        if squeezed(before).to_lowercase() == squeezed(after).to_lowercase() {
            continue;
        }
        match changes
            .iter_mut()
            .find(|one| one.field == *field && one.after == *after)
        {
            Some(one) => one.places.0 += 1,
            None => changes.push(ValueChange {
                field: field.clone(),
                before: before.clone(),
                after: after.clone(),
                places: (1, all.iter().filter(|(other, ..)| other == field).count()),
            }),
        }
    }
    changes
}
