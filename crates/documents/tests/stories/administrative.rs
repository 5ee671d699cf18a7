//! A letter, a notice, a report are drafted without a matter, numbered from the office's own books and listed beside the others.

use documents::folder::ceremony;
use people::Role;
use shell::testing::{Browser, PASSWORD, REGION};
use uuid::Uuid;

use crate::folder::{complete, reserve};
use crate::house::{in_a_house, told, version};
use crate::word::{downloaded, edited, returned, saved_by_libreoffice};

pub async fn begun(browser: &mut Browser<'_>, kind: &str) -> String {
    let answer = browser.post("/documents/office", &[("type", kind)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.location().to_owned()
}

pub async fn filled(browser: &mut Browser<'_>, href: &str) {
    let fields = [
        ("subject", "phối hợp tổ chức hội nghị"),
        ("urgency", "KHẨN"),
        ("drafting_unit", "VP"),
        ("addressees", "Công an tỉnh Sơn La"),
        (
            "body",
            "Viện kiểm sát đề nghị phối hợp.\n# 1. Việc cần làm\n- Cử người dự\n| Việc | Hạn |\n| Dự họp | 20/8/2026 |",
        ),
        ("recipients", "Như trên\nLãnh đạo Viện"),
    ];
    let answer = browser.post(href, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

pub async fn issue(browser: &mut Browser<'_>, href: &str) -> shell::testing::Answer {
    let version = version(&browser.page(href).await);
    browser
        .post(&format!("{href}/issue"), &[("version", &version)])
        .await
}

#[test]
fn a_letter_takes_the_first_number_of_its_own_book() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let letter = begun(&mut chief, "cong-van").await;
        // With words still in square brackets it is not issued, and no number is taken.
        let refused = issue(&mut chief, &letter).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.has("còn thiếu"), "{}", refused.text);
        filled(&mut chief, &letter).await;
        let answer = issue(&mut chief, &letter).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let page = chief.page(&letter).await;
        assert!(
            page.contains("Đã ban hành số 01/") && page.contains("-VP"),
            "{page}"
        );
        assert!(
            page.contains("KHẨN") && page.contains("phối hợp tổ chức hội nghị"),
            "{page}"
        );
        // Each type has a series of its own.
        let notice = begun(&mut chief, "thong-bao").await;
        filled(&mut chief, &notice).await;
        issue(&mut chief, &notice).await;
        assert!(chief.page(&notice).await.contains("Đã ban hành số 01/TB-"));
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        let book = clerk.page("/documents/outgoing").await;
        assert!(book.contains("01/TB-") && book.contains("Văn bản hành chính"));
        let second = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &second).await;
        issue(&mut chief, &second).await;
        assert!(chief.page(&second).await.contains("Đã ban hành số 02/"));
        // A withdrawn one keeps its number as cancelled.
        let answer = chief
            .post(
                &format!("{second}/withdrawal"),
                &[("reason", "nhầm nơi gửi")],
            )
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let third = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &third).await;
        issue(&mut chief, &third).await;
        assert!(chief.page(&third).await.contains("Đã ban hành số 03/"));
        for href in [&letter, &notice] {
            assert!(
                chief
                    .get(&format!("{href}/pdf"))
                    .await
                    .bytes
                    .starts_with(b"%PDF")
            );
            assert!(
                chief
                    .get(&format!("{href}/word"))
                    .await
                    .bytes
                    .starts_with(b"PK")
            );
        }
    });
}

#[test]
fn it_goes_to_its_signer_is_signed_sealed_issued_and_delivered_as_a_form_is() {
    in_a_house(|house| async move {
        let (signer, login) = house.office.employ(Role::Chief, REGION).await;
        let mut chief = house.office.browser();
        chief.sign_in(&login, PASSWORD).await;
        let mut prosecutor = house.office.signed_in(Role::Prosecutor).await;
        let letter = begun(&mut prosecutor, "cong-van").await;
        let document: Uuid = letter.rsplit('/').next().unwrap().parse().unwrap();
        let hand_in = async |browser: &mut Browser<'_>| {
            let at = version(&browser.page(&letter).await);
            let fields = [("version", at.as_str()), ("note", "Gửi trước ngày 20/8")];
            let place = format!("/documents/{document}/submission");
            browser.post(&place, &fields).await
        };
        // With words still in square brackets it is not handed in.
        let refused = hand_in(&mut prosecutor).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.has("còn thiếu"), "{}", refused.text);
        filled(&mut prosecutor, &letter).await;
        let signer_id = signer.to_string();
        let answer = prosecutor
            .post(&letter, &[("signer_person", signer_id.as_str())])
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let answer = hand_in(&mut prosecutor).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let folder = chief.page("/documents/folder").await;
        assert!(
            folder.contains("phối hợp tổ chức hội nghị") && folder.contains("Gửi trước ngày 20/8"),
            "{folder}"
        );
        let before_signer = format!("/documents/folder/{document}");
        let page = chief.page(&before_signer).await;
        assert!(
            page.contains("VIỆN TRƯỞNG") && page.contains("Công an tỉnh Sơn La"),
            "{page}"
        );
        let remark = [("remark", "Ghi thêm địa điểm họp")];
        let answer = chief
            .post(&format!("{before_signer}/return"), &remark)
            .await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        assert!(
            prosecutor
                .page(&letter)
                .await
                .contains("Ghi thêm địa điểm họp")
        );
        assert_eq!(hand_in(&mut prosecutor).await.status, 303);
        // Begun and stopped: the number goes back, and it waits again.
        let work = house.work_of(signer).await;
        let there = reserve(&house, &work, document).await.unwrap();
        let number = there.number.clone().unwrap();
        assert!(number.starts_with("01/"), "{number}");
        ceremony::undo(&work, &there, "dừng").await.unwrap();
        work.commit().await.unwrap();
        let work = house.work_of(signer).await;
        let there = reserve(&house, &work, document).await.unwrap();
        assert_eq!(there.number.as_ref(), Some(&number), "no number is burnt");
        work.commit().await.unwrap();
        for step in ["signed", "sealed"] {
            let work = house.work_of(signer).await;
            match step {
                "signed" => drop(ceremony::signed(&work, document, &there.pdf).await.unwrap()),
                _ => ceremony::sealed(&work, document, &there.pdf).await.unwrap(),
            }
            work.commit().await.unwrap();
        }
        let mut work = house.work_of(signer).await;
        let issued = complete(&house, &mut work, document).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(issued.as_ref(), Some(&number));
        let page = prosecutor.page(&letter).await;
        assert!(page.contains(&format!("Đã ban hành số {number}")), "{page}");
        // The clerk passes it on, and notes who had it.
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        let fields = [
            ("recipient", "Công an tỉnh Sơn La"),
            ("way", "post"),
            ("sent_on", "13/08/2026"),
        ];
        let place = format!("/documents/{document}/deliveries");
        let answer = clerk.post(&place, &fields).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let page = clerk.page(&letter).await;
        assert!(page.contains("Gửi bưu điện"), "{page}");
        // The address of any document leads to it, and the next one has the next number.
        let answer = clerk.get(&format!("/documents/{document}")).await;
        assert_eq!(answer.location(), letter);
        let next = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &next).await;
        issue(&mut chief, &next).await;
        assert!(chief.page(&next).await.contains("Đã ban hành số 02/"));
    });
}

#[test]
fn what_word_changed_in_a_letter_comes_back_as_proposals_of_its_fields() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let letter = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &letter).await;
        let file = downloaded(&mut chief, &letter).await;
        // As it left, and as LibreOffice saves it, it says nothing new.
        let list = format!("{letter}/returns");
        let same = returned(&mut chief, &letter, &file).await;
        assert_eq!(same.location(), list, "{}", same.text);
        if let Some(again) = saved_by_libreoffice("letter", &file) {
            let same = returned(&mut chief, &letter, &again).await;
            let told = chief.page(same.location()).await;
            assert_eq!(same.location(), list, "{told}");
        }
        let changed = edited(
            &file,
            &[
                ("Cử người dự", "Cử hai người dự"),
                ("Lãnh đạo Viện", "Lãnh đạo Viện khu vực"),
            ],
        );
        let answer = returned(&mut chief, &letter, &changed).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let place = answer.location().to_owned();
        let page = chief.page(&place).await;
        assert_eq!(page.matches("class=\"returned-one\"").count(), 2, "{page}");
        // A proposal changes nothing until it is answered.
        assert!(!chief.page(&letter).await.contains("Cử hai người dự"));
        let answer = chief.post(&place, &[("answer", "take")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let page = chief.page(&letter).await;
        assert!(
            page.contains(
                "# 1. Việc cần làm\n- Cử hai người dự\n| Việc | Hạn |\n| Dự họp | 20/8/2026 |"
            ),
            "{page}"
        );
        assert!(page.contains("Như trên\nLãnh đạo Viện khu vực"), "{page}");
        let again = returned(&mut chief, &letter, &changed).await;
        assert_eq!(again.location(), place);
        // A file of another draft, or of none, is told so.
        let other = begun(&mut chief, "cong-van").await;
        let wrong = returned(&mut chief, &other, &file).await;
        assert!(chief.page(wrong.location()).await.contains("văn bản khác"));
    });
}

#[test]
fn it_is_found_beside_the_papers_of_matters_and_read_by_those_of_the_office() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let letter = begun(&mut chief, "thong-bao").await;
        filled(&mut chief, &letter).await;
        house.begin(&mut chief).await;
        let all = chief.page("/documents?state=draft").await;
        assert!(
            all.contains("phối hợp tổ chức hội nghị") && all.contains("gia hạn tạm giam"),
            "{all}"
        );
        let own = chief.page("/documents/office?state=draft").await;
        assert!(
            own.contains(&letter) && !own.contains("gia hạn tạm giam"),
            "{own}"
        );
        let found = chief.page("/documents/office?state=draft&q=phoi+hop").await;
        assert!(found.contains(&letter), "{found}");
        // A prosecutor who did not draft it does not read it; the records clerk does.
        let mut prosecutor = house.office.signed_in(Role::Prosecutor).await;
        assert_eq!(prosecutor.get(&letter).await.status, 403);
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        assert_eq!(clerk.get(&letter).await.status, 200);
        assert_eq!(
            clerk
                .post(&format!("{letter}/issue"), &[("version", "1")])
                .await
                .status,
            403
        );
    });
}

#[test]
fn a_secret_mark_is_refused_and_nothing_of_it_is_kept() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let letter = begun(&mut chief, "bao-cao").await;
        let answer = chief
            .post(&letter, &[("body", "TỐI MẬT\nNội dung không được giữ")])
            .await;
        assert_eq!(answer.status, 422);
        assert!(answer.has("Tài liệu mật"), "{}", answer.text);
        assert!(
            !chief
                .page(&letter)
                .await
                .contains("Nội dung không được giữ")
        );
    });
}

#[test]
fn a_letter_has_versions_comparisons_and_remarks_as_a_form_has() {
    in_a_house(|house| async move {
        let (_, login) = house.office.employ(Role::Chief, REGION).await;
        let mut chief = house.office.browser();
        chief.sign_in(&login, PASSWORD).await;
        let letter = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &letter).await;
        let document = letter.replace("/office", "");
        let at = version(&chief.page(&letter).await);
        let typed = [
            ("field", "subject"),
            ("value", "phối hợp tổ chức hội thảo"),
            ("version", at.as_str()),
        ];
        let kept = chief.post(&format!("{letter}/fields"), &typed).await;
        assert_eq!(kept.status, 200, "{}", kept.text);
        let list = chief.page(&format!("{document}/versions")).await;
        assert!(
            list.contains("Trích yếu") && list.contains("phối hợp tổ chức hội thảo"),
            "{list}"
        );
        let compared = chief
            .page(&format!("{document}/comparison?from={at}"))
            .await;
        assert!(
            compared.contains("<del>nghị") && compared.contains("<ins>thảo"),
            "{compared}"
        );
        let then = chief.page(&format!("{document}/versions/{at}")).await;
        assert!(
            then.contains("phối hợp tổ chức hội nghị") && then.contains("Công an tỉnh Sơn La"),
            "{then}"
        );
        let back = chief.post(&format!("{document}/versions/{at}"), &[]).await;
        assert_eq!(back.location(), letter, "{}", told(&back));
        let found = chief.page("/documents/office?state=draft&q=hoi+nghi").await;
        assert!(
            found.contains(&letter),
            "its words are found again: {found}"
        );
        // A remark stands at its field and on its page until it is settled.
        let remark = [("about", "subject"), ("words", "Ghi rõ ngày họp")];
        let said = chief.post(&format!("{document}/remarks"), &remark).await;
        assert_eq!(
            said.location(),
            format!("{letter}#remarks"),
            "{}",
            told(&said)
        );
        let page = chief.page(&letter).await;
        assert!(
            page.contains("Ý kiến của") && page.matches("Ghi rõ ngày họp").count() == 2,
            "{page}"
        );
        let id = page
            .split("id=\"remark-")
            .filter_map(|rest| rest.split('"').next())
            .find(|id| id.len() == 36)
            .unwrap()
            .to_owned();
        let settle = format!("{document}/remarks/{id}/settlement");
        assert_eq!(chief.post(&settle, &[]).await.status, 303);
        assert!(chief.page(&letter).await.contains("Đã giải quyết: 1"));
        // Who may not read the letter reads none of this.
        let mut prosecutor = house.office.signed_in(Role::Prosecutor).await;
        for place in ["versions", "comparison"] {
            let answer = prosecutor.get(&format!("{document}/{place}")).await;
            assert_eq!(answer.status, 403, "{place}");
        }
    });
}

#[test]
fn an_issued_letter_is_copied_replaced_and_withdrawn_as_a_form_is() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let letter = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &letter).await;
        assert_eq!(issue(&mut chief, &letter).await.status, 303);
        let document = letter.replace("/office", "");
        let copies = format!("{document}/copies");
        for (kind, part) in [("sao_y", None), ("trich_sao", Some("0"))] {
            let mut fields = vec![("kind", kind), ("copies", "2"), ("recipient", "Tòa án")];
            fields.extend(part.map(|part| ("part", part)));
            let answer = chief.post(&copies, &fields).await;
            assert_eq!(answer.location(), letter, "{kind}: {}", told(&answer));
        }
        let book = chief.page("/documents/copies").await;
        for number in ["1/SY-VKSKV3", "2/TrS-VKSKV3"] {
            assert!(book.contains(number), "{number}: {book}");
        }
        let file = book
            .split("href=\"/documents/copies/")
            .filter_map(|rest| rest.split('"').next())
            .find(|rest| rest.len() > 36 && rest.ends_with("/pdf"))
            .unwrap();
        let file = chief.get(&format!("/documents/copies/{file}")).await;
        assert!(file.bytes.starts_with(b"%PDF"));
        // Replaced: the new one names the old one, which stands until the new one is issued.
        let replace = format!("{document}/replacement");
        let none = chief.post(&replace, &[("reason", " ")]).await;
        assert_eq!(none.status, 422, "{}", told(&none));
        let reason = [("reason", "Ghi sai ngày họp")];
        let answer = chief.post(&replace, &reason).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let newer = answer
            .location()
            .replace("/documents/", "/documents/office/");
        let page = chief.page(&newer).await;
        assert!(
            page.contains("Văn bản này thay thế Công văn số 01/VKSKV3-VP ngày 13/08/2026./."),
            "{page}"
        );
        assert!(chief.page(&letter).await.contains("Đã ban hành số 01/"));
        let answer = issue(&mut chief, &newer).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        assert!(chief.page(&newer).await.contains("Đã ban hành số 02/"));
        let page = chief.page(&letter).await;
        assert!(
            page.contains("Đã được thay thế, số 01/") && page.contains("Ghi sai ngày họp"),
            "{page}"
        );
        // What was replaced is not withdrawn any more; the new one is, with its reason.
        let again = chief.post(&format!("{letter}/withdrawal"), &reason).await;
        assert_eq!(again.status, 422, "{}", told(&again));
        let none = chief.post(&format!("{newer}/withdrawal"), &[]).await;
        assert_eq!(none.status, 422, "{}", told(&none));
        let gone = chief.post(&format!("{newer}/withdrawal"), &reason).await;
        assert_eq!(gone.status, 303, "{}", told(&gone));
        assert!(chief.page(&newer).await.contains("Đã thu hồi, số 02/"));
    });
}
