//! Mẫu báo cáo của ngành: add one, correct one, retire one, with its versions and a preview in the figures of a frozen set.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::WorkError;
use serde::Deserialize;
use shell::{
    Alert, Choice, Column, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Tone,
    Visit, vi_date, vi_time,
};
use uuid::Uuid;

use crate::report::template::{self, NEW, Version};
use crate::report::wording::Wording;
use crate::report::{filling, messages, paper, text};
use crate::screens::definitions::{may_define, top};
use crate::submission::{freeze, set};

struct Line {
    href: String,
    id: String,
    name: String,
    state: String,
    who: String,
}

/// The page of the list.
#[derive(Template)]
#[template(path = "screens/report/templates.html")]
pub struct ListPage {
    frame: Frame,
    alerts: Vec<Alert>,
    may_define: bool,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

struct Paragraph {
    kind: &'static str,
    /// Words, and whether they are a figure.
    pieces: Vec<(String, bool)>,
}

struct VersionLine {
    n: i64,
    days: String,
    who: String,
    reason: String,
    state: String,
    may_undo: bool,
}

/// The page of one.
#[derive(Template)]
#[template(path = "screens/report/template.html")]
pub struct TemplatePage {
    frame: Frame,
    alerts: Vec<Alert>,
    action: String,
    fields: Vec<Field>,
    preview: Vec<Paragraph>,
    preview_of: String,
    version_columns: Vec<Column>,
    versions: Vec<VersionLine>,
    retirement: Option<EntryForm>,
}

fn frame(visit: &Visit, title: String) -> Frame {
    visit
        .frame(title)
        .crumb("Thống kê", "/statistics")
        .crumb("Báo cáo bằng lời", "/statistics/reports")
}

/// Danh sách.
pub async fn list(visit: Visit) -> Result<Page<ListPage>, Problem> {
    let versions = template::versions(visit.app.db()).await?;
    let in_force = template::in_force(&versions, visit.today);
    let mut all = template::in_force(&versions, chrono::NaiveDate::MAX);
    // What is retired, or over, is read too; what is in force today says so by its own words.
    for one in in_force.iter().cloned().chain(known(&versions)) {
        if all.iter().all(|there| there.id != one.id) {
            all.push(one);
        }
    }
    let lines = all.into_iter().map(|one| {
        let newest = versions
            .iter()
            .find(|version| version.template == one.id && version.undone_at.is_none());
        let is_on = in_force.iter().any(|there| there.id == one.id);
        Line {
            href: format!("/statistics/templates/{}", one.id),
            state: match (is_on, newest) {
                (true, _) if one.is_to_check => "Đang dùng (cần kiểm tra)".to_owned(),
                (true, _) => "Đang dùng".to_owned(),
                (false, Some(version)) if version.is_retired => {
                    format!("Ngừng dùng từ ngày {}", vi_date(version.valid_from))
                }
                (false, _) => format!("Không dùng hôm nay (từ ngày {})", vi_date(one.valid_from)),
            },
            who: newest.map_or_else(
                || "Mẫu của phần mềm".to_owned(),
                |version| {
                    format!(
                        "Lần {}, {}, {}",
                        version.version,
                        version.entered_name,
                        vi_time(version.entered_at)
                    )
                },
            ),
            name: one.name_vi,
            id: one.id,
        }
    });
    Ok(Page(ListPage {
        lines: lines.collect(),
        frame: frame(&visit, "Mẫu báo cáo của ngành".to_owned())
            .subtitle("Dùng cho mọi đơn vị; đơn vị sửa lời văn riêng ở Mẫu lời văn của đơn vị"),
        alerts: vec![Alert::new(Tone::Info, messages::TO_CHECK)],
        may_define: may_define(&visit).await?,
        columns: ["Mẫu", "Mã", "Tình trạng", "Lần sửa gần nhất"]
            .map(Column::plain)
            .into(),
    }))
}

/// Every template there ever was, as its newest version that stands says it.
fn known(versions: &[Version]) -> Vec<Wording> {
    let standing = versions.iter().filter(|one| one.undone_at.is_none());
    let newest = standing.map(Version::wording);
    newest.chain(template::shipped().iter().cloned()).collect()
}

/// The template as it is read for correcting: in force, or what it was last.
async fn of(visit: &Visit, id: &str) -> Result<(Option<Wording>, Vec<Version>), Problem> {
    if !may_define(visit).await? {
        return Err(Problem::not_allowed());
    }
    let all = template::versions(visit.app.db()).await?;
    let in_force = template::in_force(&all, visit.today);
    let known = in_force.into_iter().chain(known(&all));
    let found = known.into_iter().find(|one| one.id == id);
    if found.is_none() && id != NEW {
        return Err(Problem::not_found());
    }
    let own = all.into_iter().filter(|one| one.template == id);
    Ok((found, own.collect()))
}

/// What stands in the fields before anybody typed.
fn untouched(visit: &Visit, one: Option<&Wording>) -> Form {
    let day = vi_date(visit.today);
    let Some(one) = one else {
        return Form::of([("is_to_check", "true".to_owned()), ("valid_from", day)]);
    };
    Form::of([
        ("name_vi", one.name_vi.clone()),
        ("title_vi", one.title_vi.clone()),
        ("basis_vi", one.basis_vi.clone()),
        ("is_to_check", one.is_to_check.to_string()),
        ("valid_from", day),
        ("text", one.text.clone()),
    ])
}

/// Một mẫu.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page<TemplatePage>, Problem> {
    let (one, versions) = of(&visit, &id).await?;
    let typed = untouched(&visit, one.as_ref());
    Ok(Page(page(&visit, &id, one, versions, &typed).await?))
}

async fn page(
    visit: &Visit,
    id: &str,
    one: Option<Wording>,
    versions: Vec<Version>,
    typed: &Form,
) -> Result<TemplatePage, Problem> {
    let sets = set::latest(visit.app.db(), &visit.actor.unit, 30).await?;
    let sets = sets.iter().filter(|set| filling::stands(set)).map(|set| {
        let said = crate::submission::messages::said(set);
        Choice::new(set.id.to_string(), said)
    });
    let mut fields = vec![
        Field::text("name_vi", "Tên mẫu").required().columns(12),
        Field::text("title_vi", "Trích yếu").required().columns(12),
        Field::text("basis_vi", "Căn cứ, nguồn lời văn")
            .required()
            .columns(12),
        Field::date("valid_from", "Dùng cho kỳ kết thúc từ ngày").required(),
        Field::date("valid_to", "Đến hết ngày").help("Để trống nếu chưa có ngày kết thúc."),
        Field::new(
            FieldKind::Check,
            "is_to_check",
            "Lời văn chưa đối chiếu với mẫu của ngành: cần kiểm tra",
        )
        .columns(12),
        Field::long_text("text", "Lời văn").required().columns(12),
        Field::text("reason", "Lý do, văn bản làm căn cứ")
            .required()
            .columns(12),
        Field::choice("set", "Bộ biểu để xem trước", sets.collect())
            .columns(12)
            .help("Bộ biểu đã chốt của đơn vị đang dùng; xem trước không ghi gì."),
    ];
    if id == NEW {
        let code = Field::text("id", "Mã mẫu").required().columns(12);
        fields.insert(0, code.help("Chữ thường không dấu, chữ số, dấu gạch nối."));
    }
    let is_in_use = template::in_force(&versions, visit.today)
        .iter()
        .any(|there| there.id == id);
    let retirement = (is_in_use && one.is_some()).then(|| {
        EntryForm::new(
            "retirement",
            format!("/statistics/templates/{id}/retirement"),
            "Ngừng dùng",
            &visit.csrf,
        )
        .group(
            "",
            vec![
                typed.fill(Field::date("retired_from", "Từ kỳ kết thúc ngày").required()),
                typed.fill(
                    Field::text("retired_why", "Lý do ngừng dùng")
                        .required()
                        .columns(12),
                ),
            ],
        )
    });
    Ok(TemplatePage {
        frame: frame(
            visit,
            one.map_or("Thêm mẫu báo cáo".to_owned(), |one| one.name_vi),
        )
        .subtitle("Sửa là thêm phiên bản; báo cáo đã lập không đổi theo")
        .crumb("Mẫu báo cáo của ngành", "/statistics/templates"),
        alerts: typed.alerts().to_vec(),
        action: format!("/statistics/templates/{id}"),
        fields: typed.fill_all(fields),
        preview: Vec::new(),
        preview_of: String::new(),
        version_columns: ["Lần", "Hiệu lực", "Ai, lúc nào", "Lý do", "Tình trạng"]
            .map(Column::plain)
            .into(),
        versions: versions.into_iter().map(version).collect(),
        retirement,
    })
}

fn version(one: Version) -> VersionLine {
    let until = one
        .valid_to
        .map_or(String::new(), |to| format!(" đến {}", vi_date(to)));
    VersionLine {
        n: one.version,
        days: format!("từ {}{until}", vi_date(one.valid_from)),
        who: format!("{}, {}", one.entered_name, vi_time(one.entered_at)),
        may_undo: one.undone_at.is_none(),
        state: match (one.undone_at, one.undone_name, one.undone_reason) {
            (Some(at), Some(name), Some(reason)) => {
                format!("Đã hủy lúc {}, {name}: {reason}", vi_time(at))
            }
            _ if one.is_retired => "Ngừng dùng mẫu từ ngày này".to_owned(),
            _ => "Đang dùng cho kỳ trong hiệu lực".to_owned(),
        },
        reason: one.reason,
    }
}

/// What was typed, as a wording; none when a day cannot be read.
fn read(id: &str, typed: &mut Form) -> Option<Wording> {
    typed.required("valid_from", messages::TEMPLATE_DAY);
    let (from, to) = (typed.date("valid_from"), typed.date("valid_to"));
    let wanted = match id {
        NEW => typed.get("id").to_owned(),
        id => id.to_owned(),
    };
    let clean = |name: &str| ::text::clean(typed.get(name));
    let one = Wording {
        id: wanted,
        name_vi: clean("name_vi"),
        title_vi: clean("title_vi"),
        basis_vi: clean("basis_vi"),
        valid_from: from?,
        valid_to: to,
        is_to_check: typed.is_ticked("is_to_check"),
        text: text::paragraphs(typed.get("text")).join("\n"),
        version: 0,
        entered: String::new(),
    };
    typed.is_good().then_some(one)
}

/// Ghi phiên bản mới, hoặc xem trước.
pub async fn record(
    visit: Visit,
    Path(id): Path<String>,
    mut typed: Form,
) -> Result<Response, Problem> {
    let (one, versions) = of(&visit, &id).await?;
    if typed.get("do") == "preview" {
        return look(&visit, &id, (one, versions), typed).await;
    }
    let top = top(&visit).await?;
    if let Some(new) = read(&id, &mut typed) {
        let work = visit.begin().await?;
        let all = template::versions(&work.tx).await?;
        let is_taken = id == NEW && known(&all).iter().any(|known| known.id == new.id);
        let kept = match is_taken {
            true => Err(WorkError::invalid("id", messages::TEMPLATE_TAKEN)),
            false => template::add(&work, &top, &new, typed.get("reason")).await,
        };
        match kept {
            Ok(_) => {
                work.commit().await?;
                let told = Told::to(format!("/statistics/templates/{}", new.id));
                return Ok(told.good("Đã ghi phiên bản mới của mẫu.").into_response());
            }
            Err(error) => {
                work.rollback().await?;
                typed.refuse(error)?;
            }
        }
    }
    Ok(Page::refused(page(&visit, &id, one, versions, &typed).await?).into_response())
}

/// Xem trước: the words as they were typed, in the figures of the chosen set; nothing is kept.
async fn look(
    visit: &Visit,
    id: &str,
    (one, versions): (Option<Wording>, Vec<Version>),
    mut typed: Form,
) -> Result<Response, Problem> {
    let chosen = match typed.get("set").parse::<Uuid>() {
        Ok(set) => set::by_id(visit.app.db(), set).await?,
        Err(_) => None,
    };
    let chosen = chosen.filter(|set| {
        visit.may_over(people::Right::StatisticsRead, &set.unit_id, &[]) && filling::stands(set)
    });
    let Some(chosen) = chosen else {
        typed.error("set", messages::CHOOSE_SET);
        return Ok(Page::refused(page(visit, id, one, versions, &typed).await?).into_response());
    };
    let day = chosen
        .period()
        .map_or(visit.today, |period| period.last_day());
    if let Err(sentence) = template::read_on(visit.app.db(), typed.get("text"), day).await? {
        typed.error("text", sentence);
        return Ok(Page::refused(page(visit, id, one, versions, &typed).await?).into_response());
    }
    let content = freeze::content_of(&visit.app, &chosen).await?;
    let units = visit.app.units().units().await?;
    let words = text::paragraphs(typed.get("text")).join("\n");
    let (filled, compared) = filling::fill(&visit.app, &units, &chosen, &content, &words).await?;
    let unit = people::units::shortened(&content.unit_name);
    let period = content.period_vi();
    let preview = text::paragraphs(&words).into_iter().map(|line| {
        let (kind, line) = match (line.strip_prefix("# "), line.strip_prefix("- ")) {
            (Some(line), _) => ("heading", line),
            (_, Some(line)) => ("item", line),
            _ => ("text", line),
        };
        let pieces = paper::read(line, &filled, &unit, &period).into_iter();
        Paragraph {
            kind,
            pieces: pieces
                .map(|(words, field)| (words, field.is_some()))
                .collect(),
        }
    });
    let preview = preview.collect();
    let mut page = page(visit, id, one, versions, &typed).await?;
    page.preview = preview;
    page.preview_of = format!("Chưa ghi gì. Số liệu: {unit}, {period}. {compared}");
    Ok(Page(page).into_response())
}

/// Ngừng dùng.
pub async fn retire(
    visit: Visit,
    Path(id): Path<String>,
    mut typed: Form,
) -> Result<Response, Problem> {
    let (one, versions) = of(&visit, &id).await?;
    let old = one.clone().ok_or_else(Problem::not_found)?;
    let top = top(&visit).await?;
    typed.required("retired_from", messages::TEMPLATE_DAY);
    typed.required("retired_why", crate::messages::REASON_OF_VERSION);
    if let (Some(from), true) = (typed.date("retired_from"), typed.is_good()) {
        let work = visit.begin().await?;
        match template::retire(&work, &top, &old, from, typed.get("retired_why")).await {
            Ok(_) => {
                work.commit().await?;
                let told = Told::to("/statistics/templates");
                let said = "Mẫu ngừng dùng từ ngày đã ghi; báo cáo đã lập vẫn còn.";
                return Ok(told.good(said).into_response());
            }
            Err(error) => {
                work.rollback().await?;
                typed.refuse(error)?;
            }
        }
    }
    let mut shown = untouched(&visit, one.as_ref());
    for name in ["retired_from", "retired_why"] {
        shown.set(name, typed.get(name));
        if let Some(sentence) = typed.error_of(name) {
            shown.error(name, sentence);
        }
    }
    Ok(Page::refused(page(&visit, &id, one, versions, &shown).await?).into_response())
}

/// Which version.
#[derive(Deserialize)]
pub struct Which {
    version: i64,
}

/// Hủy một phiên bản.
pub async fn take_back(
    visit: Visit,
    Path(id): Path<String>,
    Query(which): Query<Which>,
    typed: Form,
) -> Result<Response, Problem> {
    let (one, versions) = of(&visit, &id).await?;
    let top = top(&visit).await?;
    let work = visit.begin().await?;
    match template::undo(&work, &top, &id, which.version, typed.get("reason")).await {
        Ok(()) => {
            work.commit().await?;
            let told = Told::to("/statistics/templates");
            Ok(told.good("Đã hủy lần sửa.").into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            work.rollback().await?;
            let mut shown = untouched(&visit, one.as_ref());
            shown.alert(Alert::new(Tone::Danger, sentence));
            Ok(Page::refused(page(&visit, &id, one, versions, &shown).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
