//! Cộng dòng tiền: from single transfers to sums by edge and by party, within what was chosen. Nothing here knows the database.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::{Party, Transfer};
use crate::drawing::Certainty;

/// Chọn gì để xem.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
    /// Transfers of at least so much, đồng.
    pub least: i64,
    /// money, goods, or both where it is empty.
    pub what: String,
    /// The accounts of one owner stand as one.
    pub by_owner: bool,
    /// The party it is about: only its own transfers.
    pub party: Option<Uuid>,
    /// Parties shown; the rest is gathered. 0: as many as can be read on a projector.
    pub top: usize,
}

/// Parties that a picture can show and people still read from ten metres.
pub const USUAL_TOP: usize = 9;
/// Parties that a picture may show.
pub const MOST_TOP: usize = 40;
/// Stands for all parties that are gathered.
pub const GATHERED: Uuid = Uuid::max();

/// Một bên trong sơ đồ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The party; [`GATHERED`] for the rest.
    pub party: Uuid,
    /// Đồng received within what was chosen.
    pub into: i64,
    /// Đồng given.
    pub out: i64,
    /// Parties that stand in it.
    pub parties: usize,
}

/// Một mũi tên.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Who gave.
    pub from: Uuid,
    /// Who received.
    pub to: Uuid,
    /// How often.
    pub times: usize,
    /// Đồng.
    pub sum: i64,
    /// The first and last known day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// As sure as its least sure transfer.
    pub certainty: Certainty,
    /// What goods, each once.
    pub goods: Vec<String>,
    /// The transfers.
    pub transfers: Vec<Uuid>,
}

/// Bảng đã cộng.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The parties, largest first.
    pub nodes: Vec<Node>,
    /// The arrows, in the order of their first day.
    pub flows: Vec<Flow>,
    /// Transfers between accounts of one owner, which no arrow shows: how many and how much.
    pub inside: (usize, i64),
    /// Transfers that were chosen, and what they come to.
    pub total: (usize, i64),
}

impl Chosen {
    /// Whether a transfer is meant.
    fn takes(&self, one: &Transfer) -> bool {
        let within = match one.on_day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
            }
            // What has no day is not hidden by a choice of sums, but cannot be said to lie within days.
            None => self.from.is_none() && self.to.is_none(),
        };
        within && one.amount >= self.least && (self.what.is_empty() || self.what == one.what)
    }

    /// How many parties the picture shows.
    pub fn shown(&self) -> usize {
        match self.top {
            0 => USUAL_TOP,
            top => top.clamp(2, MOST_TOP),
        }
    }
}

/// Whose account each party is, at the end of the chain.
pub fn owners(parties: &[Party]) -> HashMap<Uuid, Uuid> {
    let next: HashMap<Uuid, Uuid> = parties
        .iter()
        .filter_map(|one| Some((one.id, one.owner_id?)))
        .collect();
    let of = |id: Uuid| {
        let mut at = id;
        // A chain is short; a circle would end here.
        for _ in 0..8 {
            match next.get(&at) {
                Some(owner) => at = *owner,
                None => break,
            }
        }
        at
    };
    parties.iter().map(|one| (one.id, of(one.id))).collect()
}

/// The transfers that are meant, with who gave and who received as they stand in the picture before gathering.
pub fn chosen<'t>(
    parties: &[Party],
    transfers: &'t [Transfer],
    by: &Chosen,
) -> Vec<(&'t Transfer, Uuid, Uuid)> {
    let owners = if by.by_owner {
        owners(parties)
    } else {
        HashMap::new()
    };
    let stands = |id: Uuid| owners.get(&id).copied().unwrap_or(id);
    let taken = transfers.iter().filter(|one| by.takes(one));
    let placed = taken.map(|one| (one, stands(one.from_id), stands(one.to_id)));
    let party = by.party.map(stands);
    placed
        .filter(|(_, from, to)| party.is_none_or(|party| party == *from || party == *to))
        .collect()
}

/// Sums everything up.
pub fn graph(parties: &[Party], transfers: &[Transfer], by: &Chosen) -> Graph {
    let meant = chosen(parties, transfers, by);
    let total = (meant.len(), meant.iter().map(|(one, ..)| one.amount).sum());
    let (inside, between): (Vec<_>, Vec<_>) =
        meant.into_iter().partition(|(_, from, to)| from == to);
    let shown = largest(&between, by);
    let place = |id: Uuid| if shown.contains(&id) { id } else { GATHERED };

    let mut flows: BTreeMap<(Uuid, Uuid), Flow> = BTreeMap::new();
    let mut nodes: BTreeMap<Uuid, (i64, i64, HashSet<Uuid>)> = BTreeMap::new();
    let mut hidden = (0, 0);
    for (one, from, to) in between {
        let (start, end) = (place(from), place(to));
        for (at, id, out) in [(start, from, true), (end, to, false)] {
            let node = nodes.entry(at).or_default();
            *(if out { &mut node.1 } else { &mut node.0 }) += one.amount;
            node.2.insert(id);
        }
        if start == end {
            hidden = (hidden.0 + 1, hidden.1 + one.amount);
            continue;
        }
        flows
            .entry((start, end))
            .or_insert_with(|| Flow::none(start, end))
            .add(one);
    }
    let mut nodes: Vec<Node> = nodes
        .into_iter()
        .map(|(party, (into, out, parties))| Node {
            party,
            into,
            out,
            parties: parties.len(),
        })
        .collect();
    nodes.sort_by_key(|one| (one.party == GATHERED, std::cmp::Reverse(one.into + one.out)));
    let mut flows: Vec<Flow> = flows.into_values().collect();
    flows.sort_by_key(|one| {
        (
            one.days.map_or(NaiveDate::MAX, |(first, _)| first),
            std::cmp::Reverse(one.sum),
        )
    });
    Graph {
        nodes,
        flows,
        inside: (
            inside.len() + hidden.0,
            inside.iter().map(|(one, ..)| one.amount).sum::<i64>() + hidden.1,
        ),
        total,
    }
}

/// The parties that the picture shows by themselves: those through which most goes. One more than the rest would not be gathered alone.
fn largest(between: &[(&Transfer, Uuid, Uuid)], by: &Chosen) -> HashSet<Uuid> {
    let mut volume: HashMap<Uuid, (i64, usize)> = HashMap::new();
    for (one, from, to) in between {
        for id in [from, to] {
            let known = volume.entry(*id).or_default();
            *known = (known.0 + one.amount, known.1 + 1);
        }
    }
    let mut all: Vec<(Uuid, (i64, usize))> = volume.into_iter().collect();
    all.sort_by_key(|(id, (sum, times))| {
        (
            by.party != Some(*id),
            std::cmp::Reverse(*sum),
            std::cmp::Reverse(*times),
            *id,
        )
    });
    let many = match all.len() > by.shown() + 1 {
        true => by.shown(),
        false => all.len(),
    };
    all.into_iter().take(many).map(|(id, _)| id).collect()
}

impl Flow {
    fn none(from: Uuid, to: Uuid) -> Flow {
        Flow {
            from,
            to,
            times: 0,
            sum: 0,
            days: None,
            certainty: Certainty::Proven,
            goods: Vec::new(),
            transfers: Vec::new(),
        }
    }

    fn add(&mut self, one: &Transfer) {
        self.times += 1;
        self.sum += one.amount;
        if let Some(day) = one.on_day {
            self.days = Some(
                self.days
                    .map_or((day, day), |(first, last)| (first.min(day), last.max(day))),
            );
        }
        self.certainty = self
            .certainty
            .max(Certainty::of_id(&one.certainty).unwrap_or_default());
        if !one.goods.is_empty() && !self.goods.contains(&one.goods) {
            self.goods.push(one.goods.clone());
        }
        self.transfers.push(one.id);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn party(id: u128, name: &str, owner: Option<u128>) -> Party {
        Party {
            id: Uuid::from_u128(id),
            kind: "account".to_owned(),
            name: name.to_owned(),
            number: String::new(),
            number_key: String::new(),
            bank: String::new(),
            owner_id: owner.map(Uuid::from_u128),
            role: String::new(),
            note: String::new(),
            sources: "[]".to_owned(),
            revision: 1,
        }
    }

    pub fn transfer(n: u128, from: u128, to: u128, day: u32, amount: i64) -> Transfer {
        Transfer {
            id: Uuid::from_u128(1000 + n),
            from_id: Uuid::from_u128(from),
            to_id: Uuid::from_u128(to),
            what: "money".to_owned(),
            on_day: NaiveDate::from_ymd_opt(2026, 5, day),
            at_time: String::new(),
            amount,
            goods: String::new(),
            code: String::new(),
            note: String::new(),
            certainty: "proven".to_owned(),
            sources: "[]".to_owned(),
            import_id: None,
            revision: 1,
            removed_at: None,
        }
    }

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 5, day)
    }

    #[test]
    fn sums_are_by_arrow_and_by_party_and_nothing_is_counted_twice() {
        let parties = [
            party(1, "A", None),
            party(2, "B", None),
            party(3, "C", None),
        ];
        let mut all = vec![
            transfer(1, 1, 2, 3, 500),
            transfer(2, 1, 2, 1, 200),
            transfer(3, 2, 3, 4, 600),
            transfer(4, 2, 1, 5, 50),
        ];
        all[1].certainty = "claimed".to_owned();
        let told = graph(&parties, &all, &Chosen::default());
        assert_eq!(told.total, (4, 1350));
        let first = &told.flows[0];
        assert_eq!(
            (first.times, first.sum, first.days),
            (2, 700, day(1).zip(day(3)))
        );
        assert_eq!(
            first.certainty,
            Certainty::Claimed,
            "as sure as its least sure transfer"
        );
        let b = told
            .nodes
            .iter()
            .find(|one| one.party == Uuid::from_u128(2))
            .unwrap();
        assert_eq!((b.into, b.out), (700, 650));
        let (ins, outs): (i64, i64) = told
            .nodes
            .iter()
            .fold((0, 0), |sum, one| (sum.0 + one.into, sum.1 + one.out));
        assert_eq!((ins, outs), (1350, 1350));
    }

    #[test]
    fn days_sums_and_a_party_choose() {
        let parties = [
            party(1, "A", None),
            party(2, "B", None),
            party(3, "C", None),
        ];
        let mut all = vec![
            transfer(1, 1, 2, 3, 500),
            transfer(2, 2, 3, 10, 20),
            transfer(3, 3, 1, 20, 900),
        ];
        all.push(Transfer {
            on_day: None,
            ..transfer(4, 1, 3, 1, 77)
        });
        let count = |by: &Chosen| graph(&parties, &all, by).total;
        assert_eq!(
            count(&Chosen {
                from: day(3),
                to: day(10),
                ..Chosen::default()
            }),
            (2, 520)
        );
        assert_eq!(
            count(&Chosen {
                least: 100,
                ..Chosen::default()
            }),
            (2, 1400)
        );
        assert_eq!(
            count(&Chosen {
                party: Some(Uuid::from_u128(2)),
                ..Chosen::default()
            }),
            (2, 520)
        );
        assert_eq!(
            count(&Chosen {
                from: day(1),
                ..Chosen::default()
            })
            .0,
            3,
            "what has no day lies within no days"
        );
    }

    #[test]
    fn accounts_of_one_owner_stand_as_one_and_what_moves_between_them_is_told() {
        let parties = [
            party(1, "Tiệp", None),
            party(2, "TK 1", Some(1)),
            party(3, "TK 2", Some(1)),
            party(4, "An", None),
        ];
        let all = [
            transfer(1, 4, 2, 1, 500),
            transfer(2, 2, 3, 2, 300),
            transfer(3, 4, 3, 3, 100),
        ];
        let told = graph(
            &parties,
            &all,
            &Chosen {
                by_owner: true,
                ..Chosen::default()
            },
        );
        assert_eq!(told.flows.len(), 1);
        assert_eq!(
            (told.flows[0].to, told.flows[0].sum),
            (Uuid::from_u128(1), 600)
        );
        assert_eq!(told.inside, (1, 300));
    }

    #[test]
    fn beyond_the_largest_the_rest_is_gathered_and_the_sums_stay() {
        let mut parties = vec![party(1, "A", None)];
        let mut all = Vec::new();
        for n in 2..30 {
            parties.push(party(n, "x", None));
            all.push(transfer(n, n, 1, 1, i64::try_from(n).unwrap() * 10));
        }
        let told = graph(
            &parties,
            &all,
            &Chosen {
                top: 5,
                ..Chosen::default()
            },
        );
        assert_eq!(told.nodes.len(), 6);
        assert_eq!(told.nodes[5].party, GATHERED);
        assert_eq!(told.nodes[5].parties, 24);
        assert_eq!(
            told.flows.iter().map(|one| one.sum).sum::<i64>(),
            told.total.1
        );
    }
}
