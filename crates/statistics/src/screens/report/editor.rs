//! Sửa một đoạn: its words in a box, figures chosen from a list and never typed; for a report and for a wording alike.

use askama::Template;
use chrono::NaiveDate;
use shell::{Alert, Choice, Form, Frame, Problem, Tone, Visit};

use crate::definitions;
use crate::form::Layout;
use crate::report::messages;
use crate::report::text::{self, NAMES};
use crate::told;

/// The page.
#[derive(Template)]
#[template(path = "screens/report/editor.html")]
pub struct EditorPage {
    frame: Frame,
    alerts: Vec<Alert>,
    action: String,
    back: String,
    was: String,
    words: String,
    forms: Vec<Choice>,
    form: String,
    fields: Vec<Choice>,
    hows: [(&'static str, &'static str); 3],
}

const HOWS: [(&str, &str); 3] = [
    ("", "Số liệu"),
    ("ky-truoc", "Tăng, giảm so với kỳ trước"),
    ("cung-ky", "Tăng, giảm so với cùng kỳ năm trước"),
];

/// What is to be done with a text after the button that was pressed.
pub enum Done {
    /// Nothing is kept yet: the page is shown again with these words.
    Again(String, Vec<Alert>),
    /// The whole text as it is to be kept.
    Keep(String),
}

/// Reads the button and puts the paragraph into the text. `n` counts from 0.
pub fn pressed(whole: &str, n: usize, form: &Form) -> Done {
    let typed = form.get("words").trim().to_owned();
    let lines = text::paragraphs(whole);
    let refused = |sentence: &str| {
        let alerts = vec![Alert::new(Tone::Danger, sentence)];
        Done::Again(typed.clone(), alerts)
    };
    if lines.get(n).is_none_or(|line| *line != form.get("was")) {
        return refused(messages::CHANGED);
    }
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    match form.get("do") {
        "insert" if !form.get("field").is_empty() => {
            let named = format!("{} {}", form.get("field"), form.get("how"));
            let field = format!("{{{}}}", named.trim());
            return Done::Again(format!("{typed} {field}").trim().to_owned(), Vec::new());
        }
        "form" | "insert" => return Done::Again(typed, Vec::new()),
        "remove" if lines.len() > 1 => {
            lines.remove(n);
        }
        _ if typed.is_empty() => return refused(messages::EMPTY),
        _ if typed.contains('\n') => return refused(messages::ONE_LINE),
        _ if text::pieces(&typed).is_none() => return refused(messages::FIELD_BROKEN),
        "add" => {
            lines[n] = typed;
            lines.insert(n + 1, "Đoạn mới.".to_owned());
        }
        _ => lines[n] = typed,
    }
    Done::Keep(lines.join("\n"))
}

/// The page for a paragraph.
#[allow(clippy::too_many_arguments)]
pub async fn page(
    visit: &Visit,
    frame: Frame,
    (action, back): (String, String),
    was: &str,
    words: &str,
    form: &str,
    day: NaiveDate,
    mut alerts: Vec<Alert>,
) -> Result<EditorPage, Problem> {
    let all = definitions::all(visit.app.db(), day).await?;
    let mut named = text::fields(words).into_iter().map(|(_, field)| field.form);
    let first = named.next_back().unwrap_or_else(|| "bieu-01".to_owned());
    let chosen = all
        .iter()
        .find(|one| one.id == form)
        .or_else(|| all.iter().find(|one| one.id == first));
    let mut fields: Vec<Choice> = NAMES
        .iter()
        .map(|(name, said)| Choice::new(*name, *said))
        .collect();
    if let Some(form) = chosen {
        fields.extend(form.rows.iter().map(|row| {
            let code = match form.layout {
                Layout::Rows => format!("{} {}", form.id, row.no),
                Layout::Offences => format!("{} {} {}", form.id, told::TOTAL, row.no),
            };
            let called = match form.layout {
                Layout::Rows => "dòng",
                Layout::Offences => "tổng số, cột",
            };
            Choice::new(
                code,
                format!("{} {called} {}: {}", form.number, row.no, row.label_vi),
            )
        }));
    }
    let typed = text::typed_figures(words);
    if !typed.is_empty() {
        alerts.push(Alert::new(Tone::Warning, messages::typed(&typed)));
    }
    Ok(EditorPage {
        frame,
        alerts,
        action,
        back,
        was: was.to_owned(),
        words: words.to_owned(),
        forms: all
            .iter()
            .map(|form| Choice::new(&form.id, format!("{}: {}", form.number, form.name_vi)))
            .collect(),
        form: chosen.map_or(String::new(), |form| form.id.clone()),
        fields,
        hows: HOWS,
    })
}
