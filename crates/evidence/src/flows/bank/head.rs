//! Đầu sao kê: whose account it is, as the lines above the table say; a person confirms it.

use exchange::sheet::{Head, Sheet, guess_head};

use super::columns::{self, Mapping, Slot};

/// Tài khoản của sao kê.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Số tài khoản.
    pub number: String,
    /// Chủ tài khoản.
    pub holder: String,
    /// Ngân hàng.
    pub bank: String,
}

/// The sheet and the head that look most like a statement: the most columns known.
pub fn best(sheets: &[Sheet]) -> (usize, Head) {
    let heads = sheets
        .iter()
        .map(|sheet| guess_head(sheet, columns::knows))
        .enumerate();
    let known = |head: &Head| {
        head.names
            .iter()
            .filter(|name| columns::knows(name))
            .count()
    };
    heads
        .max_by_key(|(at, head)| (known(head), usize::MAX - at))
        .unwrap_or_else(|| (0, Head::at(&Sheet::default(), 0, 0)))
}

/// The mapping that head and columns propose.
pub fn mapping(sheet: &Sheet, head: &Head) -> Mapping {
    let mut mapping = columns::guess(&head.names);
    if let Some(at) = mapping.column(Slot::Day) {
        let rows = head.data_from(sheet)..sheet.rows.len();
        mapping.month_first = super::value::is_month_first(rows.map(|row| sheet.cell(row, at)));
    }
    mapping
}

/// Digits of an account number, which banks write with spaces, dots or dashes.
pub fn number_key(number: &str) -> String {
    let letters = number.chars().filter(|c| c.is_ascii_alphanumeric());
    letters.collect::<String>().to_lowercase()
}

/// What the lines above the table say of the account.
pub fn account(sheet: &Sheet, head: &Head) -> Account {
    let mut account = Account::default();
    for row in 0..head.first.min(sheet.rows.len()) {
        let words: Vec<String> = sheet.rows[row]
            .iter()
            .map(exchange::sheet::Cell::shown)
            .collect();
        for (at, said) in words.iter().enumerate() {
            let next = words[at + 1..].iter().find(|next| !next.is_empty());
            if account.number.is_empty()
                && let Some(value) = after(
                    said,
                    next,
                    &[
                        "so tai khoan",
                        "tai khoan so",
                        "so tk",
                        "tk so",
                        "account number",
                        "account no",
                    ],
                )
            {
                let value: String = value
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-'))
                    .collect();
                account.number = value.trim().trim_end_matches(['-', '.']).trim().to_owned();
            }
            if account.holder.is_empty()
                && let Some(value) = after(
                    said,
                    next,
                    &[
                        "chu tai khoan",
                        "ten tai khoan",
                        "ten khach hang",
                        "khach hang",
                        "account name",
                        "customer name",
                    ],
                )
            {
                account.holder = value;
            }
            let folded = text::fold(said);
            let is_bank = folded.starts_with("ngan hang")
                || folded.contains(" bank")
                || folded.starts_with("bank");
            if account.bank.is_empty() && is_bank && said.chars().count() < 80 {
                let value = after(said, next, &["ngan hang"])
                    .filter(|value| said.contains(':') && !value.is_empty());
                account.bank = value.unwrap_or_else(|| said.clone());
            }
        }
    }
    account
}

/// What follows a name: after its colon in the same cell, or in the next cell of the row.
fn after(said: &str, next: Option<&String>, names: &[&str]) -> Option<String> {
    let folded = text::fold(said);
    names.iter().find(|name| folded.starts_with(**name))?;
    let own = said
        .split_once([':', '：'])
        .map(|(_, rest)| text::clean(rest));
    match own.filter(|own| !own.is_empty()) {
        Some(own) => Some(own),
        None => next.map(|next| text::clean(next.trim_start_matches(':'))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::sheet::read;

    #[test]
    fn the_account_is_read_above_the_table_and_the_head_found_by_its_words() {
        let bytes = "NGÂN HÀNG TMCP SÔNG LAM\nSAO KÊ TÀI KHOẢN\nSố tài khoản: 0123.456.789;;;\nChủ tài khoản;Phan Quý Tiệp\n\nNgày giao dịch;Diễn giải;Ghi nợ;Ghi có;Số dư\n(1);(2);(3);(4);(5)\n20/05/2026;a;;1.000;1.000\n";
        let sheets = read(bytes.as_bytes(), "a.csv").unwrap();
        let (at, head) = best(&sheets);
        assert_eq!((at, head.first), (0, 5));
        let found = account(&sheets[0], &head);
        assert_eq!(found.number, "0123.456.789");
        assert_eq!(number_key(&found.number), "0123456789");
        assert_eq!(found.holder, "Phan Quý Tiệp");
        assert_eq!(found.bank, "NGÂN HÀNG TMCP SÔNG LAM");
        assert_eq!(mapping(&sheets[0], &head).columns.len(), 5);
    }
}
