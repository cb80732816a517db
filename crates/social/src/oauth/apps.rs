//! Programs that register to ask people for a key.

use db::{Tx, record};
use ground::{AppId, Error, Result, secret};

use super::{scope, sql};

/// The address of a program that cannot be led back to: the code is shown instead.
pub const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
/// Longest name of a program, in characters.
const NAME_CHARS_MAX: usize = 100;
/// Longest address of a program's page, in bytes.
const WEBSITE_BYTES_MAX: usize = 2000;
/// All addresses to lead back to together, in bytes.
const REDIRECTS_BYTES_MAX: usize = 8000;

record! {
    /// A program.
    #[derive(Clone, Debug)]
    pub struct Program {
        /// Its number.
        pub id: AppId,
        /// Its public name.
        pub client_id: String,
        /// Hash of its secret.
        pub(super) secret_hash: Vec<u8>,
        /// What it calls itself.
        pub name: String,
        /// Its page.
        pub website: Option<String>,
        /// Where a log-in may lead back to, a line each.
        pub(super) redirects: String,
        /// What it may ask for.
        pub scopes: String,
    }
}

impl Program {
    /// Where a log-in may lead back to.
    pub fn redirects(&self) -> impl Iterator<Item = &str> {
        self.redirects.lines()
    }

    /// Whether that is exactly one of its addresses.
    #[must_use]
    pub fn redirects_to(&self, address: &str) -> bool {
        self.redirects().any(|known| known == address)
    }

    /// Whether that is its secret.
    #[must_use]
    pub fn has_secret(&self, secret: &str) -> bool {
        secret::equal(&self.secret_hash, &secret::hash(secret))
    }
}

/// What a program says of itself.
#[derive(Clone, Debug)]
pub struct NewProgram {
    /// What it calls itself.
    pub name: String,
    /// Its page.
    pub website: Option<String>,
    /// Where a log-in may lead back to.
    pub redirects: Vec<String>,
    /// What it may ask for; empty: to read.
    pub scopes: String,
}

/// Registers a program. Returns it with its secret: the only time it is seen.
///
/// # Errors
/// If the name, an address or a scope cannot be one.
pub async fn register(tx: &mut Tx, new: NewProgram) -> Result<(Program, String)> {
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || has_control(&name) {
        return Err(Error::invalid("client_name", "oauth-bad-name"));
    }
    let website = new.website.filter(|site| !site.is_empty());
    if website.as_deref().is_some_and(|site| !is_website(site)) {
        return Err(Error::invalid("website", "oauth-bad-website"));
    }
    let redirects = new.redirects.join("\n");
    let good = !new.redirects.is_empty() && new.redirects.iter().all(|to| is_redirect(to));
    if !good || redirects.len() > REDIRECTS_BYTES_MAX {
        return Err(Error::invalid("redirect_uris", "oauth-bad-redirect"));
    }
    let scopes =
        scope::parse(&new.scopes).ok_or_else(|| Error::invalid("scopes", "oauth-unknown-scope"))?;
    let scopes = if scopes.is_empty() { scope::DEFAULT.to_owned() } else { scopes };
    let secret = secret::new();
    let program = Program {
        id: AppId(tx.new_id(0)),
        client_id: secret::new(),
        secret_hash: secret::hash(&secret).to_vec(),
        name,
        website,
        redirects,
        scopes,
    };
    sql::insert_app(tx, &program).await?;
    Ok((program, secret))
}

/// Whether a code may be sent there: an absolute address, and none a browser would run.
fn is_redirect(address: &str) -> bool {
    if address == OUT_OF_BAND {
        return true;
    }
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let scheme_ok = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let runs = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source"]
        .iter()
        .any(|bad| scheme.eq_ignore_ascii_case(bad));
    let web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    scheme_ok
        && !runs
        && (!web || rest.strip_prefix("//").is_some_and(|host| !host.is_empty()))
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
}

fn is_website(address: &str) -> bool {
    let web = address.starts_with("https://") || address.starts_with("http://");
    web && address.len() <= WEBSITE_BYTES_MAX && !has_control(address)
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}
