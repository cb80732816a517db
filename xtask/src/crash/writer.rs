//! A writer who never stops, and the ledger of what the server acknowledged to it.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use crate::Outcome;
use crate::http::Client;

/// Whether there is a server to write to, and on which port.
#[derive(Default)]
pub(crate) struct Door {
    // The port, or 0 while there is no server.
    port: AtomicU32,
    over: AtomicBool,
    acknowledged: AtomicU64,
}

impl Door {
    pub(crate) fn open(&self, port: u16) {
        self.port.store(u32::from(port), Ordering::SeqCst);
    }

    pub(crate) fn close(&self) {
        self.port.store(0, Ordering::SeqCst);
    }

    /// Tells the writers to stop.
    pub(crate) fn shut(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// How many posts were acknowledged so far, over all writers.
    pub(crate) fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::SeqCst)
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    fn port(&self) -> Option<u16> {
        u16::try_from(self.port.load(Ordering::SeqCst)).ok().filter(|port| *port != 0)
    }
}

/// One post that a writer sent, in the order of sending.
pub(crate) struct Sent {
    pub(crate) text: String,
    /// What the server called it, once it acknowledged it.
    pub(crate) id: Option<u64>,
    /// Sent more than once, with the same idempotency key.
    pub(crate) again: bool,
}

/// What one writer sent.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) sent: Vec<Sent>,
}

/// Writes until the door is shut. An even writer sends what was not acknowledged again, with the
/// same key; an odd one leaves it and goes on.
pub(crate) fn write(number: usize, token: &str, door: &Door) -> Outcome<Ledger> {
    let insists = number.is_multiple_of(2);
    let mut ledger = Ledger::default();
    while !door.is_over() {
        let Some(mut client) = door.port().and_then(|port| Client::connect(port).ok()) else {
            sleep(Duration::from_millis(1));
            continue;
        };
        client = client.with_token(token);
        while !door.is_over() {
            let open = ledger.sent.last_mut().filter(|sent| insists && sent.id.is_none());
            match open {
                Some(sent) => sent.again = true,
                None => {
                    let text = format!("w{number} n{}", ledger.sent.len());
                    ledger.sent.push(Sent { text, id: None, again: false });
                }
            }
            let Some(sent) = ledger.sent.last_mut() else { break };
            match send(&mut client, &sent.text)? {
                Some(id) => {
                    sent.id = Some(id);
                    door.acknowledged.fetch_add(1, Ordering::SeqCst);
                }
                None => break,
            }
        }
    }
    Ok(ledger)
}

/// Posts once. Nothing when the server went away before it answered.
fn send(client: &mut Client, text: &str) -> Outcome<Option<u64>> {
    let body = json!({ "status": text });
    let Ok(answer) = client.post("/api/v1/statuses", &[("idempotency-key", text)], &body) else {
        return Ok(None);
    };
    let post = answer.json()?;
    let id = post["id"].as_str().ok_or("a post without an id")?;
    Ok(Some(id.parse()?))
}
