//! Vụ việc như sự kiện của nó nói: state, parties, who it is assigned to; and whether an act may be recorded now.

use law::{Fact, Moment};
use uuid::Uuid;

use super::{Act, Kind, Side, State, act, kind, state};

/// Vụ việc: what the facts of a matter add up to.
#[derive(Debug, Clone)]
pub struct Matter {
    /// Loại vụ việc.
    pub kind: &'static Kind,
    /// Where it stands.
    pub state: &'static State,
    /// The acceptance that stands; none when it was taken back.
    pub accepted: Option<Fact>,
    /// Quan hệ tranh chấp: the one finally decided, else that of the acceptance.
    pub relation: String,
    /// Đương sự, side by side in the order they were named.
    pub parties: Vec<Party>,
    /// Kiểm sát viên, by name.
    pub prosecutor: String,
    /// Kiểm sát viên, as a member of staff.
    pub prosecutor_id: Option<Uuid>,
    /// Kiểm tra viên.
    pub examiner_id: Option<Uuid>,
    /// The newest day set for a trial or a meeting.
    pub trial_at: Option<Moment>,
}

/// Đương sự.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its id in the matter.
    pub id: Uuid,
    /// The fact that describes it.
    pub fact: Uuid,
    /// Their name.
    pub name: String,
    /// On which side.
    pub side: Side,
    /// Where they live or have their seat.
    pub address: String,
    /// Who represents them.
    pub represented_by: String,
}

/// Vì sao chưa ghi được.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not in this state.
    State(&'static State),
    /// The matter was taken in already.
    AlreadyOpen,
    /// The acceptance was taken back.
    Gone,
}

/// Facts that nothing has replaced or withdrawn, in the order of the ledger.
pub fn standing(facts: &[Fact]) -> impl DoubleEndedIterator<Item = &Fact> {
    let replaced: Vec<Uuid> = facts.iter().filter_map(|fact| fact.replaces).collect();
    facts
        .iter()
        .filter(move |fact| fact.kind != "fact.withdrawn" && !replaced.contains(&fact.id))
}

fn said(fact: &Fact, field: &str) -> String {
    text::clean(fact.text(field).unwrap_or_default())
}

/// Reads the facts of a matter.
pub fn fold(facts: &[Fact]) -> Matter {
    let mut line: Vec<&Fact> = standing(facts).collect();
    line.sort_by_key(|fact| place(facts, fact));
    let accepted = line.iter().find(|fact| fact.kind == "civil.accepted");
    let relation = line
        .iter()
        .rev()
        .filter(|fact| ["civil.judged", "civil.accepted"].contains(&fact.kind.as_str()))
        .map(|fact| said(fact, "relation"))
        .find(|relation| !relation.is_empty());
    let assigned = line
        .iter()
        .rev()
        .find(|fact| fact.kind == "civil.prosecutor_assigned");
    let person = |field: &str| assigned.and_then(|fact| fact.text(field)?.parse().ok());
    Matter {
        kind: kind(&accepted.map_or_else(String::new, |fact| said(fact, "kind"))),
        state: state_of(&line),
        accepted: accepted.map(|fact| (*fact).clone()),
        relation: relation.unwrap_or_default(),
        parties: parties(facts),
        prosecutor: assigned.map_or_else(String::new, |fact| said(fact, "prosecutor_name")),
        prosecutor_id: person("prosecutor"),
        examiner_id: person("examiner"),
        trial_at: line.iter().rev().find_map(|fact| day_set(fact)),
    }
}

/// The place in the matter's life: the acceptance first, whenever it was; of one day in the order in which it was entered first, so that a
/// correction keeps the place of what it corrects.
fn place(facts: &[Fact], fact: &Fact) -> (bool, Moment, i64) {
    (
        fact.kind != "civil.accepted",
        fact.effective,
        first_seq(facts, fact),
    )
}

/// The place of the fact that a correction corrects, back to the first.
fn first_seq(facts: &[Fact], fact: &Fact) -> i64 {
    let mut seq = fact.seq;
    let mut replaces = fact.replaces;
    while let Some(before) = replaces.and_then(|id| facts.iter().find(|one| one.id == id)) {
        if before.seq >= seq {
            break;
        }
        (seq, replaces) = (before.seq, before.replaces);
    }
    seq
}

fn state_of(line: &[&Fact]) -> &'static State {
    let moved = line
        .iter()
        .rev()
        .find_map(|fact| act(&fact.kind)?.to.as_ref());
    state(moved.map_or("", String::as_str))
}

/// Ngày mở phiên tòa, phiên họp that an act sets.
fn day_set(fact: &Fact) -> Option<Moment> {
    match fact.kind.as_str() {
        "civil.trial_decided" => fact.moment("trial_at"),
        "civil.hearing_held" => fact.moment("next_at"),
        _ => None,
    }
}

fn parties(facts: &[Fact]) -> Vec<Party> {
    let mut found: Vec<(i64, Party)> = standing(facts)
        .filter(|fact| fact.kind == "civil.party_described")
        .filter_map(|fact| {
            let party = Party {
                id: fact.subject?,
                fact: fact.id,
                name: said(fact, "name"),
                side: Side::parse(fact.text("side")?)?,
                address: said(fact, "address"),
                represented_by: said(fact, "represented_by"),
            };
            Some((first_seq(facts, fact), party))
        })
        .collect();
    found.sort_by_key(|(place, party)| (party.side, *place));
    found.into_iter().map(|(_, party)| party).collect()
}

impl Matter {
    /// The names on a side, in their order.
    pub fn names(&self, side: Side) -> Vec<&str> {
        let mine = self.parties.iter().filter(|party| party.side == side);
        mine.map(|party| party.name.as_str()).collect()
    }

    /// Names of a side in short: "Lê Văn A và 2 người khác".
    pub fn in_short(&self, side: Side) -> String {
        match self.names(side).as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first, rest @ ..] => format!("{first} và {} người khác", rest.len()),
        }
    }

    /// What the matter is called: "Tranh chấp hợp đồng vay: Lê Văn A – Trần Thị B".
    pub fn title(&self) -> String {
        let sides = [Side::Claimant, Side::Defendant].map(|side| self.in_short(side));
        let sides: Vec<&str> = sides.iter().map(String::as_str).collect();
        let sides: Vec<&str> = sides.into_iter().filter(|name| !name.is_empty()).collect();
        let relation = match self.relation.is_empty() {
            true => self.kind.label.as_str(),
            false => &self.relation,
        };
        match sides.is_empty() {
            true => relation.to_owned(),
            false => format!("{relation}: {}", sides.join(" – ")),
        }
    }

    /// Everyone it is assigned to.
    pub fn assigned(&self) -> Vec<Uuid> {
        [self.prosecutor_id, self.examiner_id]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// Whether an act may be recorded where these facts stand. A correction is held against the facts without the one it corrects.
pub fn check(
    facts: &[Fact],
    wanted: &Act,
    on: Moment,
    corrects: Option<Uuid>,
) -> Result<(), Refusal> {
    let mut line: Vec<&Fact> = standing(facts)
        .filter(|fact| Some(fact.id) != corrects)
        .collect();
    let is_taken_in = line.iter().any(|fact| fact.kind == "civil.accepted");
    match (wanted.opens(), is_taken_in) {
        (true, true) => return Err(Refusal::AlreadyOpen),
        (true, false) => return Ok(()),
        (false, false) => return Err(Refusal::Gone),
        (false, true) => {}
    }
    // What may be recorded is asked of the day of the act: a paper that comes late stands where it belongs.
    let seq = corrects
        .and_then(|id| facts.iter().find(|fact| fact.id == id))
        .map_or(i64::MAX, |fact| first_seq(facts, fact));
    line.sort_by_key(|fact| place(facts, fact));
    line.retain(|fact| place(facts, fact) <= (true, on, seq));
    let now = state_of(&line);
    match wanted.from.contains(&now.id) {
        true => Ok(()),
        false => Err(Refusal::State(now)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fact(seq: i64, kind: &str, on: &str, body: serde_json::Value) -> Fact {
        Fact {
            seq,
            id: Uuid::from_u128(u128::try_from(seq).unwrap()),
            matter: Uuid::from_u128(1),
            subject: None,
            kind: kind.to_owned(),
            unit: "P68-KV03".to_owned(),
            effective: on.parse().unwrap(),
            recorded_at: 0,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: None,
            body: body.as_object().cloned().unwrap(),
            sources: Default::default(),
            replaces: None,
            reason: None,
        }
    }

    fn accepted() -> Fact {
        fact(
            1,
            "civil.accepted",
            "2026-11-02",
            json!({ "kind": "dan_su", "relation": "Tranh chấp hợp đồng vay tài sản" }),
        )
    }

    #[track_caller]
    fn may(facts: &[Fact], kind: &str, on: &str) -> Result<(), Refusal> {
        check(facts, act(kind).unwrap(), on.parse().unwrap(), None)
    }

    #[test]
    fn a_matter_is_judged_only_after_it_was_set_for_trial() {
        let mut facts = vec![accepted()];
        assert_eq!(
            may(&facts, "civil.judged", "2026-11-10"),
            Err(Refusal::State(state("open")))
        );
        facts.push(fact(
            2,
            "civil.trial_decided",
            "2026-11-05",
            json!({ "trial_at": "2026-11-20T08:00" }),
        ));
        assert_eq!(may(&facts, "civil.judged", "2026-11-20"), Ok(()));
        facts.push(fact(
            3,
            "civil.judged",
            "2026-11-20",
            json!({ "result": "part" }),
        ));
        assert!(!fold(&facts).state.is_open);
        assert_eq!(may(&facts, "civil.protested", "2026-11-21"), Ok(()));
        // A measure of an earlier day that comes in late still stands where it belongs.
        assert_eq!(may(&facts, "civil.interim_measure", "2026-11-06"), Ok(()));
        assert_eq!(
            may(&facts, "civil.interim_measure", "2026-11-21"),
            Err(Refusal::State(state("judged")))
        );
    }

    #[test]
    fn a_party_keeps_its_place_and_the_names_make_the_title() {
        let mut one = fact(
            2,
            "civil.party_described",
            "2026-11-02",
            json!({ "name": "Lê Văn An", "side": "claimant" }),
        );
        one.subject = Some(Uuid::from_u128(21));
        let mut two = fact(
            3,
            "civil.party_described",
            "2026-11-02",
            json!({ "name": "Trần Thị Bình", "side": "defendant" }),
        );
        two.subject = Some(Uuid::from_u128(22));
        let mut mended = fact(
            4,
            "civil.party_described",
            "2026-11-02",
            json!({ "name": "Lê Văn Ân", "side": "claimant" }),
        );
        mended.subject = one.subject;
        mended.replaces = Some(one.id);
        let matter = fold(&[accepted(), one, two, mended]);
        assert_eq!(
            matter.title(),
            "Tranh chấp hợp đồng vay tài sản: Lê Văn Ân – Trần Thị Bình"
        );
        assert_eq!(matter.names(Side::Claimant), ["Lê Văn Ân"]);
    }

    #[test]
    fn an_acceptance_that_was_taken_back_leaves_nothing_to_go_on_with() {
        let mut back = fact(2, "fact.withdrawn", "2026-11-03", json!({}));
        back.replaces = Some(accepted().id);
        let facts = [accepted(), back];
        assert!(fold(&facts).accepted.is_none());
        assert_eq!(may(&facts, "civil.ended", "2026-11-04"), Err(Refusal::Gone));
        assert_eq!(may(&facts, "civil.accepted", "2026-11-04"), Ok(()));
        assert_eq!(
            may(&[accepted()], "civil.accepted", "2026-11-04"),
            Err(Refusal::AlreadyOpen)
        );
    }
}
