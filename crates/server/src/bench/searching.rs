//! Tìm trong các trang: many pages of invented words, asked with and without their marks, within the units that one may read.
//!
//! The pages carry what scanners do to words: letters read for one another, and on each page a heap of letters that is no word. The
//! index of 1,000,000 pages takes about 4 GB under the folder for temporary files and is taken away again.

use std::{path::Path, time::Instant};

use anyhow::Context;
use search::{Index, PageText, Query};
use uuid::Uuid;

use super::{
    chance::Chance,
    table::{Line, percentile},
};

const WORDS: &[&str] = &[
    "bị",
    "can",
    "tài",
    "sản",
    "quyết",
    "định",
    "khởi",
    "tố",
    "điều",
    "tra",
    "viện",
    "kiểm",
    "sát",
    "chứng",
    "cứ",
    "lời",
    "khai",
    "người",
    "làm",
    "đơn",
    "vị",
    "trưng",
    "cầu",
    "giám",
    "hiện",
    "trường",
    "xe",
    "máy",
    "đường",
    "phường",
    "tiền",
    "đồng",
    "ngày",
    "tháng",
    "năm",
    "giờ",
    "biên",
    "bản",
    "ghi",
    "nhận",
    "sự",
    "việc",
    "công",
    "an",
    "tỉnh",
    "khu",
    "vực",
    "tạm",
    "giam",
    "giữ",
    "gia",
    "hạn",
    "lệnh",
    "phê",
    "chuẩn",
    "hồ",
    "sơ",
    "bút",
    "lục",
    "cáo",
    "trạng",
    "truy",
    "tòa",
    "án",
    "xét",
    "xử",
    "luật",
    "hình",
    "khoản",
    "điểm",
    "nhân",
    "dân",
    "cưỡng",
    "đoạt",
    "trộm",
    "cắp",
];
const NAMES: &[&str] = &[
    "Thái", "Doãn", "Lâm", "Trần", "Hữu", "Phúc", "Ngọc", "Tuyết", "Quân", "Oanh", "Khánh", "Mỹ",
];

/// Misread words, one of so many.
const MISREAD: u64 = 60;
/// So often each kind of question is asked.
const ASKED: usize = 150;
/// Regions of the province.
const REGIONS: u64 = 12;

/// A kind of question.
struct Kind {
    name: &'static str,
    typed: fn(&mut Chance) -> String,
    /// As a scanner may have misread it, as the screen asks when nothing else is found.
    misread: bool,
}

const KINDS: [Kind; 7] = [
    Kind {
        name: "họ tên có dấu",
        typed: name,
        misread: false,
    },
    Kind {
        name: "họ tên không dấu",
        typed: |chance| text::fold(&name(chance)),
        misread: false,
    },
    Kind {
        name: "cụm từ có dấu",
        typed: |chance| format!("\"{}\"", phrase(chance)),
        misread: false,
    },
    Kind {
        name: "cụm từ không dấu",
        typed: |chance| text::fold(&phrase(chance)),
        misread: false,
    },
    Kind {
        name: "số văn bản",
        typed: |chance| format!("{}/QĐ-VKSKV3", chance.draw() % 5_000),
        misread: false,
    },
    Kind {
        name: "một từ",
        typed: |chance| chance.one(WORDS).to_owned(),
        misread: false,
    },
    Kind {
        name: "họ tên có thể đọc nhầm",
        typed: |chance| format!("{} {}", name(chance), chance.one(NAMES)),
        misread: true,
    },
];

fn name(chance: &mut Chance) -> String {
    format!("{} {}", chance.one(NAMES), chance.one(NAMES))
}

fn phrase(chance: &mut Chance) -> String {
    let words = [(); 3].map(|()| chance.one(WORDS));
    words.join(" ")
}

/// Makes an index of so many pages and asks it.
pub fn measure(pages: u64) -> anyhow::Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("kiemsat-bench-search-{}", std::process::id()));
    let measured = in_folder(&folder, pages);
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

fn in_folder(folder: &Path, pages: u64) -> anyhow::Result<Vec<Line>> {
    let index = Index::open(folder).context("the index")?;
    let mut chance = Chance::new(7);
    let begun = Instant::now();
    let mut batch = Vec::new();
    for no in 0..pages {
        batch.push(page(&mut chance, no));
        if batch.len() == 20_000 || no + 1 == pages {
            index.put(&batch)?;
            index.commit()?;
            batch.clear();
        }
    }
    let filled = begun.elapsed().as_secs_f64();
    let region = vec!["P68-KV03".to_owned()];
    let province: Vec<String> = (1..=REGIONS).map(|n| format!("P68-KV{n:02}")).collect();
    let mut lines = Vec::new();
    for (reach, units) in [("một khu vực", region), ("cả tỉnh", province)] {
        for kind in &KINDS {
            lines.push(asked(&index, kind, reach, &units, pages, &mut chance)?);
        }
    }
    let weight = weight(folder) as f64 / f64::from(1 << 20);
    drop(index);
    let speed = Line::told(
        format!("đưa {pages} trang vào chỉ mục tìm kiếm"),
        "",
        pages as f64 / filled,
        "trang/s",
    );
    lines.push(speed.also(format!(
        "{filled:.0} s; the index weighs {weight:.0} MB on the disk"
    )));
    Ok(lines)
}

fn asked(
    index: &Index,
    kind: &Kind,
    reach: &str,
    units: &[String],
    pages: u64,
    chance: &mut Chance,
) -> anyhow::Result<Line> {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..ASKED {
        let query = Query {
            text: (kind.typed)(chance),
            units: Some(units.to_vec()),
            limit: 20,
            ..Query::default()
        };
        let begun = Instant::now();
        let mut hits = index.find(&query)?.0;
        if kind.misread {
            hits = index.find_misread(&query)?;
        }
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        found += usize::from(!hits.is_empty());
    }
    let (median, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
    let what = format!("tìm trong {pages} trang, {reach}: {}, p99", kind.name);
    Ok(Line::below(what, "", p99, 30.0, "ms").also(format!(
        "p50 {median:.1} ms; {found} of {ASKED} questions found something"
    )))
}

/// What the files of a folder weigh, bytes.
fn weight(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .map(|file| file.len())
        .sum()
}

fn page(chance: &mut Chance, no: u64) -> PageText {
    let mut words = String::with_capacity(1600);
    for at in 0..220 {
        let word = match at % 23 {
            0 | 1 => chance.one(NAMES),
            _ => chance.one(WORDS),
        };
        match chance.draw() % MISREAD {
            0 => words.extend(word.chars().map(misread)),
            _ => words.push_str(word),
        }
        words.push(' ');
    }
    // A stamp read as letters.
    for _ in 0..4 + chance.draw() % 3 {
        let letter = u8::try_from(chance.draw() % 26).unwrap_or(0) + b'a';
        words.push(char::from(letter));
    }
    words.push_str(&format!(" {}/QĐ-VKSKV3", chance.draw() % 5_000));
    PageText {
        id: Uuid::from_u64_pair(chance.draw(), chance.draw()),
        unit: format!("P68-KV{:02}", no % REGIONS + 1),
        matter: Uuid::from_u64_pair(1, no / 200),
        no: i64::try_from(no % 200).unwrap_or(0) + 1,
        text: words,
    }
}

/// A letter as a scanner reads it for another.
fn misread(letter: char) -> char {
    match letter {
        'n' => 'u',
        'u' => 'n',
        'o' => '0',
        'i' => 'l',
        'g' => '9',
        's' => '5',
        'c' => 'e',
        other => other,
    }
}
