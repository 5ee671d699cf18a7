//! Vào bảng: each payment of a sheet once, its parties met or made, every row kept with what became of it.

use std::collections::HashMap;

use casefile::MatterHead;
use chrono::NaiveTime;
use db::{Sql, args};
use people::{Work, WorkError};
use uuid::Uuid;

use super::{
    bank::{
        head::{Account, number_key},
        read::{Entry, Statement, What},
        same::{Print, matched},
    },
    change::{self, PartyGiven, TransferGiven},
    messages,
    store::{self, Party},
    taking::{Done, json},
};
use crate::{drawing::Certainty, sources::Source};

/// The table while a sheet enters it.
pub(super) struct Book<'w> {
    work: &'w Work,
    head: &'w MatterHead,
    parties: Vec<Party>,
}

/// Where a payment stands, and whether it was there before.
pub(super) struct Placed {
    transfer: Uuid,
    is_double: bool,
}

impl<'w> Book<'w> {
    pub(super) async fn of(work: &'w Work, head: &'w MatterHead) -> Result<Book<'w>, WorkError> {
        let parties = store::parties_of(&work.tx, head.id).await?;
        Ok(Book {
            work,
            head,
            parties,
        })
    }

    /// Tài khoản của sao kê.
    pub(super) async fn account(
        &mut self,
        account: &Account,
        sources: &[Source],
    ) -> Result<Uuid, WorkError> {
        let key = number_key(&account.number);
        if key.is_empty() && account.holder.trim().is_empty() {
            return Err(WorkError::invalid("number", messages::NO_ACCOUNT));
        }
        let given = PartyGiven {
            kind: "account".to_owned(),
            name: account.holder.clone(),
            number: account.number.clone(),
            bank: account.bank.clone(),
            sources: sources.to_vec(),
            ..PartyGiven::default()
        };
        let id = self.found_or_made(given).await?;
        // What another sheet knew only as a number has its name and leaves now.
        let party = self.parties.iter().find(|one| one.id == id);
        if let Some(party) = party.filter(|one| one.name.is_empty() || one.sources == "[]") {
            let name = if party.name.is_empty() {
                text::clean(&account.holder)
            } else {
                party.name.clone()
            };
            let sources = if party.sources == "[]" {
                json(&sources)?
            } else {
                party.sources.clone()
            };
            let sql = "UPDATE evidence_flow_party SET name = $1, sources = $2, changed_at = $3, revision = revision + 1 WHERE matter_id = $4 AND id = $5";
            self.work
                .tx
                .exec(
                    sql,
                    args![name, sources, self.work.now_ms, self.head.id, id],
                )
                .await?;
        }
        Ok(id)
    }

    async fn found_or_made(&mut self, given: PartyGiven) -> Result<Uuid, WorkError> {
        let key = number_key(&given.number);
        let name = text::fold(&text::clean(&given.name));
        let known = self.parties.iter().find(|one| match key.is_empty() {
            false => one.number_key == key,
            true => {
                one.number_key.is_empty() && one.kind == given.kind && text::fold(&one.name) == name
            }
        });
        if let Some(known) = known {
            return Ok(known.id);
        }
        let id = change::add_party(self.work, self.head, &given).await?;
        self.parties = store::parties_of(&self.work.tx, self.head.id).await?;
        Ok(id)
    }

    /// Bên đối ứng: by its number, by its name, as cash where the words say so, else unknown.
    async fn other(&mut self, entry: &Entry) -> Result<Uuid, WorkError> {
        let plain = |kind: &str, name: &str| PartyGiven {
            kind: kind.to_owned(),
            name: name.to_owned(),
            ..PartyGiven::default()
        };
        let given = match (number_key(&entry.account).is_empty(), entry.name.is_empty()) {
            (false, _) => PartyGiven {
                number: entry.account.clone(),
                bank: entry.bank.clone(),
                ..plain("account", &entry.name)
            },
            (true, false) => PartyGiven {
                bank: entry.bank.clone(),
                ..plain("person", &entry.name)
            },
            (true, true) if is_cash(&entry.note) => plain("cash", messages::CASH),
            (true, true) => plain("unknown", messages::UNKNOWN_PARTY),
        };
        self.found_or_made(given).await
    }

    pub(super) async fn given(
        &mut self,
        entry: &Entry,
        account: Uuid,
        import: Uuid,
        sources: &[Source],
    ) -> Result<TransferGiven, WorkError> {
        let mut other = self.other(entry).await?;
        if other == account {
            // A sheet that names its own account as the other side does not know the other side.
            let unknown = PartyGiven {
                kind: "unknown".to_owned(),
                name: messages::UNKNOWN_PARTY.to_owned(),
                ..PartyGiven::default()
            };
            other = self.found_or_made(unknown).await?;
        }
        let (from, to) = if entry.out > 0 {
            (account, other)
        } else {
            (other, account)
        };
        Ok(TransferGiven {
            from,
            to,
            what: "money".to_owned(),
            on: Some(entry.on),
            time: entry.time.map_or(String::new(), |time: NaiveTime| {
                time.format("%H:%M").to_string()
            }),
            amount: entry.out + entry.into,
            goods: String::new(),
            code: entry.code.chars().take(200).collect(),
            note: entry.note.chars().take(1_500).collect(),
            certainty: Certainty::Proven,
            sources: sources.to_vec(),
            import: Some(import),
        })
    }

    /// Each payment once: what is there already is met, what is new is written.
    pub(super) async fn enter(
        &mut self,
        account: Uuid,
        entries: &[(usize, &Entry)],
        given: Vec<TransferGiven>,
    ) -> Result<Vec<Placed>, WorkError> {
        let (ids, known) = self.known().await?;
        let new: Vec<Print> = given
            .iter()
            .zip(entries)
            .map(|(one, (_, entry))| Print {
                from: one.from,
                to: one.to,
                on: one.on,
                amount: one.amount,
                code: one.code.clone(),
                sheet_of: Some(account),
                balance: entry.balance,
            })
            .collect();
        let mut placed = Vec::with_capacity(given.len());
        for (found, one) in matched(&known, &new).into_iter().zip(&given) {
            placed.push(match found {
                Some(at) => Placed {
                    transfer: ids[at],
                    is_double: true,
                },
                None => Placed {
                    transfer: change::add_transfer(self.work, self.head, one).await?,
                    is_double: false,
                },
            });
        }
        Ok(placed)
    }

    /// What stands in the table, with whose sheet it came in and the balance there.
    async fn known(&self) -> Result<(Vec<Uuid>, Vec<Print>), WorkError> {
        db::row! { struct Seen { transfer_id: Uuid, account_id: Option<Uuid>, balance: Option<i64> } }
        let transfers = store::transfers_of(&self.work.tx, self.head.id, false).await?;
        let seen: Vec<Seen> = self
            .work
            .tx
            .all(
                "SELECT r.transfer_id, i.account_id, r.balance
                   FROM evidence_flow_row r JOIN evidence_flow_import i ON i.id = r.import_id
                  WHERE i.matter_id = $1 AND r.matter_id = $1 AND i.step = 'taken' AND r.transfer_id IS NOT NULL ORDER BY r.n",
                args![self.head.id],
            )
            .await?;
        let places: HashMap<Uuid, Seen> =
            seen.into_iter().map(|one| (one.transfer_id, one)).collect();
        let prints = transfers
            .iter()
            .filter(|one| one.what == "money")
            .map(|one| {
                let place = places.get(&one.id);
                let print = Print {
                    from: one.from_id,
                    to: one.to_id,
                    on: one.on_day,
                    amount: one.amount,
                    code: one.code.clone(),
                    sheet_of: place.and_then(|place| place.account_id),
                    balance: place.and_then(|place| place.balance),
                };
                (one.id, print)
            });
        Ok(prints.unzip())
    }
}

/// Nộp, rút tiền mặt.
fn is_cash(note: &str) -> bool {
    let folded = text::fold(note);
    [
        "tien mat",
        "rut tien atm",
        "rut atm",
        "nop tm",
        "rut tm",
        "atm",
    ]
    .iter()
    .any(|words| folded.contains(words))
}

pub(super) async fn keep_rows(
    work: &Work,
    head: &MatterHead,
    import: Uuid,
    told: &Statement,
    placed: &[Placed],
    breaks: &[(usize, String)],
) -> Result<Done, WorkError> {
    let mut done = Done::default();
    let mut places = placed.iter();
    for line in &told.lines {
        let broken = breaks
            .iter()
            .find(|(n, _)| *n == line.n)
            .map(|(_, said)| said.clone());
        let (state, said, balance, transfer) = match &line.what {
            What::Other(said) => ("other", said.clone(), None, None),
            What::Bad(said) => {
                done.bad += 1;
                ("bad", said.clone(), None, None)
            }
            What::Entry(entry) => {
                let place = places.next();
                let is_double = place.is_some_and(|place| place.is_double);
                *(if is_double {
                    &mut done.double
                } else {
                    &mut done.new
                }) += 1;
                let state = match (is_double, broken.is_some()) {
                    (true, _) => "double",
                    (false, true) => "wrong_balance",
                    (false, false) => "taken",
                };
                let said = broken.unwrap_or_else(|| {
                    if is_double {
                        messages::DOUBLE.to_owned()
                    } else {
                        String::new()
                    }
                });
                (
                    state,
                    said,
                    entry.balance,
                    place.map(|place| place.transfer),
                )
            }
        };
        work.tx
            .exec(
                "INSERT INTO evidence_flow_row (unit_id, import_id, n, matter_id, cells, state, said, balance, transfer_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                args![&head.unit, import, line.n, head.id, json(&line.cells)?, state, said, balance, transfer],
            )
            .await?;
    }
    Ok(done)
}
