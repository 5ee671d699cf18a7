//! Vết xem hồ sơ: each opening of a file is one line of the trail, however many pages are turned in it.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use shell::{Problem, Visit};
use uuid::Uuid;

/// Which session has which file open. Forgotten when the program starts anew or too many are held: then a look is kept twice.
static OPEN: Mutex<Option<HashSet<(Uuid, Uuid)>>> = Mutex::new(None);

/// Sessions and files held at once.
const MOST: usize = 20_000;

/// Keeps the opening of a file.
pub(crate) async fn keep(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    let work = visit.begin().await?;
    work.look("casefile", matter).await?;
    work.commit().await?;
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let open = open.get_or_insert_default();
    if open.len() >= MOST {
        open.clear();
    }
    open.insert((visit.session, matter));
    Ok(())
}

/// Keeps it unless this session has the file open: for a picture that is asked for without the viewer.
pub(crate) async fn keep_once(visit: &Visit, matter: Uuid) -> Result<(), Problem> {
    let is_open = {
        let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.as_ref()
            .is_some_and(|open| open.contains(&(visit.session, matter)))
    };
    if is_open {
        Ok(())
    } else {
        keep(visit, matter).await
    }
}
