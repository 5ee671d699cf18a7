//! Các viện trong dữ liệu giả lập: units, people with sign-ins, posts and teams.

use chrono::NaiveDate;
use criminal::numbers::derived_symbol;
use people::{
    Role,
    units::{Level, Unit},
};
use uuid::Uuid;

use crate::{Scale, chance::Chance, names};

/// The password of every account of the demo.
pub const PASSWORD: &str = "kiemsat-2026";
/// Whom the sign-in page offers.
pub(crate) const SHOWN: [&str; 10] = [
    "ksv1",
    "ktv1",
    "vientruong",
    "phovientruong",
    "thongke",
    "vanthu",
    "quantri",
    "tinh.vientruong",
    "tinh.ksv1",
    "tinh.thongke",
];
/// Since when the three levels stand (Luật 82/2025/QH15).
pub const REFORM: NaiveDate = match NaiveDate::from_ymd_opt(2025, 7, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// The region where people sign in without a prefix.
const HOME_REGION: u32 = 3;
/// How many regions the invented Lâm Đồng has: the true number is not in our sources.
const REGIONS: u32 = 12;

/// Một viện.
#[derive(Debug, Clone)]
pub struct Office {
    /// The unit's key.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Ký hiệu on papers.
    pub symbol: String,
    /// The province's own name, for addresses.
    pub province: String,
    /// Whether it is a province.
    pub is_province: bool,
    /// From this day it records.
    pub from: NaiveDate,
    /// Until this day.
    pub to: NaiveDate,
    /// Its people.
    pub staff: Vec<Member>,
}

/// Một cán bộ.
#[derive(Debug, Clone)]
pub struct Member {
    /// The id.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The sign-in.
    pub login: String,
    /// The role.
    pub role: Role,
}

impl Office {
    /// Everybody with a role.
    pub fn with_role(&self, role: Role) -> Vec<&Member> {
        self.staff
            .iter()
            .filter(|member| member.role == role)
            .collect()
    }

    /// Somebody with a role; the chief when nobody has it.
    pub fn someone(&self, role: Role, chance: &mut Chance) -> &Member {
        let with = self.with_role(role);
        match with.is_empty() {
            true => &self.staff[0],
            false => chance.one::<&Member>(&with),
        }
    }
}

/// The regions that are added to the units of the sources, as a list to import.
pub fn units_list(scale: Scale, known: &people::Units, today: NaiveDate) -> String {
    let mut list = String::from(
        "key,name_vi,level,parent,code,valid_from,valid_to,successor,certainty,source,notes\n",
    );
    let certainty = "dữ liệu giả lập; số lượng và tên khu vực cần kiểm tra";
    let mut add = |province: &Unit, short: &str, number: u32| {
        let key = format!("{}-KV{number:02}", province.key);
        if !known.days_of(&key).is_empty() {
            return false;
        }
        list += &format!(
            "{key},Viện kiểm sát nhân dân khu vực {number} - {short},khu_vuc,{},,2025-07-01,,,{certainty},kiemsat demo,\n",
            province.key
        );
        true
    };
    let provinces = provinces(known, today);
    for province in &provinces {
        if province.key == "P68" {
            (1..=REGIONS).for_each(|number| {
                add(province, "Lâm Đồng", number);
            });
        }
    }
    if scale == Scale::Nation {
        let there = known
            .all_on(today)
            .filter(|unit| unit.level == Level::Region)
            .count();
        let mut missing = 355_usize.saturating_sub(there + usize::try_from(REGIONS).unwrap_or(0));
        'filled: for number in 1..=60 {
            for province in provinces.iter().filter(|province| province.key != "P68") {
                if missing == 0 {
                    break 'filled;
                }
                if add(province, own_name(&province.name), number) {
                    missing -= 1;
                }
            }
        }
    }
    // The importer finds parents among the rows of the same list.
    for province in provinces {
        list += &format!(
            "{},{},cap_tinh,,,,,,confirmed,,\n",
            province.key, province.name
        );
    }
    list
}

/// The offices that record matters, with their people.
pub fn offices(
    scale: Scale,
    known: &people::Units,
    today: NaiveDate,
    start: NaiveDate,
    at_ms: i64,
) -> Vec<Office> {
    let mut offices = Vec::new();
    for province in provinces(known, today) {
        if scale != Scale::Nation && province.key != "P68" {
            continue;
        }
        let short = own_name(&province.name).to_owned();
        let mut regions = known.children(&province.key, today);
        regions.retain(|unit| unit.level == Level::Region);
        regions.sort_by(|a, b| a.key.cmp(&b.key));
        offices.push(office(
            scale,
            &province.key,
            &province.name,
            &short,
            start,
            today,
            at_ms,
        ));
        for unit in regions {
            offices.push(office(
                scale, &unit.key, &unit.name, &short, start, today, at_ms,
            ));
        }
    }
    if scale != Scale::Nation && start < REFORM {
        offices.extend(before_the_reform(known, start, at_ms));
    }
    offices
}

/// The three provinces that became Lâm Đồng, for what was begun and ended before the reform.
fn before_the_reform(known: &people::Units, start: NaiveDate, at_ms: i64) -> Vec<Office> {
    let last = REFORM.pred_opt().unwrap_or(REFORM);
    let mut old = known.predecessors("P68");
    old.sort_unstable();
    let of = |key: &str| {
        let unit = known.on(key, last)?;
        Some(office(
            Scale::Demo,
            key,
            &unit.name,
            own_name(&unit.name),
            start,
            last,
            at_ms,
        ))
    };
    old.into_iter()
        .filter(|key| key.starts_with("OLD-68-"))
        .filter_map(of)
        .collect()
}

fn provinces(known: &people::Units, today: NaiveDate) -> Vec<Unit> {
    let mut provinces: Vec<Unit> = known
        .all_on(today)
        .filter(|unit| unit.level == Level::Province)
        .cloned()
        .collect();
    provinces.sort_by(|a, b| a.key.cmp(&b.key));
    provinces
}

fn own_name(name: &str) -> &str {
    let mut rest = name;
    for beginning in [
        "Viện kiểm sát nhân dân ",
        "tỉnh ",
        "thành phố ",
        "Thành phố ",
    ] {
        rest = rest.strip_prefix(beginning).unwrap_or(rest);
    }
    rest
}

fn office(
    scale: Scale,
    key: &str,
    name: &str,
    short: &str,
    from: NaiveDate,
    to: NaiveDate,
    at_ms: i64,
) -> Office {
    let is_province = !key.contains("-KV");
    let place = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let mut chance = Chance::new(crate::SEED ^ 0x0FF1CE, place);
    let prefix = prefix(scale, key);
    let mut staff = Vec::new();
    let prosecutors = if is_province { 8 } else { 5 };
    for (role, login, count) in [
        (Role::Chief, "vientruong", 1),
        (Role::DeputyChief, "phovientruong", 2),
        (Role::Prosecutor, "ksv", prosecutors),
        (Role::Examiner, "ktv", 2),
        (Role::Clerk, "vanthu", 1),
        (Role::Statistician, "thongke", 1),
        (Role::ItOfficer, "quantri", 1),
    ] {
        for n in 1..=count {
            let numbered = match (count, n) {
                (1, _) => login.to_owned(),
                (_, 1) if role == Role::DeputyChief => login.to_owned(),
                _ => format!("{login}{n}"),
            };
            let (name, _) = names::person(&mut chance);
            staff.push(Member {
                id: chance.id(at_ms),
                name,
                login: format!("{prefix}{numbered}"),
                role,
            });
        }
    }
    Office {
        unit: key.to_owned(),
        name: name.to_owned(),
        symbol: derived_symbol(name),
        province: short.to_owned(),
        is_province,
        from: if is_province || scale == Scale::Nation {
            from
        } else {
            from.max(REFORM)
        },
        to,
        staff,
    }
}

/// `ksv1` in the region most people look at, `tinh.ksv1` in the province, `kv5.ksv1` elsewhere.
fn prefix(scale: Scale, key: &str) -> String {
    let home = format!("P68-KV{HOME_REGION:02}");
    match key.split_once("-KV") {
        _ if key == home => String::new(),
        None if key == "P68" => "tinh.".to_owned(),
        Some(("P68", number)) => format!("kv{}.", number.trim_start_matches('0')),
        _ if scale == Scale::Nation || key.starts_with("OLD") => format!("{}.", key.to_lowercase()),
        _ => format!("{}.", key.to_lowercase()),
    }
}
