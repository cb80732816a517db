//! OAuth 2: how programs, and browsers, are given a key to act for a person.
//!
//! Keys are opaque secrets of which only hashes are kept. Who a person is, and whether the
//! password is right, is not known here.
//!
//! RFC 6749, with RFC 7636 (PKCE, S256 alone), 7009 (revocation), 8414 (metadata), 9700 (what
//! was learned since). <https://docs.joinmastodon.org/spec/oauth/>

mod api;
mod apps;
mod codes;
mod refused;
pub mod scope;
mod sql;
mod tokens;
mod web;

use ground::events::Event;
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, App, PersonId, TokenId};
use serde::{Deserialize, Serialize};

pub use api::token_answer;
pub use apps::{NewProgram, OUT_OF_BAND, Program, register};
pub use codes::{Consent, consent, redeem};
pub use refused::Refused;
pub use tokens::{
    Issued, NewToken, Open, close_session, end, end_all, end_for, end_own, issue, issue_to,
    open_ones, open_session, renew, revoke, used,
};

/// A token ended or its secret changed; or all of a person's did.
#[derive(Debug, Deserialize, Serialize)]
pub struct Ended {
    /// The token; none: all of the person's.
    pub token: Option<TokenId>,
    /// The person, if all ended.
    pub person: Option<PersonId>,
    /// The account it acted for; 0 for a program alone.
    pub account: AccountId,
}

impl Event for Ended {
    const KIND: &'static str = "oauth.ended";

    fn subject(&self) -> i64 {
        self.token.map_or(0, |token| token.0)
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/apps", Scope::Anyone, api::register),
        get("/api/v1/apps/verify_credentials", Scope::App, api::verify),
        get("/oauth/authorize", Scope::Page, web::ask),
        post("/oauth/authorize", Scope::Member, web::decide),
        post("/oauth/token", Scope::Anyone, api::token),
        post("/oauth/revoke", Scope::Anyone, api::revoke),
        get("/oauth/userinfo", Scope::Needs("profile"), api::user_info),
        get("/.well-known/oauth-authorization-server", Scope::Anyone, api::metadata),
    ]
}

/// Forgets the tokens that ended, before the answer to whoever ended them leaves.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind != Ended::KIND {
        return;
    }
    let Ok(ended) = ground::events::read::<Ended>(event) else {
        return app.sessions.forget_all();
    };
    app.sessions.forget(|session| {
        ended.token == Some(session.token)
            || session.member.is_some_and(|(person, _)| ended.person == Some(person))
    });
}
