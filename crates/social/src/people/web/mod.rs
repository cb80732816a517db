//! The pages on which people come in, and look after their key.

pub(super) mod log_in;

use axum::response::Response;
use ground::App;
use ground::http::who;
use http::{HeaderValue, header};

/// How long a browser keeps the session's cookie, in seconds: as long as the session lives.
const COOKIE_LIFE_S: u32 = 90 * 24 * 60 * 60;

/// Gives a browser the secret of its session; none takes it away.
fn set_cookie(app: &App, response: &mut Response, secret: Option<&str>) {
    let life = secret.map_or(0, |_| COOKIE_LIFE_S);
    let secure = if app.config.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}",
        who::cookie_name(app),
        secret.unwrap_or_default(),
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
