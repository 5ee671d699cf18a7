//! Hai vụ án mẫu: every picture of both sample cases, drawn from what the program itself kept of them (`tests/cases`), judged as drawn.
//!
//! With `PICTURES=folder` in the environment the pictures are also written there, to be looked at.

use serde_json::Value;

use crate::{
    diagram::{self, kinds::DiagramKind},
    drawing::{Picture, proof},
    flows,
    map::{
        picture::{Paper, pages, shown, whole},
        read::Still,
    },
    sketch,
};

const CASES: [(&str, &str); 2] = [
    ("case-a", include_str!("../tests/cases/case-a.json")),
    ("case-b", include_str!("../tests/cases/case-b.json")),
];

/// What one case shows under one name: each frame of presenting, and the picture for paper.
struct Shown {
    name: String,
    frames: Vec<Picture>,
    whole: Vec<Picture>,
}

fn all_of(name: &str, case: &Value) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut sheet = |what: &str, sheet: crate::drawing::Sheet| {
        let frames = (0..=sheet.last_frame()).map(Some).chain([None]);
        all.push(Shown {
            name: format!("{name}-{what}"),
            frames: frames.map(|step| sheet.presented(step)).collect(),
            whole: vec![sheet.picture(None)],
        });
    };
    for kind in DiagramKind::ALL {
        sheet(kind.id(), diagram::sheet_of(kind, &case["parts"]));
        if !kind.is_timeline() {
            let stepped = diagram::sheet_of(kind, &case["parts"]).by_steps();
            sheet(&format!("{}-steps", kind.id()), stepped);
        }
    }
    sheet(
        "flow",
        flows::sheet_of(&case["parties"], &case["transfers"]),
    );
    let content = serde_json::from_value(case["sketch"].clone()).unwrap();
    let scene = |step| sketch::framed("Hiện trường", &content, step);
    all.push(Shown {
        name: format!("{name}-sketch"),
        frames: (0..=scene(None).steps)
            .map(Some)
            .chain([None])
            .map(scene)
            .collect(),
        whole: vec![sketch::drawn("Hiện trường", &content, None)],
    });
    for (n, map) in case["maps"].as_array().unwrap().iter().enumerate() {
        let map: Still = serde_json::from_value(map.clone()).unwrap();
        for (what, map) in [("map", map.clone()), ("map-two", map.within(2))] {
            let mut frames = pages(&map, &Paper::SCREEN);
            frames.push(shown(&map, None));
            let mut paper = pages(&map, &Paper::A3);
            paper.push(whole(&map));
            all.push(Shown {
                name: format!("{name}-{what}-{n}"),
                frames,
                whole: paper,
            });
        }
    }
    all
}

fn keep(folder: &str, name: &str, picture: &Picture) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/{name}.svg"), &picture.svg).unwrap();
}

#[test]
fn every_picture_of_both_cases_can_be_read_from_ten_metres_and_nothing_lies_on_anything_else() {
    let folder = std::env::var("PICTURES").ok();
    let mut wrong = Vec::new();
    for (name, case) in CASES {
        let case: Value = serde_json::from_str(case).unwrap();
        for one in all_of(name, &case) {
            assert!(!one.frames.is_empty(), "{}", one.name);
            if one.name.ends_with("quan_he") || one.name.ends_with("flow") {
                let (at_once, paper) = (one.frames.last().unwrap(), &one.whole[0]);
                let things = |svg: &str| svg.matches("data-layer=\"thing\"").count();
                assert_eq!(
                    things(&at_once.svg),
                    things(&paper.svg),
                    "{} at once",
                    one.name
                );
            }
            for (n, picture) in one.frames.iter().enumerate() {
                if let Some(folder) = &folder {
                    keep(folder, &format!("{}-{n:02}", one.name), picture);
                }
                let faults = proof::faults(&picture.svg);
                wrong.extend(
                    faults
                        .into_iter()
                        .map(|fault| format!("{} {n}: {fault}", one.name)),
                );
            }
            for (n, picture) in one.whole.iter().enumerate() {
                if let Some(folder) = &folder {
                    keep(folder, &format!("{}-paper{n:02}", one.name), picture);
                }
                let faults = proof::collisions(&picture.svg);
                wrong.extend(
                    faults
                        .into_iter()
                        .map(|fault| format!("{} paper: {fault}", one.name)),
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
