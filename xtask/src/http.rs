//! A small HTTP/1.1 client over one kept-alive loopback connection: cheap enough to load a
//! server with, and exact about what it saw. It follows no redirect and keeps no cookie.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::Outcome;

const TIMEOUT_SECONDS: u64 = 60;
const BODY_BYTES_MAX: usize = 64 << 20;

/// A connection, and the token it speaks with.
pub(crate) struct Client {
    stream: TcpStream,
    host: String,
    token: Option<String>,
    // Bytes read but not yet looked at.
    buffer: Vec<u8>,
}

/// An answer, read whole.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The status line and the headers, as sent.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON, or an error that says what came instead.
    pub(crate) fn json(&self) -> Outcome<Value> {
        let text = String::from_utf8_lossy(&self.body);
        if self.status != 200 {
            return Err(format!("answered {}: {text}", self.status).into());
        }
        serde_json::from_str(&text).map_err(|why| format!("{why} in {text}").into())
    }
}

impl Client {
    pub(crate) fn connect(port: u16) -> Outcome<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(TIMEOUT_SECONDS)))?;
        stream.set_write_timeout(Some(Duration::from_secs(TIMEOUT_SECONDS)))?;
        let host = format!("127.0.0.1:{port}");
        Ok(Self { stream, host, token: None, buffer: Vec::new() })
    }

    /// The same connection, speaking for the bearer of `token`.
    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    pub(crate) fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.send(&self.bytes("GET", path, &[], None))
    }

    pub(crate) fn get_json(&mut self, path: &str) -> Outcome<Value> {
        self.get(path)?.json().map_err(|why| format!("GET {path}: {why}").into())
    }

    pub(crate) fn post(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Outcome<Answer> {
        let body = body.to_string();
        self.send(&self.bytes("POST", path, headers, Some(&body)))
    }

    /// The bytes of a request, to be sent as often as one likes.
    pub(crate) fn bytes(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        json: Option<&str>,
    ) -> Vec<u8> {
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.host);
        if let Some(token) = &self.token {
            text.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(body) = json {
            let length = body.len();
            text.push_str("content-type: application/json\r\n");
            text.push_str(&format!("content-length: {length}\r\n\r\n{body}"));
        } else {
            text.push_str("\r\n");
        }
        text.into_bytes()
    }

    /// Sends the bytes of a request and reads the answer.
    pub(crate) fn send(&mut self, request: &[u8]) -> Outcome<Answer> {
        let mut answer = Answer::default();
        self.exchange(request, &mut answer)?;
        Ok(answer)
    }

    /// As [`Client::send`], into an answer that is used again.
    pub(crate) fn exchange(&mut self, request: &[u8], answer: &mut Answer) -> Outcome {
        self.stream.write_all(request)?;
        let head_end = self.read_head(answer)?;
        self.buffer.drain(..head_end);
        answer.body.clear();
        match framing(&answer.head)? {
            Framing::Length(length) => self.take(length, &mut answer.body),
            Framing::Chunks => self.read_chunks(&mut answer.body),
        }
    }

    fn read_head(&mut self, answer: &mut Answer) -> Outcome<usize> {
        let mut looked_at = 0;
        loop {
            let from = looked_at.max(3) - 3;
            if let Some(at) = find(&self.buffer[from..], b"\r\n\r\n") {
                let end = from + at;
                answer.head.clear();
                answer.head.push_str(std::str::from_utf8(&self.buffer[..end])?);
                let status = answer.head.get(9..12).ok_or("the answer has no status")?;
                answer.status = status.parse()?;
                return Ok(end + 4);
            }
            looked_at = self.buffer.len();
            self.more()?;
        }
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> Outcome {
        loop {
            let line_end = loop {
                match find(&self.buffer, b"\r\n") {
                    Some(at) => break at,
                    None => self.more()?,
                }
            };
            let line = std::str::from_utf8(&self.buffer[..line_end])?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16)?;
            self.buffer.drain(..line_end + 2);
            self.take(size, body)?;
            self.take(2, &mut Vec::new())?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    fn take(&mut self, length: usize, body: &mut Vec<u8>) -> Outcome {
        if length > BODY_BYTES_MAX {
            return Err("the answer is too long".into());
        }
        while self.buffer.len() < length {
            self.more()?;
        }
        body.extend_from_slice(&self.buffer[..length]);
        self.buffer.drain(..length);
        Ok(())
    }

    fn more(&mut self) -> Outcome {
        let mut chunk = [0; 32 << 10];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err("the server closed the connection".into()),
                Ok(length) => {
                    self.buffer.extend_from_slice(&chunk[..length]);
                    return Ok(());
                }
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                Err(why) => return Err(why.into()),
            }
        }
    }
}

enum Framing {
    Length(usize),
    Chunks,
}

fn framing(head: &str) -> Outcome<Framing> {
    let mut length = 0;
    for line in head.lines().skip(1) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse()?;
        } else if name.eq_ignore_ascii_case("transfer-encoding")
            && value.eq_ignore_ascii_case("chunked")
        {
            return Ok(Framing::Chunks);
        }
    }
    Ok(Framing::Length(length))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
