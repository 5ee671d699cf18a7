//! Các trang tách, nhập, chuyển vụ án.

mod annul;
mod forms;
mod history;
mod join;
mod list;
mod split;
mod taking;
mod transfer;

use people::Right;
use shell::{Alert, Problem, Routes, Tone, Visit};

use super::lists;
use crate::load::Opened;

/// The addresses.
pub fn routes() -> Routes {
    let (read, record) = (Right::CriminalMatterRead, Right::CriminalFactRecord);
    let register = Right::CriminalMatterRegister;
    Routes::new()
        .get("/criminal/passages", read, list::show)
        .get("/criminal/passages/{id}", read, history::show)
        .get("/criminal/passages/{id}/taking", register, taking::form)
        .post("/criminal/passages/{id}/taking", register, taking::add)
        .get("/criminal/matters/{id}/split", record, split::form)
        .post("/criminal/matters/{id}/split", record, split::add)
        .get("/criminal/matters/{id}/joining", record, join::form)
        .post("/criminal/matters/{id}/joining", record, join::add)
        .get(
            "/criminal/matters/{id}/passages/{fact}/annulment",
            record,
            annul::form,
        )
        .post(
            "/criminal/matters/{id}/passages/{fact}/annulment",
            record,
            annul::add,
        )
        .get("/criminal/matters/{id}/transfer", record, transfer::form)
        .post("/criminal/matters/{id}/transfer", record, transfer::add)
}

/// Whether a matter is under way, and what may be done: for the matter's page.
pub(crate) struct OfMatter {
    /// Đang chuyển, đã nhận từ đâu.
    pub alerts: Vec<Alert>,
    /// Matters it was split from, joined with.
    pub links: Vec<(&'static str, String, String)>,
    /// Tách, nhập, chuyển.
    pub acts: Vec<(&'static str, String)>,
}

/// The same for the matter's page.
pub(crate) async fn of_matter(
    visit: &Visit,
    opened: &Opened,
    may_record: bool,
) -> Result<OfMatter, Problem> {
    let tree = visit.app.units().units().await?;
    let name = |key: &str| people::units::shortened(&tree.name_on(key, visit.today));
    let mut alerts = Vec::new();
    let lines = lists::of_matter(visit.app.db(), opened.id).await?;
    let is_under_way = lines.iter().any(|line| line.is_open);
    for line in &lines {
        let paper = match line.number.is_empty() {
            true => String::new(),
            false => format!(" theo quyết định số {}", line.number),
        };
        let sent = shell::vi_date(line.sent_on);
        alerts.push(match line.taken_on {
            None => Alert::new(
                Tone::Warning,
                format!(
                    "Đang chuyển đến {}{paper} ngày {sent}; nơi nhận chưa nhận. Đơn vị chuyển vẫn chịu trách nhiệm về các thời hạn.",
                    name(&line.to_unit)
                ),
            ),
            Some(day) => Alert::new(
                Tone::Info,
                format!(
                    "{} chuyển đến{paper} ngày {sent}; {} nhận ngày {}.",
                    name(&line.unit_id),
                    name(&line.to_unit),
                    shell::vi_date(day)
                ),
            ),
        });
    }
    let links: Vec<_> = super::links(&opened.facts)
        .into_iter()
        .map(|link| {
            (
                link.words,
                link.code,
                format!("/criminal/matters/{}", link.matter),
            )
        })
        .collect();
    let mut acts = Vec::new();
    if may_record && !is_under_way {
        let at = |what: &str| format!("/criminal/matters/{}/{what}", opened.id);
        let law = visit.app.law();
        let may_be = |kind: &str| {
            let state = opened.matter.case.as_ref().map(|case| case.state);
            let act = law.acts.on(kind, visit.today);
            state.is_some() && act.is_some_and(|act| act.requires_case.allows(state))
        };
        if may_be("case.split") && opened.matter.accused().count() > 1 {
            acts.push(("Tách vụ án", at("split")));
        }
        if may_be("case.joined") {
            acts.push(("Nhập vụ án khác vào", at("joining")));
        }
        if !super::transfer::ways(&law, opened, visit.today).is_empty() {
            acts.push(("Chuyển cho Viện kiểm sát khác", at("transfer")));
        }
    }
    if !lines.is_empty() || !links.is_empty() {
        let href = format!("/criminal/passages/{}", opened.id);
        acts.push(("Lịch sử tách, nhập, chuyển", href));
    }
    Ok(OfMatter {
        alerts,
        links,
        acts,
    })
}
