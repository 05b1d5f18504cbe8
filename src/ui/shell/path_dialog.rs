//! Our own dialog for a file: a path to type, the folder's contents to click.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Align, Context, Key, Layout, RichText, ScrollArea, TextEdit, Ui};

use super::dialogs::Ask;
use crate::session::Settings;
use crate::session::files::with_ending;
use crate::ui::theme::{modal, skin_of};
use crate::words;

/// How many entries of a folder are listed.
const ENTRIES_MAX: usize = 500;
/// How many entries of a folder are looked at.
const ENTRIES_READ_MAX: usize = 100_000;

/// The dialog's own state.
pub struct PathDialog {
    folder: PathBuf,
    name: String,
    /// What is in the folder and fits, as much as is listed.
    entries: Vec<Entry>,
    /// How much more there is.
    more: usize,
    /// The endings of the files that fit.
    endings: Vec<String>,
    /// The field has the keyboard from the next frame on.
    wants_focus: bool,
    trouble: Option<Trouble>,
}

/// What is the matter with the name as it was typed.
#[derive(PartialEq, Eq, Debug)]
enum Trouble {
    /// A file that would be replaced, and was asked about.
    Exists(PathBuf),
    /// There is no such folder.
    NoFolder(PathBuf),
    /// There is no such file.
    NoFile(PathBuf),
}

impl Trouble {
    fn text(&self) -> String {
        match self {
            Trouble::Exists(path) => {
                words!("shell-path-exists", file = path.display().to_string())
            }
            Trouble::NoFolder(path) => {
                words!("shell-path-no-folder", folder = path.display().to_string())
            }
            Trouble::NoFile(path) => {
                words!("shell-path-no-file", file = path.display().to_string())
            }
        }
    }
}

struct Entry {
    name: String,
    is_folder: bool,
}

impl PathDialog {
    /// In `folder`, or where the program was started, with a name to begin with.
    pub fn new(folder: Option<PathBuf>, ask: &Ask) -> PathDialog {
        let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let mut dialog = PathDialog {
            folder: PathBuf::new(),
            name: ask.name().to_owned(),
            entries: Vec::new(),
            more: 0,
            endings: ask.endings().into_iter().map(|ending| format!(".{ending}")).collect(),
            wants_focus: true,
            trouble: None,
        };
        dialog.enter(folder);
        dialog
    }

    /// Shows another folder; what is typed next is a name in it.
    fn enter(&mut self, folder: PathBuf) {
        let fits = |entry: &Entry| {
            let ends = |ending: &String| entry.name.to_lowercase().ends_with(ending);
            entry.is_folder || self.endings.iter().any(ends)
        };
        self.entries = entries_of(&folder).into_iter().filter(fits).collect();
        self.more = self.entries.len().saturating_sub(ENTRIES_MAX);
        self.entries.truncate(ENTRIES_MAX);
        self.folder = folder;
        self.trouble = None;
        self.wants_focus = true;
    }

    /// Draws it; gives the answer once there is one (`Some(None)`: the user gave up).
    pub fn ui(&mut self, ctx: &Context, ask: &Ask, settings: &Settings) -> Option<Option<PathBuf>> {
        let response = modal(ctx, "path dialog").show(ctx, |ui| {
            ui.set_width(520.0);
            ui.label(RichText::new(ask.title()).size(18.0).strong());
            ui.add_space(6.0);
            let entered = self.name_ui(ui);
            ui.add_space(4.0);
            self.entries_ui(ui);
            self.recent_ui(ui, ask, settings);
            ui.add_space(8.0);
            self.answer_ui(ui, ask, entered)
        });
        if response.should_close() && response.inner.is_none() {
            return Some(None);
        }
        response.inner
    }

    /// Whether the name was entered.
    fn name_ui(&mut self, ui: &mut Ui) -> bool {
        let skin = skin_of(ui);
        ui.label(RichText::new(self.folder.display().to_string()).color(skin.text_weak));
        let edit = TextEdit::singleline(&mut self.name)
            .hint_text(words!("shell-path-hint"))
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::accesskit::Role::TextInput,
                true,
                words!("shell-path-name"),
            )
        });
        if response.changed() {
            self.trouble = None;
        }
        // On an entry or a button the key means that.
        let elsewhere = ui.memory(|memory| memory.focused()).is_some_and(|it| it != response.id);
        let entered = !elsewhere && ui.input(|input| input.key_pressed(Key::Enter));
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        entered
    }

    fn entries_ui(&mut self, ui: &mut Ui) {
        let (mut enter, mut chosen) = (None, None);
        let frame = egui::Frame::new().fill(skin_of(ui).paper).corner_radius(4).inner_margin(6);
        frame.show(ui, |ui| {
            let area = ScrollArea::vertical().max_height(220.0).min_scrolled_height(220.0);
            // Always as high: the buttons below stay under the pointer.
            let area = area.auto_shrink(false);
            area.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                if let Some(parent) = self.folder.parent()
                    && ui.selectable_label(false, words!("shell-path-above")).clicked()
                {
                    enter = Some(parent.to_owned());
                }
                for entry in &self.entries {
                    let text = match entry.is_folder {
                        true => format!("{}/", entry.name),
                        false => entry.name.clone(),
                    };
                    if ui.selectable_label(self.name == entry.name, text).clicked() {
                        match entry.is_folder {
                            true => enter = Some(self.folder.join(&entry.name)),
                            false => chosen = Some(entry.name.clone()),
                        }
                    }
                }
                if self.more > 0 {
                    ui.weak(words!("shell-path-cut", count = self.more));
                }
            });
        });
        if let Some(name) = chosen {
            (self.name, self.trouble) = (name, None);
        }
        if let Some(folder) = enter {
            self.enter(folder);
        }
    }

    fn recent_ui(&mut self, ui: &mut Ui, ask: &Ask, settings: &Settings) {
        if ask.is_for_writing() || settings.recent_files.is_empty() {
            return;
        }
        ui.add_space(4.0);
        ui.weak(words!("shell-path-recent"));
        for path in settings.recent_files.iter().take(3) {
            if ui.link(path.display().to_string()).clicked() {
                (self.name, self.trouble) = (path.display().to_string(), None);
            }
        }
    }

    fn answer_ui(&mut self, ui: &mut Ui, ask: &Ask, entered: bool) -> Option<Option<PathBuf>> {
        let skin = skin_of(ui);
        // Its line is always there: the buttons below stay under the pointer.
        let text = self.trouble.as_ref().map_or(" ".to_owned(), Trouble::text);
        ui.add(egui::Label::new(RichText::new(text).color(skin.caution)).truncate());
        let ready = !self.name.trim().is_empty();
        let mut answer = None;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = match (&self.trouble, ask.is_for_writing()) {
                (Some(Trouble::Exists(_)), _) => words!("shell-path-replace"),
                (_, true) => words!("shell-save"),
                (_, false) => words!("shell-path-open"),
            };
            let text = RichText::new(text).color(skin.on_accent);
            let button = egui::Button::new(text).fill(skin.accent);
            if ui.add_enabled(ready, button).clicked() || (ready && entered) {
                answer = self.accept(ask);
            }
            if ui.button(words!("shell-cancel")).clicked() {
                answer = Some(None);
            }
        });
        answer
    }

    /// The path as typed, unless it is a folder to go into, a file to be asked about, or nowhere.
    fn accept(&mut self, ask: &Ask) -> Option<Option<PathBuf>> {
        // Until there is an answer what is typed next is meant for the field.
        self.wants_focus = true;
        let mut path = self.folder.join(expand_home(self.name.trim()));
        if path.is_dir() {
            self.enter(path);
            self.name.clear();
            return None;
        }
        let with_ending = with_ending(&path, ask.ending());
        if ask.is_for_writing() || (!path.exists() && with_ending.exists()) {
            path = with_ending;
        }
        let trouble = self.trouble_with(&path, ask);
        if trouble.is_some() && trouble != self.trouble {
            self.trouble = trouble;
            return None;
        }
        // Who is asked twice means it; where nothing can be there is nothing to mean.
        let is_asked = matches!(trouble, None | Some(Trouble::Exists(_)));
        is_asked.then_some(Some(path))
    }

    fn trouble_with(&self, path: &Path, ask: &Ask) -> Option<Trouble> {
        let folder = path.parent().unwrap_or(&self.folder);
        if !folder.is_dir() {
            return Some(Trouble::NoFolder(folder.to_owned()));
        }
        match (ask.is_for_writing(), path.exists()) {
            (true, true) => Some(Trouble::Exists(path.to_owned())),
            (false, false) => Some(Trouble::NoFile(path.to_owned())),
            _ => None,
        }
    }
}

fn expand_home(name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(name),
    }
}

/// What is in a folder, folders first; nothing if it cannot be read.
fn entries_of(folder: &Path) -> Vec<Entry> {
    let Ok(found) = fs::read_dir(folder) else { return Vec::new() };
    // The kind comes with the name as a rule, and asks the disk no more.
    let is_folder = |entry: &fs::DirEntry| {
        let kind = entry.file_type();
        kind.is_ok_and(|kind| kind.is_dir() || kind.is_symlink() && entry.path().is_dir())
    };
    let shown = found.flatten().filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (!name.starts_with('.')).then(|| Entry { is_folder: is_folder(&entry), name })
    });
    let mut entries: Vec<Entry> = shown.take(ENTRIES_READ_MAX).collect();
    entries.sort_by(|a, b| (!a.is_folder, &a.name).cmp(&(!b.is_folder, &b.name)));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_replaced_only_when_asked_twice() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.py"), "x").unwrap();
        let ask = Ask::Save { name: "a".into() };
        let mut dialog = PathDialog::new(Some(folder.path().to_owned()), &ask);
        assert_eq!(dialog.accept(&ask), None);
        assert_eq!(dialog.accept(&ask), Some(Some(folder.path().join("a.py"))));
    }

    #[test]
    fn a_script_among_hundreds_of_pictures_is_listed_and_what_is_left_out_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: String| fs::write(folder.path().join(name), "x").unwrap();
        (0..600).for_each(|number| write(format!("{number}.png")));
        write("z.py".into());
        let listed = |folder: &Path| {
            let dialog = PathDialog::new(Some(folder.to_owned()), &Ask::Open);
            let names = dialog.entries.iter().map(|entry| entry.name.clone());
            (names.collect::<Vec<_>>(), dialog.more)
        };
        assert_eq!(listed(folder.path()), (vec!["z.py".to_owned()], 0));
        (0..600).for_each(|number| write(format!("{number:03}.py")));
        let (names, more) = listed(folder.path());
        assert_eq!((names.len(), &*names[0], &*names[499], more), (500, "000.py", "499.py", 101));
    }

    #[test]
    fn a_folder_is_entered_and_a_whole_path_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        fs::write(folder.path().join("x.py"), "x").unwrap();
        let mut dialog = PathDialog::new(Some(folder.path().to_owned()), &Ask::Open);
        dialog.name = "inner".into();
        assert_eq!(dialog.accept(&Ask::Open), None);
        assert_eq!((&dialog.folder, dialog.name.as_str()), (&folder.path().join("inner"), ""));
        assert!(dialog.wants_focus, "what is typed next goes into the field");
        dialog.name = folder.path().join("x").display().to_string();
        assert_eq!(dialog.accept(&Ask::Open), Some(Some(folder.path().join("x.py"))));
    }

    #[test]
    fn what_cannot_be_is_said_where_it_is_typed() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().to_owned();
        let save = Ask::Save { name: "no/a.py".into() };
        let mut dialog = PathDialog::new(Some(here.clone()), &save);
        for _ in 0..2 {
            assert_eq!(dialog.accept(&save), None);
            assert_eq!(dialog.trouble, Some(Trouble::NoFolder(here.join("no"))));
        }
        dialog.name = "a.py".into();
        assert_eq!(dialog.accept(&Ask::Open), None);
        assert_eq!(dialog.trouble, Some(Trouble::NoFile(here.join("a.py"))));
        assert_eq!(dialog.accept(&save), Some(Some(here.join("a.py"))));
    }
}
