//! How the panels are docked until the user docks them otherwise.

use egui_tiles::{Container, Linear, LinearDir, Tiles, Tree};

use crate::session::Panel;

/// All panels in their first places.
pub fn first_layout() -> Tree<Panel> {
    let mut tiles = Tiles::default();
    let tabs = |tiles: &mut Tiles<Panel>, panels: &[Panel]| {
        let panes = panels.iter().map(|&panel| tiles.insert_pane(panel)).collect();
        tiles.insert_tab_tile(panes)
    };
    let left = tabs(&mut tiles, &[Panel::Palette, Panel::Presets]);
    let centre = tabs(&mut tiles, &[Panel::Canvas]);
    let right = tabs(&mut tiles, &[Panel::Code]);
    let bottom = tabs(
        &mut tiles,
        &[
            Panel::Timeline,
            Panel::Contention,
            Panel::Throughput,
            Panel::Plots,
            Panel::WaitFor,
            Panel::Compare,
            Panel::Findings,
            Panel::Output,
        ],
    );
    let mut top = Linear::new(LinearDir::Horizontal, vec![centre, right]);
    top.shares.set_share(centre, 1.6);
    top.shares.set_share(right, 1.0);
    let top = tiles.insert_container(Container::Linear(top));
    let mut work = Linear::new(LinearDir::Vertical, vec![top, bottom]);
    work.shares.set_share(top, 1.5);
    work.shares.set_share(bottom, 1.0);
    let work = tiles.insert_container(Container::Linear(work));
    // The palette is long: it has the whole height.
    let mut all = Linear::new(LinearDir::Horizontal, vec![left, work]);
    all.shares.set_share(left, 0.14);
    all.shares.set_share(work, 0.86);
    let root = tiles.insert_container(Container::Linear(all));
    Tree::new(egui::Id::unique("lockstep panels"), root, tiles)
}
