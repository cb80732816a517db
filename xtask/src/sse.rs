//! Reads a stream of server-sent events over a connection of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::Outcome;

const LINE_BYTES_MAX: u64 = 1 << 20;

/// An open stream.
pub(crate) struct Sse {
    reader: BufReader<TcpStream>,
    chunked: bool,
    // What is left of the chunk that is being read.
    left: usize,
}

/// One event: its name and its data.
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) data: String,
}

impl Sse {
    /// Opens `path` for the bearer of `token` and reads the head of the answer.
    pub(crate) fn open(port: u16, path: &str, token: &str) -> Outcome<Self> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: text/event-stream\r\n\
             authorization: Bearer {token}\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        let mut sse = Self { reader: BufReader::new(stream), chunked: false, left: 0 };
        let status = sse.raw_line()?;
        if status.get(9..12) != Some("200") {
            return Err(format!("GET {path} answered {status}").into());
        }
        loop {
            let line = sse.raw_line()?.to_ascii_lowercase();
            sse.chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
            if line.is_empty() {
                return Ok(sse);
            }
        }
    }

    /// Waits for the next event; comments are passed over.
    pub(crate) fn next(&mut self) -> Outcome<Event> {
        let mut event = Event { name: String::new(), data: String::new() };
        loop {
            let line = self.line()?;
            if let Some(name) = line.strip_prefix("event: ") {
                event.name = name.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                event.data.push_str(data);
            } else if line.is_empty() && !event.name.is_empty() {
                return Ok(event);
            }
        }
    }

    fn line(&mut self) -> Outcome<String> {
        if !self.chunked {
            return self.raw_line();
        }
        let mut line = Vec::new();
        loop {
            if self.left == 0 {
                self.left = usize::from_str_radix(self.raw_line()?.trim(), 16)?;
                if self.left == 0 {
                    return Err("the stream ended".into());
                }
            }
            let mut byte = [0];
            self.reader.read_exact(&mut byte)?;
            self.left -= 1;
            if self.left == 0 {
                self.raw_line()?;
            }
            match byte[0] {
                b'\n' => return Ok(String::from_utf8(line)?),
                byte => line.push(byte),
            }
        }
    }

    fn raw_line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if (&mut self.reader).take(LINE_BYTES_MAX).read_line(&mut line)? == 0 {
            return Err("the server closed the stream".into());
        }
        line.truncate(line.trim_end_matches(['\r', '\n']).len());
        Ok(line)
    }
}
