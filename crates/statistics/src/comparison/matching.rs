//! Ghép từng người: by number and day, docket, name – toneless and with letters read for one another – and article.

use law::Charge;

use super::Told;

/// From here on a pair is proposed; a person confirms it.
pub const PROPOSED: u32 = 55;
/// From here on a pair needs no confirmation: number, day and name agree.
pub const SURE: u32 = 90;

/// What two sides are compared by, made once for each.
struct Keys {
    number: Vec<String>,
    on: Option<chrono::NaiveDate>,
    docket: Vec<String>,
    name: String,
    alike: String,
    articles: Vec<String>,
}

impl Keys {
    fn of(told: &Told) -> Keys {
        Keys {
            number: number_words(&told.number),
            on: told.on,
            docket: number_words(&told.docket),
            name: text::fold(&text::clean(&told.name)),
            alike: text::confusion::likeness(&told.name),
            articles: told
                .charges
                .iter()
                .map(|charge| charge.article.clone())
                .collect(),
        }
    }

    fn score(&self, other: &Keys) -> u32 {
        let name = match (self.name == other.name, self.alike == other.alike) {
            _ if self.alike.is_empty() || other.alike.is_empty() => 0,
            (true, _) => 35,
            (false, true) => 30,
            (false, false) => 0,
        };
        let is_same_article = self
            .articles
            .iter()
            .any(|article| other.articles.contains(article));
        let points = [
            (same_words(&self.number, &other.number), 40),
            (self.on.is_some() && self.on == other.on, 20),
            (same_words(&self.docket, &other.docket), 15),
            (is_same_article, 10),
        ];
        name + points
            .into_iter()
            .map(|(is_same, points)| if is_same { points } else { 0 })
            .sum::<u32>()
    }
}

/// The words of a number: "045/2026/HS-ST" is 45, 2026, hs, st; letters within digits are read as digits.
fn number_words(number: &str) -> Vec<String> {
    let folded = text::fold(&text::clean(number));
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word.chars().any(|c| c.is_ascii_digit()) {
            true => {
                let digits: String = word
                    .chars()
                    .map(|c| match c {
                        'o' => '0',
                        'l' | 'i' => '1',
                        other => other,
                    })
                    .collect();
                let plain = digits.trim_start_matches('0');
                if plain.is_empty() {
                    "0".to_owned()
                } else {
                    plain.to_owned()
                }
            }
            false => word.to_owned(),
        })
        .collect()
}

/// The same number; one that is written without its symbol agrees with the first word of the other.
fn same_words(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        ([], _) | (_, []) => false,
        ([only], [first, ..]) | ([first, ..], [only]) => only == first,
        _ => one == other,
    }
}

/// Whether two numbers of papers are the same, however they are written.
pub fn same_number(one: &str, other: &str) -> bool {
    same_words(&number_words(one), &number_words(other))
}

/// Whether two names may be one person's.
pub fn same_name(one: &str, other: &str) -> bool {
    let key = text::confusion::likeness;
    !one.trim().is_empty() && key(one) == key(other)
}

/// The same offences; a clause counts where both name it.
fn same_charges(one: &[Charge], other: &[Charge]) -> bool {
    let within = |left: &[Charge], right: &[Charge]| {
        left.iter().all(|charge| {
            right.iter().any(|known| {
                known.article == charge.article
                    && (known.clause.is_none()
                        || charge.clause.is_none()
                        || known.clause == charge.clause)
            })
        })
    };
    within(one, other) && within(other, one)
}

/// The fields in which two sides differ. What their sheet does not tell is not compared.
pub fn differs(theirs: &Told, ours: &Told) -> Vec<&'static str> {
    let mut fields = Vec::new();
    let mut note = |field, is_same: bool| {
        if !is_same {
            fields.push(field);
        }
    };
    if !theirs.number.is_empty() {
        note("number", same_number(&theirs.number, &ours.number));
    }
    if theirs.on.is_some() {
        note("on", theirs.on == ours.on);
    }
    // Each agency has its own docket: it is compared where both are known.
    if !theirs.docket.is_empty() && !ours.docket.is_empty() {
        note("docket", same_number(&theirs.docket, &ours.docket));
    }
    if !theirs.name.is_empty() {
        note("name", same_name(&theirs.name, &ours.name));
    }
    if !theirs.charges.is_empty() {
        note("offence", same_charges(&theirs.charges, &ours.charges));
    } else if !theirs.offence.is_empty() {
        note("offence", false);
    }
    if let Some(penalty) = &theirs.penalty {
        note("penalty", ours.penalty.as_ref() == Some(penalty));
    }
    fields
}

/// Một cặp ghép được.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Which of theirs.
    pub theirs: usize,
    /// Which of ours.
    pub ours: usize,
    /// How much speaks for it.
    pub score: u32,
}

/// The pairs, each side once, what agrees most first; what is left stands alone.
pub fn pairs(theirs: &[Told], ours: &[Told]) -> Vec<Pair> {
    let [left, right]: [Vec<Keys>; 2] =
        [theirs, ours].map(|all| all.iter().map(Keys::of).collect());
    let mut all: Vec<Pair> = Vec::new();
    for (n, one) in left.iter().enumerate() {
        for (m, other) in right.iter().enumerate() {
            let score = one.score(other);
            if score >= PROPOSED {
                all.push(Pair {
                    theirs: n,
                    ours: m,
                    score,
                });
            }
        }
    }
    all.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.theirs, pair.ours));
    let (mut seen_left, mut seen_right) = (vec![false; left.len()], vec![false; right.len()]);
    all.retain(|pair| {
        let is_free = !seen_left[pair.theirs] && !seen_right[pair.ours];
        if is_free {
            seen_left[pair.theirs] = true;
            seen_right[pair.ours] = true;
        }
        is_free
    });
    all.sort_by_key(|pair| pair.theirs);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: &str, on: &str, name: &str, article: &str) -> Told {
        Told {
            number: number.to_owned(),
            on: on.parse().ok(),
            name: name.to_owned(),
            charges: vec![Charge {
                article: article.to_owned(),
                clause: Some(1),
                point: None,
            }],
            ..Told::default()
        }
    }

    fn score(one: &Told, other: &Told) -> u32 {
        Keys::of(one).score(&Keys::of(other))
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (one, other, is_same) in [
            ("045/2026/HS-ST", "45/2026/HSST", false),
            ("045/2026/HS-ST", "45/2026/hs-st", true),
            ("45", "45/2026/HS-ST", true),
            ("4O/2026/HS-ST", "40/2026/HS-ST", true),
            ("46", "45/2026/HS-ST", false),
            ("", "45", false),
        ] {
            assert_eq!(same_number(one, other), is_same, "{one} {other}");
        }
    }

    #[test]
    fn the_same_judgment_and_name_are_sure_and_a_toneless_or_misread_name_too() {
        let ours = told("45/2026/HS-ST", "2026-10-20", "Lò Văn Hùng", "173");
        for name in ["Lò Văn Hùng", "LO VAN HUNG", "Lò Văn Hừug"] {
            let theirs = told("45/2026/HS-ST", "2026-10-20", name, "173");
            assert!(score(&theirs, &ours) >= SURE, "{name}");
            assert!(differs(&theirs, &ours).is_empty(), "{name}");
        }
    }

    #[test]
    fn another_number_or_another_name_is_proposed_and_another_person_of_another_case_is_not() {
        let ours = told("45/2026/HS-ST", "2026-10-20", "Lò Văn Hùng", "173");
        let number = told("54/2026/HS-ST", "2026-10-20", "Lò Văn Hùng", "173");
        let name = told("45/2026/HS-ST", "2026-10-20", "Lò Văn Hải", "173");
        let other = told("54/2026/HS-ST", "2026-10-20", "Lò Văn Hải", "173");
        let namesake = told("7/2026/HS-ST", "2026-10-02", "Lò Văn Hùng", "173");
        for (theirs, is_proposed) in [
            (&number, true),
            (&name, true),
            (&other, false),
            (&namesake, false),
        ] {
            let score = score(theirs, &ours);
            assert_eq!(score >= PROPOSED, is_proposed, "{theirs:?} {score}");
            assert!(score < SURE);
        }
        assert_eq!(differs(&number, &ours), ["number"]);
        assert_eq!(differs(&name, &ours), ["name"]);
    }

    #[test]
    fn several_defendants_of_one_judgment_are_paired_by_their_names() {
        let one = |name: &str| told("45/2026/HS-ST", "2026-10-20", name, "173");
        let theirs = [one("Cà Văn Hai"), one("Lò Văn Một"), one("Quàng Thị Ba")];
        let ours = [one("Lò Văn Một"), one("Cà Văn Hai")];
        let found: Vec<(usize, usize)> = pairs(&theirs, &ours)
            .into_iter()
            .map(|pair| (pair.theirs, pair.ours))
            .collect();
        assert_eq!(found, [(0, 1), (1, 0)], "the third is theirs alone");
    }

    #[test]
    fn a_clause_counts_where_both_name_it_and_what_is_not_told_is_not_compared() {
        let ours = told("45", "2026-10-20", "Lò Văn Hùng", "173");
        let mut theirs = ours.clone();
        theirs.charges[0].clause = None;
        assert!(differs(&theirs, &ours).is_empty());
        theirs.charges[0].clause = Some(2);
        assert_eq!(differs(&theirs, &ours), ["offence"]);
        let nothing = Told {
            name: "Lò Văn Hùng".to_owned(),
            ..Told::default()
        };
        assert!(differs(&nothing, &ours).is_empty());
    }
}
