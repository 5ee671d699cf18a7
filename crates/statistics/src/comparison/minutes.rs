//! Biên bản đối chiếu (thể thức chưa đọc được, cần kiểm tra): totals by article, every difference with its reason and whose figure
//! stands, and both signers; one document for paper and for Word.

use std::collections::BTreeMap;

use law::Law;
use text::alphabet::sort_key;
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text};

use super::messages::field_vi;
use super::store::{Comparison, Row, State};

/// Cộng theo điều luật.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// Ours.
    pub ours: i64,
    /// Theirs.
    pub theirs: i64,
    /// Rows of both that agree in everything.
    pub equal: i64,
    /// What both sides agree on, as far as it is settled.
    pub agreed: i64,
}

/// The totals of every article, in the order of the Code, and of all together under an empty article at the end.
pub fn totals(rows: &[Row]) -> Vec<(String, Total)> {
    let mut all: BTreeMap<(u32, String), Total> = BTreeMap::new();
    let mut whole = Total::default();
    for row in rows {
        let mut count = |told: Option<super::Told>, add: fn(&mut Total)| {
            if let Some(told) = told {
                let article = told.article().to_owned();
                let number = article
                    .trim_end_matches(char::is_alphabetic)
                    .parse()
                    .unwrap_or(u32::MAX);
                add(all.entry((number, article)).or_default());
                add(&mut whole);
            }
        };
        count(row.our_side(), |total| total.ours += 1);
        count(row.their_side(), |total| total.theirs += 1);
        if row.state() == State::Equal {
            count(row.our_side(), |total| total.equal += 1);
        }
        count(row.agreed(), |total| total.agreed += 1);
    }
    let named = all.into_iter().map(|((_, article), total)| {
        let name = match article.is_empty() {
            true => "Chưa rõ điều luật".to_owned(),
            false => format!("Điều {article}"),
        };
        (name, total)
    });
    named.chain([("Cộng".to_owned(), whole)]).collect()
}

/// How many judgments or decisions stand behind the people: ours, theirs.
pub fn papers(rows: &[Row]) -> (usize, usize) {
    let distinct = |side: fn(&Row) -> Option<super::Told>| {
        let mut all: Vec<String> = rows
            .iter()
            .filter_map(side)
            .map(|told| format!("{}|{:?}", sort_key(&told.number), told.on))
            .collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    (distinct(Row::our_side), distinct(Row::their_side))
}

/// The minutes; a draft while the comparison is not closed.
pub fn minutes(
    law: &Law,
    one: &Comparison,
    rows: &[Row],
    (upper, unit): (&str, &str),
    day: [i32; 3],
) -> OfficialDocument {
    let kind = one.kind();
    let people = kind.map_or("người", |kind| kind.people_vi.as_str());
    let period = one.period().map(|period| period.vi()).unwrap_or_default();
    let text = |words: String| Text::form(words);
    let (our_papers, their_papers) = papers(rows);
    let totals = totals(rows);
    let basis = kind.map(|kind| Block::Basis {
        text: text(format!("Căn cứ {};", kind.basis_vi)),
    });
    let mut blocks: Vec<Block> = basis.into_iter().collect();
    blocks.extend([
        Block::Paragraph {
            text: text(format!(
                "{unit} và {} đã đối chiếu số liệu: {}. {period}.",
                one.partner,
                kind.map_or("", |kind| kind.name_vi.as_str()).to_lowercase()
            )),
        },
        Block::Paragraph {
            text: text(format!(
                "Bảng của {}: tệp “{}”. Số văn bản: Viện kiểm sát {our_papers}, {} {their_papers}.",
                one.partner, one.file_name, one.partner
            )),
        },
        Block::Section {
            text: text(format!("I. SỐ {} THEO ĐIỀU LUẬT", people.to_uppercase())),
        },
        Block::Table {
            text: Text::default(),
            columns: [
                "Điều luật",
                "Viện kiểm sát",
                "Bên kia",
                "Khớp",
                "Thống nhất",
            ]
            .map(str::to_owned)
            .into(),
            widths: vec![4, 2, 2, 2, 2],
            rows: totals
                .iter()
                .map(|(name, total)| {
                    let figure = |value: i64| text(shell::vi_number(value));
                    vec![
                        text(name.clone()),
                        figure(total.ours),
                        figure(total.theirs),
                        figure(total.equal),
                        figure(total.agreed),
                    ]
                })
                .collect(),
        },
        Block::Section {
            text: text("II. CÁC TRƯỜNG HỢP KHÁC NHAU".to_owned()),
        },
    ]);
    let differing: Vec<Vec<Text>> = rows
        .iter()
        .filter(|row| row.state() != State::Equal)
        .enumerate()
        .map(|(n, row)| line(law, one, n + 1, row))
        .collect();
    blocks.push(match differing.is_empty() {
        true => Block::Paragraph {
            text: text("Không có trường hợp nào khác nhau.".to_owned()),
        },
        false => Block::Table {
            text: Text::default(),
            columns: ["STT", "Họ và tên", "Khác nhau", "Lý do", "Số liệu đúng"]
                .map(str::to_owned)
                .into(),
            widths: vec![1, 3, 5, 4, 2],
            rows: differing,
        },
    });
    blocks.push(Block::Paragraph {
        text: text("Hai bên thống nhất số liệu nêu trên. Bên có số liệu chưa đúng sửa hồ sơ, sổ của mình. Biên bản lập thành hai bản, mỗi bên giữ một bản.".to_owned()),
    });
    let signature = |title: &str, post: &str, name: &str| Signature {
        title_lines: vec![title.to_uppercase(), post.to_uppercase()],
        name: text(name.to_owned()),
    };
    let is_closed = one.step == "closed";
    OfficialDocument {
        is_draft: !is_closed,
        issued_on: is_closed.then_some(day),
        head: Head {
            form_note: vec!["Thể thức do phần mềm đặt; cần kiểm tra".to_owned()],
            parent_office: text(upper.to_owned()),
            office: text(unit.to_uppercase()),
            number_line: text("Số: …/BB".to_owned()),
            place_date: text(format!(
                "ngày {:02} tháng {:02} năm {}",
                day[2], day[1], day[0]
            )),
            ..Head::default()
        },
        title: "BIÊN BẢN".to_owned(),
        subject: text("Đối chiếu số liệu thống kê hình sự liên ngành".to_owned()),
        blocks,
        closing: Closing {
            columns: vec![
                signature(&one.partner, &one.their_title, &one.their_signer),
                signature(unit, &one.our_title, &one.our_signer),
            ],
            ..Closing::default()
        },
        ..OfficialDocument::default()
    }
}

fn line(law: &Law, one: &Comparison, n: usize, row: &Row) -> Vec<Text> {
    let (theirs, ours) = (row.their_side(), row.our_side());
    let name = ours.as_ref().or(theirs.as_ref());
    let what = match row.state() {
        State::OnlyTheirs => format!("Chỉ {} có: {}", one.partner, paper(&theirs)),
        State::OnlyOurs => format!("Chỉ Viện kiểm sát có: {}", paper(&ours)),
        _ => {
            let said = |side: &Option<super::Told>, field: &str| {
                let words = side.as_ref().map(|told| told.said(law, field));
                words
                    .filter(|words| !words.is_empty())
                    .unwrap_or_else(|| "không ghi".to_owned())
            };
            let each = row
                .differs
                .split(',')
                .filter(|field| !field.is_empty())
                .map(|field| {
                    format!(
                        "{}: bên kia {}; Viện kiểm sát {}",
                        field_vi(field),
                        said(&theirs, field),
                        said(&ours, field)
                    )
                });
            each.collect::<Vec<_>>().join(". ")
        }
    };
    let stands = match row.stands.as_str() {
        "ours" => "Viện kiểm sát",
        "theirs" => one.partner.as_str(),
        _ => "chưa thống nhất",
    };
    [
        n.to_string(),
        name.map(|told| told.name.clone()).unwrap_or_default(),
        what,
        row.reason.clone(),
        stands.to_owned(),
    ]
    .map(Text::form)
    .into()
}

fn paper(side: &Option<super::Told>) -> String {
    side.as_ref().map_or_else(String::new, |told| {
        let on = told.on.map(shell::vi_date).unwrap_or_default();
        format!("{} ngày {on}", told.number)
    })
}
