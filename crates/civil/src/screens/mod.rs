//! Các màn hình của mảng dân sự, hành chính, one file a screen, its page beside it.

mod book;
mod correct;
mod form;
mod list;
mod matter;
mod new_matter;
mod record;

use people::Right;
use shell::{MenuItem, Routes};

/// The addresses of this area.
pub fn routes() -> Routes {
    let (read, register) = (Right::CivilMatterRead, Right::CivilMatterRegister);
    let (write, correct) = (Right::CivilFactRecord, Right::CivilFactCorrect);
    Routes::new()
        .get("/civil", read, list::show)
        .get("/civil/registers/{kind}", read, book::show)
        .get("/civil/matters/new", register, new_matter::form)
        .post("/civil/matters", register, new_matter::add)
        .get("/civil/matters/{id}", read, matter::show)
        .get("/civil/matters/{id}/record/{act}", write, record::form)
        .post("/civil/matters/{id}/record/{act}", write, record::add)
        .get(
            "/civil/matters/{id}/facts/{fact}/correction",
            correct,
            correct::form,
        )
        .post(
            "/civil/matters/{id}/facts/{fact}/correction",
            correct,
            correct::add,
        )
        .post(
            "/civil/matters/{id}/facts/{fact}/withdrawal",
            correct,
            correct::withdraw,
        )
}

/// The area in the menu.
pub fn menu() -> MenuItem {
    let read = Right::CivilMatterRead;
    MenuItem::new("Dân sự, hành chính", "scale", "/civil")
        .needs(read)
        .link("Vụ việc", "/civil", read)
        .link("Sổ thụ lý sơ thẩm", "/civil/registers/dan_su", read)
}

/// An address with what is asked; empty values are left out.
pub(crate) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut href = path.to_owned();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        href.push(if href.contains('?') { '&' } else { '?' });
        href.push_str(name);
        href.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    href.push(char::from(byte));
                }
                _ => href.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leaves_out_what_is_empty() {
        let pairs = [("q", "Lê Văn"), ("kind", ""), ("done", "1")];
        assert_eq!(
            address("/civil", &pairs),
            "/civil?q=L%C3%AA%20V%C4%83n&done=1"
        );
    }
}
