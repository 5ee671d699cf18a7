//! Trang mẫu: every part with sample data, for people who build pages and for the pictures of `npm run look`.

use askama::Template;
use chrono::NaiveDate;

use super::*;

/// Một dòng mẫu của danh sách.
#[derive(Debug, Clone)]
pub struct SampleRow {
    number: String,
    received: String,
    person: String,
    charge: String,
    state: Badge,
    due: Due,
    next: String,
}

/// Trang mẫu.
#[derive(Debug, Clone, Template)]
#[template(path = "gallery.html")]
pub struct GalleryPage {
    frame: Frame,
    tabs: Tabs,
    stats: Vec<Stat>,
    filter: Filter,
    columns: Vec<Column>,
    rows: Vec<SampleRow>,
    pager: Pager,
    empty: Empty,
    alerts: Vec<Alert>,
    progress: Progress,
    timeline: Timeline,
    form: EntryForm,
    cancel_number: ConfirmDialog,
    pairs: Vec<(&'static str, &'static str)>,
}

/// Trang mẫu của màn hình chính: hồ sơ bên trái, biểu nhập bên phải.
#[derive(Debug, Clone, Template)]
#[template(path = "gallery_split.html")]
pub struct GallerySplitPage {
    frame: Frame,
    form: EntryForm,
}

/// The case file beside a form, in light or dark.
pub fn gallery_split(theme: Theme) -> GallerySplitPage {
    let frame = Frame {
        title: "Vào sổ nguồn tin".into(),
        ..frame(theme)
    };
    GallerySplitPage {
        frame: frame.island("viewer").wide(),
        form: form(),
    }
}

/// The gallery, in light or dark.
pub fn gallery(theme: Theme) -> GalleryPage {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
    GalleryPage {
        frame: frame(theme),
        tabs: Tabs::new("Phạm vi")
            .tab("Của tôi", "?of=me", Some(12), true)
            .tab("Tổ của tôi", "?of=team", Some(41), false)
            .tab("Cả đơn vị", "?of=unit", Some(187), false),
        stats: vec![
            Stat::new("Quá hạn", 2)
                .tone(Tone::Danger)
                .icon("calendar-due")
                .hint("Xử lý ngay hôm nay")
                .href("#list"),
            Stat::new("Hết hạn trong 3 ngày", 5)
                .tone(Tone::Warning)
                .icon("clock")
                .hint("3 tạm giam, 2 nguồn tin")
                .href("#list"),
            Stat::new("Hết hạn trong 7 ngày", 9)
                .icon("calendar")
                .hint("6 nguồn tin, 3 điều tra")
                .href("#list"),
            Stat::new("Đang kiểm sát", 1187)
                .tone(Tone::Good)
                .icon("folders")
                .hint("Tăng 14 so với tháng trước")
                .href("#list"),
        ],
        filter: Filter {
            action: "/_gallery".into(),
            target: "#list".into(),
            query: String::new(),
            placeholder: "Lọc theo số, tên người, tội danh".into(),
            kept: Vec::new(),
        },
        columns: vec![
            Column::sorted("Số thụ lý", "/_gallery", "number", "due"),
            Column::sorted("Ngày nhận", "/_gallery", "received", "due"),
            Column::plain("Người liên quan"),
            Column::plain("Dấu hiệu tội phạm"),
            Column::plain("Trạng thái"),
            Column::sorted("Hạn giải quyết", "/_gallery", "due", "due"),
            Column::plain("Bước tiếp theo"),
        ],
        rows: rows(today),
        pager: Pager {
            previous: None,
            next: Some("?after=x".into()),
            from: 1,
            to: 6,
            total: Some(1187),
        },
        empty: Empty::new(
            "Chưa có nguồn tin nào trong kỳ này",
            "Khi Cơ quan điều tra chuyển nguồn tin đến, hãy vào sổ để hệ thống tính hạn.",
        )
        .action("Vào sổ nguồn tin", "#"),
        alerts: vec![
            Alert::new(
                Tone::Warning,
                "Quyết định gia hạn được lập sau khi thời hạn tạm giam cũ đã hết.",
            )
            .detail("Hãy kiểm tra lại ngày ký; nếu đúng, hãy ghi lý do để lãnh đạo xem xét."),
            Alert::new(
                Tone::Danger,
                "Chưa ghi được vì người khác vừa sửa hồ sơ này lúc 14:02.",
            )
            .link("Xem thay đổi và nhập lại", "#"),
            Alert::new(
                Tone::Good,
                "Đã ban hành Quyết định số 116/QĐ-VKSKV3. Hạn tạm giam mới: 18/01/2027.",
            ),
            Alert::new(
                Tone::Info,
                "Lịch nghỉ lễ năm 2027 chưa có văn bản chính thức; các ngày tính theo lịch này được ghi là cần kiểm tra.",
            ),
        ],
        progress: Progress {
            label: "Đang đọc chữ tập hồ sơ (có thể đóng trang)".into(),
            done: 23,
            total: 51,
            events: "/_gallery/events".into(),
            then: String::new(),
        },
        timeline: timeline(),
        form: form(),
        cancel_number: ConfirmDialog {
            id: "cancel-number".into(),
            button: "Hủy số".into(),
            title: "Hủy số 117/QĐ-VKSKV3?".into(),
            text: "Số đã hủy vẫn nằm trong sổ cùng lý do và không cấp lại cho văn bản khác.".into(),
            action: "#".into(),
            confirm: "Hủy số này".into(),
            is_grave: true,
            reason: Some("reason".into()),
            csrf: "sample".into(),
        },
        pairs: vec![
            ("Mã hồ sơ điện tử", "HS-2026-000451"),
            ("Tội danh", "Cưỡng đoạt tài sản, khoản 1 Điều 170 BLHS"),
            ("Mức độ", "Tội phạm nghiêm trọng"),
            ("Kiểm sát viên", "Lê Minh Châu"),
            ("Điều tra viên", "Trần Quốc Bảo – Công an tỉnh Lâm Đồng"),
            ("Khởi tố ngày", "21/05/2026"),
        ],
    }
}

fn frame(theme: Theme) -> Frame {
    let link = |label: &str, href: &str, count| MenuLink {
        label: label.into(),
        href: href.into(),
        count,
        is_current: false,
    };
    let area = |name: &str, icon, href: &str, links| MenuArea {
        name: name.into(),
        icon,
        href: href.into(),
        links,
        is_current: false,
    };
    Frame {
        areas: vec![
            area("Bàn làm việc", "home", "/desk", vec![]),
            area(
                "Hình sự",
                "gavel",
                "/criminal",
                vec![
                    link("Nguồn tin về tội phạm", "/criminal/reports", Some(41)),
                    link("Vụ án", "/criminal/cases", Some(63)),
                    link("Tạm giữ, tạm giam", "/criminal/custody", Some(7)),
                    link("Sổ quyết định", "/criminal/numbers", None),
                ],
            ),
            area(
                "Hồ sơ",
                "folders",
                "/casefile",
                vec![
                    link("Số hóa", "/casefile/scans", None),
                    link("Tìm trong hồ sơ", "/casefile/search", None),
                ],
            ),
            area("Văn bản", "file-text", "/documents", vec![]),
            area("Thống kê", "chart-bar", "/statistics", vec![]),
            area("Đơn vị và con người", "sitemap", "/people", vec![]),
        ],
        person: PersonCard {
            name: "Lê Minh Châu".into(),
            post: "Kiểm sát viên".into(),
            unit: "VKSND khu vực 3 – Lâm Đồng".into(),
            posts: vec![
                PostChoice {
                    id: "1".into(),
                    label: "Kiểm sát viên – VKSND khu vực 3".into(),
                    is_current: true,
                },
                PostChoice {
                    id: "2".into(),
                    label: "Biệt phái – Phòng 1, VKSND tỉnh".into(),
                    is_current: false,
                },
            ],
        },
        csrf: "sample".into(),
        unread: 3,
        theme,
        today: "Thứ Bảy, 21/11/2026".into(),
        ..Frame::titled("Nguồn tin về tội phạm")
    }
    .subtitle("Sổ thụ lý nguồn tin, kỳ công tác từ 01/12/2025")
    .crumb("Hình sự", "/criminal")
    .at("/criminal/reports")
}

fn rows(today: NaiveDate) -> Vec<SampleRow> {
    let names = [
        ("Nguyễn Văn Thịnh", "Cưỡng đoạt tài sản", "170.1"),
        ("Trần Thị Mỹ Duyên", "Lừa đảo chiếm đoạt tài sản", "174.2"),
        ("Chưa rõ", "Trộm cắp tài sản", "173.1"),
        ("K’Brơi, Ya Bình", "Hủy hoại rừng", "243.1"),
        ("Phạm Đức Anh", "Cố ý gây thương tích", "134.2.c"),
        ("Lưu Gia Huy", "Đánh bạc", "321.1"),
    ];
    let left = [-3, 0, 2, 6, 18, 40];
    (0_u64..)
        .zip(names.iter().zip(left))
        .map(|(at, ((person, name, article), left))| {
            let last = today + chrono::Duration::days(left);
            let proof = ProofCard::new(
                "Thời hạn giải quyết nguồn tin về tội phạm",
                "Điều 147 khoản 1 BLTTHS",
                vec![
                    "Ngày nhận nguồn tin là căn cứ bắt đầu; thời hạn 20 ngày.".into(),
                    format!("Ngày cuối tính theo luật: {}.", vi_date(last)),
                    "Không có ngày nghỉ lễ nào làm dời ngày cuối.".into(),
                ],
            )
            .next_step("Cơ quan điều tra đề nghị gia hạn; Viện trưởng xem xét trước khi hết hạn.")
            .unconfirmed(at == 3)
            .link("BL 02", "#");
            let due = if at == 5 {
                Due::stopped("Tạm đình chỉ")
            } else {
                Due::on(last, today).proof(proof)
            };
            SampleRow {
                number: format!("{:02}/2026/NT", 41 - at),
                received: vi_date(last - chrono::Duration::days(20)),
                person: (*person).into(),
                charge: format!("{name} ({article})"),
                state: if at == 5 {
                    Badge::new(Tone::Neutral, "Tạm đình chỉ")
                } else {
                    Badge::new(Tone::Info, "Đang giải quyết")
                },
                due,
                next: if left < 0 {
                    "Yêu cầu trả lời bằng văn bản".into()
                } else {
                    "Chờ kết quả xác minh".into()
                },
            }
        })
        .collect()
}

fn timeline() -> Timeline {
    let source = |bl: &str| {
        Some(Source {
            label: bl.into(),
            href: "#".into(),
            ..Source::default()
        })
    };
    Timeline {
        entries: vec![
            TimelineEntry {
                when: "17:00 20/05/2026".into(),
                title: "Tạm giữ".into(),
                paper: "Quyết định số 21/QĐ-CSHS · Cơ quan Cảnh sát điều tra".into(),
                text: "Nguyễn Văn Thịnh, 03 ngày kể từ 17 giờ 00 phút ngày 20/05/2026.".into(),
                entered: "Lê Minh Châu nhập lúc 09:12 21/05/2026".into(),
                source: source("BL 12"),
                icon: "lock",
                tone: Tone::Warning,
                href: "#".into(),
                is_replaced: false,
            },
            TimelineEntry {
                when: "23/05/2026".into(),
                title: "Khởi tố bị can".into(),
                paper: "Quyết định số 45/QĐ-CSHS".into(),
                text: "Cưỡng đoạt tài sản, khoản 1 Điều 170 BLHS. Đính chính: nhập nhầm ngày ký."
                    .into(),
                is_replaced: true,
                icon: "gavel",
                ..TimelineEntry::default()
            },
            TimelineEntry {
                when: "24/05/2026".into(),
                title: "Khởi tố bị can".into(),
                paper: "Quyết định số 45/QĐ-CSHS".into(),
                text: "Cưỡng đoạt tài sản, khoản 1 Điều 170 BLHS.".into(),
                source: source("BL 15"),
                icon: "gavel",
                tone: Tone::Info,
                ..TimelineEntry::default()
            },
            TimelineEntry {
                when: "24/05/2026".into(),
                title: "Phê chuẩn quyết định khởi tố bị can".into(),
                paper: "Quyết định số 88/QĐ-VKSKV3 · VKSND khu vực 3".into(),
                icon: "signature",
                tone: Tone::Good,
                ..TimelineEntry::default()
            },
        ],
    }
}

fn form() -> EntryForm {
    EntryForm::new("sample-form", "#", "Ghi vào sổ", "sample")
        .autosave(Autosave { url: "/_gallery/draft".into(), version: 3, key: "gallery".into() })
        .group("Nguồn tin", vec![
            Field::text("number", "Số quyết định").value("116/QĐ-VKSKV3").required().source(Source {
                label: "BL 12".into(),
                href: "#".into(),
                page: "sample".into(),
                rect: Some([120, 340, 480, 372]),
            }),
            Field::moment("received", "Nhận lúc").value("20/05/2026 17:00").required().help("Giờ và ngày ghi trên biên bản tiếp nhận."),
            Field::date("signed_on", "Ngày ký").value("30/02/2026").error("Không có ngày 30/2/2026. Hãy xem lại tháng."),
            Field::new(FieldKind::Days, "length", "Thời hạn").value("20").warning("Dài hơn mức thường gặp; hãy kiểm tra."),
            Field::new(FieldKind::Charge, "charge", "Điều luật").value("170.1").columns(4),
            Field::choice("severity", "Mức độ", vec![Choice::new("it", "Ít nghiêm trọng"), Choice::new("ng", "Nghiêm trọng")]).value("ng"),
            Field::new(FieldKind::Lookup("/_gallery/people".into()), "investigator", "Điều tra viên").value("9").value_label("Trần Quốc Bảo"),
            Field::new(FieldKind::Money, "damage", "Thiệt hại").value("12.500.000"),
            Field::new(FieldKind::Radio(vec![Choice::new("direct", "Trực tiếp"), Choice::new("post", "Qua bưu điện"), Choice::new("online", "Qua mạng")]), "way", "Cách chuyển đến")
                .value("direct")
                .columns(6),
            Field::new(FieldKind::Check, "complex", "Có nhiều tình tiết phức tạp"),
            Field::long_text("summary", "Nội dung tóm tắt").value("Khoảng 21 giờ ngày 19/05/2026, bà Lê Thị Hương trình báo bị đe dọa, buộc chuyển tiền."),
        ])
        .cancel("Thôi", "#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gallery_shows_every_part_and_holds_no_inline_script_or_style() {
        let page = gallery(Theme::Light).render().unwrap();
        for part in [
            "class=\"due due-overdue pop\"",
            "class=\"facts\"",
            "data-autosave=",
            "class=\"stat",
            "<dialog",
            "data-progress=",
            "source-chip",
            "class=\"tabs\"",
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert!(
            !page.contains(" style=\"")
                && !page.contains("<style")
                && !page.contains("hx-on")
                && !page.contains("onclick")
        );
        assert!(!page.contains("&lt;"), "a part was escaped twice");
        let inline_scripts = page.match_indices("<script").filter(|(at, _)| {
            !page[*at..].starts_with("<script src=")
                && !page[*at..].starts_with("<script type=\"module\" src=")
        });
        assert_eq!(inline_scripts.count(), 0);
    }

    #[test]
    fn what_people_type_is_escaped() {
        let field = Field::text("x", "Ô")
            .value("<script>\"'")
            .error("<b>")
            .render()
            .unwrap();
        assert!(!field.contains("<script>") && !field.contains("<b>"));
    }

    #[test]
    fn the_sign_in_and_error_pages_render() {
        let sign_in = SignInPage {
            bare: Bare::titled("Đăng nhập"),
            error: "Sai mật khẩu.".into(),
            ..SignInPage::default()
        };
        assert!(sign_in.render().unwrap().contains("Sai mật khẩu."));
        let error = ErrorPage {
            bare: Bare::titled("Không tìm thấy"),
            status: 404,
            number: "7F3A".into(),
            ..ErrorPage::default()
        };
        assert!(error.render().unwrap().contains("7F3A"));
    }
}
