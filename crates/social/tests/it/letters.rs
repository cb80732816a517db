//! Letters: what leaves the house, and how.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use town::Town;

use crate::people::{letter, letters_count};

const PASSWORD: &str = "a long enough one";

/// A mail server that takes one letter, and tells it.
async fn mail_server() -> (String, oneshot::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (tell, told) = oneshot::channel();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 here\r\n").await.unwrap();
        let (mut all, mut in_data) = (String::new(), false);
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            all.push_str(&line);
            let answer = match line.trim_end() {
                "." if in_data => break,
                _ if in_data => continue,
                "DATA" => "354 go on\r\n",
                _ => "250 fine\r\n",
            };
            in_data = answer.starts_with("354");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        stream.write_all(b"250 taken\r\n").await.unwrap();
        let _ = tell.send(all);
    });
    (address, told)
}

#[tokio::test]
async fn letters_leave_by_smtp_where_it_is_set_up() {
    let (address, told) = mail_server().await;
    let town = Town::with(|config| config.smtp = Some(address)).await;
    let mut browser = town.browser("/sign-up").await;
    let answers = [("username", "alice"), ("email", "alice@example.org"), ("password", PASSWORD)];
    browser.submit("/sign-up", &answers).await;
    assert!(!browser.page.text.contains("no mail set up"));
    let letter = told.await.unwrap();
    assert!(letter.contains("RCPT TO:<alice@example.org>"));
    assert!(letter.contains("From: Portevoix <portevoix@localhost>"));
    assert!(letter.replace("=\r\n", "").contains("/confirm/"));
    assert_eq!(letters_count(&town), 0);
}

#[tokio::test]
async fn a_letter_speaks_its_readers_language() {
    let town = Town::new().await;
    let mut browser = town.browser("/sign-up").await;
    browser.cookies.insert("language".into(), "fr".into());
    browser.open("/sign-up").await;
    assert!(browser.page.text.contains("S’inscrire"));
    let answers = [("username", "alice"), ("email", "alice@example.org"), ("password", PASSWORD)];
    browser.submit("/sign-up", &answers).await;
    assert!(letter(&town, "alice@example.org").await.contains("Bonjour @alice"));
}

#[tokio::test]
async fn nobodys_mailbox_is_flooded_from_here() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    for _ in 0..8 {
        let mut browser = town.browser("/password/new").await;
        browser.submit("/password/new", &[("email", "alice@example.org")]).await;
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    assert_eq!(letters_count(&town), 5);
}
