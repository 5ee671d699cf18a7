//! Biểu đồ của một dòng: the same figures as the form, bar by bar.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::PROVINCE;

use super::cases::peopled_cases;
use super::world::{TABLES, World};

#[test]
fn every_bar_is_the_figure_of_its_month_its_offence_or_its_unit_and_opens_the_list() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let mut browser = world
            .office
            .signed_in_at(Role::Statistician, PROVINCE)
            .await;
        let query = format!("unit={PROVINCE}&tree=1&from=2026-10-01&to=2026-10-31");
        let page = browser
            .get(&format!("/statistics/bieu-02/charts?row=3&{query}"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        // Three cases opened in October, of 134 one and of 173 two; all in region 3; none a year ago.
        for words in [
            "T10/26: 3, mở danh sách",
            "T9/26: 3, mở danh sách",
            "T10/26, cùng kỳ năm trước: 0",
            "Điều 173. Trộm cắp tài sản: 2, mở danh sách",
            "Khu vực 3: 3, mở danh sách",
            "Khu vực 4: 0, mở danh sách",
        ] {
            assert!(page.has(words), "{words}: {}", page.text);
        }
        let list = browser
            .get(&format!(
                "/statistics/bieu-02/figure?row=3&{query}&article=173"
            ))
            .await;
        assert_eq!(list.status, StatusCode::OK);
        let silent = browser
            .get(&format!("/statistics/bieu-02/charts?row=62&{query}"))
            .await;
        assert_eq!(silent.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_nation_has_a_tile_for_each_province_with_the_figure_of_its_tree() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let mut browser = world.office.signed_in_at(Role::Statistician, "TC").await;
        let query = "unit=TC&tree=1&from=2026-10-01&to=2026-10-31";
        let page = browser
            .page(&format!("/statistics/bieu-02/charts?row=3&{query}"))
            .await;
        // The three cases of region 3 are those of its province, the only one these units know.
        let tile = format!(
            "href=\"/statistics/bieu-02/figure?row=3&amp;unit={PROVINCE}&amp;tree=1&amp;from=2026-10-01&amp;to=2026-10-31\""
        );
        assert!(page.contains(&tile), "{page}");
        assert_eq!(page.matches("preserveAspectRatio").count(), 1, "one plan");
        assert!(page.contains("không phải bản đồ địa giới"), "{page}");
        let plan = page.split("Sơ đồ ô các tỉnh").nth(1).unwrap();
        let plan = plan.split("</svg>").next().unwrap();
        assert_eq!(plan.matches(": 3, mở danh sách").count(), 1, "{plan}");
        // A province has no plan of the nation.
        let mut own = world
            .office
            .signed_in_at(Role::Statistician, PROVINCE)
            .await;
        let page = own
            .page(&format!(
                "/statistics/bieu-02/charts?row=3&unit={PROVINCE}&tree=1&from=2026-10-01&to=2026-10-31"
            ))
            .await;
        assert!(!page.contains("preserveAspectRatio"));
    });
}
