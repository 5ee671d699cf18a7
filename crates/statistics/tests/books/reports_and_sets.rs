//! Báo cáo bằng lời và bộ biểu (K21): both tell the figures of one freezing, or the doctor says which report is behind.

use db::testing::both;
use law::Law;
use shell::testing::REGION;
use statistics::doctor::{Finding, Verdict, examine};

use crate::signers::{Signers, id_of, tables};

async fn asked(office: &Signers) -> Finding {
    let period = office.later();
    let (db, app) = (&office.world.db, &office.world.office.app);
    let scope = office.world.scope(REGION, false, &period);
    let found = examine(db, Law::embedded(), &scope, &period, app.now_ms());
    let mut found = found.await.unwrap();
    found.retain(|one| one.code == "K21");
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn way(found: &Finding) -> &str {
    &found.repair.as_ref().unwrap().href
}

#[test]
fn a_report_and_the_forms_tell_the_figures_of_one_freezing() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Unasked);
        assert!(found.vi.contains("chưa chốt số liệu"), "{}", found.vi);

        let period = office.later();
        let first = office.freeze(&office.region, REGION, &period).await;
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Unasked);
        assert_eq!(
            way(&found),
            format!("/statistics/reports?set={}", id_of(&first))
        );

        let mut browser = office.browser(&office.region.statistician).await;
        let page = browser.page(way(&found)).await;
        assert!(page.contains("Lập báo cáo"), "{page}");
        let set_id = id_of(&first).to_string();
        let fields = [("set", set_id.as_str()), ("wording", "nguon-tin")];
        let made = browser.post("/statistics/reports", &fields).await;
        let report = made.location().to_owned();
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Holds, "{}", found.vi);
        assert!(found.vi.contains("lần chốt 1"), "{}", found.vi);

        // A figure that nobody froze, typed among the words.
        let paragraph = |at: &str| format!("{report}/paragraphs/{at}");
        let editor = browser.page(&paragraph("3")).await;
        assert!(editor.contains("Chèn vào cuối đoạn"), "{editor}");
        let kept = statistics::report::store::by_id(&office.world.db, id_of(&report));
        let text = kept.await.unwrap().unwrap().text;
        let was = text.lines().nth(2).unwrap().to_owned();
        let typed = "Mới nhận 12 tin.".to_owned();
        let changed = [
            ("was", was.as_str()),
            ("words", typed.as_str()),
            ("do", "save"),
        ];
        let answer = browser.post(&paragraph("3"), &changed).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Warning, "{}", found.vi);
        assert!(
            found
                .vi
                .ends_with("từ bộ biểu: 12. Hãy thay bằng trường của biểu, hoặc giải thích.")
        );
        assert_eq!(way(&found), report);
        let back = [
            ("was", typed.as_str()),
            ("words", was.as_str()),
            ("do", "save"),
        ];
        let answer = browser.post(&paragraph("3"), &back).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        assert_eq!(asked(&office).await.verdict, Verdict::Holds);

        // The set is dropped, which stops nobody from freezing again; then the report is behind.
        let why = [("why", "Thiếu một tin")];
        let dropped = browser.post(&format!("{first}/withdrawal"), &why).await;
        assert_eq!(dropped.status.as_u16(), 303, "{}", dropped.text);
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Unasked);
        assert!(found.vi.contains("bị trả lại hoặc bỏ chốt"), "{}", found.vi);
        office.world.office.wait(1_000);
        office.report(9, &[]).await;
        office.freeze(&office.region, REGION, &period).await;
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Broken, "{}", found.vi);
        assert!(found.vi.contains("lần chốt 1") && found.vi.contains("lần chốt 2"));
        assert_eq!(way(&found), report);
        let again = browser.post(&format!("{report}/remade"), &[]).await;
        assert_eq!(again.status.as_u16(), 303, "{}", again.text);
        let found = asked(&office).await;
        assert_eq!(found.verdict, Verdict::Holds, "{}", found.vi);
        assert!(found.vi.contains("lần chốt 2"), "{}", found.vi);
    });
}
