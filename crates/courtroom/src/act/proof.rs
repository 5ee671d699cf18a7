//! Diễn biến vụ án trên báo cáo của phiên: what of a session stands in the line of facts, and the ways to put it right.

use criminal::open;
use people::{Right, staff::person};
use shell::{Field, Problem, Visit, vi_date, vi_time};

use super::{annulment, days_of, on_day};
use crate::{messages, session::SessionRow};
use casefile::MatterHead;

/// What the report of a trial that is over says about facts.
#[derive(Default)]
pub(crate) struct Proof {
    /// Whether there is anything to say.
    pub(crate) is_there: bool,
    /// The days that stand in the line of facts, and the address of each.
    pub(crate) days: Vec<(String, String)>,
    /// Days that do not.
    pub(crate) missing: String,
    /// Who annulled it, when, why.
    pub(crate) annulled: Option<String>,
    /// Whether this person may change it.
    pub(crate) may: bool,
    /// The field for the reason.
    pub(crate) why: Option<Field>,
    /// The address of the session.
    pub(crate) here: String,
}

/// Of one session.
pub(crate) async fn proof(
    visit: &Visit,
    row: &SessionRow,
    matter: &MatterHead,
) -> Result<Proof, Problem> {
    if row.kind != "trial" || row.ended_at.is_none() {
        return Ok(Proof::default());
    }
    let db = visit.app.db();
    let found = open(db, &visit.app.law(), matter.id).await?;
    let Some(opened) = found.filter(|opened| opened.matter.case.is_some()) else {
        return Ok(Proof::default());
    };
    let annulled = annulment::of(db, row.id).await?;
    let (mut days, mut missing) = (Vec::new(), Vec::new());
    for day in days_of(db, row.id).await? {
        match on_day(&opened, day) {
            Some(fact) => days.push((
                vi_date(day),
                format!("/criminal/matters/{}#f-{}", matter.id, fact.id),
            )),
            None => missing.push(vi_date(day)),
        }
    }
    let annulled = match annulled {
        Some(one) => {
            let names = person::names_of(db, &[one.annulled_by]).await?;
            let name = names
                .into_iter()
                .next()
                .map_or_else(String::new, |(_, name)| name);
            Some(messages::annulled_by(
                &name,
                &vi_time(one.annulled_at),
                &one.why,
            ))
        }
        None => None,
    };
    let may = visit.may_over(Right::CourtroomPresent, &matter.unit, &matter.assigned);
    Ok(Proof {
        is_there: true,
        days,
        missing: missing.join(", "),
        annulled,
        may,
        why: may.then(|| Field::text("why", messages::ANNUL_FIELD).required()),
        here: format!("/courtroom/sessions/{}", row.id),
    })
}
