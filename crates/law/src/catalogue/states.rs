//! Trạng thái tố tụng: the states a report, a case, an accused and a measure can be in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What every kind of state can say of itself.
pub trait State: Copy + Eq + fmt::Debug + 'static {
    /// What has the state, in Vietnamese, as titles of the state pictures.
    const OF_VI: &'static str;
    /// Every state, in the order of the procedure.
    const ALL: &'static [Self];
    /// The code kept in data files.
    fn code(self) -> &'static str;
    /// As people read it.
    fn vi(self) -> &'static str;
    /// The states that a word such as `@open` stands for in the data files.
    fn group(word: &str) -> Option<&'static [Self]>;

    /// The state with a code.
    fn named(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }
}

macro_rules! states {
    ($(#[$doc:meta])* $name:ident of $of:literal {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $vi:literal;)*
    } groups {
        $($word:literal => [$($member:ident),* $(,)?],)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)*
        }

        impl State for $name {
            const OF_VI: &'static str = $of;
            const ALL: &'static [Self] = &[$($name::$variant),*];

            fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            fn vi(self) -> &'static str {
                match self { $($name::$variant => $vi,)* }
            }

            fn group(word: &str) -> Option<&'static [Self]> {
                match word {
                    $($word => Some(&[$($name::$member),*]),)*
                    _ => None,
                }
            }
        }
    };
}

states! {
    /// Trạng thái nguồn tin về tội phạm (BLTTHS Đ.143–150).
    ReportState of "Nguồn tin về tội phạm" {
        /// Đã tiếp nhận.
        Received = "received", "Đã tiếp nhận";
        /// Đang kiểm tra, xác minh.
        Verifying = "verifying", "Đang kiểm tra, xác minh";
        /// Đã gia hạn.
        Extended = "extended", "Đã gia hạn";
        /// Tạm đình chỉ.
        Suspended = "suspended", "Tạm đình chỉ";
        /// Phục hồi giải quyết.
        Resumed = "resumed", "Phục hồi giải quyết";
        /// Đã khởi tố vụ án.
        CaseOpened = "case_opened", "Đã khởi tố vụ án";
        /// Không khởi tố.
        NoCase = "no_case", "Không khởi tố vụ án";
        /// Đã chuyển.
        Transferred = "transferred", "Đã chuyển theo thẩm quyền";
    } groups {
        "@open" => [Received, Verifying, Extended, Resumed],
    }
}

states! {
    /// Trạng thái vụ án (BLTTHS Đ.153–403), from the opening to the execution of the judgment and its review.
    CaseState of "Vụ án" {
        /// Đang điều tra.
        Investigating = "investigating", "Đang điều tra";
        /// Đã gia hạn điều tra.
        Extended = "extended", "Đang điều tra (đã gia hạn)";
        /// Tạm đình chỉ điều tra.
        Suspended = "suspended", "Tạm đình chỉ điều tra";
        /// Phục hồi điều tra.
        Resumed = "resumed", "Phục hồi điều tra";
        /// Điều tra bổ sung.
        Supplementary = "supplementary", "Điều tra bổ sung";
        /// Điều tra lại.
        Reinvestigation = "reinvestigation", "Điều tra lại";
        /// Đình chỉ điều tra.
        Terminated = "terminated", "Đình chỉ điều tra";
        /// Đã kết luận điều tra.
        Concluded = "concluded", "Đã kết luận điều tra";
        /// Viện kiểm sát đã nhận hồ sơ.
        WithProcuracy = "with_procuracy", "Đang xem xét truy tố";
        /// Gia hạn quyết định truy tố.
        ProsecutionExtended = "prosecution_extended", "Đang xem xét truy tố (đã gia hạn)";
        /// Trả hồ sơ điều tra bổ sung.
        ReturnedForSupplement = "returned_for_supplement", "Trả hồ sơ điều tra bổ sung";
        /// Tạm đình chỉ vụ án.
        ProsecutionSuspended = "prosecution_suspended", "Tạm đình chỉ vụ án (truy tố)";
        /// Phục hồi vụ án.
        ProsecutionResumed = "prosecution_resumed", "Phục hồi vụ án (truy tố)";
        /// Đình chỉ vụ án.
        ProsecutionTerminated = "prosecution_terminated", "Đình chỉ vụ án (truy tố)";
        /// Chuyển vụ án để truy tố.
        ProsecutionTransferred = "prosecution_transferred", "Đã chuyển để truy tố theo thẩm quyền";
        /// Đã có cáo trạng.
        Indicted = "indicted", "Đã truy tố (cáo trạng)";
        /// Đã chuyển Tòa án.
        SentToCourt = "sent_to_court", "Đã chuyển hồ sơ sang Tòa án";
        /// Hủy bỏ quyết định khởi tố.
        Annulled = "annulled", "Đã hủy bỏ quyết định khởi tố";
        /// Nhập vào vụ án khác.
        Joined = "joined", "Đã nhập vào vụ án khác";
        /// Tòa án đã thụ lý.
        Docketed = "docketed", "Tòa án đã thụ lý, chuẩn bị xét xử";
        /// Gia hạn chuẩn bị xét xử.
        TrialPrepExtended = "trial_prep_extended", "Chuẩn bị xét xử (đã gia hạn)";
        /// Tòa án tạm đình chỉ.
        TrialSuspended = "trial_suspended", "Tòa án tạm đình chỉ vụ án";
        /// Tòa án phục hồi.
        TrialResumed = "trial_resumed", "Tòa án phục hồi vụ án";
        /// Tòa án đình chỉ.
        TrialTerminated = "trial_terminated", "Tòa án đình chỉ vụ án";
        /// Đã có quyết định đưa vụ án ra xét xử.
        SetForTrial = "set_for_trial", "Đã có quyết định đưa ra xét xử";
        /// Đang xét xử sơ thẩm.
        TrialOpened = "trial_opened", "Đang xét xử sơ thẩm";
        /// Tạm ngừng phiên tòa.
        TrialPaused = "trial_paused", "Tạm ngừng phiên tòa";
        /// Hoãn phiên tòa.
        TrialAdjourned = "trial_adjourned", "Hoãn phiên tòa";
        /// Nghị án.
        Deliberating = "deliberating", "Nghị án";
        /// Đã xét xử sơ thẩm.
        Judged = "judged", "Đã xét xử sơ thẩm, bản án chưa có hiệu lực";
        /// Có kháng cáo, kháng nghị.
        Appealed = "appealed", "Có kháng cáo, kháng nghị phúc thẩm";
        /// Tòa án phúc thẩm đã thụ lý.
        AppellateDocketed = "appellate_docketed", "Tòa án phúc thẩm đã thụ lý";
        /// Đã có quyết định đưa ra xét xử phúc thẩm.
        AppellateSet = "appellate_set", "Đã có quyết định đưa ra xét xử phúc thẩm";
        /// Đang xét xử phúc thẩm.
        AppellateOpened = "appellate_opened", "Đang xét xử phúc thẩm";
        /// Hoãn, tạm ngừng phiên tòa phúc thẩm.
        AppellateAdjourned = "appellate_adjourned", "Hoãn, tạm ngừng phiên tòa phúc thẩm";
        /// Đình chỉ xét xử phúc thẩm.
        AppellateTerminated = "appellate_terminated", "Đình chỉ xét xử phúc thẩm";
        /// Hủy án để điều tra lại.
        QuashedForReinvestigation = "quashed_for_reinvestigation", "Hủy án để điều tra lại";
        /// Hủy án để xét xử lại.
        QuashedForRetrial = "quashed_for_retrial", "Hủy án để xét xử lại";
        /// Bản án có hiệu lực pháp luật.
        Final = "final", "Bản án có hiệu lực pháp luật";
        /// Đang thi hành án.
        InExecution = "in_execution", "Đang thi hành án";
        /// Đã thi hành xong.
        Executed = "executed", "Đã thi hành án xong";
        /// Có kháng nghị giám đốc thẩm, tái thẩm.
        CassationProtested = "cassation_protested", "Có kháng nghị giám đốc thẩm, tái thẩm";
    } groups {
        "@preparation" => [Docketed, TrialPrepExtended, TrialResumed],
        "@hearing" => [SetForTrial, TrialOpened, TrialPaused, TrialAdjourned, Deliberating],
        "@trial" => [
            Docketed, TrialPrepExtended, TrialResumed, SetForTrial, TrialOpened, TrialPaused, TrialAdjourned,
            Deliberating,
        ],
        "@appeal" => [Appealed, AppellateDocketed, AppellateSet, AppellateOpened, AppellateAdjourned],
        "@court" => [
            SentToCourt, Docketed, TrialPrepExtended, TrialSuspended, TrialResumed, SetForTrial, TrialOpened,
            TrialPaused, TrialAdjourned, Deliberating, Judged, Appealed, AppellateDocketed, AppellateSet,
            AppellateOpened, AppellateAdjourned, AppellateTerminated,
        ],
        "@final" => [Final, InExecution, Executed],
        "@review" => [CassationProtested],
        "@investigation" => [Investigating, Extended, Resumed, Supplementary, Reinvestigation],
        "@prosecution" => [WithProcuracy, ProsecutionExtended, ProsecutionResumed],
        "@open" => [
            Investigating, Extended, Suspended, Resumed, Supplementary, Reinvestigation, Concluded, WithProcuracy,
            ProsecutionExtended, ReturnedForSupplement, ProsecutionSuspended, ProsecutionResumed,
            ProsecutionTransferred, Indicted, SentToCourt, Docketed, TrialPrepExtended, TrialSuspended, TrialResumed,
            SetForTrial, TrialOpened, TrialPaused, TrialAdjourned, Deliberating, Judged, Appealed, AppellateDocketed,
            AppellateSet, AppellateOpened, AppellateAdjourned, AppellateTerminated, QuashedForReinvestigation,
            QuashedForRetrial, CassationProtested,
        ],
    }
}

states! {
    /// Tư cách và trạng thái của người bị buộc tội, người bị kết án (BLTTHS Đ.57–61, 364).
    AccusedState of "Người bị buộc tội" {
        /// Bị giữ, bị bắt.
        Held = "held", "Bị giữ, bị bắt";
        /// Bị tạm giữ.
        InCustody = "in_custody", "Bị tạm giữ";
        /// Được trả tự do khi chưa khởi tố.
        Released = "released", "Đã được trả tự do";
        /// Khởi tố bị can, chờ phê chuẩn.
        Charged = "charged", "Khởi tố bị can, chờ phê chuẩn";
        /// Viện kiểm sát yêu cầu bổ sung chứng cứ.
        EvidenceAsked = "evidence_asked", "Chờ bổ sung chứng cứ để phê chuẩn";
        /// Bị can.
        Approved = "approved", "Bị can";
        /// Hủy bỏ quyết định khởi tố bị can.
        Annulled = "annulled", "Đã hủy bỏ quyết định khởi tố bị can";
        /// Truy nã.
        Wanted = "wanted", "Đang bị truy nã";
        /// Tạm đình chỉ đối với bị can.
        Suspended = "suspended", "Tạm đình chỉ đối với bị can";
        /// Phục hồi đối với bị can.
        Resumed = "resumed", "Phục hồi đối với bị can";
        /// Đình chỉ đối với bị can.
        Terminated = "terminated", "Đình chỉ đối với bị can";
        /// Đề nghị truy tố.
        ProposedForProsecution = "proposed_for_prosecution", "Đề nghị truy tố";
        /// Bị truy tố.
        Indicted = "indicted", "Bị truy tố";
        /// Tách sang vụ án khác.
        MovedToOtherCase = "moved_to_other_case", "Đã tách sang vụ án khác";
        /// Xử lý chuyển hướng.
        Diverted = "diverted", "Xử lý chuyển hướng";
        /// Bị cáo.
        Defendant = "defendant", "Bị cáo";
        /// Đã xét xử sơ thẩm.
        Judged = "judged", "Đã xét xử sơ thẩm";
        /// Được tuyên không có tội.
        Acquitted = "acquitted", "Được tuyên không có tội";
        /// Miễn trách nhiệm hình sự, miễn hình phạt.
        Exempted = "exempted", "Được miễn trách nhiệm hình sự, miễn hình phạt";
        /// Người bị kết án.
        Convicted = "convicted", "Người bị kết án";
        /// Có quyết định thi hành án.
        ExecutionDecided = "execution_decided", "Có quyết định thi hành án";
        /// Hoãn chấp hành án.
        Postponed = "postponed", "Hoãn chấp hành án";
        /// Đang chấp hành án.
        Serving = "serving", "Đang chấp hành án";
        /// Tạm đình chỉ chấp hành án.
        SentenceSuspended = "sentence_suspended", "Tạm đình chỉ chấp hành án";
        /// Tha tù trước thời hạn có điều kiện.
        Paroled = "paroled", "Tha tù trước thời hạn có điều kiện";
        /// Đình chỉ chấp hành án.
        ExecutionTerminated = "execution_terminated", "Đình chỉ chấp hành án";
        /// Đã chấp hành xong.
        Served = "served", "Đã chấp hành xong";
        /// Đã xóa án tích.
        RecordCleared = "record_cleared", "Đã xóa án tích";
        /// Chết.
        Died = "died", "Đã chết";
    } groups {
        "@accused" => [Approved, Wanted, Resumed, ProposedForProsecution, Indicted, Defendant],
        "@charged" => [
            Charged, EvidenceAsked, Approved, Wanted, Resumed, ProposedForProsecution, Indicted, Defendant,
        ],
    }
}

states! {
    /// Trạng thái của một biện pháp ngăn chặn, cưỡng chế.
    MeasureStatus of "Biện pháp ngăn chặn, cưỡng chế" {
        /// Đã ra lệnh, chờ phê chuẩn.
        Ordered = "ordered", "Chờ phê chuẩn";
        /// Đang áp dụng.
        InForce = "in_force", "Đang áp dụng";
        /// Đã gia hạn.
        Extended = "extended", "Đang áp dụng (đã gia hạn)";
        /// Không phê chuẩn.
        Refused = "refused", "Không được phê chuẩn";
        /// Đã kết thúc.
        Ended = "ended", "Đã kết thúc";
        /// Bị thay thế.
        Replaced = "replaced", "Đã thay thế";
        /// Bị hủy bỏ.
        Cancelled = "cancelled", "Đã hủy bỏ";
    } groups {
        "@open" => [InForce, Extended],
    }
}

states! {
    /// Biện pháp ngăn chặn, cưỡng chế (BLTTHS Đ.109–130).
    MeasureKind of "Loại biện pháp" {
        /// Giữ người trong trường hợp khẩn cấp.
        EmergencyHold = "emergency_hold", "Giữ người trong trường hợp khẩn cấp";
        /// Bắt người.
        Arrest = "arrest", "Bắt";
        /// Tạm giữ.
        Custody = "custody", "Tạm giữ";
        /// Tạm giam.
        Detention = "detention", "Tạm giam";
        /// Bảo lĩnh.
        Bail = "bail", "Bảo lĩnh";
        /// Đặt tiền để bảo đảm.
        Deposit = "deposit", "Đặt tiền để bảo đảm";
        /// Cấm đi khỏi nơi cư trú.
        ResidenceBan = "residence_ban", "Cấm đi khỏi nơi cư trú";
        /// Tạm hoãn xuất cảnh.
        ExitBan = "exit_ban", "Tạm hoãn xuất cảnh";
        /// Kê biên tài sản.
        AssetSeizure = "asset_seizure", "Kê biên tài sản";
        /// Phong tỏa tài khoản.
        AccountFreeze = "account_freeze", "Phong tỏa tài khoản";
        /// Giám sát điện tử đối với người chưa thành niên.
        ElectronicMonitoring = "electronic_monitoring", "Giám sát điện tử";
        /// Giám sát bởi người đại diện.
        RepresentativeSupervision = "representative_supervision", "Giám sát bởi người đại diện";
        /// Biện pháp cưỡng chế đối với pháp nhân.
        LegalPersonRestraint = "legal_person_restraint", "Biện pháp cưỡng chế đối với pháp nhân";
        /// Bắt buộc chữa bệnh.
        CompulsoryTreatment = "compulsory_treatment", "Bắt buộc chữa bệnh";
    } groups {
        "@personal" => [
            EmergencyHold, Arrest, Custody, Detention, Bail, Deposit, ResidenceBan, ExitBan, ElectronicMonitoring,
            RepresentativeSupervision,
        ],
    }
}

impl ReportState {
    /// Chưa giải quyết xong: the report still waits for its decision.
    pub fn is_open(self) -> bool {
        Self::group("@open").is_some_and(|open| open.contains(&self))
    }
}

impl CaseState {
    /// Giai đoạn điều tra.
    pub fn is_investigation(self) -> bool {
        Self::group("@investigation").is_some_and(|states| states.contains(&self))
    }

    /// Giai đoạn truy tố.
    pub fn is_prosecution(self) -> bool {
        Self::group("@prosecution").is_some_and(|states| states.contains(&self))
    }

    /// Hồ sơ đang ở Tòa án, from its hand-over to the end of the appeal.
    pub fn is_with_court(self) -> bool {
        Self::group("@court").is_some_and(|states| states.contains(&self))
    }

    /// Còn đang giải quyết, at whatever stage.
    pub fn is_open(self) -> bool {
        Self::group("@open").is_some_and(|states| states.contains(&self))
    }
}

impl AccusedState {
    /// Đã bị khởi tố bị can, whether approved yet or not.
    pub fn is_charged(self) -> bool {
        Self::group("@charged").is_some_and(|states| states.contains(&self))
    }

    /// Là bị can theo quyết định đã phê chuẩn.
    pub fn is_accused(self) -> bool {
        Self::group("@accused").is_some_and(|states| states.contains(&self))
    }
}

impl MeasureStatus {
    /// Đang áp dụng.
    pub fn is_open(self) -> bool {
        matches!(self, MeasureStatus::InForce | MeasureStatus::Extended)
    }
}
