//! Biến động và thuộc tính: what can happen to a crime report in the books, and by what a form narrows its rows.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $vi:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $vi] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Its code in tables and in form files.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// What people read.
            pub const fn vi(self) -> &'static str {
                match self { $($name::$variant => $vi,)* }
            }

            /// The one with this code.
            pub fn named(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

words! {
    /// Biến động của một nguồn tin.
    Event {
        Received = "received", "Tiếp nhận mới";
        TransferredIn = "transferred_in", "Nơi khác chuyển đến";
        TransferredOut = "transferred_out", "Chuyển đi nơi khác";
        MovedIn = "moved_in", "Đơn vị khác bàn giao, không kèm quyết định chuyển";
        MovedOut = "moved_out", "Bàn giao đơn vị khác, không kèm quyết định chuyển";
        Suspended = "suspended", "Tạm đình chỉ";
        SuspensionAnnulled = "suspension_annulled", "Viện kiểm sát hủy bỏ quyết định tạm đình chỉ";
        Resumed = "resumed", "Phục hồi giải quyết";
        Reopened = "reopened", "Trở lại giải quyết";
        CaseOpened = "case_opened", "Khởi tố vụ án";
        Refused = "refused", "Không khởi tố vụ án";
        Extended = "extended", "Gia hạn thời hạn giải quyết";
        VerificationAsked = "verification_asked", "Yêu cầu kiểm tra, xác minh";
        HandlingAsked = "handling_asked", "Yêu cầu tiếp nhận, giải quyết, thông báo kết quả";
        TakenOver = "taken_over", "Viện kiểm sát trực tiếp giải quyết";
        Noted = "noted", "Ghi nhận khác";
    }
}

words! {
    /// Thuộc tính để tách dòng “trong đó”.
    Attribute {
        CrimeGroup = "crime_group", "nhóm tội";
        Handler = "handler", "cơ quan giải quyết";
        Decider = "decider", "cơ quan ra quyết định";
        SenderKind = "sender_kind", "nơi chuyển đến";
        ReportKind = "report_kind", "loại nguồn tin";
        FirstReceiver = "first_receiver", "nơi tiếp nhận đầu tiên";
        FollowUp = "follow_up", "xử lý tiếp theo";
        Requested = "requested", "theo yêu cầu của Viện kiểm sát";
        Overdue = "overdue", "quá hạn";
    }
}

impl Attribute {
    /// Whether a stock is kept by it too.
    pub const fn is_of_stock(self) -> bool {
        matches!(
            self,
            Attribute::CrimeGroup | Attribute::Handler | Attribute::Overdue
        )
    }
}

words! {
    /// Tồn.
    Stock {
        Open = "open", "đang giải quyết";
        Suspended = "suspended", "đang tạm đình chỉ";
    }
}

impl Event {
    /// What the form's own balance lets the event do to the stock of open reports (r18, r44).
    pub const fn booked_open(self) -> i64 {
        match self {
            Event::Received | Event::TransferredIn | Event::Resumed => 1,
            Event::TransferredOut | Event::CaseOpened | Event::Refused | Event::Suspended => -1,
            _ => 0,
        }
    }

    /// The same for suspended reports (r53).
    pub const fn booked_suspended(self) -> i64 {
        match self {
            Event::Suspended => 1,
            Event::Resumed => -1,
            _ => 0,
        }
    }
}
