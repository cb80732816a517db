//! Stories of films and sound. Their fixtures are made by ffmpeg; where it is not installed, only
//! the refusal is told.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ground::config::Ffmpeg;
use reqwest::multipart::{Form, Part};
use town::{Answer, Method, Person, Town, Value, json};

use crate::media::png;

/// A file made by ffmpeg of these words; none where it is not installed.
pub(crate) fn made(words: &str, name: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-nostdin", "-y"]).args(words.split(' ')).arg(&file);
    match ffmpeg.stdout(Stdio::null()).status() {
        Ok(status) => assert!(status.success(), "ffmpeg {words}"),
        Err(_) => {
            eprintln!("ffmpeg is not installed: nothing is told of films");
            return None;
        }
    }
    Some(std::fs::read(file).unwrap())
}

const PICTURE: &str = "-f lavfi -i testsrc=size=320x240:rate=25:duration=1";
const SOUND: &str = "-f lavfi -i sine=frequency=440:duration=1";

/// A second of film that browsers play as it is.
pub(crate) fn fit_film() -> Option<Vec<u8>> {
    let how = "-c:v libx264 -pix_fmt yuv420p -c:a aac -ac 2 -metadata title=secret";
    made(&format!("{PICTURE} {SOUND} {how}"), "film.mp4")
}

pub(crate) async fn send(person: &Person, path: &str, file: Vec<u8>, form: Form) -> Answer {
    let form = form.part("file", Part::bytes(file).file_name("blob"));
    person.send(person.request(Method::POST, path).multipart(form)).await
}

async fn get(person: &Person, id: &str) -> Answer {
    person.get(&format!("/api/v1/media/{id}")).await
}

/// What becomes of it, once it is no longer worked on.
pub(crate) async fn outcome(person: &Person, sent: &Value) -> Answer {
    for _ in 0..600 {
        let answer = get(person, sent["id"].as_str().unwrap()).await;
        if answer.status != 206 {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it is worked on for a minute");
}

/// Sends it the way apps do, and waits.
pub(crate) async fn ready(person: &Person, file: Vec<u8>) -> Value {
    let sent = send(person, "/api/v2/media", file, Form::new()).await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    outcome(person, &sent.json()).await.expect_ok()
}

async fn bytes(url: &Value) -> Vec<u8> {
    let answer = reqwest::get(url.as_str().unwrap()).await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

fn files(town: &Town) -> usize {
    let Ok(folders) = std::fs::read_dir(town.app.config.data.join("media")) else { return 0 };
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

#[tokio::test]
async fn a_film_is_made_fit_for_browsers_and_posted() {
    let how = "-c:v libvpx -c:a libopus -metadata title=secret";
    let Some(film) = made(&format!("{PICTURE} {SOUND} {how}"), "film.webm") else { return };
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let words = Form::new().text("description", "Une mire").text("focus", "0.5,0");
    let sent = send(&alice, "/api/v2/media", film, words).await;
    assert_eq!(sent.status, 202);
    let sent = sent.json();
    assert_eq!((&sent["type"], &sent["url"]), (&json!("video"), &Value::Null));
    let id = sent["id"].as_str().unwrap();
    let too_early = alice.post_json("/api/v1/statuses", json!({ "media_ids": [id] })).await;
    assert!(too_early.expect_error(422).contains("not finished processing"));
    let unfinished = get(&alice, id).await;
    assert_eq!((unfinished.status, &unfinished.json()["url"]), (206, &Value::Null));
    let _ = get(&bob, id).await.expect_error(404);

    let media = outcome(&alice, &sent).await.expect_ok();
    assert_eq!((&media["type"], &media["description"]), (&json!("video"), &json!("Une mire")));
    assert!(media["blurhash"].is_string());
    let meta = &media["meta"];
    assert_eq!((&meta["size"], &meta["fps"]), (&json!("320x240"), &json!(25.0)));
    assert_eq!(meta["original"]["frame_rate"], "25/1");
    assert_eq!(meta["audio_channels"], "mono");
    assert!(meta["audio_encode"].as_str().unwrap().starts_with("aac"), "{meta}");
    assert!((0.9..1.3).contains(&meta["duration"].as_f64().unwrap()), "{meta}");
    assert!(meta["length"].as_str().unwrap().starts_with("0:00:01."), "{meta}");
    assert!(meta["original"]["bitrate"].as_u64().unwrap() > 1000);
    assert_eq!(meta["focus"]["x"], 0.5);
    assert_eq!(meta["small"]["width"], 320);

    let film = bytes(&media["url"]).await;
    assert_eq!(&film[4..8], b"ftyp");
    let place = |what: &[u8]| film.windows(what.len()).position(|it| it == what);
    assert!(place(b"moov") < place(b"mdat"), "it begins to play before it is all there");
    assert_eq!(place(b"secret"), None, "what it said of itself is gone");
    let served = town.stranger().get(media["preview_url"].as_str().unwrap()).await;
    assert!(served.header("content-type").starts_with("image/"));
    assert_eq!(files(&town), 2, "what was sent is gone");

    let post = alice.publishes_as(json!({ "media_ids": [id] })).await;
    let seen = bob.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["media_attachments"][0], media);
}

#[tokio::test]
async fn what_is_fit_already_is_copied_and_the_older_door_waits() {
    let Some(film) = fit_film() else { return };
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let poster = Part::bytes(png(90, 60)).file_name("poster.png");
    let form = Form::new().part("thumbnail", poster);
    let sent = send(&alice, "/api/v1/media", film.clone(), form).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    let media = sent.json();
    assert_eq!(media["meta"]["audio_encode"], "aac (LC)");
    assert_eq!(media["meta"]["audio_channels"], "stereo");
    assert_eq!(media["meta"]["audio_bitrate"], "44100 Hz");
    assert_eq!(media["meta"]["small"]["size"], "90x60", "its own poster");
    let copied = bytes(&media["url"]).await;
    assert!(!copied.windows(6).any(|it| it == b"secret"));
    // The same frames: what stands in the film's data stands in the copy.
    let data = film.windows(4).position(|it| it == b"mdat").unwrap();
    let piece = &film[data + 2000..data + 2400];
    assert!(copied.windows(piece.len()).any(|it| it == piece));

    let id = media["id"].as_str().unwrap();
    let post = alice.publishes_as(json!({ "media_ids": [id] })).await;
    let (path, before) = (format!("/api/v1/media/{id}"), media["preview_url"].clone());
    let form = Form::new().part("thumbnail", Part::bytes(png(30, 20)).file_name("new.png"));
    let changed = alice.send(alice.request(Method::PUT, &path).multipart(form)).await.expect_ok();
    assert_eq!(changed["meta"]["small"]["size"], "30x20");
    let seen = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["media_attachments"][0]["preview_url"], changed["preview_url"]);
    assert_eq!(alice.get(before.as_str().unwrap()).await.status, 404);
}

#[tokio::test]
async fn sound_of_every_sort_is_played_by_every_browser() {
    let Some(wav) = made(SOUND, "sound.wav") else { return };
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let mp3 = made(&format!("{SOUND} -metadata artist=secret"), "sound.mp3").unwrap();
    let flac = made(SOUND, "sound.flac").unwrap();
    let opus = made(SOUND, "sound.opus").unwrap();
    let aac = made(SOUND, "sound.aac").unwrap();
    let m4a = made(SOUND, "sound.m4a").unwrap();
    let all = [(wav, ".m4a"), (mp3, ".mp3"), (flac, ".m4a"), (opus, ".m4a"), (aac, ".m4a")];
    for (file, ending) in all.into_iter().chain([(m4a, ".m4a")]) {
        let media = ready(&alice, file).await;
        assert_eq!(media["type"], "audio");
        assert!(media["url"].as_str().unwrap().ends_with(ending), "{media}");
        assert_eq!(media["preview_url"], Value::Null);
        let meta = &media["meta"];
        assert!((0.9..1.3).contains(&meta["original"]["duration"].as_f64().unwrap()), "{meta}");
        assert_eq!((&meta["original"]["width"], &meta["small"]), (&Value::Null, &Value::Null));
        assert!(!bytes(&media["url"]).await.windows(6).any(|it| it == b"secret"));
    }
}

#[tokio::test]
async fn great_turned_and_odd_films_are_made_small_upright_and_even() {
    let Some(great) = made("-f lavfi -i testsrc=size=3000x1500:rate=100:duration=0.2", "film.mkv")
    else {
        return;
    };
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let media = ready(&alice, great).await;
    let meta = &media["meta"]["original"];
    let (width, height) = (meta["width"].as_u64().unwrap(), meta["height"].as_u64().unwrap());
    assert!(width * height <= 1920 * 1080 && width.abs_diff(height * 2) <= 4, "{meta}");
    assert!(media["meta"]["fps"].as_f64().unwrap() <= 60.0, "{media}");
    assert_eq!(media["meta"]["audio_encode"], Value::Null, "{media}");
    let odd = made("-f lavfi -i testsrc=size=35x21:rate=5:duration=1", "film.webm").unwrap();
    assert_eq!(ready(&alice, odd).await["meta"]["size"], "34x20");
    let frame = made("-f lavfi -i testsrc=size=64x64:rate=5 -frames:v 1", "film.mp4").unwrap();
    assert_eq!(ready(&alice, frame).await["meta"]["small"]["size"], "64x64");
}

#[tokio::test]
async fn hostile_files_are_refused_with_a_sentence() {
    let Some(film) = fit_film() else { return };
    let town = Town::with(|config| config.film_seconds_max = 3).await;
    let alice = town.person("alice").await;
    // What is no film by its first bytes never reaches ffmpeg, whatever it is called.
    let secret = town.app.config.data.join("secret.txt");
    std::fs::write(&secret, "secret").unwrap();
    let secret = secret.display();
    let at_once = [
        b"just some text called film.mp4".to_vec(),
        format!("#EXTM3U\n#EXTINF:1,\nfile://{secret}\n").into_bytes(),
        format!("ffconcat version 1.0\nfile '{secret}'\n").into_bytes(),
        b"<?xml version=\"1.0\"?><MPD></MPD>".to_vec(),
        b"\0\0\0\x1cftypavif".to_vec(),
        Vec::new(),
    ];
    for file in at_once {
        let _ = send(&alice, "/api/v2/media", file, Form::new()).await.expect_error(422);
    }
    let poster = Form::new().part("thumbnail", Part::bytes(b"no".to_vec()).file_name("x.png"));
    let _ = send(&alice, "/api/v2/media", film.clone(), poster).await.expect_error(422);

    let wide = made("-f lavfi -i color=size=7000x3000:rate=1:duration=1", "film.mkv").unwrap();
    let long = made("-f lavfi -i color=size=32x32:rate=1:duration=5", "film.mp4").unwrap();
    let fast = made("-f lavfi -i color=size=32x32:rate=240:duration=1", "film.mp4").unwrap();
    let cut = film[..film.len() / 3].to_vec();
    let mut noise: Vec<u8> =
        (0..50_000_u32).map(|no| (no.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    noise[..4].copy_from_slice(&[0x1a, 0x45, 0xdf, 0xa3]);
    let later = [
        (wide, "pixels"),
        (long, "too long"),
        (fast, "frames a second"),
        (cut, "damaged"),
        (noise, "damaged"),
        (b"\0\0\0\x10ftypisom\0\0\0\0".to_vec(), "damaged"),
        (b"OggS".to_vec(), "damaged"),
        // A playlist behind the first bytes of a film is no film.
        (format!("\x1a\x45\u{7f}#EXTM3U\nfile://{secret}").into_bytes(), ""),
    ];
    for (file, why) in later {
        let sent = send(&alice, "/api/v2/media", file, Form::new()).await;
        if why.is_empty() {
            let _ = sent.expect_error(422);
            continue;
        }
        let said = outcome(&alice, &sent.expect_ok()).await.expect_error(422);
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(files(&town), 0, "nothing of it is kept");
    let bench = town.app.config.data.join("media-work");
    assert_eq!(std::fs::read_dir(bench).unwrap().count(), 0);
}

#[tokio::test]
async fn a_server_without_ffmpeg_says_that_it_takes_pictures_only() {
    let town = Town::with(|config| config.ffmpeg = Ffmpeg::Off).await;
    let alice = town.person("alice").await;
    let film = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
    let why = send(&alice, "/api/v2/media", film.clone(), Form::new()).await.expect_error(422);
    assert!(why.contains("only pictures"), "{why}");
    let request = alice.request(Method::POST, "/api/v2/media").header("accept-language", "fr");
    let form = Form::new().part("file", Part::bytes(film).file_name("film.mp4"));
    let why = alice.send(request.multipart(form)).await.expect_error(422);
    assert!(why.contains("que des images"), "{why}");
    let limits = alice.get("/api/v2/instance").await.expect_ok()["configuration"].take();
    let limits = &limits["media_attachments"];
    assert_eq!(limits["supported_mime_types"].as_array().unwrap().len(), 4);
    assert_eq!(
        (&limits["video_size_limit"], &limits["video_matrix_limit"]),
        (&json!(0), &json!(0))
    );
    let _ = crate::media::upload(&alice).await;
}

/// Programs that look well: `ffprobe` sees a second of sound in anything, `ffmpeg` is this script.
fn tools(folder: &Path, ffmpeg: &str) {
    let facts = r#"{"streams":[{"index":0,"codec_type":"audio","codec_name":"flac",
        "sample_rate":"44100","channels":1}],"format":{"duration":"1.0"}}"#;
    for (name, script) in [("ffprobe", format!("echo '{facts}'")), ("ffmpeg", ffmpeg.to_owned())] {
        let file = folder.join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// Programs that hang; they note their numbers in that folder.
fn hanging_tools(folder: &Path) {
    let pids = folder.join("pids");
    let pids = pids.display();
    tools(folder, &format!("echo $$ >>{pids}\nsleep 3000 &\necho $! >>{pids}\nwait"));
}

/// Programs that make a second of sound of anything at once, where ffmpeg need not be installed.
pub(crate) fn quick_tools(folder: &Path) {
    tools(folder, "for last; do :; done\necho sound >\"${last#file:}\"");
}

fn is_running(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // What was killed and not yet fetched is gone, too.
    !stat.is_empty() && !stat.contains(") Z ")
}

#[tokio::test]
async fn work_that_hangs_is_ended_with_all_it_started() {
    let tools = tempfile::tempdir().unwrap();
    hanging_tools(tools.path());
    let ffmpeg = tools.path().join("ffmpeg");
    let town = Town::with(|config| {
        config.ffmpeg = Ffmpeg::At(ffmpeg);
        config.film_work_seconds_max = 2;
        config.film_bytes_max = 100;
    })
    .await;
    let alice = town.person("alice").await;
    let limits = alice.get("/api/v1/instance").await.expect_ok()["configuration"].take();
    assert_eq!(limits["media_attachments"]["video_size_limit"], 100);
    let _ = send(&alice, "/api/v2/media", [b"fLaC".as_slice(), &[0; 100]].concat(), Form::new())
        .await
        .expect_error(413);
    let sent = send(&alice, "/api/v2/media", b"fLaC\0".to_vec(), Form::new()).await.expect_ok();
    let why = outcome(&alice, &sent).await.expect_error(422);
    assert!(why.contains("too long"), "{why}");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let pids = std::fs::read_to_string(tools.path().join("pids")).unwrap();
    assert_eq!(pids.lines().count(), 2);
    assert!(!pids.lines().any(is_running), "{pids}");
}

#[tokio::test]
async fn a_stop_in_the_midst_only_begins_the_work_anew() {
    let Some(film) = fit_film() else { return };
    let tools = tempfile::tempdir().unwrap();
    hanging_tools(tools.path());
    let ffmpeg = tools.path().join("ffmpeg");
    let set = ffmpeg.clone();
    let town = Town::with(|config| config.ffmpeg = Ffmpeg::At(set)).await;
    let alice = town.person("alice").await;
    let sent = send(&alice, "/api/v2/media", film, Form::new()).await.expect_ok();
    let pids = tools.path().join("pids");
    for _ in 0..100 {
        if std::fs::read_to_string(&pids).is_ok_and(|pids| pids.lines().count() == 2) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // The programs are mended while the server is down.
    for name in ["ffmpeg", "ffprobe"] {
        std::fs::write(
            tools.path().join(name),
            format!("#!/bin/sh\nexec /usr/bin/env {name} \"$@\"\n"),
        )
        .unwrap();
    }
    let town = town.restart().await;
    let alice = alice.in_town(&town);
    assert!(!std::fs::read_to_string(&pids).unwrap().lines().any(is_running));
    assert_eq!(get(&alice, sent["id"].as_str().unwrap()).await.status, 206);
    town.later_by_ms(61_000);
    let media = outcome(&alice, &sent).await.expect_ok();
    assert_eq!(media["meta"]["size"], "320x240");
    assert_eq!(files(&town), 2);
}

#[tokio::test]
async fn what_is_removed_or_swept_leaves_nothing() {
    let Some(film) = fit_film() else { return };
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let media = ready(&alice, film.clone()).await;
    let path = format!("/api/v1/media/{}", media["id"].as_str().unwrap());
    assert_eq!(alice.delete(&path).await.status, 200);
    assert_eq!(files(&town), 0);
    // Removed while it is worked on, or before.
    let sent = send(&alice, "/api/v2/media", film.clone(), Form::new()).await.expect_ok();
    let path = format!("/api/v1/media/{}", sent["id"].as_str().unwrap());
    assert_eq!(alice.delete(&path).await.status, 200);
    for _ in 0..100 {
        if files(&town) == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(files(&town), 0);
    let _ = ready(&alice, film).await;
    town.later_by_ms(25 * 3_600_000);
    assert_eq!(social::media::sweep(&town.app).await.unwrap(), 1);
    assert_eq!(files(&town), 0);
}
