//! How much a durable unit costs.

fn main() {}
