//! The order of the rows of a value.

/// A row of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// a row of the body, by its number among those that are not deleted
    Body(u32),
    /// a present row that the body leaves out, by its number among those
    Kept(u32),
}

/// Returns the order of the rows of a value. `body` has the present index of each row of the body, in the order of the
/// body; `kept` has the present indices of the rows that the body leaves out.
///
/// If the order cannot be changed, present rows keep theirs, and new rows follow. Otherwise the rows of the body are in
/// its order: rows that it leaves out keep their place, a new row between two others follows the one before it, and new
/// rows at the end of the body are at the end of the list.
pub(super) fn of_rows(
    body: impl Iterator<Item = Option<u32>>,
    kept: &[usize],
    can_order: bool,
) -> Vec<Source> {
    let mut body: Vec<(u32, Option<u32>)> = (0..).zip(body).collect();
    // the present indices of the rows that the body has, in the present order: the places to fill
    let mut places: Vec<(usize, u32)> =
        body.iter().filter_map(|(i, present)| present.map(|p| (p as usize, *i))).collect();
    places.sort_unstable();
    if !can_order {
        let new = body.iter().filter(|(_, present)| present.is_none()).copied();
        let in_present_order = places.iter().map(|(_, i)| (*i, Some(0)));
        body = in_present_order.chain(new).collect();
    }
    let mut order = Vec::with_capacity(body.len() + kept.len());
    let (mut rest, mut kept) = (body.into_iter().peekable(), (0u32..).zip(kept).peekable());
    let last = places.len().saturating_sub(1);
    for (filled, (place, _)) in places.into_iter().enumerate() {
        while let Some((i, _)) = kept.next_if(|(_, p)| **p < place) {
            order.push(Source::Kept(i));
        }
        // new rows before the first present one
        while let Some((i, _)) = rest.next_if(|(_, present)| present.is_none()) {
            order.push(Source::Body(i));
        }
        if let Some((i, _)) = rest.next() {
            order.push(Source::Body(i));
        }
        if can_order && filled < last {
            while let Some((i, _)) = rest.next_if(|(_, present)| present.is_none()) {
                order.push(Source::Body(i));
            }
        }
    }
    order.extend(kept.map(|(i, _)| Source::Kept(i)));
    order.extend(rest.map(|(i, _)| Source::Body(i)));
    order
}

/// Puts items in another order: item `i` becomes the one that was at `places[i]`. Takes no more memory.
pub(super) fn permute<T>(items: &mut [T], mut places: Vec<u32>) {
    for i in 0..places.len() {
        let mut at = i;
        loop {
            let from = places[at] as usize;
            places[at] = at as u32;
            if from == i {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(body: &[Option<u32>], kept: &[usize], can_order: bool) -> String {
        let order = of_rows(body.iter().copied(), kept, can_order);
        let text = |source: &Source| match source {
            Source::Body(i) => body[*i as usize].map_or_else(|| format!("+{i}"), |p| p.to_string()),
            Source::Kept(i) => format!("({})", kept[*i as usize]),
        };
        order.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn order_of_rows() {
        let new = None;
        assert_eq!(ordered(&[Some(2), new, Some(0)], &[1], false), "0 (1) 2 +1");
        assert_eq!(ordered(&[Some(2), Some(0)], &[1], true), "2 (1) 0");
        assert_eq!(ordered(&[Some(2), new, Some(0), new], &[1, 3], true), "2 +1 (1) 0 (3) +3");
        assert_eq!(ordered(&[new, Some(1)], &[0, 2], true), "(0) +0 1 (2)");
        assert_eq!(ordered(&[new, new], &[0, 1], true), "(0) (1) +0 +1");
        assert_eq!(ordered(&[new, new], &[], false), "+0 +1");
        assert_eq!(ordered(&[], &[0], true), "(0)");
    }

    #[test]
    fn items_are_permuted() {
        for places in [vec![], vec![0], vec![2, 0, 1], vec![1, 0, 3, 2], vec![0, 1, 2], vec![3, 2, 1, 0]] {
            let mut items: Vec<u32> = (0..places.len() as u32).collect();
            permute(&mut items, places.clone());
            assert_eq!(items, places);
        }
    }
}
