//! Đọc tệp mẫu: a form's own lines, and the dictionary for everything that it does not say.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::catalogue::Catalogue;
use serde::Deserialize;

use super::bases;
use super::check;
use super::dictionary::{
    Dictionary, Line, LineUnder, Lines, Names, PaperKind, TableFile, unreadable,
};
use super::error::{Fault, TemplateError};
use super::pattern::Pattern;
use super::template::{
    ActOf, Certainty, CoSigner, Condition, HeadPatterns, Placed, Scope, Section, Sentence,
    TableShape, Template,
};
use super::uses;
use super::value::Kind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    form: String,
    name_vi: String,
    kind: String,
    scope: Scope,
    act: Option<String>,
    act_of: Option<ActOf>,
    act_on: Option<String>,
    symbol: Option<String>,
    issued_under: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    certainty: Certainty,
    check_vi: Option<String>,
    signers: Option<Names>,
    title: Option<String>,
    #[serde(default)]
    subject: Lines,
    authority: Option<String>,
    heading: Option<String>,
    #[serde(default)]
    archive: String,
    #[serde(default)]
    law: Vec<String>,
    #[serde(default)]
    addressees: Vec<Line>,
    #[serde(default)]
    bases: Vec<Line>,
    #[serde(default)]
    paragraphs: Vec<Line>,
    #[serde(default)]
    articles: Vec<Line>,
    #[serde(default, rename = "section")]
    sections: Vec<SectionFile>,
    #[serde(default)]
    after: Vec<Line>,
    #[serde(default)]
    recipients: Vec<Line>,
    #[serde(default, rename = "signature")]
    signatures: Vec<SignatureFile>,
    #[serde(default, rename = "condition")]
    pub(super) conditions: Vec<Condition>,
    #[serde(default)]
    pub(super) facts: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, FieldFile>,
}

/// What a form says of a field: a new one, or what differs from the dictionary.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldFile {
    pub label_vi: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<Kind>,
    pub source: Option<String>,
    pub default: Option<String>,
    pub records: Option<String>,
    pub group_vi: Option<String>,
    #[serde(default)]
    pub choices: BTreeMap<String, toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    #[serde(default)]
    heading: String,
    #[serde(default)]
    paragraphs: Vec<Line>,
    table: Option<TableFile>,
    #[serde(default)]
    when: Names,
    #[serde(default)]
    unless: Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureFile {
    title: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    when: Names,
    #[serde(default)]
    unless: Names,
}

/// Reads a form and checks it.
pub(super) fn read(
    name: &str,
    text: &str,
    dictionary: &Dictionary,
    acts: &Catalogue,
) -> Result<Template, Vec<TemplateError>> {
    let file: FormFile =
        toml::from_str(text).map_err(|error| vec![unreadable(name, text, &error)])?;
    let told = |faults: Vec<Placed>| -> Vec<TemplateError> {
        faults
            .into_iter()
            .map(|(place, fault)| TemplateError::new(name, text, place, fault))
            .collect()
    };
    let mut reader = Reader {
        dictionary,
        faults: Vec::new(),
    };
    let mut template = reader.template(&file);
    let mut faults = reader.faults;
    if faults.is_empty() {
        faults.extend(uses::complete(&mut template, &file, dictionary, acts));
        faults.extend(check::check(&template));
    }
    match faults.is_empty() {
        true => Ok(template),
        false => Err(told(faults)),
    }
}

struct Reader<'d> {
    dictionary: &'d Dictionary,
    faults: Vec<Placed>,
}

impl Reader<'_> {
    fn template(&mut self, file: &FormFile) -> Template {
        let known = self
            .dictionary
            .kinds
            .iter()
            .find(|kind| kind.id == file.kind);
        let kind = known.cloned().unwrap_or_else(|| {
            self.fault("kind", Fault::UnknownKind(file.kind.clone()));
            no_kind()
        });
        let head = self.dictionary.head.clone();
        let defaults = self.dictionary.defaults.clone();
        let said =
            |own: &Option<String>, usual: &str| own.clone().unwrap_or_else(|| usual.to_owned());
        let only = |wanted: bool, line: &str| {
            if wanted {
                line.to_owned()
            } else {
                String::new()
            }
        };
        Template {
            head: HeadPatterns {
                parent_office: self.pattern("parent_office", &head.parent_office),
                office: self.pattern("office", &head.office),
                number_line: self.pattern("number_line", &only(kind.numbered, &head.number_line)),
                place_date: self.pattern("place_date", &only(kind.place_date, &head.place_date)),
            },
            subject: match &file.subject {
                Lines::One(text) => vec![Sentence::always(self.pattern("subject", text))],
                Lines::Many(lines) => self.lines("subject", lines),
            },
            authority: self.pattern("authority", &said(&file.authority, &kind.authority)),
            heading: self.pattern("heading", &said(&file.heading, &kind.heading)),
            addressees: self.lines("addressees", &file.addressees),
            bases: self.lines("bases", &file.bases),
            paragraphs: self.lines("paragraphs", &file.paragraphs),
            articles: self.lines("articles", &file.articles),
            sections: self.sections(&file.sections),
            after: self.lines("after", &file.after),
            recipients: self.lines("recipients", &file.recipients),
            co_signers: self.co_signers(&file.signatures),
            legal_bases: self.legal_bases(&file.law),
            signers: self.signers(file, &kind),
            facts: Vec::new(),
            fields: Vec::new(),
            conditions: Vec::new(),
            form: file.form.clone(),
            name_vi: file.name_vi.clone(),
            kind: kind.id.clone(),
            scope: file.scope,
            act: file.act.clone(),
            act_of: file.act_of.clone(),
            act_on: file.act_on.clone(),
            symbol: said(&file.symbol, &kind.symbol),
            is_numbered: kind.numbered,
            issued_under: said(&file.issued_under, &defaults.issued_under),
            valid_from: file.valid_from.unwrap_or(defaults.valid_from),
            valid_to: file.valid_to,
            certainty: file.certainty,
            check_vi: Some(said(&file.check_vi, &defaults.check_vi))
                .filter(|said| !said.is_empty()),
            replaced_by: None,
            title: said(&file.title, &kind.title),
            archive: file.archive.clone(),
            end_mark: kind.end_mark,
        }
    }

    fn fault(&mut self, place: impl Into<String>, fault: Fault) {
        self.faults.push((place.into(), fault));
    }

    /// A sentence with the phrases inside it written out.
    fn pattern(&mut self, place: &str, text: &str) -> Pattern {
        let mut whole = text.to_owned();
        while let Some((before, rest)) = whole.split_once("{@") {
            let Some((name, after)) = rest.split_once('}') else {
                break;
            };
            match self.dictionary.inline(name) {
                Ok(words) => whole = format!("{before}{words}{after}"),
                Err(fault) => {
                    self.fault(place, fault);
                    return Pattern::default();
                }
            }
        }
        Pattern::parse(&whole).unwrap_or_else(|fault| {
            self.fault(place, fault);
            Pattern::default()
        })
    }

    fn lines(&mut self, place: &str, lines: &[Line]) -> Vec<Sentence> {
        let mut all = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let place = format!("{place} {}", index + 1);
            let under = match line {
                Line::Words(text) => LineUnder {
                    text: text.clone(),
                    ..LineUnder::default()
                },
                Line::Under(under) => under.clone(),
            };
            let phrase = under
                .text
                .strip_prefix('@')
                .filter(|name| !name.contains(char::is_whitespace));
            let Some(name) = phrase else {
                all.push(self.sentence(&place, &under));
                continue;
            };
            let Some(lines) = self.dictionary.phrases.get(name) else {
                self.fault(place, Fault::UnknownPhrase(name.to_owned()));
                continue;
            };
            for mut one in self.lines(&place, lines) {
                one.when.extend(under.when.list());
                one.unless.extend(under.unless.list());
                one.valid_from = one.valid_from.max(under.from);
                one.valid_to = one.valid_to.or(under.to);
                all.push(one);
            }
        }
        all
    }

    fn sentence(&mut self, place: &str, under: &LineUnder) -> Sentence {
        Sentence {
            pattern: self.pattern(place, &under.text),
            when: under.when.list(),
            unless: under.unless.list(),
            valid_from: under.from,
            valid_to: under.to,
            under: self.lines(place, &under.under),
            table: under.table.as_ref().map(table),
        }
    }

    fn sections(&mut self, files: &[SectionFile]) -> Vec<Section> {
        let mut all = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let place = format!("section {}", index + 1);
            let table = file.table.as_ref().map(table);
            all.push(Section {
                heading: self.pattern(&place, &file.heading),
                body: self.lines(&place, &file.paragraphs),
                table,
                when: file.when.list(),
                unless: file.unless.list(),
            });
        }
        all
    }

    fn co_signers(&mut self, files: &[SignatureFile]) -> Vec<CoSigner> {
        let mut all = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let place = format!("signature {}", index + 1);
            all.push(CoSigner {
                title_lines: file.title.split('\n').map(str::to_owned).collect(),
                name: self.pattern(&place, &file.name),
                when: file.when.list(),
                unless: file.unless.list(),
            });
        }
        all
    }

    fn legal_bases(&mut self, lines: &[String]) -> Vec<super::template::LegalBasis> {
        let mut all = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            match bases::read(line, self.dictionary) {
                Ok(basis) => all.push(basis),
                Err(fault) => self.fault(format!("law {}", index + 1), fault),
            }
        }
        all
    }

    fn signers(&mut self, file: &FormFile, kind: &PaperKind) -> Vec<super::template::SignerTitle> {
        let usual = Names::One(kind.signers.clone());
        let wanted = file.signers.as_ref().unwrap_or(&usual).list();
        let mut roles = Vec::new();
        for name in wanted {
            match self.dictionary.signer_sets.get(&name) {
                Some(set) => roles.extend(set.iter().cloned()),
                None => roles.push(name),
            }
        }
        let mut all = Vec::new();
        for role in roles {
            let mut signers = self.dictionary.signers.iter();
            match signers.find(|signer| signer.role == role) {
                Some(signer) => all.push(signer.clone()),
                None => self.fault("signers", Fault::UnknownSigner(role)),
            }
        }
        all
    }
}

fn table(table: &TableFile) -> TableShape {
    TableShape {
        field: table.field.clone(),
        columns: table.columns.clone(),
        widths: match table.widths.is_empty() {
            true => vec![1; table.columns.len()],
            false => table.widths.clone(),
        },
    }
}

fn no_kind() -> PaperKind {
    PaperKind {
        id: String::new(),
        title: String::new(),
        symbol: String::new(),
        authority: String::new(),
        heading: String::new(),
        signers: String::new(),
        numbered: true,
        place_date: true,
        end_mark: true,
    }
}
