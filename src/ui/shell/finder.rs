//! What windows over the window share that have a field to search in: they open empty, with the
//! keyboard in the field. Knows nothing of what is searched.

use egui::{Response, TextEdit, Ui};

/// Whether such a window is shown, and what is looked for.
#[derive(Default)]
pub struct Finder {
    shown: bool,
    opened_now: bool,
    /// What was typed.
    pub query: String,
}

impl Finder {
    /// Shown, with nothing looked for yet.
    pub fn opened() -> Finder {
        Finder { shown: true, opened_now: true, query: String::new() }
    }

    /// Whether it is shown.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Hides it.
    pub fn close(&mut self) {
        self.shown = false;
    }

    /// Draws the field: what is written in it while it is empty, and its name for screen readers.
    pub fn field_ui(&mut self, ui: &mut Ui, (hint, name): (&str, &str)) -> Response {
        let field = TextEdit::singleline(&mut self.query).hint_text(hint);
        let response = ui.add(field.desired_width(f32::INFINITY));
        let role = egui::accesskit::Role::TextInput;
        response.widget_info(|| egui::WidgetInfo::labeled(role, true, name));
        if std::mem::take(&mut self.opened_now) {
            response.request_focus();
        }
        response
    }
}
