//! Câu có chỗ trống: words with `{field}`, `{field:format}` and `[ optional part ]`.

use super::error::Fault;
use super::value::Format;

/// A sentence of a form, read once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words of the form.
    Words(String),
    /// A place for a value.
    Slot(Slot),
    /// Printed only when every field inside has a value.
    Group(Vec<Part>),
}

/// A place for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Name of the field.
    pub field: String,
    /// How it is printed.
    pub format: Format,
}

impl Pattern {
    /// Reads a sentence.
    pub fn parse(sentence: &str) -> Result<Self, Fault> {
        let unbalanced = || Fault::Unbalanced(sentence.to_owned());
        let mut parts = Vec::new();
        let mut rest = sentence;
        while let Some(at) = rest.find(['[', ']']) {
            if rest.as_bytes()[at] == b']' {
                return Err(unbalanced());
            }
            slots(&rest[..at], sentence, &mut parts)?;
            let inside = &rest[at + 1..];
            let end = inside.find(']').ok_or_else(unbalanced)?;
            if inside[..end].contains('[') {
                return Err(unbalanced());
            }
            let mut group = Vec::new();
            slots(&inside[..end], sentence, &mut group)?;
            if !group.iter().any(|part| matches!(part, Part::Slot(_))) {
                return Err(Fault::EmptyBrackets(sentence.to_owned()));
            }
            parts.push(Part::Group(group));
            rest = &inside[end + 1..];
        }
        slots(rest, sentence, &mut parts)?;
        Ok(Self { parts })
    }

    /// The one slot that is the whole sentence, if it is.
    pub fn only_slot(&self) -> Option<&Slot> {
        match self.parts.as_slice() {
            [Part::Slot(slot)] => Some(slot),
            _ => None,
        }
    }

    /// Every slot, with whether it stands inside brackets.
    pub fn slots(&self) -> Vec<(&Slot, bool)> {
        let mut all = Vec::new();
        for part in &self.parts {
            match part {
                Part::Words(_) => {}
                Part::Slot(slot) => all.push((slot, false)),
                Part::Group(parts) => all.extend(parts.iter().filter_map(|part| match part {
                    Part::Slot(slot) => Some((slot, true)),
                    Part::Words(_) | Part::Group(_) => None,
                })),
            }
        }
        all
    }
}

/// Words and slots of a stretch without brackets.
fn slots(stretch: &str, sentence: &str, parts: &mut Vec<Part>) -> Result<(), Fault> {
    let mut rest = stretch;
    while let Some(at) = rest.find(['{', '}']) {
        if rest.as_bytes()[at] == b'}' {
            return Err(Fault::Unbalanced(sentence.to_owned()));
        }
        words(&rest[..at], parts);
        let inside = &rest[at + 1..];
        let end = inside
            .find('}')
            .ok_or_else(|| Fault::Unbalanced(sentence.to_owned()))?;
        parts.push(Part::Slot(slot(&inside[..end])?));
        rest = &inside[end + 1..];
    }
    words(rest, parts);
    Ok(())
}

fn words(words: &str, parts: &mut Vec<Part>) {
    if !words.is_empty() {
        parts.push(Part::Words(words.to_owned()));
    }
}

fn slot(inside: &str) -> Result<Slot, Fault> {
    let (field, format) = inside.split_once(':').unwrap_or((inside, ""));
    let format = match format {
        "" => Format::Plain,
        "full" => Format::Full,
        "ordinal" => Format::Ordinal,
        "head" => Format::Head,
        "head_line" => Format::HeadLine,
        "words" => Format::Words,
        "caps" => Format::Caps,
        "lines" => Format::Lines,
        "clock" => Format::Clock,
        "offence" => Format::Offence,
        other => return Err(Fault::UnknownFormat(other.to_owned())),
    };
    Ok(Slot {
        field: field.to_owned(),
        format,
    })
}
