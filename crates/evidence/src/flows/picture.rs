//! Sơ đồ dòng tiền: the summed table drawn; arrows as wide as their sums, revealed in the order of their first day.

use db::Db;
use shell::{App, Problem};
use text::money;
use uuid::Uuid;

use super::{
    graph::{Chosen, Flow, GATHERED, Graph, Node, graph},
    messages,
    placing::{Arranged, arranged, order_of_coming},
    store::{self, Party, Transfer},
};
use crate::{
    drawing::{
        self, Anchor, Edge, Ink, Layer, Mark, Measured, Outline, Picture, Rect, Sheet, Symbol, at,
    },
    sources::{Source, told as leaves_told},
};

/// A named view of a matter's flows as the court's screen shows it at a step; none when there is no such view.
pub async fn presented(
    app: &App,
    matter: Uuid,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    let Some(view) = store::view(app.db(), matter, id).await? else {
        return Ok(None);
    };
    let table = Table::of(app.db(), matter).await?;
    let (sheet, _) = table.sheet(&view.title, &view.chosen()?);
    Ok(Some(sheet.presented(step)))
}

/// The picture of a named view of a matter's flows, as far as a step; none when there is no such view.
pub async fn picture(
    app: &App,
    matter: Uuid,
    id: Uuid,
    step: Option<usize>,
) -> Result<Option<Picture>, Problem> {
    let Some(view) = store::view(app.db(), matter, id).await? else {
        return Ok(None);
    };
    let table = Table::of(app.db(), matter).await?;
    Ok(Some(table.picture(&view.title, &view.chosen()?, step)))
}

/// Bảng của một hồ sơ: what a picture is drawn from.
pub struct Table {
    /// The parties.
    pub parties: Vec<Party>,
    /// The transfers by day.
    pub transfers: Vec<Transfer>,
    /// Pages of evidence that was withdrawn.
    withdrawn: Vec<Uuid>,
}

impl Table {
    /// Reads it.
    pub async fn of(db: &Db, matter: Uuid) -> Result<Table, Problem> {
        let withdrawn = crate::items::withdrawn_of(db, matter).await?;
        Ok(Table {
            parties: store::parties_of(db, matter).await?,
            transfers: store::transfers_of(db, matter, false).await?,
            withdrawn: withdrawn
                .iter()
                .flat_map(|one| one.sources.iter().map(|source| source.page))
                .collect(),
        })
    }

    /// A party by its id.
    pub fn party(&self, id: Uuid) -> Option<&Party> {
        self.parties.iter().find(|one| one.id == id)
    }

    /// What a party is called, the gathered rest too.
    pub fn title(&self, id: Uuid) -> String {
        match self.party(id) {
            Some(party) => party.title(),
            None => messages::GATHERED.to_owned(),
        }
    }

    /// Whether any of these pages is of evidence that was withdrawn.
    pub fn is_shaken(&self, sources: &[Source]) -> bool {
        sources.iter().any(|one| self.withdrawn.contains(&one.page))
    }

    /// The pages of an arrow, each once.
    pub fn pages_of(&self, flow: &Flow) -> Vec<Source> {
        let mut pages: Vec<Source> = Vec::new();
        let mine = self
            .transfers
            .iter()
            .filter(|one| flow.transfers.contains(&one.id));
        for source in mine.filter_map(|one| one.pages().ok()).flatten() {
            if !pages.iter().any(|known| known.page == source.page) {
                pages.push(source);
            }
        }
        pages
    }

    /// Draws what was chosen.
    pub fn picture(&self, title: &str, by: &Chosen, step: Option<usize>) -> Picture {
        self.drawn(title, by, step).picture
    }

    /// The same with the places on it that lead somewhere.
    pub(super) fn drawn(&self, title: &str, by: &Chosen, step: Option<usize>) -> Drawn {
        let (sheet, mut spots) = self.sheet(title, by);
        let upto = step.unwrap_or(usize::MAX);
        spots.retain(|spot| spot.step <= upto);
        Drawn {
            picture: sheet.picture(step),
            spots,
        }
    }

    /// The sheet of what was chosen, with the places on it that lead somewhere.
    fn sheet(&self, title: &str, by: &Chosen) -> (Sheet, Vec<Spot>) {
        let told = graph(&self.parties, &self.transfers, by);
        let mut sheet = Sheet::new(title);
        sheet.subtitle(subtitle(by, &told));
        let mut spots = Vec::new();
        draw(&mut sheet, self, &told, &mut spots);
        (sheet, spots)
    }
}

/// A table of parties and transfers as they are kept; for tests of what is drawn.
#[cfg(test)]
pub(crate) fn sheet_of(parties: &serde_json::Value, transfers: &serde_json::Value) -> Sheet {
    let table = Table {
        parties: serde_json::from_value(parties.clone()).unwrap(),
        transfers: serde_json::from_value(transfers.clone()).unwrap(),
        withdrawn: Vec::new(),
    };
    table.sheet("Dòng tiền", &Chosen::default()).0
}

/// A place of the picture: a thing by its party, an arrow by `from_to`.
struct Spot {
    id: String,
    words: String,
    place: Rect,
    step: usize,
}

/// Sơ đồ trên màn hình.
pub(super) struct Drawn {
    /// The picture.
    pub picture: Picture,
    spots: Vec<Spot>,
}

impl Drawn {
    /// The picture whose things and arrows are links.
    pub fn clickable(&self, href: impl Fn(&str) -> Option<String>) -> String {
        let links = self.spots.iter().filter_map(|spot| {
            let Rect { x, y, w, h } = spot.place;
            let href = escaped(&href(&spot.id)?);
            let words = escaped(&spot.words);
            Some(format!(
                "<a href=\"{href}\" aria-label=\"{words}\"><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"6\" fill=\"transparent\" class=\"flow-spot\"/></a>"
            ))
        });
        let links: String = links.collect();
        // What holds links is no one image any more.
        self.picture
            .svg
            .replacen(" role=\"img\"", " role=\"group\"", 1)
            .replace("</svg>", &format!("{links}</svg>"))
    }
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

fn subtitle(by: &Chosen, told: &Graph) -> String {
    let mut parts = vec![format!(
        "{} giao dịch",
        text::thousands(i64::try_from(told.total.0).unwrap_or(0))
    )];
    if told.total.1 > 0 {
        parts.push(format!("tổng {}", money(told.total.1)));
    }
    match (by.from, by.to) {
        (Some(from), Some(to)) => parts.push(format!(
            "từ {} đến {}",
            shell::vi_date(from),
            shell::vi_date(to)
        )),
        (Some(from), None) => parts.push(format!("từ {}", shell::vi_date(from))),
        (None, Some(to)) => parts.push(format!("đến {}", shell::vi_date(to))),
        (None, None) => {}
    }
    if by.least > 0 {
        parts.push(format!("mỗi lần từ {}", money(by.least)));
    }
    parts.join("; ")
}

fn draw(sheet: &mut Sheet, table: &Table, told: &Graph, spots: &mut Vec<Spot>) {
    let things: Vec<Measured> = told
        .nodes
        .iter()
        .map(|node| thing(table, node).measured())
        .collect();
    let index = |id: Uuid| {
        told.nodes
            .iter()
            .position(|node| node.party == id)
            .unwrap_or(0)
    };
    let arrows: Vec<(usize, usize, i64)> = told
        .flows
        .iter()
        .map(|one| (index(one.from), index(one.to), one.sum))
        .collect();
    let written: Vec<Edge> = told
        .flows
        .iter()
        .map(|flow| edge(table, flow, told))
        .collect();
    sheet.overview(by_names(table, told, &written, &arrows));
    let Arranged {
        centres,
        outlines,
        edges,
        ..
    } = arranged(&written, &things, &arrows);
    let order = order_of_coming(told.nodes.len(), &arrows);
    for (at, thing) in things.iter().enumerate() {
        sheet.step(order[at]);
        sheet.node(centres[at], thing);
        let party = told.nodes[at].party;
        spots.push(Spot {
            id: party.to_string(),
            words: table.title(party),
            place: outlines[at].place,
            step: order[at],
        });
    }
    for (n, (edge, label)) in edges.iter().enumerate() {
        sheet.step(n + 1);
        sheet.edge(edge);
        let flow = &told.flows[n];
        spots.push(Spot {
            id: edge.id.clone(),
            words: format!(
                "{} chuyển {}: {}",
                table.title(flow.from),
                table.title(flow.to),
                money(flow.sum)
            ),
            place: *label,
            step: n + 1,
        });
    }
    if told.inside.0 > 0 {
        let words = format!(
            "Không vẽ {} lần chuyển giữa các bên được gộp làm một, tổng {}.",
            told.inside.0,
            money(told.inside.1)
        );
        let low = outlines
            .iter()
            .map(|one| one.place.y + one.place.h)
            .fold(0.0, f64::max);
        let left = outlines
            .iter()
            .map(|one| one.place.x)
            .fold(f64::MAX, f64::min);
        sheet.step(0);
        sheet.draw(Layer::Above, "", |canvas| {
            let lines = drawing::NOTE.wrap(&words, 900.0);
            let (place, soft) = (at(left, low + 24.0), drawing::colour::SOFT);
            canvas.lines(place, &lines, drawing::NOTE, Anchor::Start, soft);
        });
    }
    if told.flows.iter().any(|one| one.sum > 0) {
        sheet.explain("nét càng đậm, tổng tiền càng lớn", |canvas| {
            canvas.line(at(-22.0, 6.0), at(22.0, 6.0), &Ink::line(2.0));
            canvas.line(at(-22.0, -5.0), at(22.0, -5.0), &Ink::line(8.0));
        });
    }
}

/// The parties by their names alone, and who gave to whom.
fn by_names(
    table: &Table,
    told: &Graph,
    written: &[Edge],
    arrows: &[(usize, usize, i64)],
) -> Sheet {
    let named = |node: &Node| {
        let mut thing = thing(table, node);
        thing.note.clear();
        thing.bl.clear();
        thing.marks.clear();
        thing.room = 230.0;
        thing.most.0 = 3;
        thing.measured()
    };
    let things: Vec<Measured> = told.nodes.iter().map(named).collect();
    let bare: Vec<Edge> = written.iter().map(|edge| edge.clone().bare()).collect();
    let Arranged { centres, edges, .. } = arranged(&bare, &things, arrows);
    let order = order_of_coming(told.nodes.len(), arrows);
    let mut brief = Sheet::new("");
    for (n, thing) in things.iter().enumerate() {
        brief.step(order[n]);
        brief.node(centres[n], thing);
    }
    for (n, (edge, _)) in edges.iter().enumerate() {
        brief.step(n + 1);
        brief.edge(edge);
    }
    brief
}

pub(super) fn thing(table: &Table, node: &Node) -> drawing::Node {
    let sums = match (node.into, node.out) {
        (0, 0) => String::new(),
        (into, 0) => format!("nhận {}", money(into)),
        (0, out) => format!("chuyển {}", money(out)),
        (into, out) => format!("nhận {}\nchuyển {}", money(into), money(out)),
    };
    let id = node.party.to_string();
    let Some(party) = table.party(node.party).filter(|_| node.party != GATHERED) else {
        let name = format!("{} ({})", messages::GATHERED, node.parties);
        return room(drawing::Node::new(Symbol::Plain, name).id(id).note(sums));
    };
    let symbol = match (party.role.as_str(), party.kind.as_str()) {
        (_, "account") => Symbol::Account,
        ("accused", _) => Symbol::Accused,
        ("victim", _) => Symbol::Victim,
        ("witness", _) => Symbol::Witness,
        (_, "organisation") => Symbol::Organisation,
        (_, "person") => Symbol::Person,
        (_, "place") => Symbol::Place,
        _ => Symbol::Plain,
    };
    let name = if party.name.is_empty() {
        &party.number
    } else {
        &party.name
    };
    let mut said = Vec::new();
    if !party.number.is_empty() && !party.name.is_empty() {
        said.push(format!("TK {}", party.number));
    }
    if party.kind == "account" && !party.role.is_empty() {
        said.push(messages::role_vi(&party.role).to_lowercase());
    }
    said.push(sums);
    let pages = party.pages().unwrap_or_default();
    let shaken = table.is_shaken(&pages).then_some(Mark::Recheck);
    room(
        drawing::Node::new(symbol, name.clone())
            .id(id)
            .note(said.join("\n"))
            .bl(leaves_told(&pages))
            .marks(shaken),
    )
}

fn room(mut node: drawing::Node) -> drawing::Node {
    node.room = if node.symbol == Symbol::Victim {
        220.0
    } else {
        290.0
    };
    node.most = (2, 4);
    node
}

pub(super) fn edge(table: &Table, flow: &Flow, told: &Graph) -> Edge {
    let nowhere = Outline::of(Rect::around(at(0.0, 0.0), 0.0, 0.0));
    let most = told
        .flows
        .iter()
        .map(|one| one.sum)
        .max()
        .unwrap_or(0)
        .max(1);
    let days = flow
        .days
        .map_or(String::new(), |(first, last)| match first == last {
            true => shell::vi_date(first),
            false => format!("{} – {}", shell::vi_date(first), shell::vi_date(last)),
        });
    let mut said = match flow.times {
        1 => days,
        times if days.is_empty() => format!("{times} lần"),
        times => format!("{times} lần, {days}"),
    };
    if !flow.goods.is_empty() {
        let goods = flow.goods.join(", ");
        said = if said.is_empty() {
            goods
        } else {
            format!("{goods}\n{said}")
        };
    }
    let mut edge = Edge::new(nowhere, nowhere, said);
    edge.id = format!("{}_{}", flow.from, flow.to);
    if flow.sum > 0 {
        edge.sums = vec![flow.sum];
    }
    edge.certainty = flow.certainty;
    edge.width = 2.0 + 6.0 * (flow.sum as f64 / most as f64).sqrt();
    let pages = table.pages_of(flow);
    edge.bl = leaves_told(&pages);
    edge.marks = match (pages.is_empty(), table.is_shaken(&pages)) {
        (_, true) => vec![Mark::Recheck],
        (true, false) => vec![Mark::Unsourced],
        _ => Vec::new(),
    };
    edge
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::graph::tests::{party, transfer};
    use super::*;
    use crate::drawing::proof;

    pub fn table(transfers: Vec<Transfer>) -> Table {
        Table {
            parties: (1..=14)
                .map(|n| party(n, &format!("Bên thứ {n}"), None))
                .collect(),
            transfers,
            withdrawn: Vec::new(),
        }
    }

    #[test]
    fn the_picture_shows_every_sum_and_reveals_arrows_by_their_first_day() {
        let table = table(vec![
            transfer(1, 1, 2, 9, 5_000_000),
            transfer(2, 1, 3, 2, 1_000_000),
            transfer(3, 1, 3, 4, 200_000),
        ]);
        let whole = table.picture("Dòng tiền", &Chosen::default(), None);
        assert_eq!(whole.steps, 2);
        for words in [
            "1.200.000 đồng",
            "5.000.000 đồng",
            "04/05/2026",
            "chưa có chứng cứ",
            "3 giao dịch; tổng 6.200.000 đồng",
        ] {
            assert!(whole.svg.contains(words), "{words}");
        }
        let first = table.picture("Dòng tiền", &Chosen::default(), Some(1));
        assert!(
            first.svg.contains(">1.200.000 đồng<") && !first.svg.contains("Bên thứ 2<"),
            "the earlier arrow comes first"
        );
        assert_eq!((first.width, first.height), (whole.width, whole.height));
    }

    #[test]
    fn a_full_flow_is_presented_in_letters_that_are_read_with_nothing_on_anything_else() {
        let mut all = Vec::new();
        for n in 2..=9 {
            all.push(transfer(n, 1, n, 1, 10_000_000));
            all.push(transfer(n + 20, n, 10, 2, 9_000_000));
        }
        all.push(transfer(50, 10, 1, 3, 500_000));
        let by = Chosen {
            top: 12,
            ..Chosen::default()
        };
        let (sheet, _) = table(all).sheet("Dòng tiền", &by);
        assert_eq!(
            proof::collisions(&sheet.picture(None).svg),
            Vec::<String>::new()
        );
        let last = sheet.presented(Some(0)).steps;
        for step in (0..=last).map(Some).chain([None]) {
            let svg = sheet.presented(step).svg;
            assert_eq!(proof::faults(&svg), Vec::<String>::new(), "{step:?}");
        }
        for n in 2..=9 {
            let id = format!("data-id=\"{}\"", Uuid::from_u128(n));
            let is_told = |step| sheet.presented(Some(step)).svg.contains(&id);
            assert!((0..=last).any(is_told), "party {n}");
        }
    }
}
