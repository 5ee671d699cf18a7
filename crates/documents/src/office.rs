//! Nơi ban hành và người ký: the office as its papers call it, and the leaders who may sign for it.

use chrono::NaiveDate;
use criminal::numbers::symbol_of;
use db::Sql;
use people::{Units, WorkError};
use uuid::Uuid;

use crate::rules::{Office, Signer, Template};

/// The procuracy that issues for a unit on a day.
pub async fn office_of(
    db: &impl Sql,
    units: &Units,
    unit: &str,
    day: NaiveDate,
) -> Result<Office, WorkError> {
    let answers = units
        .answers_on(unit, day)
        .map_or(unit, |found| found.key.as_str());
    let Some(own) = units.procuracy_of(answers, day) else {
        return Ok(Office::default());
    };
    let parent = own
        .parent
        .as_deref()
        .and_then(|parent| units.nearest(parent, day));
    Ok(Office {
        name: own.name.clone(),
        parent_name: parent.map(|parent| parent.name.clone()),
        symbol: symbol_of(db, &own.key, &own.name).await?,
        place: place(&own.name, parent.map(|parent| parent.name.as_str())),
    })
}

/// The procuracy whose number books a unit uses.
pub fn issuing_unit(units: &Units, unit: &str, day: NaiveDate) -> String {
    let answers = units
        .answers_on(unit, day)
        .map_or(unit, |found| found.key.as_str());
    units
        .procuracy_of(answers, day)
        .map_or(unit, |own| own.key.as_str())
        .to_owned()
}

/// Địa danh: the province in the office's name, else in that of the office above.
fn place(own: &str, parent: Option<&str>) -> String {
    let province = |name: &str| {
        let end = name.split(" - ").last().unwrap_or(name);
        let end = end
            .strip_prefix("Viện kiểm sát nhân dân")
            .unwrap_or(end)
            .trim();
        let plain = end
            .strip_prefix("tỉnh ")
            .or(end.strip_prefix("thành phố "))
            .or(end.strip_prefix("Thành phố "));
        let is_name = plain.is_some()
            || !(end.starts_with("khu vực")
                || end.starts_with("tối cao")
                || end.starts_with("cấp cao"));
        is_name
            .then(|| plain.unwrap_or(end).to_owned())
            .filter(|name| !name.is_empty())
    };
    province(own)
        .or_else(|| parent.and_then(province))
        .unwrap_or_else(|| "Hà Nội".to_owned())
}

/// Người có thể ký: the leaders of the unit on a day whose role the form allows, the chief first.
pub async fn signers(
    db: &impl Sql,
    units: &Units,
    unit: &str,
    template: &Template,
    day: NaiveDate,
) -> Result<Vec<Signer>, WorkError> {
    let members = people::staff::post::members(db, units, unit, day).await?;
    let mut all: Vec<Signer> = Vec::new();
    for member in members {
        let may = template
            .signers
            .iter()
            .any(|title| title.role == member.role);
        if may && all.iter().all(|known| known.id != Some(member.person)) {
            all.push(Signer {
                id: Some(member.person),
                name: member.name,
                role: member.role,
            });
        }
    }
    Ok(all)
}

/// Who signs unless somebody chooses otherwise: the leader who drafts, the deputy in charge of the matter, the chief.
pub fn usual_signer(signers: &[Signer], drafter: Uuid, deputy: Option<Uuid>) -> Signer {
    let one = |person: Option<Uuid>| {
        signers
            .iter()
            .find(|signer| signer.id == person && person.is_some())
    };
    one(Some(drafter))
        .or_else(|| one(deputy))
        .or(signers.first())
        .cloned()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn the_place_is_the_province_of_the_office() {
        let region = "Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La";
        assert_eq!(
            place(region, Some("Viện kiểm sát nhân dân tỉnh Sơn La")),
            "Sơn La"
        );
        assert_eq!(
            place(
                "Viện kiểm sát nhân dân khu vực 2",
                Some("Viện kiểm sát nhân dân tỉnh Lâm Đồng")
            ),
            "Lâm Đồng"
        );
        assert_eq!(
            place(
                "Viện kiểm sát nhân dân thành phố Hải Phòng",
                Some("Viện kiểm sát nhân dân tối cao")
            ),
            "Hải Phòng"
        );
        assert_eq!(place("Viện kiểm sát nhân dân tối cao", None), "Hà Nội");
    }
}
