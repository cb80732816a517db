//! Accounts, to be found and sifted.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Field, pager};
use ground::http::{Ask, Flag, Input, Role, Viewer, Visit};
use ground::{App, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::account::Seen;
use super::super::{Filter, State as Of, sql};
use super::shown::{acct, role, stands};

/// Accounts on a page.
const LIMIT: usize = 50;
const HERE: &str = "/admin/accounts";

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Asked {
    handle: String,
    email: String,
    domain: String,
    state: String,
    origin: String,
    staff: Flag,
}

/// Each state: its name in addresses, the key of its words.
const STATES: [(&str, &str, Of); 7] = [
    ("", "state-any", Of::Any),
    ("active", "state-active", Of::Active),
    ("pending", "state-pending", Of::Pending),
    ("disabled", "state-disabled", Of::Disabled),
    ("silenced", "state-silenced", Of::Silenced),
    ("sensitized", "state-sensitized", Of::Sensitized),
    ("suspended", "state-suspended", Of::Suspended),
];
const ORIGINS: [(&str, &str); 3] =
    [("local", "origin-local"), ("remote", "origin-remote"), ("any", "origin-any")];

impl Asked {
    fn filter(&self) -> Filter {
        // A whole handle is as good as its two parts.
        let handle = self.handle.trim().trim_start_matches('@');
        let (username, of) = handle.split_once('@').unwrap_or((handle, self.domain.trim()));
        let state = STATES.iter().find(|(name, ..)| *name == self.state);
        let staff = [Role::Moderator, Role::Admin, Role::Owner].map(|it| it.name().to_owned());
        Filter {
            local: match self.origin.as_str() {
                "any" => None,
                "remote" => Some(false),
                // A server named is one of the others.
                _ => Some(of.is_empty()),
            },
            state: state.map(|(.., state)| *state).unwrap_or_default(),
            roles: if self.staff.0 { staff.to_vec() } else { Vec::new() },
            username: username.to_owned(),
            domain: of.to_owned(),
            email: self.email.trim().to_owned(),
            ..Filter::default()
        }
    }

    /// The same question, for the next page.
    fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("handle", &self.handle),
            ("email", &self.email),
            ("domain", &self.domain),
            ("state", &self.state),
            ("origin", &self.origin),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if self.staff.0 {
            query.append_pair("staff", "true");
        }
        query.finish()
    }
}

/// The accounts asked for, newest first.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let filter = asked.filter();
    let page = app
        .read(async move |tx| {
            let ids = super::super::list(tx, &filter, ask, LIMIT).await?;
            let mut seen = sql::seen(tx, &ids).await?;
            seen.sort_unstable_by_key(|it| std::cmp::Reverse(it.id));
            Ok(seen)
        })
        .await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|it| format!("{HERE}?max_id={}&{}", it.id, asked.query()));
    let title = visit.say("accounts-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        (sieve(&visit, &asked))
        @if page.is_empty() { p.empty { (visit.say("accounts-none")) } }
        @else { (table(&visit, &page)) }
        (pager(&visit, None, older.as_deref()))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn sieve(visit: &Visit, asked: &Asked) -> Markup {
    let states = STATES.map(|(name, key, _)| (name, visit.say(key)));
    let origins = ORIGINS.map(|(name, key)| (name, visit.say(key)));
    let [handle, hint, email, domain] =
        ["accounts-handle", "accounts-handle-hint", "accounts-email", "accounts-domain"]
            .map(|key| visit.say(key));
    html! {
        form method="get" action=(HERE) {
            (parts::field(&Field {
                name: "handle", label: &handle, hint: &hint, value: &asked.handle,
                autocomplete: "off", ..Field::default()
            }))
            (parts::choice("state", &visit.say("accounts-state"), &states, &asked.state))
            details open[!asked.email.is_empty() || !asked.domain.is_empty() || asked.staff.0
                || !matches!(asked.origin.as_str(), "" | "local")] {
                summary { (visit.say("accounts-more")) }
                div.unfolded {
                    (parts::field(&Field {
                        name: "email", label: &email, value: &asked.email, autocomplete: "off",
                        ..Field::default()
                    }))
                    (parts::choice("origin", &visit.say("accounts-origin"), &origins,
                        &asked.origin))
                    (parts::field(&Field {
                        name: "domain", label: &domain, value: &asked.domain,
                        autocomplete: "off", ..Field::default()
                    }))
                    (parts::tick("staff", &visit.say("accounts-staff"), asked.staff.0))
                }
            }
            (parts::button(&visit.say("accounts-find")))
        }
    }
}

fn table(visit: &Visit, page: &[Seen]) -> Markup {
    let heads = ["account-handle", "account-stands", "account-role", "account-since"]
        .map(|key| visit.say(key));
    let row = |it: &Seen| {
        vec![
            html! { a href={ (HERE) "/" (it.id) } { bdi { (acct(it)) } } },
            html! { (stands(visit, it)) },
            html! { (visit.say(role(it.role.as_deref()))) },
            parts::day(visit, it.created_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.iter().map(row).collect();
    parts::table_region("accounts", &visit.say("accounts-table"), &heads, &rows)
}
