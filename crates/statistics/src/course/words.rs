//! Từ vựng của các biểu về vụ án: what happens to a case, an accused, a person held, and which papers are counted.

use crate::book::Word;

macro_rules! word_list {
    ($($code:literal, $vi:literal;)*) => { &[$(Word { code: $code, vi: $vi },)*] };
}

/// Biến động.
pub const EVENTS: &[Word] = word_list! {
    "case.opened", "vụ án mới khởi tố";
    "case.split_in", "vụ án có do tách";
    "case.joined_into", "vụ án được nhập vào vụ án khác";
    "case.transferred_in", "vụ án nơi khác chuyển đến";
    "case.transferred_out", "vụ án chuyển đi nơi khác";
    "case.moved_in", "vụ án nhận bàn giao, không kèm quyết định chuyển";
    "case.moved_out", "vụ án bàn giao, không kèm quyết định chuyển";
    "case.suspended", "vụ án tạm đình chỉ";
    "case.resumed", "vụ án phục hồi";
    "case.returned", "vụ án trả lại để điều tra bổ sung";
    "case.reinvestigation", "vụ án hủy án để điều tra lại";
    "case.concluded", "vụ án kết thúc điều tra, đề nghị truy tố";
    "case.terminated", "vụ án đình chỉ";
    "case.accepted", "vụ án Viện kiểm sát nhận hồ sơ để truy tố";
    "case.court_return_accepted", "vụ án Tòa án trả hồ sơ, Viện kiểm sát chấp nhận";
    "case.passed_down", "vụ án trả Cơ quan điều tra theo yêu cầu của Tòa án";
    "case.indicted", "vụ án truy tố";
    "case.returned_by_vks", "vụ án Viện kiểm sát trả hồ sơ điều tra bổ sung";
    "case.docketed", "vụ án Tòa án thụ lý sơ thẩm";
    "case.back_for_retrial", "vụ án hủy án để xét xử sơ thẩm lại";
    "case.tried", "vụ án đã xét xử sơ thẩm";
    "case.evidence_shown", "vụ án đã xét xử sơ thẩm có trình chiếu chứng cứ";
    "case.returned_by_court", "vụ án Tòa án trả hồ sơ điều tra bổ sung";
    "case.appeal_docketed", "vụ án thụ lý phúc thẩm";
    "case.appeal_tried", "vụ án đã xét xử phúc thẩm";
    "case.appeal_terminated", "vụ án đình chỉ xét xử phúc thẩm";
    "case.annulled", "vụ án hủy bỏ quyết định khởi tố";
    "case.other_in", "vụ án vào giai đoạn, không qua biến động nào của biểu";
    "case.other_out", "vụ án ra khỏi giai đoạn, không qua biến động nào của biểu";
    "accused.charged", "bị can mới khởi tố (đã phê chuẩn)";
    "accused.split_in", "bị can đến do tách, nhập vụ án";
    "accused.split_out", "bị can đi do tách vụ án";
    "accused.joined_into", "bị can đi do nhập vụ án";
    "accused.transferred_in", "bị can nơi khác chuyển đến";
    "accused.transferred_out", "bị can chuyển đi nơi khác";
    "accused.moved_in", "bị can nhận bàn giao, không kèm quyết định chuyển";
    "accused.moved_out", "bị can bàn giao, không kèm quyết định chuyển";
    "accused.suspended", "bị can tạm đình chỉ";
    "accused.resumed", "bị can phục hồi";
    "accused.returned", "bị can trong vụ án trả lại để điều tra bổ sung";
    "accused.reinvestigation", "bị can trong vụ án hủy án để điều tra lại";
    "accused.concluded", "bị can đề nghị truy tố";
    "accused.terminated", "bị can đình chỉ";
    "accused.accepted", "bị can trong hồ sơ Viện kiểm sát nhận để truy tố";
    "accused.court_return_accepted", "bị can trong hồ sơ Tòa án trả, Viện kiểm sát chấp nhận";
    "accused.passed_down", "bị can trong hồ sơ trả Cơ quan điều tra theo yêu cầu của Tòa án";
    "accused.indicted", "bị can truy tố";
    "accused.returned_by_vks", "bị can trong hồ sơ Viện kiểm sát trả điều tra bổ sung";
    "accused.docketed", "bị cáo trong vụ án Tòa án thụ lý sơ thẩm";
    "accused.back_for_retrial", "bị cáo trong vụ án hủy án để xét xử sơ thẩm lại";
    "accused.tried", "bị cáo đã xét xử sơ thẩm";
    "accused.returned_by_court", "bị cáo trong hồ sơ Tòa án trả điều tra bổ sung";
    "accused.appeal_docketed", "bị cáo trong vụ án thụ lý phúc thẩm";
    "accused.appeal_tried", "bị cáo đã xét xử phúc thẩm";
    "accused.appeal_terminated", "bị cáo đình chỉ xét xử phúc thẩm";
    "accused.annulled", "bị can hủy bỏ quyết định khởi tố";
    "accused.diverted", "bị can áp dụng xử lý chuyển hướng";
    "accused.died", "bị can, bị cáo chết";
    "accused.other_in", "bị can vào giai đoạn, không qua biến động nào của biểu";
    "accused.other_out", "bị can ra khỏi giai đoạn, không qua biến động nào của biểu";
    "sentence", "bị cáo xét xử về một tội danh";
    "custody.in", "người mới bị tạm giữ";
    "custody.out", "người tạm giữ đã giải quyết";
    "custody.moved_in", "người tạm giữ nơi khác chuyển đến";
    "custody.moved_out", "người tạm giữ chuyển đi nơi khác";
    "custody.died", "người tạm giữ chết";
    "custody.escaped", "người tạm giữ trốn";
    "detention.in", "người mới bị tạm giam";
    "detention.out", "người tạm giam đã giải quyết";
    "detention.moved_in", "người tạm giam nơi khác chuyển đến";
    "detention.moved_out", "người tạm giam chuyển đi nơi khác";
    "detention.died", "người tạm giam chết";
    "detention.escaped", "người tạm giam trốn";
    "act.investigation.demanded", "yêu cầu điều tra";
    "act.accused.annulled", "quyết định hủy bỏ quyết định khởi tố bị can";
    "act.case.initiation_annulled", "quyết định hủy bỏ quyết định khởi tố vụ án";
    "act.case.not_initiated_annulled", "quyết định hủy bỏ quyết định không khởi tố vụ án";
    "act.measure.refused", "quyết định không phê chuẩn lệnh, quyết định về biện pháp ngăn chặn";
    "act.violation.recommended", "kiến nghị khắc phục vi phạm";
    "act.violation.protested", "kháng nghị vi phạm trong hoạt động tư pháp";
    "act.crime_prevention.recommended", "kiến nghị phòng ngừa";
    "act.protest.issued", "kháng nghị phúc thẩm";
    "act.protest.withdrawn", "rút kháng nghị phúc thẩm";
    "act.cassation.proposed", "đề nghị kháng nghị giám đốc thẩm, tái thẩm";
    "act.resumption.requested", "yêu cầu phục hồi điều tra";
    "noted", "ghi nhận khác";
};

/// Tồn.
pub const STOCKS: &[Word] = word_list! {
    "case.investigation", "vụ án đang điều tra";
    "case.investigation_suspended", "vụ án tạm đình chỉ điều tra";
    "case.prosecution", "vụ án ở giai đoạn truy tố";
    "case.prosecution_suspended", "vụ án tạm đình chỉ ở giai đoạn truy tố";
    "case.trial", "vụ án Tòa án thụ lý sơ thẩm, chưa giải quyết xong";
    "case.trial_suspended", "vụ án tạm đình chỉ ở giai đoạn xét xử sơ thẩm";
    "case.appeal", "vụ án thụ lý phúc thẩm, chưa giải quyết xong";
    "case.transit", "vụ án đã chuyển đi, nơi nhận chưa thụ lý";
    "accused.investigation", "bị can đang điều tra";
    "accused.investigation_suspended", "bị can tạm đình chỉ điều tra";
    "accused.prosecution", "bị can ở giai đoạn truy tố";
    "accused.prosecution_suspended", "bị can tạm đình chỉ ở giai đoạn truy tố";
    "accused.trial", "bị cáo trong vụ án chưa xét xử sơ thẩm xong";
    "accused.trial_suspended", "bị cáo tạm đình chỉ ở giai đoạn xét xử sơ thẩm";
    "accused.appeal", "bị cáo trong vụ án chưa giải quyết phúc thẩm xong";
    "accused.transit", "bị can trong vụ án đã chuyển đi, nơi nhận chưa thụ lý";
    "held.custody", "người đang bị tạm giữ";
    "held.detention", "người đang bị tạm giam";
    "held.custody_escaped", "người tạm giữ trốn chưa bắt lại được";
    "held.detention_escaped", "người tạm giam trốn chưa bắt lại được";
    "held.treatment", "người đang bắt buộc chữa bệnh";
};

/// Thuộc tính để tách dòng “trong đó”; the columns of the table of moves.
pub const ATTRIBUTES: &[Word] = word_list! {
    "stage", "giai đoạn";
    "article", "điều luật";
    "severity", "loại tội phạm";
    "legal", "pháp nhân";
    "age", "tuổi khi phạm tội";
    "sex", "giới tính";
    "ethnic", "dân tộc";
    "education", "trình độ học vấn";
    "alien", "người nước ngoài, không quốc tịch";
    "decider", "cơ quan ra quyết định";
    "ground", "căn cứ";
    "result", "kết quả";
    "overdue", "quá hạn";
    "requested", "theo yêu cầu của Viện kiểm sát";
    "is_old", "khởi tố trước kỳ";
};

/// Which word of [`EVENTS`] counts an act of the procuracy.
pub fn act_event(kind: &str) -> Option<&'static str> {
    let code = match kind {
        "investigation.resumption_requested" => "act.resumption.requested",
        "arrest.refused"
        | "custody.extension_refused"
        | "detention_arrest.refused"
        | "detention.refused"
        | "bail.refused"
        | "deposit.refused" => "act.measure.refused",
        other => {
            let found = EVENTS
                .iter()
                .find(|word| word.code.strip_prefix("act.") == Some(other));
            return found.map(|word| word.code);
        }
    };
    Some(code)
}

/// The word itself, as a constant of this program.
pub fn known(code: &str) -> Option<&'static str> {
    EVENTS
        .iter()
        .chain(STOCKS)
        .find(|word| word.code == code)
        .map(|word| word.code)
}
