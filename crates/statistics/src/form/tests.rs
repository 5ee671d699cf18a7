use super::*;

#[test]
fn the_form_has_its_74_rows_in_order() {
    let form = Form::bieu_01();
    let numbers: Vec<u32> = form.rows.iter().map(|row| row.no).collect();
    assert_eq!(numbers, (1..=74).collect::<Vec<u32>>());
    let silent: Vec<u32> = form
        .rows
        .iter()
        .filter(|row| row.parts.is_empty())
        .map(|row| row.no)
        .collect();
    assert_eq!(silent, [70, 71, 72, 73, 74], "only these wait for a source");
    assert!(
        form.rows
            .iter()
            .all(|row| row.parts.is_empty() != row.no_source_vi.is_empty())
    );
}

#[test]
fn an_of_which_row_narrows_its_parent() {
    let form = Form::bieu_01();
    let all = form.row(18).unwrap();
    let police = form.row(22).unwrap();
    assert_eq!(all.parts.len(), 5);
    assert_eq!(police.parts.len(), 5);
    for (whole, part) in all.parts.iter().zip(&police.parts) {
        assert_eq!(
            (whole.sign, whole.measure.what),
            (part.sign, part.measure.what)
        );
        assert_eq!(part.measure.wheres[&Attribute::Handler], "CAND");
    }
    let signs: Vec<i64> = all.parts.iter().map(|part| part.sign).collect();
    assert_eq!(signs, [1, 1, 1, 1, -1]);
    let first_at_vks = &form.row(16).unwrap().parts[0].measure.wheres;
    assert_eq!(
        first_at_vks.len(),
        3,
        "row 16 narrows row 15, which narrows row 10"
    );
}

#[test]
fn the_stock_of_the_period_before_is_the_same_stock_at_its_end() {
    let row = Form::bieu_01().row(53).unwrap();
    assert_eq!(row.check[0].measure.what, What::Before(Stock::Suspended));
    assert_eq!(row.parts[0].measure.what, What::After(Stock::Suspended));
    assert_eq!(row.check_vi, "dòng 53 kỳ trước + dòng 36 − dòng 2");
}

#[test]
fn a_form_with_a_fault_names_the_row() {
    let form = |row: &str| {
        let head = "id = 'x'\nnumber = ''\ntitle_vi = ''\nname_vi = ''\nbasis_vi = ''\nunit_vi = ''\nvalid_from = ''\ncertainty = ''\n";
        Form::parse(&format!("{head}[[row]]\nno = 7\nlabel_vi = 'x'\n{row}")).unwrap_err()
    };
    assert_eq!(form("count = 'r9'").why, "there is no row 9");
    assert_eq!(form("count = 'r7'").row, 7);
    assert!(form("count = 'nonsense'").why.contains("cannot be counted"));
    assert!(
        form("count = 'stock.open.after'\nwhere = { decider = 'VKS' }")
            .why
            .contains("stock")
    );
    assert!(
        form("count = 'received'\nwhere = { handler = \"a' OR '1\" }")
            .why
            .contains("no code")
    );
    assert!(form("").why.contains("neither"));
}
