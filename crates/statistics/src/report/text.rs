//! Lời văn và trường: a paragraph a line, "# " a heading, "- " an item, fields in braces; plain lines, no markup (decision 020).

use crate::told;

/// Cách nói một số liệu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The figure itself.
    Figure,
    /// Against the period before.
    Before,
    /// Against the same period of the year before.
    YearBefore,
    /// As a share of another row.
    Share(String),
}

/// Trường số liệu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// `bieu-01`.
    pub form: String,
    /// The row; of a form by offence the article, or the total.
    pub row: String,
    /// The column.
    pub column: String,
    /// How it is said.
    pub how: How,
}

/// Một mảnh của đoạn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A figure: as it is written between the braces, and what that means.
    Figure(String, Field),
    /// `don-vi`, `ky`.
    Name(String),
}

/// Names that are no figures.
pub const NAMES: [(&str, &str); 2] = [("don-vi", "Tên đơn vị"), ("ky", "Kỳ báo cáo")];

impl Field {
    /// Reads what stands between the braces.
    pub fn parse(text: &str) -> Option<Field> {
        let mut words = text.split_whitespace();
        let (form, row) = (words.next()?, words.next()?);
        let mut field = Field {
            form: form.to_owned(),
            row: row.to_owned(),
            column: told::COLUMN.to_owned(),
            how: How::Figure,
        };
        for word in words {
            match (word, word.strip_prefix("ty-le:")) {
                _ if field.how != How::Figure => return None,
                ("ky-truoc", _) => field.how = How::Before,
                ("cung-ky", _) => field.how = How::YearBefore,
                (_, Some(of)) => field.how = How::Share(of.to_owned()),
                (column, None) if field.column == told::COLUMN => {
                    column.clone_into(&mut field.column)
                }
                _ => return None,
            }
        }
        Some(field)
    }
}

/// The pieces of a paragraph; none when a brace stands alone or a field cannot be read.
pub fn pieces(paragraph: &str) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    let mut rest = paragraph;
    while let Some((words, after)) = rest.split_once('{') {
        let (inside, behind) = after.split_once('}')?;
        if words.contains('}') {
            return None;
        }
        if !words.is_empty() {
            out.push(Piece::Words(words.to_owned()));
        }
        out.push(match NAMES.iter().any(|(name, _)| *name == inside) {
            true => Piece::Name(inside.to_owned()),
            false => Piece::Figure(inside.to_owned(), Field::parse(inside)?),
        });
        rest = behind;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest.to_owned()));
    }
    Some(out)
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Every figure a text names.
pub fn fields(text: &str) -> Vec<(String, Field)> {
    let all = paragraphs(text).into_iter().filter_map(pieces).flatten();
    let named = all.filter_map(|piece| match piece {
        Piece::Figure(written, field) => Some((written, field)),
        _ => None,
    });
    named.collect()
}

/// Words after which a number is no figure of statistics.
const BEFORE_A_NUMBER: [&str; 12] = [
    "điều", "khoản", "điểm", "năm", "tháng", "ngày", "quý", "số", "biểu", "kỳ", "chương", "lần",
];

/// Số gõ tay: numbers in the words that look like figures, not like dates, articles or numbers of documents.
pub fn typed_figures(paragraph: &str) -> Vec<String> {
    let Some(pieces) = pieces(paragraph) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for piece in pieces {
        let Piece::Words(words) = piece else { continue };
        let mut before = String::new();
        for word in words.split_whitespace() {
            let bare = word.trim_matches(|one: char| !one.is_alphanumeric());
            let is_number = !bare.is_empty()
                && bare
                    .chars()
                    .all(|one| one.is_ascii_digit() || matches!(one, '.' | ','));
            let is_numbering = found.is_empty() && before.is_empty() && word.ends_with('.');
            if is_number && !is_numbering && !BEFORE_A_NUMBER.contains(&before.as_str()) {
                found.push(bare.to_owned());
            }
            before = bare.to_lowercase();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_names_form_row_column_and_how_it_is_said() {
        let read =
            |text: &str| Field::parse(text).map(|one| (one.form, one.row, one.column, one.how));
        let own = |form: &str, row: &str, column: &str, how: How| {
            Some((form.to_owned(), row.to_owned(), column.to_owned(), how))
        };
        for (text, expected) in [
            ("bieu-01 6", own("bieu-01", "6", "so_lieu", How::Figure)),
            (
                "bieu-01 6 ky-truoc",
                own("bieu-01", "6", "so_lieu", How::Before),
            ),
            (
                "bieu-11 173 c3 cung-ky",
                own("bieu-11", "173", "c3", How::YearBefore),
            ),
            (
                "bieu-01 24 ty-le:23",
                own("bieu-01", "24", "so_lieu", How::Share("23".to_owned())),
            ),
            ("bieu-01", None),
            ("bieu-01 6 cung-ky ky-truoc", None),
            ("bieu-11 173 c3 c4", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_paragraph_falls_into_words_and_fields_or_is_refused() {
        let found = pieces("Mới nhận {bieu-01 6} nguồn tin.").unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], Piece::Words("Mới nhận ".to_owned()));
        assert_eq!(pieces("{ky}").unwrap(), [Piece::Name("ky".to_owned())]);
        for broken in ["{bieu-01 6", "bieu-01 6}", "{}", "{bieu-01}", "a } b {ky}"] {
            assert_eq!(pieces(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_figure_typed_into_the_words_is_seen_and_a_date_is_not() {
        for (words, expected) in [
            (
                "Mới nhận 12 nguồn tin, trong đó 1.234 tin",
                vec!["12", "1.234"],
            ),
            ("Mới nhận {bieu-01 6} nguồn tin", vec![]),
            (
                "Theo Điều 173 khoản 1, năm 2026, Quý 4, ngày 12/10/2026",
                vec![],
            ),
            ("# 1. Thụ lý", vec![]),
            ("Tăng 8,5% so với trước", vec!["8,5"]),
        ] {
            assert_eq!(typed_figures(words), expected, "{words}");
        }
    }
}
