//! Secrets that must be read again: sealed in the database with a key that lies beside it in a
//! file, so that who has only the database (a copy, a replica) has no secret.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::hash_bytes;
use crate::error::{Error, Result};
use crate::i18n::Say;

/// How many bytes of a sealed value say which key it was sealed with.
const NAME_BYTES: usize = 4;

/// A key and what is sealed with it: AES-256-GCM, a random nonce each time.
pub struct Seal {
    key: RandomizedNonceKey,
    name: [u8; NAME_BYTES],
    path: PathBuf,
}

impl Seal {
    /// The key of that file, made if there is none: 32 random bytes as one line of base64, which
    /// only the server's user may read.
    ///
    /// # Errors
    /// If the file cannot be read or made, or holds no key.
    pub fn at(path: &Path) -> Result<Self> {
        let told = |why: std::io::Error| {
            Error::internal(format!("the key file {} cannot be used: {why}", path.display()))
        };
        let line = match fs::read_to_string(path) {
            Err(why) if why.kind() == ErrorKind::NotFound => {
                make(path).map_err(told)?;
                fs::read_to_string(path).map_err(told)?
            }
            found => found.map_err(told)?,
        };
        let bytes = URL_SAFE_NO_PAD.decode(line.trim()).unwrap_or_default();
        let key = RandomizedNonceKey::new(&AES_256_GCM, &bytes).map_err(|_| {
            let path = path.display();
            Error::internal(format!("{path} holds no key: put the right file back, from a back-up"))
        })?;
        let mut name = [0; NAME_BYTES];
        name.copy_from_slice(&hash_bytes(&bytes)[..NAME_BYTES]);
        Ok(Self { key, name, path: path.to_owned() })
    }

    /// Seals a secret for one place: `what` names it (such as `totp 17`) and must be the same when
    /// it is opened, so that a sealed value cannot be put in another's place.
    ///
    /// # Errors
    /// Never in practice: only if the system has no randomness to give.
    pub fn close(&self, what: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let mut body = secret.to_vec();
        let nonce = self
            .key
            .seal_in_place_append_tag(Aad::from(what.as_bytes()), &mut body)
            .map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok([&self.name[..], &nonce.as_ref()[..], &body].concat())
    }

    /// Opens what [`Seal::close`] made for that place.
    ///
    /// # Errors
    /// That the key file is another than it was sealed with ([`Error::Unavailable`], said in the
    /// log with the file's name); that the value was altered.
    pub fn open(&self, what: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let altered = || Error::internal(format!("the sealed value of {what} was altered"));
        let (name, rest) = sealed.split_at_checked(NAME_BYTES).ok_or_else(altered)?;
        if name != self.name {
            let path = self.path.display();
            tracing::error!("{what} was sealed with another key than {path}: put that file back");
            return Err(Error::Unavailable(Say::new("error-other-key")));
        }
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or_else(altered)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| altered())?;
        let mut body = body.to_vec();
        let plain = self.key.open_in_place(nonce, Aad::from(what.as_bytes()), &mut body);
        let len = plain.map_err(|_| altered())?.len();
        body.truncate(len);
        Ok(body)
    }
}

/// Makes a key file. If another process makes it at the same time, the first one stands.
fn make(path: &Path) -> std::io::Result<()> {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes).map_err(|_| std::io::Error::other("the system has no randomness"))?;
    let draft = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    writeln!(file, "{}", URL_SAFE_NO_PAD.encode(bytes))?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(why),
        _ => Ok(()),
    }
}
