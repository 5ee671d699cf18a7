//! What a state of the file reaches from its catalogue, and what it names in vain.

use super::found::fields;
use crate::pdf::{Dict, Entry, Id, Object, PdfError, Revision};
use std::collections::{BTreeMap, BTreeSet};

/// The generation an object carries where it stands.
pub(super) fn generation(revision: &Revision, num: u32) -> u16 {
    match revision.entry(num) {
        Some(Entry::At(at)) => {
            let words = revision.data[at.min(revision.data.len())..]
                .split(|byte| byte.is_ascii_whitespace());
            let second = words.filter(|word| !word.is_empty()).nth(1);
            second
                .and_then(|word| std::str::from_utf8(word).ok()?.parse().ok())
                .unwrap_or(0)
        }
        _ => 0,
    }
}

/// What a state of the file reaches from its catalogue.
pub(super) struct Reach {
    /// All but proofs and description: what is shown or structural.
    pub shown: BTreeSet<u32>,
    /// The same without the looks of form fields that may be filled in; the looks of signatures are among it.
    pub core: BTreeSet<u32>,
    /// Numbers named in vain: an object put there would come alive.
    pub dangling: BTreeSet<u32>,
    /// By which objects each number is named; 0 stands for the trailer.
    holders: BTreeMap<u32, BTreeSet<u32>>,
}

impl Reach {
    pub fn of(revision: &Revision) -> Result<Self, PdfError> {
        let (_, mut catalog) = revision.catalog()?;
        let nothing = |_: Id| false;
        let (all, dangling) = walk(revision, &catalog, &nothing)?;
        let holders = holders(revision, &all)?;
        catalog
            .0
            .retain(|(key, _)| key != b"DSS" && key != b"Metadata");
        let (shown, _) = walk(revision, &catalog, &nothing)?;
        let fields = fields(revision)?;
        let fillable = fields.iter().filter(|(.., field)| !field.is("FT", "Sig"));
        let fillable: BTreeSet<Id> = fillable.map(|(id, ..)| *id).collect();
        let (core, _) = walk(revision, &catalog, &|id| fillable.contains(&id))?;
        Ok(Self {
            shown,
            core,
            dangling,
            holders,
        })
    }

    /// Whether this number is named by this object and by nothing else.
    pub fn is_held_only_by(&self, num: u32, holder: u32) -> bool {
        self.holders
            .get(&num)
            .is_some_and(|holders| holders.iter().all(|one| *one == holder))
    }
}

fn holders(
    revision: &Revision,
    all: &BTreeSet<u32>,
) -> Result<BTreeMap<u32, BTreeSet<u32>>, PdfError> {
    let mut holders: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut hold = |holder: u32, object: &Object| {
        let mut named = Vec::new();
        object.references(&mut named);
        for id in named {
            holders.entry(id.num).or_default().insert(holder);
        }
    };
    hold(0, &Object::from(revision.trailer().clone()));
    for num in all {
        let id = Id {
            num: *num,
            generation: generation(revision, *num),
        };
        hold(*num, &revision.object(id)?);
    }
    Ok(holders)
}

fn walk(
    revision: &Revision,
    catalog: &Dict,
    without_looks: &dyn Fn(Id) -> bool,
) -> Result<(BTreeSet<u32>, BTreeSet<u32>), PdfError> {
    let (root, _) = revision.catalog()?;
    let (mut reached, mut in_vain) = (BTreeSet::from([root.num]), BTreeSet::new());
    let mut waiting = Vec::new();
    Object::from(catalog.clone()).references(&mut waiting);
    while let Some(id) = waiting.pop() {
        if revision.entry(id.num).is_none() {
            in_vain.insert(id.num);
            continue;
        }
        if !reached.insert(id.num) {
            continue;
        }
        match revision.object(id)? {
            Object::Dict(mut dict) if without_looks(id) => {
                dict.0.retain(|(key, _)| key != b"AP");
                Object::from(dict).references(&mut waiting);
            }
            object => object.references(&mut waiting),
        }
    }
    Ok((reached, in_vain))
}
