//! The floors: who may stand on whom, and which library has which one home.

use crate::sources::{code_of, members, shown};

/// Each crate and what of ours it may use, from the ground up. A new arrow is a decision (docs/decisions) and a word here.
const MAY_USE: [(&str, &str); 26] = [
    ("law", ""),
    ("text", ""),
    ("db", ""),
    ("files", ""),
    ("search", "text"),
    ("scan", "text"),
    ("typeset", "law text"),
    ("sign", ""),
    ("agent", "sign"),
    ("ledger", "law db"),
    ("jobs", "db ledger"),
    ("people", "law text db ledger"),
    ("shell", "law text db files search ledger jobs people"),
    ("signing", "text db files typeset sign people shell"),
    ("criminal", "law text db typeset ledger people shell"),
    ("civil", "law text db ledger people shell"),
    (
        "casefile",
        "law text db files search scan typeset ledger jobs people shell criminal civil",
    ),
    (
        "archive",
        "law text db files search scan typeset ledger jobs people shell criminal civil casefile",
    ),
    (
        "documents",
        "law text db files typeset sign ledger jobs people shell signing criminal",
    ),
    (
        "exchange",
        "law text db files ledger jobs people shell criminal",
    ),
    (
        "evidence",
        "law text db files search typeset ledger jobs people shell criminal civil casefile exchange",
    ),
    (
        "courtroom",
        "law text db files search scan typeset sign ledger jobs people shell signing criminal civil casefile evidence",
    ),
    (
        "statistics",
        "law text db typeset sign ledger jobs people shell signing criminal exchange",
    ),
    (
        "desk",
        "law text db ledger jobs people shell signing criminal civil casefile documents statistics",
    ),
    (
        "demo",
        "law text db files search typeset ledger jobs people shell criminal civil casefile documents evidence courtroom statistics desk",
    ),
    (
        "kiemsat",
        "law text db files search scan typeset sign agent ledger jobs people shell signing criminal civil casefile archive documents evidence courtroom exchange statistics desk demo",
    ),
];

/// Libraries with one home, so that leaving one of them is work in one room.
const ONE_HOME: [(&str, &str); 20] = [
    ("sqlx", "db"),
    ("object_store", "files"),
    ("tantivy", "search"),
    ("hayro", "scan"),
    ("tesseract-plumbing", "scan"),
    ("typst", "typeset"),
    ("typst-pdf", "typeset"),
    ("docx-rs", "typeset"),
    ("rust_xlsxwriter", "statistics"),
    ("rust_xlsxwriter", "criminal"),
    ("rust_xlsxwriter", "documents"),
    ("rust_xlsxwriter", "exchange"),
    ("rust_xlsxwriter", "courtroom"),
    ("rust_xlsxwriter", "signing"),
    ("argon2", "people"),
    ("lettre", "desk"),
    ("cms", "sign"),
    ("x509-cert", "sign"),
    ("cryptoki", "sign"),
    // The agent's tests make a token; the agent itself signs through `sign`.
    ("cryptoki", "agent"),
];

/// The ground floor: all that `law` and `text` may name. No runtime, no database, no web.
const GROUND: [(&str, &[&str]); 2] = [
    (
        "law",
        &[
            "chrono",
            "csv",
            "serde",
            "serde_json",
            "thiserror",
            "toml",
            "uuid",
            "proptest",
            "insta",
        ],
    ),
    ("text", &["unicode-normalization", "proptest", "serde_json"]),
];

/// What the ground floor's sources may not say.
const OUTSIDE_WORLD: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "::now(",
    "now_v7",
    "async ",
    ".await",
    "println!",
    "stdin",
];

fn may_use(name: &str) -> Vec<&'static str> {
    let row = MAY_USE.iter().find(|(known, _)| *known == name);
    let below = row
        .unwrap_or_else(|| panic!("{name} has no floor: add it to MAY_USE, with a decision"))
        .1;
    below.split(' ').filter(|used| !used.is_empty()).collect()
}

#[test]
fn every_arrow_between_crates_is_allowed() {
    let ours: Vec<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    for member in members() {
        let allowed = may_use(&member.name);
        for used in member
            .dependencies()
            .iter()
            .filter(|name| ours.contains(&name.as_str()))
        {
            assert!(
                allowed.contains(&used.as_str()),
                "{} may not use {used}: no decision allows that arrow",
                member.name
            );
        }
    }
}

#[test]
fn the_allowed_arrows_only_point_down() {
    for (floor, (name, _)) in MAY_USE.iter().enumerate() {
        for used in may_use(name) {
            let its_floor = MAY_USE.iter().position(|(known, _)| *known == used);
            assert!(
                its_floor.is_some_and(|its| its < floor),
                "{name} → {used} points up"
            );
        }
    }
}

#[test]
fn every_crate_of_the_table_exists() {
    let found: Vec<String> = members().into_iter().map(|member| member.name).collect();
    for (name, _) in MAY_USE {
        assert!(
            found.iter().any(|known| known == name),
            "{name} has a floor and no folder"
        );
    }
}

#[test]
fn law_and_text_name_no_runtime_database_or_web_library() {
    for member in members() {
        let Some((_, allowed)) = GROUND.iter().find(|(name, _)| *name == member.name) else {
            continue;
        };
        for used in member.dependencies() {
            assert!(
                allowed.contains(&used.as_str()),
                "{} names {used}",
                member.name
            );
        }
    }
}

#[test]
fn law_and_text_ask_neither_the_clock_nor_the_machine() {
    for member in members()
        .iter()
        .filter(|member| GROUND.iter().any(|(name, _)| *name == member.name))
    {
        for (path, source) in member.sources() {
            let code = code_of(&source);
            for word in OUTSIDE_WORLD {
                assert!(!code.contains(word), "{} says {word}", shown(&path));
            }
        }
    }
}

#[test]
fn only_the_platform_and_the_server_ask_the_clock() {
    for member in members() {
        let asks_by_right =
            member.name == "kiemsat" || member.folder.to_string_lossy().contains("/platform/");
        for (path, source) in member.sources().iter().filter(|_| !asks_by_right) {
            let code = code_of(source);
            for word in ["Utc::now", "Local::now", "SystemTime::now"] {
                assert!(
                    !code.contains(word),
                    "{} says {word}: take the time as a parameter",
                    shown(path)
                );
            }
        }
    }
}

#[test]
fn a_library_with_one_home_is_named_there_only() {
    for member in members() {
        for used in member.dependencies() {
            let home: Vec<&str> = ONE_HOME
                .iter()
                .filter(|(library, _)| *library == used)
                .map(|(_, home)| *home)
                .collect();
            assert!(
                home.is_empty() || home.contains(&member.name.as_str()),
                "{} names {used}; its home is {home:?}",
                member.name
            );
        }
    }
}

#[test]
fn no_area_reads_the_tables_of_another() {
    let areas = [
        "signing",
        "criminal",
        "civil",
        "casefile",
        "archive",
        "documents",
        "evidence",
        "courtroom",
        "statistics",
        "exchange",
        "desk",
        "people",
    ];
    for member in members()
        .iter()
        .filter(|member| areas.contains(&member.name.as_str()))
    {
        for (path, source) in member.sources() {
            let words: Vec<&str> = source.split_whitespace().collect();
            for pair in words
                .windows(2)
                .filter(|pair| ["FROM", "JOIN", "INTO", "UPDATE"].contains(&pair[0]))
            {
                let owner = areas
                    .iter()
                    .find(|area| pair[1].starts_with(&format!("{area}_")));
                assert!(
                    owner.is_none_or(|owner| *owner == member.name),
                    "{} reads {}: call a function of that area instead",
                    shown(&path),
                    pair[1]
                );
            }
        }
    }
}

#[test]
fn a_manifest_names_only_what_its_sources_use() {
    let mut unused = Vec::new();
    for member in members() {
        let sources: String = member
            .sources()
            .into_iter()
            .map(|(_, source)| source)
            .collect();
        for used in member.shipped_dependencies() {
            let name = used.replace('-', "_");
            let mut words = sources.split(|c: char| !c.is_alphanumeric() && c != '_');
            if !words.any(|word| word == name) {
                unused.push(format!("{} names {used} and never uses it", member.name));
            }
        }
    }
    assert!(unused.is_empty(), "{}", unused.join("\n"));
}
