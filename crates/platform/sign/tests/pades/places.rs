//! Marks on pages that are stored turned, and signatures in fields that waited for them.

use crate::{
    judges::{ours, pdfsig, pyhanko, qpdf},
    levels::{request, signed},
    marks::{BLUE, page, png, points_of},
    papers,
    pki::key,
};
use sign::{Level, Look, Mark, Place, Request, SignError, Verdict, page_sizes, sign};

/// Blue in its upper left quarter alone, so that it shows which way it stands.
fn corner() -> Vec<u8> {
    png(200, 200, BLUE, |x, y| x < 0.0 && y < 0.0)
}

/// The quarters of a place: upper left, and the three others.
fn quarters(place: Place) -> [Place; 4] {
    let (width, height) = (place.width / 2.0, place.height / 2.0);
    [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)].map(|(right, up)| Place {
        x: place.x + right * width + 1.0,
        y: place.y + up * height + 1.0,
        width: width - 2.0,
        height: height - 2.0,
        ..place
    })
}

fn stands_upright(file: &[u8], place: Place) {
    let page = page(file);
    let found = quarters(place).map(|quarter| points_of(&page, quarter, BLUE));
    assert!(found[0] > 1_000, "{found:?}");
    assert_eq!(found[1..], [0, 0, 0]);
}

#[test]
fn a_mark_stands_upright_where_it_is_seen_however_the_page_is_stored() {
    for degrees in [0, 90, 180, 270] {
        let mut file = papers::turned(degrees);
        let (width, height) = page_sizes(&file).unwrap()[0];
        let lies = degrees % 180 == 90;
        assert_eq!(
            (width, height),
            if lies { (842.0, 595.0) } else { (595.0, 842.0) }
        );
        let place = Place {
            page: 0,
            x: width - 160.0,
            y: 60.0,
            width: 130.0,
            height: 90.0,
        };
        let request = Request {
            mark: Some(Mark {
                place,
                look: Look::Picture(corner()),
            }),
            ..request()
        };
        sign(&mut file, &key("p256"), &request, Level::BB, None).unwrap();
        stands_upright(&file, place);
        assert_eq!(ours(&file).verdict, Verdict::Valid, "{degrees}");
        pdfsig(&file, 1);
        qpdf(&file);
    }
}

#[test]
fn a_field_that_waits_is_signed_in_its_own_place_also_after_another_signature() {
    let field = Place {
        page: 0,
        x: 330.0,
        y: 60.0,
        width: 130.0,
        height: 52.0,
    };
    let into = |name: &str| Request {
        field: Some(name.into()),
        mark: Some(Mark {
            place: Place {
                x: 0.0,
                y: 0.0,
                ..field
            },
            look: Look::Picture(corner()),
        }),
        ..request()
    };
    let mut file = signed(papers::waiting(), &key("rsa"), Level::BB);
    sign(&mut file, &key("p256"), &into("NguoiKy"), Level::BB, None).unwrap();
    stands_upright(&file, field);
    let report = ours(&file);
    let shown = serde_json::to_string_pretty(&report).unwrap();
    assert_eq!(
        (report.verdict, report.signatures.len()),
        (Verdict::Valid, 2),
        "{shown}"
    );
    assert_eq!(report.signatures[1].field, "NguoiKy");
    let said = pyhanko(&file);
    assert!(
        said.len() == 2 && said.iter().all(|one| one["valid"] == true),
        "{said:#?}"
    );
    pdfsig(&file, 2);
    qpdf(&file);
    // Signed once; and a field of that name there must be.
    for name in ["NguoiKy", "Khac"] {
        let before = file.clone();
        let refused = sign(&mut file, &key("p384"), &into(name), Level::BB, None).unwrap_err();
        assert!(matches!(&refused, SignError::NoSuchField(field) if field == name));
        assert!(refused.sentence().contains(name));
        assert_eq!(file, before);
    }
}
