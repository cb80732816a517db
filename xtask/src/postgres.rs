//! A PostgreSQL of one's own: a cluster in a temporary folder, on loopback, gone at the end.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::place::Folder;
use crate::server::{free_port, signal};
use crate::setup::is_root;
use crate::steps::output;

const START_SECONDS_MAX: u64 = 30;

/// A running cluster; dropping it stops the server and removes its folder.
pub(crate) struct Postgres {
    child: Child,
    port: u16,
    bin: PathBuf,
    // Last, so that it is removed after the server has stopped.
    _folder: Folder,
}

/// Whether a crash of the machine may lose what was written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Durability {
    /// Quicker; for tests.
    None,
    /// As in earnest; for benchmarks.
    Full,
}

impl Postgres {
    /// Makes a cluster and waits until it answers.
    pub(crate) fn start(durability: Durability) -> Outcome<Self> {
        let bin = bin_folder()?;
        let owner = owner()?;
        let folder = Folder::shared("postgres")?;
        if let Some((user, group)) = owner {
            std::os::unix::fs::chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        let mut initdb = Command::new(bin.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"]);
        initdb.args(["--no-sync", "-D"]).arg(&data);
        output(owned(initdb.current_dir("/"), owner))?;

        let port = free_port()?;
        let mut postgres = Command::new(bin.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path());
        for setting in settings(port, durability) {
            postgres.arg("-c").arg(setting);
        }
        let log = File::create(folder.path().join("log"))?;
        postgres.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = owned(postgres.current_dir("/"), owner).spawn()?;
        let mut cluster = Self { child, port, bin, _folder: folder };
        cluster.wait()?;
        Ok(cluster)
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and gives back its address.
    pub(crate) fn create(&self, database: &str) -> Outcome<String> {
        self.sql("postgres", &format!("create database {database}"))?;
        Ok(self.url(database))
    }

    /// Runs SQL through `psql`; what it prints, one row a line.
    pub(crate) fn sql(&self, database: &str, text: &str) -> Outcome<String> {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]);
        output(psql.arg("-c").arg(text).arg(self.url(database)))
    }

    fn wait(&mut self) -> Outcome {
        let end = Instant::now() + Duration::from_secs(START_SECONDS_MAX);
        while self.sql("postgres", "select 1").is_err() {
            let log = self._folder.path().join("log");
            if let Some(status) = self.child.try_wait()? {
                let said = fs::read_to_string(log).unwrap_or_default();
                return Err(format!("PostgreSQL ended with {status}:\n{said}").into());
            }
            if Instant::now() > end {
                return Err("PostgreSQL does not answer".into());
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is its fast, clean stop. A cluster that does not obey is killed.
        if signal(self.child.id(), "INT").is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The folder of the newest PostgreSQL of this machine.
pub(crate) fn bin_folder() -> Outcome<PathBuf> {
    let usual = Path::new("/usr/lib/postgresql");
    let versions = fs::read_dir(usual).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| usual.join(version.to_string()).join("bin/initdb").is_file())
        .max();
    if let Some(version) = newest {
        return Ok(usual.join(version.to_string()).join("bin"));
    }
    let initdb = crate::setup::on_path("initdb").ok_or("PostgreSQL is not installed")?;
    Ok(initdb.parent().unwrap_or(Path::new("/")).to_path_buf())
}

fn settings(port: u16, durability: Durability) -> Vec<String> {
    let mut settings = vec![
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        "max_connections=400".to_owned(),
        "shared_buffers=256MB".to_owned(),
    ];
    if durability == Durability::None {
        settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(into));
    }
    settings
}

fn into(text: &str) -> String {
    text.to_owned()
}

/// Who must own the cluster: PostgreSQL refuses to run as root.
fn owner() -> Outcome<Option<(u32, u32)>> {
    if !is_root()? {
        return Ok(None);
    }
    let user = output(Command::new("id").args(["-u", "postgres"]))?.parse()?;
    let group = output(Command::new("id").args(["-g", "postgres"]))?.parse()?;
    Ok(Some((user, group)))
}

fn owned(command: &mut Command, owner: Option<(u32, u32)>) -> &mut Command {
    match owner {
        None => command,
        Some((user, group)) => command.uid(user).gid(group),
    }
}
