//! The frame of every use case: rights, records, the trail, all or nothing.

use ledger::{Matter, NewFact};
use people::{Right, Role, WorkError};
use uuid::Uuid;

use crate::house::{in_a_house, today};

fn a_fact() -> NewFact {
    NewFact::new(Uuid::now_v7(), "party.described", today())
}

#[test]
fn what_is_committed_is_recorded_and_leaves_its_trail() {
    in_a_house(|house| async move {
        let id = Uuid::now_v7();
        let work = house.work(house.prosecutor).await;
        let mine = [work.actor.person];
        work.require(Right::CriminalMatterRegister, "P68")
            .await
            .unwrap();
        work.require_for(Right::CriminalFactRecord, "P68", &mine)
            .await
            .unwrap();
        let facts = work.record(Matter::New(id), vec![a_fact()]).await.unwrap();
        assert_eq!(
            (facts[0].unit.as_str(), facts[0].recorded_by),
            ("P68", work.actor.person)
        );
        work.look("matter", id).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(house.trail().await, ["fact.recorded", "matter.looked"]);
    });
}

#[test]
fn what_is_not_committed_leaves_nothing() {
    in_a_house(|house| async move {
        let id = Uuid::now_v7();
        let work = house.work(house.prosecutor).await;
        work.record(Matter::New(id), vec![a_fact()]).await.unwrap();
        drop(work);
        assert!(house.trail().await.is_empty());
        let work = house.work(house.prosecutor).await;
        let matter = Matter::Existing { id, seen: None };
        assert!(matches!(
            work.record(matter, vec![a_fact()]).await,
            Err(WorkError::NotFound)
        ));
    });
}

#[test]
fn the_second_of_two_people_is_told_of_the_first() {
    in_a_house(|house| async move {
        let id = Uuid::now_v7();
        let work = house.work(house.prosecutor).await;
        let seen = work.record(Matter::New(id), vec![a_fact()]).await.unwrap()[0].seq;
        work.commit().await.unwrap();
        let matter = Matter::Existing {
            id,
            seen: Some(seen),
        };
        let work = house.work(house.chief).await;
        work.record(matter, vec![a_fact()]).await.unwrap();
        work.commit().await.unwrap();
        let work = house.work(house.prosecutor).await;
        let second = work.record(matter, vec![a_fact()]).await.unwrap_err();
        assert!(matches!(second, WorkError::ChangedMeanwhile));
        assert!(second.is_answer());
    });
}

#[test]
fn a_right_or_role_that_is_missing_refuses() {
    in_a_house(|house| async move {
        let work = house.work(house.prosecutor).await;
        let refused = work
            .require(Right::CriminalFactRecord, "P68")
            .await
            .unwrap_err();
        assert!(
            matches!(refused, WorkError::NotAllowed { .. }),
            "not assigned"
        );
        let refused = work.require_role(&[Role::Chief]).unwrap_err();
        assert!(matches!(refused, WorkError::NotInRole { .. }));
        work.require_role(&[Role::Chief, Role::Prosecutor]).unwrap();
    });
}
