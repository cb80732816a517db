//! A browser without JavaScript: cookies, redirects, forms with their hidden fields.

use std::collections::BTreeMap;
use std::future::Future;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};

use crate::{Answer, Town};

/// Redirects followed before giving up.
const HOPS_MAX: usize = 10;

/// Somebody in front of a browser. It shows the page it last came to.
#[derive(Debug)]
pub struct Browser {
    /// Its cookies.
    pub cookies: BTreeMap<String, String>,
    /// The address it is at; of another server, if it was sent there (it does not go).
    pub address: String,
    /// The page it shows.
    pub page: Answer,
    url: String,
    client: reqwest::Client,
}

impl Town {
    /// A browser that shows a page.
    pub async fn browser(&self, path: &str) -> Browser {
        let client = reqwest::Client::builder().redirect(Policy::none()).build();
        let mut browser = Browser {
            cookies: BTreeMap::new(),
            address: String::new(),
            page: Answer::default(),
            url: self.url.clone(),
            client: client.expect("a client"),
        };
        browser.open(path).await;
        browser
    }
}

impl Browser {
    /// Opens a page, and follows where it leads on this server.
    pub async fn open(&mut self, path: &str) {
        let request = self.request(Method::GET, path);
        self.go(request, path).await;
    }

    /// Fills in the page's form that goes to `action`, and sends it as a browser would. Fields
    /// that are not named keep what they hold; the first of several buttons is pressed.
    #[track_caller]
    pub fn fill(&self, action: &str, answers: &[(&str, &str)]) -> Filled {
        let form = self.form(action);
        let form = form.unwrap_or_else(|| panic!("no form {action} on {}", self.page.text));
        let mut fields = form;
        for (name, value) in answers {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        Filled { action: action.to_owned(), fields }
    }

    /// Sends a form filled in by [`Browser::fill`].
    pub async fn send(&mut self, form: Filled) {
        let request = self.request(Method::POST, &form.action);
        let request = request.header("sec-fetch-site", "same-origin").form(&form.fields);
        self.go(request, &form.action).await;
    }

    /// Fills in and sends.
    pub async fn submit(&mut self, action: &str, answers: &[(&str, &str)]) {
        let form = self.fill(action, answers);
        self.send(form).await;
    }

    /// Presses a button that stands outside its form, by where it sends that form.
    #[track_caller]
    pub fn press(&mut self, action: &str) -> impl Future<Output = ()> + '_ {
        let text = &self.page.text;
        let mark = format!(" formaction=\"{action}\"");
        let button = text
            .split("<button ")
            .skip(1)
            .find(|tag| tag.split('>').next().is_some_and(|tag| format!(" {tag}").contains(&mark)));
        let button = button.unwrap_or_else(|| panic!("no button {action} on {text}"));
        let button = format!("button {button}");
        let form = attribute(&button, "form").expect("the form of the button");
        let (_, form) = text.split_once(&format!("<form id=\"{form}\"")).expect("that form");
        let mut fields = fields(form.split("</form>").next().unwrap_or_default());
        if let Some(name) = attribute(&button, "name") {
            fields.push((name, attribute(&button, "value").unwrap_or_default()));
        }
        self.send(Filled { action: action.to_owned(), fields })
    }

    /// A request with the cookies, to be finished and sent by [`Browser::go`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let url =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let request = self.client.request(method, url).header("accept", "text/html");
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    /// Sends a request and follows where it leads.
    pub async fn go(&mut self, mut request: RequestBuilder, path: &str) {
        self.address = path.to_owned();
        for _ in 0..HOPS_MAX {
            let response = request.send().await.expect("an answer");
            self.page = Answer::of(self.address.clone(), response).await;
            for cookie in self.page.headers.get_all(SET_COOKIE) {
                let cookie = cookie.to_str().expect("a readable cookie");
                let (name, value) = cookie.split_once('=').expect("a cookie");
                let value = value.split(';').next().unwrap_or_default();
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
            let Some(location) = self.page.headers.get(LOCATION) else { return };
            self.address = location.to_str().expect("a readable address").to_owned();
            if !self.address.starts_with('/') && !self.address.starts_with(&self.url) {
                return;
            }
            request = self.request(Method::GET, &self.address.clone());
        }
        panic!("{} leads on without end", self.address);
    }

    /// The text of the page's element with that id.
    #[must_use]
    #[track_caller]
    pub fn element(&self, id: &str) -> String {
        let text = &self.page.text;
        let start = text.find(&format!("id=\"{id}\""));
        let start = start.unwrap_or_else(|| panic!("no {id} on {text}"));
        let inner = text[start..].split_once('>').map_or("", |(_, rest)| rest);
        unescape(inner.split('<').next().unwrap_or_default())
    }

    fn form(&self, action: &str) -> Option<Vec<(String, String)>> {
        let text = &self.page.text;
        let form = text.split("<form ").skip(1).find(|form| {
            let tag = form.split('>').next().unwrap_or_default();
            tag.contains("method=\"post\"") && tag.contains(&format!("action=\"{action}\""))
        })?;
        let form = form.split("</form>").next().unwrap_or_default();
        Some(fields(form))
    }
}

/// A form filled in, not yet sent.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Where it goes.
    pub action: String,
    /// What it says.
    pub fields: Vec<(String, String)>,
}

/// What a form holds as it stands, its first button pressed.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut buttons = 0;
    let kinds = ["input ", "button ", "textarea ", "select ", "option "];
    for tag in form.split('<').filter(|tag| kinds.iter().any(|kind| tag.starts_with(kind))) {
        if tag.starts_with("option ") {
            if let (Some((_, value)), true) = (fields.last_mut(), tag.contains(" selected")) {
                *value = attribute(tag, "value").unwrap_or_default();
            }
            continue;
        }
        buttons += u8::from(tag.starts_with("button "));
        let Some(name) = attribute(tag, "name") else { continue };
        // One button is pressed: the first, whether it has a name or not.
        if tag.starts_with("button ") && buttons > 1 {
            continue;
        }
        let box_to_tick = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        if fields.iter().any(|(known, _)| *known == name)
            || (box_to_tick && !tag.contains(" checked"))
        {
            continue;
        }
        let value = match tag.split_once('>') {
            Some((_, text)) if tag.starts_with("textarea ") => {
                // The line break right after the tag is not part of the text.
                unescape(text.strip_prefix('\n').unwrap_or(text))
            }
            _ => attribute(tag, "value").unwrap_or_default(),
        };
        fields.push((name, value));
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split('>').next()?.split_once(&format!(" {name}=\""))?;
    Some(unescape(rest.split('"').next()?))
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
