//! Thời hạn: what has run out and what ends in 1, 3, 7 and 15 days, with its proof and the next lawful step.

use askama::Template;
use axum::extract::Query;
use people::Right;
use serde::Deserialize;
use shell::{Badge, Column, Due, Empty, Frame, Page, Pager, Problem, Stat, Tabs, Tone, Visit};

use super::{readable_units, shown};
use crate::due::{self, DueClock, Stretch, Whose};
use crate::register::{Cursor, PAGE};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    from: i64,
}

struct Row {
    href: String,
    title: String,
    code: String,
    name: String,
    rule: String,
    due: Option<Due>,
    who: String,
    next_vi: String,
    next_href: String,
    request: Option<Badge>,
    prosecutor: String,
}

#[derive(Template)]
#[template(path = "screens/home.html")]
pub struct HomePage {
    frame: Frame,
    stats: Vec<Stat>,
    tabs: Tabs,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    may_add: bool,
}

const DAY: i64 = 86_400_000;
/// Until when each figure counts, in days after the end of today.
const STEPS: [(&str, &str, i64); 4] = [
    ("1", "Hết hạn đến ngày mai", 1),
    ("3", "Trong 3 ngày", 3),
    ("7", "Trong 7 ngày", 7),
    ("15", "Trong 15 ngày", 15),
];

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<HomePage>, Problem> {
    let mine = asked.of == "me";
    let whose = match mine {
        true => Whose::People(visit.actor.stands_for()),
        false => Whose::Units(readable_units(&visit)),
    };
    let db = visit.app.db();
    let midnight = law::Moment::day(visit.today).at_utc_ms() + DAY;
    let end_of = |days: i64| midnight + days * DAY + 1;
    let now = visit.now_ms + 1;
    let mut stretches = vec![(0, now)];
    stretches.extend(STEPS.map(|(_, _, days)| (now, end_of(days))));
    let counted = due::counts(db, &whose, &stretches).await?;
    let overdue = counted.first().copied().unwrap_or(0);
    let mut stats = vec![
        Stat::new("Đã quá hạn", overdue)
            .icon("calendar-due")
            .tone(if overdue > 0 {
                Tone::Danger
            } else {
                Tone::Good
            })
            .href(shown::address(
                "/criminal",
                &[("of", &asked.of), ("within", "overdue")],
            )),
    ];
    for ((key, label, days), count) in STEPS.into_iter().zip(counted.into_iter().skip(1)) {
        let tone = if days <= 3 && count > 0 {
            Tone::Warning
        } else {
            Tone::Neutral
        };
        let href = shown::address("/criminal", &[("of", &asked.of), ("within", key)]);
        stats.push(Stat::new(label, count).icon("clock").tone(tone).href(href));
    }
    let (from, until) = match asked.within.as_str() {
        "overdue" => (0, now),
        "all" => (0, i64::MAX),
        within => match STEPS.iter().find(|(key, _, _)| *key == within) {
            Some((_, _, days)) => (now, end_of(*days)),
            None => (0, end_of(15)),
        },
    };
    let (lines, more) = due::due(
        db,
        &whose,
        Stretch::page((from, until), Cursor::read(&asked.after)),
    )
    .await?;
    let first = asked.from.max(0);
    let count = lines.len() as i64;
    let next = lines.last().filter(|_| more).map(|line| {
        let pairs = [
            ("of", asked.of.clone()),
            ("within", asked.within.clone()),
            ("after", line.cursor().text()),
            ("from", (first + PAGE).to_string()),
        ];
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        shown::address("/criminal", &pairs)
    });
    let tab =
        |of: &str, within: &str| shown::address("/criminal", &[("of", of), ("within", within)]);
    Ok(Page(HomePage {
        frame: visit
            .frame("Thời hạn")
            .subtitle("Thời hạn đang chạy của nguồn tin, vụ án, người bị buộc tội"),
        tabs: Tabs::new("Phạm vi")
            .tab("Cả đơn vị", tab("", &asked.within), None, !mine)
            .tab("Của tôi", tab("me", &asked.within), None, mine)
            .tab(
                "Mọi thời hạn đang chạy",
                tab(&asked.of, "all"),
                None,
                asked.within == "all",
            ),
        stats,
        columns: [
            "Hết hạn",
            "Thời hạn",
            "Hồ sơ",
            "Ai thực hiện",
            "Bước hợp pháp tiếp theo",
            "Kiểm sát viên",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        rows: lines.into_iter().map(|line| row(&visit, line)).collect(),
        pager: Pager {
            previous: (!asked.after.is_empty()).then(|| tab(&asked.of, &asked.within)),
            next,
            from: if count == 0 { 0 } else { first + 1 },
            to: first + count,
            total: None,
        },
        empty: Empty::new(
            "Không có thời hạn nào trong khoảng này",
            "Mọi thời hạn đang chạy đều còn xa, hoặc chưa có hồ sơ nào đang giải quyết.",
        ),
        may_add: visit.may(Right::CriminalMatterRegister),
    }))
}

fn row(visit: &Visit, line: DueClock) -> Row {
    let href = format!("/criminal/matters/{}", line.matter_id);
    let subject = line
        .subject_id
        .map(|subject| subject.to_string())
        .unwrap_or_default();
    let law = visit.app.law();
    let (act, next_vi) = line.step(&law, visit.now_ms);
    let next_vi = next_vi.to_owned();
    let next =
        act.map(|act| shown::address(&format!("{href}/record/{act}"), &[("subject", &subject)]));
    let proof = line.proof();
    let badge = line.end().map(|end| {
        let badge = visit.due(&line.unit_id, end);
        match &proof {
            Some(proof) => badge.proof(shown::proof_card(proof, &next_vi)),
            None => badge,
        }
    });
    let who = proof.map(|proof| proof.owner_vi).unwrap_or_default();
    Row {
        request: line.request(visit.today),
        title: line.title,
        code: line.code,
        name: line.name,
        rule: line.rule_vi,
        due: badge,
        who,
        next_href: next
            .filter(|_| visit.may(Right::CriminalFactRecord))
            .unwrap_or_default(),
        next_vi,
        prosecutor: line.prosecutor,
        href,
    }
}
