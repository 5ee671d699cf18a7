//! Dấu độ mật: a sheet so marked does not enter.

use super::Sheet;

/// Rows at the top of a sheet where a mark would stand.
const TOP: usize = 15;

/// The mark that stands by itself in a cell at the top of a sheet, or at its name.
pub fn secrecy_mark(sheets: &[Sheet]) -> Option<&'static str> {
    let marks = [
        ("TUYỆT MẬT", "Tuyệt mật"),
        ("TỐI MẬT", "Tối mật"),
        ("MẬT", "Mật"),
    ];
    let found = |words: &str| {
        let words = text::clean(words);
        let words = words
            .trim_start_matches("Độ mật:")
            .trim_matches(['(', ')', '[', ']', ' ', '.']);
        let upper = words.to_uppercase();
        marks
            .iter()
            .find(|(mark, _)| upper == *mark)
            .map(|(_, name)| *name)
    };
    sheets.iter().find_map(|sheet| {
        let top = sheet.rows.iter().take(TOP).flatten();
        found(&sheet.name).or_else(|| top.map(super::Cell::shown).find_map(|words| found(&words)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Cell;

    #[test]
    fn only_a_mark_that_stands_alone_counts() {
        let sheet = |words: &str| {
            vec![Sheet {
                rows: vec![vec![Cell::Empty, Cell::Text(words.to_owned())]],
                ..Sheet::default()
            }]
        };
        assert_eq!(secrecy_mark(&sheet("TỐI MẬT")), Some("Tối mật"));
        assert_eq!(secrecy_mark(&sheet("Độ mật: Mật")), Some("Mật"));
        assert_eq!(secrecy_mark(&sheet("Làm lộ bí mật nhà nước")), None);
    }
}
