//! Phiếu xét xử phúc thẩm: its card says both what is to be confirmed of such slips and what is to be minded of this one.

use db::testing::both;
use people::Role;
use serde_json::json;

use super::cases::{of, told};
use super::slips::trial;
use super::world::{TABLES, World};

#[test]
fn the_card_of_an_appeal_keeps_the_remark_of_its_slip() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let (matter, people) = trial(&world).await;
        let there = ledger::Matter::Existing {
            id: matter,
            seen: None,
        };
        let acquitted = json!({ "reason": "x" });
        let facts = vec![
            told("appellate.docketed", "2026-11-02", json!({})),
            told("appellate.hearing_opened", "2026-11-12", json!({})),
            told(
                "appellate.judgment_pronounced",
                "2026-11-12",
                json!({ "appeal_result": "sua_nhe" }),
            ),
            of(people[0], "defendant.acquitted", "2026-11-12", acquitted),
        ];
        world.record(shell::testing::REGION, there, facts).await;
        let page = format!("/statistics/slips/matters/{matter}");
        let mut chief = world.office.signed_in(Role::Chief).await;
        let page = chief.page(&page).await;
        let at = page.find("Phúc thẩm: Lò Văn Một").unwrap();
        let card = &page[at..];
        let card = &card[..card.find("</section>").unwrap()];
        assert!(
            card.contains("phiếu phúc thẩm được dựng tương tự"),
            "{card}"
        );
        assert!(card.contains("không thuộc diện lập phiếu"), "{card}");
    });
}
