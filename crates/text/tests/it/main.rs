//! The grammar and the analyser, told by their cases.

mod analyse;
mod bounds;
mod captions;
mod conformance;
mod differences;
mod grammar;
mod html;
mod operators;
mod phrases;
mod proofread;
mod prose;
mod shortcodes;
