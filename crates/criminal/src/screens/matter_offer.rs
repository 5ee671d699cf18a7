//! Những gì ghi được vào hồ sơ lúc này: the next lawful steps, then the acts of the stage, then everything else.

use law::Law;
use law::catalogue::Act;
use shell::Visit;
use uuid::Uuid;

use super::matter::{Link, record_href};
use super::matter_clocks::now_of;
use super::record::paper_link;
use super::shown;
use crate::entry::typed_moment;
use crate::load::Opened;
use crate::rules::{Reach, offer, step_now};

/// At most so many next steps stand on the page; the clocks below tell the others.
const STEPS: usize = 8;

/// Bước hợp pháp tiếp theo: the act as a button, the sentence of the law beside it.
pub(super) struct Step {
    pub label: String,
    pub hint: String,
    pub href: String,
    /// The form and the address where its paper begins.
    pub paper: Option<(String, String)>,
}

/// Acts of one stage.
pub(super) struct ActGroup {
    pub stage: &'static str,
    pub acts: Vec<Link>,
}

/// Các hành vi đưa ra để ghi, for the matter or for one person.
#[derive(Default)]
pub(super) struct Offer {
    pub id: String,
    pub path: String,
    pub subject: String,
    pub stage: Vec<ActGroup>,
    pub others: Vec<ActGroup>,
}

impl Offer {
    /// Whether nothing may be recorded.
    pub fn is_empty(&self) -> bool {
        self.stage.is_empty() && self.others.is_empty()
    }
}

/// Bước hợp pháp tiếp theo as buttons: those of the running clocks, the nearest first, each once.
pub(super) fn next_steps(visit: &Visit, law: &Law, opened: &Opened) -> Vec<Step> {
    let now = now_of(visit);
    let mut clocks: Vec<_> = opened.matter.running().collect();
    // What nobody has to do any more comes after what somebody has to do.
    clocks.sort_by_key(|clock| {
        let end = clock.due.map_or(i64::MAX, crate::standing::end_ms);
        (clock.is_spent(visit.today), end)
    });
    let several = opened.matter.accused().count() > 1;
    let mut steps: Vec<Step> = Vec::new();
    for clock in clocks {
        let Some(next) = step_now(law, &opened.matter, clock, now) else {
            continue;
        };
        let person = clock
            .subject
            .and_then(|subject| opened.matter.person(subject));
        let who = person
            .filter(|_| several)
            .map(|person| format!(" – {}", person.name_vi()))
            .unwrap_or_default();
        let until = clock
            .due
            .map(|due| match clock.has_run_out(now) {
                true => format!(" Đã hết hạn {}.", typed_moment(&due)),
                false => format!(" Chậm nhất {}.", typed_moment(&due)),
            })
            .unwrap_or_default();
        let choices = [(&next.act, &next.vi)]
            .into_iter()
            .chain(next.otherwise.iter().map(|(act, vi)| (act, vi)));
        for (act, vi) in choices {
            let href = record_href(opened.id, act, clock.subject);
            if steps.len() < STEPS && steps.iter().all(|step| step.href != href) {
                let row = law.acts.get(act);
                let name = row.map_or(act.as_str(), |act| act.short_vi.as_str());
                let form = row.and_then(|act| act.form_for(clock.subject.is_some()));
                let paper = form.and_then(|form| {
                    let href = paper_link(visit, opened, form, clock.subject)?;
                    Some((format!("Soạn mẫu {form}"), href))
                });
                steps.push(Step {
                    label: format!("{name}{who}"),
                    hint: format!("{vi}{until}"),
                    href,
                    paper,
                });
            }
        }
    }
    steps
}

/// What may be recorded now, the acts of the stage apart from the others.
pub(super) fn offer_of(visit: &Visit, law: &Law, opened: &Opened, subject: Option<Uuid>) -> Offer {
    let offered = offer(law, &opened.matter, subject, visit.today);
    let of = |reach: Reach| {
        let near = offered.iter().filter(|one| one.reach == reach);
        groups(opened.id, near.map(|one| (one.act, subject, None)))
    };
    let key = subject.map_or("matter".to_owned(), |subject| subject.simple().to_string());
    Offer {
        id: format!("acts-{key}"),
        path: acts_path(opened.id),
        subject: subject
            .map(|subject| subject.to_string())
            .unwrap_or_default(),
        stage: of(Reach::Stage),
        others: of(Reach::Other),
    }
}

/// Where every act can be searched.
pub(super) fn acts_path(matter: Uuid) -> String {
    shown::address(&format!("/criminal/matters/{matter}/acts"), &[])
}

/// Acts by stage, in the order of the procedure; what merely records something comes last. Each is about a person, who is
/// named where the page itself does not say whom it is about.
pub(super) fn groups<'l>(
    matter: Uuid,
    acts: impl Iterator<Item = (&'l Act, Option<Uuid>, Option<&'l str>)>,
) -> Vec<ActGroup> {
    let mut groups: Vec<ActGroup> = Vec::new();
    for (act, subject, name) in acts {
        let link = Link {
            label: match name {
                Some(name) => format!("{} – {name}", act.short_vi),
                None => act.short_vi.clone(),
            },
            href: record_href(matter, &act.id, subject),
        };
        let stage = act.stage.vi();
        match groups.iter_mut().find(|group| group.stage == stage) {
            Some(group) => group.acts.push(link),
            None => groups.push(ActGroup {
                stage,
                acts: vec![link],
            }),
        }
    }
    groups
}
