//! A small world of reports, told in a few lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use db::{Db, Migrations};
use law::Law;
use ledger::{Batch, Ledger, Matter, NewFact};
use people::Units;
use serde_json::Value;
use shell::testing::{Office, PROVINCE, REGION};
use statistics::behind::{self, Line};
use statistics::count::By;
use statistics::form::{Part, Row};
use statistics::{Asking, Figures, Form, Period, Scope, figures};
use uuid::Uuid;

/// Everything these stories stand on.
pub const TABLES: [Migrations; 6] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    statistics::MIGRATIONS,
];

/// The neighbouring region.
pub const OTHER: &str = "P68-KV04";

/// The world, open for one story.
pub struct World {
    pub office: Office,
    pub db: Db,
    pub ledger: Ledger,
    pub units: Arc<Units>,
}

/// A fact with its fields.
pub fn fact(kind: &str, day: &str, fields: &[(&str, &str)]) -> NewFact {
    let new = NewFact::new(Uuid::now_v7(), kind, day.parse::<law::Moment>().unwrap());
    fields.iter().fold(new, |new, (name, value)| match *value {
        "true" => new.with(name, Value::Bool(true)),
        _ => new.with(name, *value),
    })
}

/// A fact as a story tells it: its kind, its day, its fields.
pub type Told<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

impl World {
    pub async fn open(db: Db) -> World {
        let views = [criminal::views(), statistics::views()].concat();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(statistics::routes());
        let office = Office::with(db.clone(), views.clone(), routes, |app| {
            app.menu(statistics::menu())
        })
        .await;
        let units = office.app.units().units().await.unwrap();
        World {
            office,
            db,
            ledger: Ledger::new(views),
            units,
        }
    }

    /// Lets time pass until a moment.
    pub fn stand_at(&self, moment: &str) {
        let then = moment.parse::<law::Moment>().unwrap().at_utc_ms();
        self.office.wait(then - self.office.app.now_ms());
    }

    /// A matter of the region told in (act, day, fields).
    pub async fn tell(&self, facts: &[Told<'_>]) -> Uuid {
        let facts = facts
            .iter()
            .map(|(kind, day, fields)| fact(kind, day, fields));
        self.record(REGION, Matter::New(Uuid::now_v7()), facts.collect())
            .await
    }

    /// More of a matter, entered by a unit.
    pub async fn more(&self, unit: &str, matter: Uuid, facts: Vec<NewFact>) {
        let matter = Matter::Existing {
            id: matter,
            seen: None,
        };
        self.record(unit, matter, facts).await;
    }

    /// Records facts of a matter in a unit.
    pub async fn record(&self, unit: &str, matter: Matter, facts: Vec<NewFact>) -> Uuid {
        let tx = self.db.begin().await.unwrap();
        let batch = Batch {
            matter,
            facts,
            recorded_at: self.office.app.now_ms(),
            recorded_by: Uuid::nil(),
            unit: unit.to_owned(),
        };
        let recorded = self
            .ledger
            .record(&tx, Law::embedded(), batch)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        recorded[0].matter
    }

    pub fn scope(&self, unit: &str, is_tree: bool, period: &Period) -> Scope {
        Scope::of(&self.units, unit, is_tree, period.last_day())
    }

    /// The figures of Biểu 01.
    pub async fn figures_of(&self, unit: &str, is_tree: bool, period: &Period) -> Figures {
        let scope = self.scope(unit, is_tree, period);
        self.figures_in(&scope, period).await
    }

    /// The figures that are not 0.
    pub async fn told(&self, unit: &str, is_tree: bool, period: &Period) -> BTreeMap<u32, i64> {
        let rows = self
            .figures_of(unit, is_tree, period)
            .await
            .rows(Form::bieu_01());
        rows.into_iter()
            .filter(|(_, figure)| *figure != 0)
            .map(|(no, figure)| (no.parse().unwrap(), figure))
            .collect()
    }

    /// One unit, a tree, and a tree as wide as a nation's, of which months are kept.
    pub fn scopes(&self, period: &Period) -> [Scope; 3] {
        let tree = self.scope(PROVINCE, true, period);
        let mut wide = tree.clone();
        wide.keys.extend((0..60).map(|n| format!("P99-KV{n:02}")));
        [self.scope(REGION, false, period), tree, wide]
    }

    /// The figures of Biểu 01 in a scope.
    pub async fn figures_in(&self, scope: &Scope, period: &Period) -> Figures {
        let (law, form) = (Law::embedded(), Form::bieu_01());
        let now = self.office.app.now_ms();
        figures(&self.db, law, form, scope, period, now)
            .await
            .unwrap()
    }

    /// One figure, asked for alone.
    pub async fn figure_in(&self, scope: &Scope, period: &Period, row: &Row) -> i64 {
        let (law, form) = (Law::embedded(), Form::bieu_01());
        let now = self.office.app.now_ms();
        let asking = Asking {
            db: &self.db,
            law,
            form,
            scope,
            period,
            now_ms: now,
        };
        asking.row(row, By::Unit).await.unwrap().sum(&row.parts)
    }

    /// Every line behind a row, page after page.
    pub async fn behind(&self, unit: &str, is_tree: bool, period: &Period, row: &str) -> Vec<Line> {
        let scope = self.scope(unit, is_tree, period);
        self.behind_in(&scope, period, row).await
    }

    /// The same in a scope.
    pub async fn behind_in(&self, scope: &Scope, period: &Period, row: &str) -> Vec<Line> {
        let parts = &Form::bieu_01().row(row).unwrap().parts;
        self.behind_parts(scope, period, parts).await
    }

    /// Every line behind some parts.
    pub async fn behind_parts(&self, scope: &Scope, period: &Period, parts: &[Part]) -> Vec<Line> {
        let now = self.office.app.now_ms();
        let mut all: Vec<Line> = Vec::new();
        loop {
            let after = all.last().map(Line::cursor);
            let (lines, more) = behind::behind(&self.db, scope, period, now, parts, after.as_ref())
                .await
                .unwrap();
            all.extend(lines);
            if !more {
                return all;
            }
        }
    }
}

/// Số rút thăm, always the same from the same beginning.
pub struct Draw(pub u64);

impl Draw {
    /// One of several.
    pub fn of<T: Copy>(&mut self, from: &[T]) -> T {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        from[usize::try_from(self.0 >> 33).unwrap() % from.len()]
    }
}

/// A report of either region with a life nobody planned: acts in any order, lawful or not, some in the other region.
pub async fn invented(world: &World, draw: &mut Draw) {
    let mut day = "2026-07-15".parse::<NaiveDate>().unwrap();
    let mut facts = vec![
        fact("report.received", &day.to_string(), &[])
            .with("handler", draw.of(&["CAND", "VKS", ""]))
            .with("origin", draw.of(&["truc_tiep", "chuyen_den", ""]))
            .with(
                "sender_kind",
                draw.of(&["co_quan_nha_nuoc", "co_quan_duoc_giao"]),
            )
            .with("report_kind", draw.of(&["kien_nghi_khoi_to", "tin_bao"]))
            .with(
                "crime_group",
                draw.of(&["tham_nhung", "kinh_te", "chuc_vu_khac", ""]),
            )
            .with("received_by", draw.of(&["Viện kiểm sát", "Công an xã"])),
    ];
    facts[0].effective = (day + Days::new(draw.of(&[0, 30, 60, 90, 110]))).into();
    day = facts[0].effective.on;
    for _ in 0..draw.of(&[1, 3, 5, 8]) {
        day = day + Days::new(draw.of(&[1, 4, 9, 17]));
        let kind = draw.of(&[
            "report.verification_requested",
            "report.handling_requested",
            "report.extended",
            "report.suspended",
            "report.suspension_annulled",
            "report.annulment_received",
            "report.resumed",
            "report.taken_over",
            "report.transferred",
            "report.received",
            "report.docketed",
            "case.initiated",
            "case.not_initiated",
            "case.not_initiated_annulled",
        ]);
        let one = fact(kind, &day.to_string(), &[])
            .with("issuer_kind", draw.of(&["CQDT", "VKS"]))
            .with("follow_up", draw.of(&["hanh_chinh", ""]));
        facts.push(one);
    }
    let matter = Uuid::now_v7();
    let mut first = Matter::New(matter);
    for new in facts {
        let unit = draw.of(&[REGION, REGION, REGION, OTHER]);
        world.record(unit, first, vec![new]).await;
        first = Matter::Existing {
            id: matter,
            seen: None,
        };
    }
}

pub fn period(from: &str, to: &str) -> Period {
    Period::read(from, to).unwrap()
}

/// Reports of every kind around October 2026; each line says what October must show.
pub async fn peopled(world: &World) -> Vec<Uuid> {
    let police: (&str, &str) = ("handler", "CAND");
    let mut ids = Vec::new();
    // Open before, decided in October in time: r1, r24 (corruption).
    ids.push(
        world
            .tell(&[
                (
                    "report.received",
                    "2026-09-20",
                    &[police, ("crime_group", "tham_nhung")],
                ),
                ("case.requested", "2026-10-02", &[("reason", "đủ dấu hiệu")]),
                ("case.initiated", "2026-10-05", &[("issuer_kind", "CQDT")]),
            ])
            .await,
    );
    // New, refused late: r6, r30, r40.
    ids.push(
        world
            .tell(&[
                (
                    "report.received",
                    "2026-10-01",
                    &[police, ("origin", "truc_tiep")],
                ),
                (
                    "report.verification_requested",
                    "2026-10-03",
                    &[("request_items", "x")],
                ),
                (
                    "report.verification_requested",
                    "2026-10-09",
                    &[("request_items", "y")],
                ),
                (
                    "case.not_initiated",
                    "2026-10-28",
                    &[("follow_up", "hanh_chinh"), ("issuer_kind", "CQDT")],
                ),
            ])
            .await,
    );
    // Transferred in from a state body, first to the procuracy, still open and overdue at the end: r10, r15, r16, r44, r49.
    ids.push(
        world
            .tell(&[(
                "report.received",
                "2026-10-02",
                &[
                    police,
                    ("origin", "chuyen_den"),
                    ("sender_kind", "co_quan_nha_nuoc"),
                    ("report_kind", "kien_nghi_khoi_to"),
                    ("received_by", "Viện kiểm sát nhân dân khu vực 3"),
                ],
            )])
            .await,
    );
    // Suspended in September, resumed in October, transferred out: r2, r17; of r53 before.
    ids.push(
        world
            .tell(&[
                ("report.received", "2026-08-10", &[police]),
                (
                    "report.suspended",
                    "2026-08-31",
                    &[("report_ground", "giam_dinh")],
                ),
                ("report.resumed", "2026-10-12", &[]),
                (
                    "report.transferred",
                    "2026-10-15",
                    &[("to_agency", "CQĐT khác")],
                ),
            ])
            .await,
    );
    // Complex, extended, suspended at the end: r6, r36, r52, r53.
    ids.push(
        world
            .tell(&[
                (
                    "report.received",
                    "2026-10-06",
                    &[("complex", "true"), ("handler", "VKS")],
                ),
                (
                    "report.extended",
                    "2026-10-20",
                    &[("from", "2026-12-07"), ("to", "2027-02-06")],
                ),
                (
                    "report.suspended",
                    "2026-10-30",
                    &[("report_ground", "giam_dinh")],
                ),
            ])
            .await,
    );
    ids
}
