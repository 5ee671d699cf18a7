use super::super::tests::{HEAD, page};
use super::super::{PageSeen, order};

/// A faint head with this number row, and the page that cites it.
fn numbers(kind: &str, head: &str, cites: &[&str]) -> (Option<String>, bool) {
    let title = format!("^{}", kind.to_uppercase());
    let mut faint = page(
        1,
        &[HEAD[0], HEAD[1], head, &title, "Căn cứ các điều 36 và 119;"],
    );
    faint.confidence = 84.0;
    let mut rows = vec![
        HEAD[0],
        HEAD[1],
        "Số: 222/KLĐT-CSĐT |Sơn La, ngày 13 tháng 10 năm 2026",
        "^BẢN KẾT LUẬN ĐIỀU TRA",
        "^VỤ ÁN HÌNH SỰ ĐỀ NGHỊ TRUY TỐ",
    ];
    rows.extend(cites);
    let citing: PageSeen = page(2, &rows);
    let found = order(&[faint, citing]).documents;
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].kind, kind);
    (found[0].number.clone(), found[0].number_is_cited)
}

#[test]
fn digits_of_a_bad_head_and_a_page_that_cites_them_are_two_witnesses() {
    let cited = ["- Kết luận định giá tài sản số 87/KL-HĐĐG ngày 22/5/2026 của Hội đồng;"];
    let kind = "Kết luận định giá tài sản";
    let day = "|Sơn La, ngày 22 tháng 5 năm 2026";
    for head in ["Số: 87 KI -HDD(;¿", "Số 87T -HDDGO", "SỐ: 87:KI-HBĐG"] {
        let found = numbers(kind, &format!("{head} {day}"), &cited);
        assert_eq!(found, (Some("87/KL-HĐĐG".to_owned()), false), "{head}");
    }
    // Another number is no reading of it, whatever the file cites.
    assert_eq!(numbers(kind, &format!("Số 19T -X {day}"), &cited).0, None);
    assert_eq!(numbers(kind, &format!("Số 87T -HDDGO {day}"), &[]).0, None);
}

#[test]
fn a_paper_cited_by_name_and_day_gets_its_number_with_a_doubt() {
    let kind = "Lệnh tạm giam";
    let head = "Số: 1á |Sơn La, ngày 28 tháng 5 năm 2026";
    let order = "Căn cứ Lệnh tạm giam số 143/LTG-CSĐT ngày 28/5/2026 của Cơ quan;";
    assert_eq!(
        numbers(kind, head, &[order]),
        (Some("143/LTG-CSĐT".to_owned()), true)
    );
    let approval = "Quyết định phê chuẩn Lệnh tạm giam số 126/QĐ-VKSKV7 ngày 28/5/2026;";
    assert_eq!(numbers(kind, head, &[approval]).0, None);
    let another = "Căn cứ Lệnh tạm giam số 144/LTG-CSĐT ngày 28/5/2026 của Cơ quan;";
    assert_eq!(numbers(kind, head, &[order, another]).0, None);
    let misread = "Số: 148/LTG-CSĐT |Sơn La, ngày 28 tháng 5 năm 2026";
    assert_eq!(
        numbers(kind, misread, &[order]),
        (Some("143/LTG-CSĐT".to_owned()), true),
        "a copy that nobody cites by its digits"
    );
}

#[test]
fn a_broken_symbol_is_the_one_its_letters_stand_for() {
    let head = |number: &str| format!("{number} |Sơn La, ngày 20 tháng 5 năm 2026");
    let custody = |number: &str| numbers("Quyết định tạm giữ", &head(number), &[]).0;
    let cited = ["Căn cứ Quyết định khởi tố vụ án hình sự số 249/QĐ-CSĐT ngày 27/5/2026;"];
    let with = |number: &str| numbers("Quyết định tạm giữ", &head(number), &cited).0;
    assert_eq!(with("Số: 205 QDTG-C SDT").as_deref(), Some("205/QĐTG-CSĐT"));
    assert_eq!(
        custody("Số: 205/QĐTG-CSĐT").as_deref(),
        Some("205/QĐTG-CSĐT")
    );
    assert_eq!(with("Số: 205 @^"), None);
}
