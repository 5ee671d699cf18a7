//! Writes the gallery, the sign-in page and an error page as files, for `npm run look` in `web/`.

use std::path::PathBuf;

use askama::Template;
use shell::components::{Bare, ErrorPage, SignInPage, Theme, gallery, gallery_split};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).ok_or("usage: gallery OUT_DIR")?);
    std::fs::create_dir_all(&out)?;
    for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        std::fs::write(
            out.join(format!("gallery-{name}.html")),
            gallery(theme).render()?,
        )?;
        std::fs::write(
            out.join(format!("split-{name}.html")),
            gallery_split(theme).render()?,
        )?;
        let sign_in = SignInPage {
            bare: Bare {
                theme,
                ..Bare::titled("Đăng nhập")
            },
            name: "chau.kv3".into(),
            error: "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy thử lại.".into(),
            demo_password: "kiemsat".into(),
            demo_people: vec![
                (
                    "Lê Minh Châu".into(),
                    "Kiểm sát viên – VKSND khu vực 3".into(),
                    "chau.kv3".into(),
                ),
                (
                    "Trần Thị Hạnh".into(),
                    "Viện trưởng – VKSND khu vực 3".into(),
                    "hanh.kv3".into(),
                ),
                (
                    "Phan Văn Sơn".into(),
                    "Cán bộ thống kê – VKSND tỉnh Lâm Đồng".into(),
                    "son.tk".into(),
                ),
            ],
            ..SignInPage::default()
        };
        std::fs::write(out.join(format!("sign-in-{name}.html")), sign_in.render()?)?;
        let error = ErrorPage {
            bare: Bare {
                theme,
                ..Bare::titled("Không tìm thấy trang này")
            },
            status: 404,
            sentence: "Trang bạn tìm không có hoặc đã chuyển đi nơi khác.".into(),
            advice: "Hãy kiểm tra địa chỉ, hoặc bấm Ctrl+K trên bàn làm việc để tìm.".into(),
            number: "7F3A-21".into(),
            link: None,
        };
        std::fs::write(out.join(format!("error-{name}.html")), error.render()?)?;
    }
    Ok(())
}
