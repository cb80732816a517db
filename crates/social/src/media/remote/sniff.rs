//! What a foreign file is, by its first bytes: what its server says counts for nothing.

/// Bytes that tell.
pub(super) const FIRST_BYTES: usize = 64;

/// The extension for a file that begins so; none if it is nothing that browsers show or play.
pub(super) fn extension(first: &[u8]) -> Option<&'static str> {
    let at = |place: usize, mark: &[u8]| first.get(place..).is_some_and(|it| it.starts_with(mark));
    let has = |mark: &[u8]| first.windows(mark.len()).any(|it| it == mark);
    Some(match first {
        _ if at(0, &[0xff, 0xd8, 0xff]) => "jpg",
        _ if at(0, b"\x89PNG\r\n\x1a\n") => "png",
        _ if at(0, b"GIF87a") || at(0, b"GIF89a") => "gif",
        _ if at(0, b"RIFF") && at(8, b"WEBP") => "webp",
        _ if at(0, b"RIFF") && at(8, b"WAVE") => "wav",
        _ if at(4, b"ftypavif") || at(4, b"ftypavis") => "avif",
        _ if at(4, b"ftypM4A ") || at(4, b"ftypM4B ") => "m4a",
        _ if at(4, b"ftypisom") || at(4, b"ftypiso") || at(4, b"ftypmp4") => "mp4",
        _ if at(4, b"ftypM4V") || at(4, b"ftypavc1") || at(4, b"ftypMSNV") => "mp4",
        _ if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) && has(b"webm") => "webm",
        _ if at(0, b"OggS") => "ogg",
        _ if at(0, b"fLaC") => "flac",
        _ if at(0, b"ID3") => "mp3",
        // A frame of layer III: sync, a version that exists, a layer, a rate that exists.
        [0xff, second, third, ..]
            if second & 0xe6 == 0xe2 && second & 0x18 != 0x08 && third >> 4 != 15 =>
        {
            "mp3"
        }
        _ => return None,
    })
}
