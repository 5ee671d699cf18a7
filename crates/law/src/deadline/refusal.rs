//! When a clock has no answer, and why.

use crate::{Length, Moment};

/// Không tính được: why a question about a time limit has no date for an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    /// No row has this id.
    #[error("no time limit is called {rule}")]
    UnknownRule {
        /// The id asked for.
        rule: String,
    },
    /// No event has this code.
    #[error("no event is called {event}")]
    UnknownEvent {
        /// The code asked for.
        event: String,
    },
    /// Phải làm ngay: the law says at once and gives no number.
    #[error("{rule} is due at once")]
    AtOnce {
        /// The rule.
        rule: String,
        /// Since when.
        since: Moment,
    },
    /// Không hạn chế: the law sets no end.
    #[error("{rule} has no end")]
    Unlimited {
        /// The rule.
        rule: String,
    },
    /// Không quá thời hạn khác: the limit is that of another rule.
    #[error("{rule} is capped by another limit")]
    CappedByAnother {
        /// The rule.
        rule: String,
    },
    /// The law counts hours and the start has none.
    #[error("{rule} needs the hour it starts")]
    HourMissing {
        /// The rule.
        rule: String,
    },
    /// The unit given does not fit the way this rule is counted.
    #[error("{rule} cannot be counted in {length}")]
    UnitDoesNotFit {
        /// The rule.
        rule: String,
        /// The length asked for.
        length: Length,
    },
    /// Custody leaves nothing of the detention, or there is no detention to deduct it from.
    #[error("{days} days of custody cannot be deducted from {rule}")]
    CustodyDoesNotFit {
        /// The rule.
        rule: String,
        /// The days of custody.
        days: u32,
    },
    /// Người chưa thành niên: “one half” of this length is not settled by a text that was read.
    #[error("half of {of} is not settled for {rule}")]
    HalfUnconfirmed {
        /// The rule.
        rule: String,
        /// The length to halve.
        of: Length,
        /// Which extension it is, or 0 for the limit itself.
        extension: u32,
    },
    /// Người chưa thành niên: Luật TPNCTN Đ.138 on detention was not read.
    #[error("detention of a juvenile under {rule} is not confirmed")]
    JuvenileDetentionUnconfirmed {
        /// The rule.
        rule: String,
    },
    /// Whether the old or the new juvenile limits apply depends on the day the case was opened.
    #[error("{rule} for a juvenile needs the day the case was opened")]
    CaseOpeningMissing {
        /// The rule.
        rule: String,
    },
    /// An extension without a length, where the rule's row has none to offer.
    #[error("extension {ordinal} of {rule} has no length")]
    ExtensionWithoutLength {
        /// The rule.
        rule: String,
        /// Which extension, from 1.
        ordinal: u32,
    },
    /// An extension that ends before the running end, so it extends nothing.
    #[error("extension {ordinal} of {rule} ends at {to}, before the running end {running}")]
    ExtensionEndsEarly {
        /// The rule.
        rule: String,
        /// Which extension, from 1.
        ordinal: u32,
        /// Its end.
        to: Moment,
        /// The end it should move.
        running: Moment,
    },
    /// The way of counting leaves nothing to extend (a date of filing, a limit before an event, working days).
    #[error("{rule} cannot be extended")]
    CannotExtend {
        /// The rule.
        rule: String,
    },
    /// A value given as text cannot be read.
    #[error("unreadable: {what}")]
    NotReadable {
        /// The sentence a person reads.
        what: String,
    },
    /// A date or length beyond what the calendar can hold.
    #[error("{rule} from {start} runs out of the calendar")]
    OutOfRange {
        /// The rule.
        rule: String,
        /// The start.
        start: Moment,
    },
}
