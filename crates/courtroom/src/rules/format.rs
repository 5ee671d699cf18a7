//! Định dạng băng ghi: what a browser plays, told from the bytes and not from the name; the rest is refused with what to do.

use super::media::MediaKind;

/// Định dạng phát được.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Video or sound.
    pub kind: MediaKind,
    /// Its type for the browser.
    pub mime: &'static str,
    /// The codecs as found, for people.
    pub codecs: &'static str,
}

/// Vì sao không nhận.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatFault {
    /// A recording in a format no browser plays; its name.
    Unplayable(&'static str),
    /// No recording at all.
    Unknown,
}

const fn video(mime: &'static str, codecs: &'static str) -> Result<Format, FormatFault> {
    Ok(Format {
        kind: MediaKind::Video,
        mime,
        codecs,
    })
}

const fn audio(mime: &'static str, codecs: &'static str) -> Result<Format, FormatFault> {
    Ok(Format {
        kind: MediaKind::Audio,
        mime,
        codecs,
    })
}

/// So far into a file its head may reach.
const HEAD: usize = 1 << 16;

/// The format of a file, from its own bytes.
pub fn format_of(bytes: &[u8]) -> Result<Format, FormatFault> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let at = |from: usize, to: usize| head.get(from..to).unwrap_or_default();
    match (at(0, 4), at(4, 8), at(8, 12)) {
        ([0x1A, 0x45, 0xDF, 0xA3], ..) => matroska(head),
        (b"RIFF", _, b"WAVE") => wave(head),
        (b"RIFF", _, b"AVI ") => Err(FormatFault::Unplayable("AVI")),
        (_, b"ftyp", _) => mp4(bytes),
        (b"OggS", ..) => ogg(head),
        (b"fLaC", ..) => audio("audio/flac", "FLAC"),
        ([b'I', b'D', b'3', _], ..) => audio("audio/mpeg", "MP3"),
        ([0xFF, b, ..], ..) if b & 0xE6 == 0xE2 => audio("audio/mpeg", "MP3"),
        ([0x30, 0x26, 0xB2, 0x75], ..) => Err(FormatFault::Unplayable("WMV, WMA")),
        ([0x00, 0x00, 0x01, 0xBA | 0xB3], ..) => Err(FormatFault::Unplayable("MPEG, VOB")),
        ([0x47, ..], ..) if head.get(188) == Some(&0x47) => {
            Err(FormatFault::Unplayable("MPEG-TS, MTS"))
        }
        (b"#!AM", ..) => Err(FormatFault::Unplayable("AMR")),
        (b"FLV\x01", ..) => Err(FormatFault::Unplayable("FLV")),
        _ => Err(FormatFault::Unknown),
    }
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn matroska(head: &[u8]) -> Result<Format, FormatFault> {
    if !holds(&head[..head.len().min(64)], b"webm") {
        return Err(FormatFault::Unplayable("MKV"));
    }
    let known: [(&[u8], &str); 3] = [(b"V_VP9", "VP9"), (b"V_VP8", "VP8"), (b"V_AV1", "AV1")];
    match known.iter().find(|(codec, _)| holds(head, codec)) {
        Some((_, codec)) => video("video/webm", codec),
        None if holds(head, b"A_OPUS") => audio("audio/webm", "Opus"),
        None if holds(head, b"A_VORBIS") => audio("audio/webm", "Vorbis"),
        None => Err(FormatFault::Unplayable("WebM")),
    }
}

fn wave(head: &[u8]) -> Result<Format, FormatFault> {
    let chunk = head.windows(4).position(|window| window == b"fmt ");
    let code = chunk.and_then(|at| head.get(at + 8..at + 10));
    match code {
        // PCM, floating point, or one of both under the newer head.
        Some([0x01, 0x00] | [0x03, 0x00] | [0xFE, 0xFF]) => audio("audio/wav", "PCM"),
        _ => Err(FormatFault::Unplayable("WAV nén")),
    }
}

fn ogg(head: &[u8]) -> Result<Format, FormatFault> {
    match head {
        _ if holds(head, b"theora") => Err(FormatFault::Unplayable("Theora")),
        _ if holds(head, b"OpusHead") => audio("audio/ogg", "Opus"),
        _ if holds(head, b"vorbis") => audio("audio/ogg", "Vorbis"),
        _ => Err(FormatFault::Unplayable("OGG")),
    }
}

/// The codecs stand in the box `moov`, which may be the last one of the file.
fn mp4(bytes: &[u8]) -> Result<Format, FormatFault> {
    let moov = boxes(bytes).find(|(name, _)| name == b"moov");
    let Some((_, moov)) = moov else {
        return Err(FormatFault::Unplayable("MP4 dở dang"));
    };
    let refused: [(&[u8], &str); 5] = [
        (b"hvc1", "MP4 H.265 (HEVC)"),
        (b"hev1", "MP4 H.265 (HEVC)"),
        (b"mp4v", "MP4 (MPEG-4 phần 2)"),
        (b"s263", "3GP (H.263)"),
        (b"samr", "3GP, AMR"),
    ];
    if let Some((_, name)) = refused.iter().find(|(codec, _)| holds(moov, codec)) {
        return Err(FormatFault::Unplayable(name));
    }
    match moov {
        _ if holds(moov, b"avc1") || holds(moov, b"avc3") => video("video/mp4", "H.264"),
        _ if holds(moov, b"av01") => video("video/mp4", "AV1"),
        _ if holds(moov, b"vp09") => video("video/mp4", "VP9"),
        _ if holds(moov, b"mp4a") => audio("audio/mp4", "AAC"),
        _ => Err(FormatFault::Unplayable("MP4")),
    }
}

/// The boxes of an MP4 file, by name, with what they hold.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let size = u32::from_be_bytes(rest.get(0..4)?.try_into().ok()?);
        let name: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let (head, size) = match size {
            0 => (8, rest.len()),
            1 => {
                let long = u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?);
                (16, usize::try_from(long).ok()?)
            }
            _ => (8, usize::try_from(size).ok()?),
        };
        if size < head {
            return None;
        }
        let end = size.min(rest.len());
        let held = rest.get(head..end)?;
        rest = rest.get(end..)?;
        Some((name, held))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn box_of(name: &[u8; 4], held: &[u8]) -> Vec<u8> {
        let size = u32::try_from(held.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, held].concat()
    }

    #[test]
    fn what_a_browser_plays_is_taken_and_the_rest_is_named() {
        let check = |bytes: &[u8], expected: Result<(&str, &str), FormatFault>| {
            let found = format_of(bytes).map(|one| (one.mime, one.codecs));
            assert_eq!(found, expected, "{:?}", &bytes[..bytes.len().min(24)]);
        };
        let webm = |codec: &str| {
            let head: &[u8] = &[0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84];
            [head, b"webm....", codec.as_bytes()].concat()
        };
        check(&webm("V_VP9 A_OPUS"), Ok(("video/webm", "VP9")));
        check(&webm("A_OPUS"), Ok(("audio/webm", "Opus")));
        let mkv: &[u8] = b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroskaV_MPEG4";
        check(mkv, Err(FormatFault::Unplayable("MKV")));
        let wav = |code: [u8; 2]| [&b"RIFF....WAVEfmt \x10\0\0\0"[..], &code].concat();
        check(&wav([1, 0]), Ok(("audio/wav", "PCM")));
        check(&wav([0x11, 0]), Err(FormatFault::Unplayable("WAV nén")));
        check(b"RIFF....AVI LIST", Err(FormatFault::Unplayable("AVI")));
        check(b"OggS\0\x02......OpusHead", Ok(("audio/ogg", "Opus")));
        check(b"ID3\x04...", Ok(("audio/mpeg", "MP3")));
        check(&[0xFF, 0xFB, 0x90, 0x64], Ok(("audio/mpeg", "MP3")));
        check(b"%PDF-1.7", Err(FormatFault::Unknown));
        check(b"", Err(FormatFault::Unknown));
    }

    #[test]
    fn the_codec_of_an_mp4_is_found_behind_its_pictures() {
        let file = |codec: &[u8]| {
            let pictures = box_of(b"mdat", &[b"hvc1 by chance", &[0; 90_000][..]].concat());
            [
                box_of(b"ftyp", b"isom"),
                pictures,
                box_of(b"moov", &[b"..stsd", codec].concat()),
            ]
            .concat()
        };
        let found = |codec: &[u8]| format_of(&file(codec)).map(|one| one.codecs);
        assert_eq!(found(b"avc1"), Ok("H.264"));
        assert_eq!(found(b"mp4a"), Ok("AAC"));
        assert_eq!(
            found(b"hvc1"),
            Err(FormatFault::Unplayable("MP4 H.265 (HEVC)"))
        );
        let cut = &file(b"avc1")[..60_000];
        assert_eq!(format_of(cut), Err(FormatFault::Unplayable("MP4 dở dang")));
    }
}
