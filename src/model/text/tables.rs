//! `str.translate` and what `str.maketrans` makes, as plain data.

use std::collections::BTreeMap;

/// What becomes of a character.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Replacement {
    /// It goes away.
    Nothing,
    /// It becomes this text.
    Text(String),
}

/// `text.translate(table)`
pub fn translate(text: &str, table: &BTreeMap<char, Replacement>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match table.get(&c) {
            None => out.push(c),
            Some(Replacement::Nothing) => {}
            Some(Replacement::Text(text)) => out.push_str(text),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_text_or_nothing() {
        let table =
            BTreeMap::from([('a', Replacement::Text("xy".into())), ('b', Replacement::Nothing)]);
        assert_eq!(translate("abc", &table), "xyc");
    }
}
