//! Routes are data: method, path, scope, handler. The router, the table of routes in the docs and
//! the tests of who may do what all come from the same lists.

use std::convert::Infallible;

use axum::Extension;
use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;

use crate::app::App;

/// What a caller must hold to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Anyone; a token, if sent, must be good and says who reads.
    Anyone,
    /// Any good token, even of a program without a person.
    App,
    /// A token of a person with this scope (or a broader one: `read` covers `read:statuses`).
    Needs(&'static str),
    /// A page anyone may open; a browser session says who reads.
    Page,
    /// A page for members: others are sent to the log-in page and back.
    Member,
}

/// The path of a route as it is written, for counting.
#[derive(Clone, Copy, Debug)]
pub struct Pattern(pub &'static str);

/// One door of the server.
pub struct Route {
    /// The HTTP method.
    pub method: Method,
    /// The path, with `{names}` for its variable parts.
    pub path: &'static str,
    /// What a caller must hold.
    pub scope: Scope,
    run: MethodRouter<App>,
}

/// Either way of asking for a change: the framework of the servers that apps were written against
/// takes both.
const CHANGE: MethodFilter = MethodFilter::PUT.or(MethodFilter::PATCH);

/// A route for GET (and HEAD).
pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, scope: Scope, run: H) -> Route {
    route(Method::GET, MethodFilter::GET, path, scope, run)
}

/// A route for POST.
pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, scope: Scope, run: H) -> Route {
    route(Method::POST, MethodFilter::POST, path, scope, run)
}

/// A route for PUT; PATCH is taken for it, as apps are used to.
pub fn put<H: Handler<T, App>, T: 'static>(path: &'static str, scope: Scope, run: H) -> Route {
    route(Method::PUT, CHANGE, path, scope, run)
}

/// A route for PATCH; PUT is taken for it, as apps are used to.
pub fn patch<H: Handler<T, App>, T: 'static>(path: &'static str, scope: Scope, run: H) -> Route {
    route(Method::PATCH, CHANGE, path, scope, run)
}

/// A route for DELETE.
pub fn delete<H: Handler<T, App>, T: 'static>(path: &'static str, scope: Scope, run: H) -> Route {
    route(Method::DELETE, MethodFilter::DELETE, path, scope, run)
}

/// A route for OPTIONS: what a door can, for programs that ask first.
pub fn options<H: Handler<T, App>, T: 'static>(path: &'static str, scope: Scope, run: H) -> Route {
    route(Method::OPTIONS, MethodFilter::OPTIONS, path, scope, run)
}

/// The router over a list of routes. Each handler learns its scope and pattern, and so does what
/// `around` puts around it.
pub fn router(
    routes: Vec<Route>,
    around: impl Fn(MethodRouter<App>) -> MethodRouter<App>,
) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| {
        let told = (Extension(route.scope), Extension(Pattern(route.path)));
        router.route(route.path, around(route.run).layer::<_, Infallible>(told))
    })
}

fn route<H: Handler<T, App>, T: 'static>(
    method: Method,
    filter: MethodFilter,
    path: &'static str,
    scope: Scope,
    run: H,
) -> Route {
    let run = on(filter, run);
    Route { method, path, scope, run }
}
