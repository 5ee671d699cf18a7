//! Nhóm mẫu (TT 03/2026/TT-VKSTC): the chapters of the list of forms, by their numbers.

use super::template::{Scope, Template};

/// The last number of each chapter.
const CHAPTERS: [(u32, &str); 9] = [
    (30, "I. Nguồn tin về tội phạm"),
    (69, "II. Biện pháp ngăn chặn, biện pháp cưỡng chế"),
    (84, "III. Người tiến hành tố tụng, người tham gia tố tụng"),
    (140, "IV. Khởi tố, điều tra"),
    (168, "V. Truy tố"),
    (173, "VI. Vật chứng"),
    (178, "VII. Biện pháp điều tra tố tụng đặc biệt"),
    (184, "VIII. Thủ tục đặc biệt"),
    (213, "IX. Người chưa thành niên"),
];

/// The heading under which a form is listed.
pub fn chapter_vi(template: &Template) -> &'static str {
    let number = template
        .form
        .strip_suffix("/HS")
        .and_then(|digits| digits.parse::<u32>().ok());
    match (number, template.scope) {
        (Some(number), _) => CHAPTERS
            .iter()
            .find(|(last, _)| number <= *last)
            .map_or("Mẫu khác", |(_, name)| name),
        (None, Scope::Office) => "Văn bản hành chính",
        (None, _) => "Phiên tòa",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Templates;

    #[test]
    fn every_form_stands_in_the_chapter_of_its_folder() {
        let templates = Templates::embedded().as_ref().unwrap();
        let chapter = |form: &str| {
            let template = templates.all().find(|one| one.form == form).unwrap();
            chapter_vi(template)
        };
        assert!(chapter("30/HS").starts_with("I. "));
        assert!(chapter("42/HS").starts_with("II. "));
        assert!(chapter("156/HS").starts_with("V. "));
        assert!(chapter("213/HS").starts_with("IX. "));
    }
}
