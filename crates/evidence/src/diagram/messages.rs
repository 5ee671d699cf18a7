//! Lời văn của sơ đồ.

pub const NO_KIND: &str = "Hãy chọn loại sơ đồ.";
pub const NO_TITLE: &str = "Hãy đặt tên cho sơ đồ.";
pub const NO_SYMBOL: &str = "Hãy chọn loại phần tử.";
pub const NO_NAME: &str = "Hãy ghi tên hoặc nội dung của phần tử.";
pub const NO_LINK_KIND: &str = "Hãy chọn loại quan hệ.";
pub const NO_ENDS: &str = "Hãy chọn hai phần tử khác nhau, còn trong sơ đồ, để nối.";
pub const NO_ROLE: &str = "Vai trò này không có trong Điều 17 Bộ luật Hình sự.";
pub const NO_ACTOR: &str = "Người tham gia sự việc phải là người có trong sơ đồ của vụ án.";
pub const NO_CERTAINTY: &str = "Hãy chọn: đã chứng minh, theo lời khai, còn mâu thuẫn.";
pub const ENDS_BEFORE: &str = "Giờ kết thúc sớm hơn giờ bắt đầu. Hãy kiểm tra lại hai mốc.";
pub const TOO_FAR: &str = "Phần tử được đặt quá xa. Hãy đặt lại.";
pub const CHANGED_SINCE: &str =
    "Người khác đã sửa tiếp phần này nên không hoàn tác được. Hãy sửa trực tiếp.";

pub const MADE: &str =
    "Đã lập sơ đồ từ dữ liệu của vụ án. Những gì máy đề xuất cần người xác nhận.";
pub const RESTORED: &str = "Đã đưa sơ đồ trở lại.";

pub const NO_DIAGRAMS: &str = "Vụ án chưa có sơ đồ nào.";
pub const NO_DIAGRAMS_WHY: &str = "Chọn loại sơ đồ bên dưới; sơ đồ đầu tiên được dựng từ người, quyết định và lời khai trong hồ sơ.";
pub const NOTHING_IN_IT: &str = "Sơ đồ chưa có phần tử nào.";
pub const NOTHING_WHY: &str = "Ghi người tham gia tố tụng, quyết định hoặc xếp lời khai vào mục lục rồi bấm “Cập nhật từ hồ sơ”, hoặc tự thêm.";

pub fn too_long(most: usize) -> String {
    format!("Chỉ ghi được tối đa {most} chữ cái ở đây.")
}

pub fn too_many(most: usize) -> String {
    format!("Một vụ án có tối đa {most} phần tử và quan hệ. Hãy bỏ bớt trước khi thêm.")
}

/// One person at two places at one time.
pub fn two_places(who: &str, one: (&str, &str, &str), other: (&str, &str, &str)) -> String {
    let told = |(when, place, bl): (&str, &str, &str)| match bl {
        "" => format!("{place} ({when})"),
        bl => format!("{place} ({when}; {bl})"),
    };
    format!(
        "{who} cùng lúc ở hai nơi: {} và {}.",
        told(one),
        told(other)
    )
}

/// What followed came first.
pub fn effect_first(cause: (&str, &str), effect: (&str, &str)) -> String {
    format!(
        "“{}” ({}) được ghi là dẫn tới “{}” ({}) nhưng lại xảy ra sau.",
        cause.0, cause.1, effect.0, effect.1
    )
}

/// How many things are proposed, and how many nobody proves.
pub fn counted(parts: usize, proposed: usize, unsourced: usize, recheck: usize) -> String {
    let mut said = format!("{parts} phần tử, quan hệ");
    for (count, words) in [
        (proposed, "máy đề xuất, chưa xác nhận"),
        (unsourced, "chưa có chứng cứ"),
        (recheck, "cần kiểm tra lại"),
    ] {
        if count > 0 {
            said += &format!(" · {count} {words}");
        }
    }
    said
}

pub fn renewed(fresh: usize, moved: usize, gone: usize) -> String {
    match (fresh, moved, gone) {
        (0, 0, 0) => "Hồ sơ không có gì mới cho sơ đồ.".to_owned(),
        _ => format!(
            "Đã cập nhật từ hồ sơ: {fresh} mới, {moved} thay đổi, {gone} không còn nguồn. Những gì đã sửa được giữ nguyên."
        ),
    }
}
