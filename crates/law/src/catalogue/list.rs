//! Bảng hành vi tố tụng: the page `docs/acts.md`, written from the rows of the catalogue.

use std::fmt::Write;

use super::{Act, Catalogue, FieldKind, Stage};

/// Lists every act with its issuer, article, form, clocks and fields in one Markdown page.
pub fn generate_act_list(catalogue: &Catalogue) -> String {
    let mut page = String::from(
        "# Hành vi tố tụng trong danh mục\n\n\
         Generated from `crates/law/data/acts/*.toml`: change a row there, run the tests with `BLESS=1`, and commit both.\n\
         `!` marks a required field of the fact's body; “cần kiểm tra” marks what is derived or not confirmed.\n\
         Clocks: `+` starts, `→` extends, `‖` stops, `–` ends; `°` marks a duty to send, serve or notify that goes along with the act.\n",
    );
    for stage in Stage::ALL {
        let _ = write!(page, "\n## {}\n\n", stage.vi());
        page.push_str("| id | Tên | Ban hành | Điều luật | Mẫu | Sổ | Thời hạn | Trường |\n|---|---|---|---|---|---|---|---|\n");
        for act in catalogue.all().iter().filter(|act| act.stage == *stage) {
            line(&mut page, act);
        }
    }
    page
}

fn line(page: &mut String, act: &Act) {
    let issuers: Vec<&str> = act.issuers.iter().map(|agency| agency.code()).collect();
    let approver = act.approver.map_or(String::new(), |agency| {
        format!(" ({} phê chuẩn)", agency.code())
    });
    let forms: Vec<&str> = act
        .form
        .iter()
        .chain(&act.form_accused)
        .map(String::as_str)
        .collect();
    let doubt = if act.certainty.needs_check() && act.is_legal_act() {
        " (cần kiểm tra)"
    } else {
        ""
    };
    let fields = act.fields.iter().map(|field| {
        let kind = if field.kind == FieldKind::Text {
            String::new()
        } else {
            format!(":{}", field.kind.code())
        };
        format!(
            "`{}{kind}{}`",
            field.name,
            if field.required { "!" } else { "" }
        )
    });
    let fields: Vec<String> = fields.collect();
    let _ = writeln!(
        page,
        "| `{}` | {}{doubt} | {}{approver} | {} | {} | {} | {} | {} |",
        act.id,
        act.name_vi,
        issuers.join(", "),
        act.articles_vi(),
        forms.join(", "),
        act.registers.join(" "),
        clocks(act),
        fields.join(" ")
    );
}

fn clocks(act: &Act) -> String {
    let started = act.starts.iter().map(|start| {
        let kind = if start.aside { "°" } else { "" };
        format!("+{}{kind}", start.family)
    });
    let extended = act.extends.iter().map(|family| format!("→{family}"));
    let stopped = act.suspends.iter().map(|family| format!("‖{family}"));
    let ended = act
        .ends
        .iter()
        .map(|end| match end.family.strip_prefix("field:") {
            Some(_) => "–(việc đã ghi)".to_owned(),
            None => format!("–{}", end.family),
        });
    let settled = act.settles.iter().map(|family| format!("–{family}°"));
    let all: Vec<String> = started
        .chain(extended)
        .chain(stopped)
        .chain(ended)
        .chain(settled)
        .collect();
    all.join(" ").replace("–*", "–(mọi thời hạn)")
}
