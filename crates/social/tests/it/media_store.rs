//! Stories of where media lie and how they travel: on the disk, in a bucket, whole and in parts.

use bytes::Bytes;
use ground::Error;
use ground::config::{Secret, media_path};
use reqwest::Method;
use social::media::range::{Part, part_of};
use social::media::store::{self, Shelf};
use town::{Answer, Person, Town};

use crate::bucket::{Bucket, SECRET};
use crate::media::{png, send, upload};

async fn ask(person: &Person, method: Method, url: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = person.request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.send(request).await
}

/// A file of text, a hundred thousand bytes, in the town's store.
async fn captions(town: &Town) -> (String, String) {
    let text: String = (0..12_500).map(|line| format!("{line:07}\n")).collect();
    let name = store::save(&town.app, text.clone().into_bytes(), "vtt").await.unwrap();
    (format!("/media/{name}"), text)
}

#[test]
fn a_range_is_read_as_the_standard_says() {
    let of = |first, end| Part::Of(first..end);
    let (whole, beyond) = (Part::Whole, Part::Beyond);
    for (wish, part) in [
        ("bytes=0-0", of(0, 1)),
        ("bytes=0-9", of(0, 10)),
        ("bytes=9-9", of(9, 10)),
        ("bytes=-5", of(5, 10)),
        ("bytes=-50", of(0, 10)),
        ("bytes=5-", of(5, 10)),
        ("BYTES= 5 - 7 ", of(5, 8)),
        ("bytes=5-99999999999999999999999999", of(5, 10)),
        ("bytes=-99999999999999999999999999", of(0, 10)),
        ("bytes=5-18446744073709551615", of(5, 10)),
        ("bytes=10-", beyond.clone()),
        ("bytes=10-12", beyond.clone()),
        ("bytes=-0", beyond.clone()),
        ("bytes=99999999999999999999999999-", beyond.clone()),
        ("bytes=7-5", whole.clone()),
        ("bytes=0-1,4-5", whole.clone()),
        ("bytes=-", whole.clone()),
        ("bytes=", whole.clone()),
        ("bytes=a-b", whole.clone()),
        ("bytes=+1-2", whole.clone()),
        ("bytes=1--2", whole.clone()),
        ("items=0-1", whole.clone()),
        ("0-1", whole.clone()),
        ("", whole),
    ] {
        assert_eq!(part_of(wish, 10), part, "{wish}");
    }
    for wish in ["bytes=0-0", "bytes=0-", "bytes=-5"] {
        assert_eq!(part_of(wish, 0), beyond, "{wish} of nothing");
    }
}

/// What holds for a file wherever it lies.
async fn travels_in_parts(town: &Town) {
    let anyone = town.stranger();
    let (url, text) = captions(town).await;
    let get = async |headers: &[(&str, &str)]| ask(&anyone, Method::GET, &url, headers).await;
    let whole = get(&[]).await;
    assert_eq!((whole.status, &whole.text), (200, &text));
    assert_eq!(whole.header("content-type"), "text/vtt; charset=utf-8");
    assert_eq!(whole.header("content-length"), "100000");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert_eq!(whole.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(whole.header("access-control-allow-origin"), "*");
    assert!(whole.header("access-control-expose-headers").contains("content-range"));
    assert!(whole.header("cache-control").contains("immutable"));
    let tag = whole.header("etag");

    let part = get(&[("range", "bytes=8-15")]).await;
    assert_eq!((part.status, part.text.as_str()), (206, "0000001\n"));
    assert_eq!(part.header("content-range"), "bytes 8-15/100000");
    assert_eq!(part.header("content-length"), "8");
    assert_eq!(part.header("etag"), tag);
    let last = get(&[("range", "bytes=-8")]).await;
    assert_eq!((last.status, last.text.as_str()), (206, "0012499\n"));
    let rest = get(&[("range", "bytes=70000-")]).await;
    assert_eq!((rest.status, rest.text.as_str()), (206, &text[70_000..]));
    let beyond = get(&[("range", "bytes=100000-")]).await;
    assert_eq!((beyond.status, beyond.header("content-range").as_str()), (416, "bytes */100000"));
    assert_eq!(get(&[("range", "bytes=0-1,5-6")]).await.text, text);

    let same = get(&[("range", "bytes=0-3"), ("if-range", &tag)]).await;
    assert_eq!((same.status, same.text.as_str()), (206, "0000"));
    for other in ["\"other\"", "Tue, 24 Nov 2026 10:00:00 GMT", &format!("W/{tag}")] {
        let all = get(&[("range", "bytes=0-3"), ("if-range", other)]).await;
        assert_eq!((all.status, all.text.len()), (200, text.len()));
    }
    for known in [&tag, "*", &format!("\"a\", W/{tag}")] {
        let answer = get(&[("if-none-match", known), ("range", "bytes=0-3")]).await;
        assert_eq!((answer.status, answer.text.as_str()), (304, ""));
    }
    assert_eq!(get(&[("if-none-match", "\"other\"")]).await.status, 200);

    let head = ask(&anyone, Method::HEAD, &url, &[("range", "bytes=0-3")]).await;
    assert_eq!((head.status, head.header("content-length").as_str()), (200, "100000"));
    assert_eq!((head.header("etag"), head.text.as_str()), (tag, ""));

    let name = url.trim_start_matches("/media/");
    assert_eq!(store::size(&town.app, name).await.unwrap(), 100_000);
    let first = u8::from_str_radix(&name[..2], 16).unwrap();
    let listed = store::list(&town.app, Shelf::Own, first).await.unwrap();
    assert!(listed.contains(&(name.to_owned(), 100_000)));
    for _ in 0..2 {
        store::remove(&town.app, name).await.unwrap();
    }
    for headers in [&[][..], &[("range", "bytes=0-1")], &[("if-none-match", "*")]] {
        assert_eq!(get(headers).await.status, 404);
    }
    assert_eq!(ask(&anyone, Method::HEAD, &url, &[]).await.status, 404);
    assert!(
        !store::list(&town.app, Shelf::Own, first).await.unwrap().contains(&(name.into(), 100_000))
    );
}

#[tokio::test]
async fn a_file_of_the_folder_travels_in_parts() {
    let town = Town::new().await;
    store::probe(&town.app).await.unwrap();
    travels_in_parts(&town).await;
    // Nothing lies about half done.
    let incoming = town.app.config.data.join("media/incoming");
    assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0);
}

#[tokio::test]
async fn a_file_of_a_bucket_travels_in_parts() {
    let bucket = Bucket::open().await;
    let town = Town::with(bucket.keeps()).await;
    store::probe(&town.app).await.unwrap();
    travels_in_parts(&town).await;
    assert!(bucket.names().is_empty());
    assert!(!town.app.config.data.join("media").exists(), "the disk is not used");
}

#[tokio::test]
async fn a_file_of_this_machine_is_moved_into_the_store() {
    let bucket = Bucket::open().await;
    for town in [Town::new().await, Town::with(bucket.keeps()).await] {
        let path = store::workshop(&town.app).await.unwrap().join("film");
        std::fs::write(&path, vec![7; 300_000]).unwrap();
        let name = store::save(&town.app, path.clone(), "mp4").await.unwrap();
        assert!(!path.exists());
        assert_eq!(store::size(&town.app, &name).await.unwrap(), 300_000);
        let remote = store::save_on(&town.app, Shelf::Remote, Bytes::from_static(b"x"), "png");
        let remote = remote.await.unwrap();
        assert!(remote.starts_with("remote-") && media_path(&remote).starts_with("remote/"));
        assert!(store::save(&town.app, vec![1], "html").await.is_err());
        let lost = store::save(&town.app, path, "mp4").await;
        assert!(lost.is_err());
    }
    assert_eq!(bucket.names().len(), 2);
}

#[tokio::test]
async fn a_picture_lies_in_the_bucket_and_is_seen_by_anyone() {
    let bucket = Bucket::open().await;
    let town = Town::with(bucket.keeps()).await;
    let alice = town.person("alice").await;
    let media = send(&alice, png(64, 48), &[]).await.expect_ok();
    let (url, preview) = (media["url"].as_str().unwrap(), media["preview_url"].as_str().unwrap());
    let name = url.rsplit('/').next().unwrap();
    let kept = bucket.files.lock().unwrap()[&media_path(name)].clone();
    assert_eq!((kept.mime.as_str(), &kept.bytes[1..4]), ("image/png", &b"PNG"[..]));
    assert!(kept.keeping.contains("immutable"));
    for url in [url, preview] {
        assert_eq!(town.stranger().get(url).await.status, 200);
    }
    let id = media["id"].as_str().unwrap();
    assert_eq!(alice.delete(&format!("/api/v1/media/{id}")).await.status, 200);
    assert!(bucket.names().is_empty());
}

#[tokio::test]
async fn clients_fetch_from_the_buckets_public_address() {
    let bucket = Bucket::open().await;
    let mut settings = bucket.settings();
    settings.public_url = Some("https://media.example.org/place".into());
    let town = Town::with(|config| config.s3 = Some(settings)).await;
    let alice = town.person("alice").await;
    let media = send(&alice, png(64, 48), &[]).await.expect_ok();
    let url = media["url"].as_str().unwrap();
    let path = url.strip_prefix("https://media.example.org/place/").unwrap();
    assert!(bucket.names().contains(&path.to_owned()));
    // Pages may show it; the old address still leads there.
    let page = town.stranger().get("/log-in").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("img-src 'self' https://media.example.org data:"), "{policy}");
    assert!(policy.contains("media-src 'self' https://media.example.org;"), "{policy}");
    let name = path.rsplit('/').next().unwrap();
    assert_eq!(town.stranger().get(&format!("/media/{name}")).await.status, 200);
}

#[tokio::test]
async fn a_store_that_stumbles_is_asked_again_and_one_that_is_away_is_said_to_be() {
    let bucket = Bucket::open().await;
    let town = Town::with(bucket.keeps()).await;
    let alice = town.person("alice").await;
    bucket.fail(&[503, 500]);
    let id = upload(&alice).await;
    let media = alice.get(&format!("/api/v1/media/{id}")).await.expect_ok();
    let before = bucket.names();

    // The picture comes in, its small version does not: neither stays, and no row.
    let asked = bucket.asked.lock().unwrap().len();
    bucket.fail(&[503, 503, 503, 0]);
    let why = send(&alice, png(64, 48), &[]).await.expect_error(503);
    assert!(why.contains("does not answer"), "{why}");
    assert_eq!(bucket.asked.lock().unwrap().len() - asked, 6, "one, three tries, tidying up");
    assert_eq!(bucket.names(), before);

    bucket.fail(&[503; 3]);
    assert_eq!(alice.get(media["url"].as_str().unwrap()).await.status, 503);
    bucket.fail(&[]);
    assert_eq!(alice.get(media["url"].as_str().unwrap()).await.status, 200);
}

#[tokio::test]
async fn what_is_set_wrong_is_said_at_the_start() {
    let bucket = Bucket::open().await;
    let wrong = async |change: fn(&mut ground::config::S3)| {
        let mut settings = bucket.settings();
        change(&mut settings);
        let town = Town::with(|config| config.s3 = Some(settings)).await;
        let saved = store::save(&town.app, vec![1], "png").await;
        assert!(matches!(saved, Err(Error::Unavailable(_))));
        assert!(!format!("{:?}", town.app.config).contains(SECRET));
        store::probe(&town.app).await
    };
    let said = wrong(|it| it.secret = Secret::new("other".into())).await.unwrap_err();
    assert!(said.contains("s3-secret"), "{said}");
    let said = wrong(|it| it.key = "other".into()).await.unwrap_err();
    assert!(said.contains("s3-key"), "{said}");
    let said = wrong(|it| it.bucket = "elsewhere".into()).await.unwrap_err();
    assert!(said.contains("elsewhere") && said.contains("not there"), "{said}");
    let said = wrong(|it| it.region = "mars".into()).await.unwrap_err();
    assert!(said.contains("s3-region"), "{said}");
    // Away is not wrong: it may come back.
    wrong(|it| it.endpoint = "http://127.0.0.1:9".parse().unwrap()).await.unwrap();
}
