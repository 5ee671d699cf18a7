//! Tìm trong các trang: many pages of invented words, asked with and without their marks.

use std::time::Instant;

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

/// Makes an index of so many pages and asks it.
pub fn measure(pages: u64) -> anyhow::Result<Vec<Line>> {
    let folder = std::env::temp_dir().join(format!("kiemsat-bench-search-{}", std::process::id()));
    let index = Index::open(&folder).context("the index")?;
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
    let mut times = Vec::new();
    let mut found = 0;
    for at in 0..400 {
        let (first, second) = (chance.one(NAMES), chance.one(NAMES));
        let number = chance.draw() % 5_000;
        let typed = match at % 4 {
            0 => format!("{first} {second}"),
            1 => text::fold(&format!("{first} {second}")),
            2 => format!("{number}/QĐ-VKSKV3"),
            _ => format!("{} {}", chance.one(WORDS), chance.one(NAMES)),
        };
        let query = Query {
            text: typed,
            limit: 20,
            ..Query::default()
        };
        let begun = Instant::now();
        let (_, count) = index.find(&query)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        found += usize::from(count > 0);
    }
    drop(index);
    let _ = std::fs::remove_dir_all(&folder);
    let median = percentile(&mut times, 50);
    let p99 = percentile(&mut times, 99);
    let also =
        format!("p50 {median:.1} ms; {found} of 400 queries found; index filled in {filled:.0} s");
    Ok(vec![
        Line::below(format!("tìm trong {pages} trang, p99"), "", p99, 30.0, "ms").also(also),
        Line::told(
            format!("đưa {pages} trang vào chỉ mục tìm kiếm"),
            "",
            pages as f64 / filled,
            "trang/s",
        ),
    ])
}

fn page(chance: &mut Chance, no: u64) -> PageText {
    let mut words = String::with_capacity(1600);
    for at in 0..220 {
        let word = match at % 23 {
            0 => chance.one(NAMES),
            _ => chance.one(WORDS),
        };
        words.push_str(word);
        words.push(' ');
    }
    words.push_str(&format!("{}/QĐ-VKSKV3", chance.draw() % 5_000));
    PageText {
        id: Uuid::from_u64_pair(chance.draw(), chance.draw()),
        unit: format!("P68-KV{:02}", no % 12 + 1),
        matter: Uuid::from_u64_pair(1, no / 200),
        no: i64::try_from(no % 200).unwrap_or(0) + 1,
        text: words,
    }
}
