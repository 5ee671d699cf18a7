//! Kho tệp S3: what is kept far away comes back byte for byte, small and large, and can be erased.

// A story that cannot go on ends at that line.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use files::{FileError, FileId, testing::Far};

#[tokio::test]
async fn files_small_and_large_are_kept_read_listed_and_erased_in_an_s3_store() {
    let far = Far::prepare();
    let files = far.files();
    let small = files.put(b"BL 127".to_vec()).await.unwrap();
    assert_eq!(files.put(b"BL 127".to_vec()).await.unwrap(), small);
    assert_eq!(files.get(small).await.unwrap(), b"BL 127");

    // Larger than one part, so that it goes in several.
    let piece: Vec<u8> = (0..1 << 20).map(|n: u32| ((n * 31) >> 3) as u8).collect();
    let mut arrival = files.arrival().await.unwrap();
    for _ in 0..19 {
        arrival.write(&piece).await.unwrap();
    }
    let arrived = arrival.finish().await.unwrap();
    let large = files.keep(arrived).await.unwrap();
    let whole = piece.repeat(19);
    assert_eq!(large, FileId::of(&whole));
    assert_eq!(files.content(large).await.unwrap().as_ref(), whole);
    assert!(files.get(large).await.unwrap() == whole);
    let again = files.arrived(&whole).await.unwrap();
    assert_eq!(files.keep(again).await.unwrap(), large);

    let (mut all, mut kept) = (files.all().await.unwrap(), vec![small, large]);
    all.sort();
    kept.sort();
    assert_eq!(all, kept);
    files.erase(small).await.unwrap();
    files.erase(small).await.unwrap();
    assert!(!files.has(small).await.unwrap());
    assert!(matches!(files.get(small).await, Err(FileError::Missing(id)) if id == small));
    assert!(matches!(
        files.content(small).await,
        Err(FileError::Missing(_))
    ));
    assert_eq!(files.all().await.unwrap(), [large]);
}

#[tokio::test]
async fn a_store_that_does_not_know_us_says_so() {
    let mut far = Far::prepare();
    for (key, value) in &mut far.options {
        if key == "aws_secret_access_key" {
            *value = "not the secret".to_owned();
        }
    }
    let refused = far.files().put(b"BL 127".to_vec()).await;
    assert!(matches!(refused, Err(FileError::Store(_))), "{refused:?}");
}
