//! Tách, nhập, chuyển vụ án: what each side sees, numbers in both books, history both ways, nothing half done.

use axum::http::StatusCode;
use criminal::passage::join::join;
use criminal::passage::lists;
use criminal::passage::split::{Split, split};
use criminal::passage::transfer::{Taking, send, take};
use criminal::persons::{dossier, finding};
use criminal::{ActEntry, RecordError, record_act};
use db::{Db, Sql, testing::both};
use law::Moment;
use people::{Role, Work, WorkError};
use shell::testing::{Office, REGION};
use uuid::Uuid;

use crate::{TABLES, act, office, work_as, work_of};

/// The neighbouring procuracy.
pub const OTHER: &str = "P68-KV04";

/// A case under investigation with these accused, the first of them detained: matter and people.
pub async fn a_case(office: &Office, day: &str, names: &[&str]) -> (Uuid, Vec<Uuid>) {
    let work = work_as(office, Role::Chief).await;
    let matter = Uuid::now_v7();
    let charges = serde_json::json!([{ "article": "173", "clause": 1 }]);
    let people: Vec<Uuid> = names.iter().map(|_| Uuid::now_v7()).collect();
    let mut entries = vec![act("case.initiated", day).with("charges", charges.clone())];
    for (who, name) in people.iter().zip(names) {
        entries.push(
            act("party.described", day)
                .about(*who)
                .with("name", *name)
                .with("role", "bi_can"),
        );
        entries.push(
            act("accused.initiated", day)
                .about(*who)
                .with("charges", charges.clone()),
        );
        entries.push(act("accused.approved", day).about(*who));
    }
    criminal::register(&work, matter, entries).await.unwrap();
    let ordered = act("detention.ordered", day)
        .about(people[0])
        .with("from", day)
        .with("to", "2026-12-20");
    record_act(&work, matter, ordered, None).await.unwrap();
    let approved = record_act(
        &work,
        matter,
        act("detention.approved", day).about(people[0]),
        None,
    );
    approved.await.unwrap();
    work.commit().await.unwrap();
    (matter, people)
}

/// A decision to split, numbered from the book.
pub fn decision(day: &str) -> ActEntry {
    let mut decision = act("case.split", day).with("reason", "Bị can bỏ trốn.");
    decision.takes_number = true;
    decision
}

/// The matter as it stands.
pub async fn opened(db: &Db, matter: Uuid) -> criminal::Opened {
    criminal::open(db, law::Law::embedded(), matter)
        .await
        .unwrap()
        .unwrap()
}

/// Who is held in a unit: matter and name.
pub async fn held(db: &Db, unit: &str) -> Vec<(Uuid, String)> {
    let units = [unit.to_owned()];
    let (lines, _) = criminal::register::held(db, &units, None, None)
        .await
        .unwrap();
    lines
        .into_iter()
        .map(|line| (line.matter_id, line.name))
        .collect()
}

async fn numbers(db: &Db) -> i64 {
    db.one("SELECT count(*) FROM criminal_number", vec![])
        .await
        .unwrap()
}

#[test]
fn a_split_opens_a_case_with_the_chosen_accused_and_each_names_the_other() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, people) =
            a_case(&office, "2026-11-02", &["Thái Doãn Lâm", "Lưu Gia Huy"]).await;
        let work = work_as(&office, Role::Chief).await;
        let entry = Split {
            decision: decision("2026-11-20"),
            subjects: vec![people[0]],
            takes_docket: true,
            ..Split::default()
        };
        let new = split(&work, matter, entry, None).await.unwrap();
        work.commit().await.unwrap();
        let (old, new) = (opened(&db, matter).await, opened(&db, new).await);
        assert_eq!(new.unit, REGION);
        let names = |one: &criminal::Opened| -> Vec<(String, String)> {
            let person = |person: &criminal::rules::Person| {
                (person.name.clone(), format!("{:?}", person.state.unwrap()))
            };
            one.matter.accused().map(person).collect()
        };
        assert_eq!(names(&old)[0].1, "MovedToOtherCase");
        assert_eq!(
            names(&new),
            [("Thái Doãn Lâm".to_owned(), "Approved".to_owned())]
        );
        let link = |one: &criminal::Opened| criminal::passage::links(&one.facts);
        assert_eq!(link(&old)[0].matter, new.id);
        assert_eq!(
            (link(&new)[0].matter, link(&new)[0].code.as_str()),
            (old.id, old.code.as_str())
        );
        // Every limit counts from its first start, and the person is held once.
        let end = |one: &criminal::Opened, family: &str, who: Option<Uuid>| {
            one.matter
                .clock(family, who)
                .and_then(|clock| clock.due)
                .map(|due| due.on)
        };
        assert_eq!(end(&new, "INV", None), end(&old, "INV", None));
        assert!(end(&new, "INV", None).is_some());
        assert_eq!(
            held(&db, REGION).await,
            [(new.id, "Thái Doãn Lâm".to_owned())]
        );
        assert_eq!(new.matter.dockets.len(), 1);
        let decided = old
            .facts
            .iter()
            .find(|fact| fact.kind == "case.split")
            .unwrap();
        assert!(
            decided.number.as_deref().unwrap().contains("/QĐ"),
            "{decided:?}"
        );
        // The two people are known to be one, by the decision.
        let who = new.matter.accused().next().unwrap().subject;
        let person = finding::person(&db, new.id, who).await.unwrap().unwrap();
        let dossier = dossier::of(&db, &[REGION.to_owned()], person)
            .await
            .unwrap();
        assert_eq!((dossier.same.len(), dossier.suggested.len()), (1, 0));
    });
}

#[test]
fn a_split_that_cannot_be_leaves_nothing() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, people) =
            a_case(&office, "2026-11-02", &["Thái Doãn Lâm", "Lưu Gia Huy"]).await;
        let matters = || async {
            let count: i64 = db
                .one("SELECT count(*) FROM ledger_matter", vec![])
                .await
                .unwrap();
            (count, numbers(&db).await)
        };
        let before = matters().await;
        for (subjects, day) in [
            (vec![], "2026-11-20"),
            (people.clone(), "2026-11-20"),
            (vec![Uuid::now_v7()], "2026-11-20"),
            (vec![people[0]], "2027-11-20"),
        ] {
            let work = work_as(&office, Role::Chief).await;
            let entry = Split {
                decision: decision(day),
                subjects,
                takes_docket: true,
                ..Split::default()
            };
            assert!(split(&work, matter, entry, None).await.is_err(), "{day}");
            work.rollback().await.unwrap();
        }
        assert_eq!(matters().await, before);
    });
}

#[test]
fn a_joined_case_ends_and_its_accused_go_on_with_the_safer_end_told() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (here, _) = a_case(&office, "2026-11-10", &["Thái Doãn Lâm"]).await;
        let (other, _) = a_case(&office, "2026-11-02", &["Lưu Gia Huy"]).await;
        let code = opened(&db, other).await.code;
        let work = work_as(&office, Role::Chief).await;
        let mut entry = act("case.joined", "2026-11-20").with("reason", "Cùng một nhóm.");
        entry.takes_number = true;
        let wrong = join(&work, here, "P68-KV03-999999", entry.clone(), None).await;
        assert!(matches!(
            wrong,
            Err(RecordError::Work(WorkError::Invalid { .. }))
        ));
        let joined = join(&work, here, &code.to_lowercase(), entry, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert_eq!(joined.people, 1);
        let (here, other) = (opened(&db, here).await, opened(&db, other).await);
        let earlier = here.matter.clock("INV", None).unwrap().due.unwrap();
        assert!(
            joined.safe_end.unwrap().on < earlier.on,
            "the other began earlier"
        );
        assert_eq!(
            format!("{:?}", other.matter.case.as_ref().unwrap().state),
            "Joined"
        );
        assert_eq!(other.matter.running().count(), 0);
        let names: Vec<&str> = here
            .matter
            .accused()
            .map(|person| person.name.as_str())
            .collect();
        // In the order of the law: the other case began earlier.
        assert_eq!(names, ["Lưu Gia Huy", "Thái Doãn Lâm"]);
        let mut held = held(&db, REGION).await;
        held.sort_by(|a, b| a.1.cmp(&b.1));
        assert_eq!(held.len(), 2, "each is held once: {held:?}");
        assert!(held.iter().all(|(matter, _)| *matter == here.id));
        let words: Vec<&str> = criminal::passage::links(&other.facts)
            .iter()
            .map(|link| link.words)
            .collect();
        assert_eq!(words, ["Vụ án này đã nhập vào"]);
        let number = |one: &criminal::Opened, kind: &str| {
            one.facts
                .iter()
                .find(|fact| fact.kind == kind)
                .and_then(|fact| fact.number.clone())
        };
        assert_eq!(
            number(&here, "case.joined"),
            number(&other, "case.joined_into")
        );
        assert!(number(&here, "case.joined").is_some());
    });
}

/// Work of somebody new in a unit.
pub async fn work_at(office: &Office, role: Role, unit: &str) -> Work {
    let (person, _) = office.employ(role, unit).await;
    work_of(office, person).await
}

/// A matter is taken in on a day.
pub fn taking(day: &str) -> Taking {
    Taking {
        on: day.parse::<Moment>().unwrap(),
        docket: None,
        takes_docket: true,
        prosecutor: None,
        is_confirmed: true,
    }
}

#[test]
fn a_transferred_case_is_the_senders_until_the_receiver_takes_it_in() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_case(&office, "2026-11-02", &["Thái Doãn Lâm"]).await;
        let path = format!("/criminal/matters/{matter}");
        let mut sender = office.signed_in(Role::Chief).await;
        let mut receiver = office.signed_in_at(Role::Chief, OTHER).await;
        let form = sender.page(&format!("{path}/transfer")).await;
        assert!(
            form.contains("chuyển vụ án hình sự")
                && form.contains(OTHER)
                && !form.contains("value=\"P68-KV03\"")
        );
        let typed = [
            ("effective", "19/11/2026"),
            ("take_number", "true"),
            ("kind", "case.transfer_decided"),
            ("to_unit", OTHER),
            ("reason", "Không thuộc thẩm quyền theo lãnh thổ."),
            ("confirmed", "true"),
        ];
        let sent = sender.post(&format!("{path}/transfer"), &typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert!(sender.page(&path).await.contains("Đang chuyển đến"));
        assert!(
            sender
                .page("/criminal/passages?of=under_way")
                .await
                .contains("Đang chuyển")
        );
        // The receiver sees the line, not the matter.
        let list = receiver.page("/criminal/passages").await;
        assert!(list.contains("Thái Doãn Lâm") && list.contains("Nhận hồ sơ"));
        assert_eq!(receiver.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(held(&db, REGION).await.len(), 1);
        let taking_path = format!("/criminal/passages/{matter}/taking");
        assert_eq!(sender.get(&taking_path).await.status, StatusCode::NOT_FOUND);
        let typed = [
            ("effective", "20/11/2026"),
            ("take_docket", "true"),
            ("confirmed", "true"),
        ];
        let before = numbers(&db).await;
        let taken = receiver.post(&taking_path, &typed).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        assert_eq!(
            numbers(&db).await,
            before + 1,
            "the receiver's book gave its acceptance number"
        );
        assert_eq!(receiver.get(&path).await.status, StatusCode::OK);
        assert_eq!(sender.get(&path).await.status, StatusCode::FORBIDDEN);
        assert!(
            sender
                .page("/criminal/passages?of=sent")
                .await
                .contains("Đã nhận 20/11/2026")
        );
        assert_eq!(held(&db, OTHER).await.len(), 1);
        assert!(held(&db, REGION).await.is_empty());
        let matter = opened(&db, matter).await;
        assert_eq!(matter.unit, OTHER);
        assert!(
            matter.assigned.prosecutor.is_empty(),
            "the receiver assigns anew"
        );
        assert!(
            matter.matter.clock("INV", None).unwrap().is_running(),
            "the limit goes on"
        );
        let again = receiver.get(&taking_path).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_report_goes_to_another_procuracy_and_is_received_there_anew() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = crate::a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let work = work_as(&office, Role::Chief).await;
        let entry = || act("report.transferred", "2026-11-10").with("reason", "Xảy ra ở nơi khác.");
        for wrong in ["", "NOWHERE", REGION] {
            let refused = send(&work, matter, wrong, entry(), None).await;
            assert!(
                matches!(refused, Err(RecordError::Work(WorkError::Invalid { .. }))),
                "{wrong}"
            );
        }
        let case_act = act("case.transfer_decided", "2026-11-10");
        assert!(send(&work, matter, OTHER, case_act, None).await.is_err());
        send(&work, matter, OTHER, entry(), None).await.unwrap();
        let twice = send(&work, matter, OTHER, entry(), None).await;
        assert!(twice.is_err(), "it is under way");
        work.commit().await.unwrap();
        let stranger = work_at(&office, Role::Chief, "P68").await;
        let refused = take(&stranger, matter, taking("2026-11-12")).await;
        assert!(matches!(
            refused,
            Err(RecordError::Work(WorkError::NotFound))
        ));
        stranger.rollback().await.unwrap();
        let work = work_at(&office, Role::Chief, OTHER).await;
        let early = take(&work, matter, taking("2026-11-09")).await;
        assert!(matches!(
            early,
            Err(RecordError::Work(WorkError::Invalid { .. }))
        ));
        take(&work, matter, taking("2026-11-12")).await.unwrap();
        work.commit().await.unwrap();
        let opened = opened(&db, matter).await;
        assert_eq!(opened.unit, OTHER);
        let report = opened.matter.report.as_ref().unwrap();
        assert_eq!(report.summary.as_deref(), Some("Bị đe dọa, buộc đưa tiền."));
        assert!(opened.matter.running().count() > 0, "its limit runs there");
        let lines = lists::of_matter(&db, matter).await.unwrap();
        assert_eq!(lines.len(), 1);
        assert!(!lines[0].is_open && lines[0].taken_on.is_some());
    });
}

#[test]
fn a_transfer_withdrawn_before_it_is_taken_in_is_under_way_no_more() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_case(&office, "2026-11-02", &["Thái Doãn Lâm"]).await;
        let work = work_as(&office, Role::Chief).await;
        let entry = act("case.transfer_decided", "2026-11-10").with("reason", "Nhầm thẩm quyền.");
        send(&work, matter, OTHER, entry, None).await.unwrap();
        let fact = lists::of_matter(&work.tx, matter).await.unwrap()[0].fact_id;
        criminal::withdraw(&work, matter, fact, "Chuyển nhầm nơi.", None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert!(lists::of_matter(&db, matter).await.unwrap().is_empty());
        let work = work_at(&office, Role::Chief, OTHER).await;
        assert!(take(&work, matter, taking("2026-11-12")).await.is_err());
    });
}
