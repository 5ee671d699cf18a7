//! Một hành vi tố tụng trong danh mục: one row, with everything the floors above read from it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AccusedState, CaseState, Lawful, MeasureKind, MeasureStatus, Move, ReportState, Start,
};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $vi:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The code kept in data files.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// As people read it.
            pub fn vi(self) -> &'static str {
                match self { $($name::$variant => $vi,)* }
            }
        }
    };
}

codes! {
    /// Giai đoạn tố tụng.
    Stage {
        /// Nguồn tin.
        Report = "report", "Giải quyết nguồn tin";
        /// Khởi tố.
        Opening = "opening", "Khởi tố";
        /// Biện pháp ngăn chặn.
        Measures = "measures", "Biện pháp ngăn chặn, cưỡng chế";
        /// Điều tra.
        Investigation = "investigation", "Điều tra";
        /// Truy tố.
        Prosecution = "prosecution", "Truy tố";
        /// Xét xử sơ thẩm.
        Trial = "trial", "Xét xử sơ thẩm";
        /// Bản án sơ thẩm và hiệu lực.
        Judgment = "judgment", "Bản án và hiệu lực của bản án";
        /// Xét xử phúc thẩm.
        Appeal = "appeal", "Xét xử phúc thẩm";
        /// Thi hành án hình sự.
        Execution = "execution", "Thi hành án hình sự";
        /// Giám đốc thẩm, tái thẩm.
        Review = "review", "Giám đốc thẩm, tái thẩm";
        /// Thủ tục đặc biệt.
        Special = "special", "Thủ tục đặc biệt";
        /// Khiếu nại, tố cáo.
        Complaint = "complaint", "Khiếu nại, tố cáo";
        /// Kiểm sát, kiến nghị, giao nhận hồ sơ.
        Supervision = "supervision", "Kiểm sát, kiến nghị, giao nhận";
        /// Tương trợ tư pháp, bồi thường.
        Assistance = "assistance", "Tương trợ tư pháp, bồi thường";
        /// Ghi nhận.
        Record = "record", "Ghi nhận";
    }
}

codes! {
    /// Phạm vi: what an act is about.
    Scope {
        /// Nguồn tin.
        Report = "report", "Nguồn tin";
        /// Vụ án.
        Case = "case", "Vụ án";
        /// Một người bị buộc tội.
        Accused = "accused", "Người bị buộc tội";
        /// Vụ án, hoặc chỉ một bị can.
        CaseOrAccused = "case_or_accused", "Vụ án hoặc bị can";
        /// Một người trong hồ sơ, in any capacity.
        Person = "person", "Người tham gia tố tụng";
        /// Cả hồ sơ.
        Matter = "matter", "Hồ sơ";
        /// Bản án.
        Judgment = "judgment", "Bản án";
    }
}

codes! {
    /// Cơ quan ban hành.
    Agency {
        /// Cơ quan điều tra.
        Cqdt = "CQDT", "Cơ quan điều tra";
        /// Viện kiểm sát.
        Vks = "VKS", "Viện kiểm sát";
        /// Tòa án.
        Ta = "TA", "Tòa án";
        /// Cơ quan được giao một số hoạt động điều tra.
        Other = "KHAC", "Cơ quan được giao một số hoạt động điều tra";
        /// Tổ chức giám định, Hội đồng định giá.
        Expert = "EXPERT", "Tổ chức giám định, định giá";
    }
}

codes! {
    /// Vai trò của Viện kiểm sát đối với một hành vi.
    VksRole {
        /// Ra quyết định.
        Issues = "issues", "Viện kiểm sát ban hành";
        /// Phê chuẩn trước khi thi hành.
        ApprovesBefore = "approves_before", "Viện kiểm sát phê chuẩn trước khi thi hành";
        /// Phê chuẩn sau.
        ApprovesAfter = "approves_after", "Viện kiểm sát xét phê chuẩn";
        /// Kiểm sát, có thể hủy bỏ.
        Reviews = "reviews", "Viện kiểm sát kiểm sát, có thể hủy bỏ";
        /// Yêu cầu.
        Asks = "asks", "Viện kiểm sát yêu cầu";
        /// Kháng nghị.
        Protests = "protests", "Viện kiểm sát kháng nghị";
        /// Không.
        None = "none", "Viện kiểm sát theo dõi";
    }
}

codes! {
    /// Kiểu của một trường.
    FieldKind {
        /// Một dòng chữ.
        Text = "text", "chữ";
        /// Nhiều dòng chữ.
        Note = "note", "nhiều dòng";
        /// Ngày.
        Date = "date", "ngày";
        /// Ngày, có thể có giờ.
        Moment = "moment", "ngày giờ";
        /// Số nguyên.
        Number = "number", "số";
        /// Có hoặc không.
        YesNo = "yes_no", "có, không";
        /// Chọn một.
        Choice = "choice", "lựa chọn";
        /// Danh sách tội danh: an array of charges.
        Charges = "charges", "tội danh";
        /// Số tiền bằng đồng.
        Money = "money", "số tiền";
        /// Cán bộ của đơn vị: a staff id or a name.
        Staff = "staff", "cán bộ";
        /// Một người trong hồ sơ.
        Person = "person", "người";
    }
}

codes! {
    /// Nguồn đọc: how the row's law was read.
    Reading {
        /// Đọc trong văn bản.
        Text = "T", "đọc trong văn bản pháp luật";
        /// Trang của cơ quan có thẩm quyền.
        Official = "O", "theo trang chính thức";
        /// Báo chí, trang luật.
        Press = "P", "theo báo chí, cần kiểm tra";
        /// Suy ra.
        Derived = "D", "suy ra, cần kiểm tra";
        /// Chưa xác nhận.
        Unconfirmed = "?", "chưa xác nhận, cần kiểm tra";
    }
}

codes! {
    /// Tác động đến tội danh.
    ChargeEffect {
        /// Không.
        None = "none", "không";
        /// Ghi tội danh.
        Set = "set", "xác định tội danh";
        /// Thêm tội danh.
        Add = "add", "bổ sung tội danh";
        /// Ghi khi được phê chuẩn.
        SetWhenApproved = "set_when_approved", "thay đổi tội danh khi được phê chuẩn";
        /// Thêm khi được phê chuẩn.
        AddWhenApproved = "add_when_approved", "bổ sung tội danh khi được phê chuẩn";
        /// Áp dụng thay đổi đã đề nghị.
        Apply = "apply", "tội danh đã thay đổi, bổ sung có hiệu lực";
        /// Bỏ thay đổi đã đề nghị.
        Discard = "discard", "giữ tội danh cũ";
    }
}

impl Reading {
    /// Whether users are told to check it.
    pub fn needs_check(self) -> bool {
        matches!(
            self,
            Reading::Press | Reading::Derived | Reading::Unconfirmed
        )
    }
}

impl Agency {
    /// The agency with a code.
    pub fn named(code: &str) -> Option<Agency> {
        Agency::ALL
            .iter()
            .copied()
            .find(|agency| agency.code() == code)
    }
}

/// Một trường của hành vi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The key in the fact's body.
    pub name: String,
    /// The label people read.
    pub label_vi: String,
    /// Its type.
    pub kind: FieldKind,
    /// Whether the act is incomplete without it.
    pub required: bool,
    /// The code and label of each choice, in the order of the data file.
    pub choices: Vec<(String, String)>,
    /// A line of help.
    pub help_vi: Option<String>,
}

/// Loạt số văn bản: where the procuracy takes the number of the act from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The symbol on the paper, such as `QĐ`, `LTG`, `CT`.
    pub symbol: String,
    /// The kind of decision, one counter each.
    pub kind: String,
    /// What it is about: `case`, `accused` or `report`.
    pub object: &'static str,
}

/// Hành vi tố tụng: one kind of legal act (or record) the system can hold.
#[derive(Debug, Clone)]
pub struct Act {
    /// Its id, an event code of the procedure where one exists.
    pub id: String,
    /// The full Vietnamese name.
    pub name_vi: String,
    /// The English name, for developers.
    pub name_en: String,
    /// The short Vietnamese name, for lists and buttons.
    pub short_vi: String,
    /// The stage it belongs to.
    pub stage: Stage,
    /// What it is about.
    pub scope: Scope,
    /// The measure it is about.
    pub measure: Option<MeasureKind>,
    /// Who may issue it; the first is the usual one.
    pub issuers: Vec<Agency>,
    /// Who must approve it.
    pub approver: Option<Agency>,
    /// What the procuracy does.
    pub vks_role: VksRole,
    /// The act it approves or refuses.
    pub approves: Option<String>,
    /// The act this request asks for.
    pub request_for: Option<String>,
    /// Its legal basis.
    pub articles: Vec<String>,
    /// The form of TT 03/2026/TT-VKSTC, when the procuracy issues it.
    pub form: Option<String>,
    /// The form when it is for one accused only.
    pub form_accused: Option<String>,
    /// The series of its number, when the procuracy issues it.
    pub series: Option<Series>,
    /// Lawful states of the report before it.
    pub requires_report: Lawful<ReportState>,
    /// Lawful states of the case before it.
    pub requires_case: Lawful<CaseState>,
    /// Lawful states of the accused before it.
    pub requires_accused: Lawful<AccusedState>,
    /// What it does to the report.
    pub moves_report: Option<Move<ReportState>>,
    /// What it does to the case.
    pub moves_case: Option<Move<CaseState>>,
    /// What it does to the accused.
    pub moves_accused: Option<Move<AccusedState>>,
    /// What it does to the measure.
    pub moves_measure: Option<MeasureStatus>,
    /// The clocks it starts.
    pub starts: Vec<Start>,
    /// The clock families it extends.
    pub extends: Vec<String>,
    /// The clock families it suspends.
    pub suspends: Vec<String>,
    /// The clock families it ends, with what must hold for it; `*` stands for all.
    pub ends: Vec<Start>,
    /// Duties it shows to have been done, without telling on which day.
    pub settles: Vec<String>,
    /// Clock families that become another from their first start.
    pub turns: Vec<(String, String)>,
    /// The measures it brings to an end.
    pub closes: Vec<MeasureKind>,
    /// What it does to the charges.
    pub charges: ChargeEffect,
    /// Whether the law counts hours from it.
    pub hour: bool,
    /// Register and column where it shows, such as `06.14`.
    pub registers: Vec<String>,
    /// The fields of its body.
    pub fields: Vec<Field>,
    /// The first day it may be used.
    pub valid_from: NaiveDate,
    /// The last day it may be used.
    pub valid_to: Option<NaiveDate>,
    /// How its law was read.
    pub certainty: Reading,
    /// A note for developers on the source.
    pub note: Option<String>,
    /// The data file it stands in.
    pub file: String,
}

impl Act {
    /// Whether it may be used on a day.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether it is a legal act, and not a record.
    pub fn is_legal_act(&self) -> bool {
        self.stage != Stage::Record
    }

    /// The field with a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The legal basis in one line.
    pub fn articles_vi(&self) -> String {
        self.articles.join("; ")
    }

    /// The form for the whole case, or for one accused.
    pub fn form_for(&self, one_accused: bool) -> Option<&str> {
        match (&self.form_accused, one_accused) {
            (Some(form), true) => Some(form),
            _ => self.form.as_deref(),
        }
    }
}

/// Bước hợp pháp tiếp theo của một thời hạn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The clock family.
    pub clock: String,
    /// The act that moves its end.
    pub extend: Option<String>,
    /// The act that ends it well.
    pub finish: String,
    /// The rule “at least so long before” for the request to extend.
    pub request: Option<String>,
    /// Who orders each extension, by the ending of the rule's id (`NT`), or `*` for every class.
    pub approvers: BTreeMap<String, Vec<String>>,
    /// The sentence while an extension is left, with `{approver}`, `{n}` and `{length}`.
    pub extend_vi: Option<String>,
    /// The sentence when none is left.
    pub finish_vi: String,
    /// What the law demands once the clock has run out, with the sentence; every clock that can be extended has it, since
    /// nothing is extended after its end.
    pub lapsed: Option<(String, String)>,
}

impl Step {
    /// Who orders the n-th extension (from 1) for a class.
    pub fn approver(&self, class: &str, ordinal: usize) -> Option<&str> {
        let list = self
            .approvers
            .get(class)
            .or_else(|| self.approvers.get("*"))?;
        list.get(ordinal.checked_sub(1)?).map(String::as_str)
    }
}
