//! What is kept between two starts: settings and the places of panels.
//!
//! Never documents: eframe's file is not crash-safe. A kept state of another version, or one that
//! does not parse, gives the defaults.

use egui_tiles::Tree;
use serde::{Deserialize, Serialize};

use super::dock::{Dock, LAYOUT_VERSION};
use crate::session::{Panel, Session, Settings};

const KEY: &str = "lockstep";

/// What is kept.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Kept {
    layout_version: u32,
    /// The user's preferences.
    pub settings: Settings,
    /// The places of panels.
    pub layout: Option<Tree<Panel>>,
}

impl Kept {
    /// What was kept last time, or the defaults.
    pub fn load(storage: Option<&dyn eframe::Storage>) -> Kept {
        let text = storage.and_then(|storage| storage.get_string(KEY)).unwrap_or_default();
        Kept::parse(&text)
    }

    /// Whether an earlier window has left anything.
    pub fn is_there(storage: Option<&dyn eframe::Storage>) -> bool {
        storage.is_some_and(|storage| storage.get_string(KEY).is_some())
    }

    /// What there is to keep now.
    pub fn of(session: &Session, dock: &Dock) -> Kept {
        Kept {
            layout_version: LAYOUT_VERSION,
            settings: session.settings().clone(),
            layout: Some(dock.tree().clone()),
        }
    }

    /// Puts it where the next start finds it.
    pub fn store(&self, storage: &mut dyn eframe::Storage) {
        if let Ok(text) = serde_json::to_string(self) {
            storage.set_string(KEY, text);
        }
    }

    fn parse(text: &str) -> Kept {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
            return Kept::default();
        };
        // Each part by itself: an old layout must not cost the settings.
        let part = |name: &str| value.get(name).cloned().unwrap_or_default();
        let version = serde_json::from_value(part("layout_version")).unwrap_or(0);
        let layout = serde_json::from_value(part("layout")).ok().flatten();
        Kept {
            layout_version: version,
            settings: serde_json::from_value(part("settings")).unwrap_or_default(),
            layout: if version == LAYOUT_VERSION { layout } else { None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let mut kept = Kept { layout_version: LAYOUT_VERSION, ..Kept::default() };
        kept.settings.zoom = 1.5;
        kept.layout = Some(Dock::from_kept(None).tree().clone());
        let back = Kept::parse(&serde_json::to_string(&kept).unwrap());
        assert_eq!(back.settings.zoom, 1.5);
        assert_eq!(back.layout, kept.layout);
    }

    #[test]
    fn a_layout_of_another_version_is_thrown_away_and_the_settings_stay() {
        let text = r#"{"layout_version": 99, "settings": {"zoom": 1.2}, "layout": {"x": 1}}"#;
        let kept = Kept::parse(text);
        assert!(kept.layout.is_none());
        assert_eq!(kept.settings.zoom, 1.2);
        assert_eq!(Kept::parse("not json").settings, Settings::default());
    }
}
