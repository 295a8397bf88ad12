//! Suggestions for misspelled names.

/// Returns ``; did you mean `x`?``, or an empty text if no candidate is similar enough.
pub(crate) fn did_you_mean<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(written, candidates).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // A third of the letters may differ: `lenght` finds `length`, and a short name such as `id` rarely finds another.
    let allowed = (written.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written)
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the number of edits between two words. Two swapped letters are one edit; differences in case, and between `-` and
/// `_`, do not count.
fn distance(left: &str, right: &str) -> usize {
    let fold = |text: &str| -> Vec<char> { text.to_lowercase().replace('-', "_").chars().collect() };
    let (left, right) = (fold(left), fold(right));
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            let mut best = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *letter == right[column - 1] && left[row - 1] == *other {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn swapped_letters_are_one_edit() {
        assert_eq!(distance("lenght", "length"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kebab_case", "Kebab-Case"), 0);
    }

    #[test]
    fn only_a_similar_candidate_is_suggested() {
        assert_eq!(nearest("max_lenght", ["min_length", "max_length"]), Some("max_length"));
        assert_eq!(nearest("usrname", ["email", "username"]), Some("username"));
        assert_eq!(nearest("id", ["age", "bio"]), None);
        assert_eq!(nearest("a", ["b"]), None);
    }
}
