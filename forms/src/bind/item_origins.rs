//! Maps the items of a bound list to their positions on the page.
//!
//! An urlencoded list loses its blank items, and the items after them move up. An error must still be
//! displayed at the row of the page.

use crate::{error::path::Path, schema::MOST_ITEMS};

/// The lists of a body that lost a blank item before another item. Most bodies have none, but some have one
/// in each row.
#[derive(Debug, Default, Clone)]
pub(crate) struct ItemOrigins {
    /// in the order in which the body is read
    lists: Vec<List>,
    runs: Vec<Run>,
}

/// A list and the range of its runs.
#[derive(Debug, Clone, Copy)]
struct List {
    /// the path of the list on the page, as two `u64`: a `u128` would take more room because of its alignment
    place: [u64; 2],
    runs: (u32, u32),
}

/// Consecutive items of a bound list that are also consecutive on the page: `clean` is the index of the first
/// in the list, `page` its index on the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) clean: u16,
    pub(crate) page: u16,
}

impl Run {
    /// The `page` of items that an update keeps although the page does not have them.
    pub(crate) const NOT_ON_PAGE: u16 = u16::MAX;
}

impl ItemOrigins {
    /// Adds a list. Lists are added in the order in which the body is read, so that the insertion is usually
    /// at the end.
    pub(crate) fn add(&mut self, list: Path, runs: &[Run]) {
        let start = self.runs.len() as u32;
        make_room(&mut self.runs, runs.len());
        self.runs.extend_from_slice(runs);
        make_room(&mut self.lists, 1);
        let list = List { place: halves(list.inside_first()), runs: (start, self.runs.len() as u32) };
        let at = self.lists.partition_point(|other| other.place < list.place);
        self.lists.insert(at, list);
    }
    /// Removes the lists at a path and everywhere below it. Their items are not kept.
    pub(crate) fn forget(&mut self, place: Path) {
        let (first, last) = (halves(place), halves(place.inside_first()));
        let from = self.lists.partition_point(|list| list.place < first);
        let to = self.lists.partition_point(|list| list.place <= last);
        self.lists.drain(from..to);
    }
    /// Returns the path on the page of the item at `tail` in a bound value. `value` is the path of that value
    /// on the page. An item that the page does not have is shown at its list.
    pub(crate) fn on_page(&self, value: Path, tail: Path) -> Path {
        let mut place = value;
        for level in 0..tail.len() {
            let Some(index) = self.index_on_page(place, tail.get(level)) else { return place };
            place = place.then(index);
        }
        place
    }
    fn index_on_page(&self, list: Path, index: u16) -> Option<u16> {
        const MOST: u16 = MOST_ITEMS as u16;
        let place = halves(list.inside_first());
        let Ok(at) = self.lists.binary_search_by_key(&place, |list| list.place) else { return Some(index) };
        let (start, end) = self.lists[at].runs;
        let runs = &self.runs[start as usize..end as usize];
        match runs.partition_point(|run| run.clean <= index) {
            0 => Some(index),
            after => match runs[after - 1] {
                _ if index >= MOST => Some(index),
                Run { page: Run::NOT_ON_PAGE, .. } => None,
                Run { clean, page } => Some(page + (index - clean).min(MOST - page)),
            },
        }
    }
}

const fn halves(place: Path) -> [u64; 2] {
    let number = place.number();
    [(number >> 64) as u64, number as u64]
}

/// Reserves room for more items and grows by an eighth only, so that memory stays in proportion to the body.
fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 8).max(4));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_at_every_depth() {
        let place = |indices: &[u16]| indices.iter().fold(Path::ROOT, |path, index| path.then(*index));
        let mut origins = ItemOrigins::default();
        // the list at 1 loses items 0, 3 and 4; the list in item 2 of the page loses item 0
        let runs = [Run { clean: 0, page: 1 }, Run { clean: 2, page: 5 }];
        origins.add(place(&[1]), &runs);
        origins.add(place(&[1, 2, 0]), &[Run { clean: 0, page: 1 }]);
        for (clean, page) in [
            (&[1, 0][..], &[1, 1][..]),
            (&[1, 1, 0, 0], &[1, 2, 0, 1]),
            (&[1, 1, 1, 0], &[1, 2, 1, 0]),
            (&[1, 2], &[1, 5]),
            (&[1, 9], &[1, 12]),
            (&[0, 2], &[0, 2]),
            (&[1], &[1]),
        ] {
            assert_eq!(origins.on_page(Path::ROOT, place(clean)), place(page), "{clean:?}");
        }
        assert_eq!(origins.on_page(place(&[1, 2]), place(&[0, 0])), place(&[1, 2, 0, 1]));
        let last = MOST_ITEMS as u16;
        assert_eq!(origins.on_page(Path::ROOT, place(&[1, last])), place(&[1, last]));
        origins.forget(place(&[1, 2]));
        assert_eq!(origins.on_page(place(&[1, 2]), place(&[0, 0])), place(&[1, 2, 0, 0]));
        assert_eq!(origins.on_page(Path::ROOT, place(&[1, 0])), place(&[1, 1]));
        origins.forget(place(&[1]));
        assert_eq!(origins.on_page(Path::ROOT, place(&[1, 0])), place(&[1, 0]));
    }
}
