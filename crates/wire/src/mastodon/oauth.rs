//! Programs, their keys, and what goes wrong.

use serde::Serialize;

use crate::Id;

/// A program. <https://docs.joinmastodon.org/entities/Application/>
#[derive(Clone, Debug, Serialize)]
pub struct Application {
    /// The program's id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its page.
    pub website: Option<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
    /// Where a login may lead back to.
    pub redirect_uris: Vec<String>,
    /// The same, a line each, for older clients.
    pub redirect_uri: String,
    /// The public key of web push, for older clients; empty when there is none.
    pub vapid_key: String,
}

/// A program with its secret, shown once, when it registers.
///
/// <https://docs.joinmastodon.org/entities/Application/#CredentialApplication>
#[derive(Clone, Debug, Serialize)]
pub struct CredentialApplication {
    /// The program.
    #[serde(flatten)]
    pub application: Application,
    /// Its public name.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// When the secret ends, seconds since 1970; 0 for never.
    pub client_secret_expires_at: i64,
}

/// A key. <https://docs.joinmastodon.org/entities/Token/>
#[derive(Clone, Debug, Serialize)]
pub struct Token {
    /// The key itself.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// What it opens, scopes with spaces between.
    pub scope: String,
    /// When it was made, seconds since 1970.
    pub created_at: i64,
    /// The key to a new key (RFC 6749, 5.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// In how many seconds the key ends; absent when it does not (RFC 6749, 5.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
}

/// What went wrong. <https://docs.joinmastodon.org/entities/Error/>
#[derive(Clone, Debug, Serialize)]
pub struct Error {
    /// A sentence, or for OAuth one of its words.
    pub error: String,
    /// For OAuth, the sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
}

/// Who is logged in. <https://docs.joinmastodon.org/methods/oauth/#userinfo>
#[derive(Clone, Debug, Serialize)]
pub struct UserInfo {
    /// This server's address.
    pub iss: String,
    /// The account's name in the federation, a URL.
    pub sub: String,
    /// The name to show.
    pub name: String,
    /// The handle without the domain.
    pub preferred_username: String,
    /// The profile page.
    pub profile: String,
    /// The picture's URL.
    pub picture: String,
}

/// Where to log in and how: RFC 8414, at `/.well-known/oauth-authorization-server`.
///
/// <https://docs.joinmastodon.org/methods/oauth/#authorization-server-metadata>
#[derive(Clone, Debug, Serialize)]
pub struct AuthorizationServer {
    /// This server's address, with a closing slash.
    pub issuer: String,
    /// Where a person agrees.
    pub authorization_endpoint: String,
    /// Where a program gets its key.
    pub token_endpoint: String,
    /// Where a program registers (Mastodon's own way, not RFC 7591).
    pub app_registration_endpoint: String,
    /// Where a key is given back.
    pub revocation_endpoint: String,
    /// Where one asks who is logged in.
    pub userinfo_endpoint: String,
    /// Where all this is written down.
    pub service_documentation: String,
    /// All scopes there are.
    pub scopes_supported: Vec<String>,
    /// `code`.
    pub response_types_supported: Vec<&'static str>,
    /// `query`, `fragment`, `form_post`.
    pub response_modes_supported: Vec<&'static str>,
    /// `authorization_code`, `client_credentials`, `refresh_token`.
    pub grant_types_supported: Vec<&'static str>,
    /// `client_secret_basic`, `client_secret_post`, `none`.
    pub token_endpoint_auth_methods_supported: Vec<&'static str>,
    /// `S256`.
    pub code_challenge_methods_supported: Vec<&'static str>,
}
