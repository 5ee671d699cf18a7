//! Một việc cần làm: a running clock as the desk shows it – what, until when and why, and the next lawful step.

use criminal::DueClock;
use law::Certainty;
use people::Right;
use shell::{Badge, Column, Due, ProofCard, Tone, Visit};

use crate::messages;

/// The columns of a list of clocks, on the desk and in the digest.
pub fn columns() -> Vec<Column> {
    [
        "Hết hạn",
        "Thời hạn",
        "Hồ sơ",
        "Bước hợp pháp tiếp theo",
        "Kiểm sát viên",
    ]
    .map(Column::plain)
    .into()
}

/// Một dòng.
pub struct Row {
    pub due: Option<Due>,
    pub clock: String,
    pub article: String,
    pub name: String,
    pub title: String,
    pub code: String,
    pub href: String,
    pub owner: Badge,
    pub is_ours: bool,
    /// What the badge does not say yet: "Hạn luật định 23/11/2026; nên xong trước 20/11/2026."
    pub ends: String,
    pub next_vi: String,
    /// The button: label and the entry form it opens.
    pub next: Option<(String, String)>,
    /// Hạn đề nghị gia hạn.
    pub request: Option<Badge>,
    pub prosecutor: String,
}

/// The line of a clock for this person.
pub fn row(visit: &Visit, clock: DueClock) -> Row {
    let law = visit.app.law();
    let href = format!("/criminal/matters/{}", clock.matter_id);
    let proof = clock.proof();
    let (next_act, next_vi) = clock.step(&law, visit.now_ms);
    let next_vi = next_vi.to_owned();
    let badge = clock.end().map(|end| {
        let badge = visit.due(&clock.unit_id, end);
        match &proof {
            Some(proof) => badge.proof(
                ProofCard::new(
                    proof.name_vi.clone(),
                    proof.article.clone(),
                    proof.sentences_vi(),
                )
                .next_step(next_vi.clone())
                .unconfirmed(proof.certainty >= Certainty::Disputed)
                .link("Mở hồ sơ", href.clone()),
            ),
            None => badge,
        }
    });
    let ends = proof.as_ref().map_or_else(String::new, |proof| {
        messages::ends(
            clock.due_on,
            proof.legal_end,
            proof.safe_target,
            visit.today,
        )
    });
    let request = clock.request(visit.today);
    let owner_vi = proof
        .as_ref()
        .map(|proof| proof.owner_vi.clone())
        .unwrap_or_default();
    let assigned: Vec<_> = clock.prosecutor_id.into_iter().collect();
    let may = visit.may_over(Right::CriminalFactRecord, &clock.unit_id, &assigned);
    let next = next_act.filter(|_| may).map(|act| {
        let label = law
            .acts
            .get(act)
            .map_or_else(|| "Ghi sự kiện".to_owned(), |act| act.short_vi.clone());
        let subject = clock
            .subject_id
            .map(|subject| format!("?subject={subject}"))
            .unwrap_or_default();
        (label, format!("{href}/record/{act}{subject}"))
    });
    Row {
        due: badge,
        clock: clock.rule_vi,
        article: clock.article,
        name: clock.name,
        title: clock.title,
        code: clock.code,
        owner: match clock.is_ours {
            true => Badge::new(Tone::Warning, messages::OURS),
            false => Badge::new(Tone::Neutral, messages::watched(&owner_vi)),
        },
        is_ours: clock.is_ours,
        ends,
        next_vi,
        next,
        request,
        prosecutor: clock.prosecutor,
        href,
    }
}
