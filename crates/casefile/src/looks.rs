//! Vết xem hồ sơ: each opening of a file is one line of the trail, however many pages are turned in it.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use shell::{Problem, Visit};
use uuid::Uuid;

/// Which session has which file open. Forgotten when the program starts anew or too many are held: then a look is kept twice.
static OPEN: Mutex<Option<HashSet<Look>>> = Mutex::new(None);

/// A session, a matter, and what of it: `casefile`, or only the stack that is being taken in.
type Look = (Uuid, Uuid, &'static str);

/// Sessions and files held at once.
const MOST: usize = 20_000;

/// Keeps the opening of a file.
pub(crate) async fn keep(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    kept(visit, (visit.session, matter, "casefile")).await
}

async fn kept(visit: &Visit, look: Look) -> Result<(), Problem> {
    let work = visit.begin().await?;
    work.look(look.2, look.1).await?;
    work.commit().await?;
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let open = open.get_or_insert_default();
    if open.len() >= MOST {
        open.clear();
    }
    open.insert(look);
    Ok(())
}

/// Keeps it unless this session has the file open: for a picture that is asked for without the viewer.
pub(crate) async fn keep_once(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    once(visit, (visit.session, matter, "casefile")).await
}

/// The same of the stack that is being taken in, for those who order it and do not read the file.
pub(crate) async fn keep_stack_once(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    once(visit, (visit.session, matter, "casefile.stack")).await
}

async fn once(visit: &Visit, look: Look) -> Result<(), Problem> {
    let is_open = {
        let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.as_ref().is_some_and(|open| open.contains(&look))
    };
    if is_open {
        Ok(())
    } else {
        kept(visit, look).await
    }
}
