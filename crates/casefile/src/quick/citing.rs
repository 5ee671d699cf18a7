//! Văn bản được viện dẫn: the earlier order, the decision that is approved, the request.

use text::decision::{Cited, words_likeness};

use super::fields::{Filling, SURE, day_of, vi};

impl Filling<'_> {
    pub(super) fn cited(&mut self) {
        let act = self.asked.act;
        if self.has("earlier_number") {
            let wanted = self.earlier_names();
            let best = self
                .paper
                .cited
                .iter()
                .map(|cited| (likeness_to(&wanted, cited), cited))
                .filter(|(like, _)| *like >= 60)
                .max_by_key(|(like, cited)| (cited.is_operative && act.approves.is_some(), *like));
            if let Some((_, cited)) = best {
                self.put_cited("earlier_number", "earlier_on", cited);
            }
        }
        if self.has("request_number") {
            let request = self.paper.cited.iter().find(|cited| is_request(cited));
            if let Some(cited) = request {
                self.put_cited("request_number", "request_on", cited);
            }
        }
    }

    /// What the earlier paper may be called: the act that is approved, or the others of the same measure.
    pub(super) fn earlier_names(&self) -> Vec<&str> {
        let (act, acts) = (self.asked.act, &self.asked.law.acts);
        if let Some(approved) = act.approves.as_deref().and_then(|kind| acts.get(kind)) {
            return vec![&approved.name_vi, &approved.short_vi];
        }
        let same = acts
            .all()
            .iter()
            .filter(|other| {
                act.measure.is_some() && other.measure == act.measure && other.id != act.id
            })
            .filter(|other| other.approves.is_none());
        same.flat_map(|other| [other.name_vi.as_str(), other.short_vi.as_str()])
            .collect()
    }

    pub(super) fn put_cited(&mut self, number_field: &str, day_field: &str, cited: &Cited) {
        let number = &cited.number;
        // The matter's own record of that paper speaks for both: its figure and its day agree.
        let day = cited.on.as_ref().and_then(|on| day_of(&on.value));
        let figure = |number: &str| number.split('/').next().map(str::to_owned);
        let known = self.facts().find(|fact| {
            let own = fact.number.as_deref().unwrap_or_default();
            own == number.value
                || (figure(own) == figure(&number.value) && day == Some(fact.effective.on))
        });
        let known_day = known.map(|fact| fact.effective.on);
        let is_known = known.is_some();
        let repeated = self
            .paper
            .cited
            .iter()
            .filter(|other| other.number.value == number.value)
            .count()
            > 1;
        let is_sure = is_known || repeated || number.confidence >= SURE + 8;
        let written = known.and_then(|fact| fact.number.clone());
        let written = written.unwrap_or_else(|| number.value.clone());
        self.put_own(number_field, written, &number.words, is_sure);
        if let (Some(on), Some(day)) = (&cited.on, day) {
            let agrees = match known_day {
                Some(known) => known == day,
                None => on.confidence >= SURE,
            };
            self.put_own(
                day_field,
                vi(day),
                &on.words,
                agrees && day <= self.asked.today,
            );
        }
    }
}

fn likeness_to(names: &[&str], cited: &Cited) -> u32 {
    let called: Vec<&str> = cited.called.split_whitespace().collect();
    // The name stands at the end of the clause: "Xét đề nghị phê chuẩn Quyết định gia hạn tạm giữ".
    let tail = |name: &str| {
        let words = name.split_whitespace().count();
        called[called.len().saturating_sub(words)..].join(" ")
    };
    names
        .iter()
        .map(|name| words_likeness(&tail(name), name))
        .max()
        .unwrap_or(0)
}

/// A paper of the investigating body that asks: "Văn bản số 814/ĐN-CSĐT".
fn is_request(cited: &Cited) -> bool {
    let symbol = cited
        .number
        .value
        .split('/')
        .next_back()
        .unwrap_or_default();
    let kind = symbol.split('-').next().unwrap_or_default();
    let is_of_procuracy = symbol.contains("VKS");
    let called = text::fold(&cited.called);
    !is_of_procuracy
        && (matches!(kind, "ĐN" | "CV" | "TTr" | "TTR" | "VBĐN" | "YC")
            || called.ends_with("van ban")
            || called.ends_with("van ban de nghi")
            || called.ends_with("cong van"))
}
