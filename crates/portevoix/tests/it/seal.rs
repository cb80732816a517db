//! Secrets that must be read again lie sealed, and the key lies elsewhere.

use std::fs;

use ground::Error;
use ground::secret::Seal;
use town::Town;

#[tokio::test]
async fn a_sealed_secret_is_read_again_in_its_own_place_only() {
    let town = Town::new().await;
    let sealed = town.app.seal.close("totp 1", b"secret").unwrap();
    assert_ne!(sealed, town.app.seal.close("totp 1", b"secret").unwrap(), "never twice the same");
    assert!(!sealed.windows(6).any(|part| part == b"secret"));

    let town = town.restart().await;
    assert_eq!(town.app.seal.open("totp 1", &sealed).unwrap(), b"secret");
    assert!(matches!(town.app.seal.open("totp 2", &sealed), Err(Error::Internal(_))));
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        assert!(town.app.seal.open("totp 1", &altered).is_err(), "byte {at}");
        assert!(town.app.seal.open("totp 1", &sealed[..at]).is_err(), "cut at {at}");
    }
}

#[tokio::test]
async fn a_lost_key_is_said_and_nothing_is_lost_when_it_comes_back() {
    let town = Town::new().await;
    let path = town.app.config.data.join("seal.key");
    let sealed = town.app.seal.close("totp 1", b"secret").unwrap();
    let kept = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();

    let town = town.restart().await;
    let missing = town.app.seal.open("totp 1", &sealed).unwrap_err();
    assert_eq!(missing.status(), 503);
    fs::write(&path, &kept).unwrap();
    let town = town.restart().await;
    assert_eq!(town.app.seal.open("totp 1", &sealed).unwrap(), b"secret");

    fs::write(&path, "not a key").unwrap();
    assert!(Seal::at(&path).is_err(), "a broken file is not taken, and not written over");
    assert_eq!(fs::read(&path).unwrap(), b"not a key");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_servers_user_reads_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let town = Town::new().await;
    let about = fs::metadata(town.app.config.data.join("seal.key")).unwrap();
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
}
