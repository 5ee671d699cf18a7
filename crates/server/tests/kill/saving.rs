//! Killed while people save.

use db::{Sql, args};
use law::Law;
use ledger::{Ledger, audit};

use crate::program::{Ground, ask, get, on_both, views};

/// Reports are entered one after another by two people until the program is gone; returns what was acknowledged.
fn enter_until_gone(address: String, token: String, acknowledged: std::sync::mpsc::Sender<String>) {
    let form = "report_kind=to_giac&effective=20%2F11%2F2026&summary=M%E1%BA%A5t+xe+m%C3%A1y&confirmed=true&take_docket=true";
    let kind = "application/x-www-form-urlencoded";
    while let Ok(answer) = ask(
        &address,
        &token,
        ("POST", "/criminal/reports"),
        (kind, form.as_bytes()),
    ) {
        assert_eq!(answer.status, 303, "{}", answer.text);
        if acknowledged.send(answer.location).is_err() {
            return;
        }
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill_and_everything_still_adds_up() {
    on_both(|place| async move {
        let (ground, token) = Ground::prepare(place).await;
        let running = ground.serve();
        let (sender, receiver) = std::sync::mpsc::channel();
        let people: Vec<_> = (0..2)
            .map(|_| {
                let (address, token, sender) =
                    (running.address.clone(), token.clone(), sender.clone());
                std::thread::spawn(move || enter_until_gone(address, token, sender))
            })
            .collect();
        drop(sender);
        let mut acknowledged: Vec<String> = receiver.iter().take(12).collect();
        running.kill();
        acknowledged.extend(receiver.iter());
        for person in people {
            person.join().unwrap();
        }

        let running = ground.serve();
        for location in &acknowledged {
            let page = get(&running.address, &token, location).unwrap();
            assert_eq!(page.status, 200, "{location}");
            assert!(page.text.contains("Mất xe máy"), "{location}");
        }
        let next = ask(
            &running.address,
            &token,
            ("POST", "/criminal/reports"),
            (
                "application/x-www-form-urlencoded",
                b"report_kind=tin_bao&effective=20%2F11%2F2026&summary=Sau&confirmed=true",
            ),
        );
        assert_eq!(next.unwrap().status, 303, "work goes on");
        running.kill();

        let whole = audit::verify(&ground.db).await.unwrap();
        assert!(matches!(whole, audit::Verdict::Whole { .. }), "{whole:?}");
        let places: String = ground
            .db
            .one(
                "SELECT CASE WHEN h.seq = (SELECT max(seq) FROM ledger_fact) AND h.seq = (SELECT count(*) FROM ledger_fact)
                             THEN 'whole' ELSE 'torn' END
                   FROM ledger_head h WHERE h.line = 'fact'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(places, "whole");
        let torn: i64 = ground
            .db
            .one(
                "SELECT count(*) FROM criminal_series s WHERE s.last <>
                   (SELECT count(*) FROM criminal_number b WHERE b.unit_id = s.unit_id AND b.year = s.year AND b.series = s.series)",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(torn, 0, "a number was given and lost");
        let before = views(&ground.db).await;
        Ledger::new(server::areas::views())
            .rebuild(&ground.db, Law::embedded(), |_| {})
            .await
            .unwrap();
        assert_eq!(views(&ground.db).await, before);
        ground.leave().await;
    });
}
