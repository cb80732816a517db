//! `portevoix dev fill`.
use super::{Outcome, Place};
use clap::Args;
/// How large a community.
#[derive(Args, Debug)]
pub(super) struct Fill {
    #[command(flatten)]
    place: Place,
}
pub(super) async fn run(_fill: Fill) -> Outcome {
    Ok(())
}
