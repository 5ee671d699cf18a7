//! Nhật ký gói về hồ sơ: the log comes home once, grows with a longer one, and never takes another history.

use axum::http::StatusCode;
use courtroom::pack::{
    log::{self, Line, Shown, What},
    messages,
};
use courtroom::session::playings_of;
use db::{Sql, args, testing::both};
use serde_json::json;
use shell::testing::Browser;
use uuid::Uuid;

use crate::house::{House, TABLES, said};
use crate::pack::{PHRASE, asked, made};

fn shown(at: i64, caption: &str, ground: &str) -> Line {
    let shown = Shown {
        id: Uuid::now_v7(),
        exhibit: None,
        phase: "xet_hoi".into(),
        origin: "page".into(),
        caption: caption.into(),
        statement: !ground.is_empty(),
        ground: ground.into(),
        parts: json!([{ "label": caption }]),
    };
    let what = What::Shown(Box::new(shown));
    Line { at, what }
}

#[test]
fn a_log_comes_home_once_grows_and_never_takes_another_history() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let mut browser = house.prosecutor().await;
        house.add(&mut browser, "xet_hoi", "1").await;
        house.goes_to_court().await;
        let fields = [
            ("expires_on", "30/11/2026"),
            ("phrase", PHRASE),
            ("confirmed", "on"),
        ];
        let answer = asked(&house, &mut browser, &fields).await;
        assert!(answer.has(messages::NOTE_PHRASE), "{}", answer.text);
        let pack = made(&house).await;
        let keys = pack.keys(house.office.app.key()).unwrap();
        let (session, from) = (Uuid::now_v7(), house.office.app.now_ms());
        let line = |after: i64, what| Line {
            at: from + after,
            what,
        };
        let media = Uuid::now_v7();
        let tape = |is_playing, at_ms, since: i64| {
            json!([{ "kind": "media", "media": media, "label": "Băng 1", "duration_ms": 60_000,
                "play": { "is_playing": is_playing, "at_ms": at_ms, "since_ms": from + since, "until_ms": 0 } }])
        };
        let played = |at: i64, is_playing, at_ms| {
            let parts = tape(is_playing, at_ms, at);
            line(at, What::Played { parts })
        };
        let mut lines = vec![
            line(
                0,
                What::Opened {
                    kind: "trial".into(),
                },
            ),
            shown(from + 1_000, "BL 1 – Kết luận giám định", ""),
            line(
                3_000,
                What::Cleared {
                    id: Uuid::now_v7(),
                    person: "Thái Doãn Lâm".into(),
                    ground: "Lời khai mâu thuẫn".into(),
                },
            ),
            shown(
                from + 6_000,
                "BL 3 – Biên bản hỏi cung",
                "Lời khai mâu thuẫn",
            ),
            // The recording runs from second 5 while the log is taken.
            shown(from + 7_000, "Băng 1", ""),
            played(7_500, true, 5_000),
            line(8_000, What::Clock { back_ms: 900_000 }),
            line(9_000, What::Taken),
        ];
        let file = |lines: &[Line]| {
            let sealed = log::sealed(pack.id, session, lines, &keys).unwrap();
            (sealed.clone(), serde_json::to_vec(&sealed).unwrap())
        };
        let to = house.list("/pack-logs");
        let (first, bytes) = file(&lines);
        let answer = browser.upload(&to, &[], ("log", "a.kslog", &bytes)).await;
        assert_eq!(
            answer.location(),
            format!("/courtroom/sessions/{session}/report"),
            "{}",
            answer.text
        );
        let report = browser.page(answer.location()).await;
        assert!(report.contains("BL 3 – Biên bản hỏi cung") && report.contains("Thái Doãn Lâm"));
        let count = || async {
            let sql = "SELECT count(*) FROM courtroom_showing WHERE session_id = $1";
            db.one::<i64>(sql, args![session]).await.unwrap()
        };
        assert_eq!(count().await, 3);
        let ran = || async {
            let all = playings_of(&db, session).await.unwrap();
            let all = all.into_iter().map(|one| (one.from_ms, one.to_ms));
            all.collect::<Vec<_>>()
        };
        assert_eq!(ran().await, [(5_000, Some(6_500))], "as far as is known");
        assert!(report.contains("Đã phát 00:05–00:06"));
        // What was shown away from the network stands in the line of facts too, once.
        let fact = ("2026-11-20".to_owned(), session.to_string(), true);
        assert_eq!(house.shown_facts().await, std::slice::from_ref(&fact));
        // The same file again, and an older one, change nothing.
        let again = browser.upload(&to, &[], ("log", "a.kslog", &bytes)).await;
        assert!(
            browser
                .page(again.location())
                .await
                .contains(messages::ALREADY_IN)
        );
        assert_eq!(count().await, 3);

        // The trial went on: what is new comes in. The sealed lines before are the same ones.
        lines.push(played(15_000, false, 12_500));
        lines.push(played(16_000, true, 12_500));
        lines.push(shown(from + 20_000, "BL 2", ""));
        lines.push(line(
            25_000,
            What::Notes {
                notes: "Bị cáo thừa nhận".into(),
            },
        ));
        lines.push(line(30_000, What::Ended));
        let mut longer = file(&lines).0;
        longer.lines[..first.lines.len()].clone_from_slice(&first.lines);
        let refused = browser
            .upload(
                &to,
                &[],
                ("log", "b.kslog", &serde_json::to_vec(&longer).unwrap()),
            )
            .await;
        assert!(
            browser
                .page(refused.location())
                .await
                .contains(&messages::log_broken(9)),
            "lines sealed behind others do not hold here"
        );
        let (other, bytes) = file(&lines);
        let refused = browser.upload(&to, &[], ("log", "c.kslog", &bytes)).await;
        assert!(
            browser
                .page(refused.location())
                .await
                .contains(messages::OTHER_HISTORY)
        );
        assert_eq!(count().await, 3);
        let grown = log::longer(&first, &lines[first.lines.len()..], &keys).unwrap();
        let bytes = serde_json::to_vec(&grown).unwrap();
        let answer = browser.upload(&to, &[], ("log", "d.kslog", &bytes)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(count().await, 4);
        let both = [(5_000, Some(12_500)), (12_500, Some(16_500))];
        assert_eq!(
            ran().await,
            both,
            "the line that was open ends where the longer log says"
        );
        assert_ne!(other.lines, grown.lines);
        assert_eq!(
            house.shown_facts().await,
            [fact],
            "a longer log is one fact"
        );

        refused_logs(&house, &mut browser, &grown).await;
        let day = browser
            .page(&house.list("/trial-report?day=2026-11-20"))
            .await;
        for words in [
            "Gói, không mạng",
            "BL 2",
            "Bị cáo thừa nhận",
            "đồng hồ máy bị vặn lùi 1 lần",
            "Đã phát 00:05–00:12, 00:12–00:16",
            "Lời khai mâu thuẫn",
        ] {
            assert!(day.contains(words), "{words}");
        }
        let page = browser.page(&house.list("/packs")).await;
        assert!(page.contains("20/11/2026") && page.contains("/report"));
        // Online the trial opens anew: the session that came home is over.
        let opened = house.session(&mut browser, "trial").await;
        assert!(!opened.contains(&session.to_string()));
        let state = said(
            browser
                .call("GET", &format!("{opened}/state"), json!({}))
                .await,
        );
        assert_eq!(state["is_over"], false);
    });
}

async fn refused_logs(house: &House, browser: &mut Browser<'_>, good: &log::Sealed) {
    let to = house.list("/pack-logs");
    let changed = |change: &dyn Fn(&mut log::Sealed)| {
        let mut bad = good.clone();
        change(&mut bad);
        serde_json::to_vec(&bad).unwrap()
    };
    let swapped = changed(&|bad| bad.lines.swap(1, 2));
    let unknown = changed(&|bad| bad.pack = Uuid::now_v7());
    for (bytes, sentence) in [
        (swapped, messages::log_broken(2)),
        (unknown, messages::UNKNOWN_PACK.to_owned()),
        (b"{}".to_vec(), messages::NO_LOG.to_owned()),
        (Vec::new(), messages::NO_FILE.to_owned()),
    ] {
        let answer = browser.upload(&to, &[], ("log", "x.kslog", &bytes)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = browser.page(answer.location()).await;
        assert!(page.contains(&sentence), "{sentence}");
    }
}
