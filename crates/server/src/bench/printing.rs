//! In một quyết định một trang: warm, each one different.

use std::time::Instant;

use typeset::{Block, OfficialDocument, Text, Typesetter};

use super::table::{Line, percentile};

/// Prints sixty decisions.
pub fn measure() -> anyhow::Result<Vec<Line>> {
    let press = Typesetter::new();
    press.pdf(&decision(0))?;
    let (mut times, mut words) = (Vec::new(), Vec::new());
    for n in 1..=60 {
        let begun = Instant::now();
        press.pdf(&decision(n))?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        let begun = Instant::now();
        press.word(&decision(n))?;
        words.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let whole = thousand(&press)?;
    let median = percentile(&mut times, 50);
    let p99 = percentile(&mut times, 99);
    Ok(vec![
        Line::below("quyết định một trang, PDF, p99", "", p99, 20.0, "ms")
            .also(format!("p50 {median:.1} ms")),
        Line::told(
            "quyết định một trang, Word, p50",
            "",
            percentile(&mut words, 50),
            "ms",
        ),
        Line::told("1.000 quyết định, PDF, một đợt", "", whole, "giây")
            .also(format!("{:.1} ms mỗi văn bản", whole)),
    ])
}

/// Một đợt 1.000 quyết định: each different, set one after the other as a batch sets them; in seconds.
fn thousand(press: &Typesetter) -> anyhow::Result<f64> {
    let begun = Instant::now();
    for n in 1_000..2_000 {
        press.pdf(&decision(n))?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn decision(n: usize) -> OfficialDocument {
    let mut decision = OfficialDocument {
        title: "QUYẾT ĐỊNH".to_owned(),
        subject: Text::form("Gia hạn thời hạn tạm giam"),
        authority: Text::form("VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3"),
        ..OfficialDocument::default()
    };
    decision.head.number_line = Text::form(format!("Số: {n}/QĐ-VKSKV3"));
    for basis in [
        "Căn cứ các điều 41, 165 và 173 Bộ luật Tố tụng hình sự;",
        "Xét thấy vụ án có nhiều tình tiết phức tạp;",
    ] {
        decision.blocks.push(Block::Basis {
            text: Text::form(basis),
        });
    }
    for article in 1..=3 {
        let words = format!(
            "Gia hạn thời hạn tạm giam lần thứ nhất đối với bị can thứ {n} trong vụ án, kể từ ngày {article}/11/2026."
        );
        decision.blocks.push(Block::Article {
            label: format!("Điều {article}."),
            text: Text::form(words),
        });
    }
    decision.closing.signature.title_lines = vec!["VIỆN TRƯỞNG".to_owned()];
    decision.closing.signature.name = Text::form(format!("Nguyễn Văn {n}"));
    decision.closing.recipients =
        vec![Text::form("Trại tạm giam;"), Text::form("Lưu: HSVA, HSKS.")];
    decision
}
