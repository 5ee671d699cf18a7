//! Điều không thể: one person at two places at one time, an effect before its cause. Pure.

use chrono::Timelike;
use law::Moment;
use uuid::Uuid;

use super::{messages, model::Part};

/// An event with its time and place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Happening {
    pub id: Uuid,
    pub name: String,
    pub starts: Moment,
    pub ends: Option<Moment>,
    pub place: String,
    pub people: Vec<Uuid>,
    pub bl: String,
}

/// What cannot have been so, and the two parts it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash {
    pub parts: [Uuid; 2],
    pub sentence: String,
}

impl Happening {
    /// A part that tells when it was.
    pub fn of(part: &Part) -> Option<Happening> {
        part.symbol()?;
        let starts: Moment = part.row.starts.parse().ok()?;
        Some(Happening {
            id: part.row.id,
            name: part.row.name.clone(),
            starts,
            ends: part.row.ends.parse().ok(),
            place: part.row.place.clone(),
            people: part.people.clone(),
            bl: part.bl(),
        })
    }

    fn end(&self) -> Moment {
        self.ends.unwrap_or(self.starts)
    }

    /// "08:40 ngày 14/05/2026", "từ 08:00 đến 11:30 ngày 14/05/2026".
    pub fn when(&self) -> String {
        let hour = |at: Moment| {
            at.time
                .map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
        };
        let day = law::day_vi(self.starts.on);
        match (hour(self.starts), self.ends) {
            (Some(from), Some(ends)) if ends.on == self.starts.on => match hour(ends) {
                Some(to) => format!("từ {from} đến {to} ngày {day}"),
                None => format!("{from} ngày {day}"),
            },
            (Some(from), Some(ends)) => format!("từ {from} ngày {day} đến {}", ends.vi()),
            (Some(from), None) => format!("{from} ngày {day}"),
            (None, Some(ends)) if ends.on != self.starts.on => {
                format!("từ {day} đến {}", ends.vi())
            }
            (None, _) => format!("ngày {day}"),
        }
    }

    /// Both at hours that are known, sharing at least a moment.
    fn meets(&self, other: &Happening) -> bool {
        let (Some(_), Some(_)) = (self.starts.time, other.starts.time) else {
            return false;
        };
        let until = |one: &Happening| match one.end() {
            // An end that is only a day says no hour: the beginning is all that is known.
            end if end.time.is_none() => one.starts,
            end => end,
        };
        self.starts <= until(other) && other.starts <= until(self)
    }
}

/// All that cannot have been so.
pub(super) fn found(
    all: &[Happening],
    causes: &[(Uuid, Uuid)],
    name: impl Fn(Uuid) -> String,
) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            if !one.meets(other) || !are_apart(&one.place, &other.place) {
                continue;
            }
            for person in one.people.iter().filter(|id| other.people.contains(id)) {
                let (when, then) = (one.when(), other.when());
                clashes.push(Clash {
                    parts: [one.id, other.id],
                    sentence: messages::two_places(
                        &name(*person),
                        (&when, &one.place, &one.bl),
                        (&then, &other.place, &other.bl),
                    ),
                });
            }
        }
    }
    let of = |id: Uuid| all.iter().find(|one| one.id == id);
    for (cause, effect) in causes {
        let (Some(cause), Some(effect)) = (of(*cause), of(*effect)) else {
            continue;
        };
        let is_before = match (effect.starts.time, cause.starts.time) {
            (Some(_), Some(_)) => effect.starts < cause.starts,
            _ => effect.starts.on < cause.starts.on,
        };
        if is_before {
            let (when, then) = (cause.when(), effect.when());
            clashes.push(Clash {
                parts: [cause.id, effect.id],
                sentence: messages::effect_first((&cause.name, &when), (&effect.name, &then)),
            });
        }
    }
    clashes
}

/// Two places that are told as different ones: neither is a longer way to say the other.
fn are_apart(one: &str, other: &str) -> bool {
    let (one, other) = (
        text::fold(&text::clean(one)),
        text::fold(&text::clean(other)),
    );
    !one.is_empty() && !other.is_empty() && !one.contains(&other) && !other.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: u128, when: (&str, &str), place: &str, people: &[u128]) -> Happening {
        Happening {
            id: Uuid::from_u128(n),
            name: format!("việc {n}"),
            starts: when.0.parse().unwrap(),
            ends: when.1.parse().ok(),
            place: place.to_owned(),
            people: people.iter().map(|id| Uuid::from_u128(*id)).collect(),
            bl: "BL 12".into(),
        }
    }

    fn said(all: &[Happening], causes: &[(u128, u128)]) -> Vec<String> {
        let causes: Vec<(Uuid, Uuid)> = causes
            .iter()
            .map(|(a, b)| (Uuid::from_u128(*a), Uuid::from_u128(*b)))
            .collect();
        let found = found(all, &causes, |_| "Thái Doãn Lâm".to_owned());
        found.into_iter().map(|one| one.sentence).collect()
    }

    #[test]
    fn one_person_at_two_places_at_one_time_is_pointed_out_with_both_leaves() {
        let home = at(
            1,
            ("2026-05-14T08:00", "2026-05-14T11:00"),
            "nhà số 3 đường Hai Bà Trưng",
            &[7],
        );
        let shop = at(2, ("2026-05-14T08:40", ""), "quán nước ven hồ", &[7, 8]);
        assert_eq!(
            said(&[home.clone(), shop.clone()], &[]),
            [
                "Thái Doãn Lâm cùng lúc ở hai nơi: nhà số 3 đường Hai Bà Trưng (từ 08:00 đến 11:00 ngày 14/05/2026; BL 12) và quán nước ven hồ (08:40 ngày 14/05/2026; BL 12)."
            ]
        );
        for fine in [
            at(3, ("2026-05-14T11:01", ""), "quán nước ven hồ", &[7]),
            at(4, ("2026-05-14T08:40", ""), "quán nước ven hồ", &[8]),
            at(
                5,
                ("2026-05-14T08:40", ""),
                "Nhà số 3 đường Hai Bà Trưng, phường Tiên Phong",
                &[7],
            ),
            at(6, ("2026-05-14T08:40", ""), "", &[7]),
            at(9, ("2026-05-14", ""), "quán nước ven hồ", &[7]),
        ] {
            assert_eq!(
                said(&[home.clone(), fine.clone()], &[]),
                Vec::<String>::new(),
                "{fine:?}"
            );
        }
    }

    #[test]
    fn an_effect_before_its_cause_is_pointed_out_by_hour_or_by_day() {
        let threat = at(1, ("2026-05-20T09:00", ""), "", &[]);
        let payment = at(2, ("2026-05-20T08:40", ""), "", &[]);
        let day = at(3, ("2026-05-20", ""), "", &[]);
        let earlier = at(4, ("2026-05-14", ""), "", &[]);
        let all = [threat, payment, day, earlier];
        assert_eq!(said(&all, &[(2, 1), (1, 3), (4, 1)]), Vec::<String>::new());
        assert_eq!(said(&all, &[(1, 2)]).len(), 1);
        let told = said(&all, &[(1, 4)]);
        assert!(
            told[0].contains("việc 1") && told[0].contains("ngày 14/05/2026"),
            "{told:?}"
        );
    }
}
