//! Pictures: small snapshots of every kind of node in each theme, found by walking the lists, and
//! larger ones for people to look at.

use crate::desk::{Desk, desk, sized};
use crate::live::deadlock;
use lockstep::export::theme;
use lockstep::ui::canvas::palette::kinds;

/// Every class the palette offers, each with a node.
fn all_kinds() -> String {
    let mut text = String::from("import queue\nimport threading\n");
    for kind in kinds() {
        let module = if kind.ends_with("Queue") { "queue" } else { "threading" };
        let args = if kind == "Barrier" { "2" } else { "" };
        text += &format!("{} = {module}.{kind}({args})\n", kind.to_lowercase());
    }
    text
}

fn nodes_look_as_they_did(theme: &'static theme::Theme) {
    let desk = Desk { theme, palette_width: 0.0, ..Desk::new(&all_kinds()) };
    let mut harness = sized(desk, [760.0, 560.0]);
    harness.snapshot(format!("canvas_nodes_{}", theme.name));
}

#[test]
fn every_primitives_node_looks_as_it_did_in_light() {
    nodes_look_as_they_did(&theme::LIGHT);
}

#[test]
fn every_primitives_node_looks_as_it_did_in_dark() {
    nodes_look_as_they_did(&theme::DARK);
}

/// Writes pictures to look at: `LOCKSTEP_PICTURES=dir cargo test --test canvas pictures -- --ignored`.
#[test]
#[ignore = "writes pictures for people to look at"]
fn pictures() {
    let Ok(dir) = std::env::var("LOCKSTEP_PICTURES") else { return };
    for theme in [&theme::LIGHT, &theme::DARK] {
        for entry in std::fs::read_dir("presets").into_iter().flatten().flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            let name = entry.file_name().to_string_lossy().replace(".py", "");
            let mut harness = desk(Desk { theme, ..Desk::new(&text) });
            let image = harness.render().expect("a picture");
            image.save(format!("{dir}/{name}-{}.png", theme.name)).expect("a file");
        }
        let (outline, live) = deadlock();
        let mut harness = desk(Desk { outline, live: Some(live), theme, ..Desk::new("") });
        let image = harness.render().expect("a picture");
        image.save(format!("{dir}/live-{}.png", theme.name)).expect("a file");
    }
}
