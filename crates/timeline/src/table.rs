//! An array over all 2^32 small numbers that takes memory only where it is used.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const BRANCHES: usize = 256;

type Leaf<T, const LEAF: usize> = Box<[T; LEAF]>;
type Branch<T, const LEAF: usize> = Box<[OnceLock<Leaf<T, LEAF>>; BRANCHES]>;

/// `LEAF` values are allocated together, by default values, when one of them is first made.
/// Reading never locks.
pub(crate) struct Table<T, const LEAF: usize> {
    root: Box<[OnceLock<Branch<T, LEAF>>]>,
    leaves: AtomicUsize,
}

impl<T: Default, const LEAF: usize> Table<T, LEAF> {
    pub(crate) fn new() -> Self {
        let len = (1usize << 32) / LEAF / BRANCHES;
        Table { root: (0..len).map(|_| OnceLock::new()).collect(), leaves: AtomicUsize::new(0) }
    }

    /// The leaf that holds `number`, at `number % LEAF`.
    pub(crate) fn leaf(&self, number: u32) -> Option<&[T; LEAF]> {
        let leaf = number as usize / LEAF;
        Some(self.root[leaf / BRANCHES].get()?[leaf % BRANCHES].get()?)
    }

    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        Some(&self.leaf(number)?[number as usize % LEAF])
    }

    /// As `get`, and makes room first where there is none.
    pub(crate) fn make(&self, number: u32) -> &T {
        let leaf = number as usize / LEAF;
        let branch = self.root[leaf / BRANCHES].get_or_init(boxed);
        let leaf = branch[leaf % BRANCHES].get_or_init(|| {
            self.leaves.fetch_add(1, Relaxed);
            boxed()
        });
        &leaf[number as usize % LEAF]
    }

    /// The leaves in use, each with the number it begins at, from the one that holds `from`.
    pub(crate) fn leaves_from(&self, from: u32) -> impl Iterator<Item = (u32, &[T; LEAF])> {
        let first = from as usize / LEAF;
        (first / BRANCHES..self.root.len()).flat_map(move |root| {
            let branch = self.root[root].get().map(|b| &b[..]).unwrap_or_default();
            branch.iter().enumerate().filter_map(move |(at, leaf)| {
                let number = root * BRANCHES + at;
                let leaf = leaf.get().filter(|_| number >= first)?;
                Some(((number * LEAF) as u32, &**leaf))
            })
        })
    }

    /// Bytes of the leaves; the tree above them is small.
    pub(crate) fn bytes(&self) -> usize {
        self.leaves.load(Relaxed) * LEAF * size_of::<T>()
    }
}

/// An array on the heap, built there: a leaf would not fit on a small stack.
pub(crate) fn boxed<T: Default, const N: usize>() -> Box<[T; N]> {
    let values: Box<[T]> = (0..N).map(|_| T::default()).collect();
    match values.try_into() {
        Ok(array) => array,
        Err(_) => unreachable!("collected exactly N values"),
    }
}
