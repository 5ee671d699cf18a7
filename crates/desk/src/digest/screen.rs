//! Bản tin thời hạn: the page of one morning, for reading and for printing.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use chrono::NaiveDate;
use people::{
    Right,
    ladder::{End, Step},
};
use shell::{Badge, Column, Due, Empty, Frame, Page, Problem, Told, Tone, Visit, vi_date, vi_time};
use uuid::Uuid;

use super::{
    kept::{self, Digest, Line},
    make::Morning,
};
use crate::{clock::columns, messages};

struct Row {
    due: Due,
    clock: String,
    article: String,
    name: String,
    title: String,
    code: String,
    href: String,
    next: String,
    prosecutor: String,
}

struct Part {
    id: &'static str,
    heading: &'static str,
    count: String,
    rows: Vec<Row>,
}

/// The page of one morning.
#[derive(Template)]
#[template(path = "digest/screen.html")]
pub struct DigestPage {
    frame: Frame,
    unit: String,
    period: String,
    is_of_today: bool,
    said: String,
    columns: Vec<Column>,
    parts: Vec<Part>,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
    hidden: Option<Badge>,
    empty: Empty,
}

/// The newest.
pub async fn newest(visit: Visit) -> Result<Page<DigestPage>, Problem> {
    page(&visit, None).await
}

/// That of a day.
pub async fn of_day(visit: Visit, Path(day): Path<String>) -> Result<Page<DigestPage>, Problem> {
    let day: NaiveDate = day.parse().map_err(|_| Problem::not_found())?;
    page(&visit, Some(day)).await
}

/// Lập lại bản tin hôm nay của mình, as things stand now.
pub async fn again(visit: Visit) -> Result<Told, Problem> {
    let morning = Morning::alone(&visit.app).await?;
    morning.again(&visit.app, &visit.actor).await?;
    Ok(Told::to("/desk/digest").good(messages::DIGEST_REMADE))
}

async fn page(visit: &Visit, day: Option<NaiveDate>) -> Result<Page<DigestPage>, Problem> {
    let (db, person) = (visit.app.db(), visit.actor.person);
    let digest = kept::of(db, person, day).await?;
    let shown_day = digest
        .as_ref()
        .map(|digest| digest.on_day)
        .or(day)
        .unwrap_or(visit.today);
    let (before, after) = kept::beside(db, person, shown_day).await?;
    let link = |day: NaiveDate| (vi_date(day), format!("/desk/digest/{day}"));
    let mut frame = visit
        .frame("Bản tin thời hạn")
        .crumb("Bàn làm việc", "/desk");
    if let Some(digest) = &digest {
        frame = frame.subtitle(format!(
            "Ngày {} · lập lúc {}",
            vi_date(digest.on_day),
            vi_time(digest.made_at)
        ));
    }
    let said = digest
        .as_ref()
        .map(|digest| messages::digest_counts(&digest.counts))
        .unwrap_or_default();
    let is_first = digest.is_none() && before.is_none() && after.is_none();
    let (parts, kept_back) = match digest {
        Some(digest) => parts(visit, digest).await?,
        None => (Vec::new(), 0),
    };
    Ok(Page(DigestPage {
        frame,
        unit: visit.actor.unit_name.clone(),
        period: format!("Ngày {}", vi_date(shown_day)),
        is_of_today: shown_day == visit.today,
        said,
        columns: columns(),
        empty: match is_first {
            true => Empty::new(messages::NO_DIGEST, messages::NO_DIGEST_MORE),
            false => Empty::new(messages::QUIET_DIGEST, messages::QUIET_DIGEST_MORE),
        }
        .action("Mở bàn làm việc", "/desk"),
        parts,
        before: before.map(link),
        after: after.map(link),
        hidden: (kept_back > 0).then(|| Badge::new(Tone::Neutral, messages::kept_back(kept_back))),
    }))
}

/// The parts, of the matters the person may still read; and how many lines they may not.
async fn parts(visit: &Visit, digest: Digest) -> Result<(Vec<Part>, usize), Problem> {
    let content = digest.content;
    let mut ids: Vec<Uuid> = content
        .lines
        .iter()
        .chain(&content.escalated)
        .map(|line| line.matter)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let heads = criminal::heads(visit.app.db(), &ids).await?;
    let units: HashMap<Uuid, String> = heads
        .into_iter()
        .filter(|head| visit.may_over(Right::CriminalMatterRead, &head.unit_id, &head.assigned()))
        .map(|head| (head.matter_id, head.unit_id))
        .collect();
    let all = content.lines.len() + content.escalated.len();
    let (mut parts, mut shown) = (Vec::new(), 0);
    let groups = [
        ("escalated", "Đã leo thang tới bạn", content.escalated),
        ("overdue", "Quá hạn", of_step(&content.lines, Step::Overdue)),
        ("urgent", "Gấp", of_step(&content.lines, Step::Urgent)),
        ("near", "Gần hạn", of_step(&content.lines, Step::Near)),
    ];
    for (id, heading, lines) in groups {
        let readable = lines
            .into_iter()
            .filter(|line| units.contains_key(&line.matter));
        let rows: Vec<Row> = readable.map(|line| row(digest.made_at, line)).collect();
        shown += rows.len();
        if !rows.is_empty() {
            parts.push(Part {
                id,
                heading,
                count: shell::vi_number(rows.len() as i64),
                rows,
            });
        }
    }
    Ok((parts, all - shown))
}

fn of_step(lines: &[Line], step: Step) -> Vec<Line> {
    let of_step = lines.iter().filter(|line| line.step() == step);
    of_step.cloned().collect()
}

/// The line as it stood that morning.
fn row(made_at: i64, line: Line) -> Row {
    let end = End {
        on: line.due_on,
        at_ms: line.due_at,
        has_hour: line.has_hour,
    };
    let badge = match end.has_hour {
        true => Due::at(
            shell::local_time(end.at_ms)
                .format("%H:%M %d/%m/%Y")
                .to_string(),
            (end.at_ms - made_at).div_euclid(60_000),
        ),
        false => Due::on(end.on, shell::local_day(made_at)),
    };
    Row {
        due: badge.at_step(line.step()),
        href: format!("/criminal/matters/{}", line.matter),
        clock: line.clock,
        article: line.article,
        name: line.name,
        title: line.title,
        code: line.code,
        next: line.next,
        prosecutor: line.prosecutor,
    }
}
