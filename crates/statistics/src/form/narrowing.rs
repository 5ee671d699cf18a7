//! Điều kiện của một chỉ tiêu: which values of an attribute a measure counts.

use super::Measure;
use crate::book::Book;

/// Narrows a measure to those with one of some values; `none` is what nobody recorded.
pub(super) fn narrow(measure: &mut Measure, name: &str, value: &str) -> Result<(), String> {
    let is_plain = |value: &str| {
        !value.is_empty()
            && value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    if !value.split('|').all(is_plain) {
        return Err(format!("“{value}” không phải mã giá trị"));
    }
    let attribute = attribute(measure, name)?;
    let values = value
        .split('|')
        .map(|value| if value == "none" { "" } else { value }.to_owned());
    measure.wheres.insert(attribute, values.collect());
    Ok(())
}

/// The attribute with a name, if the measure can be narrowed by it.
fn attribute(measure: &Measure, name: &str) -> Result<&'static str, String> {
    if measure.what.is_stock() {
        // Whether a stretch began in the period, and whether its limit is over, is asked of every stock.
        let virtual_ones = ["overdue", "is_new"]
            .into_iter()
            .find(|known| *known == name);
        let known = measure
            .book
            .stock_attributes()
            .iter()
            .copied()
            .chain(virtual_ones)
            .find(|known| *known == name);
        return known.ok_or_else(|| format!("tồn không tách được theo {name}"));
    }
    let known = measure.book.attribute(name).map(|word| word.code);
    let sides = ["leaves", "enters"]
        .into_iter()
        .find(|side| *side == name && measure.book == Book::Case);
    known
        .or(sides)
        .ok_or_else(|| format!("không có thuộc tính {name}"))
}
