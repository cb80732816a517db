//! What sort of film or sound a file is, by its first bytes. Whatever it is called, only these
//! sorts ever reach ffmpeg, which is told the sort and never guesses: so nothing that names other
//! files (playlists, concatenations, subtitles) can be slipped in.

/// How a file holds its film or sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::media) enum Sort {
    /// MP4, MOV, 3GP.
    Mp4,
    /// MP4 that says it is sound.
    M4a,
    /// WebM, MKV.
    Matroska,
    Ogg,
    Flac,
    Wav,
    Mp3,
    Aac,
}

/// Types that are taken, for apps that ask; beside those of pictures.
pub(in crate::media) const TYPES: &[&str] = &[
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/x-matroska",
    "video/3gpp",
    "video/ogg",
    "audio/mpeg",
    "audio/mp3",
    "audio/mp4",
    "audio/m4a",
    "audio/x-m4a",
    "audio/aac",
    "audio/ogg",
    "audio/vorbis",
    "audio/opus",
    "audio/flac",
    "audio/x-flac",
    "audio/wav",
    "audio/x-wav",
    "audio/wave",
    "audio/x-pn-wave",
    "audio/vnd.wave",
    "audio/webm",
    "audio/3gpp",
];

/// The beginnings of pictures that are written like MP4.
const PICTURE_BRANDS: [&[u8]; 8] =
    [b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

impl Sort {
    /// The sort of these bytes, if it is one we take.
    pub(in crate::media) fn of(bytes: &[u8]) -> Option<Sort> {
        let at = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
        match (at(0, 4), at(4, 8), at(8, 12)) {
            (_, b"ftyp", brand) if PICTURE_BRANDS.contains(&brand) => None,
            (_, b"ftyp", b"M4A " | b"M4B ") => Some(Sort::M4a),
            (_, b"ftyp" | b"moov" | b"mdat" | b"wide", _) => Some(Sort::Mp4),
            ([0x1a, 0x45, 0xdf, 0xa3], ..) => Some(Sort::Matroska),
            (b"OggS", ..) => Some(Sort::Ogg),
            (b"fLaC", ..) => Some(Sort::Flac),
            (b"RIFF", _, b"WAVE") => Some(Sort::Wav),
            ([b'I', b'D', b'3', _], ..) => Sort::frames(behind_id3(bytes)).or(Some(Sort::Mp3)),
            _ => Sort::frames(bytes),
        }
    }

    /// Bare frames of MPEG sound: eleven bits set, then version and layer; layer 0 is AAC.
    fn frames(bytes: &[u8]) -> Option<Sort> {
        match bytes {
            [0xff, second, ..] if second & 0xf6 == 0xf0 => Some(Sort::Aac),
            [0xff, second, third, ..]
                if second & 0xe0 == 0xe0
                    && second & 0x18 != 0x08
                    && second & 0x06 != 0
                    && third & 0xf0 != 0xf0
                    && third & 0x0c != 0x0c =>
            {
                Some(Sort::Mp3)
            }
            _ => None,
        }
    }

    /// What ffmpeg is told to read it with.
    pub(super) fn demuxer(self) -> &'static str {
        match self {
            Sort::Mp4 | Sort::M4a => "mov",
            Sort::Matroska => "matroska",
            Sort::Ogg => "ogg",
            Sort::Flac => "flac",
            Sort::Wav => "wav",
            Sort::Mp3 => "mp3",
            Sort::Aac => "aac",
        }
    }

    /// The sort that is read with that demuxer.
    pub(super) fn of_demuxer(name: &str) -> Option<Sort> {
        let all =
            [Sort::Mp4, Sort::Matroska, Sort::Ogg, Sort::Flac, Sort::Wav, Sort::Mp3, Sort::Aac];
        all.into_iter().find(|sort| sort.demuxer() == name)
    }

    /// What it most probably is, until it has been looked into.
    pub(in crate::media) fn kind(self) -> &'static str {
        match self {
            Sort::Mp4 | Sort::Matroska => "video",
            _ => "audio",
        }
    }
}

/// What follows an ID3 tag, whose length is in four bytes of seven bits.
fn behind_id3(bytes: &[u8]) -> &[u8] {
    let length = bytes.get(6..10).unwrap_or_default();
    let length = length.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
    bytes.get(10 + length..).unwrap_or_default()
}
