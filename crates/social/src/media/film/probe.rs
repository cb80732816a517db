//! What is in a film or sound, as ffprobe sees it.

use std::path::Path;

use ground::{Error, Result};
use serde::Deserialize;

use super::Refusal;
use super::tools::{Bounds, Ended, Tools, run};
use crate::media::shown::{Details, fraction};

/// Time to look into a file, in seconds.
const SECONDS_MAX: u64 = 60;
/// Most that ffprobe may tell, in bytes.
const BYTES_MAX: u64 = 1 << 20;
/// The most pixels of a frame that comes in.
pub const PIXELS_MAX: u64 = 3840 * 2160;
/// The most frames a second that come in.
pub const RATE_MAX: u32 = 120;

/// What is in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// How long it says it is, in seconds; none if it does not say.
    pub(super) seconds: Option<f64>,
    /// Bits a second of all together, if it says so.
    pub(super) bitrate: Option<u64>,
    pub(super) film: Option<Film>,
    pub(super) sound: Option<Sound>,
    /// The stream that is a picture for the whole: the cover of a record.
    pub(super) cover: Option<u32>,
}

/// The moving picture.
#[derive(Clone, Debug)]
pub(super) struct Film {
    pub(super) stream: u32,
    pub(super) codec: String,
    pub(super) profile: String,
    pub(super) pixels: String,
    /// In pixels as shown: turned upright, each pixel a square.
    pub(super) width: u32,
    /// In pixels as shown.
    pub(super) height: u32,
    /// Whether it is shown as it is stored.
    pub(super) plain: bool,
    /// Frames a second, as a fraction; none if they come as they like.
    pub(super) rate: Option<String>,
}

/// The sound.
#[derive(Clone, Debug)]
pub(super) struct Sound {
    pub(super) stream: u32,
    pub(super) codec: String,
    pub(super) profile: String,
    pub(super) hz: u32,
    pub(super) channels: u32,
}

/// Looks into a file of `folder`; `demuxer`: what to read it with.
///
/// # Errors
/// If ffprobe cannot be started. The inner one if the file cannot be read.
pub(super) async fn probe(
    tools: &Tools,
    folder: &Path,
    file: &str,
    demuxer: &str,
) -> Result<Result<Facts, Refusal>> {
    let path = format!("file:{file}");
    let args = [
        "-v",
        "error",
        "-protocol_whitelist",
        "file",
        "-f",
        demuxer,
        "-show_format",
        "-show_streams",
        "-of",
        "json",
        "-i",
        &path,
    ];
    let args = args.map(str::to_owned);
    let bounds = Bounds { seconds: SECONDS_MAX, bytes: BYTES_MAX };
    match run(&tools.ffprobe, &args, (folder, "probe.json"), bounds).await? {
        Ended::Well => {}
        Ended::Late => return Ok(Err(Refusal::Slow)),
        Ended::Badly(why) => {
            tracing::info!(%why, "A file could not be looked into: {why}");
            return Ok(Err(Refusal::Broken));
        }
    }
    let told = tokio::fs::read(folder.join("probe.json")).await.map_err(Error::internal)?;
    Ok(serde_json::from_slice::<Told>(&told).map(Facts::from).map_err(|_| Refusal::Broken))
}

impl Facts {
    /// Whether it is within what is taken; `seconds_max` is for films.
    pub(super) fn check(&self, seconds_max: u32) -> Result<(), Refusal> {
        let seconds_max = match (&self.film, &self.sound) {
            (None, None) => return Err(Refusal::Nothing),
            (Some(film), _) => {
                film.check()?;
                f64::from(seconds_max)
            }
            (None, Some(_)) => f64::from(seconds_max) * 4.0,
        };
        match self.seconds {
            Some(seconds) if seconds > seconds_max => Err(Refusal::Long),
            Some(seconds) if seconds <= 0.0 => Err(Refusal::Broken),
            _ => Ok(()),
        }
    }

    /// What to remember of it.
    pub(super) fn details(&self) -> Details {
        let sound = self.sound.as_ref();
        let codec = sound.map(|sound| match sound.profile.as_str() {
            "" | "unknown" => sound.codec.clone(),
            profile => format!("{} ({profile})", sound.codec),
        });
        Details {
            seconds: self.seconds.unwrap_or_default(),
            bitrate: self.bitrate.unwrap_or_default(),
            frame_rate: self.film.as_ref().and_then(|film| film.rate.clone()),
            audio_codec: codec,
            audio_hz: sound.map(|sound| sound.hz),
            audio_channels: sound.map(|sound| sound.channels),
        }
    }
}

impl Film {
    fn check(&self) -> Result<(), Refusal> {
        if self.width == 0 || self.height == 0 {
            return Err(Refusal::Broken);
        }
        if u64::from(self.width) * u64::from(self.height) > PIXELS_MAX {
            return Err(Refusal::Pixels);
        }
        let rate = self.rate.as_deref().and_then(fraction).unwrap_or_default();
        if rate > f64::from(RATE_MAX) { Err(Refusal::Rate) } else { Ok(()) }
    }
}

#[derive(Debug, Default, Deserialize)]
struct Told {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Format,
}

#[derive(Debug, Default, Deserialize)]
struct Format {
    duration: Option<String>,
    bit_rate: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stream {
    index: u32,
    codec_type: String,
    codec_name: String,
    profile: String,
    pix_fmt: String,
    width: u32,
    height: u32,
    sample_aspect_ratio: String,
    avg_frame_rate: String,
    sample_rate: String,
    channels: u32,
    disposition: Disposition,
    side_data_list: Vec<SideData>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Disposition {
    attached_pic: u8,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SideData {
    rotation: f64,
}

impl From<Told> for Facts {
    fn from(told: Told) -> Facts {
        let number = |text: &Option<String>| text.as_deref().and_then(|it| it.parse::<f64>().ok());
        let mut facts = Facts {
            seconds: number(&told.format.duration).filter(|it| it.is_finite()),
            bitrate: number(&told.format.bit_rate).map(|it| it as u64),
            ..Facts::default()
        };
        for stream in told.streams {
            let is_picture = stream.disposition.attached_pic == 1;
            match stream.codec_type.as_str() {
                "video" if is_picture => facts.cover = facts.cover.or(Some(stream.index)),
                "video" if facts.film.is_none() => facts.film = Some(Film::from(stream)),
                "audio" if facts.sound.is_none() => facts.sound = Some(Sound::from(stream)),
                _ => {}
            }
        }
        facts
    }
}

impl From<Stream> for Film {
    fn from(it: Stream) -> Film {
        let turned = it.side_data_list.iter().map(|data| data.rotation).find(|it| *it != 0.0);
        let square = ratio(&it.sample_aspect_ratio);
        let width = (f64::from(it.width) * square.unwrap_or(1.0)).round() as u32;
        let on_its_side = turned.is_some_and(|degrees| (degrees.abs() - 90.0) % 180.0 == 0.0);
        let (width, height) = if on_its_side { (it.height, width) } else { (width, it.height) };
        Film {
            stream: it.index,
            codec: it.codec_name,
            profile: it.profile,
            pixels: it.pix_fmt,
            width,
            height,
            plain: turned.is_none() && square.is_none(),
            rate: Some(it.avg_frame_rate).filter(|rate| fraction(rate).is_some_and(|it| it > 0.0)),
        }
    }
}

impl From<Stream> for Sound {
    fn from(it: Stream) -> Sound {
        Sound {
            stream: it.index,
            codec: it.codec_name,
            profile: it.profile,
            hz: it.sample_rate.parse().unwrap_or_default(),
            channels: it.channels,
        }
    }
}

/// How much wider than high a pixel is: none if it is a square, or absurd.
fn ratio(text: &str) -> Option<f64> {
    let (over, under) = text.split_once(':')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    let ratio = over / under;
    (ratio != 1.0 && (0.1..=10.0).contains(&ratio)).then_some(ratio)
}
