//! Keys: ours, made when they are first needed, and theirs.

use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::Tx;
use ground::{AccountId, App, Error, Result};
use wire::activitypub::same_origin;
use wire::signatures::{Algorithm, Claim};

use super::{Actors, Remote, sql};
use crate::{fetch, names};

/// Longest key of others, in characters.
const PEM_CHARS_MAX: usize = 8_192;
/// Keys of ours held ready in memory.
const SIGNERS_MAX: usize = 10_000;

/// A key of ours.
pub struct Signer {
    /// Its name.
    pub key_id: String,
    pair: RsaKeyPair,
    public_der: Vec<u8>,
}

impl Signer {
    /// Signs a text.
    ///
    /// # Errors
    /// Only if the system has no randomness to give.
    pub fn sign(&self, text: &str) -> Result<Vec<u8>> {
        let mut out = vec![0; self.pair.public_modulus_len()];
        let how = &RSA_PKCS1_SHA256;
        let signed = self.pair.sign(how, &SystemRandom::new(), text.as_bytes(), &mut out);
        signed.map(|()| out).map_err(Error::internal)
    }

    /// What others check it with, as PEM.
    #[must_use]
    pub fn public_pem(&self) -> String {
        let text = STANDARD.encode(&self.public_der);
        let lines: Vec<&str> =
            (0..text.len()).step_by(64).map(|at| &text[at..text.len().min(at + 64)]).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }
}

/// The key of an account of ours, made the first time it is asked for.
///
/// # Errors
/// If the database does not answer.
pub async fn signer(app: &App, account: AccountId) -> Result<Arc<Signer>> {
    let kept = &app.memory::<Actors>().signers;
    if let Some(found) = kept.lock().get(&account) {
        return Ok(found.clone());
    }
    let found = match app.read(async move |tx| sql::own_key(tx, account).await).await? {
        Some((secret, public)) => (opened(app, account, secret).await?, public),
        None => {
            // Some tenths of a second of work: not on a thread that others wait for.
            let (pkcs8, public) =
                tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
            let sealed = app.seal.close(&place(account), &pkcs8)?;
            let keep = async move |tx: &mut Tx| {
                sql::keep_own_key(tx, account, sealed, public).await?;
                sql::own_key(tx, account).await
            };
            let kept = app.write(keep).await?;
            let (sealed, public) = kept.ok_or_else(|| Error::internal("no key was kept"))?;
            (app.seal.open(&place(account), &sealed)?, public)
        }
    };
    let pair = RsaKeyPair::from_pkcs8(&found.0).map_err(Error::internal)?;
    let key_id = names::key(app, account);
    let signer = Arc::new(Signer { key_id, pair, public_der: found.1 });
    let mut kept = kept.lock();
    if kept.len() >= SIGNERS_MAX {
        kept.clear();
    }
    kept.insert(account, signer.clone());
    Ok(signer)
}

/// What the seal of a key says it is for.
fn place(account: AccountId) -> String {
    format!("actor key {account}")
}

/// A key as it was kept. Those from before keys were sealed are sealed now.
async fn opened(app: &App, account: AccountId, kept: Vec<u8>) -> Result<Vec<u8>> {
    if RsaKeyPair::from_pkcs8(&kept).is_err() {
        return app.seal.open(&place(account), &kept);
    }
    let sealed = app.seal.close(&place(account), &kept)?;
    app.write(async move |tx| sql::seal_own_key(tx, account, sealed).await).await?;
    Ok(kept)
}

fn make() -> Result<(Vec<u8>, Vec<u8>)> {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(Error::internal)?;
    let secret: Pkcs8V1Der<'_> = pair.as_der().map_err(Error::internal)?;
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(Error::internal)?;
    Ok((secret.as_ref().to_vec(), public.as_ref().to_vec()))
}

/// Whose a key is, and the key: as known, else as its server says now. `anew`: it is asked in any
/// case.
///
/// # Errors
/// [`Error::NotFound`] if there is no such key, or its server does not own up to it.
pub(crate) async fn owner_of(app: &App, key_id: &str, anew: bool) -> Result<(Remote, String)> {
    if !anew {
        let name = key_id.to_owned();
        let known = app.read(async move |tx| {
            let Some((account, pem)) = sql::key(tx, &name).await? else { return Ok(None) };
            let owner = sql::by_accounts(tx, &[account]).await?.pop();
            Ok(owner.map(|owner| (owner, pem)))
        });
        if let Some(known) = known.await? {
            return Ok(known);
        }
    }
    // What lies there is the key alone, or the actor with its keys.
    let owner = fetch::key_owner(app, key_id).await?;
    if !same_origin(key_id, &owner) {
        return Err(Error::NotFound);
    }
    super::refresh(app, &owner).await?;
    let name = key_id.to_owned();
    let found = app.read(async move |tx| {
        let (account, pem) = sql::key(tx, &name).await?.ok_or(Error::NotFound)?;
        let remote = sql::by_accounts(tx, &[account]).await?.pop().ok_or(Error::NotFound)?;
        Ok((remote, pem))
    });
    let (remote, pem) = found.await?;
    if remote.uri == owner { Ok((remote, pem)) } else { Err(Error::NotFound) }
}

/// Whether a request was signed with that key.
pub(crate) fn verifies(claim: &Claim, pem: &str) -> bool {
    if claim.algorithm.is_some_and(|how| how != Algorithm::Rsa) {
        return false;
    }
    let Some(der) = der_of(pem) else { return false };
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der);
    claim.texts.iter().any(|text| key.verify(text.as_bytes(), &claim.signature).is_ok())
}

fn der_of(pem: &str) -> Option<Vec<u8>> {
    if pem.len() > PEM_CHARS_MAX {
        return None;
    }
    let lines = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    STANDARD.decode(lines.collect::<String>()).ok()
}
