//! The timeline index alone: its own benchmark, as it prints itself.

use super::report::Report;
use crate::Outcome;
use crate::lint::cargo;
use crate::steps::output;

/// Runs `cargo bench -p timeline` and takes its table over as it is.
pub(crate) fn measure(report: &mut Report, quick: bool) -> Outcome {
    let mut bench = cargo();
    bench.args(["bench", "--package", "timeline", "--bench", "home", "--"]);
    if quick {
        bench.args(["--accounts", "100000", "--posts", "200000", "--readers", "5000"]);
    }
    let table = output(&mut bench)?;
    report.add(&format!(
        "\n## The timeline index alone\n\n`cargo bench -p timeline`, in memory, processor time of \
         the thread that works.\n\n```\n{}\n```",
        table.trim()
    ));
    Ok(())
}
