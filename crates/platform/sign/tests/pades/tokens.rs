//! A signing token behind PKCS#11.

use crate::{
    judges::{ours, pdfsig, pyhanko},
    levels::request,
    papers, pki,
    softhsm::{PIN, library, with_token},
};
use sign::{Key, KeyError, Level, Pin, Scheme, TokenKey, Verdict, on_tokens, sign};
use std::path::Path;

fn sign_in(name: &str) -> Result<TokenKey, KeyError> {
    TokenKey::sign_in(
        library(),
        &pki::chain(name, "ca")[0],
        Pin::new(PIN.into()),
        &pki::chain("ca", "root")[..1],
    )
}

#[test]
fn a_token_signs_with_every_kind_of_key_and_the_key_stays_inside() {
    with_token(
        "tokens::a_token_signs_with_every_kind_of_key_and_the_key_stays_inside",
        || {
            assert_eq!(on_tokens(library()).unwrap().len(), 3);
            let mut file = papers::decision();
            for (name, scheme) in [
                ("rsa", Scheme::RsaPkcs1),
                ("p256", Scheme::EcdsaP256),
                ("p384", Scheme::EcdsaP384),
            ] {
                let key = sign_in(name).unwrap();
                assert_eq!((key.scheme(), key.chain().len()), (scheme, 2));
                sign(&mut file, &key, &request(), Level::BB, None).unwrap();
            }
            let pss = sign_in("rsa").unwrap().with_pss();
            sign(&mut file, &pss, &request(), Level::BB, None).unwrap();
            let report = ours(&file);
            assert_eq!(
                report.verdict,
                Verdict::Valid,
                "{}",
                serde_json::to_string_pretty(&report).unwrap()
            );
            let said = pyhanko(&file);
            assert!(
                said.len() == 4 && said.iter().all(|one| one["valid"] == true),
                "{said:#?}"
            );
            pdfsig(&file, 4);
        },
    );
}

#[test]
fn a_wrong_pin_or_a_missing_token_is_told_apart_and_nothing_is_signed() {
    with_token(
        "tokens::a_wrong_pin_or_a_missing_token_is_told_apart_and_nothing_is_signed",
        || {
            let certificate = &pki::chain("rsa", "ca")[0];
            let wrong = TokenKey::sign_in(library(), certificate, Pin::new("000000".into()), &[]);
            assert!(matches!(wrong, Err(KeyError::WrongPin)));
            let elsewhere = TokenKey::sign_in(
                library(),
                &pki::chain("outsider", "stranger")[0],
                Pin::new(PIN.into()),
                &[],
            );
            assert!(matches!(elsewhere, Err(KeyError::Gone)));
            let no_library = on_tokens(Path::new("/nowhere/library.so"));
            assert!(matches!(no_library, Err(KeyError::Unusable(_))));
            assert_eq!(format!("{:?}", Pin::new(PIN.into())), "Pin(…)");
        },
    );
}
