//! Ký hiệu đơn vị trên văn bản: VKSKV3, VKSLĐ; derived from the name until the unit sets its own.

use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};

/// The symbol of a unit: its own if it set one, else that of its name.
pub async fn symbol_of(db: &impl Sql, unit: &str, unit_name: &str) -> Result<String, StorageError> {
    let own: Option<String> = db
        .opt(
            "SELECT symbol FROM criminal_symbol WHERE unit_id = $1",
            args![unit],
        )
        .await?;
    Ok(own.unwrap_or_else(|| derived_symbol(unit_name)))
}

/// Đặt ký hiệu đơn vị.
pub async fn set_symbol(work: &Work, symbol: &str) -> Result<(), WorkError> {
    let unit = work.actor.unit.clone();
    work.require(Right::CriminalNumberCancel, &unit).await?;
    let symbol = text::clean(symbol);
    let is_plain = symbol
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.'));
    if symbol.is_empty() || symbol.chars().count() > 20 || !is_plain {
        let sentence = "Ký hiệu gồm chữ và số, không quá 20 ký tự, ví dụ VKSKV3.";
        return Err(WorkError::invalid("symbol", sentence));
    }
    work.tx
        .exec(
            "INSERT INTO criminal_symbol (unit_id, symbol, set_by, set_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (unit_id) DO UPDATE SET symbol = $2, set_by = $3, set_at = $4",
            args![&unit, &symbol, work.actor.person, work.now_ms],
        )
        .await?;
    work.note("number.symbol_set", "unit", &unit, &symbol).await
}

/// "Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La" → VKSKV3; "… tỉnh Lâm Đồng" → VKSLĐ; "… tối cao" → VKSTC.
pub fn derived_symbol(unit_name: &str) -> String {
    let own = unit_name.split([',', '(']).next().unwrap_or_default();
    let mut rest = own.split(" - ").next().unwrap_or_default().trim();
    for beginning in [
        "Viện kiểm sát nhân dân",
        "VKSND",
        "tỉnh",
        "thành phố",
        "Thành phố",
    ] {
        rest = rest.strip_prefix(beginning).unwrap_or(rest).trim_start();
    }
    let letters = rest.split_whitespace().map(|word| {
        match word.chars().all(|letter| letter.is_ascii_digit()) {
            true => word.to_owned(),
            false => word.chars().take(1).flat_map(char::to_uppercase).collect(),
        }
    });
    format!("VKS{}", letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::derived_symbol;

    #[test]
    fn the_symbol_follows_the_name() {
        for (name, symbol) in [
            ("Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La", "VKSKV3"),
            ("Viện kiểm sát nhân dân khu vực 12 - Lâm Đồng", "VKSKV12"),
            ("Viện kiểm sát nhân dân tỉnh Lâm Đồng", "VKSLĐ"),
            ("Viện kiểm sát nhân dân tối cao", "VKSTC"),
        ] {
            assert_eq!(derived_symbol(name), symbol);
        }
    }
}
