use super::*;

fn numbers(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_form_has_its_74_rows_in_order() {
    let form = Form::bieu_01();
    let all: Vec<String> = form.rows.iter().map(|row| row.no.clone()).collect();
    assert_eq!(all, (1..=74).map(|no| no.to_string()).collect::<Vec<_>>());
    assert_eq!(silent(form), numbers("70"), "only this waits for a source");
}

fn silent(form: &Form) -> Vec<String> {
    let waits = form.rows.iter().filter(|row| !row.no_source_vi.is_empty());
    waits.map(|row| row.no.clone()).collect()
}

/// Which rows have no source yet, form by form: whoever gives one a source takes it out here.
#[test]
fn every_row_counts_something_or_says_why_not() {
    let waiting = [
        ("bieu-01", "70"),
        ("bieu-02", "62 67 70"),
        ("bieu-03", "15a 15b 15d 27a"),
        (
            "bieu-04",
            "c22 c23 c24 c25 c26 c27 c28 c29 c30 c31 c32 c33 c34",
        ),
        ("bieu-05", "7a 7b 16a 19 19a 19b"),
        ("bieu-10", "c21 c22 c24"),
        ("bieu-11", ""),
        ("bieu-12", ""),
        ("tuan-tam-giu-tam-giam", "A7 A17"),
        ("an-tam-dinh-chi", "10e"),
        ("bieu-08", "7"),
        (
            "chi-tieu-quoc-hoi",
            "6a 6b 9a 9b 10a 10b 11a 11b 12a 12b 13a 13b 14a 14b",
        ),
    ];
    for (id, rows) in waiting {
        assert_eq!(silent(Form::named(id).unwrap()), numbers(rows), "{id}");
    }
    for (form, (told, all)) in [
        ("bieu-07", (65, 408)),
        ("bieu-33", (9, 318)),
        ("bieu-09", (0, 53)),
        ("don", (0, 34)),
    ] {
        let form = Form::named(form).unwrap();
        assert_eq!(
            (form.rows.len() - silent(form).len(), form.rows.len()),
            (told, all),
            "{}",
            form.id
        );
    }
    for form in forms() {
        for row in &form.rows {
            assert_eq!(
                row.is_told() || row.share.is_some(),
                row.no_source_vi.is_empty(),
                "{} row {}",
                form.id,
                row.no
            );
        }
        assert!(
            FORMS.iter().any(|(id, _)| *id == form.id),
            "{} stands in a file of its name",
            form.id
        );
    }
}

#[test]
fn an_of_which_row_narrows_its_parent() {
    let form = Form::bieu_01();
    let all = form.row("18").unwrap();
    let police = form.row("22").unwrap();
    assert_eq!(all.parts.len(), 5);
    assert_eq!(police.parts.len(), 5);
    for (whole, part) in all.parts.iter().zip(&police.parts) {
        assert_eq!(
            (whole.sign, whole.measure.what),
            (part.sign, part.measure.what)
        );
        assert_eq!(part.measure.wheres["handler"], ["CAND"]);
    }
    let signs: Vec<i64> = all.parts.iter().map(|part| part.sign).collect();
    assert_eq!(signs, [1, 1, 1, 1, -1]);
    let first_at_vks = &form.row("16").unwrap().parts[0].measure.wheres;
    assert_eq!(
        first_at_vks.len(),
        3,
        "row 16 narrows row 15, which narrows row 10"
    );
}

#[test]
fn the_stock_of_the_period_before_is_the_same_stock_at_its_end() {
    let row = Form::bieu_01().row("53").unwrap();
    assert_eq!(row.check[0].measure.what, What::Before("suspended"));
    assert_eq!(row.parts[0].measure.what, What::After("suspended"));
    assert_eq!(row.check_vi, "dòng 53 kỳ trước + dòng 36 − dòng 2");
}

#[test]
fn a_form_with_a_fault_names_the_row() {
    let form = |row: &str| {
        let head = "id = 'xx'\nnumber = 'X'\ntitle_vi = 'X'\nname_vi = 'X'\nbasis_vi = ''\nunit_vi = ''\nvalid_from = '2026-01-01'\ncertainty = ''\n";
        Form::parse(&format!("{head}[[row]]\nno = 7\nlabel_vi = 'x'\n{row}")).unwrap_err()
    };
    assert_eq!(form("count = 'r9'").why, "biểu không có chỉ tiêu số 9");
    assert_eq!(form("count = 'r7'").row, "7");
    assert!(form("count = 'nonsense'").why.contains("không đếm được"));
    assert!(
        form("count = 'stock.open.after'\nwhere = { decider = 'VKS' }")
            .why
            .contains("tồn không tách")
    );
    assert!(
        form("count = 'received'\nwhere = { handler = \"a' OR '1\" }")
            .why
            .contains("không phải mã")
    );
    assert!(form("").why.contains("thiếu cách tính"));
    assert!(
        form("count = 'received'\nno_source_vi = 'x'")
            .why
            .contains("thì không đếm")
    );
    assert!(
        form("count = 'sources.nonsense'")
            .why
            .contains("không đếm được")
    );
    assert!(
        form("count = 'case:case.opened[nonsense=1]'")
            .why
            .contains("không có thuộc tính")
    );
    assert!(
        form("count = 'received'\n[[row]]\nno = 7\nlabel_vi = 'y'\ncount = 'received'")
            .why
            .contains("đã có")
    );
    let under = "no_source_vi = 'x'\n[[row]]\nno = 8\nlabel_vi = 'y'\nparent = 7";
    assert_eq!(form(under).row, "8", "a row under one without a source");
}

#[test]
fn one_term_of_a_sum_can_be_narrowed_alone() {
    let form = Form::named("bieu-02").unwrap();
    let opened = form.row("3").unwrap();
    let narrowed: Vec<usize> = opened
        .parts
        .iter()
        .map(|part| part.measure.wheres.len())
        .collect();
    assert_eq!(
        narrowed,
        [1, 3, 3],
        "the stage of all three, old or new and the stock of two"
    );
    assert!(opened.parts[0].measure.adds_up() && !opened.parts[1].measure.adds_up());
}

#[test]
fn a_row_without_a_source_may_add_up_others_and_a_share_names_two() {
    let head = "id = \"xx\"\nnumber = \"X\"\ntitle_vi = \"X\"\nname_vi = \"X\"\nbasis_vi = \"X\"\nunit_vi = \"x\"\nvalid_from = \"2026-01-01\"\ncertainty = \"D\"\n";
    let row = |no: u8, more: &str| format!("[[row]]\nno = {no}\nlabel_vi = \"x\"\n{more}\n");
    let silent = "no_source_vi = \"x\"";
    let parsed = |rows: &[String]| Form::parse(&format!("{head}{}", rows.concat()));
    let good = parsed(&[
        row(1, silent),
        row(2, silent),
        row(3, "no_source_vi = \"x\"\nsum = \"r1 - r2\""),
        row(4, "share = \"r1 / r2\""),
    ])
    .unwrap();
    assert_eq!(
        good.rows[2].sum,
        [(1, "1".to_owned()), (-1, "2".to_owned())]
    );
    assert_eq!(good.rows[3].share, Some(("1".to_owned(), "2".to_owned())));
    assert!(good.rows[0].is_entered() && !good.rows[2].is_entered());
    for (more, why) in [
        (
            "no_source_vi = \"x\"\nsum = \"r9\"",
            "biểu không có chỉ tiêu số 9",
        ),
        (
            "no_source_vi = \"x\"\nsum = \"r2\"",
            "“r2” không phải một chỉ tiêu khác",
        ),
        (
            "count = \"received\"\nsum = \"r1\"",
            "sum chỉ dùng cho chỉ tiêu chưa có nguồn; ở đây dùng count",
        ),
        ("share = \"r1\"", "“r1” không phải tỷ lệ: ghi như r1a / r1b"),
    ] {
        let fault = parsed(&[row(1, silent), row(2, more)]).unwrap_err();
        assert_eq!((fault.row.as_str(), fault.why.as_str()), ("2", why));
    }
}

#[test]
fn a_fault_is_a_sentence_that_names_the_line_the_row_and_the_field() {
    let good = FORMS.iter().find(|(id, _)| *id == "bieu-08").unwrap().1;
    for (from, to, sentence) in [
        (
            "count = \"resumed\"",
            "count = \"resumd\"",
            "Dòng 30 của tệp, chỉ tiêu số 2, mục count: không đếm được “resumd”",
        ),
        (
            "kind = \"closing\"",
            "kind = \"close\"",
            "mục kind: “close” không phải loại dòng",
        ),
        (
            "certainty = \"D\"",
            "",
            "mục certainty: thiếu mục certainty.",
        ),
        (
            "valid_from = \"2019-12-01\"",
            "valid_from = \"1/12/2019\"",
            "Dòng 16 của tệp, mục valid_from: “1/12/2019” không phải ngày",
        ),
        (
            "id = \"bieu-08\"",
            "id = \"../x\"",
            "mục id: “../x” không làm mã biểu được",
        ),
        (
            "no = 2\n",
            "no = 1\n",
            "chỉ tiêu số 1, mục no: số này đã có",
        ),
        ("no = 2\n", "no = 2 2\n", "sai cách viết của tệp TOML"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let said = Form::parse(&text).unwrap_err().vi();
        assert!(said.contains(sentence), "{said}");
    }
}
