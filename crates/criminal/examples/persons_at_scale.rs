//! Tìm người giữa 1.000.000 người: fills the tables of people and asks them as people do, with plans and p99.
//!
//! `cargo run --release -p criminal --example persons_at_scale -- [PEOPLE] [DATABASE]`; a scratch SQLite file by default.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a measurement stops at the first surprise

use std::time::Instant;

use criminal::persons::asked::Asked;
use criminal::persons::finding;
use db::{Db, Dump, Sql, V, args};
use uuid::Uuid;

const FAMILY: [&str; 12] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng",
    "Bùi",
];
const MIDDLE: [&str; 8] = ["Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Thanh", "Quang"];
const GIVEN: [&str; 24] = [
    "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hùng", "Khánh", "Khoa", "Lâm", "Long",
    "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Thắng", "Tuấn", "Vinh", "Lan",
];
/// As unequal as offices are: every tenth person is the largest one's.
const UNITS: u64 = 355;

struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.next() % list.len() as u64).unwrap_or(0)]
    }
}

#[tokio::main]
async fn main() {
    let mut given = std::env::args().skip(1);
    let people: u64 = given
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000_000);
    let scratch = std::env::temp_dir().join(format!("persons-{}.db", std::process::id()));
    let url = given
        .next()
        .unwrap_or_else(|| format!("sqlite://{}", scratch.display()));
    let db = Db::open(&url).await.unwrap();
    db::migrate(&db, &[ledger::MIGRATIONS, criminal::MIGRATIONS])
        .await
        .unwrap();
    let begun = Instant::now();
    fill(&db, people).await;
    db.exec("ANALYZE", args![]).await.unwrap();
    println!(
        "{:?}: {people} people in {:.0} s",
        db.engine(),
        begun.elapsed().as_secs_f64()
    );
    let largest = vec!["U000".to_owned()];
    let province: Vec<String> = (0..15).map(|n| format!("U{n:03}")).collect();
    for (name, units) in [("largest unit", &largest), ("15 units", &province)] {
        for (what, typed) in queries(people) {
            let mut times = Vec::new();
            for query in &typed {
                let asked = Asked::read(query);
                let places: Vec<String> = if asked.place.is_empty() {
                    Vec::new()
                } else {
                    vec![text::fold(&asked.place)]
                };
                let begun = Instant::now();
                finding::find(&db, units, &asked, &places).await.unwrap();
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            times.sort_by(f64::total_cmp);
            let at = |part: f64| times[((times.len() as f64 * part) as usize).min(times.len() - 1)];
            println!(
                "{name:<14} {what:<28} p50 {:>7.2} ms  p99 {:>7.2} ms",
                at(0.5),
                at(0.99)
            );
        }
    }
    plan(&db, &largest).await;
}

/// What people type, two hundred of each.
fn queries(people: u64) -> Vec<(&'static str, Vec<String>)> {
    let mut chance = Chance(99);
    let mut many =
        |make: &dyn Fn(&mut Chance) -> String| (0..200).map(|_| make(&mut chance)).collect();
    vec![
        ("full name, toneless", many(&|c| text::fold(&name(c)))),
        (
            "full name and year",
            many(&|c| format!("{} {}", name(c), 1960 + c.next() % 45)),
        ),
        ("family name alone", many(&|c| c.one(&FAMILY).to_owned())),
        (
            "family name and year",
            many(&|c| format!("{} {}", c.one(&FAMILY), 1960 + c.next() % 45)),
        ),
        ("given name", many(&|c| c.one(&GIVEN).to_owned())),
        (
            "name and place",
            many(&|c| format!("{}, xã {}", name(c), c.next() % 60)),
        ),
        (
            "number",
            many(&|c| format!("{:012}", 1_000_000 + c.next() % people)),
        ),
        (
            "day of birth",
            many(&|c| {
                format!(
                    "{}/{}/{}",
                    1 + c.next() % 28,
                    1 + c.next() % 12,
                    1960 + c.next() % 45
                )
            }),
        ),
    ]
}

fn name(chance: &mut Chance) -> String {
    format!(
        "{} {} {}",
        chance.one(&FAMILY),
        chance.one(&MIDDLE),
        chance.one(&GIVEN)
    )
}

/// Rows as the view writes them, straight into its tables.
async fn fill(db: &Db, people: u64) {
    let law = law::Law::embedded();
    let view = criminal::persons::PersonView;
    let mut chance = Chance(7);
    let mut done = 0;
    while done < people {
        let tx = db.begin().await.unwrap();
        let mut rows = ledger::Rows::new(ledger::View::tables(&view));
        let (mut matters, mut codes): (Vec<Vec<V>>, Vec<Vec<V>>) = (Vec::new(), Vec::new());
        for n in done..(done + 20_000).min(people) {
            let unit = match chance.next() % 10 {
                0 => "U000".to_owned(),
                _ => format!("U{:03}", 1 + chance.next() % (UNITS - 1)),
            };
            let (year, month, day) = (
                1960 + chance.next() % 45,
                1 + chance.next() % 12,
                1 + chance.next() % 28,
            );
            let matter = Uuid::from_u64_pair(n, chance.next());
            let fact = law::Fact {
                seq: n as i64,
                id: Uuid::from_u64_pair(chance.next(), n),
                matter,
                subject: Some(Uuid::from_u64_pair(chance.next(), n)),
                kind: "party.described".to_owned(),
                unit: unit.clone(),
                effective: "2026-03-01".parse().unwrap(),
                recorded_at: 0,
                recorded_by: Uuid::nil(),
                issuer: None,
                number: None,
                body: serde_json::json!({
                    "name": name(&mut chance), "role": "bi_can", "born_on": format!("{year}-{month:02}-{day:02}"),
                    "id_no": format!("{:012}", 1_000_000 + n), "address": format!("xã {}, tỉnh Lâm Đồng", chance.next() % 60),
                })
                .as_object()
                .unwrap()
                .clone(),
                sources: Default::default(),
                replaces: None,
                reason: None,
            };
            ledger::View::rows(&view, law, &[fact], &mut rows);
            codes.push(args![
                &unit,
                matter,
                format!("{unit}-{n:07}"),
                0_i64,
                n as i64
            ]);
            matters.push(args![
                &unit,
                matter,
                "cases",
                "case.investigating",
                0_i64,
                "Vụ án",
                "",
                1_i64,
                "",
                "",
                false,
                "",
                "",
                "",
                n as i64,
                chrono::NaiveDate::default(),
                "case.initiated"
            ]);
        }
        for (table, values) in rows.tables() {
            Dump::insert(&tx, table.name, table.columns, values)
                .await
                .unwrap();
        }
        Dump::insert(
            &tx,
            "ledger_matter",
            &["unit_id", "id", "code", "opened_at", "last_seq"],
            &codes,
        )
        .await
        .unwrap();
        let columns = [
            "unit_id",
            "matter_id",
            "list",
            "state",
            "place",
            "title",
            "people",
            "accused",
            "charge",
            "prosecutor",
            "has_hour",
            "docket",
            "due_vi",
            "next_vi",
            "last_seq",
            "last_on",
            "last_kind",
        ];
        Dump::insert(&tx, "criminal_matter", &columns, &matters)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        done += 20_000;
    }
}

/// The plan of the commonest question.
async fn plan(db: &Db, units: &[String]) {
    let (sql, values) = finding::statement(units, &Asked::read("nguyen van an 1990"), &[]);
    let is_lite = db.engine() == db::Engine::Sqlite;
    let (explain, column) = match is_lite {
        true => ("EXPLAIN QUERY PLAN", "detail"),
        false => ("EXPLAIN", "QUERY PLAN"),
    };
    for row in db.rows(format!("{explain} {sql}"), values).await.unwrap() {
        let step: String = row.get(column).unwrap();
        println!("  {step}");
    }
}
