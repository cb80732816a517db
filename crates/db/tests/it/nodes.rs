//! Several processes on one database see the events of each other.
