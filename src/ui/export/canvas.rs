//! The canvas as a picture: the panel itself, drawn at its natural size for nobody.

use super::shapes::scene_of;
use crate::export::scene::{Anchor, Prim, Rect, Scene, Text, point};
use crate::export::theme::Theme;
use crate::script::outline::Outline;
use crate::script::settings::Layout;
use crate::session::Session;
use crate::trace::Trace;
use crate::ui::canvas::{CanvasPanel, Drawing, LiveView};
use egui::vec2;

/// Larger than any canvas that is looked at: so nothing is made smaller to fit.
const WINDOW: egui::Vec2 = vec2(6000.0, 6000.0);
const TITLE_HEIGHT: f32 = 34.0;
const TITLE_TEXT: f32 = 18.0;

/// The picture of the open script, with the run as it is at `moment` if there is one.
pub fn session_canvas(
    session: &Session,
    moment: Option<u64>,
    theme: &'static Theme,
    title: &str,
) -> Option<Scene> {
    let outline = session.outline()?;
    let run = session.has_trace().then(|| (session.trace().as_ref(), moment));
    canvas_scene((outline, &session.layout()), run, theme, title)
}

/// The picture of a script, and of its run at a moment (its end if none) if there is one; `None`
/// if the script makes nothing that could be drawn.
pub fn canvas_scene(
    (outline, layout): (&Outline, &Layout),
    run: Option<(&Trace, Option<u64>)>,
    theme: &'static Theme,
    title: &str,
) -> Option<Scene> {
    if outline.is_empty() {
        return None;
    }
    let live = run
        .map(|(trace, moment)| LiveView::of(outline, trace, moment.unwrap_or(trace.now_nanos())));
    let mut panel = CanvasPanel::new();
    panel.set_layout(layout);
    panel.fit();
    let drawing = Drawing { live: live.as_ref(), ..Drawing::of(outline, theme) };
    let ground = if theme.dark { theme.background } else { theme.panel };
    let scene = scene_of((WINDOW, theme.dark), ground, |ui| {
        let mut actions = Vec::new();
        panel.ui(ui, drawing, &mut actions);
    })?;
    Some(titled(scene, theme, title))
}

/// The picture with a title above it.
fn titled(scene: Scene, theme: &Theme, title: &str) -> Scene {
    if title.is_empty() {
        return scene;
    }
    let mut scene = scene.moved(0.0, TITLE_HEIGHT);
    scene.height += TITLE_HEIGHT;
    if let Some(layer) = scene.layers.first_mut() {
        layer.clip = Rect { x: 0.0, y: 0.0, w: scene.width, h: scene.height };
        layer.prims.push(Prim::Text(Text {
            at: point(20.0, TITLE_HEIGHT / 2.0 + 6.0),
            anchor: Anchor::Start,
            size: TITLE_TEXT,
            color: theme.text,
            text: crate::export::text::elided(title, TITLE_TEXT, scene.width - 40.0),
            mono: false,
        }));
    }
    scene
}
