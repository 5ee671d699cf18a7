//! Chọn mẫu để soạn: the next lawful step first, then recent forms, the stage, and every form by group.

use askama::Template;
use axum::response::{IntoResponse, Response};
use criminal::due::{Stretch, Whose, due};
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Visit};
use uuid::Uuid;

use super::readable_units;
use crate::choosing::{self, Next};
use crate::rules::{self, Template as Form};

const DAY: i64 = 86_400_000;

/// A form to choose.
pub(super) struct Line {
    href: String,
    form: String,
    name: String,
    hint: String,
}

/// A next lawful step.
struct Step {
    href: String,
    label: String,
    form: String,
    why: String,
}

#[derive(Template)]
#[template(path = "screens/choose.html")]
struct ChooseForm {
    frame: Frame,
    matter: Uuid,
    query: String,
    steps: Vec<Step>,
    groups: Vec<(String, Vec<Line>)>,
    columns: Vec<Column>,
    empty: Empty,
}

/// Every form for a matter.
pub(super) async fn forms(
    visit: &Visit,
    opened: &criminal::Opened,
    query: &str,
) -> Result<Response, Problem> {
    let law = visit.app.law();
    let title = opened.title(&law);
    let is_asked = !query.trim().is_empty();
    let line = |form: &Form| Line {
        href: criminal::doors::new_paper_href(&form.form, opened.id, None)
            .replace(&form_part(&form.form), &form.slug()),
        form: form.form.clone(),
        name: form.name_vi.clone(),
        hint: rules::chapter_vi(form).to_owned(),
    };
    let (mut steps, mut groups): (Vec<Step>, Vec<(String, Vec<Line>)>) = Default::default();
    if is_asked {
        let found = choosing::found(query, visit.today);
        let lines: Vec<Line> = found.iter().map(|form| line(form)).collect();
        if !lines.is_empty() {
            groups.push((format!("Tìm thấy {} mẫu", lines.len()), lines));
        }
    } else {
        let several = opened.matter.accused().count() > 1;
        steps = choosing::next(&law, opened, visit.today)
            .into_iter()
            .map(|next| step(opened.id, next, several))
            .collect();
        let recent = choosing::recent(visit.app.db(), visit.actor.person, visit.today).await?;
        let mut add = |heading: &str, forms: &[std::sync::Arc<Form>]| {
            if !forms.is_empty() {
                groups.push((
                    heading.to_owned(),
                    forms.iter().map(|form| line(form)).collect(),
                ));
            }
        };
        add("Bạn vừa dùng", &recent);
        add(
            "Thuộc giai đoạn hiện nay của hồ sơ",
            &choosing::of_stage(&law, opened, visit.today),
        );
        for form in choosing::found("", visit.today) {
            let heading = rules::chapter_vi(&form);
            match groups.iter_mut().find(|(known, _)| known == heading) {
                Some((_, lines)) => lines.push(line(&form)),
                None => groups.push((heading.to_owned(), vec![line(&form)])),
            }
        }
    }
    let frame = visit
        .frame("Chọn mẫu văn bản")
        .subtitle(format!("{title} · Hồ sơ {}", opened.code))
        .crumb("Văn bản", "/documents")
        .crumb("Hồ sơ", format!("/criminal/matters/{}", opened.id));
    Ok(Page(ChooseForm {
        frame,
        matter: opened.id,
        query: query.to_owned(),
        steps,
        groups,
        columns: columns(),
        empty: Empty::new(
            "Không có mẫu nào khớp",
            "Hãy gõ số mẫu (ví dụ 42) hoặc vài chữ trong tên mẫu, có dấu hay không dấu đều được.",
        )
        .action(
            "Xem mọi mẫu",
            format!("/documents/new?matter={}", opened.id),
        ),
    })
    .into_response())
}

fn form_part(form: &str) -> String {
    let digits: String = form.chars().take_while(char::is_ascii_digit).collect();
    let rest = form[digits.len()..].trim_start_matches('/');
    format!("{digits:0>3}-{rest}")
}

fn columns() -> Vec<Column> {
    ["Mẫu", "Tên văn bản", "Nhóm"]
        .into_iter()
        .map(Column::plain)
        .collect()
}

fn step(matter: Uuid, next: Next, several: bool) -> Step {
    let due = next
        .due
        .map(|due| format!(" Chậm nhất {}.", criminal::entry::typed_moment(&due)))
        .unwrap_or_default();
    let who = match several && !next.who.is_empty() {
        true => format!(" – {}", next.who),
        false => String::new(),
    };
    Step {
        href: criminal::doors::new_paper_href(&next.template.form, matter, next.subject),
        label: format!("{}{who}", next.act_vi),
        form: format!("Mẫu {} – {}", next.template.form, next.template.name_vi),
        why: format!("{}{due}", next.why_vi),
    }
}

/// A matter whose clock asks for a paper.
struct Waiting {
    href: String,
    title: String,
    code: String,
    why: String,
    due: String,
}

#[derive(Template)]
#[template(path = "screens/choose_matter.html")]
struct ChooseMatter {
    frame: Frame,
    waiting: Vec<Waiting>,
    recent: Vec<(String, String, String)>,
    columns: Vec<Column>,
    empty: Empty,
}

/// Chọn hồ sơ: where no matter was named, those whose clocks end soon, and those drafted for lately.
pub(super) async fn matters(visit: &Visit) -> Result<Response, Problem> {
    let db = visit.app.db();
    let until = (0, visit.now_ms + 30 * DAY);
    let mut stretch = Stretch::page(until, None);
    stretch.at_most = 20;
    let own = Whose::People(vec![visit.actor.person]);
    let mut clocks = due(db, &own, stretch).await?.0;
    if clocks.is_empty() {
        let units = Whose::Units(readable_units(&visit.actor));
        clocks = due(db, &units, stretch).await?.0;
    }
    let ids: Vec<Uuid> = clocks.iter().map(|clock| clock.matter_id).collect();
    let mut heads = criminal::heads(db, &ids).await?;
    let recent = choosing::recent_matters(db, visit.actor.person).await?;
    heads.extend(criminal::heads(db, &recent).await?);
    let head = |id: Uuid| {
        heads.iter().find(|head| {
            head.matter_id == id
                && visit.may_over(Right::DocumentsDraft, &head.unit_id, &head.assigned())
        })
    };
    let href = |id: Uuid| format!("/documents/new?matter={id}");
    let law = visit.app.law();
    let mut waiting: Vec<Waiting> = Vec::new();
    for clock in &clocks {
        let is_there = waiting.iter().any(|one| one.href == href(clock.matter_id));
        if is_there || head(clock.matter_id).is_none() {
            continue;
        }
        waiting.push(Waiting {
            href: href(clock.matter_id),
            title: clock.title.clone(),
            code: clock.code.clone(),
            why: clock.step(&law, visit.now_ms).1.to_owned(),
            due: clock.due_on.map(shell::vi_date).unwrap_or_default(),
        });
    }
    let recent = recent
        .into_iter()
        .filter_map(head)
        .map(|head| (href(head.matter_id), head.title.clone(), head.code.clone()))
        .collect();
    let frame = visit
        .frame("Soạn văn bản")
        .subtitle("Chọn hồ sơ, rồi chọn mẫu")
        .crumb("Văn bản", "/documents");
    Ok(Page(ChooseMatter {
        frame,
        waiting,
        recent,
        columns: ["Hồ sơ", "Việc tiếp theo", "Hạn"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        empty: Empty::new(
            "Không có hồ sơ nào gần hạn",
            "Mở hồ sơ cần soạn rồi chọn Soạn văn bản; hoặc bấm Ctrl+K để tìm hồ sơ theo tên, số.",
        )
        .action("Danh sách hồ sơ", "/criminal"),
    })
    .into_response())
}
