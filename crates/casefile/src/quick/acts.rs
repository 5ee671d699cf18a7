//! Nhận ra hành vi tố tụng: the title, the form and the issuer of a paper against the catalogue, what is lawful now first.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use criminal::Opened;
use criminal::rules::{Reach, offer};
use law::Law;
use law::catalogue::{Act, Agency, FieldKind};
use text::decision::{DecisionText, IssuerKind, words_likeness};

/// Một hành vi mà văn bản có thể là.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'l> {
    /// The act.
    pub act: &'l Act,
    /// How much speaks for it.
    pub score: i64,
}

/// A title that is less like a name than this is not that act, unless the form says so.
const LEAST: i64 = 58;
/// With the right form a title may be read this badly.
const LEAST_WITH_FORM: i64 = 35;
/// Others are named while they are at most so far behind.
const NEAR: i64 = 30;

/// Nhận văn bản cho một hồ sơ: the acts that are papers, their names, and how near each is to the state of the matter.
#[derive(Debug)]
pub struct Recogniser<'l> {
    known: Vec<Known<'l>>,
}

/// An act that is a paper.
#[derive(Debug)]
struct Known<'l> {
    act: &'l Act,
    names: Vec<Name>,
    reach: Reach,
}

/// A name without its issuer, and its words without marks.
#[derive(Debug)]
struct Name {
    written: String,
    words: Vec<String>,
}

impl Name {
    fn new(written: &str) -> Name {
        let written = bare(written);
        Name {
            words: folded_words(&written),
            written,
        }
    }

    /// Whether enough words of a title are read exactly to look at it closely.
    fn is_near(&self, title: &[String]) -> bool {
        let shared = self
            .words
            .iter()
            .filter(|word| title.contains(word))
            .count();
        3 * shared >= self.words.len().min(title.len())
    }
}

fn folded_words(text: &str) -> Vec<String> {
    text::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

impl<'l> Recogniser<'l> {
    /// For the state of a matter today.
    pub fn new(law: &'l Law, opened: &Opened, today: NaiveDate) -> Self {
        let reach = reaches(law, opened, today);
        let acts = law.acts.all().iter();
        let known = acts
            .filter(|act| act.is_legal_act() && act.is_valid_on(today) && is_a_paper(act))
            .map(|act| Known {
                act,
                names: vec![Name::new(&act.name_vi), Name::new(&act.short_vi)],
                reach: reach.get(act.id.as_str()).copied().unwrap_or(Reach::Late),
            });
        Recogniser {
            known: known.collect(),
        }
    }

    /// The acts a paper may be, the likeliest first; none when nothing in the catalogue is like it.
    pub fn acts(&self, paper: &DecisionText) -> Vec<Candidate<'l>> {
        let Some(title) = &paper.title else {
            return Vec::new();
        };
        let form = paper.form.as_ref().map(|form| form.value.as_str());
        let issuer = paper.issuer.as_ref().and_then(|issuer| issuer.value.kind);
        let words = folded_words(&title.value);
        let mut found: Vec<Candidate<'l>> = self
            .known
            .iter()
            .filter_map(|known| {
                let score = score(known, &title.value, &words, form, issuer)?;
                Some(Candidate {
                    act: known.act,
                    score,
                })
            })
            .collect();
        found.sort_by_key(|one| (-one.score, one.act.id.as_str()));
        let best = found.first().map_or(0, |one| one.score);
        found.retain(|one| best - one.score <= NEAR);
        found
    }
}

/// What only happens, such as the receipt of a file, has no paper to read: a paper is signed or carries a form.
fn is_a_paper(act: &Act) -> bool {
    let is_signed = act
        .fields
        .iter()
        .any(|field| field.name == "signer" && field.kind == FieldKind::Text);
    is_signed || act.form.is_some() || act.series.is_some()
}

/// How near each act is, for the matter or for anybody in it.
fn reaches<'l>(law: &'l Law, opened: &Opened, today: NaiveDate) -> BTreeMap<&'l str, Reach> {
    let people = opened
        .matter
        .people
        .iter()
        .map(|person| Some(person.subject));
    let mut reaches: BTreeMap<&str, Reach> = BTreeMap::new();
    for subject in people.chain([None]) {
        for one in offer(law, &opened.matter, subject, today) {
            let known = reaches.entry(one.act.id.as_str()).or_insert(one.reach);
            *known = one.reach.min(*known);
        }
    }
    reaches
}

fn score(
    known: &Known<'_>,
    title: &str,
    words: &[String],
    form: Option<&str>,
    issuer: Option<IssuerKind>,
) -> Option<i64> {
    let Known { act, names, reach } = known;
    let own_form = [&act.form, &act.form_accused]
        .into_iter()
        .flatten()
        .any(|own| Some(own.as_str()) == form);
    let near = names.iter().filter(|name| own_form || name.is_near(words));
    let like = near
        .map(|name| i64::from(words_likeness(title, &name.written)))
        .max()
        .unwrap_or(0);
    if like < LEAST && !(own_form && like >= LEAST_WITH_FORM) {
        return None;
    }
    let by_form = match (form, own_form, act.form.is_some()) {
        (Some(_), true, _) => 40,
        (Some(_), false, true) => -30,
        _ => 0,
    };
    let by_issuer = issuer.map_or(0, |issuer| match is_issued_by(act, issuer) {
        true => 5,
        false => -35,
    });
    let by_state = match reach {
        Reach::Stage => 8,
        Reach::Other => 5,
        Reach::Late => 0,
    };
    Some(like + by_form + by_issuer + by_state)
}

fn is_issued_by(act: &Act, issuer: IssuerKind) -> bool {
    let agencies: &[Agency] = match issuer {
        IssuerKind::Investigator => &[Agency::Cqdt, Agency::Other],
        IssuerKind::Procuracy => &[Agency::Vks],
        IssuerKind::Court => &[Agency::Ta],
    };
    act.issuers.iter().any(|own| agencies.contains(own))
}

/// A name without who issues it: that is told by the head of the paper.
fn bare(name: &str) -> String {
    let mut bare = name.to_owned();
    for who in [
        " của Viện kiểm sát",
        " của Cơ quan điều tra",
        " của Tòa án",
        " của VKS",
        " (VKS)",
        "VKS ",
    ] {
        bare = bare.replace(who, "");
    }
    bare
}
