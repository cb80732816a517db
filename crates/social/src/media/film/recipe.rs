//! What is to be done to a film or sound so that every browser plays it: as little as possible.
//! What is fit already is copied as it is; nothing else of the file goes on: no places, no names,
//! no chapters, no further streams.

use super::probe::{Facts, Film, Sound};
use crate::media::picture::fit;

/// The most pixels of a frame that is kept.
const KEPT_PIXELS_MAX: u64 = 1920 * 1080;
/// The most frames a second that are kept.
const KEPT_RATE_MAX: f64 = 60.0;
/// Bits a second of a film written anew, at most.
const FILM_BITS_MAX: u64 = 6_000_000;
/// Bits a second of a film written anew, whatever it came with.
const FILM_BITS_MIN: u64 = 200_000;
/// Bits a second of a film that is copied, at most.
const COPIED_BITS_MAX: u64 = 10_000_000;
/// Bits a second of sound written anew.
const SOUND_BITS: &str = "160k";
const THREADS: &str = "2";

/// What is to be made of a file.
#[derive(Clone, Debug)]
pub(super) struct Recipe {
    /// `video` or `audio`.
    pub(super) kind: &'static str,
    /// The name of the file to be made.
    pub(super) file: &'static str,
    /// How it is named in the media folder.
    pub(super) extension: &'static str,
    /// How it is served.
    pub(super) mime: &'static str,
    /// What to read the finished file with.
    pub(super) demuxer: &'static str,
    /// What to tell ffmpeg, from the streams on.
    pub(super) args: Vec<String>,
}

/// How to make it; `bytes`: the size of what came in, which bounds what goes out.
pub(super) fn recipe(facts: &Facts, bytes: u64, seconds_max: u32) -> Option<Recipe> {
    let mut args = Vec::new();
    let seconds = facts.seconds.unwrap_or(f64::from(seconds_max)).max(0.5);
    // A film that says it is short and is not: the end is found out afterwards.
    let stop = if facts.film.is_some() { seconds_max } else { seconds_max * 4 };
    tell(&mut args, &["-t", &(stop + 1).to_string()]);
    let (kind, file, extension, mime, demuxer) = match (&facts.film, &facts.sound) {
        (Some(film), sound) => {
            let bits = (bytes as f64 * 8.0 / seconds) as u64;
            film_args(&mut args, film, bits);
            if let Some(sound) = sound {
                sound_args(&mut args, sound);
            }
            tell(&mut args, &["-movflags", "+faststart", "-f", "mp4"]);
            ("video", "out.mp4", "mp4", "video/mp4", "mov")
        }
        (None, Some(sound)) if sound.codec == "mp3" => {
            let stream = format!("0:{}", sound.stream);
            tell(&mut args, &["-map", &stream, "-c:a", "copy", "-id3v2_version", "0", "-f", "mp3"]);
            ("audio", "out.mp3", "mp3", "audio/mpeg", "mp3")
        }
        (None, Some(sound)) => {
            sound_args(&mut args, sound);
            tell(&mut args, &["-movflags", "+faststart", "-f", "mp4"]);
            ("audio", "out.m4a", "m4a", "audio/mp4", "mov")
        }
        (None, None) => return None,
    };
    let bare = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"];
    tell(&mut args, &bare);
    args.push(format!("file:{file}"));
    Some(Recipe { kind, file, extension, mime, demuxer, args })
}

fn film_args(args: &mut Vec<String>, film: &Film, bits: u64) {
    tell(args, &["-map", &format!("0:{}", film.stream)]);
    if film.is_fit(bits) {
        tell(args, &["-c:v", "copy"]);
        return;
    }
    let (width, height) = fit(film.width, film.height, KEPT_PIXELS_MAX);
    // H.264 halves the colours: sides are even.
    let even = |side: u32| (side / 2 * 2).max(2);
    let shape =
        format!("scale={}:{}:flags=bicubic,setsar=1,format=yuv420p", even(width), even(height));
    let bits = (bits * 2).clamp(FILM_BITS_MIN, FILM_BITS_MAX);
    tell(args, &["-vf", &shape, "-fpsmax", &KEPT_RATE_MAX.to_string()]);
    tell(args, &["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", "23"]);
    tell(args, &["-maxrate", &bits.to_string(), "-bufsize", &(bits * 2).to_string()]);
    // A whole frame every few seconds, to jump to.
    tell(args, &["-g", "240", "-threads:v", THREADS, "-flags:v", "+bitexact"]);
}

fn sound_args(args: &mut Vec<String>, sound: &Sound) {
    tell(args, &["-map", &format!("0:{}", sound.stream)]);
    if sound.is_fit() {
        tell(args, &["-c:a", "copy"]);
        return;
    }
    let channels = sound.channels.clamp(1, 2).to_string();
    let hz = if (22_050..=48_000).contains(&sound.hz) { sound.hz } else { 48_000 };
    tell(args, &["-c:a", "aac", "-b:a", SOUND_BITS, "-ac", &channels, "-ar", &hz.to_string()]);
    tell(args, &["-flags:a", "+bitexact"]);
}

impl Film {
    fn is_fit(&self, bits: u64) -> bool {
        let profiles = ["Constrained Baseline", "Baseline", "Main", "High"];
        let rate = self.rate.as_deref().and_then(crate::media::shown::fraction);
        self.codec == "h264"
            && self.plain
            && self.pixels == "yuv420p"
            && profiles.contains(&self.profile.as_str())
            && u64::from(self.width) * u64::from(self.height) <= KEPT_PIXELS_MAX
            && rate.is_some_and(|rate| rate <= KEPT_RATE_MAX)
            && bits <= COPIED_BITS_MAX
    }
}

impl Sound {
    fn is_fit(&self) -> bool {
        self.codec == "aac"
            && self.profile == "LC"
            && (1..=2).contains(&self.channels)
            && self.hz <= 48_000
    }
}

/// A frame of the film that says what it is about, or the cover, as `poster.png`.
pub(super) fn poster(file: &str, demuxer: &str, stream: &str) -> Vec<String> {
    let mut args = source(file, demuxer);
    // Small before it is picked: many frames are held at once.
    let pick = "scale='min(640,iw)':'min(640,ih)':force_original_aspect_ratio=decrease,setsar=1,\
                thumbnail=24";
    tell(&mut args, &["-map", stream, "-vf", pick, "-frames:v", "1", "-t", "10"]);
    tell(&mut args, &["-map_metadata", "-1", "-c:v", "png", "-f", "image2", "-update", "1"]);
    args.push("file:poster.png".to_owned());
    args
}

/// How ffmpeg is told what to read: a file, of that sort, and nothing else.
pub(super) fn source(file: &str, demuxer: &str) -> Vec<String> {
    let mut args = Vec::new();
    tell(&mut args, &["-nostdin", "-hide_banner", "-v", "error", "-y"]);
    tell(&mut args, &["-filter_threads", THREADS, "-protocol_whitelist", "file"]);
    tell(&mut args, &["-max_pixels", &super::probe::PIXELS_MAX.to_string(), "-threads", THREADS]);
    tell(&mut args, &["-f", demuxer, "-i"]);
    args.push(format!("file:{file}"));
    args
}

fn tell(args: &mut Vec<String>, words: &[&str]) {
    args.extend(words.iter().map(|word| (*word).to_owned()));
}
