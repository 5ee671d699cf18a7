//! Bên trong gói: what is packed of a matter, before it is sealed. The page that opens it reads this first (`web/src/pack/inside.ts`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casefile::{MatterHead, PageRow, PageView};
use db::{Db, Sql, args};
use jobs::Trouble;
use serde::Serialize;
use shell::{App, vi_date};
use uuid::Uuid;

use super::{job::trouble, messages, signature, store::Pack, words::STRETCH};
use crate::{
    contents::Contents,
    drawings,
    list::{
        self,
        view::{ExhibitView, Ground, views},
    },
    media::stream,
    messages as area, outline,
    rules::{Bearing, Exhibit, Part, Phase, Procedure, Standing, StatementRule, placed, rule_on},
};

/// Nội dung gói.
#[derive(Serialize)]
pub(crate) struct Inside {
    title: String,
    code: String,
    unit: String,
    holder: String,
    trial_on: String,
    is_approved: bool,
    phases: &'static [Phase],
    rule: String,
    says: BTreeMap<&'static str, String>,
    exhibits: Vec<ExhibitView>,
    documents: Vec<Listed>,
    notes: String,
    /// Pages whose words stand in one part; the parts of words begin at 1, then the syllables, then the pictures.
    stretch: usize,
    pages: Vec<Packed>,
    drawings: Vec<Drawing>,
    recordings: Vec<Recording>,
    /// Tổ chức cấp chứng thư mà cơ quan tin cậy: DER in base64, so that the page can tell without a network whose signature it carries.
    trusted: Vec<String>,
    /// What the console's sheet holds beside these.
    sheet: serde_json::Value,
}

/// Sơ đồ: one picture for each of its steps, and whole.
#[derive(Serialize)]
pub(crate) struct Drawing {
    picture: Uuid,
    step: Option<usize>,
    w: i64,
    h: i64,
    /// Which part of the pack.
    part: usize,
    #[serde(skip)]
    pub(crate) png: Vec<u8>,
}

/// Băng ghi: so many parts one behind the other.
#[derive(Serialize)]
pub(crate) struct Recording {
    media: Uuid,
    mime: String,
    first: usize,
    count: usize,
    #[serde(skip)]
    pub(crate) hash: String,
}

/// Một tài liệu của mục lục.
#[derive(Serialize)]
struct Listed {
    title: String,
    bl: String,
    /// The place of its first page that is here.
    no: i64,
}

/// Một trang.
#[derive(Serialize)]
pub(crate) struct Packed {
    #[serde(flatten)]
    view: PageView,
    bearing: Bearing,
    /// What its document is called.
    title: String,
    #[serde(skip)]
    pub(crate) picture: Option<String>,
}

/// What a pack is made of.
pub(crate) struct Ready {
    pub(crate) inside: Inside,
    pub(crate) exhibits: usize,
}

impl Inside {
    pub(crate) fn pages(&self) -> &[Packed] {
        &self.pages
    }

    pub(crate) fn drawings(&self) -> &[Drawing] {
        &self.drawings
    }

    pub(crate) fn recordings(&self) -> &[Recording] {
        &self.recordings
    }
}

impl Packed {
    pub(crate) fn id(&self) -> Uuid {
        self.view.id
    }
}

/// Who and what is named in a pack.
pub(crate) struct Named {
    pub(crate) unit: String,
    pub(crate) holder: String,
}

/// Reads everything but pictures and words.
pub(crate) async fn read(
    app: &App,
    head: &MatterHead,
    pack: &Pack,
    named: Named,
) -> Result<Ready, Trouble> {
    let db = app.db();
    let procedure = Procedure::of(&list::store::procedure_of(db, head.id).await?);
    let contents = Contents::of(db, head.id).await?;
    let rule = rule_on(pack.trial_on);
    let all = sheet(db, head.id, pack).await?;
    let pages = chosen(db, head.id, pack, &all, &contents).await?;
    if pages.is_empty() && all.is_empty() {
        return Err(Trouble::Final(messages::NOTHING_CHOSEN.to_owned()));
    }
    let waiting = pages.iter().filter(|page| page.status == "waiting").count();
    if waiting > 0 {
        return Err(Trouble::Final(messages::still_preparing(waiting)));
    }
    let mut packed = Vec::with_capacity(pages.len());
    for page in &pages {
        packed.push(Packed {
            view: PageView::from(page),
            bearing: contents.bearing(db, rule, page).await?,
            title: contents.title_at(page.no),
            picture: page.picture.clone(),
        });
    }
    let here: BTreeSet<i64> = pages.iter().map(|page| page.no).collect();
    let documents = contents.documents().iter().filter_map(|one| {
        let no = *here.range(one.first_no..=one.last_no).next()?;
        Some(Listed {
            title: one.title.clone(),
            bl: one.bl.clone(),
            no,
        })
    });
    let ground = Ground {
        contents: &contents,
        rule,
        used: &HashMap::new(),
        revisions: &HashMap::new(),
    };
    let exhibits = all.len();
    let behind = 2 + packed.len().div_ceil(STRETCH) + packed.len();
    let drawings = drawn(app, head.id, &all, behind).await?;
    let recordings = recorded(app, &all, behind + drawings.len()).await?;
    let outline = outline::asked_of(db, head.id).await?;
    let trusted = signature::trusted(db, app.today()).await?;
    let inside = Inside {
        title: head.title.clone(),
        code: head.code.clone(),
        unit: named.unit,
        holder: named.holder,
        trial_on: vi_date(pack.trial_on),
        is_approved: pack.approval_n.is_some(),
        phases: &procedure.phases,
        rule: told(rule),
        says: says(rule),
        exhibits: views(app, head.id, all, &ground).await.map_err(trouble)?,
        documents: documents.collect(),
        notes: notes(db, head.id).await?,
        stretch: STRETCH,
        pages: packed,
        drawings,
        recordings,
        trusted,
        sheet: serde_json::json!({ "outline": outline, "outline_href": "" }),
    };
    Ok(Ready { inside, exhibits })
}

fn told(rule: &StatementRule) -> String {
    match rule.to_check {
        true => format!("{} (cần kiểm tra)", rule.article),
        false => rule.article.clone(),
    }
}

/// The sentences that the page says in our place.
fn says(rule: &StatementRule) -> BTreeMap<&'static str, String> {
    let statement = area::asks_statement(&rule.article, &rule.says, rule.to_check);
    let all = [
        ("statement", statement.as_str()),
        ("unknown", area::ASKS_UNKNOWN),
        ("frozen", area::FROZEN),
        ("nothing", area::NOTHING_RELEASED),
        ("exhibit_gone", area::EXHIBIT_GONE),
        ("not_ready", messages::NOT_IN_PACK),
        ("no_person", area::NO_PERSON),
        ("no_ground", area::NO_GROUND),
        ("no_leaf", messages::NO_LEAF),
        ("no_page", messages::NO_PAGE),
        ("too_many", area::TOO_MANY_PARTS),
        ("nothing_plays", area::NOTHING_PLAYS),
        ("no_cue", area::NO_CUE),
    ];
    all.map(|(key, said)| (key, said.to_owned())).into()
}

/// Steps of one drawing.
const MOST_STEPS: usize = 60;

/// Every drawing of the list, whole and at each of its steps.
async fn drawn(
    app: &App,
    matter: Uuid,
    all: &[(Exhibit, Standing)],
    behind: usize,
) -> Result<Vec<Drawing>, Trouble> {
    let (mut known, mut drawings) = (BTreeSet::new(), Vec::new());
    for part in all.iter().flat_map(|(one, _)| &one.parts) {
        let Part::Picture(part) = part else { continue };
        if !known.insert(part.picture) {
            continue;
        }
        let kind = (part.kind.as_str(), part.picture);
        let steps = (0..=part.steps.min(MOST_STEPS)).map(Some);
        let steps = std::iter::once(None).chain(steps.filter(|_| part.steps > 0));
        for step in steps {
            let made = drawings::made(app, matter, kind, step)
                .await
                .map_err(trouble)?;
            let Some(made) = made else { continue };
            drawings.push(Drawing {
                picture: part.picture,
                step,
                w: made.w,
                h: made.h,
                part: behind + drawings.len(),
                png: made.png,
            });
        }
    }
    Ok(drawings)
}

/// Bytes of one part of a recording.
pub(crate) const TAPE: usize = 4 << 20;

/// Every recording of the list, compared with its hash.
async fn recorded(
    app: &App,
    all: &[(Exhibit, Standing)],
    mut behind: usize,
) -> Result<Vec<Recording>, Trouble> {
    let (mut known, mut recordings) = (BTreeSet::new(), Vec::new());
    for part in all.iter().flat_map(|(one, _)| &one.parts) {
        let Part::Media(part) = part else { continue };
        if !known.insert(part.media) {
            continue;
        }
        let bytes = stream::checked(app.files(), &part.hash)
            .await
            .map_err(trouble)?;
        let count = bytes.as_ref().len().div_ceil(TAPE);
        recordings.push(Recording {
            media: part.media,
            mime: part.mime.clone(),
            first: behind,
            count,
            hash: part.hash.clone(),
        });
        behind += count;
    }
    Ok(recordings)
}

/// What was approved, as it was approved, and what came later; all of it as it stands now where nothing was.
async fn sheet(
    db: &Db,
    matter: Uuid,
    pack: &Pack,
) -> Result<Vec<(Exhibit, Standing)>, db::StorageError> {
    let approved = match pack.approval_n {
        Some(n) => list::approval::turn(db, matter, n).await?,
        None => None,
    };
    let approved = approved.map(|turn| turn.exhibits()).transpose()?;
    Ok(placed(approved, list::exhibits_of(db, matter).await?))
}

/// The pages of the list, of the chosen documents, or of the whole file, in its order.
async fn chosen(
    db: &Db,
    matter: Uuid,
    pack: &Pack,
    all: &[(Exhibit, Standing)],
    contents: &Contents,
) -> Result<Vec<PageRow>, db::StorageError> {
    let part = pack.part()?;
    let parts = all.iter().flat_map(|(one, _)| &one.parts);
    let listed: BTreeSet<Uuid> = parts.filter_map(|part| Some(part.page()?.page)).collect();
    let documents = contents.documents().iter();
    let spans: Vec<_> = documents
        .filter(|one| part.documents.contains(&one.id))
        .map(|one| one.first_no..=one.last_no)
        .collect();
    let mut pages = casefile::pages_of(db, matter).await?;
    pages.retain(|page| {
        part.is_whole
            || listed.contains(&page.id)
            || spans.iter().any(|span| span.contains(&page.no))
    });
    Ok(pages)
}

/// What the prosecutor wrote last beside a console of this matter.
async fn notes(db: &Db, matter: Uuid) -> Result<String, db::StorageError> {
    let last: Option<String> = db
        .opt(
            "SELECT notes FROM courtroom_session WHERE matter_id = $1 AND notes <> '' ORDER BY started_at DESC, id DESC LIMIT 1",
            args![matter],
        )
        .await?;
    Ok(last.unwrap_or_default())
}
