//! Sơ đồ diễn biến, trình tự tố tụng: time from left to right with days and hours, one lane for each person, broken into bands like lines of text.
//!
//! Within a day an hour takes room as long as it lasts, up to a limit; boxes never cover each other. An event of several people stands
//! in the lane of the first and is tied to the others.

use std::collections::HashMap;

use chrono::Timelike;
use law::{Moment, day_vi};
use uuid::Uuid;

use super::{
    model::{Model, Part},
    relations::{Detail, routed},
};
use crate::drawing::{
    Anchor, Canvas, Face, Ink, LEAST, Layer, Measured, NOTE, Node, Outline, Point, Rect, SCREEN,
    Sheet, Symbol, at, colour, rect,
};

const DAY: Face = Face::bold(25.0);
const HOUR: Face = Face::bold(LEAST);
const LANE: Face = Face::bold(LEAST);
const EVENT: Face = Face::bold(24.0);
/// Left of a band: whose lane it is.
const NAMES: f64 = 184.0;
/// The room for time in a band; with its names it is as wide as a projector.
const BAND: f64 = SCREEN.0 - NAMES - 40.0;
/// A band is no higher than a projector.
const TALL: f64 = SCREEN.1 - 40.0;
/// Widest line of words in a box.
const WORDS: f64 = 330.0;
/// Room of an hour; the least and the most a pause takes: a day and an hour find room above it.
const PER_HOUR: f64 = 34.0;
const PAUSE: (f64, f64) = (168.0, 230.0);
const BETWEEN: f64 = 18.0;
const HEAD: f64 = 74.0;

/// Someone in whose lane events stand; none for what nobody is named in.
type Lane = Option<Uuid>;

struct Happening<'a> {
    part: &'a Part,
    starts: Option<Moment>,
    ends: Option<Moment>,
    lane: Lane,
    figure: Measured,
}

impl Happening<'_> {
    /// The lanes it touches: where it stands, and where it is tied to.
    fn lanes(&self) -> impl Iterator<Item = Lane> {
        let others = self.part.people.iter().map(|id| Some(*id));
        std::iter::once(self.lane).chain(others.filter(|lane| *lane != self.lane))
    }
}

/// A moment of the axis and what begins then.
struct Column {
    at: Option<Moment>,
    /// From the left of its band.
    x: f64,
    band: usize,
    things: Vec<usize>,
}

/// Draws it.
pub(super) fn draw(sheet: &mut Sheet, model: &Model) {
    let lanes = lanes(model);
    let all = happenings(model, &lanes);
    if all.is_empty() {
        return;
    }
    let columns = columns(model, &all, &lanes);
    let mut outlines = HashMap::new();
    let mut top = 0.0;
    let bands = columns.iter().map(|one| one.band).max().unwrap_or(0);
    for band in 0..=bands {
        let mine: Vec<&Column> = columns.iter().filter(|one| one.band == band).collect();
        top = draw_band(sheet, model, (&all, &mine, &lanes), top, &mut outlines) + 44.0;
    }
    routed(model, &outlines, Detail::All).draw(sheet);
    remarks(sheet, model, top);
}

/// People in the order in which they stand: by hand, then as the legend orders them.
fn lanes(model: &Model) -> Vec<Lane> {
    let mut people: Vec<(Option<i64>, Symbol, String, Uuid)> = model
        .things()
        .filter(|(_, symbol)| !matches!(symbol, Symbol::Event | Symbol::Act))
        .map(|(part, symbol)| {
            let by_hand = part.placing.as_ref().and_then(|one| one.y);
            (
                by_hand,
                symbol,
                text::name_sort_key(&part.row.name),
                part.row.id,
            )
        })
        .collect();
    people.sort_by_key(|(by_hand, symbol, name, id)| {
        (by_hand.unwrap_or(i64::MAX), *symbol, name.clone(), *id)
    });
    let mut lanes: Vec<Lane> = people.into_iter().map(|(.., id)| Some(id)).collect();
    lanes.push(None);
    lanes
}

fn happenings<'a>(model: &'a Model, lanes: &[Lane]) -> Vec<Happening<'a>> {
    let things = model
        .things()
        .filter(|(_, symbol)| matches!(symbol, Symbol::Event | Symbol::Act));
    let mut all: Vec<Happening<'a>> = things
        .map(|(part, symbol)| {
            let place = match part.row.place.is_empty() {
                true => String::new(),
                false => format!("tại {}", part.row.place),
            };
            let lines = [lasted(part), place, part.row.note.clone()];
            let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            let note = lines.join("\n");
            let mut node = Node::new(symbol, part.row.name.clone())
                .id(part.row.id.to_string())
                .note(note)
                .bl(part.bl())
                .certainty(part.certainty())
                .marks(part.marks.iter().copied())
                .room(WORDS);
            node.face = EVENT;
            node.most = (6, 4);
            let lane = lanes
                .iter()
                .find(|lane| lane.is_some_and(|id| part.people.contains(&id)));
            Happening {
                part,
                starts: part.row.starts.parse().ok(),
                ends: part.row.ends.parse().ok(),
                lane: lane.copied().flatten(),
                figure: node.measured(),
            }
        })
        .collect();
    // What has no time stands at the end.
    all.sort_by_key(|one| {
        (
            one.starts.is_none(),
            one.starts,
            one.part.row.made_at,
            one.part.row.id,
        )
    });
    all
}

/// "đến 11:00" of an event that lasted; its beginning stands on the axis.
fn lasted(part: &Part) -> String {
    let (starts, ends) = (
        part.row.starts.parse::<Moment>(),
        part.row.ends.parse::<Moment>(),
    );
    match (starts, ends) {
        (Ok(starts), Ok(ends)) if ends > starts => match ends.time.filter(|_| ends.on == starts.on)
        {
            Some(time) => format!("đến {:02}:{:02}", time.hour(), time.minute()),
            None => format!("đến {}", ends.vi()),
        },
        _ => String::new(),
    }
}

/// Moments along the axis; a band ends where the next column finds no room, to the right or below.
fn columns(model: &Model, all: &[Happening], lanes: &[Lane]) -> Vec<Column> {
    let high = |columns: &[&[usize]]| {
        let rows = rows(model, all, columns, lanes);
        HEAD + rows.iter().map(|(_, high)| high).sum::<f64>()
    };
    let mut columns: Vec<Column> = Vec::new();
    // How far each lane is taken in the present band.
    let mut taken: HashMap<Lane, f64> = HashMap::new();
    for (moment, things) in moments(all, &high) {
        let (mut x, mut band) = match columns.last() {
            Some(last) => (last.x + pause(last.at, moment), last.band),
            None => (0.0, 0),
        };
        let width = |n: usize| all[n].figure.size().0;
        for lane in things.iter().flat_map(|n| all[*n].lanes()) {
            x = x.max(taken.get(&lane).copied().unwrap_or(0.0));
        }
        let wide = things.iter().map(|n| width(*n)).fold(0.0, f64::max);
        let mut mine: Vec<&[usize]> = columns
            .iter()
            .filter(|one| one.band == band)
            .map(|one| one.things.as_slice())
            .collect();
        mine.push(&things);
        if x > 0.0 && (x + wide > BAND || high(&mine) > TALL) {
            (x, band) = (0.0, band + 1);
            taken.clear();
        }
        for n in &things {
            for lane in all[*n].lanes() {
                let end = x + width(*n) + BETWEEN;
                let lane = taken.entry(lane).or_insert(0.0);
                *lane = lane.max(end);
            }
        }
        columns.push(Column {
            at: moment,
            x,
            band,
            things,
        });
    }
    columns
}

/// What begins at one moment, as much of it below each other as a band is high.
fn moments(
    all: &[Happening],
    high: &impl Fn(&[&[usize]]) -> f64,
) -> Vec<(Option<Moment>, Vec<usize>)> {
    let mut moments: Vec<(Option<Moment>, Vec<usize>)> = Vec::new();
    for (n, one) in all.iter().enumerate() {
        let last = moments
            .last_mut()
            .filter(|(moment, _)| *moment == one.starts);
        if let Some((_, things)) = last {
            things.push(n);
            if high(&[things.as_slice()]) <= TALL {
                continue;
            }
            things.pop();
        }
        moments.push((one.starts, vec![n]));
    }
    moments
}

/// The lanes that a band needs, each with its height.
fn rows(
    model: &Model,
    all: &[Happening],
    columns: &[&[usize]],
    lanes: &[Lane],
) -> Vec<(Lane, f64)> {
    let things = || columns.iter().flat_map(|one| one.iter().copied());
    let used = |lane: &&Lane| things().any(|n| all[n].lanes().any(|one| one == **lane));
    lanes
        .iter()
        .filter(used)
        .map(|lane| {
            let stacks = columns.iter().map(|column| {
                let mine = column.iter().filter(|n| all[**n].lane == *lane);
                mine.map(|n| all[*n].figure.size().1 + BETWEEN).sum::<f64>()
            });
            let named = said(model, *lane).high();
            (*lane, stacks.fold(named, f64::max) + 20.0)
        })
        .collect()
}

/// The room that a pause takes: as long as it lasts within a day, the most from day to day.
fn pause(from: Option<Moment>, to: Option<Moment>) -> f64 {
    match (from, to) {
        (Some(from), Some(to)) if from.on == to.on => {
            let hours = (to.at_utc_ms() - from.at_utc_ms()) as f64 / 3_600_000.0;
            (hours * PER_HOUR).clamp(PAUSE.0, PAUSE.1)
        }
        _ => PAUSE.1,
    }
}

type Drawn<'a> = (&'a [Happening<'a>], &'a [&'a Column], &'a [Lane]);

/// One band with its axis, its lanes and its boxes; answers where it ends.
fn draw_band(
    sheet: &mut Sheet,
    model: &Model,
    (all, columns, lanes): Drawn<'_>,
    top: f64,
    outlines: &mut HashMap<Uuid, Outline>,
) -> f64 {
    let things: Vec<&[usize]> = columns.iter().map(|one| one.things.as_slice()).collect();
    let rows = rows(model, all, &things, lanes);
    let used: Vec<Lane> = rows.iter().map(|(lane, _)| *lane).collect();
    let heights: Vec<f64> = rows.iter().map(|(_, high)| *high).collect();
    let mut begins = Vec::new();
    let mut y = top + HEAD;
    for height in &heights {
        begins.push(y);
        y += height;
    }
    let low = y;
    ground(sheet, model, (&used, &begins, low), top);
    axis(sheet, columns, (top, low));
    for column in columns {
        for (n, lane) in used.iter().enumerate() {
            let mine: Vec<usize> = column
                .things
                .iter()
                .copied()
                .filter(|thing| all[*thing].lane == *lane)
                .collect();
            let whole: f64 = mine
                .iter()
                .map(|thing| all[*thing].figure.size().1 + BETWEEN)
                .sum();
            let mut y = begins[n] + (heights[n] - whole) / 2.0 + BETWEEN / 2.0;
            for thing in mine {
                let one = &all[thing];
                let (w, h) = one.figure.size();
                let centre = at(NAMES + column.x + w / 2.0, y + h / 2.0);
                outlines.insert(one.part.row.id, one.figure.outline(centre));
                sheet.step(one.part.step());
                ties(sheet, one, (&used, &begins, &heights), centre);
                lasting(sheet, one, columns, one.figure.outline(centre).place);
                sheet.node(centre, &one.figure);
                y += h + BETWEEN;
            }
        }
    }
    sheet.step(0);
    sheet.block(rect(0.0, top, NAMES + BAND, low - top).grown(3.0));
    low
}

/// Lanes with the names of their people.
fn ground(sheet: &mut Sheet, model: &Model, (used, begins, low): (&[Lane], &[f64], f64), top: f64) {
    sheet.draw(Layer::Ground, "", |canvas| {
        let right = NAMES + BAND;
        let rows = begins.iter().skip(1).chain([&low]);
        for (n, (begin, end)) in begins.iter().zip(rows).enumerate() {
            if n % 2 == 0 {
                canvas.rect(
                    rect(0.0, *begin, right, end - begin),
                    0.0,
                    &Ink::filled("#f6f8fa"),
                );
            }
        }
        canvas.line(at(0.0, top + HEAD), at(right, top + HEAD), &Ink::line(2.5));
        canvas.line(
            at(0.0, low),
            at(right, low),
            &Ink::line(1.0).stroke(colour::HAIR),
        );
    });
    for (n, lane) in used.iter().enumerate() {
        let end = begins.get(n + 1).copied().unwrap_or(low);
        let middle = f64::midpoint(begins[n], end);
        let id = lane.map_or(String::new(), |id| id.to_string());
        let said = said(model, *lane);
        sheet.draw(Layer::Ground, &id, |canvas| said.draw(canvas, middle));
    }
}

/// Whose lane it is, and who that is.
struct Said {
    name: Vec<String>,
    role: Vec<String>,
}

fn said(model: &Model, lane: Lane) -> Said {
    let person = lane.and_then(|id| model.part(id));
    let name = person.map_or("Chung của vụ án", |part| part.row.name.as_str());
    let role = person.and_then(Part::symbol).map_or("", Symbol::name_vi);
    Said {
        name: LANE.wrap_to(name, NAMES - 20.0, 3),
        role: NOTE.wrap_to(role, NAMES - 20.0, 2),
    }
}

impl Said {
    fn high(&self) -> f64 {
        self.name.len() as f64 * LANE.line() + self.role.len() as f64 * NOTE.line()
    }

    fn draw(&self, canvas: &mut Canvas, middle: f64) {
        let top = at(8.0, middle - self.high() / 2.0);
        let y = canvas.lines(top, &self.name, LANE, Anchor::Start, colour::INK);
        canvas.lines(at(8.0, y), &self.role, NOTE, Anchor::Start, colour::SOFT);
    }
}

/// Days above, hours below them, a thin line down from each.
fn axis(sheet: &mut Sheet, columns: &[&Column], (top, low): (f64, f64)) {
    sheet.draw(Layer::Ground, "", |canvas| {
        let mut day = None;
        for column in columns {
            let x = NAMES + column.x;
            let on = column.at.map(|moment| moment.on);
            if day != Some(on) {
                let said = on.map_or("Chưa rõ ngày".to_owned(), day_vi);
                canvas.text(at(x, top + 26.0), &said, DAY, Anchor::Start, colour::INK);
                if day.is_some() {
                    canvas.line(
                        at(x - 9.0, top),
                        at(x - 9.0, low),
                        &Ink::line(1.5).stroke(colour::HAIR),
                    );
                }
                day = Some(on);
            }
            let hour = column.at.and_then(|moment| moment.time);
            let said = match (on, hour) {
                (Some(_), Some(time)) => format!("{:02}:{:02}", time.hour(), time.minute()),
                (Some(_), None) => "không rõ giờ".to_owned(),
                (None, _) => String::new(),
            };
            let soft = if hour.is_some() {
                colour::INK
            } else {
                colour::SOFT
            };
            canvas.text(at(x + 12.0, top + 57.0), &said, HOUR, Anchor::Start, soft);
            if on.is_some() {
                canvas.circle(at(x + 3.0, top + HEAD), 5.0, &Ink::filled(colour::INK));
                canvas.line(
                    at(x + 3.0, top + HEAD),
                    at(x + 3.0, low),
                    &Ink::line(1.0).stroke(colour::HAIR),
                );
            }
        }
    });
}

/// Lines from an event to the lanes of the others who took part.
fn ties(
    sheet: &mut Sheet,
    one: &Happening<'_>,
    (used, begins, heights): (&[Lane], &[f64], &[f64]),
    centre: Point,
) {
    let x = centre.x + one.figure.size().0 / 2.0 - 22.0;
    for (n, lane) in used.iter().enumerate() {
        let takes_part = lane.is_some_and(|id| one.part.people.contains(&id));
        if !takes_part || *lane == one.lane {
            continue;
        }
        let y = begins[n] + heights[n] / 2.0;
        let ink = Ink::line(2.0).dash(one.part.certainty().dash());
        sheet.draw(Layer::Line, "", |canvas| {
            canvas.line(at(x, centre.y), at(x, y), &ink);
            canvas.circle(at(x, y), 7.0, &Ink::line(2.0).fill(colour::INK));
        });
    }
}

/// A bar under an event that lasted, as far as its end lies in this band.
fn lasting(sheet: &mut Sheet, one: &Happening<'_>, columns: &[&Column], place: Rect) {
    let (Some(starts), Some(ends)) = (one.starts, one.ends) else {
        return;
    };
    if ends <= starts {
        return;
    }
    let after = columns
        .iter()
        .find(|column| column.at.is_some_and(|moment| moment >= ends));
    let far = after.map_or(NAMES + BAND, |column| NAMES + column.x);
    let until = far.max(place.x + place.w);
    let y = place.y + place.h + 5.0;
    sheet.draw(Layer::Line, "", |canvas| {
        canvas.line(
            at(place.x, y),
            at(until, y),
            &Ink::line(5.0).stroke(colour::SOFT),
        );
        canvas.line(
            at(until, y - 6.0),
            at(until, y + 6.0),
            &Ink::line(3.0).stroke(colour::SOFT),
        );
    });
}

/// What cannot have been so, in sentences below.
fn remarks(sheet: &mut Sheet, model: &Model, top: f64) {
    if model.clashes.is_empty() {
        return;
    }
    let head = ["Cần làm rõ".to_owned()];
    let mut y = top;
    for (n, clash) in model.clashes.iter().enumerate() {
        let lines = NOTE.wrap_to(&format!("• {}", clash.sentence), NAMES + BAND, 4);
        sheet.draw(Layer::Above, "", |canvas| {
            if n == 0 {
                y = canvas.lines(at(0.0, y), &head, DAY, Anchor::Start, colour::ALARM) + 4.0;
            }
            y = canvas.lines(at(0.0, y), &lines, NOTE, Anchor::Start, colour::INK) + 6.0;
        });
    }
}
