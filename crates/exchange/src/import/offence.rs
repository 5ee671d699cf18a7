//! Tội danh như trong sổ: "Đ173 k1", "khoản 1 Điều 173", "173.1", "Trộm cắp tài sản", several in one cell.

use law::{Charge, Law};

use super::values::{Wrong, short};

/// Reads every offence of a cell, each known to the Penal Code.
pub fn read_offences(text: &str, law: &Law) -> Result<Vec<Charge>, Wrong> {
    let mut charges: Vec<Charge> = Vec::new();
    for piece in text.split([';', '\n']) {
        let piece = text::clean(piece);
        if piece.is_empty() {
            continue;
        }
        let whole = one(&piece, law);
        let found = match whole {
            Some(charge) => vec![charge],
            // "173.1, 174.2" or "Trộm cắp tài sản và Cướp giật tài sản".
            None => {
                let parts: Vec<String> = piece
                    .replace(" và ", ",")
                    .split(',')
                    .map(text::clean)
                    .collect();
                let each: Option<Vec<Charge>> = parts
                    .iter()
                    .filter(|part| !part.is_empty())
                    .map(|part| one(part, law))
                    .collect();
                each.filter(|all| !all.is_empty())
                    .ok_or_else(|| unknown(&piece))?
            }
        };
        for charge in found {
            checked(&charge, law)?;
            if !charges.contains(&charge) {
                charges.push(charge);
            }
        }
    }
    match charges.is_empty() {
        true => Err(unknown(text)),
        false => Ok(charges),
    }
}

fn unknown(text: &str) -> Wrong {
    Wrong {
        reason: format!("Không đọc được điều luật từ “{}”.", short(text)),
        todo: "Ghi theo dạng điều.khoản.điểm, ví dụ 173.1 hoặc 173.2.c; nhiều tội cách nhau bằng dấu chấm phẩy.".to_owned(),
    }
}

fn checked(charge: &Charge, law: &Law) -> Result<(), Wrong> {
    let todo = "Xem lại số điều, số khoản trên quyết định.".to_owned();
    if law.penal.article(&charge.article).is_empty() {
        return Err(Wrong {
            reason: criminal::messages::no_article(&charge.article),
            todo,
        });
    }
    match charge
        .clause
        .filter(|clause| law.penal.clause(&charge.article, *clause).is_none())
    {
        Some(clause) => Err(Wrong {
            reason: criminal::messages::no_clause(&charge.article, clause),
            todo,
        }),
        None => Ok(()),
    }
}

/// One offence: by its article, or by its name.
fn one(text: &str, law: &Law) -> Option<Charge> {
    by_article(text).or_else(|| by_name(text, law))
}

/// The words of a text; letters and digits that touch are parted: "Đ173k1" is "đ 173 k 1".
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    for c in text.to_lowercase().chars() {
        let is_digit = c.is_ascii_digit();
        if !c.is_alphanumeric() {
            last = None;
            if c == '.' {
                words.push(".".to_owned());
            }
            continue;
        }
        match (last, words.last_mut()) {
            (Some(same), Some(word)) if same == is_digit => word.push(c),
            _ => words.push(c.to_string()),
        }
        last = Some(is_digit);
    }
    words
}

fn by_article(text: &str) -> Option<Charge> {
    let all = words(text);
    let plain: Vec<String> = all.iter().filter(|word| *word != ".").cloned().collect();
    let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let (mut article, mut clause, mut point): (Option<String>, Option<u8>, Option<String>) =
        Default::default();
    let mut at = 0;
    while at < plain.len() {
        let next = plain.get(at + 1);
        match plain[at].as_str() {
            "điều" | "dieu" | "đ" | "d" if next.is_some_and(is_number) => {
                if article.is_some() {
                    return None;
                }
                article = next.cloned();
                // "Điều 217a": the letter belongs to the number.
                let letter = plain.get(at + 2).filter(|word| {
                    word.as_str() == "a"
                        && text.to_lowercase().contains(&format!("{}a", plain[at + 1]))
                });
                if let (Some(article), Some(letter)) = (&mut article, letter) {
                    article.push_str(letter);
                    at += 1;
                }
                at += 2;
            }
            "khoản" | "khoan" | "k" if next.is_some_and(is_number) => {
                clause = clause.or(next.and_then(|number| number.parse().ok()));
                at += 2;
            }
            "điểm" | "diem" | "đ"
                if next.is_some_and(|word| word.chars().count() == 1 && !is_number(word)) =>
            {
                point = point.or(next.cloned());
                at += 2;
            }
            _ => at += 1,
        }
    }
    if let Some(article) = article {
        let point = point.filter(|_| clause.is_some());
        return Some(Charge {
            article,
            clause,
            point,
        });
    }
    short_form(text)
}

/// "173", "173.2", "173.2.c", "173/2".
fn short_form(text: &str) -> Option<Charge> {
    let parts: Vec<&str> = text
        .split(['.', '/', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [article, rest @ ..] = parts.as_slice() else {
        return None;
    };
    let is_article = article.starts_with(|c: char| c.is_ascii_digit())
        && article.len() >= 2
        && article.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_article || rest.len() > 2 {
        return None;
    }
    let clause = match rest.first() {
        None => None,
        Some(number) => Some(number.parse().ok()?),
    };
    let point = rest.get(1).map(|letter| letter.to_lowercase());
    if point
        .as_ref()
        .is_some_and(|letter| letter.chars().count() > 1)
    {
        return None;
    }
    Some(Charge {
        article: article.to_lowercase(),
        clause,
        point,
    })
}

fn by_name(text: &str, law: &Law) -> Option<Charge> {
    let plain = |name: &str| {
        let folded = text::fold(name);
        folded
            .strip_prefix("toi ")
            .unwrap_or(&folded)
            .trim()
            .to_owned()
    };
    let wanted = plain(text.trim_matches(['"', '“', '”', '.', ' ']));
    let found = law
        .penal
        .clauses()
        .find(|clause| plain(&clause.offence_vi) == wanted)?;
    Some(Charge {
        article: found.article.clone(),
        clause: None,
        point: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match read_offences(text, Law::embedded()) {
            Ok(charges) => charges
                .iter()
                .map(|one| {
                    let mut shown = one.article.clone();
                    if let Some(clause) = one.clause {
                        shown += &format!(".{clause}");
                    }
                    if let Some(point) = &one.point {
                        shown += &format!(".{point}");
                    }
                    shown
                })
                .collect::<Vec<_>>()
                .join("; "),
            Err(wrong) => wrong.reason,
        }
    }

    #[test]
    fn offences_are_read_as_offices_write_them() {
        for (text, charges) in [
            ("173.1", "173.1"),
            ("173", "173"),
            ("173.2.c; 170.1", "173.2.c; 170.1"),
            ("173.1, 174.2", "173.1; 174.2"),
            ("Đ173", "173"),
            ("Đ.173 K.1", "173.1"),
            ("k1 Đ173", "173.1"),
            ("Đ173k2", "173.2"),
            ("khoản 1 Điều 170 BLHS", "170.1"),
            ("điểm c khoản 2 Điều 173 Bộ luật Hình sự", "173.2.c"),
            ("Trộm cắp tài sản (khoản 1 Điều 173)", "173.1"),
            ("Trộm cắp tài sản", "173"),
            ("trom cap tai san", "173"),
            ("Tội cướp giật tài sản và trộm cắp tài sản", "171; 173"),
            ("khoản 1 Điều 173 và khoản 1 Điều 170", "173.1; 170.1"),
        ] {
            assert_eq!(read(text), charges, "{text}");
        }
    }

    #[test]
    fn what_the_code_does_not_have_is_refused() {
        assert!(read("999.1").contains("Điều 999"));
        assert!(read("173.9").contains("khoản 9"));
        assert!(read("đánh nhau").contains("Không đọc được điều luật"));
    }
}
