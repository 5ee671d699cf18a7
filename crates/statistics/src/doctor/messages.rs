//! Các câu người dùng đọc ở phần kiểm tra với Sổ 66, phiếu xét xử, đối chiếu liên ngành và báo cáo bằng lời.

use chrono::NaiveDate;

use crate::book::Book;
use crate::comparison::messages::field_vi;
use crate::form::Row;
use crate::messages::value_of;

/// Buttons.
pub const AT_MATTER: &str = "Sửa tại hồ sơ";
/// The fact itself.
pub const AT_FACT: &str = "Sửa kết quả trả lời";
/// The register.
pub const OPEN_66: &str = "Mở Sổ 66";
/// An entered count.
pub const ENTER_COUNT: &str = "Nhập số liệu có căn cứ";
/// The slips of the period.
pub const OPEN_SLIPS: &str = "Mở phiếu xét xử";
/// One slip.
pub const FILL_SLIP: &str = "Bổ sung phiếu";
/// Every comparison.
pub const OPEN_COMPARISONS: &str = "Đưa bảng đối chiếu vào";
/// One comparison.
pub const OPEN_COMPARISON: &str = "Mở bảng đối chiếu";
/// A row of it.
pub const OPEN_ROW: &str = "Mở dòng đối chiếu";
/// The sets of the period.
pub const OPEN_SETS: &str = "Mở phần gửi báo cáo";
/// A report in sentences.
pub const MAKE_REPORT: &str = "Lập báo cáo bằng lời";
/// A report that is behind.
pub const REMAKE_REPORT: &str = "Mở báo cáo để lập lại";
/// A report with typed figures.
pub const OPEN_REPORT: &str = "Mở báo cáo";

/// The register.
pub const OPEN_06: &str = "Mở Sổ 06";

/// Too many units for one look at each month.
pub const TOO_WIDE_MONTHS: &str =
    "Cộng các tháng bằng lũy kế: phạm vi quá rộng. Hãy kiểm tra từng tỉnh.";

/// K6.
pub fn months_differ(place: &str, how: &str, joined: i64, whole: i64) -> String {
    format!(
        "{place}: {how} là {joined}, cả kỳ là {whole}. Số đã giữ không còn đúng với hồ sơ nên đã được bỏ: hãy mở lại trang này để máy đếm lại; còn lệch thì báo người quản trị."
    )
}

/// K6 holds.
pub fn months_agree(months: usize) -> String {
    format!(
        "Cộng {months} tháng bằng lũy kế cả kỳ; tồn đầu bằng tháng đầu, tồn cuối bằng tháng cuối."
    )
}

/// K12: the two rows.
pub fn indicted_and_docketed(indicted: i64, docketed: i64) -> String {
    format!(
        "Vụ truy tố (Biểu số 02 dòng 45) là {indicted}, vụ Tòa án mới thụ lý sơ thẩm (Biểu số 03 dòng 3) là {docketed}."
    )
}

/// K12: what lies between them.
pub fn between_indictment_and_court(waiting: usize, earlier: usize) -> String {
    format!(
        "{waiting} vụ truy tố trong kỳ chưa được thụ lý tại đây; {earlier} vụ thụ lý do truy tố ở kỳ trước hoặc ở đơn vị khác."
    )
}

/// K12: a gap in the records.
pub const NEVER_INDICTED: &str =
    "Tòa án đã thụ lý mà hồ sơ chưa ghi cáo trạng, quyết định truy tố. Hãy ghi bổ sung.";

/// More of them than are named.
pub fn more_never_indicted(more: usize) -> String {
    format!("Còn {more} vụ khác Tòa án đã thụ lý mà chưa ghi cáo trạng, quyết định truy tố.")
}

/// Which matter.
pub fn of_matter(code: &str) -> String {
    format!("hồ sơ {code}")
}

/// K13.
pub fn custody_and_detention(came: i64, charged: i64, wanted: i64) -> String {
    format!(
        "Biểu số 07: tạm giữ chuyển tạm giam (dòng 34) là {came}; ra khỏi tạm giữ do chuyển tạm giam (dòng 12 + dòng 14) là {charged} + {wanted}."
    )
}

/// K13: one of the two sides is not there.
pub const ONE_SIDED: &str = "Một người chuyển từ tạm giữ sang tạm giam chỉ được tính ở một bên. Hãy xem lại các lệnh, quyết định của người này.";

/// Too much of register 06.
pub const TOO_WIDE_06: &str =
    "Biểu số 07 dòng 16–18 so với Sổ 06: phạm vi quá rộng. Hãy chọn từng đơn vị, hoặc kỳ ngắn hơn.";

/// K14.
pub fn register06_differs(row: &str, counted: i64, decided: i64) -> String {
    format!("Biểu số 07 dòng {row} là {counted}, Sổ 06 có {decided} quyết định loại này.")
}

/// K14 holds.
pub fn register06_agrees(counted: i64) -> String {
    format!("Biểu số 07 dòng 16, 17, 18 khớp Sổ 06: {counted} quyết định.")
}

/// K14: a decision that let nobody go.
pub const DECIDED_NOT_LEFT: &str = "Quyết định trong Sổ 06 chưa kéo theo việc người bị tạm giữ được trả tự do trong kỳ này. Hãy xem lại ngày, hoặc ghi việc trả tự do.";
/// K14: a decision about somebody who was never in custody, as far as it is recorded.
pub const NOT_HELD: &str = "Quyết định trong Sổ 06 về một người chưa ghi là bị tạm giữ, nên Biểu số 07 không đếm. Hãy ghi việc tạm giữ, hoặc giải thích.";
/// K14: somebody let go by a decision of another book or period.
pub const LEFT_NOT_DECIDED: &str = "Một người ra khỏi tạm giữ trong kỳ này do quyết định không đứng trong Sổ 06 của kỳ. Hãy xem lại ngày của quyết định.";

/// Too many matters to look at each day.
pub const TOO_WIDE_DAYS: &str = "Hai việc như nhau trong một ngày: quá nhiều hồ sơ. Hãy kiểm tra từng đơn vị, hoặc kỳ ngắn hơn.";

/// Two like acts of one day.
pub fn same_day(act: &str, on: NaiveDate) -> String {
    format!(
        "Hai lần “{act}” ngày {} về cùng một người hoặc cùng vụ, không ghi giờ: số liệu đang theo thứ tự nhập. Hãy ghi giờ, hoặc sửa lần \
         ghi nhầm (một ngày không có hai quyết định cùng loại về cùng một đối tượng: cần kiểm tra).",
        shell::vi_date(on)
    )
}

/// Too much of register 66.
pub const TOO_WIDE_66: &str =
    "Kiến nghị ở các biểu so với Sổ 66: phạm vi quá rộng. Hãy chọn từng tỉnh, hoặc kỳ ngắn hơn.";
/// K17.
pub const ACCEPTED_AND_REFUSED: &str = "Một kiến nghị vừa ghi được chấp nhận, vừa ghi không được chấp nhận. Kiến nghị được chấp nhận một phần \
     thuộc “chấp nhận”; hãy sửa kết quả ghi sai.";
/// An answer to nothing that can be told.
pub const LOOSE_ANSWER: &str = "Một kết quả trả lời không nói rõ trả lời văn bản nào của Sổ 66, nên có văn bản bị tính sai là đã trả lời \
     hoặc chờ kết quả. Hãy ghi số của văn bản được trả lời.";

/// "số 5/KN-VKS ngày 16/10/2026, hồ sơ 68…": which paper of which matter.
pub fn paper(number: Option<&str>, on: NaiveDate, code: &str) -> String {
    let number = match number.filter(|number| !number.is_empty()) {
        Some(number) => format!("số {number} "),
        None => String::new(),
    };
    format!("{number}ngày {}, hồ sơ {code}", shell::vi_date(on))
}

/// K16 holds.
pub fn recommendations_agree(issued: usize, [accepted, refused, waiting]: [usize; 3]) -> String {
    format!(
        "Kiến nghị ở các biểu khớp Sổ 66: ban hành {issued} = chấp nhận {accepted} + không chấp nhận {refused} + chờ kết quả \
         {waiting} (K16, K17)."
    )
}

/// A row tells another figure than the register.
pub fn register_differs(form: &str, row: &Row, counted: i64, in_register: i64) -> String {
    format!(
        "{form} dòng {} ({}) là {counted}, Sổ 66 có {in_register} kiến nghị tương ứng.",
        row.no, row.label_vi
    )
}

/// No form has a row for it.
pub fn in_no_form(stage: &str) -> String {
    let at = match stage {
        "" => String::new(),
        "report" => " khi chưa có vụ án".to_owned(),
        stage => format!(" ở giai đoạn {}", value_of(Book::Case, stage)),
    };
    format!(
        "Sổ 66 có kiến nghị{at} mà Biểu 01, 02, 03 không có dòng đếm. Hãy xem lại loại văn bản đã ghi, hoặc giải thích."
    )
}

/// Entered counts fall short of the register.
pub fn execution_lacks(issued: i64, entered: i64, rows: &[&str]) -> String {
    format!(
        "Sổ 66 có {issued} kiến nghị ở giai đoạn thi hành án, Biểu số 07 mới nhập {entered} (dòng {}).",
        rows.join(", ")
    )
}

/// Too many trials to read each slip.
pub const TOO_MANY_SLIPS: &str = "Bị cáo đã xét xử so với phiếu xét xử: kỳ này có hơn 1.000 vụ. Hãy kiểm tra từng đơn vị, hoặc kỳ ngắn hơn.";

/// More or fewer slips than defendants.
pub fn slips_differ(place: &str, tried: i64, slips: i64) -> String {
    format!(
        "{place} có {tried} bị cáo đã xét xử, phiếu xét xử có {slips}. Mỗi bị cáo đã xét xử sơ thẩm có một phiếu."
    )
}

/// K18 holds.
pub fn slips_agree(tried: i64, due: usize, not_due: usize) -> String {
    format!(
        "Bị cáo đã xét xử sơ thẩm {tried} = phiếu xét xử đã đủ {due} + không thuộc diện lập phiếu {not_due}."
    )
}

/// What a slip lacks.
pub fn slip_lacks(missing: &[&str]) -> String {
    const SHOWN: usize = 4;
    let named = missing.get(..SHOWN).unwrap_or(missing).join(", ");
    let more = match missing.len() > SHOWN {
        true => format!(" và {} mục khác", missing.len() - SHOWN),
        false => String::new(),
    };
    format!("Phiếu xét xử của một bị cáo còn thiếu: {named}{more}.")
}

/// More slips than are named.
pub fn more_slips_lack(more: usize) -> String {
    format!("Còn {more} phiếu xét xử khác chưa đủ mục.")
}

/// "Lò Văn Một, 45/2026/HS-ST ngày 20/10/2026".
pub fn defendant(name: &str, number: &str, on: NaiveDate) -> String {
    let name = if name.is_empty() {
        "chưa ghi lý lịch"
    } else {
        name
    };
    let number = match number {
        "" => String::new(),
        number => format!("{number} "),
    };
    format!("{name}, {number}ngày {}", shell::vi_date(on))
}

/// Somebody counts what both agreed not to count here.
pub const STILL_COUNTED: &str = "không tính vào kỳ này, hồ sơ vẫn tính";
/// Nobody has recorded what both agreed to count.
pub const NOT_RECORDED: &str = "phải tính vào kỳ này, Viện kiểm sát chưa ghi";

/// Too many units for one look.
pub fn too_wide_to_compare(kind: &str) -> String {
    format!(
        "Đối chiếu liên ngành, {kind}: phạm vi quá rộng. Hãy kiểm tra từng tỉnh, hoặc kỳ ngắn hơn."
    )
}

/// Which units have compared nothing.
pub fn not_compared(kind: &str, units: &[String]) -> String {
    const SHOWN: usize = 5;
    let named = units.get(..SHOWN).unwrap_or(units).join(", ");
    let more = match units.len() > SHOWN {
        true => format!(" và {} đơn vị khác", units.len() - SHOWN),
        false => String::new(),
    };
    format!("Chưa có bảng đối chiếu “{kind}” của kỳ này: {named}{more}.")
}

/// A comparison that nobody has closed.
pub fn comparison_open(kind: &str, unit: &str) -> String {
    format!("Bảng đối chiếu “{kind}” của {unit} chưa chốt: chưa có số hai bên thống nhất.")
}

/// A comparison and the form agree.
pub fn comparison_agrees(kind: &str, unit: &str, agreed: i64) -> String {
    format!("Đối chiếu “{kind}” của {unit}: biểu bằng số hai bên thống nhất, {agreed} người.")
}

/// They do not.
pub fn not_as_agreed(place: &str, unit: &str, counted: i64, partner: &str, agreed: i64) -> String {
    format!(
        "{place} của {unit} là {counted}; số thống nhất với {partner} tại bảng đối chiếu đã chốt là {agreed}."
    )
}

/// The fields that still differ: "điều luật, mức án".
pub fn fields_differ(fields: &[&str]) -> String {
    let named: Vec<&str> = fields.iter().map(|field| field_vi(field)).collect();
    format!("theo bên kia về {}, hồ sơ chưa sửa", named.join(", "))
}

/// What both agreed on and the matter does not say yet.
pub fn not_repaired(partner: &str, people: &str, why: &str) -> String {
    format!("Đối chiếu với {partner}: một {people} hai bên đã thống nhất {why}.")
}

/// More of them than are named.
pub fn more_not_repaired(more: usize, partner: &str) -> String {
    format!("Còn {more} trường hợp khác đã thống nhất với {partner} mà hồ sơ chưa sửa.")
}

/// People whom no form counts.
pub fn people_counted(people: &str) -> String {
    format!("Số {people} theo sự kiện đã ghi")
}

/// What is not there of the rows on execution.
pub fn no_execution_sheet(told: usize, rows: usize, first: &str, last: &str) -> String {
    format!(
        "Đối chiếu với cơ quan thi hành án hình sự: người có quyết định thi hành án so được từng người ở Đối chiếu liên ngành (mẫu bảng chưa đọc được, cần kiểm tra); \
         trong {rows} dòng thi hành án của Biểu số 07 (dòng {first} đến {last}) có {told} dòng tính được từ sự kiện, các dòng \
         khác là số liệu nhập có căn cứ."
    )
}

/// Sets belong to one unit.
pub const ONE_UNIT_OF_SETS: &str =
    "Báo cáo bằng lời so với bộ biểu: bộ biểu chốt cho từng đơn vị. Hãy chọn một đơn vị.";
/// Nothing is frozen yet.
pub const NOT_FROZEN: &str =
    "Kỳ này chưa chốt số liệu, nên chưa có báo cáo bằng lời: báo cáo lấy số từ bộ biểu đã chốt.";
/// No report of the set.
pub const NO_REPORT: &str =
    "Bộ biểu của kỳ này đã chốt; chưa có báo cáo bằng lời nào lập theo bộ biểu ấy.";

/// The set of a report was returned or dropped.
pub fn report_of_no_set(title: &str, n: i64) -> String {
    format!(
        "Báo cáo “{title}” lấy số liệu của lần chốt {n}, nay đã bị trả lại hoặc bỏ chốt. Chốt lại xong, hãy lập lại báo cáo."
    )
}

/// K21 holds.
pub fn report_agrees(title: &str, n: i64) -> String {
    format!("Báo cáo “{title}” và bộ biểu cùng lấy số liệu của lần chốt {n}.")
}

/// Another freezing than that of the set.
pub fn report_of_other_set(title: &str, its: i64, n: i64) -> String {
    format!(
        "Báo cáo “{title}” lấy số liệu của lần chốt {its}, bộ biểu đang dùng là lần chốt {n}. Hãy lập lại báo cáo theo bộ biểu này."
    )
}

/// Figures that no form tells.
pub fn typed_figures(title: &str, figures: &[String]) -> String {
    format!(
        "Báo cáo “{title}” có số gõ tay, không lấy từ bộ biểu: {}. Hãy thay bằng trường của biểu, hoặc giải thích.",
        figures.join("; ")
    )
}
