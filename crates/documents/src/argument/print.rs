//! Lời văn của các điểm: what the points of each part say in the field of the form.

use super::outline::Outline;
use super::points::{Argument, Point};

/// The words of each field that the outline writes; a field without words is not named.
pub fn printed(outline: &Outline, argument: &Argument) -> Vec<(String, String)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for part in &outline.parts {
        let lines: Vec<String> = argument.of(&part.id).flat_map(lines).collect();
        if lines.is_empty() {
            continue;
        }
        match fields.iter_mut().find(|(field, _)| *field == part.field) {
            Some((_, known)) => known.extend(lines),
            None => fields.push((part.field.clone(), lines)),
        }
    }
    fields
        .into_iter()
        .map(|(field, lines)| (field, lines.join("\n")))
        .collect()
}

/// Its heading, its words, and its evidence: bare leaves behind the last sentence, evidence in words as a list.
fn lines(point: &Point) -> Vec<String> {
    let mut words: Vec<String> = point
        .words
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let (bare, told): (Vec<&str>, Vec<&str>) = point
        .evidence
        .lines()
        .map(|line| line.trim().trim_start_matches("- "))
        .filter(|line| !line.is_empty())
        .partition(|line| is_bare(line));
    if words.is_empty() && told.is_empty() {
        return Vec::new();
    }
    if !bare.is_empty() {
        let cited = bare
            .iter()
            .map(|line| line.trim_end_matches(['.', ';']))
            .collect::<Vec<_>>()
            .join("; ");
        match words.last_mut().filter(|last| !last.starts_with('|')) {
            Some(last) => *last = cite(last, &cited),
            None => words.push(format!("({cited})")),
        }
    }
    let mut lines = Vec::new();
    if !point.title.trim().is_empty() {
        lines.push(format!("# {}", point.title.trim()));
    }
    lines.extend(words);
    if !told.is_empty() {
        lines.push("Chứng cứ:".to_owned());
        lines.extend(told.iter().map(|line| format!("- {line}")));
    }
    lines
}

/// Are there only leaves in the line: "BL 12, 15", "(BL 45-47)"?
fn is_bare(line: &str) -> bool {
    let cited = text::leaves_in(line);
    let mut rest = line.to_owned();
    for one in cited.iter().rev() {
        rest.replace_range(one.range.clone(), "");
    }
    !cited.is_empty() && !rest.contains(|letter: char| letter.is_alphanumeric())
}

/// "Câu." and "BL 12" → "Câu (BL 12)."
fn cite(sentence: &str, leaves: &str) -> String {
    let leaves = leaves.trim_start_matches('(').trim_end_matches(')');
    match sentence.strip_suffix(['.', ';']) {
        Some(bare) => {
            let mark = &sentence[bare.len()..];
            format!("{bare} ({leaves}){mark}")
        }
        None => format!("{sentence} ({leaves})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_leaves_stand_behind_the_sentence_and_evidence_in_words_below_it() {
        let mut argument = Argument::default();
        argument.add("acts");
        argument.write("p1.title", "Lần thứ nhất");
        argument.write("p1.words", "Lâm đe dọa anh Minh.");
        argument.write(
            "p1.evidence",
            "BL 12-13\nLời khai của anh Minh (BL 45)\nBL 50.",
        );
        argument.add("prosecution");
        argument.write("p2.words", "- Bị can Lâm về tội “Cưỡng đoạt tài sản”.");
        argument.add("civil");
        let outline = Outline::of("156/HS").unwrap();
        assert_eq!(
            printed(outline, &argument),
            [
                (
                    "narrative".to_owned(),
                    "# Lần thứ nhất\nLâm đe dọa anh Minh (BL 12-13; BL 50).\nChứng cứ:\n- Lời khai của anh Minh (BL 45)".to_owned()
                ),
                (
                    "prosecution_text".to_owned(),
                    "- Bị can Lâm về tội “Cưỡng đoạt tài sản”.".to_owned()
                ),
            ]
        );
    }
}
