//! Hồ sơ vụ án số hóa (BLTTHS Đ.131, Đ.132; TTLT 04/2018 Đ.34–35): scanned pages, their text and leaves, the viewer and search.
//!
//! | to | look in |
//! |---|---|
//! | take a delivered file in | [`receive`], [`upload`](mod@upload), `intake`: archives, sendings in parts; `handing_in` for those who do not read it |
//! | take what a scanner leaves in its folder | `watched`, with the tray of files without a matter |
//! | make pictures and read them, resumable | [`handlers`] |
//! | order a stack: documents, leaves, faults | [`order`](mod@order); `kiemsat digitise` is [`digitise()`] |
//! | follow "BL 12" | [`resolve_bl`], [`page_link`] |
//! | mark documents, print their list | [`documents_of`] |
//! | confirm the list that the machine proposes, number leaves | [`proposed`] |
//! | light words, note, collect excerpts | [`marks`] |
//! | line statements up, hold two against each other | [`statements`] |
//! | correct what was misread, go from doubt to doubt | [`words`] |
//! | see pages, fill a field from a box | [`viewer_url`], [`region`](mod@region) |
//! | record an act from its scanned paper | `quick` |
//! | see what a file still lacks | `completeness` |
//! | find in one file, in all | [`find_in`], [`find_across`] |
//!
//! Pages are this area's own state, not facts: a fact names a page and a box on it as its source. The server wires
//! the [`search::Index`] as a slot of the app, [`Door`] as the `criminal::doors::CaseFileDoor`, and calls
//! [`catch_up`] when it starts.

mod across;
mod completeness;
mod contents;
mod digitise;
mod documents;
mod door;
mod events;
mod file;
mod find;
mod handing_in;
mod inferred;
mod intake;
mod kinds;
mod leaves;
mod looks;
pub mod marks;
mod matter;
pub mod messages;
pub mod order;
mod page;
mod pictures;
pub mod proposed;
mod quick;
pub mod region;
mod rotation;
mod seen;
mod shelf;
pub mod statements;
pub mod upload;
mod viewer;
mod watched;
mod window;
pub mod words;

use people::Right;
use shell::{MenuItem, Routes};

pub use across::{Line, PageFinder, find_across};
pub use completeness::{Level, levels_of};
pub use digitise::{
    Digitised, FeedError, StackError, catch_up, counted_handlers, digitise, handlers, reindex,
    see_page,
};
pub use documents::{
    DocumentRow, DocumentView, Mark, documents_at, documents_of, mark, set_removed,
};
pub use door::Door;
pub use file::{FileRow, Tally, file, file_of_content, files_of, tally};
pub use find::{Found, PageHit, find_in};
pub use intake::{AlsoIn, Delivery, Outcome, Received, receive, turn_away};
pub use kinds::{KINDS, Kind, kind_vi};
pub use leaves::{LeafLink, bl_key, correct, former_numbers, page_link, resolve_bl};
pub use matter::{MatterHead, head_of, heads_of};
pub use page::{PageRow, PageView, image_href, page, pages_in, pages_of, text_of, words_of};
pub use proposed::queue_missing;
pub use viewer::{FileView, viewer_url};
pub use window::PageWindow;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "casefile",
    files: &[
        (
            "001_casefile",
            include_str!("../migrations/001_casefile.sql"),
        ),
        ("002_changes", include_str!("../migrations/002_changes.sql")),
        ("003_marks", include_str!("../migrations/003_marks.sql")),
        ("004_check", include_str!("../migrations/004_check.sql")),
        (
            "005_proposal",
            include_str!("../migrations/005_proposal.sql"),
        ),
        ("006_words", include_str!("../migrations/006_words.sql")),
        ("007_intake", include_str!("../migrations/007_intake.sql")),
        (
            "008_findings",
            include_str!("../migrations/008_findings.sql"),
        ),
    ],
};

/// The addresses of this area.
pub fn routes() -> Routes {
    let (read, mark) = (Right::CasefileRead, Right::CasefileMark);
    let record = Right::CriminalFactRecord;
    Routes::new()
        .get("/casefile", read, shelf::show)
        .get("/casefile/search", read, across::show)
        .get("/casefile/matters/{matter}", read, viewer::show)
        .get("/casefile/matters/{matter}/file", read, viewer::file)
        .get("/casefile/matters/{matter}/pages", read, window::pages)
        .get("/casefile/matters/{matter}/panel", read, viewer::panel)
        .get("/casefile/matters/{matter}/events", read, events::of_matter)
        .get("/casefile/matters/{matter}/search", read, find::find)
        .get(
            "/casefile/matters/{matter}/completeness",
            read,
            completeness::screens::show,
        )
        .post(
            "/casefile/matters/{matter}/documents/{id}/check",
            mark,
            completeness::screens::check,
        )
        .post(
            "/casefile/matters/{matter}/documents/{id}/check/withdrawal",
            mark,
            completeness::screens::uncheck,
        )
        .get(
            "/casefile/matters/{matter}/contents",
            read,
            contents::contents,
        )
        .get("/casefile/matters/{matter}/leaves", read, contents::leaves)
        .get(
            "/casefile/matters/{matter}/bl/{number}",
            read,
            leaves::follow,
        )
        .get(
            "/casefile/matters/{matter}/bl/{number}/thumb",
            read,
            pictures::leaf_thumb,
        )
        .post("/casefile/matters/{matter}/region", read, region::of_matter)
        .get(
            "/casefile/matters/{matter}/intake",
            Right::CasefileUpload,
            handing_in::show,
        )
        .upload(
            "/casefile/matters/{matter}/files",
            Right::CasefileUpload,
            upload::take,
        )
        .post("/casefile/matters/{matter}/documents", mark, documents::add)
        .put(
            "/casefile/matters/{matter}/documents/{id}",
            mark,
            documents::change,
        )
        .delete(
            "/casefile/matters/{matter}/documents/{id}",
            mark,
            documents::remove,
        )
        .put(
            "/casefile/matters/{matter}/documents/{id}/place",
            mark,
            documents::restore,
        )
        .post(
            "/casefile/matters/{matter}/documents/{id}/restoration",
            mark,
            contents::restore,
        )
        .merge(proposal_routes())
        .merge(intake_routes())
        .merge(mark_routes())
        .merge(word_routes())
        .merge(statement_routes())
        .get("/casefile/files/{file}/events", read, events::of_file)
        .get("/casefile/files/{file}/original", read, pictures::original)
        .get(
            "/casefile/matters/{matter}/entry",
            record,
            quick::screens::from_matter,
        )
        .get(
            "/casefile/files/{file}/entry",
            record,
            quick::screens::from_file,
        )
        .get(
            "/casefile/pages/{page}/entry",
            record,
            quick::screens::from_page,
        )
        .get(
            "/casefile/pages/{page}/decision",
            record,
            quick::screens::begins,
        )
        .get("/casefile/pages/{page}", read, leaves::open)
        .get("/casefile/pages/{page}/image", read, pictures::image)
        .get("/casefile/pages/{page}/thumb", read, pictures::thumb)
        .get("/casefile/pages/{page}/text", read, events::text)
        .post("/casefile/pages/{page}/region", read, region::of_page)
        .post("/casefile/pages/{page}/bl", mark, leaves::keep)
        .post("/casefile/pages/{page}/rotation", mark, rotation::turn)
}

/// The addresses of the screen on which a file is ordered.
fn proposal_routes() -> Routes {
    use proposed::{forms, screens};
    let (read, mark) = (Right::CasefileRead, Right::CasefileMark);
    let at = "/casefile/matters/{matter}/proposal";
    Routes::new()
        .get(at, read, screens::show)
        .post(&format!("{at}/steps"), mark, forms::step)
        .post(&format!("{at}/undo"), mark, forms::take_back)
        .post(&format!("{at}/redo"), mark, forms::do_again)
        .merge(stack_routes())
}

/// The addresses by which a stack is ordered while it is taken in, also by those who do not read the file.
fn stack_routes() -> Routes {
    use proposed::stack;
    let arrange = Right::CasefileArrange;
    let at = "/casefile/matters/{matter}/stack";
    let page = "/casefile/matters/{matter}/stack/pages/{page}";
    Routes::new()
        .get(at, arrange, stack::show)
        .post(&format!("{at}/steps"), arrange, stack::step)
        .post(&format!("{at}/undo"), arrange, stack::take_back)
        .post(&format!("{at}/redo"), arrange, stack::do_again)
        .get(&format!("{page}/image"), arrange, stack::image)
        .get(&format!("{page}/thumb"), arrange, stack::thumb)
}

/// The addresses of what is on its way in: files sent in parts, scanners' folders, the tray.
fn intake_routes() -> Routes {
    use intake::sendings;
    use watched::{scanners, tray};
    let (upload, scanner) = (Right::CasefileUpload, Right::SystemScannerEdit);
    let sending = "/casefile/sendings/{id}";
    Routes::new()
        .post(
            "/casefile/matters/{matter}/sendings",
            upload,
            sendings::begin,
        )
        .get(sending, upload, sendings::ask)
        .delete(sending, upload, sendings::give_up)
        .upload(&format!("{sending}/parts"), upload, sendings::part)
        .upload(&format!("{sending}/completion"), upload, sendings::finish)
        .get("/casefile/tray", upload, tray::show)
        .get("/casefile/tray/matters", upload, tray::matters)
        .get("/casefile/tray/{id}/page", upload, tray::first_page)
        .upload("/casefile/tray/{id}/placement", upload, tray::place)
        .post("/casefile/tray/{id}/return", upload, tray::give_back)
        .get("/casefile/scanners", scanner, scanners::show)
        .post("/casefile/scanners", scanner, scanners::add)
        .post(
            "/casefile/scanners/{id}/withdrawal",
            scanner,
            scanners::withdraw,
        )
}

/// What needs no request, every half minute: scanners' folders are looked into, and what nobody goes on sending is taken away.
pub async fn keep(app: &shell::App) -> Result<(), people::WorkError> {
    intake::sending::sweep(app).await?;
    watched::rounds::come_round(app).await
}

/// The addresses of marks: all may mark for themselves who may read; sharing asks for more.
fn mark_routes() -> Routes {
    use marks::{excerpts, lines, screens, word};
    let (read, mark) = (Right::CasefileRead, Right::CasefileMark);
    let one = "/casefile/matters/{matter}/marks/{id}";
    let sharing = "/casefile/matters/{matter}/marks/{id}/sharing";
    Routes::new()
        .get("/casefile/matters/{matter}/marks", read, screens::list)
        .post("/casefile/matters/{matter}/marks", read, screens::add)
        .put(one, read, screens::alter)
        .delete(one, read, screens::remove)
        .put(&format!("{one}/place"), read, screens::restore)
        .put(sharing, mark, screens::share)
        .delete(sharing, read, screens::keep_to_oneself)
        .post(&format!("{one}/words"), read, screens::mend)
        .get("/casefile/matters/{matter}/excerpts", read, excerpts::show)
        .get(
            "/casefile/matters/{matter}/excerpts/word",
            read,
            word::export,
        )
        .get("/casefile/pages/{page}/lines", read, lines::of_page)
}

/// The addresses of corrected words.
fn word_routes() -> Routes {
    use words::{listing, screens};
    let (read, mark) = (Right::CasefileRead, Right::CasefileMark);
    let words = "/casefile/pages/{page}/words";
    let review = "/casefile/pages/{page}/review";
    Routes::new()
        .get("/casefile/matters/{matter}/words", read, listing::show)
        .get("/casefile/matters/{matter}/words/next", read, screens::next)
        .get(
            "/casefile/matters/{matter}/words/likes",
            read,
            screens::likes,
        )
        .post(
            "/casefile/matters/{matter}/words/likes",
            mark,
            screens::take,
        )
        .get(words, read, screens::of_page)
        .post(words, mark, screens::put)
        .delete(
            "/casefile/pages/{page}/words/{correction}",
            mark,
            screens::take_back,
        )
        .put(review, mark, screens::review)
        .delete(review, mark, screens::unreview)
}

/// The addresses of statements and of what they contradict.
fn statement_routes() -> Routes {
    use statements::{accepted, comparison, timeline, word};
    let (read, mark) = (Right::CasefileRead, Right::CasefileMark);
    let held = "/casefile/matters/{matter}/contradictions";
    Routes::new()
        .get(
            "/casefile/matters/{matter}/statements",
            read,
            timeline::show,
        )
        .get(
            "/casefile/matters/{matter}/statements/comparison",
            read,
            comparison::show,
        )
        .post(
            "/casefile/matters/{matter}/statements/{document}",
            mark,
            timeline::keep,
        )
        .get(held, read, accepted::show)
        .post(held, mark, comparison::keep)
        .get(&format!("{held}/word"), read, word::export)
        .post(
            &format!("{held}/{{id}}/withdrawal"),
            mark,
            comparison::take_back,
        )
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    MenuItem::new("Hồ sơ số hóa", "folders", "/casefile")
        .link("Hồ sơ mới thêm", "/casefile", Right::CasefileRead)
        .link("Tìm trong hồ sơ", "/casefile/search", Right::CasefileRead)
        .link("Khay máy quét", "/casefile/tray", Right::CasefileUpload)
}
