//! Trang mở gói: script and style of the web bundle `pack`, written into one page that asks nothing of any network.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// Where the manifest and the parts are put in.
pub const PLACE: &str = "<!--parts-->";

/// The page; refused when the bundle is not there or would end its own element.
pub fn page() -> Result<String, &'static str> {
    let text = |name: &str| {
        let asset = shell::assets::get(name, false)?;
        String::from_utf8(asset.bytes.into_owned()).ok()
    };
    let (script, style) = text("pack.js")
        .zip(text("pack.css"))
        .ok_or(super::messages::NO_PLAYER)?;
    written(script.trim(), style.trim())
}

fn written(script: &str, style: &str) -> Result<String, &'static str> {
    let is_closed = |text: &str, end: &str| text.to_lowercase().contains(end);
    if is_closed(script, "</script") || script.contains(PLACE) || is_closed(style, "</style") {
        return Err(super::messages::NO_PLAYER);
    }
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src blob: data:; media-src blob:; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"vi\" data-theme=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>Gói phiên tòa</title>\n\
<style>{style}</style>\n</head>\n<body class=\"pack\">\n<noscript><p>{}</p></noscript>\n{PLACE}\n<script>{script}</script>\n</body>\n</html>\n",
        super::messages::NO_SCRIPT
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_runs_its_own_script_and_reaches_nothing() {
        let page = written("start()", "p{}").unwrap();
        assert!(page.contains("default-src 'none'"));
        assert!(!page.contains("unsafe"));
        let hash = STANDARD.encode(Sha256::digest("start()"));
        assert!(page.contains(&format!("script-src 'sha256-{hash}'")));
        assert_eq!(page.matches(PLACE).count(), 1);
        assert!(written("a='</script>'", "").is_err());
    }
}
