//! Kiểm tra trước khi gửi: what must agree inside a form and between forms before anybody sends them, each as a sentence.
//!
//! | to | look in |
//! |---|---|
//! | see what must agree inside a form and between forms | here |
//! | see months beside the period they make up (K6) | `months` |
//! | see indictments beside what the court took up (K12) | `indictments` |
//! | see custody beside detention and register 06 (K13, K14) | `custody` |
//! | see like acts of one day of which nobody said which came first | `same_day` |
//! | see recommendations beside register 66 (K16, K17) | `register66` |
//! | see trials beside their slips (K18) | `trial_slips` |
//! | see figures beside what was agreed with other agencies (K19) | `agencies` |
//! | see reports in sentences beside the frozen set (K21) | `reports` |

mod agencies;
mod custody;
mod desk;
mod indictments;
mod messages;
mod months;
mod register66;
mod reports;
mod same_day;
mod trial_slips;

use chrono::Months;
use db::{Db, Result};
use law::Law;
use uuid::Uuid;

use crate::form::{Kind, Layout};
use crate::known::Known;
use crate::{Period, Scope, balance, definitions};
use desk::{Asked, Desk};

/// Kết quả của một phép kiểm tra.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Đạt.
    Holds,
    /// Chặn: must be put right before sending.
    Broken,
    /// Cảnh báo: needs a reason.
    Warning,
    /// Chưa kiểm được.
    Unasked,
}

/// Một phép kiểm tra đã làm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// K1 … K21.
    pub code: &'static str,
    /// What it came to.
    pub verdict: Verdict,
    /// The sentence; it names nobody.
    pub vi: String,
    /// Whom or which paper it is about: for those who may open what stands behind a figure.
    pub about: String,
    /// The form and row that show it.
    pub at: Option<(&'static str, String)>,
    /// Where it is put right.
    pub repair: Option<Repair>,
}

/// Nơi sửa: a page and what its button says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The page.
    pub href: String,
    /// Whether units and period of the question go along.
    pub is_asked: bool,
    /// The button.
    pub label_vi: &'static str,
}

fn finding(code: &'static str, verdict: Verdict, vi: impl Into<String>) -> Finding {
    Finding {
        code,
        verdict,
        vi: vi.into(),
        about: String::new(),
        at: None,
        repair: None,
    }
}

impl Finding {
    fn at(mut self, form: &'static str, row: &str) -> Finding {
        self.at = Some((form, row.to_owned()));
        self
    }

    fn about(mut self, about: impl Into<String>) -> Finding {
        self.about = about.into();
        self
    }

    fn repair(mut self, label_vi: &'static str, href: impl Into<String>) -> Finding {
        self.repair = Some(Repair {
            href: href.into(),
            is_asked: false,
            label_vi,
        });
        self
    }

    /// A page of figures of the same units and period.
    fn repair_asked(mut self, label_vi: &'static str, href: impl Into<String>) -> Finding {
        self.repair = Some(Repair {
            href: href.into(),
            is_asked: true,
            label_vi,
        });
        self
    }
}

fn matter_href(matter: Uuid) -> String {
    format!("/criminal/matters/{matter}")
}

/// A form and a row of it.
type Cell = (&'static str, &'static str);

/// Pairs of rows that must be equal, with the code of the check.
const EQUAL: [(&str, Cell, Cell); 11] = [
    ("K9", ("bieu-02", "3"), ("bieu-10", "c6")),
    ("K9", ("bieu-02", "3"), ("bieu-11", "c3")),
    ("K9", ("bieu-02", "4"), ("bieu-10", "c7")),
    ("K9", ("bieu-02", "4"), ("bieu-11", "c4")),
    ("K10", ("bieu-02", "45"), ("bieu-10", "c34")),
    ("K10", ("bieu-02", "45"), ("bieu-12", "c3")),
    ("K10", ("bieu-02", "46"), ("bieu-10", "c35")),
    ("K10", ("bieu-02", "46"), ("bieu-12", "c4")),
    ("K11", ("bieu-03", "15"), ("bieu-10", "c49")),
    ("K11", ("bieu-03", "16"), ("bieu-10", "c50")),
    ("K15", ("bieu-01", "53"), ("an-tam-dinh-chi", "11")),
];

/// Units up to which other periods are asked too; a tree as wide as the nation's is asked province by province.
const WIDE: usize = 60;

/// Every check of the forms of a scope and a period, as the office defines them on the period's last day.
pub async fn examine(
    db: &Db,
    law: &Law,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
) -> Result<Vec<Finding>> {
    let forms = definitions::all(db, period.last_day()).await?;
    let asked = Asked {
        db,
        law,
        scope,
        period,
        now_ms,
        forms: &forms,
    };
    let desk = Desk::open(&asked, period).await?;
    let mut found = Vec::new();
    openings(&asked, &desk, &mut found).await?;
    balances(&desk, &mut found);
    parts(&desk, &mut found);
    between(&desk, &mut found);
    jumps(&asked, &desk, &mut found).await?;
    late(&asked, &desk, &mut found).await?;
    months::compare(&asked, &desk, &mut found).await?;
    indictments::compare(&asked, &desk, &mut found).await?;
    custody::compare(&asked, &desk, &mut found).await?;
    same_day::look(&asked, &mut found).await?;
    register66::compare(&asked, &desk, &mut found).await?;
    trial_slips::compare(&asked, &desk, &mut found).await?;
    agencies::compare(&asked, &desk, &mut found).await?;
    reports::compare(&asked, &mut found).await?;
    Ok(found)
}

/// K1: tồn đầu kỳ bằng tồn cuối của kỳ liền trước. Both by the same definitions: a row that was corrected is no gap in the books.
async fn openings(asked: &Asked<'_>, desk: &Desk<'_>, found: &mut Vec<Finding>) -> Result<()> {
    let before = asked.period.just_before();
    let Some(before) = before.filter(|_| asked.scope.keys.len() <= WIDE) else {
        return Ok(());
    };
    let earlier = Desk::open(asked, &before).await?;
    let pairs = [
        ("bieu-01", "1", "44"),
        ("bieu-02", "2", "16"),
        ("bieu-02", "31", "53"),
        ("bieu-02", "32", "54"),
        ("bieu-03", "1", "23"),
        ("bieu-03", "2", "24"),
        ("bieu-05", "1", "17"),
        ("bieu-05", "2", "18"),
        ("bieu-07", "1", "30"),
        ("bieu-07", "32", "75"),
    ];
    let so_far = found.len();
    for (form, opening, closing) in pairs {
        match (desk.row(form, opening), earlier.row(form, closing)) {
            (Some(now), Some(then)) if now != then => {
                let vi = format!(
                    "{}: dòng {opening} (tồn đầu) là {now}, dòng {closing} của kỳ liền trước là {then}.",
                    desk.number(form)
                );
                found.push(finding("K1", Verdict::Broken, vi).at(form, opening));
            }
            (Some(_), Some(_)) => {}
            _ => found.push(desk.gone("K1", &[(form, opening), (form, closing)])),
        }
    }
    if found.len() == so_far {
        found.push(finding(
            "K1",
            Verdict::Holds,
            "Tồn đầu kỳ bằng tồn cuối của kỳ liền trước, ở mọi dòng tồn.",
        ));
    }
    Ok(())
}

/// K2, K3: công thức của từng biểu.
fn balances(desk: &Desk<'_>, found: &mut Vec<Finding>) {
    let before = found.len();
    for form in desk.forms {
        let Some(figures) = desk.told.get(form.id.as_str()) else {
            continue;
        };
        for check in balance::checks(form, figures)
            .into_iter()
            .filter(|check| !check.holds())
        {
            let vi = format!(
                "{}: dòng {} đếm được {}, theo công thức ({}) là {}. Mở biểu để xem từng hồ sơ gây chênh lệch.",
                form.number, check.no, check.counted, check.formula_vi, check.by_formula
            );
            found.push(finding("K3", Verdict::Broken, vi).at(&form.id, &check.no));
        }
    }
    if found.len() == before {
        found.push(finding(
            "K3",
            Verdict::Holds,
            "Mọi dòng còn lại, tạm đình chỉ bằng số tính theo công thức (K2, K3).",
        ));
    }
}

/// K4, K5: “trong đó” không lớn hơn dòng trên.
fn parts(desk: &Desk<'_>, found: &mut Vec<Finding>) {
    let before = found.len();
    for form in desk.forms {
        let Some(figures) = desk.told.get(form.id.as_str()) else {
            continue;
        };
        for row in form.rows.iter().filter(|row| row.is_told()) {
            let above = row
                .parent
                .as_deref()
                .and_then(|parent| form.row(parent))
                .filter(|above| above.is_told());
            let Some(above) = above else { continue };
            let (part, whole) = (figures.sum(&row.parts), figures.sum(&above.parts));
            // Resolved and remaining stand under the whole for reading only; what moved a stock is no part of it.
            let is_subset = match (above.kind, row.kind) {
                (Kind::Computed, kind) => kind == Kind::Computed,
                (Kind::Opening | Kind::Closing, kind) => kind != Kind::Flow,
                _ => true,
            };
            if is_subset && part > whole {
                let vi = format!(
                    "{}: dòng {} ({part}) lớn hơn dòng {} ({whole}).",
                    form.number, row.no, above.no
                );
                found.push(finding("K4", Verdict::Broken, vi).at(&form.id, &row.no));
            }
        }
    }
    if found.len() == before {
        found.push(finding("K4", Verdict::Holds, "Mọi dòng “trong đó” không lớn hơn dòng trên; quá hạn nằm trong chưa giải quyết (K4, K5)."));
    }
}

/// K7–K11, K15: giữa các biểu.
fn between(desk: &Desk<'_>, found: &mut Vec<Finding>) {
    explained(desk, found);
    let before = found.len();
    for (code, one, other) in EQUAL {
        match (desk.row(one.0, one.1), desk.row(other.0, other.1)) {
            (Some(left), Some(right)) if left != right => {
                let vi = format!(
                    "{} là {left}, {} là {right}.",
                    desk.place(one),
                    desk.place(other)
                );
                found.push(finding(code, Verdict::Broken, vi).at(one.0, one.1));
            }
            (Some(_), Some(_)) => {}
            _ => found.push(desk.gone(code, &[one, other])),
        }
    }
    let sentences = [("bieu-04", "c3"), ("bieu-03", "16")];
    match sentences.map(|(form, row)| desk.row(form, row)) {
        [Some(sentenced), Some(tried)] if sentenced < tried => {
            let vi = "Biểu số 04 cột 3 nhỏ hơn số bị cáo đã xét xử: có bị cáo chưa ghi bản án theo tội danh.";
            found.push(finding("K11", Verdict::Broken, vi).at("bieu-04", "c3"));
        }
        [Some(_), Some(_)] => {}
        _ => found.push(desk.gone("K11", &sentences)),
    }
    let suspended = [
        ("bieu-02", "23"),
        ("bieu-02", "55"),
        ("bieu-03", "25"),
        ("an-tam-dinh-chi", "10"),
    ];
    match suspended.map(|(form, row)| desk.row(form, row)) {
        [Some(first), Some(second), Some(third), Some(all)] if first + second + third != all => {
            let sum = first + second + third;
            let vi = format!(
                "Tạm đình chỉ cuối kỳ ở Biểu 02, 03 cộng là {sum}, biểu án tạm đình chỉ là {all}."
            );
            found.push(finding("K15", Verdict::Broken, vi).at("an-tam-dinh-chi", "10"));
        }
        [Some(_), Some(_), Some(_), Some(_)] => {}
        _ => found.push(desk.gone("K15", &suspended)),
    }
    if found.len() == before {
        found.push(finding(
            "K9",
            Verdict::Holds,
            "Biểu 02, 03, 04, 10, 11, 12 và án tạm đình chỉ khớp nhau (K9, K10, K11, K15).",
        ));
    }
}

/// K7, K8: what need not be equal and must be explained.
fn explained(desk: &Desk<'_>, found: &mut Vec<Finding>) {
    if let (Some(sent), Some(came)) = (desk.row("bieu-02", "7"), desk.row("bieu-02", "5"))
        && sent != came
    {
        let vi = format!(
            "Biểu số 02: vụ chuyển đi {sent}, chuyển đến {came}; trong cùng một cây, chênh lệch là vụ án đang trên đường chuyển."
        );
        found.push(finding("K7", Verdict::Warning, vi).at("bieu-02", "7"));
    }
    if let (Some(sources), Some(cases)) = (desk.row("bieu-01", "24"), desk.row("bieu-02", "3"))
        && sources != cases
    {
        let vi = format!(
            "Nguồn tin đã khởi tố {sources}, vụ án mới khởi tố {cases}: nhiều nguồn tin có thể thành một vụ; vụ án không từ nguồn tin phải giải thích được."
        );
        found.push(finding("K8", Verdict::Warning, vi).at("bieu-02", "3"));
    }
}

/// K20: thay đổi quá 20 % so với cùng kỳ năm trước, by the definitions of this year.
async fn jumps(asked: &Asked<'_>, desk: &Desk<'_>, found: &mut Vec<Finding>) -> Result<()> {
    if asked.scope.keys.len() > WIDE {
        return Ok(());
    }
    let year = |moment: law::Moment| law::Moment {
        on: moment.on - Months::new(12),
        ..moment
    };
    let last = Period {
        from: year(asked.period.from),
        to: year(asked.period.to),
    };
    let earlier = Desk::open(asked, &last).await?;
    for form in desk.forms.iter().filter(|form| form.layout == Layout::Rows) {
        let flows = form
            .rows
            .iter()
            .filter(|row| row.is_told() && row.parent.is_none() && row.kind == Kind::Flow);
        for row in flows {
            let both = desk
                .row(&form.id, &row.no)
                .zip(earlier.row(&form.id, &row.no));
            let Some((now, then)) = both else { continue };
            // Of a handful a fifth is one or two.
            if then >= 10 && (now - then).abs() * 5 > then {
                let vi = format!(
                    "{} dòng {} ({}): {now}, cùng kỳ năm trước {then}. Hãy chuẩn bị giải thích.",
                    form.number, row.no, row.label_vi
                );
                found.push(finding("K20", Verdict::Warning, vi).at(&form.id, &row.no));
            }
        }
    }
    Ok(())
}

/// Sự kiện ghi sau khi kỳ kết thúc mà làm thay đổi số liệu của kỳ.
async fn late(asked: &Asked<'_>, desk: &Desk<'_>, found: &mut Vec<Finding>) -> Result<()> {
    let Asked { scope, period, .. } = *asked;
    if period.to_at() > asked.now_ms || scope.keys.len() > WIDE {
        return Ok(());
    }
    for id in ["bieu-01", "bieu-02", "bieu-07"] {
        let Some(form) = desk.form(id) else {
            continue;
        };
        let known = Known {
            form,
            scope,
            period,
            at: period.to_at(),
        };
        let changes = known.changes(asked.db, asked.law).await?.len();
        if changes > 0 {
            let vi = format!(
                "{}: {changes} hồ sơ có sự kiện ghi sau khi kỳ kết thúc làm thay đổi số liệu.",
                form.number
            );
            found.push(finding("muộn", Verdict::Warning, vi).at(id, "1"));
        }
    }
    Ok(())
}
