//! The built binary as the tests and benchmarks use it: a community on disk, a server over it.

use std::ffi::OsStr;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::http::Client;
use crate::lint::cargo;
use crate::place;
use crate::steps::{output, run};

const START_SECONDS_MAX: u64 = 60;
/// What the server says before the number of entries.
const FILLED: &str = "The timeline index holds ";
const STOP_SECONDS_MAX: u64 = 30;

/// The password of everybody whom a [`Community`] makes.
pub(crate) const PASSWORD: &str = "une phrase de passe assez longue";

/// Which build of the binary is meant.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Build {
    Debug,
    Release,
}

/// Builds the binary and says where it is; or takes the one that `XTASK_BINARY` names.
pub(crate) fn build(build: Build) -> Outcome<PathBuf> {
    if let Some(binary) = std::env::var_os("XTASK_BINARY") {
        return Ok(binary.into());
    }
    let mut words = vec!["build", "--package", "portevoix", "--bins"];
    if build == Build::Release {
        words.push("--release");
    }
    run(cargo().args(words))?;
    let folder = if build == Build::Release { "release" } else { "debug" };
    Ok(place::target()?.join(folder).join("portevoix"))
}

/// A community that rests in a folder, and in a database if one is named.
#[derive(Clone)]
pub(crate) struct Community {
    pub(crate) binary: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) database: Option<String>,
}

impl Community {
    /// The binary with these words, told where this community is.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).arg("--data").arg(&self.data);
        if let Some(url) = &self.database {
            command.arg("--database").arg(url);
        }
        command.env("PORTEVOIX_DEV", "1").stdin(Stdio::null());
        command
    }

    /// Makes an account with a person behind it, and a token that may do everything.
    pub(crate) fn person(&self, name: &str) -> Outcome<Person> {
        self.create(name, "member", "read write follow push")
    }

    /// The same for somebody who looks after the place.
    pub(crate) fn admin(&self, name: &str) -> Outcome<Person> {
        self.create(name, "admin", "read write follow push admin:read admin:write")
    }

    /// Adds a custom emoji.
    pub(crate) fn emoji(&self, name: &str, picture: &Path) -> Outcome {
        run(self.command(&["emoji", "add", name]).arg(picture))
    }

    fn create(&self, name: &str, role: &str, scopes: &str) -> Outcome<Person> {
        let email = email(name);
        let words = ["account", "create", name, "--email", &email, "--password", PASSWORD];
        let id = output(self.command(&words).args(["--role", role]))?;
        let words = ["token", "create", name, "--scopes", scopes];
        let token = output(&mut self.command(&words))?;
        Ok(Person { id, token })
    }

    /// Starts a server on a free port and waits until it answers.
    pub(crate) fn start(&self) -> Outcome<Server> {
        self.start_with("127.0.0.1", &[])
    }

    /// The same, on a port that it had before.
    pub(crate) fn start_at(&self, port: u16) -> Outcome<Server> {
        self.start_on("127.0.0.1", port, &[])
    }

    /// The same under that name of this machine, with these environment variables.
    pub(crate) fn start_with(
        &self,
        host: &'static str,
        variables: &[(&str, &OsStr)],
    ) -> Outcome<Server> {
        self.start_on(host, free_port()?, variables)
    }

    fn start_on(
        &self,
        host: &'static str,
        port: u16,
        variables: &[(&str, &OsStr)],
    ) -> Outcome<Server> {
        let listen = format!("127.0.0.1:{port}");
        let origin = format!("http://{host}:{port}");
        let log = self.data.with_extension("log");
        let mut command = self.command(&["serve", "--listen", &listen, "--origin", &origin]);
        let out = File::options().create(true).append(true).open(&log)?;
        let said_before = out.metadata()?.len() as usize;
        command.envs(variables.iter().copied()).stdout(out.try_clone()?).stderr(out);
        let start = Instant::now();
        let child = command.spawn()?;
        let started_in = Duration::ZERO;
        let mut server = Server { child, host, port, log, started_in, said_before };
        server.wait(start)?;
        Ok(server)
    }
}

/// Somebody whom [`Community::person`] made.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) token: String,
}

/// The address of somebody whom [`Community::person`] made.
pub(crate) fn email(name: &str) -> String {
    format!("{name}@example.org")
}

/// A running server; dropping it kills it.
pub(crate) struct Server {
    child: Child,
    host: &'static str,
    pub(crate) port: u16,
    /// From the start of the process to its first answer.
    pub(crate) started_in: Duration,
    log: PathBuf,
    /// Bytes of the log that were there before it started.
    said_before: usize,
}

impl Server {
    pub(crate) fn origin(&self) -> String {
        format!("http://{}:{}", self.host, self.port)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, as an operator does, and waits until it has.
    pub(crate) fn stop(mut self) -> Outcome {
        signal(self.id(), "TERM")?;
        let end = Instant::now() + Duration::from_secs(STOP_SECONDS_MAX);
        while Instant::now() < end {
            match self.child.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(self.ended(status)),
                None => sleep(Duration::from_millis(10)),
            }
        }
        Err(format!("the server does not stop within {STOP_SECONDS_MAX} s").into())
    }

    /// Ends it without warning, as a crash does (SIGKILL).
    pub(crate) fn kill(mut self) -> Outcome {
        if let Some(status) = self.child.try_wait()? {
            return Err(self.ended(status));
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// How many entries its timeline index holds, and after how many milliseconds of filling it,
    /// once it has said so.
    pub(crate) fn filled(&self) -> Outcome<(f64, f64)> {
        let end = Instant::now() + Duration::from_secs(START_SECONDS_MAX);
        while Instant::now() < end {
            let said = std::fs::read(&self.log).unwrap_or_default();
            let said = String::from_utf8_lossy(said.get(self.said_before..).unwrap_or_default());
            if let Some((_, words)) = said.split_once(FILLED) {
                let mut numbers = words.split_whitespace().filter_map(|word| word.parse().ok());
                if let (Some(entries), Some(ms)) = (numbers.next(), numbers.next()) {
                    return Ok((entries, ms));
                }
            }
            sleep(Duration::from_millis(20));
        }
        Err("the server does not say that its index is filled".into())
    }

    /// The last lines of what it said.
    pub(crate) fn last_words(&self) -> String {
        tail(&self.log, 30)
    }

    fn wait(&mut self, start: Instant) -> Outcome {
        let end = start + Duration::from_secs(START_SECONDS_MAX);
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait()? {
                return Err(self.ended(status));
            }
            let answer = Client::connect(self.port).and_then(|mut client| client.get("/health"));
            if answer.is_ok_and(|answer| answer.status == 200) {
                self.started_in = start.elapsed();
                return Ok(());
            }
            sleep(Duration::from_millis(1));
        }
        Err(format!("the server does not answer:\n{}", self.last_words()).into())
    }

    fn ended(&self, status: ExitStatus) -> Box<dyn std::error::Error + Send + Sync> {
        format!("the server ended with {status}:\n{}", self.last_words()).into()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port of the loopback interface that nobody listens on.
pub(crate) fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Sends a signal to one process that this program started.
pub(crate) fn signal(process: u32, name: &str) -> Outcome {
    output(Command::new("kill").args(["-s", name, &process.to_string()]))?;
    Ok(())
}

fn tail(file: &Path, lines: usize) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}
