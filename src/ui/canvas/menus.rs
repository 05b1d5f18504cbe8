//! Context menus, small lists to choose from, and editing of names and arguments in place.

use super::CanvasAction;
use super::CanvasPanel;
use super::drops::{can_guard, use_of};
use super::layout::NodeId;
use super::nodes::delete_row;
use crate::script::edit::{Action, Named, Place, Recipe, Step, Verb, value_of};
use crate::script::outline::{Flavour, Home, Outline, PrimitiveNode, Row, Span, ThreadNode};
use egui::{Id, Key, Pos2, Ui};

/// A label and what choosing it does.
pub type Options = Vec<(String, CanvasAction)>;

/// Something small over the canvas that wants an answer.
pub enum Popup {
    /// One of several.
    Choose {
        /// Where.
        at: Pos2,
        /// What for.
        title: String,
        /// From what.
        options: Options,
        /// Not shown yet.
        fresh: bool,
    },
    /// A line of text.
    Edit {
        /// Where.
        at: Pos2,
        /// What it is.
        title: String,
        /// The text so far.
        text: String,
        /// What becomes of it.
        make: Make,
        /// Not shown yet.
        fresh: bool,
    },
}

/// What an edited text is for.
#[derive(Clone)]
pub enum Make {
    /// A new name.
    Name(Named),
    /// An argument: call, keyword, position; quoted when it is a string.
    Argument(Span, &'static str, Option<usize>, bool),
}

impl Make {
    fn action(&self, text: &str) -> Action {
        match self {
            Make::Name(what) => Action::Rename { what: what.clone(), to: text.trim().to_owned() },
            Make::Argument(call, keyword, position, quoted) => {
                let escaped = || text.replace('\\', "\\\\").replace('"', "\\\"");
                let quote = *quoted && !text.is_empty();
                Action::SetArgument {
                    call: call.clone(),
                    keyword: (*keyword).to_owned(),
                    position: *position,
                    value: if quote { format!("\"{}\"", escaped()) } else { text.to_owned() },
                }
            }
        }
    }
}

impl Popup {
    /// A list to choose from.
    pub fn choose(at: Pos2, title: &str, options: Options) -> Popup {
        Popup::Choose { at, title: title.to_owned(), options, fresh: true }
    }
}

impl CanvasPanel {
    pub(super) fn popup_ui(&mut self, ui: &Ui, actions: &mut Vec<CanvasAction>) {
        let Some(popup) = &mut self.popup else { return };
        let (Popup::Choose { at, .. } | Popup::Edit { at, .. }) = popup;
        let area = egui::Area::new(Id::unique("canvas popup"))
            .order(egui::Order::Foreground)
            .constrain(true)
            .fixed_pos(*at);
        let mut done = false;
        let shown = area.show(ui, |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(260.0);
                done = match popup {
                    Popup::Choose { title, options, fresh, .. } => {
                        choose_ui(ui, title, options, fresh, actions)
                    }
                    Popup::Edit { title, text, make, fresh, .. } => {
                        edit_ui(ui, title, (text, make, fresh), actions)
                    }
                };
            });
        });
        let elsewhere = shown.response.clicked_elsewhere();
        if done || elsewhere || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.popup = None;
        }
    }
}

fn choose_ui(
    ui: &mut Ui,
    title: &str,
    options: &Options,
    fresh: &mut bool,
    actions: &mut Vec<CanvasAction>,
) -> bool {
    ui.weak(title);
    let mut done = false;
    for (label, action) in options {
        let button = ui.add(egui::Button::new(label).min_size(egui::vec2(180.0, 0.0)));
        if std::mem::take(fresh) {
            button.request_focus();
        }
        if button.clicked() {
            actions.push(action.clone());
            done = true;
        }
    }
    done
}

fn edit_ui(
    ui: &mut Ui,
    title: &str,
    (text, make, fresh): (&mut String, &Make, &mut bool),
    actions: &mut Vec<CanvasAction>,
) -> bool {
    let label = ui.weak(title);
    let field = ui.text_edit_singleline(text).labelled_by(label.id);
    if std::mem::take(fresh) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        actions.push(CanvasAction::Edit(make.action(text)));
    }
    entered
}

/// `lock.acquire()`, `with lock:`.
pub fn label_of(name: &str, verb: Verb) -> String {
    match verb {
        Verb::With => format!("with {name}:"),
        Verb::TryAcquire => format!("try to acquire {name}"),
        verb => format!("{name}.{}", verb.label()),
    }
}

/// What can guard a step: what the program can name, then something new.
pub fn guards(outline: &Outline, thread: usize, row: &Row) -> Options {
    let mut options = Options::new();
    for (at, node) in outline.primitives.iter().enumerate() {
        if let Some(on) = outline.reference(at, thread).filter(|_| can_guard(node.kind)) {
            let action = Action::Guard { row: row.span.clone(), with: on.clone() };
            options.push((on, CanvasAction::Edit(action)));
        }
    }
    for kind in ["Lock", "RLock", "Semaphore"] {
        let action = Action::GuardWithNew { row: row.span.clone(), kind: kind.to_owned() };
        options.push((format!("a new {kind}"), CanvasAction::Edit(action)));
    }
    options
}

/// What can be inserted below a row.
pub fn insertions(outline: &Outline, thread: usize, row: usize) -> Options {
    let node = &outline.threads[thread];
    let step = &node.rows[row];
    let mut options = Options::new();
    let simple = [
        ("Sleep", Step::Sleep),
        ("Compute", Step::Compute),
        ("Print", Step::Print),
        ("Loop", Step::Loop),
    ];
    for (label, new) in simple {
        let place = if step.statement { Place::After } else { Place::Into };
        let action = Action::Insert { row: step.span.clone(), place, step: new };
        options.push((label.to_owned(), CanvasAction::Edit(action)));
    }
    if !step.statement {
        return options;
    }
    for (at, primitive) in outline.primitives.iter().enumerate() {
        let Some(on) = outline.reference(at, thread) else { continue };
        for &verb in Verb::of_kind(primitive.kind).iter().filter(|verb| **verb != Verb::With) {
            let action = use_of(step, &on, primitive.kind, verb);
            options.push((label_of(&on, verb), CanvasAction::Edit(action)));
        }
    }
    options
}

fn options_menu(ui: &mut Ui, label: &str, options: Options, actions: &mut Vec<CanvasAction>) {
    ui.menu_button(label, |ui| {
        for (label, action) in options {
            if ui.button(label).clicked() {
                actions.push(action);
                ui.close();
            }
        }
    });
}

fn entry(ui: &mut Ui, label: &str, actions: &mut Vec<CanvasAction>, action: CanvasAction) {
    if ui.button(label).clicked() {
        actions.push(action);
        ui.close();
    }
}

/// The menu of a row.
pub fn row_menu(
    ui: &mut Ui,
    outline: &Outline,
    (thread, row): (usize, usize),
    actions: &mut Vec<CanvasAction>,
) {
    let step = &outline.threads[thread].rows[row];
    entry(ui, "Go to line", actions, CanvasAction::GoTo(step.lines.0));
    options_menu(ui, "Insert below", insertions(outline, thread, row), actions);
    if !step.statement {
        return;
    }
    options_menu(ui, "Guard with", guards(outline, thread, step), actions);
    ui.separator();
    for (label, up) in [("Move up", true), ("Move down", false)] {
        let action = Action::Shift { row: step.span.clone(), up };
        entry(ui, label, actions, CanvasAction::Edit(action));
    }
    ui.separator();
    let delete = delete_row(step);
    let label = if matches!(delete, Action::Unguard { .. }) { "Remove guard" } else { "Delete" };
    entry(ui, label, actions, CanvasAction::Edit(delete));
}

/// The menu of a thread's card.
pub fn thread_menu(
    ui: &mut Ui,
    outline: &Outline,
    thread: usize,
    actions: &mut Vec<CanvasAction>,
    popup: &mut Option<Popup>,
) {
    let node = &outline.threads[thread];
    let at = ui.max_rect().min;
    if node.def_line > 0 {
        entry(ui, "Go to function", actions, CanvasAction::GoTo(node.def_line));
    }
    if node.lines.0 > 0 {
        entry(ui, "Go to creation", actions, CanvasAction::GoTo(node.lines.0));
    }
    let steps = [Step::Sleep, Step::Compute, Step::Print, Step::Loop];
    let append = |step: Step| {
        let label = super::palette::Item::Step(step.clone()).label().to_owned();
        let action = Action::Append { thread: node.name.clone(), step };
        (label, CanvasAction::Edit(action))
    };
    options_menu(ui, "Add step at the end", steps.into_iter().map(append).collect(), actions);
    if node.flavour == Flavour::Main {
        return;
    }
    ui.separator();
    for (label, keyword, position, quoted) in thread_properties(node) {
        property(ui, (label, keyword, position, quoted), (&node.call, &node.arguments), at, popup);
    }
    if node.flavour == Flavour::Thread {
        let mut daemon = node.daemon;
        if ui.checkbox(&mut daemon, "Daemon").changed() {
            let value = if daemon { "True".to_owned() } else { String::new() };
            let (keyword, call) = ("daemon".to_owned(), node.call.clone());
            let action = Action::SetArgument { call, keyword, position: None, value };
            actions.push(CanvasAction::Edit(action));
            ui.close();
        }
    }
    ui.separator();
    let delete = Action::DeleteThread(node.name.clone());
    entry(ui, "Delete", actions, CanvasAction::Edit(delete));
}

type Property = (&'static str, &'static str, Option<usize>, bool);

fn thread_properties(node: &ThreadNode) -> Vec<Property> {
    match node.flavour {
        Flavour::Thread => {
            vec![("Name", "name", Some(2), true), ("Arguments", "args", Some(3), false)]
        }
        Flavour::Timer => {
            vec![("Delay", "interval", Some(0), false), ("Arguments", "args", Some(2), false)]
        }
        Flavour::Pool => vec![("Workers", "max_workers", Some(0), false)],
        Flavour::Subclass | Flavour::Main => Vec::new(),
    }
}

fn primitive_properties(node: &PrimitiveNode) -> Vec<Property> {
    match (node.kind, node.class) {
        (_, "SimpleQueue") => Vec::new(),
        ("Semaphore" | "BoundedSemaphore", _) => vec![("Permits", "value", Some(0), false)],
        ("Barrier", _) => vec![("Parties", "parties", Some(0), false)],
        ("Queue", _) => vec![("Size limit", "maxsize", Some(0), false)],
        _ => Vec::new(),
    }
}

fn property(
    ui: &mut Ui,
    (label, keyword, position, quoted): Property,
    (call, arguments): (&Span, &str),
    at: Pos2,
    popup: &mut Option<Popup>,
) {
    let value = value_of(arguments, keyword, position).unwrap_or_default();
    let shown = if value.is_empty() { "not set" } else { &value };
    if ui.button(format!("{label}: {shown}")).clicked() {
        let text = if quoted { value.trim_matches(['"', '\'']).to_owned() } else { value };
        let make = Make::Argument(call.clone(), keyword, position, quoted);
        *popup = Some(Popup::Edit { at, title: label.to_owned(), text, make, fresh: true });
        ui.close();
    }
}

/// The menu of a primitive.
pub fn primitive_menu(
    ui: &mut Ui,
    node: &PrimitiveNode,
    actions: &mut Vec<CanvasAction>,
    popup: &mut Option<Popup>,
) {
    let at = ui.max_rect().min;
    entry(ui, "Go to line", actions, CanvasAction::GoTo(node.line));
    if ui.button("Rename").clicked() {
        *popup = Some(rename_primitive(node, at));
        ui.close();
    }
    for of in primitive_properties(node) {
        property(ui, of, (&node.call, &node.args), at, popup);
    }
    ui.separator();
    let delete = Action::DeletePrimitive(node.name.clone());
    entry(ui, "Delete", actions, CanvasAction::Edit(delete));
}

fn rename_primitive(node: &PrimitiveNode, at: Pos2) -> Popup {
    let name = node.name.rsplit('.').next().unwrap_or(&node.name).to_owned();
    let make = Make::Name(Named { home: node.home.clone(), name: name.clone() });
    Popup::Edit { at, title: "New name".to_owned(), text: name, make, fresh: true }
}

/// Renaming a node in place, if it has a name of its own.
pub fn rename(outline: &Outline, id: NodeId, at: Pos2) -> Option<Popup> {
    match id {
        NodeId::Primitive(index) => Some(rename_primitive(&outline.primitives[index], at)),
        NodeId::Shared(index) => {
            let node = &outline.shared[index];
            let (home, name) = match node.name.split_once('.') {
                Some((class, name)) => (Home::Attribute(class.to_owned()), name.to_owned()),
                None => (Home::Global, node.name.clone()),
            };
            let make = Make::Name(Named { home, name: name.clone() });
            Some(Popup::Edit { at, title: "New name".to_owned(), text: name, make, fresh: true })
        }
        NodeId::Thread(index) => {
            let node = &outline.threads[index];
            let make = Make::Argument(node.call.clone(), "name", Some(2), true);
            let text = node.given_name.clone().unwrap_or_default();
            let title = "Thread name".to_owned();
            let named = node.flavour == Flavour::Thread;
            named.then_some(Popup::Edit { at, title, text, make, fresh: true })
        }
    }
}

/// The menu of free space.
pub fn background_menu(ui: &mut Ui, actions: &mut Vec<CanvasAction>, fitted: &mut bool) {
    let threads = Recipe::ALL
        .into_iter()
        .map(|recipe| (recipe.label().to_owned(), CanvasAction::Edit(Action::AddThread(recipe))));
    options_menu(ui, "Add a thread", threads.collect(), actions);
    let sections = super::palette::sections();
    let kinds = sections.iter().flat_map(|(_, items)| items).filter_map(|item| match item {
        super::palette::Item::Primitive(kind) => {
            let action = Action::AddPrimitive((*kind).to_owned());
            Some(((*kind).to_owned(), CanvasAction::Edit(action)))
        }
        _ => None,
    });
    options_menu(ui, "Add a primitive", kinds.collect(), actions);
    if ui.button("Fit to window").clicked() {
        *fitted = false;
        ui.close();
    }
}
