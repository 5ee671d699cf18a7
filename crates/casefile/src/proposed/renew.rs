//! Xếp một tệp: the pages of a read file become proposals; what a person marked, touched or took off stands.

use std::collections::{BTreeMap, HashMap, HashSet};

use db::{Db, Sql, StorageError, Tx, args};
use uuid::Uuid;

use super::{Paper, doubts::doubts, faults, seen::seen_of, store, twice::Twice};
use crate::file::{FileRow, file};
use crate::matter::{MatterHead, head_of};
use crate::order::{Found, Leaf, Order, PageSeen, Telling, order};

/// What came of an ordering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordered {
    /// Documents found in the file.
    pub found: usize,
    /// Those of them that are now proposed.
    pub proposed: usize,
}

/// Orders a file as it now stands and keeps what is proposed; none while it is not read. Doing it twice changes nothing.
/// `twice`: its pages that were scanned before, as [`super::twice::find`] tells.
pub async fn order_file(
    db: &Db,
    id: Uuid,
    twice: &[Twice],
    now_ms: i64,
) -> Result<Option<Ordered>, StorageError> {
    let Some(before) = readable(db, id).await? else {
        return Ok(None);
    };
    let last = before.first_no + before.pages - 1;
    let pages = seen_of(db, before.matter_id, before.first_no, last).await?;
    let work = tokio::task::spawn_blocking(move || (order(&pages), pages));
    let (found, pages) = work.await.map_err(|cause| StorageError::Column {
        column: format!("the ordering of file {id}"),
        cause: cause.to_string(),
    })?;
    let tx = db.begin().await?;
    store::lock(&tx, before.matter_id).await?;
    let (Some(now), Some(head)) = (
        readable(&tx, id).await?,
        head_of(&tx, before.matter_id).await?,
    ) else {
        return Ok(None);
    };
    let papers = store::papers_of(&tx, head.id).await?;
    let mut proposed = renewed(&found, &pages, (id, now.first_no), &papers, now_ms);
    doubt_twice(&mut proposed, now.first_no, twice);
    tx.exec(
        "DELETE FROM casefile_proposal WHERE matter_id = $1 AND file_id = $2 AND touched_by IS NULL",
        args![head.id, id],
    )
    .await?;
    for paper in &proposed {
        store::propose(&tx, &head, paper).await?;
    }
    keep_guesses(&tx, &now, &found.leaves).await?;
    let mut told = faults::of(&pages, &found.leaves, &found.faults);
    told.extend(twice.iter().map(faults::of_twice));
    keep_faults(&tx, &head, &now, &told, now_ms).await?;
    tx.commit().await?;
    Ok(Some(Ordered {
        found: found.documents.len(),
        proposed: proposed.len(),
    }))
}

pub(super) async fn readable(sql: &impl Sql, id: Uuid) -> Result<Option<FileRow>, StorageError> {
    let found = file(sql, id).await?;
    Ok(found.filter(|file| file.state == "read" && file.pages > 0))
}

/// What is proposed for a file that begins at a page of the matter's file: each document found, without the pages that a
/// person's papers hold.
pub(super) fn renewed(
    found: &Order,
    pages: &[PageSeen],
    (file, start): (Uuid, i64),
    papers: &[Paper],
    now_ms: i64,
) -> Vec<Paper> {
    let is_own =
        |one: &&Paper| !one.is_confirmed && one.touched_by.is_none() && one.file_id == Some(file);
    // A paper keeps its id as long as it begins on the same page, so that who looks at it keeps looking.
    let known: HashMap<i64, Uuid> = papers
        .iter()
        .filter(is_own)
        .map(|one| (one.first_no, one.id))
        .collect();
    let others = papers.iter().filter(|one| !is_own(one));
    let held: HashSet<i64> = others.flat_map(|one| one.first_no..=one.last_no).collect();
    let mut all = Vec::new();
    for document in &found.documents {
        let told = doubts(document, pages, &found.leaves, &found.faults);
        for (first, last) in free(document, start, &held) {
            let is_head = first == place(document.first) + start - 1;
            let is_blank = (first..=last).all(|no| {
                let at = usize::try_from(no - start).unwrap_or(0);
                pages.get(at).is_some_and(|page| page.blank)
            });
            if is_blank && !is_head {
                continue;
            }
            let own = leaves(&found.leaves, first - start, last - start);
            let paper = Paper {
                id: known.get(&first).copied().unwrap_or_else(Uuid::now_v7),
                first_no: first,
                last_no: last,
                bl: own,
                file_id: Some(file),
                touched_at: now_ms,
                ..paper_of(document, pages)
            };
            all.push(match is_head {
                true => Paper {
                    doubts: told.join(" "),
                    ..paper
                },
                false => Paper {
                    title: String::new(),
                    number: String::new(),
                    issued_on: None,
                    doubts: "title rest".to_owned(),
                    ..paper
                },
            });
        }
    }
    all
}

fn place(no: usize) -> i64 {
    i64::try_from(no).unwrap_or(0)
}

/// The stretches of a found document that nobody's paper holds, in pages of the matter's file.
fn free(document: &Found, first: i64, held: &HashSet<i64>) -> Vec<(i64, i64)> {
    let pages = place(document.first) + first - 1..=place(document.last) + first - 1;
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for no in pages.filter(|no| !held.contains(no)) {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == no => *last = no,
            _ => stretches.push((no, no)),
        }
    }
    stretches
}

/// "04-06": the first and the last number of some leaves, by their order in the file.
fn leaves(leaves: &[Leaf], first: i64, last: i64) -> String {
    let at = |at: i64| usize::try_from(at).unwrap_or(0).min(leaves.len());
    let own = &leaves[at(first)..at(last + 1)];
    let mut numbers: Vec<(Option<(u32, String)>, &String)> = own
        .iter()
        .filter_map(|leaf| Some((leaf.key(), leaf.number.as_ref()?)))
        .collect();
    numbers.sort();
    match (numbers.first(), numbers.last()) {
        (Some((_, from)), Some((_, to))) if from != to => format!("{from}-{to}"),
        (Some((_, only)), _) => (*only).clone(),
        _ => String::new(),
    }
}

/// A found document as a paper of the list; its place in the file is still the finder's.
pub(super) fn paper_of(found: &Found, pages: &[PageSeen]) -> Paper {
    let own = pages[found.stretch(pages, |page| page.no)].iter();
    let written: Vec<f32> = own
        .filter(|page| !page.blank)
        .map(|page| page.confidence)
        .collect();
    let mean = written.iter().sum::<f32>() / written.len().max(1) as f32;
    Paper {
        id: Uuid::nil(),
        first_no: place(found.first),
        last_no: place(found.last),
        title: found.title.clone(),
        kind: kind_of(found).to_owned(),
        group_no: Some(i64::from(found.group)),
        place: None,
        bl: String::new(),
        issued_on: found.date,
        number: found.number.clone().unwrap_or_default(),
        issuer: found.issuer.clone().unwrap_or_default(),
        signer: found.signer.clone().unwrap_or_default(),
        form: found.form.clone().unwrap_or_default(),
        is_confirmed: false,
        file_id: None,
        confidence: mean.round() as i64,
        doubts: String::new(),
        touched_by: None,
        touched_at: 0,
        removed_at: None,
    }
}

/// Loại tài liệu by the first words of its name, else by its group; none where the name was not read.
fn kind_of(found: &Found) -> &'static str {
    const STARTS: [(&str, &str); 18] = [
        ("Bìa", "bia"),
        ("Bảng thống kê", "bia"),
        ("Biên bản tiếp nhận nguồn tin", "tin_bao"),
        ("Đơn tố giác", "tin_bao"),
        ("Đơn trình báo", "tin_bao"),
        ("Quyết định", "quyet_dinh"),
        ("Lệnh", "lenh"),
        ("Biên bản ghi lời khai", "bien_ban_loi_khai"),
        ("Biên bản lấy lời khai", "bien_ban_loi_khai"),
        ("Biên bản hỏi cung", "bien_ban_hoi_cung"),
        ("Biên bản", "bien_ban"),
        ("Kết luận giám định", "giam_dinh"),
        ("Kết luận định giá", "giam_dinh"),
        ("Bản kết luận điều tra", "ket_luan_dieu_tra"),
        ("Kết luận điều tra", "ket_luan_dieu_tra"),
        ("Cáo trạng", "cao_trang"),
        ("Công văn", "cong_van"),
        ("Thông báo", "cong_van"),
    ];
    let by_name = STARTS
        .iter()
        .find(|(start, _)| found.kind.starts_with(start));
    match (by_name, found.group) {
        _ if found.kind.is_empty() => "",
        (Some((_, kind)), _) => kind,
        (None, 0) => "bia",
        (None, 3) => "giam_dinh",
        (None, 6) => "ly_lich",
        (None, 7) => "vat_chung",
        (None, 8) => "kiem_sat",
        _ if found.kind.contains("đề nghị") => "de_nghi",
        _ => "khac",
    }
}

/// A paper one of whose pages was scanned before is not sure.
fn doubt_twice(papers: &mut [Paper], first: i64, twice: &[Twice]) {
    for paper in papers {
        if twice.iter().any(|one| paper.holds(one.page + first - 1)) {
            let told = [paper.doubts.as_str(), "twice"].join(" ");
            paper.doubts = told.trim().to_owned();
        }
    }
}

/// The numbers told by the whole file, where they are not what stands on the page.
async fn keep_guesses(tx: &Tx, file: &FileRow, leaves: &[Leaf]) -> Result<(), StorageError> {
    db::row! { struct Known { id: Uuid, no: i64, bl: Option<String>, bl_guess: Option<String>, bl_by: Option<Uuid> } }
    let last = file.first_no + file.pages - 1;
    let known: Vec<Known> = tx
        .all(
            "SELECT id, no, bl, bl_guess, bl_by FROM casefile_page WHERE matter_id = $1 AND no BETWEEN $2 AND $3 ORDER BY no",
            args![file.matter_id, file.first_no, last],
        )
        .await?;
    let told: BTreeMap<i64, &Leaf> = (file.first_no..).zip(leaves).collect();
    for page in known {
        let guess = told
            .get(&page.no)
            .filter(|leaf| leaf.telling == Telling::Inferred && page.bl_by.is_none())
            .and_then(|leaf| leaf.number.clone())
            .filter(|guess| page.bl.as_ref() != Some(guess));
        if guess != page.bl_guess {
            tx.exec(
                "UPDATE casefile_page SET bl_guess = $1 WHERE unit_id = $2 AND id = $3",
                args![guess, &file.unit_id, page.id],
            )
            .await?;
        }
    }
    Ok(())
}

async fn keep_faults(
    tx: &Tx,
    head: &MatterHead,
    file: &FileRow,
    told: &[faults::Kept],
    now_ms: i64,
) -> Result<(), StorageError> {
    let told = serde_json::to_string(told).map_err(|cause| StorageError::Column {
        column: format!("casefile_ordering.faults of {}", file.id),
        cause: cause.to_string(),
    })?;
    tx.exec(
        "INSERT INTO casefile_ordering (unit_id, file_id, matter_id, faults, ordered_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (unit_id, file_id) DO UPDATE SET faults = excluded.faults, ordered_at = excluded.ordered_at",
        args![&file.unit_id, file.id, head.id, told, now_ms],
    )
    .await
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Block;
    use crate::proposed::acts::tests::paper;

    fn found(first: usize, last: usize) -> Found {
        Found {
            first,
            last,
            title: "Quyết định tạm giữ".to_owned(),
            kind: "Quyết định tạm giữ".to_owned(),
            group: 1,
            block: Block::Investigator,
            form: None,
            date: None,
            number: None,
            number_is_cited: false,
            issuer: None,
            signer: None,
            persons: Vec::new(),
            handwritten: false,
        }
    }

    /// The file begins at the eleventh page of its matter.
    const FILE: (Uuid, i64) = (Uuid::nil(), 11);

    fn pages(blank: &[usize]) -> Vec<PageSeen> {
        let page = |no| PageSeen {
            no,
            blank: blank.contains(&no),
            width: 1240,
            confidence: 90.0,
            ..PageSeen::default()
        };
        (1..=6).map(page).collect()
    }

    fn order_of(documents: Vec<Found>) -> Order {
        let none = Leaf {
            number: None,
            telling: Telling::None,
        };
        Order {
            documents,
            leaves: vec![none; 6],
            faults: Vec::new(),
        }
    }

    fn spans(papers: &[Paper]) -> Vec<(i64, i64)> {
        papers
            .iter()
            .map(|one| (one.first_no, one.last_no))
            .collect()
    }

    #[test]
    fn what_a_person_holds_is_left_alone_and_the_rest_is_proposed_without_a_name() {
        let told = order_of(vec![found(1, 2), found(3, 6)]);
        let mut marked = paper(13, 14);
        marked.is_confirmed = true;
        let mut off = paper(11, 12);
        off.touched_by = Some(Uuid::nil());
        off.removed_at = Some(1);
        let renewed = renewed(&told, &pages(&[]), FILE, &[off, marked], 5);
        assert_eq!(spans(&renewed), [(15, 16)]);
        assert_eq!(
            (renewed[0].title.as_str(), renewed[0].doubts.as_str()),
            ("", "title rest")
        );
    }

    #[test]
    fn a_blank_back_that_is_left_over_is_no_document() {
        let told = order_of(vec![found(1, 6)]);
        let mut marked = paper(11, 15);
        marked.is_confirmed = true;
        assert!(renewed(&told, &pages(&[6]), FILE, &[marked], 5).is_empty());
    }

    #[test]
    fn a_renewed_paper_keeps_its_id_as_long_as_it_begins_on_the_same_page() {
        let told = order_of(vec![found(1, 3), found(4, 6)]);
        let mut before = paper(11, 16);
        before.file_id = Some(Uuid::nil());
        let renewed = renewed(&told, &pages(&[]), FILE, std::slice::from_ref(&before), 5);
        assert_eq!(spans(&renewed), [(11, 13), (14, 16)]);
        assert_eq!(renewed[0].id, before.id);
        assert_eq!(
            (renewed[0].kind.as_str(), renewed[0].confidence),
            ("quyet_dinh", 90)
        );
        assert_eq!(renewed[0].doubts, "date number");
    }
}
