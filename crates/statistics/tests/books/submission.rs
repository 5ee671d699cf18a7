//! A period is frozen, signed, sent, returned, joined; late facts; adjustments.

use db::testing::both;
use db::{Sql, args};
use ledger::Matter;
use people::Role;
use shell::testing::{PROVINCE, REGION};
use statistics::known::Known;

use crate::signers::{Signers, figure, sign, tables};
use crate::world::fact;

#[test]
fn what_is_frozen_stays_as_it_was_known_and_carries_two_signatures() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        office.report(7, &[("case.initiated", 3)]).await;
        let period = office.later();
        let set = office.freeze(&office.region, REGION, &period).await;
        let content = office.content(&set).await;
        assert_eq!((figure(&content, "6"), figure(&content, "24")), (2, 1));
        // A fact recorded later does not move what is frozen; counted again as known then, it is the same.
        office.world.office.wait(1_000);
        office.report(6, &[]).await;
        assert_eq!(office.content(&set).await, content);
        let scope = office.world.scope(REGION, false, &period);
        for form in statistics::form::forms()
            .iter()
            .filter(|form| form.id == "bieu-01")
        {
            let known = Known {
                form,
                scope: &scope,
                period: &period,
                at: content.known_at,
            };
            let again = known
                .figures(&office.world.db, law::Law::embedded())
                .await
                .unwrap();
            for (row, value) in again.rows(form) {
                assert_eq!(figure(&content, &row), value, "row {row}");
            }
        }
        let mut chief = office.browser(&office.region.chief).await;
        let early = chief.post(&format!("{set}/signature"), &[]).await;
        assert_eq!(early.status.as_u16(), 422, "the compiler signs first");
        office.sign_both(&office.region, &set).await;
        let page = chief.page(&set).await;
        assert!(
            page.contains("Đã gửi, đã khóa") && page.contains("ký số"),
            "{page}"
        );
        let pdf = chief.get(&format!("{set}/pdf")).await.bytes;
        let report = signing::check::judge(&office.world.office.app, pdf)
            .await
            .unwrap();
        assert_eq!(report.signatures.len(), 2);
        assert!(report.signatures[1].covers_whole_file);
        let locked = office
            .try_freeze(
                &mut office.browser(&office.region.statistician).await,
                REGION,
                &period,
            )
            .await;
        assert_eq!(locked.status.as_u16(), 422);
        assert!(locked.has("đã gửi và khóa"), "{}", locked.text);
        let dropped = chief
            .post(&format!("{set}/withdrawal"), &[("why", "nhầm")])
            .await;
        assert_eq!(dropped.status.as_u16(), 422, "sent is locked");
    });
}

#[test]
fn the_superior_returns_a_set_inside_the_window_and_both_versions_stay() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let period = office.later();
        let first = office.send(&office.region, REGION, &period).await;
        let mut above = office.browser(&office.province.statistician).await;
        let bare = above
            .post(&format!("{first}/return"), &[("remark", " ")])
            .await;
        assert_eq!(
            bare.status.as_u16(),
            422,
            "without remarks nothing is returned"
        );
        let said = above
            .post(
                &format!("{first}/return"),
                &[("remark", "Thiếu một nguồn tin ngày đầu kỳ")],
            )
            .await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        office.world.office.wait(1_000);
        office.report(9, &[]).await;
        let second = office.send(&office.region, REGION, &period).await;
        let (before, after) = (office.content(&first).await, office.content(&second).await);
        assert_eq!((figure(&before, "6"), figure(&after, "6")), (1, 2));
        assert_eq!((before.n, after.n), (1, 2));
        let page = above.page(&second).await;
        assert!(page.contains("Thay đổi so với lần trước"), "{page}");
        assert!(page.contains("dòng 6: 1 → 2"), "{page}");
        let old = above.page(&first).await;
        assert!(old.contains("Thiếu một nguồn tin ngày đầu kỳ"));
        // The region cannot return its own set.
        let own = office
            .browser(&office.region.statistician)
            .await
            .post(&format!("{second}/return"), &[("remark", "tự trả")])
            .await;
        assert_eq!(own.status.as_u16(), 403);
    });
}

#[test]
fn after_the_window_nothing_is_returned_and_late_facts_go_to_the_open_period_with_an_annex() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        let old = office.report(15, &[]).await;
        let first = office.send(&office.region, REGION, &office.earlier()).await;
        let mut above = office.browser(&office.province.statistician).await;
        let late = above
            .post(&format!("{first}/return"), &[("remark", "quá hạn")])
            .await;
        assert_eq!(late.status.as_u16(), 422);
        assert!(late.has("Đã hết thời hạn sửa"), "{}", late.text);
        office.world.office.wait(1_000);
        // A report of the locked period entered now, and a decision of the locked period on another.
        office.report(14, &[]).await;
        let decided = fact(
            "case.initiated",
            &office.ago(12).to_string(),
            &[("issuer_kind", "CQDT")],
        );
        let there = Matter::Existing {
            id: old,
            seen: None,
        };
        office.world.record(REGION, there, vec![decided]).await;
        office.report(5, &[]).await;
        let second = office.freeze(&office.region, REGION, &office.later()).await;
        let (before, after) = (office.content(&first).await, office.content(&second).await);
        // What was sent stays; the open period books both late facts beside its own report.
        assert_eq!((figure(&before, "6"), figure(&before, "24")), (1, 0));
        assert_eq!((figure(&after, "6"), figure(&after, "24")), (2, 1));
        let cell = after.cell("bieu-01", "6", "so_lieu").unwrap();
        assert_eq!(cell.late, 1);
        // The opening stock is what was locked; opening + in − out = closing.
        assert_eq!(figure(&after, "1"), figure(&before, "44"));
        assert_eq!(figure(&after, "44"), figure(&after, "1") + 2 - 1);
        assert_eq!(after.late.len(), 2);
        assert!(
            after
                .late
                .iter()
                .all(|one| one.why[0].contains("ghi sau khi kỳ đã khóa"))
        );
        let page = office
            .browser(&office.region.statistician)
            .await
            .page(&second)
            .await;
        assert!(page.contains("Phụ lục: sự kiện ghi muộn"), "{page}");
        assert!(page.contains(&format!("/criminal/matters/{old}")));
    });
}

#[test]
fn the_superior_joins_what_was_sent_and_names_the_gaps() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        office.report(7, &[]).await;
        let period = office.later();
        let query = format!("unit={PROVINCE}&{}", period.query());
        let mut above = office.browser(&office.province.statistician).await;
        let live = above
            .page(&format!("/statistics/submissions?{query}"))
            .await;
        assert!(
            live.contains("Chưa chốt") && live.contains("Còn 2 trong 2 đơn vị chưa gửi"),
            "{live}"
        );
        let region = office.send(&office.region, REGION, &period).await;
        let live = above
            .page(&format!("/statistics/submissions?{query}"))
            .await;
        assert!(live.contains("Còn 1 trong 2 đơn vị chưa gửi"), "{live}");
        // A fact the region recorded after its freezing stays out of the sum; the neighbour has not sent: counted from its facts.
        office.world.office.wait(1_000);
        office.report(6, &[]).await;
        let neighbour = vec![fact(
            "report.received",
            &office.ago(4).to_string(),
            &[("handler", "CAND"), ("origin", "truc_tiep")],
        )];
        let new = Matter::New(uuid::Uuid::now_v7());
        office
            .world
            .record(crate::world::OTHER, new, neighbour)
            .await;
        let set = office.send(&office.province, PROVINCE, &period).await;
        let content = office.content(&set).await;
        assert_eq!(figure(&content, "6"), 2 + 1);
        let cell = content.cell("bieu-01", "6", "so_lieu").unwrap();
        assert_eq!(cell.net, Some(4), "counted as one unit it is told beside");
        assert_eq!(content.parts.len(), 1);
        assert_eq!(content.gaps.len(), 1);
        let figure = above
            .page(&format!("{set}/figure?form=bieu-01&row=6&column=so_lieu"))
            .await;
        assert!(
            figure.contains(&region) && figure.contains("chưa gửi"),
            "{figure}"
        );
        let below = above
            .page(&format!(
                "{region}/figure?form=bieu-01&row=6&column=so_lieu"
            ))
            .await;
        assert!(
            below.contains("/statistics/bieu-01/figure?row=6"),
            "{below}"
        );
    });
}

#[test]
fn a_running_period_is_frozen_as_provisional_and_followed_by_the_final_one() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(3, &[]).await;
        let period = statistics::Period::days(office.ago(5), office.today());
        let cut = office.send(&office.region, REGION, &period).await;
        assert!(office.content(&cut).await.is_provisional);
        let again = office.freeze(&office.region, REGION, &period).await;
        assert_eq!(office.content(&again).await.n, 2);
        let mut browser = office.browser(&office.region.statistician).await;
        let bare = browser
            .post(&format!("{again}/withdrawal"), &[("why", "")])
            .await;
        assert_eq!(bare.status.as_u16(), 422);
        let said = browser
            .post(
                &format!("{again}/withdrawal"),
                &[("why", "Chờ thêm quyết định")],
            )
            .await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        assert!(browser.page(&again).await.contains("Chờ thêm quyết định"));
    });
}

#[test]
fn only_those_with_the_right_freeze_sign_and_read() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let period = office.later();
        let set = office.freeze(&office.region, REGION, &period).await;
        let mut prosecutor = office.world.office.signed_in(Role::Prosecutor).await;
        assert_eq!(prosecutor.get(&set).await.status.as_u16(), 200);
        let refused = office.try_freeze(&mut prosecutor, REGION, &period).await;
        assert_eq!(refused.status.as_u16(), 403);
        let mut other = office
            .world
            .office
            .signed_in_at(Role::Statistician, crate::world::OTHER)
            .await;
        assert_eq!(other.get(&set).await.status.as_u16(), 403);
        assert_eq!(
            other
                .post(&format!("{set}/signature"), &[])
                .await
                .status
                .as_u16(),
            403
        );
        let mut above = office.browser(&office.province.statistician).await;
        let said = office.try_freeze(&mut above, REGION, &period).await;
        assert_eq!(
            said.status.as_u16(),
            403,
            "a superior freezes nothing below"
        );
    });
}

#[test]
fn a_signed_adjustment_stands_beside_its_figure_upward_and_is_counted() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let period = office.later();
        let mut statistician = office.browser(&office.region.statistician).await;
        let expires = shell::vi_date(office.today() + chrono::Days::new(30));
        let fields = |amount: &'static str, row: &'static str| {
            [
                ("form", "bieu-01".to_owned()),
                ("row", row.to_owned()),
                ("amount", amount.to_owned()),
                ("from", shell::vi_date(period.from.on)),
                ("to", shell::vi_date(period.to.on)),
                ("expires_on", expires.clone()),
                (
                    "reason",
                    "Nguồn tin tiếp nhận bằng sổ giấy, chưa nhập".to_owned(),
                ),
                ("record", "Sổ 03, số 12".to_owned()),
            ]
        };
        for (amount, row) in [("0", "6"), ("hai", "6"), ("1", "999")] {
            let typed = fields(amount, row);
            let typed: Vec<(&str, &str)> = typed
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let said = statistician.post("/statistics/adjustments", &typed).await;
            assert_eq!(said.status.as_u16(), 422, "{amount} {row}: {}", said.text);
        }
        let typed = fields("1", "6");
        let typed: Vec<(&str, &str)> = typed
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let said = statistician.post("/statistics/adjustments", &typed).await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        let page = said.location().to_owned();
        let own = statistician.post(&format!("{page}/signature"), &[]).await;
        assert_eq!(
            own.status.as_u16(),
            422,
            "the statistician does not sign it"
        );
        let mut chief = office.browser(&office.region.chief).await;
        sign(&mut chief, &page, "p256").await;
        let set = office.send(&office.region, REGION, &period).await;
        let content = office.content(&set).await;
        let cell = content.cell("bieu-01", "6", "so_lieu").unwrap();
        assert_eq!(
            (cell.value, cell.adjusted),
            (Some(1), 1),
            "beside the figure, never over it"
        );
        let upper = office.freeze(&office.province, PROVINCE, &period).await;
        let content = office.content(&upper).await;
        let cell = content.cell("bieu-01", "6", "so_lieu").unwrap();
        assert_eq!((cell.value, cell.adjusted), (Some(1), 1));
        assert_eq!(content.adjustments[0].record, "Sổ 03, số 12");
        let mut above = office.browser(&office.province.statistician).await;
        let list = above.page("/statistics/adjustments").await;
        assert!(
            list.contains("Kỷ luật dữ liệu") && list.contains("Đang có hiệu lực"),
            "{list}"
        );
        let bare = chief
            .post(&format!("{page}/withdrawal"), &[("why", "")])
            .await;
        assert_eq!(bare.status.as_u16(), 422);
        let said = chief
            .post(
                &format!("{page}/withdrawal"),
                &[("why", "Hồ sơ đã nhập đủ")],
            )
            .await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        assert!(above.page(&page).await.contains("Hồ sơ đã nhập đủ"));
        let lines: i64 = office
            .world
            .db
            .one(
                "SELECT count(*) FROM audit_line WHERE action LIKE 'statistics.adjustment_%'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(lines, 3, "proposed, signed, withdrawn");
    });
}

#[test]
fn what_the_checks_refuse_is_not_frozen() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        // A suspension that the procuracy annulled: the stocks move, the form's formula has no row for it.
        office
            .report(
                9,
                &[("report.suspended", 8), ("report.suspension_annulled", 6)],
            )
            .await;
        let period = office.later();
        let mut browser = office.browser(&office.region.statistician).await;
        let said = office.try_freeze(&mut browser, REGION, &period).await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        let order = said.location().to_owned();
        assert_eq!(office.ended(&order).await.state, "refused");
        let page = browser.page(&order).await;
        assert!(page.contains("chỗ phải xử lý trước khi gửi"), "{page}");
        assert!(
            page.contains("Đã đối chiếu từng hồ sơ"),
            "what was typed stands again"
        );
        let sets: i64 = office
            .world
            .db
            .one("SELECT count(*) FROM statistics_set", args![])
            .await
            .unwrap();
        assert_eq!(sets, 0);
    });
}
