//! Danh sách nguồn tin, vụ án của đơn vị, as the screens list them.

use criminal::register::{Cursor, Filter};
use db::{Db, StorageError};
use law::Law;
use serde_json::json;

use super::{MOST, Sent};

const HEADS: [(&str, f64); 11] = [
    ("Mã hồ sơ", 18.0),
    ("Tên", 44.0),
    ("Số thụ lý", 12.0),
    ("Người", 30.0),
    ("Tội danh", 36.0),
    ("Ngày tiếp nhận", 14.0),
    ("Ngày khởi tố", 14.0),
    ("Kiểm sát viên", 22.0),
    ("Thời hạn gần nhất", 16.0),
    ("Thời hạn về", 34.0),
    ("Bước tiếp theo", 34.0),
];

/// A list of units: `reports`, `reports_done`, `cases`, `cases_done`, with the next steps as they stand at an instant; none when it
/// is too long for one file.
pub async fn matters(
    db: &Db,
    (law, now_ms): (&Law, i64),
    units: &[String],
    list: &str,
) -> Result<Option<Sent>, StorageError> {
    let mut sent = Sent {
        heads: HEADS.to_vec(),
        ..Sent::default()
    };
    let mut after: Option<Cursor> = None;
    loop {
        let filter = Filter {
            units: units.to_vec(),
            list: list.to_owned(),
            after,
            ..Filter::default()
        };
        let (lines, more) = criminal::register::matters(db, &filter).await?;
        after = lines.last().map(|line| Cursor {
            place: line.place,
            matter: line.matter_id,
            n: 0,
        });
        let day = |on: Option<chrono::NaiveDate>| on.map(shell::vi_date).unwrap_or_default();
        for line in lines {
            let (next_act, next_vi) = line.step(law, now_ms);
            let next_vi = next_vi.to_owned();
            sent.objects.push(json!({
                "id": line.matter_id, "code": line.code, "title": line.title, "unit": line.unit_id, "state": line.state,
                "docket": line.docket, "people": line.people, "charge": line.charge, "severity": line.severity,
                "received_on": line.received_on, "opened_on": line.opened_on, "prosecutor": line.prosecutor,
                "due_on": line.due_on, "due_vi": line.due_vi, "next_act": next_act, "next_vi": &next_vi,
            }));
            sent.rows.push(vec![
                line.code.into(),
                line.title.into(),
                line.docket.into(),
                line.people.into(),
                line.charge.into(),
                day(line.received_on).into(),
                day(line.opened_on).into(),
                line.prosecutor.into(),
                day(line.due_on).into(),
                line.due_vi.into(),
                next_vi.into(),
            ]);
        }
        if sent.rows.len() > MOST {
            return Ok(None);
        }
        if !more {
            return Ok(Some(sent));
        }
    }
}
