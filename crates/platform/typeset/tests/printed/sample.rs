//! An extension of detention with invented people and numbers.

use typeset::{Block, Closing, Head, OfficialDocument, Origin, Signature, Text};

pub fn decision() -> OfficialDocument {
    let mut first = Text::form("Gia hạn lần thứ nhất thời hạn tạm giam bị can ");
    first.push(
        "Đặng Ngọc Quỳnh",
        Origin::Fact {
            field: "accused_name".into(),
        },
    );
    first.push(
        " thêm 02 tháng, từ ngày 18/8/2026 đến hết ngày 16/10/2026.",
        Origin::Form,
    );
    OfficialDocument {
        is_draft: false,
        issued_on: Some([2026, 8, 13]),
        head: Head {
            form_note: vec!["Mẫu số 42/HS".into(), "Thông tư số 03/2026/TT-VKSTC".into()],
            parent_office: "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH LÂM ĐỒNG".into(),
            office: "VIỆN KIỂM SÁT NHÂN DÂN\nKHU VỰC 3".into(),
            number_line: "Số: 116/QĐ-VKSKV3".into(),
            place_date: "Lâm Đồng, ngày 13 tháng 8 năm 2026".into(),
            about: Text::default(),
            stamps: Vec::new(),
        },
        title: "QUYẾT ĐỊNH".into(),
        subject: "Gia hạn tạm giam (lần thứ nhất)".into(),
        authority: "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3".into(),
        addressees: Vec::new(),
        blocks: vec![
            Block::Basis { text: "Căn cứ các điều 41, 165 và 173 Bộ luật Tố tụng hình sự;".into() },
            Block::Basis {
                text: "Căn cứ Quyết định khởi tố vụ án hình sự số 242/QĐ-CSĐT ngày 22/5/2026 của Cơ quan Cảnh sát điều tra \
                       Công an tỉnh Lâm Đồng về tội “Cưỡng đoạt tài sản” quy định tại khoản 1 Điều 170 Bộ luật Hình sự;"
                    .into(),
            },
            Block::Paragraph { text: "Xét thấy vụ án còn phải điều tra và cần giữ bị can trong trại,".into() },
            Block::Heading { text: "QUYẾT ĐỊNH:".into() },
            Block::Article { label: "Điều 1.".into(), text: first },
            Block::Article { label: "Điều 2.".into(), text: "Trại tạm giam Công an tỉnh Lâm Đồng thi hành Quyết định này./.".into() },
        ],
        closing: Closing {
            recipients: vec![
                "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng;".into(),
                "Bị can;".into(),
                "Lưu: HSVA, HSKS, VP.".into(),
            ],
            signature: Signature {
                title_lines: vec!["KT. VIỆN TRƯỞNG".into(), "PHÓ VIỆN TRƯỞNG".into()],
                name: "Nguyễn Thị Hằng".into(),
            },
            columns: Vec::new(),
        },
    }
}

/// The same decision with so many bases that it runs onto further pages.
pub fn long_decision() -> OfficialDocument {
    let mut document = decision();
    let basis = document.blocks[1].clone();
    document.blocks.splice(1..1, std::iter::repeat_n(basis, 14));
    document
}
