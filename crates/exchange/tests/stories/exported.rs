//! Xuất dữ liệu: the same facts out again, by right, with a line in the trail, and no formula.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use db::{Sql, args, testing::both};
use people::Role;
use shell::testing::REGION;

use crate::{TABLES, checked, hand_in, office, written};

#[test]
fn facts_go_out_as_excel_csv_and_json_and_formulas_do_not() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let sheet = "Số thụ lý;Ngày tiếp nhận;Loại;Người tố giác;Nội dung\n1;1/10/2026;TG;=1+1;=HYPERLINK(\"http://x\")\n";
        let import = hand_in(&mut chief, "reports", "so.csv", sheet.as_bytes()).await;
        checked(&office, &mut chief, &import).await;
        written(&office, &mut chief, &import).await;
        let address = |what: &str, format: &str| {
            format!(
                "/exchange/export/file?what={what}&unit={REGION}&from=1/1/2026&to=31/12/2026&format={format}"
            )
        };
        let csv = chief.get(&address("facts", "csv")).await;
        assert_eq!(csv.status.as_u16(), 200, "{}", csv.text);
        assert!(csv.bytes.starts_with(&[0xEF, 0xBB, 0xBF]));
        assert!(
            csv.has("Tiếp nhận nguồn tin") && csv.has("Loại nguồn tin: Tố giác"),
            "{}",
            csv.text
        );
        let json = chief.get(&address("facts", "jsonl")).await;
        let lines: Vec<serde_json::Value> = json
            .text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["kind"], "report.received");
        assert_eq!(
            lines[0]["body"]["informant"], "=1+1",
            "programs get what was recorded"
        );
        let xlsx = chief.get(&address("reports", "xlsx")).await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.bytes)).unwrap();
        let range = book.worksheet_range("Dữ liệu").unwrap();
        assert_eq!(range.height(), 2);
        for row in range.rows() {
            for cell in row {
                assert!(!cell.to_string().starts_with('='), "{cell}");
            }
        }
        let told: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'exchange.exported'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told, 3);
        let mut clerk = office.signed_in(Role::Clerk).await;
        assert_eq!(
            clerk.get(&address("facts", "csv")).await.status.as_u16(),
            403
        );
        let mut other = office.signed_in_at(Role::Chief, "P68-KV04").await;
        assert_eq!(
            other.get(&address("facts", "csv")).await.status.as_u16(),
            403
        );
    });
}

#[test]
fn a_list_tells_the_step_of_today_and_not_that_of_the_day_it_was_recorded() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let sheet =
            "Số thụ lý;Ngày tiếp nhận;Loại;Người tố giác;Nội dung\n1;5/1/2026;TG;Bà Hạnh;Mất xe\n";
        let import = hand_in(&mut chief, "reports", "so.csv", sheet.as_bytes()).await;
        checked(&office, &mut chief, &import).await;
        written(&office, &mut chief, &import).await;
        let kept: String = db
            .one("SELECT next_vi FROM criminal_matter", args![])
            .await
            .unwrap();
        assert!(!kept.starts_with("Đã hết"), "{kept}");
        let address = format!("/exchange/export/file?what=reports&unit={REGION}&format=jsonl");
        let list = chief.get(&address).await;
        let line: serde_json::Value = serde_json::from_str(list.text.trim()).unwrap();
        let told = line["next_vi"].as_str().unwrap();
        assert!(told.starts_with("Đã hết thời hạn"), "{told}");
        assert_eq!(line["next_act"], "case.initiated");
    });
}
