//! Ngày, số, cơ quan ban hành, người ký: what the matter and the act already know of them.

use chrono::NaiveDate;
use text::DocumentNumber;
use text::decision::words_likeness;

use super::fields::Filling;
use super::subject;

impl Filling<'_> {
    /// A paper is of a day that has come, and not older than the matter could be.
    pub(super) fn is_possible(&self, day: NaiveDate) -> bool {
        day <= self.asked.today && day >= self.asked.act.valid_from
    }

    /// Whether the matter or the act knows papers with this symbol.
    pub(super) fn knows_symbol(&self, number: &str) -> bool {
        let Ok(number) = number.parse::<DocumentNumber>() else {
            return false;
        };
        let known = self.facts().any(|fact| {
            let own = fact
                .number
                .as_deref()
                .and_then(|own| own.parse::<DocumentNumber>().ok());
            own.is_some_and(|own| own.symbol == number.symbol)
        });
        let kind = number.symbol.split('-').next().unwrap_or_default();
        let of_act = self
            .asked
            .act
            .series
            .as_ref()
            .map(|series| series.symbol.as_str());
        known || Some(kind) == of_act || is_usual_symbol(&number.symbol)
    }

    /// The name of an office as the matter and the person's unit write it.
    pub(super) fn known_issuer(&self, read: &str) -> Option<String> {
        let known = self.facts().filter_map(|fact| fact.issuer.as_deref());
        known
            .chain([self.asked.own_unit])
            .filter(|known| !known.is_empty() && self.is_office(read, known))
            .max_by_key(|known| known.chars().count())
            .map(str::to_owned)
    }

    /// A known office whose name begins as it was read: the province was lost in the head.
    pub(super) fn begun_issuer(&self, read: &str) -> Option<String> {
        let begun = text::fold(&no_dash(read));
        let known = self.facts().filter_map(|fact| fact.issuer.as_deref());
        known
            .chain([self.asked.own_unit])
            .find(|known| {
                let known = text::fold(&no_dash(known));
                begun.contains("khu vuc") && known.starts_with(&format!("{begun} "))
            })
            .map(str::to_owned)
    }

    /// The same office; a province that was read as one word stands in the head all the same.
    pub(super) fn is_office(&self, read: &str, known: &str) -> bool {
        let (read, written) = (no_dash(read), no_dash(known));
        if words_likeness(&read, &written) >= 92 {
            return true;
        }
        // "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3" and "TỈNH SƠN LA" stand over one another in the head.
        let squeezed = |text: &str| text::fold(text).split_whitespace().collect::<String>();
        let head = squeezed(&self.scanned.text().chars().take(420).collect::<String>());
        let parts = known.replace(" Công an ", " - Công an ");
        let has_region = squeezed(known).contains("khuvuc") || !head.contains("khuvuc");
        // The province also stands before the day: "Sơn La, ngày 20 tháng 5".
        let is_in_head = |part: &str| {
            let part = squeezed(part);
            let seat = part
                .trim_start_matches("tinh")
                .trim_start_matches("thanhpho");
            head.contains(&part) || (seat != part && head.contains(&format!("{seat},ngay")))
        };
        has_region && parts.split(" - ").all(is_in_head)
    }

    pub(super) fn known_signer(&self, read: &str) -> Option<String> {
        let known = self.facts().filter_map(|fact| fact.text("signer"));
        known
            .chain([self.asked.opened.assigned.prosecutor.as_str()])
            .find(|known| !known.is_empty() && subject::is_same_name(read, known))
            .map(str::to_owned)
    }
}

/// Symbols that papers of procedure usually carry: "QĐ-VKS…", "LTG-CSĐT".
fn is_usual_symbol(symbol: &str) -> bool {
    let mut parts = symbol.split('-');
    let (kind, body) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let is_kind = kind.chars().all(|c| c.is_uppercase()) && (1..=7).contains(&kind.chars().count());
    let is_body = ["VKS", "CSĐT", "ANĐT", "CQĐT", "TA", "KTHS", "VPCQCSĐT"]
        .iter()
        .any(|known| body.starts_with(known));
    is_kind && is_body
}
fn no_dash(name: &str) -> String {
    name.replace(['-', '–', ','], " ")
}
