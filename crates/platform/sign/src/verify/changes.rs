//! Thay đổi sau khi ký: what each later saving did, compared object by object; what is not known to be allowed is forbidden.

use super::{
    found::fields,
    reach::{Reach, generation},
};
use crate::pdf::{Dict, Entry, Id, Object, PdfError, Revision};
use std::collections::BTreeSet;

/// Something that happened after a signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Another signature, in this field.
    Signature(String),
    /// A time stamp on the document.
    TimeStamp,
    /// Proofs of certificates and revocation.
    Proofs,
    /// Descriptive data that no page shows.
    Description,
    /// A form field was filled in.
    Filled(String),
    /// Anything else.
    Forbidden(String),
}

impl Change {
    /// For people.
    pub fn sentence(&self) -> String {
        match self {
            Self::Signature(field) => format!("Thêm chữ ký “{field}”."),
            Self::TimeStamp => "Thêm dấu thời gian cho tài liệu.".into(),
            Self::Proofs => "Thêm bằng chứng chứng thư số và thu hồi.".into(),
            Self::Description => "Sửa dữ liệu mô tả tệp (không hiển thị trên trang).".into(),
            Self::Filled(field) => format!("Điền ô “{field}” của biểu mẫu."),
            Self::Forbidden(what) => format!("Thay đổi không được phép: {what}."),
        }
    }
}

/// What the saving from `old` to `new` (the next section) did.
pub(super) fn between(old: &Revision, new: &Revision) -> Result<Vec<Change>, PdfError> {
    let mut step = Step::new(old, new)?;
    step.catalog()?;
    step.proofs()?;
    let widgets = step.form()?;
    step.pages(&widgets)?;
    step.rest()?;
    Ok(step.changes.into_iter().collect())
}

/// What a change must leave alone.
#[derive(Clone, Copy)]
enum Kept {
    /// Everything shown or structural.
    Shown,
    /// The same but for the looks of fields that may be filled in.
    Core,
}

struct Step<'a> {
    old: &'a Revision<'a>,
    new: &'a Revision<'a>,
    /// Numbers whose object differs, was added, or was given up.
    touched: BTreeSet<u32>,
    /// Of these, the ones with a reason that is allowed.
    explained: BTreeSet<u32>,
    /// What the old state reaches.
    reach: Reach,
    changes: BTreeSet<Change>,
}

fn forbidden(what: &str) -> Change {
    Change::Forbidden(what.into())
}

fn same(old: &Revision, one: &Object, new: &Revision, other: &Object) -> bool {
    match (one, other) {
        (Object::Stream(one, here), Object::Stream(other, there)) => {
            one == other && old.data[here.clone()] == new.data[there.clone()]
        }
        _ => one == other,
    }
}

/// The keys that differ, each way.
fn differing<'d>(old: &'d Dict, new: &'d Dict) -> BTreeSet<&'d str> {
    let keys = old
        .0
        .iter()
        .chain(&new.0)
        .map(|(key, _)| std::str::from_utf8(key).unwrap_or("?"));
    keys.filter(|key| old.get(key) != new.get(key)).collect()
}

impl<'a> Step<'a> {
    fn new(old: &'a Revision<'a>, new: &'a Revision<'a>) -> Result<Self, PdfError> {
        let mut touched = BTreeSet::new();
        for (num, entry) in &new.sections[0].entries {
            let id = |revision: &Revision| Id {
                num: *num,
                generation: generation(revision, *num),
            };
            let is_same = match (old.entry(*num), *entry) {
                (None, Entry::Free) => true,
                (None, _) | (_, Entry::Free) => false,
                (Some(_), _) => same(old, &old.object(id(old))?, new, &new.object(id(new))?),
            };
            if !is_same {
                touched.insert(*num);
            }
        }
        let reach = Reach::of(old)?;
        Ok(Self {
            old,
            new,
            touched,
            explained: BTreeSet::new(),
            reach,
            changes: BTreeSet::new(),
        })
    }

    fn forbid(&mut self, what: &str) {
        self.changes.insert(forbidden(what));
    }

    fn is_added(&self, num: u32) -> bool {
        self.old.entry(num).is_none() && !self.reach.dangling.contains(&num)
    }

    fn is_touched(&self, object: Option<&Object>) -> bool {
        object
            .and_then(Object::reference)
            .is_some_and(|id| self.touched.contains(&id.num))
    }

    /// Explains what this object of the new state reaches: what was added, and what was changed outside `kept`.
    fn explain_from(&mut self, object: &Object, kept: Kept) -> Result<(), PdfError> {
        let mut waiting = Vec::new();
        object.references(&mut waiting);
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id.num) || !self.is_free(id.num, kept) {
                continue;
            }
            self.explained.insert(id.num);
            self.new.object(id)?.references(&mut waiting);
        }
        Ok(())
    }

    fn is_free(&self, num: u32, kept: Kept) -> bool {
        let is_kept = match kept {
            Kept::Shown => self.reach.shown.contains(&num),
            Kept::Core => self.reach.core.contains(&num),
        };
        self.is_added(num)
            || (self.touched.contains(&num) && !is_kept && !self.reach.dangling.contains(&num))
    }

    fn catalog(&mut self) -> Result<(), PdfError> {
        let ((old_id, old), (new_id, new)) = (self.old.catalog()?, self.new.catalog()?);
        if old_id != new_id {
            self.forbid("thay gốc của tài liệu");
            return Ok(());
        }
        self.explained.insert(new_id.num);
        for key in differing(&old, &new) {
            match key {
                "AcroForm" | "DSS" | "Extensions" => {}
                "Metadata" => {
                    self.changes.insert(Change::Description);
                }
                "Perms" => self.forbid("thay quyền do chữ ký chứng nhận đặt ra"),
                _ => self.forbid("sửa cấu trúc tài liệu"),
            }
        }
        if let Some(Object::Ref(id)) = new.get("Metadata")
            && self.touched.contains(&id.num)
            && (self.is_added(id.num) || !self.reach.shown.contains(&id.num))
            && self
                .new
                .object(*id)?
                .dict()
                .is_some_and(|dict| dict.is("Type", "Metadata"))
        {
            self.explained.insert(id.num);
            self.changes.insert(Change::Description);
        }
        if let Some(Object::Ref(id)) = self.new.trailer().get("Info")
            && self.touched.contains(&id.num)
            && !self.reach.shown.contains(&id.num)
            && !self.reach.dangling.contains(&id.num)
        {
            let mut named = Vec::new();
            self.new.object(*id)?.references(&mut named);
            if named.is_empty() {
                self.explained.insert(id.num);
                self.changes.insert(Change::Description);
            }
        }
        Ok(())
    }

    fn proofs(&mut self) -> Result<(), PdfError> {
        let (_, catalog) = self.new.catalog()?;
        let Some(store) = catalog.get("DSS") else {
            if self.old.catalog()?.1.get("DSS").is_some() {
                self.forbid("bỏ kho bằng chứng");
            }
            return Ok(());
        };
        let before = self.explained.len();
        self.explain_from(&store.clone(), Kept::Shown)?;
        if self.explained.len() > before {
            self.changes.insert(Change::Proofs);
        }
        Ok(())
    }

    /// Gives the widgets of new signature fields.
    fn form(&mut self) -> Result<BTreeSet<Id>, PdfError> {
        let ((_, old), (_, new)) = (self.old.catalog()?, self.new.catalog()?);
        let (before, after) = (
            self.old.value(&old, "AcroForm")?,
            self.new.value(&new, "AcroForm")?,
        );
        let empty = Dict::default();
        let (before, after) = (
            before.dict().unwrap_or(&empty).clone(),
            after.dict().unwrap_or(&empty).clone(),
        );
        for key in differing(&before, &after) {
            let is_fine = match key {
                "Fields" | "SigFlags" => true,
                "NeedAppearances" => after.get(key).is_none(),
                "DR" | "DA" => before.0.is_empty(),
                _ => false,
            };
            if !is_fine {
                self.forbid("sửa thiết đặt của biểu mẫu");
            }
        }
        for holder in [new.get("AcroForm"), after.get("Fields")] {
            if let Some(Object::Ref(id)) = holder {
                let was_it = [old.get("AcroForm"), before.get("Fields")].contains(&holder);
                if was_it || self.is_added(id.num) {
                    self.explained.insert(id.num);
                }
            }
        }
        let (before, after) = (fields(self.old)?, fields(self.new)?);
        let known: BTreeSet<Id> = before.iter().map(|(id, ..)| *id).collect();
        let now: BTreeSet<Id> = after.iter().map(|(id, ..)| *id).collect();
        if !known.is_subset(&now) {
            self.forbid("bỏ ô của biểu mẫu hoặc chữ ký");
        }
        let mut widgets = BTreeSet::new();
        for (id, name, field) in &after {
            match before.iter().find(|(old, ..)| old == id) {
                None => {
                    self.new_field(*id, name, field)?;
                    widgets.insert(*id);
                }
                Some((_, old_name, old)) if old_name != name => {
                    let _ = old;
                    self.forbid("đổi tên ô của biểu mẫu");
                }
                Some((_, _, old)) => self.old_field(*id, name, old, field)?,
            }
        }
        Ok(widgets)
    }

    fn new_field(&mut self, id: Id, name: &str, field: &Dict) -> Result<(), PdfError> {
        let may_have = [
            "Type",
            "Subtype",
            "FT",
            "T",
            "V",
            "P",
            "Rect",
            "F",
            "Ff",
            "AP",
            "Lock",
            "SV",
            "BS",
            "Border",
            "MK",
            "DA",
            "Q",
            "TU",
            "StructParent",
        ];
        let is_known = field
            .0
            .iter()
            .all(|(key, _)| may_have.contains(&std::str::from_utf8(key).unwrap_or("?")));
        let Some(Object::Ref(value)) = field.get("V") else {
            self.forbid("thêm ô vào biểu mẫu");
            return Ok(());
        };
        if !field.is("FT", "Sig")
            || !is_known
            || !self.is_added(id.num)
            || !self.is_added(value.num)
        {
            self.forbid("thêm ô vào biểu mẫu");
            return Ok(());
        }
        self.explained.insert(id.num);
        self.signed(*value, name)?;
        for key in ["AP", "Lock", "SV", "MK"] {
            if let Some(part) = field.get(key) {
                self.explain_from(part, Kept::Core)?;
            }
        }
        Ok(())
    }

    fn signed(&mut self, value: Id, name: &str) -> Result<(), PdfError> {
        self.explained.insert(value.num);
        let signature = self.new.object(value)?;
        let Some(dict) = signature.dict() else {
            self.forbid("chữ ký không đọc được");
            return Ok(());
        };
        for key in ["Reference", "Prop_Build"] {
            if let Some(part) = dict.get(key) {
                self.explain_from(part, Kept::Core)?;
            }
        }
        let is_stamp = dict.is("SubFilter", "ETSI.RFC3161");
        self.changes.insert(if is_stamp {
            Change::TimeStamp
        } else {
            Change::Signature(name.into())
        });
        Ok(())
    }

    fn old_field(&mut self, id: Id, name: &str, old: &Dict, new: &Dict) -> Result<(), PdfError> {
        let keys = differing(old, new);
        let is_signature = old.is("FT", "Sig");
        let was_signed = is_signature && old.get("V").is_some();
        let appearance_touched = ["AP", "V"].iter().any(|key| {
            let mut named = Vec::new();
            if let Some(part) = new.get(key) {
                part.references(&mut named);
            }
            named.iter().any(|id| self.touched.contains(&id.num))
        });
        if keys.is_empty() && !appearance_touched {
            return Ok(());
        }
        let is_filling = keys.iter().all(|key| ["V", "AP", "AS", "M"].contains(key));
        if was_signed || !is_filling {
            self.forbid(if was_signed {
                "sửa ô của chữ ký đã có"
            } else {
                "sửa ô của biểu mẫu"
            });
            return Ok(());
        }
        // Looks that something else shows, too, are not this field's to give up or to change.
        if let Some(Object::Ref(looks)) = old.get("AP")
            && !self.reach.is_held_only_by(looks.num, id.num)
        {
            self.forbid("đổi hình của một ô mà nơi khác cũng dùng");
            return Ok(());
        }
        self.explained.insert(id.num);
        if is_signature {
            match new.get("V") {
                Some(Object::Ref(value)) if self.is_added(value.num) => {
                    self.signed(*value, name)?
                }
                _ => self.forbid("sửa ô của biểu mẫu"),
            }
        } else {
            self.changes.insert(Change::Filled(name.into()));
            if let Some(value) = new.get("V") {
                self.explain_from(value, Kept::Core)?;
            }
        }
        match new.get("AP") {
            Some(part) => self.explain_from(part, Kept::Core),
            None => Ok(()),
        }
    }

    fn pages(&mut self, widgets: &BTreeSet<Id>) -> Result<(), PdfError> {
        let pages = self.old.pages()?;
        if pages != self.new.pages()? {
            self.forbid("thêm, bớt hoặc đổi chỗ trang");
            return Ok(());
        }
        for (i, id) in pages.iter().enumerate() {
            let (old, new) = (self.old.object(*id)?, self.new.object(*id)?);
            let (Some(old), Some(new)) = (old.dict(), new.dict()) else {
                continue;
            };
            let is_touched = self.touched.contains(&id.num) || self.is_touched(new.get("Annots"));
            if !is_touched {
                continue;
            }
            if differing(old, new).iter().any(|key| *key != "Annots") {
                self.forbid(&format!("sửa trang {}", i + 1));
                continue;
            }
            self.explained.insert(id.num);
            let (before, after) = (
                self.old.value(old, "Annots")?,
                self.new.value(new, "Annots")?,
            );
            let (before, after) = (
                before.array().unwrap_or_default(),
                after.array().unwrap_or_default(),
            );
            let kept = after.get(..before.len()) == Some(before);
            let added = after.iter().skip(before.len());
            let are_widgets = added
                .clone()
                .all(|item| item.reference().is_some_and(|id| widgets.contains(&id)));
            if !kept || !are_widgets {
                self.forbid(&format!("thêm hoặc sửa chú thích trên trang {}", i + 1));
            }
            if let Some(Object::Ref(array)) = new.get("Annots")
                && (old.get("Annots") == new.get("Annots") || self.is_added(array.num))
            {
                self.explained.insert(array.num);
            }
        }
        Ok(())
    }

    fn rest(&mut self) -> Result<(), PdfError> {
        for num in self.touched.clone() {
            if self.explained.contains(&num) {
                continue;
            }
            if self.new.entry(num).is_none() {
                self.forbid("xóa một phần của tài liệu");
                continue;
            }
            let id = Id {
                num,
                generation: generation(self.new, num),
            };
            let object = self.new.object(id)?;
            let is_container = object
                .dict()
                .is_some_and(|dict| dict.is("Type", "XRef") || dict.is("Type", "ObjStm"));
            if is_container && self.is_added(num) {
                continue;
            }
            let what = if self.reach.dangling.contains(&num) {
                "đưa vào một phần mà tài liệu đã chừa sẵn chỗ"
            } else if self.old.entry(num).is_none() {
                "thêm phần không rõ mục đích"
            } else if self.reach.core.contains(&num) {
                "sửa nội dung hiển thị hoặc cấu trúc"
            } else {
                "sửa một phần của tài liệu"
            };
            self.forbid(what);
        }
        Ok(())
    }
}
