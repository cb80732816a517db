//! ARCHITECTURE.md is the true map: what it names exists, and every room is named in it.

use super::{root, sources};

#[test]
fn every_path_on_the_map_exists() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for name in map.split('`').skip(1).step_by(2) {
        let looks_like_a_path = name.contains('/') && !name.contains([' ', '{', '<', '*', ':']);
        let from = [
            "",
            "crates/social/src",
            "crates/desk/src",
            "crates/federation/src",
            "crates/ground/src",
            "crates/portevoix/src",
        ];
        if looks_like_a_path && !name.starts_with('/') {
            let there = from.iter().any(|from| root().join(from).join(name).exists());
            assert!(there, "ARCHITECTURE.md names {name}, which is not there");
        }
    }
}

#[test]
fn every_room_is_on_the_map() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for source in sources("src") {
        let depth = source.path.matches('/').count();
        if !source.path.ends_with("/mod.rs") || depth != 4 {
            continue;
        }
        let folder = source.path.trim_end_matches("/mod.rs");
        let room = folder.rsplit('/').next().unwrap();
        let named = map.contains(&format!("`{folder}/`")) || map.contains(&format!("`{room}/`"));
        assert!(named, "ARCHITECTURE.md does not name the room {folder}");
    }
}

#[test]
fn every_migration_is_in_the_list() {
    let listed: Vec<&str> = portevoix::migrations::ALL.iter().map(|each| each.name).collect();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    assert_eq!(listed, sorted, "migrations stand in order");
    for entry in std::fs::read_dir(root().join("migrations")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.split('.').next().unwrap().to_owned();
        assert!(listed.contains(&name.as_str()), "migration {name} is in no list");
    }
}
