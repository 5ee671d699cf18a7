//! Cơ quan ban hành: the left column of the head, as sentences write it.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::{Found, titles};

/// The offices a head may name: what stands in it, and the name before its place.
const OFFICES: [(&str, &str); 7] = [
    ("phong ky thuat hinh su", "Phòng Kỹ thuật hình sự Công an"),
    (
        "hoi dong dinh gia",
        "Hội đồng định giá tài sản trong tố tụng hình sự",
    ),
    ("canh sat dieu tra", "Cơ quan Cảnh sát điều tra Công an"),
    ("an ninh dieu tra", "Cơ quan An ninh điều tra Công an"),
    ("vien kiem sat", "Viện kiểm sát nhân dân"),
    ("toa an nhan", "Tòa án nhân dân"),
    ("cong an", "Công an"),
];

/// Who issued the paper whose first page this is; `head` is the row of its title.
pub(super) fn issuer(sheet: &Sheet, head: Option<usize>) -> Option<String> {
    // A head of one column stands in the middle of the page.
    within(sheet, head, sheet.width() * 48 / 100).or_else(|| within(sheet, head, sheet.width()))
}

fn within(sheet: &Sheet, head: Option<usize>, middle: i32) -> Option<String> {
    let before_title = head.unwrap_or(sheet.rows.len());
    let mut lines: Vec<String> = Vec::new();
    for (at, row) in sheet.top(34) {
        if at >= before_title || row.folded.starts_with("so:") || row.folded.starts_with("mau ") {
            continue;
        }
        let left: Vec<&str> = sheet
            .words(row)
            .iter()
            .filter(|word| (word.rect.x0 + word.rect.x1) / 2 < middle)
            .map(|word| word.text.as_str())
            .collect();
        let line = left.join(" ");
        if super::sheet::capitals(&line) >= 70 {
            lines.push(line);
        }
    }
    let folded = text::fold(&lines.join(" "));
    let (_, name) = OFFICES.iter().find(|(sign, _)| folded.contains(sign))?;
    let place = place(&lines, &["tỉnh", "thành phố"]);
    let ward = place_of_ward(&lines);
    let region = region(&folded);
    let named = match (*name, region, ward, place) {
        ("Công an", _, Some(ward), Some(place)) => format!("Công an {ward}, {place}"),
        (name, Some(region), _, Some(place)) => format!("{name} khu vực {region} - {place}"),
        (name, Some(region), _, None) => format!("{name} khu vực {region}"),
        (name, None, _, Some(place)) => format!("{name} {place}"),
        (name, None, ..) => name.trim_end_matches(" Công an").to_owned(),
    };
    Some(named)
}

/// "tỉnh Sơn La" from "CÔNG AN TỈNH SƠN LA".
fn place(lines: &[String], kinds: &[&str]) -> Option<String> {
    lines.iter().find_map(|line| {
        let folded = text::fold(line);
        kinds.iter().find_map(|kind| {
            let sign = text::fold(kind);
            let at = folded.find(&format!("{sign} "))?;
            let words_before = folded[..at].split_whitespace().count();
            let skipped = words_before + kind.split_whitespace().count();
            // Specks of the paper are no part of a name.
            let is_name = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
            let rest = line.split_whitespace().skip(skipped);
            let name: Vec<&str> = rest.take_while(is_name).take(4).collect();
            let name = text::names::title_case(&name.join(" "));
            (!name.is_empty()).then(|| format!("{kind} {name}"))
        })
    })
}

/// The places that a whole file names agree with one another: "Quảngtrị", "Quảng Tri" and a place that was not read at all
/// become the one that is named most, when it is the same word or when nothing was read.
pub(super) fn by_the_file(documents: &mut [Found]) {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for place in documents
        .iter()
        .filter_map(|one| place_of_name(one.issuer.as_deref()?))
    {
        *named.entry(place.to_owned()).or_default() += 1;
    }
    let Some((usual, _)) = named
        .iter()
        .max_by_key(|(name, count)| (**count, name.len()))
    else {
        return;
    };
    let squeezed = |text: &str| text::fold(text).split_whitespace().collect::<String>();
    for document in documents.iter_mut() {
        let Some(issuer) = &document.issuer else {
            continue;
        };
        let mended = match place_of_name(issuer) {
            Some(place) if place != usual && is_near(&squeezed(place), &squeezed(usual)) => {
                issuer.replace(place, usual)
            }
            None if issuer.contains("khu vực") => format!("{issuer} - {usual}"),
            None if issuer.ends_with("điều tra")
                || issuer.ends_with("hình sự") && issuer.starts_with("Phòng") =>
            {
                format!("{issuer} Công an {usual}")
            }
            _ => continue,
        };
        document.issuer = Some(mended);
    }
}

/// Ký hiệu: "VKSKVG6" among many "VKSKV6" is the same office.
pub(super) fn symbols_by_the_file(documents: &mut [Found]) {
    for document in documents.iter_mut() {
        let regional = document.number.as_deref().and_then(|number| {
            let body = body_of(number)?;
            let kept = number.len() - body.len();
            Some(format!("{}{}", &number[..kept], regional(body)?))
        });
        document.number = regional.or_else(|| document.number.take());
    }
    let mut bodies: BTreeMap<String, usize> = BTreeMap::new();
    for body in documents
        .iter()
        .filter_map(|one| body_of(one.number.as_deref()?))
    {
        *bodies.entry(body.to_owned()).or_default() += 1;
    }
    for document in documents.iter_mut() {
        let Some((number, body)) = document
            .number
            .as_deref()
            .and_then(|number| Some((number, body_of(number)?)))
        else {
            continue;
        };
        let own = bodies.get(body).copied().unwrap_or(0);
        let better = bodies.iter().find(|(other, count)| {
            **count >= 3 && **count >= 3 * own && titles::distance(body, other, 1).is_some()
        });
        if let Some((better, _)) = better.filter(|_| body.chars().count() >= 4) {
            let kept = number.len() - body.len();
            document.number = Some(format!("{}{better}", &number[..kept]));
        }
    }
}

/// "VKSKVB5", "VKSKYV7": a regional procuracy signs as VKSKV and the number of its region, whatever one sign between says.
fn regional(body: &str) -> Option<String> {
    let digits_at = body.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (letters, region) = body.split_at(digits_at);
    let is_regional = (1..=2).contains(&region.len()) && letters != "VKSKV";
    (is_regional && titles::distance(letters, "VKSKV", 1).is_some())
        .then(|| format!("VKSKV{region}"))
}

/// What follows the kind in a symbol: "VKSKV6" of "12/QĐ-VKSKV6".
fn body_of(number: &str) -> Option<&str> {
    let at = number.rfind('-')?;
    Some(&number[at + 1..])
}

/// The same place, misread: begun alike, or one letter in four another.
fn is_near(read: &str, usual: &str) -> bool {
    let same = read
        .chars()
        .zip(usual.chars())
        .filter(|(a, b)| a == b)
        .count();
    // The first or the last word of it may be lost under a stamp.
    let is_part = usual.starts_with(read) || (read.len() >= 8 && is_end(read, usual));
    is_part || same * 4 >= usual.chars().count() * 3
}

/// "tỉnhnguyên" of "tỉnhtháinguyên".
fn is_end(read: &str, usual: &str) -> bool {
    ["tinh", "thanhpho"].iter().any(|kind| {
        let (read, usual) = (read.strip_prefix(kind), usual.strip_prefix(kind));
        read.zip(usual)
            .is_some_and(|(read, usual)| usual.ends_with(read))
    })
}

/// "tỉnh Sơn La" of "… - tỉnh Sơn La".
fn place_of_name(issuer: &str) -> Option<&str> {
    let at = ["tỉnh ", "thành phố "]
        .iter()
        .find_map(|kind| issuer.rfind(kind))?;
    Some(&issuer[at..])
}

fn place_of_ward(lines: &[String]) -> Option<String> {
    place(lines, &["phường", "xã", "thị trấn", "đặc khu"])
}

fn region(folded: &str) -> Option<u32> {
    let after = folded.split("khu vuc").nth(1)?;
    let digits: String = after
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_of_a_regional_procuracy_has_no_letter_too_many() {
        assert_eq!(regional("VKSKYV7").as_deref(), Some("VKSKV7"));
        assert_eq!(regional("VKSKVG6").as_deref(), Some("VKSKV6"));
        assert_eq!(regional("VKSKV6"), None);
        assert_eq!(regional("CSĐT"), None);
        assert_eq!(regional("VKSTC"), None);
    }
}
