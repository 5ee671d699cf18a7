use super::*;

/// Words of lines, each line on its own.
fn words(text: &str) -> Vec<PaperWord<'_>> {
    text.lines()
        .enumerate()
        .flat_map(|(line, said)| {
            said.split_whitespace().map(move |text| PaperWord {
                text,
                line: line as u32,
                confidence: 90,
            })
        })
        .collect()
}

const EXTENSION: &str = "\
Mẫu số 42/HS
Theo Thông tư số 03/2026/TT-VKSTC ngày 09/02/2026
VIỆN KIỂM SÁT NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LÀO CAI Độc lập - Tự do - Hạnh phúc
VIỆN KIỂM SÁT NHÂN DÂN
KHU VỰC 5
Số: 31/QĐ-VKSKV5 Lào Cai, ngày l2 tháng 9 năm 2O26
QUYẾT ĐỊNH
Gia hạn tạm giam (lần thứ hai)
VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 5
Căn cứ các điều 41, 165 và 173 Bộ luật Tố tụng hình sự;
Căn cứ Lệnh tạm giam số 14/LTG-CSĐT ngày 01/6/2026 của Cơ quan Cảnh sát điều tra;
Xét Văn bản số 77/ĐN-CSĐT ngày 04/9/2026 của Cơ quan Cảnh sát điều tra
Công an tỉnh Lào Cai đề nghị gia hạn tạm giam đối với bị can Vàng Thị Mỷ;
QUYẾT ĐỊNH:
Điều 1. Gia hạn tạm giam lần thứ hai đối với bị can Vàng Thị
Mỷ, sinh ngày 02/3/1990, về tội “Trộm cắp tài sản” quy định tại điểm c khoản 2 Điều 173 Bộ luật
Hình sự, trong thời hạn 02 tháng, kể từ ngày 15/9/2026 đến hết ngày 13/11/2026.
Điều 2. Trại tạm giam số 2 Công an tỉnh Lào Cai có trách nhiệm thi hành.
Nơi nhận: KT. VIỆN TRƯỞNG
- Bị can; PHÓ VIỆN TRƯỞNG
- Lưu: HSVA.
Giàng A Páo";

#[test]
fn an_extension_of_detention_is_read_from_its_form_to_its_signer() {
    let words = words(EXTENSION);
    let paper = read(&words);
    let day = |date: &Option<Read<ReadDate>>| {
        let date = date.as_ref().unwrap().value;
        (date.day, date.month, date.year)
    };
    assert!(paper.begins_paper());
    assert_eq!(paper.form.as_ref().unwrap().value, "42/HS");
    assert_eq!(
        paper.title.as_ref().unwrap().value,
        "QUYẾT ĐỊNH Gia hạn tạm giam"
    );
    assert_eq!(paper.number.as_ref().unwrap().value, "31/QĐ-VKSKV5");
    assert_eq!(day(&paper.issued_on), (12, 9, 2026));
    let issuer = &paper.issuer.as_ref().unwrap().value;
    assert_eq!(
        issuer.name,
        "Viện kiểm sát nhân dân khu vực 5 - tỉnh Lào Cai"
    );
    assert_eq!(issuer.kind, Some(IssuerKind::Procuracy));
    assert_eq!(paper.ordinal.as_ref().unwrap().value, 2);
    assert_eq!(day(&paper.from), (15, 9, 2026));
    assert_eq!(day(&paper.to), (13, 11, 2026));
    let length = paper.length.as_ref().unwrap().value;
    assert_eq!((length.value, length.unit), (2, LengthUnit::Months));
    assert_eq!(paper.people[0].value.name, "Vàng Thị Mỷ");
    assert_eq!(day(&paper.people[0].value.born_on), (2, 3, 1990));
    let charge = &paper.charges[0].value;
    assert_eq!(
        (
            charge.article.as_str(),
            charge.clause,
            charge.point.as_deref()
        ),
        ("173", Some(2), Some("c"))
    );
    assert_eq!(charge.offence.as_deref(), Some("Trộm cắp tài sản"));
    assert_eq!(
        paper.place_of_detention.as_ref().unwrap().value,
        "Trại tạm giam số 2 Công an tỉnh Lào Cai"
    );
    assert_eq!(paper.signer.as_ref().unwrap().value, "Giàng A Páo");
    let cited: Vec<(&str, &str)> = paper
        .cited
        .iter()
        .map(|cited| (cited.called.as_str(), cited.number.value.as_str()))
        .collect();
    assert_eq!(
        cited,
        [
            ("Căn cứ Lệnh tạm giam", "14/LTG-CSĐT"),
            ("Xét Văn bản", "77/ĐN-CSĐT")
        ]
    );
    let number = paper.number.unwrap().words;
    assert_eq!(words[number.start].text, "31/QĐ-VKSKV5");
}

#[test]
fn two_columns_of_a_head_may_come_in_either_order() {
    let by_columns = "\
CÔNG AN TỈNH LÀO CAI
CƠ QUAN CẢNH SÁT ĐIỀU TRA
Số: 205/QĐTG-CSĐT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 20 tháng 5 năm 2026
QUYÊT ĐỊNH TẠM GIỮ
THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA CÔNG AN TỈNH LÀO CAI
Căn cứ các điều 36, 117 Bộ luật Tố tụng hình sự;
QUYẾT ĐỊNH:
Điều 1. Tạm giữ đối với:
Họ và tên: Vàng A Sử; Giới tính: Nam
Sinh ngày: 26 tháng 10 năm 1983; Tại: xã Mường Khương
Số CMND/thẻ CCCD/Hộ chiếu: 014083991562, cấp ngày 06 tháng 9 năm 2023
Điều 2. Thời hạn tạm giữ là 03 ngày, kể từ 17 giờ 00 phút ngày 20/5/2026 đến 17
giờ 00 phút ngày 23/5/2026.";
    let paper = read(&words(by_columns));
    assert_eq!(paper.title.unwrap().value, "QUYÊT ĐỊNH TẠM GIỮ");
    assert_eq!(paper.number.unwrap().value, "205/QĐTG-CSĐT");
    assert_eq!(paper.issued_on.unwrap().value.day, 20);
    let issuer = paper.issuer.unwrap().value;
    assert_eq!(
        issuer.name,
        "Cơ quan Cảnh sát điều tra Công an tỉnh Lào Cai"
    );
    assert_eq!(issuer.kind, Some(IssuerKind::Investigator));
    assert_eq!(paper.from.unwrap().value.time, Some((17, 0)));
    assert_eq!(paper.to.unwrap().value.day, 23);
    let length = paper.length.unwrap().value;
    assert_eq!((length.value, length.unit), (3, LengthUnit::Days));
    let person = &paper.people[0].value;
    assert_eq!(person.name, "Vàng A Sử");
    assert_eq!(person.born_on.as_ref().unwrap().value.year, 1983);
    assert_eq!(person.id_no.as_ref().unwrap().value, "014083991562");
    assert!(paper.charges.is_empty());
}

#[test]
fn what_is_no_decision_says_nothing() {
    for text in [
        "",
        "Hỏi: Anh khai lại sự việc?\nĐáp: Khoảng 8 giờ ngày 14/5/2026 tôi nhận tiền.",
        "2\nvết chỉnh sửa (BL 19).\n- Lời khai của bà Phạm Bích Ngân",
    ] {
        let paper = read(&words(text));
        assert!(!paper.begins_paper(), "{text}");
        assert!(paper.number.is_none() && paper.from.is_none(), "{text}");
    }
}

#[test]
fn articles_of_procedure_are_no_charges() {
    let text = "\
QUYẾT ĐỊNH TẠM GIỮ
Căn cứ Điều 41 và Điều 172 Bộ luật Tố tụng hình sự; khoản 1 Điều 170 BLHS; Điều 9 Luật khác";
    let paper = read(&words(text));
    let articles: Vec<&str> = paper
        .charges
        .iter()
        .map(|charge| charge.value.article.as_str())
        .collect();
    assert_eq!(articles, ["170"]);
}

#[test]
fn strange_letters_of_a_scanner_become_the_printed_symbol() {
    for (read, printed) in [
        ("369/QĐÐ-CSĐT", "369/QĐ-CSĐT"),
        ("105/QÐĐGHTG-CSĐT", "105/QĐGHTG-CSĐT"),
        ("7/QÐ-CSÐT", "7/QĐ-CSĐT"),
        ("83/KL-HĐĐG", "83/KL-HĐĐG"),
    ] {
        assert_eq!(as_printed(read), printed);
    }
}

#[test]
fn a_name_beside_a_seal_is_read_with_doubt() {
    let text = "LỆNH TẠM GIAM\nNơi nhận: KT. THỦ TRƯỞNG\n- Lưu: HSVA.\n";
    let spoiled = format!("{text}NNã Giàng Thị Páo");
    let ranked = format!("{text}Thtỹñế tá Giàng Thị Páo");
    let signer = |text: &str| read(&words(text)).signer.unwrap();
    assert_eq!(signer(&spoiled).value, "Giàng Thị Páo");
    assert!(signer(&spoiled).confidence < 50);
    assert_eq!(signer(&ranked).value, "Giàng Thị Páo");
    assert_eq!(signer(&ranked).confidence, 90);
}
