//! Nguồn của một ô: a small closed language, `term + term or term`, read once and checked against the catalogue.

use law::Law;

use super::acts::Acts;

/// Where the words of a column come from: terms one after another, each with others to take when it is silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(pub Vec<Vec<Term>>);

/// One way to fill a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// `stt`: the running number, counted when the page is made.
    Stt,
    /// `entered`: the day the line opens.
    Entered,
    /// `entry`: the act that opens the line.
    Entry,
    /// `name of entry`: what kind of act that is.
    EntryName,
    /// `registered [after]`: the acts that name this column; only those after the line opened.
    Registered(bool),
    /// `acts a, b [where f x] [after]`.
    Acts(Acts, bool),
    /// `dates a, b [after]`: only their days.
    Dates(Acts, bool),
    /// `nth 2 a`: the second act of a kind.
    Nth(usize, Acts),
    /// `field f [of entry | of a, b]`: the newest that says it.
    Field(String, Of),
    /// `person`: the name.
    Person,
    /// `party f`: what describes the person.
    Party(String),
    /// `people role`: everybody in that role; `people accused`: every accused.
    People(String),
    /// `matter`: what the matter is called.
    Matter,
    /// `charges`.
    Charges,
    /// `prosecutor`.
    Prosecutor,
    /// `measures`: those in force.
    Measures,
    /// `terms detention`: from when to when a measure was applied.
    Terms(String),
    /// `clock F`: the running clocks of a family, until when.
    Clock(String),
    /// `state`.
    State,
    /// `awaited a > b`: acts of the first kind that none of the second answers.
    Awaited(Acts, Acts),
    /// `limitation`: thời hiệu truy cứu, as far as the data of the law know it.
    Limitation,
    /// `notes`.
    Notes,
    /// `none`: no fact tells it yet.
    None,
}

/// Whose field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// Any act.
    Any,
    /// The act that opens the line.
    Entry,
    /// These acts.
    Acts(Acts),
}

impl Source {
    /// Reads a source; the error is one sentence.
    pub fn parse(law: &Law, text: &str) -> Result<Source, String> {
        let terms: Result<Vec<Vec<Term>>, String> = text
            .split(" + ")
            .map(|one| {
                one.split(" or ")
                    .map(|term| read(law, term.trim()))
                    .collect()
            })
            .collect();
        Ok(Source(terms?))
    }

    /// Whether it can ever say something, given whether an act names the column.
    pub fn can_speak(&self, is_registered: bool) -> bool {
        self.0.iter().flatten().any(|term| match term {
            Term::Registered(_) => is_registered,
            Term::None => false,
            _ => true,
        })
    }

    /// Whether the running number stands in it.
    pub fn is_counted(&self) -> bool {
        self.0.iter().flatten().any(|term| *term == Term::Stt)
    }
}

fn read(law: &Law, text: &str) -> Result<Term, String> {
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (rest, after) = match rest.strip_suffix("after") {
        Some(kept) if kept.is_empty() || kept.ends_with(' ') => (kept.trim_end(), true),
        _ => (rest, false),
    };
    let takes_after = matches!(verb, "registered" | "acts" | "dates");
    if after && !takes_after {
        return Err(format!("“{verb}” cannot stand with “after”"));
    }
    let alone = |term: Term| match rest.is_empty() {
        true => Ok(term),
        false => Err(format!("“{verb}” takes nothing after it, not “{rest}”")),
    };
    match verb {
        "stt" => alone(Term::Stt),
        "entered" => alone(Term::Entered),
        "entry" => alone(Term::Entry),
        "name" if rest == "of entry" => Ok(Term::EntryName),
        "registered" => alone(Term::Registered(after)),
        "acts" => Ok(Term::Acts(Acts::parse(law, rest)?, after)),
        "dates" => Ok(Term::Dates(Acts::parse(law, rest)?, after)),
        "nth" => {
            let (nth, kinds) = rest.split_once(' ').unwrap_or((rest, ""));
            let nth = nth.parse().ok().filter(|n| *n > 0);
            let nth = nth.ok_or_else(|| format!("“{rest}” does not begin with a number"))?;
            Ok(Term::Nth(nth, Acts::parse(law, kinds)?))
        }
        "awaited" => {
            let (asked, answers) = rest
                .split_once(" > ")
                .ok_or_else(|| "“awaited” needs “acts > acts”".to_owned())?;
            Ok(Term::Awaited(
                Acts::parse(law, asked)?,
                Acts::parse(law, answers)?,
            ))
        }
        "field" => field(law, rest),
        "party" => match law
            .acts
            .get("party.described")
            .and_then(|act| act.field(rest))
        {
            Some(_) => Ok(Term::Party(rest.to_owned())),
            None => Err(format!("a person is not described by “{rest}”")),
        },
        "people" => match rest == "accused" || is_role(law, rest) {
            true => Ok(Term::People(rest.to_owned())),
            false => Err(format!("“{rest}” is no role")),
        },
        "terms" => match rest {
            "custody" | "detention" => Ok(Term::Terms(rest.to_owned())),
            _ => Err(format!("“{rest}” is no measure of holding")),
        },
        "clock" => match law
            .limits
            .all()
            .any(|limit| limit.family().starts_with(rest))
        {
            true if !rest.is_empty() => Ok(Term::Clock(rest.to_owned())),
            _ => Err(format!("no limit is of the family “{rest}”")),
        },
        "person" => alone(Term::Person),
        "matter" => alone(Term::Matter),
        "charges" => alone(Term::Charges),
        "prosecutor" => alone(Term::Prosecutor),
        "measures" => alone(Term::Measures),
        "state" => alone(Term::State),
        "limitation" => alone(Term::Limitation),
        "notes" => alone(Term::Notes),
        "none" => alone(Term::None),
        _ => Err(format!("“{text}” is no source")),
    }
}

fn field(law: &Law, text: &str) -> Result<Term, String> {
    let (name, of) = match text.split_once(" of ") {
        None => (text, Of::Any),
        Some((name, "entry")) => (name, Of::Entry),
        Some((name, list)) => (name, Of::Acts(Acts::parse(law, list)?)),
    };
    let knows = |id: &String| {
        law.acts
            .get(id)
            .is_some_and(|act| act.field(name).is_some())
    };
    let is_known = match &of {
        Of::Acts(acts) => acts.ids.iter().all(knows),
        _ => law.acts.all().iter().any(|act| act.field(name).is_some()),
    };
    match is_known {
        true => Ok(Term::Field(name.to_owned(), of)),
        false => Err(format!("“{name}” is no field of the act")),
    }
}

fn is_role(law: &Law, code: &str) -> bool {
    let role = law
        .acts
        .get("party.described")
        .and_then(|act| act.field("role"));
    role.is_some_and(|field| field.choices.iter().any(|(known, _)| known == code))
}
