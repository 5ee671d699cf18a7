//! Lịch sử tách, nhập, chuyển của một hồ sơ: what each side sees. Whoever is in charge sees all of it; a sender sees what was
//! handed over, when, to whom and whether it was taken in; anybody else learns nothing.

use askama::Template;
use axum::extract::Path;
use law::Law;
use law::catalogue::State as _;
use people::Right;
use shell::{Badge, Column, Frame, Page, Problem, Tone, Visit};
use uuid::Uuid;

use crate::load::{Opened, open};
use crate::passage::history::{self, Event};
use crate::passage::lists::{self, Passage};
use crate::passage::messages;
use crate::screens::shown;
use crate::standing::{charges_vi, standing};

struct EventRow {
    on: String,
    what: &'static str,
    number: String,
    code: String,
    href: String,
    reason: String,
    state: Badge,
    annul_href: String,
}

struct PersonRow {
    name: String,
    state: Badge,
    charge: String,
    measures: String,
}

struct PaperRow {
    on: String,
    act: String,
    number: String,
    issuer: String,
}

/// Một lần chuyển, as this side sees it.
struct HandOver {
    heading: String,
    state: Badge,
    words: &'static str,
    pairs: Vec<(&'static str, String)>,
    people: Vec<PersonRow>,
    clocks: Vec<(String, String)>,
    papers: Vec<PaperRow>,
    /// What the two tables are called on the page.
    ids: (String, String),
    take_href: String,
}

#[derive(Template)]
#[template(path = "passage/screens/history.html")]
pub struct HistoryPage {
    frame: Frame,
    event_columns: Vec<Column>,
    events: Vec<EventRow>,
    person_columns: Vec<Column>,
    paper_columns: Vec<Column>,
    passages: Vec<HandOver>,
    matter_href: String,
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<HistoryPage>, Problem> {
    let law = visit.app.law();
    let nothing = || Problem::NotFound(messages::NO_PASSAGE.to_owned());
    let opened = open(visit.app.db(), &law, id).await?.ok_or_else(nothing)?;
    let lines = lists::of_matter(visit.app.db(), id).await?;
    let people = opened.assigned.people();
    let reads = |unit: &str| visit.may_over(Right::CriminalMatterRead, unit, &[]);
    let is_ours = visit.may_over(Right::CriminalMatterRead, &opened.unit, &people);
    let seen: Vec<&Passage> = lines
        .iter()
        .filter(|line| is_ours || reads(&line.unit_id) || reads(&line.to_unit))
        .collect();
    let events = match is_ours {
        true => history::events(&opened.facts),
        false => Vec::new(),
    };
    if seen.is_empty() && !is_ours {
        return Err(nothing());
    }
    let work = visit.begin().await?;
    work.look("passage", id).await?;
    work.commit().await?;
    let may_annul = visit.may_over(Right::CriminalFactRecord, &opened.unit, &people)
        && visit.may_over(Right::CriminalFactCorrect, &opened.unit, &people);
    let title = match seen.last() {
        Some(line) if !is_ours => line.title.clone(),
        _ => opened.title(&law),
    };
    let tree = visit.app.units().units().await?;
    let name = |key: &str| people::units::shortened(&tree.name_on(key, visit.today));
    let passages = seen.into_iter().map(|line| {
        let is_sender = is_ours || reads(&line.unit_id);
        let take = line.is_open && reads(&line.to_unit) && visit.may(Right::CriminalMatterRegister);
        let then = is_sender.then(|| history::handed_over(&law, &opened, line));
        hand_over(&law, line, then.as_ref(), take, &name)
    });
    let columns = |names: &[&str]| names.iter().map(|name| Column::plain(*name)).collect();
    Ok(Page(HistoryPage {
        passages: passages.rev().collect(),
        events: events
            .into_iter()
            .map(|event| event_row(id, event, may_annul))
            .collect(),
        event_columns: columns(&["Ngày", "Việc", "Vụ án liên quan", "Lý do", "Trạng thái"]),
        person_columns: columns(&["Người", "Trạng thái", "Tội danh", "Biện pháp đang áp dụng"]),
        paper_columns: columns(&["Ngày", "Văn bản, hành vi", "Số", "Cơ quan ban hành"]),
        matter_href: match is_ours {
            true => format!("/criminal/matters/{id}"),
            false => String::new(),
        },
        frame: visit
            .frame(title)
            .subtitle(format!("Lịch sử tách, nhập, chuyển · {}", opened.code))
            .crumb("Hình sự", "/criminal")
            .crumb("Chuyển hồ sơ", "/criminal/passages")
            .at("/criminal/passages"),
    }))
}

fn event_row(matter: Uuid, event: Event, may_annul: bool) -> EventRow {
    let state = match &event.annulled {
        Some((on, number)) => Badge::new(
            Tone::Neutral,
            format!(
                "Đã hủy bỏ ngày {}{}",
                on.vi(),
                number
                    .as_deref()
                    .map(|one| format!(", số {one}"))
                    .unwrap_or_default()
            ),
        ),
        None => Badge::new(Tone::Info, "Còn hiệu lực"),
    };
    EventRow {
        on: event.on.vi(),
        what: event.words,
        number: event.number.unwrap_or_default(),
        href: format!("/criminal/matters/{}", event.other.0),
        code: event.other.1,
        reason: event.reason,
        state,
        annul_href: match (event.undone, may_annul) {
            (Some(_), true) => {
                format!(
                    "/criminal/matters/{matter}/passages/{}/annulment",
                    event.fact
                )
            }
            _ => String::new(),
        },
    }
}

fn hand_over(
    law: &Law,
    line: &Passage,
    then: Option<&Opened>,
    take: bool,
    name: &impl Fn(&str) -> String,
) -> HandOver {
    let act = law.acts.get(&line.kind);
    let number = match line.number.is_empty() {
        true => "chưa ghi số".to_owned(),
        false => format!("số {}", line.number),
    };
    let mut pairs = vec![
        (
            "Quyết định",
            format!(
                "{}, {number}, ngày {}",
                act.map_or(line.kind.as_str(), |act| act.name_vi.as_str()),
                shell::vi_date(line.sent_on)
            ),
        ),
        ("Nơi chuyển", name(&line.unit_id)),
        ("Nơi nhận", name(&line.to_unit)),
    ];
    let state = match line.taken_on {
        None => Badge::new(Tone::Warning, "Đang chuyển, chưa được nhận"),
        Some(day) => {
            pairs.push(("Ngày nhận", shell::vi_date(day)));
            Badge::new(Tone::Good, format!("Đã nhận {}", shell::vi_date(day)))
        }
    };
    let mut shown = HandOver {
        heading: format!("Chuyển đến {}", name(&line.to_unit)),
        state,
        words: match (line.is_open, then) {
            (true, _) => messages::NOT_TAKEN,
            (false, Some(_)) => messages::AS_HANDED_OVER,
            (false, None) => "",
        },
        pairs,
        people: Vec::new(),
        clocks: Vec::new(),
        papers: Vec::new(),
        ids: (
            format!("people-{}", line.fact_id),
            format!("papers-{}", line.fact_id),
        ),
        take_href: match take {
            true => format!("/criminal/passages/{}/taking", line.matter_id),
            false => String::new(),
        },
    };
    if let Some(then) = then {
        shown.tell(law, line, then);
    }
    shown
}

impl HandOver {
    /// What was handed over.
    fn tell(&mut self, law: &Law, line: &Passage, then: &Opened) {
        let sent = then.fact(line.fact_id);
        let reason = sent.and_then(|fact| fact.text("reason"));
        self.pairs
            .extend(reason.map(|reason| ("Lý do", reason.to_owned())));
        if !then.assigned.prosecutor.is_empty() {
            let who = then.assigned.prosecutor.clone();
            self.pairs.push(("Kiểm sát viên khi bàn giao", who));
        }
        self.people = then
            .matter
            .accused()
            .map(|person| person_row(law, person))
            .collect();
        let running = then.matter.running().filter_map(|clock| {
            let name = crate::clock_vi(law, clock);
            let who = clock
                .subject
                .and_then(|subject| then.matter.person(subject));
            let name = match who {
                Some(person) => format!("{name}, {}", person.name_vi()),
                None => name,
            };
            Some((name, format!("hết hạn {}", clock.due?.vi())))
        });
        self.clocks = running.collect();
        let papers = standing(&then.facts).filter_map(|fact| {
            let act = law.acts.get(&fact.kind).filter(|act| act.is_legal_act())?;
            Some(PaperRow {
                on: fact.effective.vi(),
                act: act.short_vi.clone(),
                number: fact.number.clone().unwrap_or_default(),
                issuer: fact.issuer.clone().unwrap_or_default(),
            })
        });
        self.papers = papers.collect();
    }
}

fn person_row(law: &Law, person: &crate::rules::Person) -> PersonRow {
    let open = person
        .measures
        .iter()
        .filter(|measure| measure.status.is_open() && measure.ended.is_none());
    let measures: Vec<String> = open
        .map(|measure| match measure.to {
            Some(to) => format!("{} đến {}", measure.kind.vi(), to.vi()),
            None => measure.kind.vi().to_owned(),
        })
        .collect();
    PersonRow {
        name: person.name_vi().to_owned(),
        state: match person.state {
            Some(state) => shown::person_state(state),
            None => Badge::new(Tone::Neutral, "Chưa khởi tố"),
        },
        charge: charges_vi(law, &person.charges),
        measures: measures.join("; "),
    }
}
