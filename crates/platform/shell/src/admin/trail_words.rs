//! Lời của nhật ký: what an action and a kind of record are called, and where the record opens.

use people::Right;
use uuid::Uuid;

use crate::Visit;

/// What is done to a thing of the first column, in the words of the office. An action without words shows its id.
const ACTIONS: &[(&str, &str)] = &[
    ("access.refused", "Bị từ chối vì không có quyền"),
    ("audit.checked", "Kiểm tra nhật ký"),
    ("calendar.entered", "Nhập ngày nghỉ"),
    ("calendar.withdrawn", "Rút lại ngày nghỉ"),
    (
        "casefile.contradiction.accepted",
        "Ghi nhận mâu thuẫn lời khai",
    ),
    (
        "casefile.contradiction.dismissed",
        "Bỏ qua chi tiết khai khác nhau",
    ),
    ("casefile.contradiction.withdrawn", "Rút mâu thuẫn đã ghi"),
    ("casefile.contradictions.exported", "Xuất bảng mâu thuẫn"),
    ("casefile.file.received", "Nhận tệp bản quét"),
    ("casefile.file.taken", "Tải tệp gốc"),
    ("casefile.file.withheld", "Không nhận tệp có dấu mật"),
    ("casefile.leaf.corrected", "Sửa số bút lục"),
    ("casefile.page.turned", "Xoay trang"),
    ("casefile.page.reviewed", "Ghi đã xem xong trang"),
    ("casefile.page.unreviewed", "Bỏ ghi đã xem xong trang"),
    ("casefile.searched", "Tìm trong hồ sơ"),
    ("casefile.statement.confirmed", "Xác nhận người khai"),
    ("casefile.word.corrected", "Sửa chữ máy đọc"),
    ("casefile.word.undone", "Hoàn tác lần sửa chữ"),
    ("clock.moved", "Tính lại thời hạn"),
    ("courtroom.exhibit.added", "Thêm mục trình chiếu"),
    ("courtroom.exhibit.changed", "Sửa mục trình chiếu"),
    ("courtroom.exhibit.placed", "Chuyển chỗ mục trình chiếu"),
    ("courtroom.exhibit.removed", "Bỏ mục trình chiếu"),
    ("courtroom.exhibit.restored", "Đưa mục trình chiếu trở lại"),
    ("courtroom.list.approved", "Duyệt danh mục trình chiếu"),
    ("courtroom.list.exported", "Xuất Word danh mục trình chiếu"),
    ("courtroom.list.returned", "Trả lại danh mục trình chiếu"),
    ("courtroom.list.submitted", "Trình danh mục trình chiếu"),
    (
        "courtroom.list.taken_back",
        "Rút lại danh mục trình chiếu đã trình",
    ),
    ("courtroom.media.brought", "Nhận băng ghi"),
    ("courtroom.media.described", "Ghi thông tin của băng ghi"),
    ("courtroom.media.removed", "Bỏ băng ghi"),
    ("courtroom.media.restored", "Đưa băng ghi trở lại"),
    ("courtroom.outline.exported", "Xuất Word đề cương xét hỏi"),
    ("courtroom.pack.asked", "Lập gói phiên tòa"),
    ("courtroom.pack.checked", "Kiểm tra gói phiên tòa"),
    (
        "courtroom.pack.log_imported",
        "Nhập nhật ký của gói phiên tòa",
    ),
    ("courtroom.pack.signed", "Ký số gói phiên tòa"),
    ("courtroom.pack.taken", "Tải gói phiên tòa"),
    ("courtroom.pack.voided", "Hủy gói phiên tòa"),
    ("courtroom.question.added", "Thêm câu hỏi của đề cương"),
    ("courtroom.question.changed", "Sửa câu hỏi của đề cương"),
    (
        "courtroom.question.placed",
        "Chuyển chỗ câu hỏi của đề cương",
    ),
    ("courtroom.question.removed", "Bỏ câu hỏi của đề cương"),
    (
        "courtroom.question.restored",
        "Đưa câu hỏi của đề cương trở lại",
    ),
    (
        "courtroom.session.annulled",
        "Hủy phiên trình chiếu mở nhầm",
    ),
    (
        "courtroom.session.cleared",
        "Ghi nhận người đã khai tại phiên tòa",
    ),
    ("courtroom.session.darkened", "Tắt màn hình của phiên tòa"),
    ("courtroom.session.ended", "Kết thúc phiên trình chiếu"),
    (
        "courtroom.session.exported",
        "Xuất Word báo cáo việc trình chiếu",
    ),
    ("courtroom.session.held", "Giữ màn hình của phiên tòa"),
    (
        "courtroom.session.key_made",
        "Tạo địa chỉ màn hình phiên tòa",
    ),
    (
        "courtroom.session.key_revoked",
        "Thu hồi địa chỉ màn hình phiên tòa",
    ),
    (
        "courtroom.session.let_go",
        "Thôi giữ màn hình của phiên tòa",
    ),
    (
        "courtroom.session.paused",
        "Dừng băng ghi trên màn hình phiên tòa",
    ),
    (
        "courtroom.session.played",
        "Phát băng ghi trên màn hình phiên tòa",
    ),
    ("courtroom.session.reinstated", "Bỏ hủy phiên trình chiếu"),
    (
        "courtroom.session.released",
        "Đưa lên màn hình của phiên tòa",
    ),
    ("courtroom.session.started", "Mở phiên trình chiếu"),
    ("delegation.given", "Ủy quyền"),
    ("delegation.taken_back", "Chấm dứt ủy quyền"),
    ("demo.begun", "Bắt đầu dựng dữ liệu giả lập"),
    ("demo.loaded", "Nạp dữ liệu giả lập của một đơn vị"),
    ("demo.made", "Dựng xong dữ liệu giả lập"),
    ("document.batch_asked", "Lập văn bản hàng loạt"),
    ("document.batch_downloaded", "Tải các văn bản lập hàng loạt"),
    ("document.downloaded", "Tải văn bản"),
    ("document.drafted", "Soạn văn bản"),
    ("document.issued", "Ban hành văn bản"),
    ("document.remark_settled", "Giải quyết ý kiến về bản nháp"),
    ("document.remarked", "Ghi ý kiến về bản nháp"),
    ("document.secret_refused", "Từ chối văn bản có dấu mật"),
    ("document.withdrawn", "Thu hồi văn bản"),
    ("document.word_answered", "Trả lời thay đổi trong tệp Word"),
    ("document.word_returned", "Đưa tệp Word đã sửa trở về"),
    ("escalation.answered", "Tiếp nhận thời hạn leo thang"),
    ("escalation.raised", "Thời hạn leo thang"),
    ("evidence.assessment.changed", "Sửa đánh giá chứng cứ"),
    (
        "evidence.assessment.made",
        "Đặt chứng cứ vào vấn đề phải chứng minh",
    ),
    ("evidence.assessment.removed", "Bỏ đánh giá chứng cứ"),
    (
        "evidence.assessment.restored",
        "Đưa đánh giá chứng cứ trở lại",
    ),
    ("evidence.diagram.added", "Thêm phần tử, quan hệ vào sơ đồ"),
    ("evidence.diagram.changed", "Sửa phần tử, quan hệ của sơ đồ"),
    ("evidence.diagram.confirmed", "Xác nhận phần tử máy đề xuất"),
    ("evidence.diagram.exported", "Xuất sơ đồ ra tệp"),
    ("evidence.diagram.made", "Lập sơ đồ"),
    ("evidence.diagram.part_removed", "Bỏ phần tử khỏi sơ đồ"),
    (
        "evidence.diagram.part_restored",
        "Đưa phần tử trở lại sơ đồ",
    ),
    ("evidence.diagram.placed", "Đặt chỗ phần tử của sơ đồ"),
    ("evidence.diagram.redone", "Làm lại việc trên sơ đồ"),
    ("evidence.diagram.removed", "Bỏ sơ đồ"),
    ("evidence.diagram.renamed", "Đổi tên sơ đồ"),
    ("evidence.diagram.renewed", "Cập nhật sơ đồ từ hồ sơ"),
    ("evidence.diagram.restored", "Đưa sơ đồ trở lại"),
    ("evidence.diagram.stepped", "Đổi thứ tự trình chiếu sơ đồ"),
    ("evidence.diagram.undone", "Hoàn tác việc trên sơ đồ"),
    ("evidence.flow.added", "Thêm giao dịch vào dòng tiền"),
    ("evidence.flow.changed", "Sửa giao dịch của dòng tiền"),
    ("evidence.flow.file_taken", "Đưa tệp sao kê vào"),
    ("evidence.flow.import_undone", "Hoàn tác đợt nhập sao kê"),
    ("evidence.flow.imported", "Nhập sao kê vào dòng tiền"),
    ("evidence.flow.party_changed", "Sửa một bên của dòng tiền"),
    ("evidence.flow.party_removed", "Bỏ một bên của dòng tiền"),
    ("evidence.flow.removed", "Bỏ giao dịch khỏi dòng tiền"),
    ("evidence.flow.restored", "Đưa giao dịch trở lại dòng tiền"),
    (
        "evidence.flow.secret_refused",
        "Từ chối sao kê mang dấu độ mật",
    ),
    ("evidence.flow.view_kept", "Lưu sơ đồ dòng tiền"),
    ("evidence.flow.view_removed", "Bỏ sơ đồ dòng tiền"),
    ("evidence.flow.view_restored", "Đưa sơ đồ dòng tiền trở lại"),
    ("evidence.item.added", "Thêm chứng cứ"),
    ("evidence.item.changed", "Sửa chứng cứ"),
    ("evidence.item.restored", "Đưa chứng cứ trở lại"),
    ("evidence.item.withdrawn", "Rút chứng cứ"),
    ("evidence.map.begun", "Lập sơ đồ tư duy"),
    ("evidence.map.changed", "Sửa sơ đồ tư duy"),
    ("evidence.map.exported", "Xuất sơ đồ tư duy ra tệp"),
    ("evidence.map.imported", "Đọc tệp XMind vào sơ đồ tư duy"),
    ("evidence.map.redrawn", "Vẽ lại sơ đồ tư duy từ hồ sơ"),
    (
        "evidence.map.version_kept",
        "Lưu bản sơ đồ tư duy theo ngày báo cáo",
    ),
    ("evidence.point.added", "Thêm vấn đề cần làm rõ"),
    ("evidence.point.removed", "Bỏ vấn đề cần làm rõ"),
    ("evidence.point.restored", "Đưa vấn đề cần làm rõ trở lại"),
    ("evidence.points.exported", "Xuất bảng chứng minh"),
    ("evidence.sketch.changed", "Sửa sơ đồ hiện trường"),
    ("evidence.sketch.made", "Lập sơ đồ hiện trường"),
    ("evidence.sketch.removed", "Bỏ sơ đồ hiện trường"),
    ("evidence.sketch.restored", "Đưa sơ đồ hiện trường trở lại"),
    (
        "evidence.text.written",
        "Ghi nhận định về vấn đề phải chứng minh",
    ),
    ("fact.recorded", "Ghi sự kiện"),
    ("figure.opened", "Mở hồ sơ sau số liệu"),
    ("passage.taken", "Nhận hồ sơ chuyển đến"),
    ("form.exported", "Xuất biểu thống kê"),
    ("job.retried", "Cho chạy lại việc nền"),
    ("ladder.reset", "Trở về thang cảnh báo mặc định"),
    ("ladder.set", "Đặt thang cảnh báo"),
    ("number.cancelled", "Hủy số văn bản"),
    ("number.symbol_set", "Đặt ký hiệu văn bản"),
    ("person.added", "Thêm cán bộ"),
    ("person.changed", "Sửa thông tin cán bộ"),
    ("person.password_changed", "Đổi mật khẩu"),
    ("person.password_reset", "Đặt lại mật khẩu"),
    ("person_of_matter.looked", "Xem một người qua các hồ sơ"),
    ("persons.decided", "Kết luận cùng một người hay không"),
    ("persons.searched", "Tìm người"),
    ("persons.searched_below", "Tìm người trong hồ sơ cấp dưới"),
    ("persons.taken_back", "Gỡ kết luận về người"),
    ("person.totp_off", "Tắt xác thực hai bước"),
    ("person.totp_on", "Bật xác thực hai bước"),
    ("post.appointed", "Giao chức vụ"),
    ("post.ended", "Thôi chức vụ"),
    ("session.ended", "Kết thúc phiên đăng nhập"),
    ("session.everywhere", "Đăng xuất khỏi mọi thiết bị"),
    ("session.opened", "Đăng nhập"),
    ("session.post", "Chuyển chức vụ đang dùng"),
    ("session.refused", "Đăng nhập không thành công"),
    ("signing.begun", "Mở phiếu ký số"),
    ("signing.certificate_added", "Thêm chứng thư số"),
    ("signing.certificate_ended", "Ngừng dùng chứng thư số"),
    ("signing.dropped", "Phiếu ký số không ký"),
    ("signing.log_exported", "Xuất nhật ký ký số"),
    ("signing.picture_put", "Đưa hình chữ ký, dấu vào"),
    ("signing.signed", "Ký số"),
    (
        "signing.taken_over",
        "Nhận lượt ký bằng chữ ký số của cơ quan",
    ),
    ("signing.trust_added", "Thêm vào danh sách tin cậy"),
    ("signing.trust_removed", "Bỏ khỏi danh sách tin cậy"),
    ("signing.verified", "Kiểm tra chữ ký số của một tệp"),
    ("statistics.frozen", "Chốt số liệu thống kê"),
    ("statistics.freezing_asked", "Bấm chốt số liệu thống kê"),
    (
        "statistics.package_received",
        "Nhận gói báo cáo thống kê của đơn vị khác",
    ),
    (
        "statistics.receipt_refused",
        "Từ chối biên nhận báo cáo thống kê",
    ),
    ("statistics.receipt_signed", "Ký biên nhận báo cáo thống kê"),
    (
        "statistics.receipt_taken",
        "Nhập biên nhận báo cáo thống kê",
    ),
    ("team.dissolved", "Giải thể tổ"),
    ("team.founded", "Lập tổ"),
    ("team.joined", "Thêm người vào tổ"),
    ("team.leader", "Đổi tổ trưởng"),
    ("team.left", "Đưa người ra khỏi tổ"),
    ("template.added", "Thêm, sửa mẫu báo cáo thống kê"),
    ("template.retired", "Ngừng dùng mẫu báo cáo thống kê"),
    ("template.undone", "Hủy lần sửa mẫu báo cáo thống kê"),
    ("totp.sealed", "Mã hóa khóa xác thực hai bước"),
    ("unit.created", "Thành lập đơn vị"),
    ("unit.ended", "Giải thể đơn vị"),
    ("unit.merged", "Sáp nhập đơn vị"),
    ("unit.moved", "Chuyển đơn vị cấp trên"),
    ("unit.renamed", "Đổi tên đơn vị"),
];

const KINDS: &[(&str, &str)] = &[
    ("address", "địa chỉ"),
    ("audit", "nhật ký"),
    ("calendar_day", "ngày nghỉ"),
    ("casefile.contradiction", "mâu thuẫn lời khai"),
    ("casefile.document", "tài liệu hồ sơ"),
    ("casefile.file", "tệp bản quét"),
    ("casefile.page", "trang hồ sơ"),
    ("casefile.stack", "tập quét đang xếp"),
    ("courtroom", "danh mục trình chiếu"),
    ("courtroom.exhibit", "mục trình chiếu"),
    ("courtroom.media", "băng ghi"),
    ("courtroom.pack", "gói phiên tòa"),
    ("courtroom.question", "câu hỏi của đề cương"),
    ("courtroom.session", "phiên trình chiếu"),
    ("evidence", "chứng cứ của vụ án"),
    ("evidence.assessment", "đánh giá chứng cứ"),
    ("evidence.diagram", "sơ đồ vụ án"),
    ("evidence.flow", "dòng tiền"),
    ("evidence.flow.import", "đợt nhập sao kê"),
    ("evidence.item", "chứng cứ"),
    ("evidence.map", "sơ đồ tư duy"),
    ("evidence.point", "vấn đề cần làm rõ"),
    ("evidence.sketch", "sơ đồ hiện trường"),
    ("delegation", "ủy quyền"),
    ("demo", "dữ liệu giả lập"),
    ("document", "văn bản"),
    ("escalation", "thời hạn leo thang"),
    ("form", "biểu thống kê"),
    ("figure", "số liệu"),
    ("job", "việc chạy nền"),
    ("matter", "hồ sơ vụ việc"),
    ("number", "số văn bản"),
    ("page", "trang hồ sơ"),
    ("person", "cán bộ"),
    ("post", "chức vụ"),
    ("session", "phiên đăng nhập"),
    ("file", "tệp"),
    ("signing_certificate", "chứng thư số"),
    ("signing_log", "nhật ký ký số"),
    ("signing_picture", "hình chữ ký, dấu"),
    ("signing_ticket", "phiếu ký số"),
    ("signing_trust", "danh sách tin cậy"),
    ("statistics", "thống kê"),
    ("statistics_set", "bộ biểu thống kê"),
    ("statistics_template", "mẫu báo cáo thống kê"),
    ("team", "tổ"),
    ("unit", "đơn vị"),
];

fn found(table: &[(&str, &'static str)], id: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, words)| *words)
}

/// What an action is called.
pub(super) fn action(id: &str) -> String {
    if let Some(words) = found(ACTIONS, id) {
        return words.to_owned();
    }
    match id.rsplit_once('.') {
        Some((thing, "looked")) => format!("Xem {}", kind(thing)),
        _ => id.to_owned(),
    }
}

/// What a kind of record is called.
pub(super) fn kind(id: &str) -> String {
    found(KINDS, id).unwrap_or(id).to_owned()
}

/// The end of an id, which tells it apart from its neighbours; anything else as it is.
pub(super) fn short(object: &str) -> String {
    match object.parse::<Uuid>() {
        Ok(_) => format!("…{}", &object[object.len() - 8..]),
        Err(_) => object.to_owned(),
    }
}

/// Where the record opens, for those who may open it; empty where nothing opens.
pub(super) fn href(visit: &Visit, kind: &str, object: &str) -> String {
    let (right, place) = match kind {
        "matter" => (Right::CriminalMatterRead, "/criminal/matters/"),
        "document" => (Right::DocumentsRead, "/documents/"),
        "person" => (Right::PeoplePersonRead, "/people/persons/"),
        "unit" => (Right::PeopleUnitRead, "/people/units/"),
        _ => return String::new(),
    };
    match visit.may(right) && !object.is_empty() {
        true => format!("{place}{object}"),
        false => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_has_its_words_and_a_look_names_what_was_looked_at() {
        assert_eq!(action("delegation.taken_back"), "Chấm dứt ủy quyền");
        assert_eq!(action("matter.looked"), "Xem hồ sơ vụ việc");
        assert_eq!(action("casefile.page.looked"), "Xem trang hồ sơ");
        assert_eq!(action("something.new"), "something.new");
    }

    #[test]
    fn an_id_is_shown_by_its_end() {
        assert_eq!(short("018f0000-0000-7000-8000-0000deadbeef"), "…deadbeef");
        assert_eq!(short("P68-KV03"), "P68-KV03");
    }
}
