//! Như biết đến một thời điểm: what was known then stays, whoever recorded what since.

use db::testing::both;
use law::Law;
use shell::testing::REGION;
use statistics::Form;
use statistics::known::Known;

use super::world::{OTHER, TABLES, World, period};
use super::worlds::{facts, none, tell, theft};

#[test]
fn a_case_that_another_unit_took_over_since_still_counts_where_it_was_known_to_be() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        world.stand_at("2026-11-02T08:00");
        let case = tell(&world, &theft("2026-09-01", 1, "2026-09-02", "2026-09-03")).await;
        let then = world.office.app.now_ms();
        let october = period("2026-10-01", "2026-10-31");
        world.stand_at("2026-11-10T08:00");
        // Recorded by the neighbour alone, dated before the end of the month.
        let taken = [("2026-10-20", 0, "case.received_by_competent_vks", none())];
        world.more(OTHER, case, facts(&taken)).await;
        let form = Form::named("bieu-02").unwrap();
        for (unit, then_had, now_has) in [(REGION, 1, 0), (OTHER, 0, 1)] {
            let scope = world.scope(unit, false, &october);
            let question = Known {
                form,
                scope: &scope,
                period: &october,
                at: then,
            };
            let (law, parts) = (Law::embedded(), &form.row("15").unwrap().parts);
            let known = question.figures(&world.db, law).await.unwrap();
            assert_eq!(known.sum(parts), then_had, "{unit} as known then");
            let now = world.office.app.now_ms();
            let today = statistics::figures(&world.db, law, form, &scope, &october, now);
            assert_eq!(today.await.unwrap().sum(parts), now_has, "{unit} now");
            let changes = question.changes(&world.db, law).await.unwrap();
            assert_eq!(changes.len(), 1, "{unit}: what changed since is told");
        }
    });
}
