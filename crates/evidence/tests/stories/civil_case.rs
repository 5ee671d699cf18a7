//! Vụ việc dân sự: the map has its own branches, drawn from its own facts; nothing is asked that only criminal procedure asks.

use axum::http::StatusCode;
use db::testing::both;
use ledger::NewFact;
use uuid::Uuid;

use crate::house::{House, TABLES};
use crate::map::{has, node, tree};

fn facts() -> Vec<NewFact> {
    let fact = |kind: &str| {
        NewFact::new(
            Uuid::now_v7(),
            kind,
            "2026-11-02".parse::<law::Moment>().unwrap(),
        )
    };
    let party = |name: &str, side: &str| {
        fact("civil.party_described")
            .about(Uuid::now_v7())
            .with("name", name)
            .with("side", side)
    };
    vec![
        fact("civil.accepted")
            .numbered("1", "Viện kiểm sát nhân dân khu vực 3")
            .with("kind", "hanh_chinh")
            .with("relation", "Khiếu kiện quyết định thu hồi đất")
            .with("claim", "Hủy quyết định thu hồi đất.")
            .with("court", "Tòa án nhân dân khu vực 3"),
        party("Phạm Bích Ngân", "claimant"),
        party("Ủy ban nhân dân phường B'Lao", "defendant"),
    ]
}

#[test]
fn a_civil_matter_has_a_map_of_its_own_drawn_from_its_claim_its_parties_and_its_acts() {
    both(&TABLES, |db| async move {
        let house = House::of(db, facts(), Uuid::nil()).await;
        let mut browser = house.prosecutor().await;
        let home = browser.page(&house.at("")).await;
        assert!(home.contains(&format!("/civil/matters/{}", house.matter.id)));
        assert!(
            !home.contains("Bảng chứng minh") && !home.contains("buộc tội"),
            "no question of criminal procedure"
        );
        let page = browser.page(&house.at("/map")).await;
        assert!(
            page.contains("Sơ đồ vụ việc dân sự, hành chính") && !page.contains("Sơ đồ vụ án\""),
            "{page}"
        );
        let refused = browser
            .post(&house.at("/map"), &[("template", "case")])
            .await;
        let maps = house.at("/map");
        assert_eq!(refused.location(), maps, "the criminal set is not for it");
        let begun = browser.post(&maps, &[("template", "civil")]).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let drawn = tree(&mut browser, begun.location()).await;
        for words in [
            "Quan hệ tranh chấp: Khiếu kiện quyết định thu hồi đất",
            "Yêu cầu: Hủy quyết định thu hồi đất",
            "Người khởi kiện",
            "Người bị kiện",
            "Ủy ban nhân dân phường B'Lao",
            "Thụ lý kiểm sát sơ thẩm, số 1",
        ] {
            assert!(has(&drawn, words), "{words}");
        }
        let claim = node(&drawn, "Yêu cầu: Hủy");
        assert_eq!(claim["is_bare"], true, "read from no page: it stands out");
        // Diagrams open for it too.
        for below in ["/diagrams", "/items", "/flows", "/sketches"] {
            assert_eq!(
                browser.get(&house.at(below)).await.status,
                StatusCode::OK,
                "{below}"
            );
        }
    });
}
