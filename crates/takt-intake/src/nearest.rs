//! The known word that a mistyped one probably meant.

/// The nearest of `known` to `word`, or the empty text if none is near: at most a third of its letters differ.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    // Nobody mistypes a hundred letters; without a limit a hostile key would cost the square of its length.
    let letters = word.chars().count();
    if letters > 100 {
        return String::new();
    }
    // Of a word of one letter every letter is as near as any other.
    let limit = ((letters / 3).max(1) + 1).min(letters);
    let lower = word.to_lowercase();
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count() <= 120)
        .map(|candidate| (distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance < limit)
        .min()
        .map_or_else(String::new, |(_, candidate)| candidate.into())
}

/// How many letters must be put in, taken out or changed to make `b` of `a` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_not() {
        assert_eq!(nearest("mql_idd", ["mql_id", "origin"]), "mql_id");
        assert_eq!(nearest("Captured", ["captured", "touched"]), "captured");
        assert_eq!(nearest("xyz", ["captured", "touched"]), "");
        assert_eq!(nearest("", ["captured"]), "");
        assert_eq!(nearest(&"x".repeat(10_000), ["captured"]), "");
    }
}
