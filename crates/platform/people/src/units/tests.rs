//! The tree of units, day by day, on the embedded list.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn embedded() -> Units {
    Units::of(parse(EMBEDDED_UNITS).unwrap())
}

fn a_unit(key: &str, name: &str, level: Level, parent: &str) -> NewUnit {
    NewUnit {
        key: key.to_owned(),
        name: name.to_owned(),
        level,
        parent: Some(parent.to_owned()),
        code: None,
        from: day("2025-07-01"),
        certainty: "confirmed".to_owned(),
        source: "Quyết định thành lập".to_owned(),
    }
}

/// Lâm Đồng with two regions and a room.
fn lam_dong() -> Units {
    let mut units = embedded();
    for (key, name) in [("P68-KV01", "khu vực 1"), ("P68-KV02", "khu vực 2")] {
        let name = format!("Viện kiểm sát nhân dân {name} - Lâm Đồng");
        units
            .create(a_unit(key, &name, Level::Region, "P68"))
            .unwrap();
    }
    units
        .create(a_unit("P68-PB01", "Phòng 1", Level::Department, "P68"))
        .unwrap();
    units
}

fn keys(units: &[&Unit]) -> Vec<String> {
    units.iter().map(|unit| unit.key.clone()).collect()
}

fn count(units: &Units, level: Level, on: &str) -> usize {
    units
        .all_on(day(on))
        .filter(|unit| unit.level == level)
        .count()
}

#[test]
fn sixty_three_provinces_became_thirty_four_on_1_july_2025() {
    let units = embedded();
    assert_eq!(count(&units, Level::Province, "2025-06-30"), 63);
    assert_eq!(count(&units, Level::Province, "2025-07-01"), 34);
    assert_eq!(count(&units, Level::Province, "2026-11-22"), 34);
    assert_eq!(count(&units, Level::High, "2025-06-30"), 3);
    assert_eq!(count(&units, Level::High, "2025-07-01"), 0);
    assert_eq!(count(&units, Level::SupremeOffice, "2025-07-01"), 27);
    assert_eq!(count(&units, Level::Region, "2025-07-01"), 108);
}

#[test]
fn every_row_of_the_list_stands_in_the_tree_on_its_days() {
    let rows = parse(EMBEDDED_UNITS).unwrap();
    assert_eq!(rows.len(), 226);
    let units = embedded();
    for row in &rows {
        let on = row.from.max(day("2000-01-01")).min(row.to);
        assert_eq!(
            units
                .tree(on)
                .iter()
                .filter(|branch| branch.unit.key == row.key)
                .count(),
            1,
            "{}",
            row.key
        );
        assert_eq!(row.parent.is_none(), row.key == "TC");
        assert!(!row.name.contains("trước"), "{}", row.name);
        for other in [&row.parent, &row.successor].into_iter().flatten() {
            assert!(
                !units.days_of(other).is_empty(),
                "{} names {other}",
                row.key
            );
        }
    }
}

#[test]
fn a_unit_keeps_the_name_of_its_day() {
    let units = embedded();
    for (on, name) in [
        ("2025-06-30", "Viện kiểm sát nhân dân tỉnh Đồng Nai"),
        ("2026-04-29", "Viện kiểm sát nhân dân tỉnh Đồng Nai"),
        ("2026-04-30", "Viện kiểm sát nhân dân thành phố Đồng Nai"),
    ] {
        assert_eq!(units.name_on("P75", day(on)), name, "on {on}");
    }
    assert!(!units.is_open("P75", day("2025-06-30")));
    assert!(units.on("P75", day("2026-04-30")).unwrap().needs_check());
    assert_eq!(units.name_on("P99", day("2026-01-01")), "P99");
}

#[test]
fn a_merged_unit_is_answered_for_by_its_successor() {
    let units = embedded();
    assert_eq!(units.successors("OLD-68-2"), ["P68"]);
    assert_eq!(
        units.answers_on("OLD-68-2", day("2026-01-01")).unwrap().key,
        "P68"
    );
    assert_eq!(
        units.answers_on("OLD-68-2", day("2025-06-30")).unwrap().key,
        "OLD-68-2"
    );
    assert_eq!(
        units.predecessors("P68"),
        ["OLD-68-1", "OLD-68-2", "OLD-68-3"]
    );
    assert_eq!(units.successors("CC1"), ["TC-PT1"]);
}

#[test]
fn lists_are_in_vietnamese_order_and_count_two_before_ten() {
    let units = embedded();
    let regions = keys(&units.children("P79", day("2026-01-01")));
    let expected: Vec<String> = (1..=19)
        .map(|number| format!("P79-KV{number:02}"))
        .collect();
    assert_eq!(regions, expected);
    let children = units.children("TC", day("2026-01-01"));
    let provinces: Vec<&str> = children
        .iter()
        .filter(|u| u.level == Level::Province)
        .map(|u| u.key.as_str())
        .collect();
    assert_eq!(provinces[..5], ["P91", "P24", "P96", "P04", "P92"]); // An Giang, Bắc Ninh, Cà Mau, Cao Bằng, Cần Thơ
}

#[test]
fn a_unit_is_found_by_two_letters_with_or_without_marks() {
    let units = lam_dong();
    let first = |typed: &str| {
        units
            .search(typed, day("2026-01-01"), 5)
            .first()
            .map(|unit| unit.key.clone())
    };
    for (typed, key) in [
        ("lâ", "P68"),
        ("la", "P12"), // Lai Châu comes before Lâm Đồng
        ("ld", "P68"),
        ("LAM DONG", "P68"),
        ("kv2ld", "P68-KV02"),
        ("p68", "P68"),
        ("ho chi", "P79"),
        ("dong nai", "P75"),
    ] {
        assert_eq!(first(typed).as_deref(), Some(key), "typed {typed}");
    }
    assert_eq!(first("l"), None);
    assert_eq!(first("%%"), None);
}

#[test]
fn a_province_reaches_its_regions_rooms_and_predecessors() {
    let units = lam_dong();
    let today = day("2026-11-22");
    let own = |keys: &[&str]| {
        keys.iter()
            .map(|key| (*key).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let province = units.covers("P68", today);
    assert_eq!(
        *province.unit_keys(),
        own(&["P68", "P68-PB01", "OLD-68-1", "OLD-68-2", "OLD-68-3"])
    );
    assert!(province.tree("P68-KV02") && province.tree("OLD-68-3") && !province.tree("P79"));
    assert_eq!(units.covers("P68-PB01", today), province);
    let region = units.covers("P68-KV01", today);
    assert_eq!(*region.tree_keys(), own(&["P68-KV01"]));
    assert!(units.covers("TC", today).tree("P79-KV07"));
    assert!(units.covers("nowhere", today).tree_keys().is_empty());
}

#[test]
fn the_closure_says_what_the_tree_says() {
    let mut units = lam_dong();
    units
        .move_under("P68-KV02", "P66", day("2026-06-01"))
        .unwrap();
    units
        .rename(
            "P68",
            "Viện kiểm sát nhân dân thành phố Lâm Đồng",
            day("2026-03-01"),
        )
        .unwrap();
    let closure = units.closure();
    for on in ["2025-06-30", "2025-07-01", "2026-05-31", "2026-06-01"].map(day) {
        for top in ["TC", "P68", "P66", "P75"] {
            let below: BTreeSet<String> = keys(&units.descendants(top, on)).into_iter().collect();
            let rows = closure
                .iter()
                .filter(|row| row.ancestor == top && row.from <= on && on <= row.to);
            let pairs: Vec<String> = rows.map(|row| row.unit.clone()).collect();
            assert_eq!(
                pairs.len(),
                below.len(),
                "{top} on {on}: no pair stands twice"
            );
            assert_eq!(
                pairs.into_iter().collect::<BTreeSet<_>>(),
                below,
                "{top} on {on}"
            );
        }
    }
    let joined = closure
        .iter()
        .filter(|row| row.ancestor == "P68" && row.unit == "P68")
        .count();
    assert_eq!(joined, 1, "a change of name cuts no days");
}

#[test]
fn a_change_keeps_the_days_before_it() {
    let mut units = lam_dong();
    units
        .rename(
            "P68-KV01",
            "Viện kiểm sát nhân dân khu vực Đà Lạt",
            day("2026-03-01"),
        )
        .unwrap();
    assert!(
        units
            .name_on("P68-KV01", day("2026-02-28"))
            .contains("khu vực 1")
    );
    assert!(
        units
            .name_on("P68-KV01", day("2026-03-01"))
            .contains("Đà Lạt")
    );
    units
        .merge("P68-KV02", "P68-KV01", day("2026-09-01"))
        .unwrap();
    assert!(
        units.is_open("P68-KV02", day("2026-08-31"))
            && !units.is_open("P68-KV02", day("2026-09-01"))
    );
    assert!(units.covers("P68-KV01", day("2026-09-01")).unit("P68-KV02"));
    assert_eq!(units.ancestors("P68-KV02", day("2026-08-31")).len(), 2);
}

#[test]
fn an_unlawful_change_is_refused() {
    let mut units = lam_dong();
    let from = day("2026-03-01");
    let region = |key: &str| {
        a_unit(
            key,
            "Viện kiểm sát nhân dân khu vực 9",
            Level::Region,
            "P68",
        )
    };
    let refusals = [
        units.create(region("P68-KV01")).err(),
        units.create(region("khu vực")).err(),
        units
            .create(NewUnit {
                parent: Some("P68-KV01".into()),
                ..region("P68-KV09")
            })
            .err(),
        units
            .create(NewUnit {
                parent: Some("OLD-68-1".into()),
                ..region("P68-KV09")
            })
            .err(),
        units
            .create(NewUnit {
                name: "  ".into(),
                ..region("P68-KV09")
            })
            .err(),
        units
            .rename(
                "P68-KV02",
                "Viện kiểm sát nhân dân khu vực 1 - Lâm Đồng",
                from,
            )
            .err(),
        units
            .rename("P68-KV01", "Tên khác", day("2020-01-01"))
            .err(),
        units.rename("OLD-68-1", "Tên khác", from).err(),
        units.rename("nowhere", "Tên khác", from).err(),
        units.move_under("P68", "P68-KV01", from).err(),
        units.merge("P68-KV01", "P68-KV01", from).err(),
        units.merge("P68-KV01", "OLD-68-1", from).err(),
        units.end("P68", from).err(),
    ];
    use UnitRefusal as R;
    let key = |key: &str| key.to_owned();
    let expected = [
        R::KeyTaken(key("P68-KV01")),
        R::BadKey(key("khu vực")),
        R::WrongLevel(Level::Region, Level::Region),
        R::NotOpen {
            key: key("OLD-68-1"),
            on: day("2025-07-01"),
        },
        R::NoName,
        R::NameTaken(key("P68-KV01")),
        R::ChangedLater {
            key: key("P68-KV01"),
            on: day("2025-07-01"),
        },
        R::Ended {
            key: key("OLD-68-1"),
            last_day: day("2025-06-30"),
        },
        R::NoUnit(key("nowhere")),
        R::UnderItself,
        R::UnderItself,
        R::NotOpen {
            key: key("OLD-68-1"),
            on: from,
        },
        R::HasUnits(3),
    ];
    assert_eq!(refusals.map(Option::unwrap), expected);
    assert_eq!(units, lam_dong(), "a refusal changes nothing");
}

#[test]
fn a_list_with_a_fault_is_refused_with_its_line() {
    let head = "key,name_vi,level,parent,valid_from\n";
    for (rows, line) in [
        ("A,Viện A,toi_cao,,\nB,Viện B,cap_tinh,Viện C,\n", 3),
        ("A,Viện A,cap_ba,,\n", 2),
        ("A,Viện A,toi_cao,,1/7/2025\n", 2),
        (",Viện A,toi_cao,,\n", 2),
        ("A\n", 2),
    ] {
        assert_eq!(
            parse(&format!("{head}{rows}")).unwrap_err().line,
            line,
            "{rows}"
        );
    }
}

#[test]
fn a_free_key_is_one_that_nobody_used() {
    let units = lam_dong();
    assert_eq!(free_key(&units, "P68", Level::Region, None), "P68-KV03");
    assert_eq!(free_key(&units, "P68", Level::Region, Some(7)), "P68-KV07");
    assert_eq!(free_key(&units, "P68", Level::Department, None), "P68-PB02");
}
