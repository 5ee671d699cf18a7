//! Tìm trong các hồ sơ: every file the person may read, the best pages first.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::Query;
use db::{Sql, V};
use people::{Actor, Right, Rights};
use search::{Hit, Index};
use shell::{Empty, Filter, FindFuture, Finder, Found, Frame, Page, Problem, Visit};
use uuid::Uuid;

use crate::{
    find::Asked,
    leaves::bl_key,
    matter::{MatterHead, head_of, heads_of},
};

/// Trang tìm được, as the list shows it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its address, with the words to light up.
    pub href: String,
    /// "BL 12".
    pub label: String,
    /// The title of its matter.
    pub matter: String,
    /// The text before the match.
    pub before: String,
    /// The match.
    pub marked: String,
    /// The text after it.
    pub after: String,
    /// Spelled as asked.
    pub exact: bool,
    /// Only letters that a scanner reads for one another agree.
    pub misread: bool,
}

/// The most lines shown.
const MOST: usize = 50;
/// With fewer lines than this a name is looked for as it may have been misread, too.
const FEW: usize = 5;
/// The most pages looked at with a name that may have been misread.
const MISREAD: usize = 40;
/// The most pages looked through for those the person may read.
const LOOKED_THROUGH: usize = 1_000;

/// Pages that answer in every file the person may read.
pub async fn find_across(
    app: &shell::App,
    actor: &Actor,
    query: &str,
    limit: usize,
) -> Result<Vec<Line>, Problem> {
    let text = text::nfc(query.trim());
    if text.is_empty() || text.chars().count() > 200 {
        return Ok(Vec::new());
    }
    let index = app.get::<Index>();
    let mut asked = search::Query {
        text: text.clone(),
        matter: None,
        units: Some(units(actor)),
        skip: 0,
        limit: 2 * limit,
    };
    let mut found = Finds::default();
    // Mostly the first look is enough; where many files are closed to the person, more are looked through.
    while asked.skip < LOOKED_THROUGH {
        let (hits, _) = index.find(&asked).map_err(Problem::failed)?;
        let is_last = hits.len() < asked.limit;
        found.take(app, actor, hits, limit, false).await?;
        if is_last || found.pages.len() >= limit {
            break;
        }
        asked.skip += asked.limit;
        asked.limit = LOOKED_THROUGH / 4;
    }
    // A name may stand there as a scanner misread it.
    if found.pages.len() < FEW.min(limit) && !text.starts_with('"') {
        (asked.skip, asked.limit) = (0, MISREAD);
        let mut misread = index.find_misread(&asked).map_err(Problem::failed)?;
        misread.retain(|hit| found.pages.iter().all(|(known, _)| known.id != hit.id));
        found.take(app, actor, misread, limit, true).await?;
    }
    found.lines(app, &text).await
}

/// Pages that the person may read, with the files they lie in.
#[derive(Default)]
struct Finds {
    heads: HashMap<Uuid, Option<MatterHead>>,
    pages: Vec<(Hit, bool)>,
}

impl Finds {
    async fn take(
        &mut self,
        app: &shell::App,
        actor: &Actor,
        hits: Vec<Hit>,
        limit: usize,
        misread: bool,
    ) -> Result<(), Problem> {
        let new: BTreeSet<Uuid> = hits.iter().map(|hit| hit.matter).collect();
        let new: Vec<Uuid> = new
            .into_iter()
            .filter(|id| !self.heads.contains_key(id))
            .collect();
        let mut open = readable_at_once(app, actor, &new).await?;
        for id in new {
            let head = match open.remove(&id) {
                Some(head) => Some(head),
                None => readable(app, actor, id).await?,
            };
            self.heads.insert(id, head);
        }
        let heads = &self.heads;
        let mine = hits
            .into_iter()
            .filter(|hit| heads.get(&hit.matter).is_some_and(Option::is_some));
        let room = limit.saturating_sub(self.pages.len());
        self.pages.extend(mine.take(room).map(|hit| (hit, misread)));
        Ok(())
    }

    async fn lines(self, app: &shell::App, query: &str) -> Result<Vec<Line>, Problem> {
        let ids: Vec<Uuid> = self.pages.iter().map(|(hit, _)| hit.id).collect();
        let labels = labels_of(app.db(), &ids).await?;
        let line = |(hit, misread): (Hit, bool)| {
            let head = self.heads.get(&hit.matter)?.as_ref()?;
            // A page withheld since the index was fed is not shown.
            Some(line(
                head,
                labels.get(&hit.id)?.clone(),
                hit,
                query,
                misread,
            ))
        };
        Ok(self.pages.into_iter().filter_map(line).collect())
    }
}

/// The files that the person may read by the matter's head alone, asked for at once.
async fn readable_at_once(
    app: &shell::App,
    actor: &Actor,
    matters: &[Uuid],
) -> Result<HashMap<Uuid, MatterHead>, Problem> {
    let heads = heads_of(app.db(), matters).await?.into_iter();
    let open = heads.filter(|head| may_read(actor, head));
    Ok(open.map(|head| (head.id, head)).collect())
}

fn may_read(actor: &Actor, head: &MatterHead) -> bool {
    let is_assigned = actor.is_assigned(&head.assigned);
    Rights::embedded().may(actor, Right::CasefileRead, &head.unit, is_assigned)
}

/// The head of a matter whose file the person may read.
async fn readable(
    app: &shell::App,
    actor: &Actor,
    matter: Uuid,
) -> Result<Option<MatterHead>, Problem> {
    let head = head_of(app.db(), matter).await?;
    Ok(head.filter(|head| may_read(actor, head)))
}

/// "BL 12" of each of these pages that stands.
async fn labels_of(sql: &db::Db, pages: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    db::row! { struct Label { id: Uuid, no: i64, bl: Option<String> } }
    if pages.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (1..=pages.len()).map(|n| format!("${n}")).collect();
    let asked = format!(
        "SELECT id, no, bl FROM casefile_page WHERE id IN ({})",
        places.join(", ")
    );
    let rows: Vec<Label> = sql.all(asked, pages.iter().map(V::from).collect()).await?;
    let label = |row: &Label| match &row.bl {
        Some(bl) => format!("BL {bl}"),
        None => format!("Trang {}", row.no),
    };
    Ok(rows.iter().map(|row| (row.id, label(row))).collect())
}

/// The units whose files may hold something for the person, by post or by delegation.
fn units(actor: &Actor) -> Vec<String> {
    let mut units: BTreeSet<&String> = actor.covers.unit_keys().iter().collect();
    for given in &actor.delegations {
        units.extend(given.covers.unit_keys());
    }
    units.into_iter().cloned().collect()
}

fn line(head: &MatterHead, label: String, hit: Hit, query: &str, misread: bool) -> Line {
    let marked = hit.marked.unwrap_or(0..0);
    let part =
        |range: std::ops::Range<usize>| hit.snippet.get(range).unwrap_or_default().to_owned();
    Line {
        href: format!("{}?page={}&find={}", head.href(), hit.id, in_address(query)),
        label,
        matter: head.title.clone(),
        before: part(0..marked.start),
        marked: part(marked.clone()),
        after: part(marked.end..hit.snippet.len()),
        exact: hit.exact,
        misread,
    }
}

/// Text as it stands in an address.
pub(crate) fn in_address(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[derive(Template)]
#[template(path = "across.html")]
struct AcrossPage {
    frame: Frame,
    filter: Filter,
    query: String,
    lines: Vec<Line>,
    nothing: Empty,
    /// The index is being made anew: not everything is found yet.
    is_partial: bool,
}

/// `GET /casefile/search?q=`
pub(crate) async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<impl axum::response::IntoResponse, Problem> {
    let lines = find_across(&visit.app, &visit.actor, &asked.q, MOST).await?;
    if !asked.q.trim().is_empty() {
        let work = visit.begin().await?;
        work.note(
            "casefile.searched",
            "casefile.search",
            "",
            &format!("{} pages", lines.len()),
        )
        .await?;
        work.commit().await?;
    }
    let nothing = match asked.q.trim() {
        "" => Empty::new(
            "Gõ điều cần tìm trong các hồ sơ đã số hóa",
            "Không cần dấu; đặt trong ngoặc kép để tìm đúng cụm từ.",
        ),
        _ => Empty::new(
            "Không tìm thấy trang nào",
            "Hãy thử ít chữ hơn hoặc bỏ ngoặc kép. Trang đang đọc chữ sẽ tìm được khi đọc xong.",
        ),
    };
    let filter = Filter {
        action: "/casefile/search".to_owned(),
        target: "#found".to_owned(),
        query: asked.q.clone(),
        placeholder: "Tìm chữ trong hồ sơ, không cần dấu".to_owned(),
        kept: Vec::new(),
    };
    let frame = visit.frame("Tìm trong hồ sơ");
    let is_partial = visit.app.get::<Index>().is_refilled();
    Ok(Page(AcrossPage {
        frame,
        filter,
        query: asked.q,
        lines,
        nothing,
        is_partial,
    }))
}

/// Ctrl+K: pages by their words, and "BL 127".
pub struct PageFinder;

impl Finder for PageFinder {
    fn find<'a>(&'a self, app: &'a shell::App, actor: &'a Actor, query: &'a str) -> FindFuture<'a> {
        Box::pin(async move {
            if !Rights::embedded().holds(actor, Right::CasefileRead) {
                return Ok(Vec::new());
            }
            if let Some(number) = leaf_asked(query) {
                return leaves(app, actor, &number).await;
            }
            let lines = find_across(app, actor, query, 5).await?;
            let found = lines.into_iter().map(|line| Found {
                kind: "Trang hồ sơ".to_owned(),
                label: format!("{} · {}", line.label, line.matter),
                hint: format!("{}{}{}", line.before, line.marked, line.after),
                href: line.href,
            });
            Ok(found.collect())
        })
    }
}

/// "BL 12" and "bút lục 12", nothing else.
fn leaf_asked(query: &str) -> Option<String> {
    let folded = text::fold(query);
    let rest = folded
        .strip_prefix("but luc")
        .or_else(|| folded.strip_prefix("bl"))?;
    bl_key(rest.trim_start_matches(['.', ' ', ':']))
}

/// The pages that carry a number, in the files that grew last.
async fn leaves(app: &shell::App, actor: &Actor, number: &str) -> Result<Vec<Found>, Problem> {
    use db::args;
    db::row! { struct Place { id: Uuid, matter_id: Uuid, no: i64 } }
    let mut found = Vec::new();
    for unit in units(actor) {
        let places: Vec<Place> = app
            .db()
            .all(
                "SELECT p.id, p.matter_id, p.no FROM casefile_page p JOIN casefile_matter m ON m.matter_id = p.matter_id
                  WHERE p.unit_id = $1 AND p.bl_key = $2 ORDER BY m.grown_at DESC, p.no LIMIT 20",
                args![unit, number],
            )
            .await?;
        for place in places {
            let Some(head) = readable(app, actor, place.matter_id).await? else {
                continue;
            };
            found.push(Found {
                kind: "Bút lục".to_owned(),
                label: format!("BL {number} · {}", head.title),
                hint: format!("Trang {}", place.no),
                href: format!("/casefile/pages/{}", place.id),
            });
        }
    }
    found.truncate(8);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_is_told_from_a_word() {
        assert_eq!(leaf_asked("BL 012").as_deref(), Some("12"));
        assert_eq!(leaf_asked("bút lục 37a").as_deref(), Some("37a"));
        assert_eq!(leaf_asked("blanh"), None);
        assert_eq!(leaf_asked("12"), None);
    }
}
