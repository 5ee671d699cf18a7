//! Văn bản của đơn vị: whether a paper is this procuracy's own, so that its number comes from the unit's book.

use chrono::NaiveDate;
use law::catalogue::{Act, Agency};
use people::Work;

use crate::load::Opened;
use crate::numbers::Key;

/// Sổ số của hành vi: the series that [`record_act`](crate::record_act) would take the number of such an act from, for a paper whose number is
/// reserved before its act is recorded; none where the act has no book or the paper is another office's.
pub fn own_series(
    work: &Work,
    opened: &Opened,
    kind: &str,
    on: NaiveDate,
    issuer: Option<&str>,
) -> Option<Key> {
    let act = work.law.acts.on(kind, on)?;
    if !is_ours(act, issuer, work) {
        return None;
    }
    let unit = match work.actor.covers.unit(&opened.unit) {
        true => &work.actor.unit,
        false => &opened.unit,
    };
    Key::of_act(unit, on, act)
}

/// Whether the paper is this procuracy's own, so that its number belongs in the unit's book.
pub(crate) fn is_ours(act: &Act, issuer: Option<&str>, work: &Work) -> bool {
    let usual = act.issuers.first() == Some(&Agency::Vks);
    usual && issuer.is_none_or(|issuer| names_unit(issuer, &work.actor.unit_name))
}

/// Whether an issuer as typed is this unit: its name, or the beginning of it ("Viện kiểm sát nhân dân khu vực 3").
fn names_unit(issuer: &str, unit: &str) -> bool {
    let (issuer, unit) = (text::fold(issuer), text::fold(unit));
    match unit.strip_prefix(issuer.trim()) {
        Some(rest) => rest
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::names_unit;

    #[test]
    fn a_paper_is_ours_by_the_whole_name_of_the_unit_or_its_beginning() {
        let unit = "Viện kiểm sát nhân dân khu vực 12 - Lâm Đồng";
        assert!(names_unit(unit, unit));
        assert!(names_unit("viện kiểm sát nhân dân Khu vực 12", unit));
        assert!(!names_unit("Viện kiểm sát nhân dân khu vực 1", unit));
        assert!(!names_unit("Viện kiểm sát nhân dân tối cao", unit));
    }
}
