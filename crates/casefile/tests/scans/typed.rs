//! A PDF with letters in it, made here: its words need no engine, so stories about everything else stay quick.

/// Pages that each say "Trang so N: tam giu doi voi Thai Doan Lam".
pub fn typed_pages(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {pages}>>", kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for n in 1..=pages {
        let words = format!("Trang so {n}: tam giu doi voi Thai Doan Lam");
        let content = format!("BT /F1 8 Tf 12 250 Td ({words}) Tj ET");
        let page = 3 + 2 * n;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 210 297]/Resources<</Font<</F1 3 0 R>>>>/Contents {page} 0 R>>"
        ));
        objects.push(format!(
            "<</Length {}>>stream\n{content}\nendstream",
            content.len()
        ));
    }
    assembled(&objects)
}

/// A PDF of these objects, numbered from 1; the first is its catalogue.
pub fn assembled(objects: &[String]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let table = pdf.len();
    pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        pdf.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    pdf.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    pdf
}
