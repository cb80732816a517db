//! Steps of a longer chore: each is named, timed and counted, and all are run.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;

/// The steps so far. A failed step does not stop the next one: one run tells everything.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration, Option<String>)>,
}

impl Steps {
    /// Does one step, says how long it took, and whether it went well.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> bool {
        println!("\n==> {name}");
        let start = Instant::now();
        let failure = work().err().map(|why| why.to_string());
        let took = start.elapsed();
        match &failure {
            None => println!("<== {name}: done in {:.1} s", took.as_secs_f64()),
            Some(why) => println!("<== {name}: FAILED after {:.1} s: {why}", took.as_secs_f64()),
        }
        let well = failure.is_none();
        self.done.push((name.to_owned(), took, failure));
        well
    }

    /// Prints the list of steps and a closing line; an error if any step failed.
    pub(crate) fn finish(self) -> Outcome {
        println!();
        for (name, took, failure) in &self.done {
            let word = if failure.is_none() { "ok    " } else { "FAILED" };
            println!("{word} {:>7.1} s  {name}", took.as_secs_f64());
        }
        let failed = self.done.iter().filter(|(_, _, failure)| failure.is_some()).count();
        println!("steps: {} passed, {failed} failed", self.done.len() - failed);
        match failed {
            0 => Ok(()),
            _ => Err(format!("{failed} of {} steps failed", self.done.len()).into()),
        }
    }
}

/// Runs a command with its output on the terminal; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    println!("  $ {shown}");
    let status = command.status().map_err(|why| format!("cannot start `{shown}`: {why}"))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("`{shown}` ended with {status}").into()),
    }
}

/// Runs a command and gives back what it printed, without the last line end.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let shown = shown(command);
    let output = command.output().map_err(|why| format!("cannot start `{shown}`: {why}"))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{shown}` ended with {}: {}", output.status, why.trim()).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
