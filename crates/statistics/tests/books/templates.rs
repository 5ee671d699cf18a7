//! Mẫu báo cáo của ngành: added, corrected, seen beforehand, retired and brought back by a screen, with the checks of a shipped one.

use axum::http::StatusCode;
use db::testing::both;
use db::{Sql, args};
use people::Role;
use shell::testing::{PROVINCE, REGION};

use crate::signers::{Signers, id_of, tables};

const TOP: &str = "TC";
const WORDS: &str =
    "{don-vi} báo cáo ({ky}):\n# 1. Nguồn tin\nMới nhận {bieu-01 6}, khởi tố {bieu-01 24}.";

type Typed<'a> = Vec<(&'a str, &'a str)>;

fn typed<'a>(changed: &[(&'a str, &'a str)]) -> Typed<'a> {
    let mut all = vec![
        ("id", "bao-cao-tuan"),
        ("name_vi", "Báo cáo tuần"),
        ("title_vi", "Tình hình trong tuần"),
        ("basis_vi", "Công văn 12/VKSTC"),
        ("valid_from", "01/01/2020"),
        ("is_to_check", "true"),
        ("text", WORDS),
        ("reason", "Công văn 12/VKSTC ngày 02/11/2026"),
        ("do", "save"),
    ];
    for (name, value) in changed {
        match all.iter_mut().find(|one| one.0 == *name) {
            Some(one) => one.1 = value,
            None => all.push((name, value)),
        }
    }
    all
}

#[test]
fn a_template_is_added_seen_in_figures_corrected_retired_and_brought_back() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        office.report(7, &[("case.initiated", 3)]).await;
        let set = office.freeze(&office.region, REGION, &office.later()).await;
        let set_id = id_of(&set).to_string();
        let world = &office.world.office;
        let mut top = world.signed_in_at(Role::Statistician, TOP).await;
        let list = top.page("/statistics/templates").await;
        assert!(
            list.contains("bao-cao-ky") && list.contains("cần kiểm tra"),
            "{list}"
        );

        // Seen in the figures of a set before anything is kept.
        let new = "/statistics/templates/moi";
        let bare = top.post(new, &typed(&[("do", "preview")])).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.has("Hãy chọn bộ biểu"), "{}", bare.text);
        let seen = typed(&[("do", "preview"), ("set", &set_id)]);
        let seen = top.post(new, &seen).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert!(
            seen.has("Mới nhận <b class=\"tabular\">2</b>, khởi tố <b class=\"tabular\">1</b>"),
            "{}",
            seen.text
        );
        assert!(
            !top.page("/statistics/templates")
                .await
                .contains("bao-cao-tuan")
        );

        let added = top.post(new, &typed(&[])).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let address = added.location().to_owned();
        let reports = format!("/statistics/reports?set={set_id}");
        let mut region = office.browser(&office.region.statistician).await;
        assert!(region.page(&reports).await.contains("Báo cáo tuần"));
        let made = [("set", set_id.as_str()), ("wording", "bao-cao-tuan")];
        let made = region.post("/statistics/reports", &made).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let report = made.location().to_owned();

        let corrected = WORDS.replace("Mới nhận", "Tiếp nhận mới");
        let again = top.post(&address, &typed(&[("text", &corrected)])).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
        let page = top.page(&address).await;
        assert!(
            page.contains("Tiếp nhận mới") && page.contains("Công văn 12/VKSTC ngày 02/11/2026")
        );
        assert!(
            region.page(&report).await.contains("Mới nhận"),
            "a report keeps its words"
        );

        let retire = format!("{address}/retirement");
        let bare = top.post(&retire, &[("retired_from", "01/01/2021")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.has("Hãy ghi lý do"), "{}", bare.text);
        let why = [
            ("retired_from", "01/01/2021"),
            ("retired_why", "Công văn 15/VKSTC"),
        ];
        let retired = top.post(&retire, &why).await;
        assert_eq!(retired.status, StatusCode::SEE_OTHER, "{}", retired.text);
        assert!(
            !region
                .page(&reports)
                .await
                .contains("Báo cáo tuần</option>")
        );
        assert!(region.get(&report).await.status.is_success());
        let undo = format!("{address}/undo?version=3");
        let bare = top.post(&undo, &[("reason", " ")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        let undone = top.post(&undo, &[("reason", "Ngừng nhầm mẫu")]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert!(
            region
                .page(&reports)
                .await
                .contains("Báo cáo tuần</option>")
        );
        // A shipped one is corrected and retired in the same way.
        let shipped = "/statistics/templates/nguon-tin";
        let done = top.post(&format!("{shipped}/retirement"), &why).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(
            !region
                .page(&reports)
                .await
                .contains("Báo cáo riêng về nguồn tin")
        );
        let sql = "SELECT action FROM audit_line WHERE action LIKE 'template.%' ORDER BY seq";
        let lines: Vec<String> = office.world.db.all(sql, args![]).await.unwrap();
        let expected = [
            "template.added",
            "template.added",
            "template.retired",
            "template.undone",
            "template.retired",
        ];
        assert_eq!(lines, expected);
    });
}

#[test]
fn what_is_wrong_stands_at_its_field_and_only_the_top_writes_templates() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        let world = &office.world.office;
        let mut top = world.signed_in_at(Role::Statistician, TOP).await;
        let new = "/statistics/templates/moi";
        for (field, value, said) in [
            ("id", "Báo cáo", "Mã mẫu gồm"),
            ("id", "nguon-tin", "Đã có mẫu mang mã này"),
            ("title_vi", " ", "Hãy ghi mục này"),
            ("valid_from", "", "Hãy ghi ngày"),
            ("valid_from", "31/02/2026", "Không có ngày"),
            ("valid_to", "01/01/2019", "đứng trước"),
            (
                "text",
                "Mới nhận {bieu-01 6",
                "Đoạn 1: Trường số liệu viết chưa đúng",
            ),
            ("text", "{ky}\nMới nhận {bieu-01 999}", "Đoạn 2"),
            ("text", "Mới nhận 12 tin", "Số gõ tay"),
            ("text", "Không có số", "chưa có trường số liệu"),
            ("reason", " ", "Hãy ghi lý do"),
        ] {
            let answer = top.post(new, &typed(&[(field, value)])).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{field} {value}"
            );
            let at = answer
                .text
                .find(&format!("data-field=\"{field}\""))
                .unwrap();
            let rest = &answer.text[at..];
            let end = rest[20..]
                .find("data-field=")
                .map_or(rest.len(), |end| end + 20);
            let shown = &rest[..end];
            assert!(
                shown.contains("field-error") && shown.contains(said),
                "{field} {value}: {shown}"
            );
        }
        let kept: i64 = office
            .world
            .db
            .one("SELECT count(*) FROM statistics_template", args![])
            .await
            .unwrap();
        assert_eq!(kept, 0);
        let mut province = world.signed_in_at(Role::Statistician, PROVINCE).await;
        let mut chief = world.signed_in_at(Role::Chief, TOP).await;
        for browser in [&mut province, &mut chief] {
            let refused = browser.post(new, &typed(&[])).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
            assert_eq!(browser.get(new).await.status, StatusCode::FORBIDDEN);
        }
        assert!(
            !province
                .page("/statistics/templates")
                .await
                .contains("Thêm mẫu")
        );
    });
}
