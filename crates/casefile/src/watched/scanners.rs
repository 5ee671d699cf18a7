//! Thư mục máy quét: which folders of the server are looked into, and in whose name; a screen of the administrator, who sees no file.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use db::{Sql, StorageError, args};
use people::{
    Reach, Right, Rights, Role, WorkError,
    staff::{self, person, post},
};
use shell::{Empty, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::{messages, places};

db::row! {
    /// Thư mục máy quét.
    pub(crate) struct Scanner {
        pub unit_id: String,
        pub id: Uuid,
        pub name: String,
        /// Its path below the folder of all scanners.
        pub folder: String,
        /// The post in whose name its files come in.
        pub post_id: Uuid,
    }
}

const COLUMNS: &str = "unit_id, id, name, folder, post_id";

/// All that are looked into.
pub(super) async fn all(sql: &impl Sql) -> Result<Vec<Scanner>, StorageError> {
    let text = format!(
        "SELECT {COLUMNS} FROM casefile_scanner WHERE removed_at IS NULL ORDER BY name, id"
    );
    sql.all(text, args![]).await
}

/// One, also when it is no longer looked into.
pub(super) async fn one(sql: &impl Sql, id: Uuid) -> Result<Option<Scanner>, StorageError> {
    let text = format!("SELECT {COLUMNS} FROM casefile_scanner WHERE id = $1");
    sql.opt(text, args![id]).await
}

struct Line {
    id: Uuid,
    name: String,
    folder: String,
    unit: String,
    receiver: String,
    fault: String,
}

#[derive(Template)]
#[template(path = "watched/scanners.html")]
struct ScannersPage {
    frame: Frame,
    root: String,
    lines: Vec<Line>,
    nothing: Empty,
    form: EntryForm,
}

/// `GET /casefile/scanners`
pub(crate) async fn show(visit: Visit) -> Result<impl IntoResponse, Problem> {
    Ok(Page(page_of(&visit, &Form::default()).await?))
}

async fn page_of(visit: &Visit, form: &Form) -> Result<ScannersPage, Problem> {
    let app = &visit.app;
    let units = app.units().units().await?;
    let mut lines = Vec::new();
    for scanner in all(app.db()).await? {
        if !reaches(visit, &scanner.unit_id) {
            continue;
        }
        let held = staff::actor_of(app.db(), &units, scanner.post_id, visit.today).await;
        let (receiver, fault) = match held {
            Ok(actor) => (format!("{}, {}", actor.name, actor.title), String::new()),
            Err(WorkError::NotFound) => (String::new(), messages::RECEIVER_GONE.to_owned()),
            Err(other) => return Err(other.into()),
        };
        lines.push(Line {
            id: scanner.id,
            name: scanner.name,
            folder: scanner.folder,
            unit: units.name_on(&scanner.unit_id, visit.today),
            receiver,
            fault,
        });
    }
    let fields = vec![
        Field::text("name", "Tên máy quét").required(),
        Field::text("folder", "Thư mục, bên trong thư mục chung").required(),
        Field::new(
            FieldKind::Lookup("/people/persons/find".to_owned()),
            "receiver",
            "Người nhận bản quét",
        )
        .required(),
    ];
    let root = match &app.settings().scanners {
        Some(root) => root.display().to_string(),
        None => String::new(),
    };
    let mut entry = EntryForm::new(
        "scanner",
        "/casefile/scanners",
        "Thêm thư mục",
        visit.csrf.clone(),
    )
    .group("", form.fill_all(fields));
    entry.alerts = form.alerts().to_vec();
    Ok(ScannersPage {
        frame: visit.frame("Thư mục máy quét").subtitle(
            "Máy quét gửi tệp vào một thư mục của máy chủ; chương trình tự nhận tệp đã ghi xong.",
        ),
        root,
        lines,
        nothing: Empty::new(messages::NO_SCANNER, messages::NO_SCANNER_WHY),
        form: entry,
    })
}

fn reaches(visit: &Visit, unit: &str) -> bool {
    visit.may_over(Right::SystemScannerEdit, unit, &[])
}

/// `POST /casefile/scanners`
pub(crate) async fn add(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let name = form.required("name", messages::NEEDS_NAME);
    let folder = form.read("folder", |typed| {
        places::folder_of(typed).ok_or_else(|| messages::BAD_FOLDER.to_owned())
    });
    let receiver = form.read("receiver", |typed| {
        typed
            .parse::<Uuid>()
            .map_err(|_| messages::CHOOSE_RECEIVER.to_owned())
    });
    if folder.is_none() {
        form.error("folder", messages::BAD_FOLDER);
    }
    if receiver.is_none() {
        form.error("receiver", messages::CHOOSE_RECEIVER);
    }
    if let (Some(name), Some(folder), Some(receiver), true) =
        (name, folder, receiver, form.is_good())
    {
        match keep(&visit, &name, &folder, receiver).await {
            Ok(()) => {
                return Ok(Told::to("/casefile/scanners")
                    .good("Đã thêm thư mục máy quét; tệp ghi xong được nhận sau chừng một phút.")
                    .into_response());
            }
            Err(error) => form.refuse(error)?,
        }
    }
    Ok(Page::refused(page_of(&visit, &form).await?).into_response())
}

async fn keep(visit: &Visit, name: &str, folder: &str, receiver: Uuid) -> Result<(), WorkError> {
    let refuse = |field: &str, sentence: &str| Err(WorkError::invalid(field, sentence));
    let app = &visit.app;
    let Some(root) = app.settings().scanners.clone() else {
        return refuse("folder", messages::NO_ROOT);
    };
    let others = all(app.db()).await?;
    if others
        .iter()
        .any(|other| places::overlap(&other.folder, folder))
    {
        return refuse("folder", messages::FOLDER_IS_TAKEN);
    }
    let Some((post, unit)) = taking_post(visit, receiver).await? else {
        return refuse("receiver", messages::RECEIVER_CANNOT);
    };
    if places::opened(&root, folder).is_err() {
        return refuse("folder", messages::FOLDER_CANNOT_BE_MADE);
    }
    let work = visit.begin().await.map_err(|_| WorkError::NotFound)?;
    work.require(Right::SystemScannerEdit, &unit).await?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO casefile_scanner (unit_id, id, name, folder, post_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![&unit, id, text::clean(name), folder, post, work.actor.person, work.now_ms],
        )
        .await?;
    work.note("casefile.scanner.added", "casefile.scanner", id, folder)
        .await?;
    work.commit().await
}

/// A post of the person that may bring scans to every matter of its unit, in the reach of who asks; and that unit.
async fn taking_post(visit: &Visit, receiver: Uuid) -> Result<Option<(Uuid, String)>, WorkError> {
    let db = visit.app.db();
    let units = visit.app.units().units().await?;
    if person::name_of(db, receiver).await?.is_none() {
        return Ok(None);
    }
    for held in post::posts_on(db, receiver, visit.today).await? {
        let takes = Role::parse(&held.role).is_some_and(|role| {
            Rights::embedded().reach(role, Right::CasefileUpload) >= Reach::Unit
        });
        let unit = units.procuracy_of(&held.unit, visit.today);
        if let Some(unit) = unit.filter(|unit| takes && reaches(visit, &unit.key)) {
            return Ok(Some((held.id, unit.key.clone())));
        }
    }
    Ok(None)
}

/// `POST /casefile/scanners/{id}/withdrawal`: no longer looked into; what lies there stays.
pub(crate) async fn withdraw(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let found = one(visit.app.db(), id).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    work.require(Right::SystemScannerEdit, &found.unit_id)
        .await?;
    work.tx
        .exec(
            "UPDATE casefile_scanner SET removed_at = $1 WHERE unit_id = $2 AND id = $3 AND removed_at IS NULL",
            args![work.now_ms, &found.unit_id, id],
        )
        .await?;
    work.note("casefile.scanner.removed", "casefile.scanner", id, "")
        .await?;
    work.commit().await?;
    Ok(
        Told::to("/casefile/scanners")
            .good("Đã thôi nhận từ thư mục này; tệp trong đó còn nguyên."),
    )
}
