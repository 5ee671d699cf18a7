//! Sentences as people say them, each with what is read from it.

use proptest::prelude::*;

use super::*;

fn check(sentence: &str, expected: &[(Topic, &str)]) {
    let found = mentions_in(sentence);
    let read: Vec<(Topic, &str)> = found
        .iter()
        .map(|one| (one.topic, one.value.as_str()))
        .collect();
    assert_eq!(read, expected, "{sentence}");
}

#[test]
fn times_are_read_as_people_tell_them() {
    use Topic::{Day, Time};
    check(
        "khoảng 21 giờ 30 phút ngày 12/3/2026",
        &[(Time, "21:30"), (Day, "12/3/2026")],
    );
    check("lúc 21h30 tôi về", &[(Time, "21:30")]);
    check("đến 21h thì ngủ", &[(Time, "21:00")]);
    check(
        "hồi 08:40, ngày 14 tháng 5 năm 2026",
        &[(Time, "08:40"), (Day, "14/5/2026")],
    );
    check("khoảng 9 giờ tối", &[(Time, "21:00")]);
    check("9 giờ sáng hôm đó", &[(Time, "09:00")]);
    check("chín giờ tối", &[(Time, "21:00")]);
    check("tầm 9 giờ rưỡi", &[(Time, "09:30")]);
    check("21 giờ kém 15 phút", &[(Time, "20:45")]);
    check("hai giờ ba mươi phút chiều", &[(Time, "14:30")]);
    check("17 giờ ngày 20/5", &[(Time, "17:00"), (Day, "20/5")]);
}

#[test]
fn lengths_of_time_are_not_times_of_the_day() {
    check("trong 2 giờ đồng hồ", &[]);
    check("sau 2 giờ", &[]);
    check("tạm giữ 48 giờ", &[]);
}

#[test]
fn days_are_read_with_and_without_their_year() {
    use Topic::Day;
    check("sáng ngày 14/5/2026", &[(Day, "14/5/2026")]);
    check("ngày 12 tháng 3", &[(Day, "12/3")]);
    check("ngày 12/3 tôi ở nhà", &[(Day, "12/3")]);
    check("ngày 31/4/2026", &[]);
    check("Quyết định số 10/12/2026/QĐ", &[]);
}

#[test]
fn sums_are_read_in_digits_and_in_words() {
    use Topic::Money;
    check("hai mươi triệu đồng", &[(Money, "20000000")]);
    check(
        "giao 22.000.000 đồng (hai mươi hai triệu đồng) tiền mặt",
        &[(Money, "22000000")],
    );
    check(
        "13.500.000 đồng (mười ba triệu năm trăm nghìn đồng)",
        &[(Money, "13500000")],
    );
    check("đưa 20 triệu", &[(Money, "20000000")]);
    check("vay 5,5 triệu đồng", &[(Money, "5500000")]);
    check("2 triệu rưỡi", &[(Money, "2500000")]);
    check("hai triệu rưỡi", &[(Money, "2500000")]);
    check("1 tỷ 200 triệu đồng", &[(Money, "1200000000")]);
    check("500 nghìn", &[(Money, "500000")]);
    check("500.000đ", &[(Money, "500000")]);
    check("ba trăm nghìn đồng", &[(Money, "300000")]);
    check("hai chục triệu", &[(Money, "20000000")]);
    check("hai triệu năm 2026", &[(Money, "2000000")]);
}

#[test]
fn a_sum_said_to_be_wrong_is_told_so() {
    let found = mentions_in("chỉ đưa 13.500.000 đồng, không phải 22.000.000 đồng");
    let denied: Vec<bool> = found.iter().map(|one| one.is_denied).collect();
    assert_eq!(denied, [false, true]);
    assert!(mentions_in("không phải là 5 triệu")[0].is_denied);
}

#[test]
fn plates_papers_and_telephones_are_read_in_one_spelling() {
    use Topic::{PersonNumber, Plate, Telephone};
    check("xe mô tô biển số 26B1-234.56", &[(Plate, "26B123456")]);
    check("xe ô tô 29A - 123.45 màu trắng", &[(Plate, "29A12345")]);
    check("biển kiểm soát 29-H1 1234", &[(Plate, "29H11234")]);
    check("CCCD số 014176990601", &[(PersonNumber, "014176990601")]);
    check("CMND số 050123456", &[(PersonNumber, "050123456")]);
    check("gọi số 0912345678", &[(Telephone, "0912345678")]);
    check("gọi số 0912.345.678", &[(Telephone, "0912345678")]);
    check("mã đơn 050123456", &[]);
}

#[test]
fn quantities_carry_what_is_counted() {
    use Topic::Quantity;
    check("02 thùng thuốc lá", &[(Quantity, "thung=2")]);
    check("trọng lượng 05 chỉ", &[(Quantity, "chi=5")]);
    check("có ba người đi cùng", &[(Quantity, "nguoi=3")]);
    check("bẩy lên khoảng 40 cm", &[(Quantity, "cm=40")]);
    check("0,5 gam ma túy", &[(Quantity, "gam=0,5")]);
    check("hai điện thoại", &[(Quantity, "dien thoai=2")]);
    check("Điều 62 Bộ luật", &[]);
    check("lần thứ nhất", &[]);
    check("học lớp 10", &[]);
}

#[test]
fn places_are_read_part_by_part() {
    use Topic::Place;
    check(
        "tại số 15 đường Trần Phú",
        &[(Place, "so=15|duong=tran phu")],
    );
    check("ở ngã tư Xuân Mai", &[(Place, "nga tu=xuan mai")]);
    check(
        "tại thôn Hạ, xã Hòa Lạc, tỉnh Sơn La",
        &[(Place, "thon=ha|xa=hoa lac|tinh=son la")],
    );
    check(
        "quán nước ven hồ, đường Lý Thường Kiệt",
        &[(Place, "duong=ly thuong kiet")],
    );
    check("Công an phường Nam Cường", &[]);
    check("tỉnh Sơn La", &[]);
    check("trên đường về nhà", &[]);
}

#[test]
fn mentions_are_held_against_each_other() {
    let rows = [
        ("21h30", "21 giờ 30 phút", Held::Same),
        (
            "08 giờ 40 phút ngày 14/5/2026",
            "14 giờ 15 phút ngày 14/5/2026",
            Held::Differs,
        ),
        (
            "08 giờ 40 phút ngày 14/5/2026",
            "15 giờ 20 phút ngày 20/5/2026",
            Held::Apart,
        ),
        ("ngày 12/3", "ngày 12 tháng 3 năm 2026", Held::Same),
        ("ngày 12/3/2025", "ngày 12/3/2026", Held::Differs),
        ("hai mươi triệu đồng", "20.000.000 đồng", Held::Same),
        (
            "số 15 đường Trần Phú",
            "số 17 đường Trần Phú",
            Held::Differs,
        ),
        (
            "số 15 đường Trần Phú",
            "đường Trần Phú, phường Nam Cường",
            Held::Same,
        ),
        ("đường Trần Phú", "thôn Hạ", Held::Apart),
        ("hai người", "3 người", Held::Differs),
        ("hai người", "3 thùng", Held::Apart),
        ("26B1-234.56", "26B1 23456", Held::Same),
    ];
    for (left, right, expected) in rows {
        let (one, other) = (mentions_in(left), mentions_in(right));
        assert_eq!(hold(&one[0], &other[0]), expected, "{left}; {right}");
    }
}

proptest! {
    #[test]
    fn a_sum_in_words_is_the_sum_in_digits(dong in 500u64..5_000_000_000) {
        let sentence = format!("tôi đưa {} đồng", crate::in_words(dong));
        let found = mentions_in(&sentence);
        prop_assert_eq!(found.len(), 1, "{}", sentence);
        prop_assert_eq!(&found[0].value, &dong.to_string(), "{}", sentence);
        let digits = mentions_in(&format!("tôi đưa {}", crate::money(dong as i64)));
        prop_assert_eq!(&digits[0].value, &dong.to_string());
    }

    #[test]
    fn every_written_time_is_read(hour in 0u32..24, minute in 0u32..60) {
        let expected = format!("{hour:02}:{minute:02}");
        for told in [format!("{hour:02} giờ {minute:02} phút"), format!("{hour}h{minute:02}"), format!("{hour:02}:{minute:02}")] {
            let found = mentions_in(&told);
            prop_assert_eq!(&found[0].value, &expected, "{}", told);
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[0-9hĐA-Z/.:, ()ngàygiờphúttriệuđồngsốđường\\-]{0,60}") {
        for one in mentions_in(&text) {
            prop_assert!(text.get(one.range.clone()).is_some());
        }
    }
}
