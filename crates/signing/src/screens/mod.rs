//! Các màn hình của mảng ký số, one file a screen, its page beside it.

mod agent;
mod certificate;
mod certificates;
mod desk_part;
mod log;
mod new;
mod pictures;
mod public;
mod sent;
mod shown;
mod ticket;
mod trust;
mod verify;

pub use desk_part::DeskPart;
pub use shown::Judgement;

use people::Right;
use shell::{MenuItem, Needs, Routes};

/// The addresses of this area.
pub fn routes() -> Routes {
    let (using, verifying) = (Right::SigningUse, Right::SigningVerify);
    let (seeing, keeping) = (Right::SigningCertificateRead, Right::SigningCertificateEdit);
    Routes::new()
        .get("/signing/verify", verifying, verify::show)
        .upload("/signing/verify", verifying, verify::judge)
        .get("/signing/certificates", seeing, certificates::show)
        .upload("/signing/certificates", keeping, certificates::add)
        .post("/signing/certificates/token", using, certificates::add_own)
        .get("/signing/certificates/{id}", seeing, certificate::show)
        .post("/signing/certificates/{id}/end", seeing, certificate::end)
        .get("/signing/pictures", keeping, pictures::show)
        .upload("/signing/pictures", keeping, pictures::put)
        .get("/signing/pictures/{id}", keeping, pictures::image)
        .get("/signing/trust", verifying, trust::show)
        .upload("/signing/trust", Right::SigningTrustEdit, trust::add)
        .post(
            "/signing/trust/{id}/removal",
            Right::SigningTrustEdit,
            trust::remove,
        )
        .get("/signing/log", Right::SigningLogRead, log::show)
        .get("/signing/log/file", Right::SigningLogRead, log::file)
        .get("/signing/new", using, new::show)
        .upload("/signing/new", using, new::begin)
        .get("/signing/agent", using, agent::show)
        .get("/signing/tickets", using, ticket::several)
        .post("/signing/tickets/pin", using, ticket::sign_here)
        .get("/signing/tickets/{id}", using, ticket::show)
        .get("/signing/tickets/{id}/file", using, ticket::file)
        .post("/signing/tickets/{id}/signature", using, ticket::finish)
        .post("/signing/tickets/{id}/cancellation", using, ticket::cancel)
        .get("/check", Needs::Public, public::ask)
        .get("/check/{code}", Needs::Public, public::show)
        .upload("/check/{code}", Needs::Public, public::compare)
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    MenuItem::new("Ký số", "signature", "/signing/verify")
        .needs(Right::SigningVerify)
        .link("Kiểm tra chữ ký", "/signing/verify", Right::SigningVerify)
        .link("Ký một tệp", "/signing/new", Right::SigningUse)
        .link(
            "Chứng thư số",
            "/signing/certificates",
            Right::SigningCertificateRead,
        )
        .link(
            "Hình chữ ký, dấu",
            "/signing/pictures",
            Right::SigningCertificateEdit,
        )
        .link("Máy ký của tôi", "/signing/agent", Right::SigningUse)
        .link("Nhật ký ký số", "/signing/log", Right::SigningLogRead)
        .link(
            "Danh sách tin cậy",
            "/signing/trust",
            Right::SigningTrustEdit,
        )
}
