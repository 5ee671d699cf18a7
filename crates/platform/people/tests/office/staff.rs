//! People, posts, delegations, teams.

use people::{
    Right, Rights, Role, WorkError,
    staff::{actor_of, delegation, person, post, team},
};

use crate::house::{a_post, day, in_a_house, refused_field, today};

fn somebody(login: &str) -> person::Particulars {
    person::Particulars {
        name: " Trần  Thị Ánh".into(),
        login: login.into(),
        email: String::new(),
    }
}

#[test]
fn somebody_new_is_added_found_and_appointed() {
    in_a_house(|house| async move {
        let work = house.work(house.it_officer).await;
        let id = person::add(&work, "P68", somebody("Anh.TT"), None)
            .await
            .unwrap();
        let held = post::appoint(&work, a_post(id, Role::Clerk, "P68"))
            .await
            .unwrap();
        work.commit().await.unwrap();

        for typed in ["tran thi anh", "ÁNH", "anh.tt"] {
            let found = person::search(&house.db, typed, 10).await.unwrap();
            assert_eq!(
                found.iter().map(|p| p.id).collect::<Vec<_>>(),
                [id],
                "{typed}"
            );
        }
        assert_eq!(
            person::get(&house.db, id).await.unwrap().name,
            "Trần Thị Ánh"
        );
        let actor = house.actor(held).await;
        assert_eq!(
            (actor.role, actor.title.as_str(), actor.unit.as_str()),
            (Role::Clerk, "Văn thư", "P68")
        );
        let members = post::members(&house.db, &house.units().await, "P68", today())
            .await
            .unwrap();
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Phạm Thị Chi",
                "Nguyễn Văn An",
                "Trần Thị Ánh",
                "Đỗ Minh Tú"
            ]
        );
        assert_eq!(house.trail().await, ["person.added", "post.appointed"]);
    });
}

#[test]
fn bad_particulars_are_refused_at_their_field() {
    in_a_house(|house| async move {
        let work = house.work(house.it_officer).await;
        for (who, field) in [
            (
                person::Particulars {
                    name: "  ".into(),
                    ..somebody("anh.tt")
                },
                "name",
            ),
            (somebody("a"), "login"),
            (somebody("ánh tt"), "login"),
            (somebody("AN.NV"), "login"),
            (
                person::Particulars {
                    email: "không phải".into(),
                    ..somebody("anh.tt")
                },
                "email",
            ),
        ] {
            assert_eq!(
                refused_field(person::add(&work, "P68", who, None).await),
                field
            );
        }
        let weak = person::add(
            &work,
            "P68",
            somebody("anh.tt"),
            Some("aaaaaaaaaaaa".into()),
        )
        .await;
        assert_eq!(refused_field(weak), "password");
        let in_the_past = post::NewPost {
            to: Some(day("2025-06-01")),
            ..a_post(uuid::Uuid::nil(), Role::Clerk, "P68")
        };
        assert_eq!(refused_field(post::appoint(&work, in_the_past).await), "to");
        let ended = a_post(uuid::Uuid::nil(), Role::Clerk, "OLD-68-1");
        assert_eq!(refused_field(post::appoint(&work, ended).await), "unit");
    });
}

#[test]
fn nobody_appoints_or_locks_themselves() {
    in_a_house(|house| async move {
        let work = house.work(house.it_officer).await;
        let me = work.actor.person;
        let own = post::appoint(&work, a_post(me, Role::Chief, "P68")).await;
        assert_eq!(refused_field(own), "person");
        let locked = person::set_status(&work, me, "locked", "Thử").await;
        assert_eq!(refused_field(locked), "status");
    });
}

#[test]
fn a_post_acts_between_its_two_days() {
    in_a_house(|house| async move {
        let work = house.work(house.it_officer).await;
        post::end(&work, house.prosecutor, day("2026-12-31"), "Nghỉ hưu")
            .await
            .unwrap();
        assert_eq!(
            refused_field(post::end(&work, house.chief, day("2025-06-30"), "x").await),
            "to"
        );
        work.commit().await.unwrap();
        let units = house.units().await;
        for (on, acts) in [
            ("2025-06-30", false),
            ("2025-07-01", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            let actor = actor_of(&house.db, &units, house.prosecutor, day(on)).await;
            assert_eq!(actor.is_ok(), acts, "on {on}");
        }
    });
}

#[test]
fn a_delegation_holds_between_its_days_until_it_is_taken_back() {
    in_a_house(|house| async move {
        let to = house.actor(house.prosecutor).await.person;
        let given = |rights: Vec<Right>| delegation::NewDelegation {
            to_person: to,
            rights,
            from: day("2026-11-20"),
            to: day("2026-11-30"),
            reason: "Giấy ủy quyền số 5".into(),
        };
        let work = house.work(house.chief).await;
        assert_eq!(
            refused_field(delegation::give(&work, given(vec![Right::SystemBackup])).await),
            "rights"
        );
        assert_eq!(
            refused_field(delegation::give(&work, given(vec![])).await),
            "rights"
        );
        let id = delegation::give(&work, given(vec![Right::CriminalDecisionIssue]))
            .await
            .unwrap();
        work.commit().await.unwrap();

        let units = house.units().await;
        for (on, may) in [
            ("2026-11-19", false),
            ("2026-11-20", true),
            ("2026-11-30", true),
            ("2026-12-01", false),
        ] {
            let actor = actor_of(&house.db, &units, house.prosecutor, day(on))
                .await
                .unwrap();
            let answer = Rights::embedded().may(&actor, Right::CriminalDecisionIssue, "P68", false);
            assert_eq!(answer, may, "on {on}");
        }
        let work = house.work(house.prosecutor).await;
        let refused = delegation::take_back(&work, id).await.unwrap_err();
        assert!(
            matches!(refused, WorkError::NotFound),
            "only who gave it takes it back"
        );
        work.rollback().await.unwrap();
        let work = house.work(house.chief).await;
        delegation::take_back(&work, id).await.unwrap();
        work.commit().await.unwrap();
        assert!(house.actor(house.prosecutor).await.delegations.is_empty());
        assert_eq!(
            house.trail().await,
            ["delegation.given", "delegation.taken_back"]
        );
    });
}

#[test]
fn my_team_is_everybody_of_the_teams_i_am_in() {
    in_a_house(|house| async move {
        let chief = house.actor(house.chief).await.person;
        let mine = house.actor(house.prosecutor).await.person;
        let tu = house.actor(house.it_officer).await.person;
        let work = house.work(house.chief).await;
        let id = team::found(&work, "P68", "Tổ 1", chief, &[mine, chief])
            .await
            .unwrap();
        work.commit().await.unwrap();
        let mates = |of| {
            let db = house.db.clone();
            async move {
                let mut mates = team::team_mates(&db, of, today()).await.unwrap();
                mates.sort();
                mates
            }
        };
        let mut both = vec![chief, mine];
        both.sort();
        assert_eq!(mates(mine).await, both);
        assert_eq!(mates(tu).await, [tu]);

        let work = house.work(house.chief).await;
        assert_eq!(
            refused_field(team::remove_member(&work, id, chief).await),
            "person"
        );
        team::remove_member(&work, id, mine).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(mates(mine).await, [mine]);
        let work = house.work(house.chief).await;
        team::add_member(&work, id, mine).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(
            team::members_of(&house.db, id, today()).await.unwrap(),
            [mine, chief]
        );
    });
}
