//! How the panels are docked until the user docks them otherwise, and that the palette can be read
//! in a window that is small for the size of everything.

use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};

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

/// So wide the palette is at least, if the window has room for it.
const PALETTE_WIDTH_MIN: f32 = 150.0;
/// The largest part of a window that it takes for that.
const PALETTE_PART_MAX: f32 = 0.27;

/// Room that the palette has for one frame, so that its names can be read. What it has otherwise is
/// remembered: it is the user's choice, and right again in a larger window.
pub struct PaletteRoom(Option<Lent>);

struct Lent {
    tile: TileId,
    share: f32,
    lent: f32,
}

impl PaletteRoom {
    /// Gives it, if it needs some in a dock of this width.
    pub fn give(tree: &mut Tree<Panel>, width: f32) -> PaletteRoom {
        PaletteRoom(lend(tree, width))
    }

    /// Takes it back, unless the user has drawn the edge elsewhere in this frame.
    pub fn take_back(self, tree: &mut Tree<Panel>) {
        let Some(Lent { tile, share, lent }) = self.0 else { return };
        if let Some(row) = top_row(tree)
            && row.shares[tile] == lent
        {
            row.shares.set_share(tile, share);
        }
    }
}

fn lend(tree: &mut Tree<Panel>, width: f32) -> Option<Lent> {
    let pane = tree.tiles.find_pane(&Panel::Palette)?;
    let tabs = tree.tiles.parent_of(pane)?;
    let shown = |tile: &TileId| tree.tiles.is_visible(*tile);
    let visible: Vec<TileId> = tree.tiles.tile_ids().filter(shown).collect();
    let row = top_row(tree)?;
    if !row.children.contains(&tabs) || !visible.contains(&tabs) {
        return None;
    }
    let others = row.children.iter().filter(|tile| **tile != tabs && visible.contains(tile));
    let others: f32 = others.map(|tile| row.shares[*tile]).sum();
    let share = row.shares[tabs];
    let part = (PALETTE_WIDTH_MIN / width.max(1.0)).min(PALETTE_PART_MAX);
    let lent = others * part / (1.0 - part);
    if others <= 0.0 || share >= lent {
        return None;
    }
    row.shares.set_share(tabs, lent);
    Some(Lent { tile: tabs, share, lent })
}

/// The panels beside each other, if the dock is made of that.
fn top_row(tree: &mut Tree<Panel>) -> Option<&mut Linear> {
    let root = tree.root()?;
    match tree.tiles.get_mut(root)? {
        Tile::Container(Container::Linear(row)) if row.dir == LinearDir::Horizontal => Some(row),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of_palette(tree: &mut Tree<Panel>) -> f32 {
        let pane = tree.tiles.find_pane(&Panel::Palette).unwrap();
        let tabs = tree.tiles.parent_of(pane).unwrap();
        let row = top_row(tree).unwrap();
        row.shares[tabs] / row.children.iter().map(|tile| row.shares[*tile]).sum::<f32>()
    }

    #[test]
    fn the_palette_has_room_for_its_names_in_a_small_window_and_its_own_share_in_a_large_one() {
        let mut tree = first_layout();
        let usual = part_of_palette(&mut tree);
        let room = PaletteRoom::give(&mut tree, 640.0);
        assert!(part_of_palette(&mut tree) * 640.0 > PALETTE_WIDTH_MIN - 1.0);
        room.take_back(&mut tree);
        assert_eq!(part_of_palette(&mut tree), usual);
        _ = PaletteRoom::give(&mut tree, 1920.0);
        assert_eq!(part_of_palette(&mut tree), usual);
    }
}
