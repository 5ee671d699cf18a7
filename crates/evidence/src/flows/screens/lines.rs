//! Các dòng dưới sơ đồ: who gave to whom, the parties, the sheets taken in.

use shell::{Problem, Visit};
use text::money;
use uuid::Uuid;

use super::{Leaf, leaves};
use crate::{
    drawing::Certainty,
    flows::{
        graph::{Flow, GATHERED, Graph},
        messages,
        picture::Table,
        store, taking,
    },
};

pub(super) struct FlowLine {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) href: String,
    pub(super) times: usize,
    pub(super) sum: String,
    pub(super) days: String,
    pub(super) certainty: &'static str,
    pub(super) goods: String,
    pub(super) leaves: Vec<Leaf>,
}

pub(super) struct PartyLine {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) kind: String,
    pub(super) into: String,
    pub(super) out: String,
    pub(super) rest: String,
    pub(super) owner: String,
}

pub(super) struct ImportLine {
    pub(super) href: String,
    pub(super) file: String,
    pub(super) step: &'static str,
    pub(super) account: String,
    pub(super) at: String,
    pub(super) unread: i64,
    pub(super) breaks: i64,
}

/// Where a click on the picture leads.
pub(super) fn spot_href(href: &str, query: &str, id: &str) -> Option<String> {
    let joint = if query.is_empty() {
        String::new()
    } else {
        format!("&{query}")
    };
    match id.split_once('_') {
        Some((from, to)) => Some(format!(
            "{href}/transfers?giver={from}&receiver={to}{joint}"
        )),
        None if id == GATHERED.to_string() => None,
        None => Some(format!("{href}/parties/{id}")),
    }
}

pub(super) fn flow_lines(
    matter: Uuid,
    table: &Table,
    told: &Graph,
    (href, query): (&str, &str),
) -> Vec<FlowLine> {
    let line = |flow: &Flow| FlowLine {
        from: table.title(flow.from),
        to: table.title(flow.to),
        href: spot_href(href, query, &format!("{}_{}", flow.from, flow.to)).unwrap_or_default(),
        times: flow.times,
        sum: if flow.sum > 0 {
            money(flow.sum)
        } else {
            String::new()
        },
        days: flow
            .days
            .map_or("Chưa rõ ngày".to_owned(), |(first, last)| {
                match first == last {
                    true => shell::vi_date(first),
                    false => format!("{} – {}", shell::vi_date(first), shell::vi_date(last)),
                }
            }),
        certainty: match flow.certainty {
            Certainty::Proven => "Đã chứng minh",
            other => other.name_vi(),
        },
        goods: flow.goods.join(", "),
        leaves: leaves(matter, &table.pages_of(flow)),
    };
    told.flows.iter().map(line).collect()
}

pub(super) fn party_lines(table: &Table, told: &Graph, href: &str) -> Vec<PartyLine> {
    let sum = |sum: i64| if sum == 0 { String::new() } else { money(sum) };
    let mut lines: Vec<PartyLine> = told
        .nodes
        .iter()
        .map(|node| {
            let party = table.party(node.party);
            let (kind, role) = party.map_or(("", ""), |one| (one.kind.as_str(), one.role.as_str()));
            let kinds = [
                if kind.is_empty() {
                    ""
                } else {
                    messages::kind_vi(kind)
                },
                messages::role_vi(role),
            ];
            let kinds: Vec<&str> = kinds.into_iter().filter(|one| !one.is_empty()).collect();
            PartyLine {
                name: match party {
                    Some(_) => table.title(node.party),
                    None => format!("{} ({})", messages::GATHERED, node.parties),
                },
                href: party.map_or(String::new(), |one| format!("{href}/parties/{}", one.id)),
                kind: kinds.join(", "),
                into: sum(node.into),
                out: sum(node.out),
                rest: sum(node.into - node.out),
                owner: party
                    .and_then(|one| one.owner_id)
                    .map_or(String::new(), |owner| table.title(owner)),
            }
        })
        .collect();
    // Parties that nothing chosen touches can still be opened.
    let shown: Vec<Uuid> = told.nodes.iter().map(|node| node.party).collect();
    let has_rest = shown.contains(&GATHERED);
    let quiet = table
        .parties
        .iter()
        .filter(|one| !shown.contains(&one.id) && (has_rest || one.owner_id.is_none()));
    lines.extend(quiet.map(|one| {
        PartyLine {
            name: one.title(),
            href: format!("{href}/parties/{}", one.id),
            kind: messages::kind_vi(&one.kind).to_owned(),
            into: String::new(),
            out: String::new(),
            rest: String::new(),
            owner: one
                .owner_id
                .map_or(String::new(), |owner| table.title(owner)),
        }
    }));
    lines
}

pub(super) async fn import_lines(
    visit: &Visit,
    matter: Uuid,
    table: &Table,
) -> Result<Vec<ImportLine>, Problem> {
    let mut lines = Vec::new();
    for one in taking::imports_of(visit.app.db(), matter).await? {
        let counts = taking::counts(visit.app.db(), one.id).await?;
        let many = |state: &str| counts.get(state).copied().unwrap_or(0);
        lines.push(ImportLine {
            href: one.href(matter),
            step: messages::step_vi(&one.step),
            account: one
                .account_id
                .and_then(|id| table.party(id))
                .map_or(String::new(), store::Party::title),
            at: shell::vi_time(one.made_at),
            unread: many("bad"),
            breaks: many("wrong_balance"),
            file: one.file_name,
        });
    }
    Ok(lines)
}
