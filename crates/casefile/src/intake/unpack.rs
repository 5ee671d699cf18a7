//! Tệp nén ZIP: each member is a scan of its own, with its own answer; a bad one does not hold back the others.

use files::{
    Content,
    pack::{Member, Pack, PackError, Unpacked},
};
use people::WorkError;

use super::{Bringer, Delivery, Outcome, broken, messages, names};
use crate::matter::MatterHead;

/// Takes the members in, one by one in the order of their names. The archive itself is not kept: its members are the originals.
pub(super) async fn hand_in(
    bringer: &Bringer,
    head: &MatterHead,
    archive: Delivery,
    content: Content,
) -> Result<Vec<Outcome>, WorkError> {
    if let Some(outcome) = bringer.turn_away(head, &archive).await? {
        return Ok(vec![outcome]);
    }
    let limits = messages::archive_limits(bringer.most());
    let opened = tokio::task::spawn_blocking(move || {
        let mut pack = Pack::open(content, limits)?;
        let members = pack.members();
        Ok::<_, PackError>((pack, members))
    });
    let (mut pack, members) = match opened.await.map_err(broken)? {
        Ok(opened) => opened,
        Err(PackError::Broken) => {
            return Ok(vec![Outcome::refused(
                archive.name,
                messages::BROKEN_ARCHIVE,
            )]);
        }
        Err(PackError::TooMany) => {
            return Ok(vec![Outcome::refused(
                archive.name,
                messages::too_many_members(),
            )]);
        }
    };
    let mut outcomes = Vec::new();
    for (name, member) in in_order(members) {
        let (back, unpacked) =
            (bringer.app.files().unpack(pack, member.at).await).map_err(broken)?;
        pack = back;
        let mut outcome = match unpacked {
            Unpacked::Whole(content) => {
                let name = name.clone();
                one(bringer, head, Delivery { name, content }).await?
            }
            other => Outcome::refused(&name, messages::member_refused(&other, &limits)),
        };
        // A paper with a mark of secrecy is not named.
        outcome.name = match outcome.is_secret {
            true => archive.name.clone(),
            false => format!("{} › {name}", archive.name),
        };
        outcomes.push(outcome);
    }
    if outcomes.is_empty() {
        outcomes.push(Outcome::refused(archive.name, messages::EMPTY_ARCHIVE));
    }
    Ok(outcomes)
}

async fn one(bringer: &Bringer, head: &MatterHead, member: Delivery) -> Result<Outcome, WorkError> {
    let content = member.content.content().map_err(broken)?;
    match scan::Kind::of(content.as_ref()) {
        scan::Kind::Zip | scan::Kind::Archive => {
            Ok(Outcome::refused(member.name, messages::NESTED))
        }
        _ => bringer.one(head, member).await,
    }
}

fn in_order(members: Vec<Member>) -> Vec<(String, Member)> {
    let files = members.into_iter().filter(|member| member.is_file);
    let mut named: Vec<(String, Member)> = files
        .map(|member| (names::name_of(&member), member))
        .filter(|(name, _)| !names::is_left_by_a_system(name))
        .collect();
    named.sort_by(|(left, _), (right, _)| names::in_order(left, right));
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_a_member_says_what_to_do() {
        let limits = messages::archive_limits(1 << 30);
        let all = [
            Unpacked::Encrypted,
            Unpacked::Unreadable,
            Unpacked::Broken,
            Unpacked::TooLarge,
            Unpacked::Swells,
            Unpacked::NoMore,
        ];
        for unpacked in all {
            let said = messages::member_refused(&unpacked, &limits);
            assert!(said.contains(". ") && said.contains("ãy "), "{said}");
        }
        assert_eq!(
            messages::member_refused(&Unpacked::NoMore, &limits),
            "Tệp nén khi mở ra lớn hơn 4096 MB nên các tệp từ đây không nhận. Hãy chia thành nhiều tệp nén nhỏ hơn."
        );
    }
}
