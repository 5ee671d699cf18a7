//! Viện dẫn điều luật: `BLTTHS Đ172.2a` said in full.

/// An article as papers cite it: `BLTTHS Đ172.1, 172.2a` becomes `khoản 1, điểm a khoản 2 Điều 172 BLTTHS`.
/// A text that is not such a reference is given back as it is.
pub fn article_vi(reference: &str) -> String {
    let parts: Vec<String> = reference
        .split(';')
        .map(|part| one_law(part.trim()))
        .collect();
    parts.join("; ")
}

fn one_law(part: &str) -> String {
    let spelled = part.find(" Đ").and_then(|at| {
        let (law, list) = (&part[..at], part[at + " Đ".len()..].trim());
        let places: Option<Vec<Place>> = list
            .split(',')
            .map(|place| Place::read(place.trim()))
            .collect();
        Some(format!("{} {law}", in_words(&places?)))
    });
    spelled.unwrap_or_else(|| part.to_owned())
}

struct Place {
    article: String,
    /// `khoản 2` or `điểm a khoản 2`; none for the whole article.
    within: Option<String>,
}

impl Place {
    /// Reads `172.2a`, `172.2`, `Đ217a` or `172`.
    fn read(text: &str) -> Option<Place> {
        let text = text.strip_prefix('Đ').unwrap_or(text);
        let (article, rest) = match text.split_once('.') {
            Some((article, rest)) => (article, Some(rest)),
            None => (text, None),
        };
        let (number, letter) = split_letter(article)?;
        let within = match rest {
            None => None,
            Some(rest) => {
                let (clause, point) = split_letter(rest)?;
                let point = point
                    .map(|point| format!("điểm {point} "))
                    .unwrap_or_default();
                Some(format!("{point}khoản {clause}"))
            }
        };
        Some(Place {
            article: format!("{number}{}", letter.unwrap_or_default()),
            within,
        })
    }
}

/// Splits `2a` into `2` and `a`; a letter may be missing.
fn split_letter(text: &str) -> Option<(&str, Option<&str>)> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, letter) = text.split_at(digits);
    let plain = letter.chars().count() <= 1 && letter.chars().all(char::is_alphabetic);
    (!number.is_empty() && plain).then_some((number, (!letter.is_empty()).then_some(letter)))
}

fn in_words(places: &[Place]) -> String {
    let mut articles: Vec<(&str, Vec<&str>)> = Vec::new();
    for place in places {
        let within = place.within.as_deref();
        match articles.last_mut() {
            Some((article, list)) if *article == place.article => list.extend(within),
            _ => articles.push((&place.article, within.into_iter().collect())),
        }
    }
    let words = articles
        .iter()
        .map(|(article, list)| match list.as_slice() {
            [] => format!("Điều {article}"),
            list => format!("{} Điều {article}", list.join(", ")),
        });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::article_vi;

    #[track_caller]
    fn check(reference: &str, words: &str) {
        assert_eq!(article_vi(reference), words);
    }

    #[test]
    fn a_reference_is_said_from_the_point_up_to_the_law() {
        check("BLTTHS Đ147.1", "khoản 1 Điều 147 BLTTHS");
        check(
            "BLTTHS Đ172.1, 172.2b, 172.5b",
            "khoản 1, điểm b khoản 2, điểm b khoản 5 Điều 172 BLTTHS",
        );
        check("BLTTHS Đ241, 240.1", "Điều 241, khoản 1 Điều 240 BLTTHS");
        check(
            "BLTTHS Đ116; Luật TPNCTN Đ135.3",
            "Điều 116 BLTTHS; khoản 3 Điều 135 Luật TPNCTN",
        );
        check(
            "BLTTHS Đ125.2; TTLT 01/2026 Đ20",
            "khoản 2 Điều 125 BLTTHS; Điều 20 TTLT 01/2026",
        );
    }

    #[test]
    fn what_is_no_reference_stays_as_it_was() {
        check("BLTTHS", "BLTTHS");
        check("BLTTHS Đặc biệt", "BLTTHS Đặc biệt");
        check("", "");
    }
}
