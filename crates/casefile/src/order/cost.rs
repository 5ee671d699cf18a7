//! Giá của từng cách đánh số: costs, in tenths, of what would have to have gone wrong for a page to carry a number.

/// The next number.
pub(super) const NEXT: i32 = 0;
/// A number given twice or leapt over.
pub(super) const SLIP: i32 = 70;
/// One back, after such a leap: two pages exchanged.
pub(super) const BACK: i32 = 15;
/// Any other leap.
pub(super) const LEAP: i32 = 130;
/// A stamp that was read says otherwise.
pub(super) const MISREAD: i32 = 160;
/// It says a part of the number.
pub(super) const CUT_SHORT: i32 = 55;
/// A doubtful stamp: something like it was heard, something else, nothing.
pub(super) const ALIKE: i32 = 12;
pub(super) const SHAPED: i32 = 20;
pub(super) const UNHEARD: i32 = 30;
pub(super) const SILENT: i32 = 20;
/// A page without a stamp that should carry a number, and one that should not.
pub(super) const WITHOUT_STAMP: i32 = 30;
pub(super) const NO_NUMBER: i32 = 10;
/// The same of a page whose stamp stands there empty or too pale to be read.
pub(super) const PALE: i32 = 24;
pub(super) const EMPTY: i32 = 12;
/// Something is written in the stamp that is no number.
pub(super) const SCRAWL: i32 = 50;
/// What was heard in it is no number of this page.
pub(super) const NOT_ITS_OWN: i32 = 110;
/// The list says otherwise.
pub(super) const UNLISTED: i32 = 40;
pub(super) const NOT_FIRST: i32 = 20;
pub(super) const NOT_LAST: i32 = 20;
/// The list says that a paper begins here with a number.
pub(super) const LISTED: i32 = 60;
/// A leaf put in later: heard so, likely so, otherwise.
pub(super) const INSERTED: i32 = 10;
pub(super) const INSERTED_UNLISTED: i32 = 25;
pub(super) const INSERTED_UNSEEN: i32 = 95;
/// What a person wrote.
pub(super) const BY_PERSON: i32 = 100_000;
/// Drawn like the digits of another number, as the same hand draws them elsewhere.
pub(super) const DRAWN_OTHERWISE: i32 = 90;
/// Drawn like this number and a letter behind it.
pub(super) const DRAWN_LETTER: i32 = 40;
/// Drawn like this number, though the engine heard another.
pub(super) const DRAWN_SO: i32 = 10;
/// Two ways that differ by less are both possible.
pub(super) const DOUBT: i32 = 8;
/// A number whose rivals are dearer by this teaches how its digits are drawn.
pub(super) const TEACHES: i32 = 30;
