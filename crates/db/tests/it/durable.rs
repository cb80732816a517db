//! What was answered is on disk.
