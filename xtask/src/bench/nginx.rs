//! nginx as the limit of what a web server can do: the very bytes of a page, from a file.

use std::fs::{self, File};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::process::children;
use crate::Outcome;
use crate::http::Client;
use crate::place::Folder;
use crate::server::{free_port, signal};
use crate::setup;

/// A running nginx with one worker; dropping it stops it.
pub(crate) struct Nginx {
    child: Child,
    pub(crate) port: u16,
    /// The process that answers.
    pub(crate) worker: u32,
    _folder: Folder,
}

impl Nginx {
    /// Serves each body under its number: `/0`, `/1` …
    pub(crate) fn start(bodies: &[Vec<u8>]) -> Outcome<Self> {
        let program = setup::nginx().ok_or("nginx is not installed")?;
        let folder = Folder::shared("nginx")?;
        let files = folder.path().join("files");
        fs::create_dir_all(&files)?;
        for (number, body) in bodies.iter().enumerate() {
            fs::write(files.join(number.to_string()), body)?;
        }
        let port = free_port()?;
        let root = folder.path().display();
        fs::write(folder.path().join("nginx.conf"), configuration(&root.to_string(), port))?;
        let log = File::create(folder.path().join("log"))?;
        let child = Command::new(program)
            .arg("-p")
            .arg(folder.path())
            .args(["-c", "nginx.conf", "-e", "error.log"])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut nginx = Self { child, port, worker: 0, _folder: folder };
        nginx.wait()?;
        Ok(nginx)
    }

    fn wait(&mut self) -> Outcome {
        for _ in 0..500 {
            let answer = Client::connect(self.port).and_then(|mut client| client.get("/0"));
            if answer.is_ok_and(|answer| answer.status == 200) {
                let workers = children(self.child.id())?;
                self.worker = *workers.first().ok_or("nginx has no worker")?;
                return Ok(());
            }
            sleep(Duration::from_millis(10));
        }
        let log = fs::read_to_string(self._folder.path().join("log")).unwrap_or_default();
        Err(format!("nginx does not answer: {log}").into())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        if signal(self.child.id(), "TERM").is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn configuration(root: &str, port: u16) -> String {
    format!(
        "daemon off;
worker_processes 1;
pid {root}/pid;
error_log {root}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {root}/body;
  proxy_temp_path {root}/proxy;
  fastcgi_temp_path {root}/fastcgi;
  uwsgi_temp_path {root}/uwsgi;
  scgi_temp_path {root}/scgi;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  open_file_cache max=1000 inactive=600s;
  default_type application/json;
  server {{
    listen 127.0.0.1:{port};
    root {root}/files;
  }}
}}
"
    )
}
