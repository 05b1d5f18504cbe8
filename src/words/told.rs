//! A text that is kept: said in every language when it is made, shown in the one that is spoken
//! when it is looked at. For findings and diagnostics, which outlive a change of the language.

use super::{Language, language, speaking};
use std::fmt;

/// What says a text, in a table: `|| words!("key")`.
pub type Say = fn() -> &'static str;

/// One text in every language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told([String; Language::ALL.len()]);

impl Told {
    /// What `say` says, in every language.
    pub fn of(say: impl Fn() -> String) -> Told {
        Told(Language::ALL.map(|language| speaking(language, &say)))
    }

    /// The same, changed in every language.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Told {
        Told(self.0.each_ref().map(|text| change(text)))
    }

    /// As the window says it now.
    pub fn text(&self) -> &str {
        self.said_in(language())
    }

    /// As this language says it.
    pub fn said_in(&self, language: Language) -> &str {
        &self.0[language as usize]
    }
}

/// A text of the tables, kept.
impl From<Say> for Told {
    fn from(say: Say) -> Told {
        Told::of(|| say().to_owned())
    }
}

/// What has the same words in every language: names, what Python itself says.
impl From<String> for Told {
    fn from(text: String) -> Told {
        Told(Language::ALL.map(|_| text.clone()))
    }
}

impl From<&str> for Told {
    fn from(text: &str) -> Told {
        Told::from(text.to_owned())
    }
}

impl PartialEq<&str> for Told {
    fn eq(&self, other: &&str) -> bool {
        self.text() == *other
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A kept text: `told!("key")`, `told!("key", name = value)`. Values are said anew in each language.
#[macro_export]
macro_rules! told {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Told::of(|| String::from($crate::words!($key $(, $name = $value)*)))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_before_the_language_changed_is_shown_in_the_new_one() {
        let told = told!("session-events", count = 3);
        assert_eq!(told, "3 events");
        let shown = speaking(Language::Polish, || told.text().to_owned());
        assert_eq!(shown, "3 zdarzenia");
        assert_eq!(Told::from("GIL").said_in(Language::Polish), "GIL");
    }
}
