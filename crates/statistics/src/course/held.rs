//! Người bị tạm giữ, tạm giam trong số liệu (Luật Thi hành tạm giữ, tạm giam): in, out with its reason, escape, death.

use criminal::rules::Effect;
use criminal::standing::end_ms;
use law::Fact;
use law::catalogue::{Act, MeasureKind, MeasureStatus};
use uuid::Uuid;

use crate::life::FAR;

/// Đang bị giữ ở đâu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Tạm giữ.
    Custody,
    /// Tạm giam.
    Detention,
    /// Trốn khi bị tạm giữ.
    CustodyEscaped,
    /// Trốn khi bị tạm giam.
    DetentionEscaped,
    /// Bắt buộc chữa bệnh.
    Treatment,
}

impl Place {
    /// The stock.
    pub const fn code(self) -> &'static str {
        match self {
            Place::Custody => "held.custody",
            Place::Detention => "held.detention",
            Place::CustodyEscaped => "held.custody_escaped",
            Place::DetentionEscaped => "held.detention_escaped",
            Place::Treatment => "held.treatment",
        }
    }
}

/// Việc giam giữ một người, while the facts are read.
#[derive(Debug, Clone)]
pub struct Held {
    custody: bool,
    detention: bool,
    treatment: bool,
    is_away: bool,
    is_escaped: bool,
    is_dead: bool,
    custody_due: i64,
    detention_due: i64,
    pending: [i64; 2],
    /// Trường hợp bắt.
    pub arrest: String,
    /// Án tử hình.
    pub is_condemned: bool,
    is_extension_refused: bool,
    /// Goes on in another case.
    pub is_gone: bool,
}

impl Default for Held {
    fn default() -> Held {
        Held {
            custody: false,
            detention: false,
            treatment: false,
            is_away: false,
            is_escaped: false,
            is_dead: false,
            custody_due: FAR,
            detention_due: FAR,
            pending: [FAR, FAR],
            arrest: String::new(),
            is_condemned: false,
            is_extension_refused: false,
            is_gone: false,
        }
    }
}

/// Một lần vào, ra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passing {
    /// The event.
    pub event: &'static str,
    /// The stock it ends.
    pub leaves: &'static str,
    /// The stock it begins.
    pub enters: &'static str,
    /// Its reason.
    pub ground: &'static str,
}

impl Held {
    /// Where the person is.
    pub fn place(&self) -> Option<Place> {
        if self.is_dead || self.is_gone {
            return None;
        }
        let place = match (self.treatment, self.detention, self.custody) {
            (true, ..) => Place::Treatment,
            (_, true, _) => Place::Detention,
            (.., true) => Place::Custody,
            _ => return None,
        };
        match (self.is_escaped, place) {
            (true, Place::Custody) => Some(Place::CustodyEscaped),
            (true, Place::Detention) => Some(Place::DetentionEscaped),
            _ => (!self.is_away).then_some(place),
        }
    }

    /// The end of the order in force; far away when none is known.
    pub fn due(&self) -> i64 {
        match self.place() {
            Some(Place::Custody) => self.custody_due,
            Some(Place::Detention) => self.detention_due,
            _ => FAR,
        }
    }

    /// Takes in an act about this person with what it did to the measures.
    pub fn take(&mut self, fact: &Fact, act: Option<&Act>, effects: &[Effect], subject: Uuid) {
        let arrest = fact.text("arrest_kind").unwrap_or_default();
        if !arrest.is_empty() {
            self.arrest = arrest.to_owned();
        }
        match fact.kind.as_str() {
            "person.held_emergency" => self.arrest = "khan_cap".to_owned(),
            "custody.extension_refused" => self.is_extension_refused = true,
            "custody.detainee_escaped" => self.is_escaped = true,
            "custody.detainee_recaptured" => self.is_escaped = false,
            "custody.detainee_moved" => {
                let has = |field| fact.text(field).is_some_and(|text| !text.is_empty());
                // Between two houses of one unit nothing changes; one address alone tells the direction.
                match (has("from_agency"), has("to_agency")) {
                    (false, true) => self.is_away = true,
                    (true, false) => self.is_away = false,
                    _ => {}
                }
            }
            "convict.died" => self.is_dead = true,
            _ => {}
        }
        if let Some(act) = act
            && let Some(to) = fact.moment("to")
        {
            match act.measure {
                Some(MeasureKind::Custody) => self.pending[0] = end_ms(to),
                Some(MeasureKind::Detention) => self.pending[1] = end_ms(to),
                _ => {}
            }
        }
        for effect in effects {
            let Effect::Measure(about, kind, status) = effect else {
                continue;
            };
            if *about != subject || *status == MeasureStatus::Refused {
                continue;
            }
            let is_open = status.is_open();
            if *status == MeasureStatus::Ordered {
                continue;
            }
            match kind {
                MeasureKind::Custody => {
                    self.custody = is_open;
                    self.custody_due = if is_open { self.pending[0] } else { FAR };
                    self.is_extension_refused &= is_open;
                }
                MeasureKind::Detention => {
                    self.detention = is_open;
                    self.detention_due = if is_open { self.pending[1] } else { FAR };
                }
                MeasureKind::CompulsoryTreatment => self.treatment = is_open,
                _ => {}
            }
        }
    }

    /// What the change of place is in the words of the forms. `is_charged`: the person is charged by that day; `is_ended`:
    /// the case against the person is over; `was` is how things stood before.
    pub fn passings(
        &self,
        was: &Held,
        fact: &Fact,
        is_charged: bool,
        is_ended: bool,
    ) -> Vec<Passing> {
        let (before, after) = (was.place(), self.place());
        if before == after {
            return Vec::new();
        }
        let code = |place: Option<Place>| place.map_or("", Place::code);
        let one = |event, leaves, enters, ground| Passing {
            event,
            leaves: code(leaves),
            enters: code(enters),
            ground,
        };
        let is_moved = fact.kind == "custody.detainee_moved";
        let mut out = Vec::new();
        match before {
            Some(Place::Custody) if self.is_dead => out.push(one("custody.died", before, None, "")),
            Some(Place::Detention) if self.is_dead => {
                out.push(one("detention.died", before, None, ""))
            }
            Some(Place::Custody) if after == Some(Place::CustodyEscaped) => {
                return vec![one("custody.escaped", before, after, "")];
            }
            Some(Place::Detention) if after == Some(Place::DetentionEscaped) => {
                return vec![one("detention.escaped", before, after, "")];
            }
            Some(Place::Custody) if is_moved => {
                out.push(one("custody.moved_out", before, None, ""))
            }
            Some(Place::Detention) if is_moved => {
                out.push(one("detention.moved_out", before, None, ""))
            }
            Some(Place::Custody) => {
                let ground = match after {
                    Some(Place::Detention) if was.arrest == "truy_na" => "truy_na_tam_giam",
                    Some(Place::Detention) => "tam_giam",
                    _ => was.custody_ground(fact, is_charged),
                };
                out.push(one("custody.out", before, None, ground));
            }
            Some(Place::Detention) => {
                let ground = match after {
                    Some(Place::Treatment) => "chua_benh",
                    _ => detention_ground(fact, is_ended),
                };
                out.push(one("detention.out", before, None, ground));
            }
            // Whoever comes back from an escape comes in anew, as a wanted person.
            Some(_) | None => {}
        }
        let left = match before {
            Some(Place::CustodyEscaped | Place::DetentionEscaped | Place::Treatment) => before,
            _ => None,
        };
        match after {
            Some(Place::Custody) if is_moved => out.push(one("custody.moved_in", left, after, "")),
            Some(Place::Detention) if is_moved => {
                out.push(one("detention.moved_in", left, after, ""))
            }
            Some(Place::Custody) => {
                let ground = if left.is_some() {
                    "truy_na"
                } else {
                    self.arrest_ground()
                };
                out.push(one("custody.in", left, after, ground));
            }
            Some(Place::Detention) => {
                let ground = match before {
                    Some(Place::Custody) => "tu_tam_giu",
                    Some(Place::DetentionEscaped) => "truy_na",
                    _ => order_ground(fact),
                };
                out.push(one("detention.in", left, after, ground));
            }
            Some(_) => match out.last_mut() {
                Some(last) => last.enters = code(after),
                None => out.push(one("noted", left, after, "")),
            },
            None if left.is_some() => out.push(one("noted", left, None, "")),
            None => {}
        }
        out
    }

    fn arrest_ground(&self) -> &'static str {
        match self.arrest.as_str() {
            "khan_cap" => "khan_cap",
            "qua_tang" => "qua_tang",
            "truy_na" => "truy_na",
            "dau_thu" => "dau_thu",
            _ => "",
        }
    }

    fn custody_ground(&self, fact: &Fact, is_charged: bool) -> &'static str {
        match fact.kind.as_str() {
            "custody.annulled" => "huy_bo",
            "arrest.refused" => "khong_phe_chuan_bat",
            _ if self.is_extension_refused => "khong_gia_han",
            _ if is_charged => "bpnc_khac",
            _ => "tra_tu_do",
        }
    }
}

fn detention_ground(fact: &Fact, is_ended: bool) -> &'static str {
    match fact.kind.as_str() {
        "detention.cancelled" | "court.detention_ended" | "measures.cancelled" => "huy_bo",
        "detention.replaced" => "thay_the",
        "defendant.released_at_trial" => "hdxx",
        "execution.released_by_vks" => "vks_tra_tu_do",
        "execution.appeared" => "thi_hanh_an",
        "death.executed" => "tu_hinh",
        "detention.released" if is_ended => "dinh_chi",
        "detention.released" if fact.text("issuer_kind") == Some("VKS") => "vks_tra_tu_do",
        _ => "khac",
    }
}

fn order_ground(fact: &Fact) -> &'static str {
    match fact.kind.as_str() {
        "detention.ordered_by_vks" => "vks",
        "appellate.detention_decided" => "ta_phuc_tham",
        kind if kind.starts_with("court.") => "ta",
        _ => "cqdt",
    }
}
