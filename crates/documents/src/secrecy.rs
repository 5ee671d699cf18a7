//! Dấu chỉ độ mật: a text so marked does not enter.

/// Lines at the head of a text where a mark would stand.
const HEAD: usize = 15;

/// The mark that stands by itself on one of the first lines. The word in a sentence is no mark.
pub fn mark_in<'t>(lines: impl IntoIterator<Item = &'t str>) -> Option<&'static str> {
    let marks = [
        ("TUYỆT MẬT", "Tuyệt mật"),
        ("TỐI MẬT", "Tối mật"),
        ("MẬT", "Mật"),
    ];
    let lines = lines.into_iter().filter(|line| !line.trim().is_empty());
    lines.take(HEAD).find_map(|line| {
        let words = text::clean(line).to_uppercase();
        let words = words.trim_start_matches("ĐỘ MẬT:");
        let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
        let found = marks.iter().find(|(mark, _)| words == *mark);
        found.map(|(_, name)| *name)
    })
}

#[cfg(test)]
mod tests {
    use super::mark_in;

    #[test]
    fn only_a_mark_that_stands_alone_counts() {
        assert_eq!(mark_in(["VIỆN KIỂM SÁT", "[ TỐI MẬT ]"]), Some("Tối mật"));
        assert_eq!(mark_in(["Độ mật: Mật"]), Some("Mật"));
        assert_eq!(mark_in(["Bảo vệ bí mật nhà nước", "Mật khẩu"]), None);
    }
}
