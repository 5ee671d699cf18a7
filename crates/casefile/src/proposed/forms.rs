//! Biểu của trang xếp hồ sơ: a form is read as what is asked of the list, done, and answered on the screen.

use axum::extract::Path;
use people::{Right, WorkError};
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{
    acts::Values,
    history::{redo, redo_in_stack, undo, undo_in_stack},
    messages,
    steps::{Asked, Done, take, take_in_stack},
};
use crate::{
    documents::group_of,
    kinds::KINDS,
    matter::{MatterHead, opened},
};

/// By which door a form comes: of those who may mark the file, or of those who only order the stack that is being taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    File,
    Stack,
}

impl Door {
    fn right(self) -> Right {
        match self {
            Door::File => Right::CasefileMark,
            Door::Stack => Right::CasefileArrange,
        }
    }

    /// The address of its screen.
    pub(super) fn href(self, head: &MatterHead) -> String {
        match self {
            Door::File => format!("{}/proposal", head.href()),
            Door::Stack => format!("{}/stack", head.href()),
        }
    }
}

/// `POST /casefile/matters/{matter}/proposal/steps` with `what`, `d`, `p` and what the act needs.
pub(crate) async fn step(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    stepped(visit, matter, form, Door::File).await
}

pub(super) async fn stepped(
    visit: Visit,
    matter: Uuid,
    form: Form,
    door: Door,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, door.right()).await?;
    let place = Place::of(door.href(&head), &form);
    let mut form = form.sent_on(visit.today);
    let Some(all) = asked(&head, &mut form) else {
        let said: Vec<&str> = form.errors().map(|(_, sentence)| sentence).collect();
        let said = match said.is_empty() {
            true => messages::NOT_UNDERSTOOD.to_owned(),
            false => said.join(" "),
        };
        return Ok(place.told(None).say(Tone::Warning, said));
    };
    let work = visit.begin().await?;
    let mut last = None;
    for one in all {
        let taken = match door {
            Door::File => take(&work, &head, one).await,
            Door::Stack => take_in_stack(&work, &head, one).await,
        };
        match taken {
            Ok(done) => last = Some(done),
            Err(error) => return place.refused(error),
        }
    }
    work.commit().await?;
    visit.app.jobs().ring();
    Ok(match last {
        Some(done) => {
            let sentence = messages::done(&done.act, done.papers);
            place.told(Some(&done)).good(sentence)
        }
        None => place.told(None),
    })
}

/// `POST /casefile/matters/{matter}/proposal/undo`
pub(crate) async fn take_back(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    turned(visit, matter, form, Door::File, true).await
}

/// `POST /casefile/matters/{matter}/proposal/redo`
pub(crate) async fn do_again(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    turned(visit, matter, form, Door::File, false).await
}

pub(super) async fn turned(
    visit: Visit,
    matter: Uuid,
    form: Form,
    door: Door,
    is_back: bool,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, door.right()).await?;
    let place = Place::of(door.href(&head), &form);
    let work = visit.begin().await?;
    let done = match (door, is_back) {
        (Door::File, true) => undo(&work, &head).await,
        (Door::File, false) => redo(&work, &head).await,
        (Door::Stack, true) => undo_in_stack(&work, &head).await,
        (Door::Stack, false) => redo_in_stack(&work, &head).await,
    };
    match done {
        Ok(done) => {
            work.commit().await?;
            Ok(place
                .told(Some(&done))
                .say(Tone::Info, messages::turned(&done.act, is_back)))
        }
        Err(error) => place.refused(error),
    }
}

/// Where the person stands on the screen.
struct Place {
    href: String,
    d: Option<Uuid>,
    p: Option<i64>,
}

impl Place {
    fn of(href: String, form: &Form) -> Place {
        Place {
            href,
            d: form.get("d").parse().ok(),
            p: form.get("p").parse().ok(),
        }
    }

    /// Back to the screen, with the paper that comes next; the page stays as long as the paper does.
    fn told(&self, done: Option<&Done>) -> Told {
        let next = done.and_then(|done| done.then).or(self.d);
        Told::to(match (next, self.p) {
            (Some(id), Some(no)) if Some(id) == self.d => format!("{}?d={id}&p={no}", self.href),
            (Some(id), _) => format!("{}?d={id}", self.href),
            (None, _) => self.href.clone(),
        })
    }

    /// What cannot be done is said on the screen; what may not or is broken is a page of its own.
    fn refused(&self, error: WorkError) -> Result<Told, Problem> {
        match error {
            WorkError::Invalid { sentence, .. } => Ok(self.told(None).say(Tone::Warning, sentence)),
            WorkError::ChangedMeanwhile => {
                Ok(self.told(None).say(Tone::Warning, messages::CHANGED))
            }
            other => Err(other.into()),
        }
    }
}

/// What the form asks for; none when it cannot be read.
fn asked(head: &MatterHead, form: &mut Form) -> Option<Vec<Asked>> {
    let id = || form.get("d").parse::<Uuid>().ok();
    let whole = |name: &str| form.get(name).parse::<i64>().ok();
    Some(vec![match form.get("what") {
        "confirm" => Asked::Confirm(id()?),
        "confirm_sure" => Asked::ConfirmSure,
        "split" => Asked::Split(id()?, whole("p")?),
        "join" => Asked::Join(id()?),
        "group" => Asked::Group(id()?, whole("group")?),
        "up" | "down" => Asked::Shift {
            id: id()?,
            is_up: form.get("what") == "up",
        },
        "remove" => Asked::Remove(id()?),
        "add" => Asked::Add(whole("first")?, whole("last")?),
        "renumber" => Asked::Renumber {
            first: whole("first")?,
            last: whole("last")?,
            start: form.get("start").to_owned(),
            owner: form.get("owner").to_owned(),
        },
        "write" | "write_confirm" => {
            let id = id()?;
            let is_confirmed = form.get("what") == "write_confirm";
            let write = Asked::Write(id, values(head, form)?);
            return Some(match is_confirmed {
                true => vec![write, Asked::Confirm(id)],
                false => vec![write],
            });
        }
        _ => return None,
    }])
}

fn values(head: &MatterHead, form: &mut Form) -> Option<Values> {
    let issued_on = form.date("issued_on");
    if form.error_of("issued_on").is_some() {
        return None;
    }
    let words = |name: &str| text::clean(form.get(name));
    let kind = words("kind");
    Some(Values {
        title: words("title"),
        kind: match KINDS.iter().any(|known| known.value == kind) {
            true => kind,
            false => String::new(),
        },
        number: words("number"),
        issued_on,
        issuer: words("issuer"),
        signer: words("signer"),
        form: words("form"),
        bl: words("bl"),
        group: group_of(head, form.get("group")),
    })
}
