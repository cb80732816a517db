//! Passwords: hashed with argon2id, slowly on purpose, and never more at once than there are cores.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use ground::{Error, Result};
use tokio::sync::Semaphore;

/// Shortest password, in characters.
pub const CHARS_MIN: usize = 8;
/// Longest password, in bytes: hashing more is work for nothing.
pub const BYTES_MAX: usize = 512;

/// Memory and time of one hash: 19 MiB, two passes, one lane (OWASP's first choice).
static ARGON: LazyLock<Argon2<'static>> = LazyLock::new(|| {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
});

static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| {
    Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
});

/// The hash to keep of a new password.
///
/// # Errors
/// If the password is too short or too long.
pub async fn hash(password: String) -> Result<String> {
    if password.chars().count() < CHARS_MIN {
        let say = ground::Say::new("error-password-short").with("min", CHARS_MIN);
        return Err(Error::invalid("password", say));
    }
    if password.len() > BYTES_MAX {
        return Err(Error::invalid("password", "error-password-long"));
    }
    off_thread(move || {
        let hash = ARGON.hash_password(password.as_bytes()).map_err(Error::internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password is the one kept. `kept` of nobody takes as long and is never right, so that
/// an unknown address answers like a wrong password.
///
/// # Errors
/// If no thread can be had.
pub async fn is_right(password: String, kept: Option<String>) -> Result<bool> {
    if password.len() > BYTES_MAX {
        return Ok(false);
    }
    off_thread(move || {
        let Some(kept) = kept else {
            let _ = ARGON.hash_password(password.as_bytes());
            return Ok(false);
        };
        let Ok(kept) = PasswordHash::new(&kept) else { return Ok(false) };
        Ok(ARGON.verify_password(password.as_bytes(), &kept).is_ok())
    })
    .await
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
