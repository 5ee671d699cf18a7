//! Lỗi trong tệp biểu, as a sentence that names the line, the row and the field.

/// A fault in a form's file.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("form, line {line}, row {row}, {field}: {why}")]
pub struct FormFault {
    /// The line of the file, from 1; 0 when it cannot be told.
    pub line: usize,
    /// The row; empty for the whole form.
    pub row: String,
    /// The field, as it stands in the file.
    pub field: String,
    /// What is wrong, for people.
    pub why: String,
}

impl FormFault {
    pub(super) fn new(row: &str, field: &str, why: impl Into<String>) -> FormFault {
        FormFault {
            line: 0,
            row: row.to_owned(),
            field: field.to_owned(),
            why: why.into(),
        }
    }

    /// The sentence: "Dòng 14 của tệp, chỉ tiêu 7, mục count: …".
    pub fn vi(&self) -> String {
        let line = match self.line {
            0 => "Tệp biểu".to_owned(),
            line => format!("Dòng {line} của tệp"),
        };
        let row = match self.row.as_str() {
            "" => String::new(),
            row => format!(", chỉ tiêu số {row}"),
        };
        let field = match self.field.as_str() {
            "" => String::new(),
            field => format!(", mục {field}"),
        };
        format!("{line}{row}{field}: {}.", self.why)
    }

    /// The line on which the row's field stands, or the row begins.
    pub(super) fn located(mut self, text: &str) -> FormFault {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let names = |line: &str, name: &str| {
            let rest = line.strip_prefix(name).map(str::trim_start);
            rest.and_then(|rest| rest.strip_prefix('='))
                .map(|value| value.trim().trim_matches(['"', '\'']).to_owned())
        };
        let starts: Vec<usize> = (0..lines.len())
            .filter(|at| lines[*at] == "[[row]]")
            .collect();
        let block = |start: usize| {
            let end = starts.iter().find(|next| **next > start);
            start..end.copied().unwrap_or(lines.len())
        };
        let within = match self.row.as_str() {
            "" => 0..starts.first().copied().unwrap_or(lines.len()),
            // Of a number that stands twice the later one is meant.
            row => starts
                .iter()
                .rev()
                .map(|start| block(*start))
                .find(|block| {
                    block
                        .clone()
                        .any(|at| names(lines[at], "no").as_deref() == Some(row))
                })
                .unwrap_or(0..lines.len()),
        };
        let of_field = within
            .clone()
            .find(|at| !self.field.is_empty() && names(lines[*at], &self.field).is_some());
        if self.line == 0 {
            self.line = of_field.unwrap_or(within.start) + 1;
        }
        self
    }

    /// What the reader of the format says, in words for people.
    pub(super) fn of_toml(error: &toml::de::Error, text: &str) -> FormFault {
        let message = error.message();
        let quoted = message.split('`').nth(1).unwrap_or_default();
        let (field, why) = match message {
            said if said.starts_with("missing field") => (quoted, format!("thiếu mục {quoted}")),
            said if said.starts_with("unknown field") => {
                (quoted, format!("không có mục nào tên là {quoted}"))
            }
            said if said.starts_with("unknown variant") => (
                "kind",
                format!(
                    "“{quoted}” không phải loại dòng; ghi opening, flow, computed, closing hoặc act"
                ),
            ),
            said if said.starts_with("invalid type") => (
                "",
                "giá trị ghi không đúng kiểu: chữ để trong dấu nháy kép".to_owned(),
            ),
            _ => ("", "không đọc được: sai cách viết của tệp TOML".to_owned()),
        };
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..at).unwrap_or_default();
        FormFault {
            line: before.matches('\n').count() + 1,
            row: String::new(),
            field: field.to_owned(),
            why,
        }
    }
}
