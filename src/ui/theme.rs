//! How the window looks: fonts, sizes, spacing and the colours of widgets and code.
//!
//! The only place in `ui/` where a widget's colour is written down. Colours of thread states are
//! not here: they belong to traces and are shared with the exported pictures.

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke,
    Style, TextStyle, Theme, Visuals, vec2,
};

use crate::export::theme as pictures;
use crate::session::{Settings, ThemeChoice};
use std::cell::Cell;

/// Colours of the window in one theme.
#[derive(Clone, Copy, Debug)]
pub struct Skin {
    /// Behind text that is edited and pictures that are drawn on.
    pub paper: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Behind the tool bar, the tab bars and the status line.
    pub bar: Color32,
    /// Buttons at rest.
    pub button: Color32,
    /// Buttons under the pointer.
    pub button_hovered: Color32,
    /// Lines between things.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub text_weak: Color32,
    /// What is chosen, and the button that matters most.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind selected text and chosen rows.
    pub selection: Color32,
    /// Text on it.
    pub on_selection: Color32,
    /// It works.
    pub good: Color32,
    /// Take care.
    pub caution: Color32,
    /// Something is wrong.
    pub alarm: Color32,
    /// Colours of the script.
    pub code: CodeColors,
}

/// Colours of Python text.
#[derive(Clone, Copy, Debug)]
pub struct CodeColors {
    /// `def`, `while`, `with` ...
    pub keyword: Color32,
    /// Strings.
    pub string: Color32,
    /// Numbers, `True`, `None`.
    pub literal: Color32,
    /// Comments.
    pub comment: Color32,
    /// Names being defined and names being called.
    pub function: Color32,
    /// Everything else.
    pub plain: Color32,
    /// Line numbers.
    pub number: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// The light window.
pub const LIGHT: Skin = Skin {
    paper: hex(0xffffff),
    panel: hex(0xf8f9fa),
    bar: hex(0xeceff2),
    button: hex(0xe3e7eb),
    button_hovered: hex(0xd6dce2),
    line: hex(0xd3d9df),
    text: hex(0x1d2329),
    text_weak: hex(0x58626c),
    accent: hex(0x1565c0),
    on_accent: hex(0xffffff),
    selection: hex(0xcfe3f9),
    on_selection: hex(0x0d4f9e),
    good: hex(0x1d7a3c),
    caution: hex(0x8a5300),
    alarm: hex(0xc4001a),
    code: CodeColors {
        keyword: hex(0x7a3e9d),
        string: hex(0x2b7a2b),
        literal: hex(0xa04a00),
        comment: hex(0x6b7680),
        function: hex(0x0b5ca8),
        plain: hex(0x1d2329),
        number: hex(0x7b858f),
    },
};

/// The dark window.
pub const DARK: Skin = Skin {
    paper: hex(0x16191d),
    panel: hex(0x1d2126),
    bar: hex(0x262b31),
    button: hex(0x333a42),
    button_hovered: hex(0x414a54),
    line: hex(0x363d45),
    text: hex(0xe4e8ec),
    text_weak: hex(0x9aa4ae),
    accent: hex(0x4a9fee),
    on_accent: hex(0x0b1520),
    selection: hex(0x23476b),
    on_selection: hex(0xb8dcff),
    good: hex(0x6fcf8b),
    caution: hex(0xf0b24a),
    alarm: hex(0xff6b78),
    code: CodeColors {
        keyword: hex(0xd19bf0),
        string: hex(0x9ad08a),
        literal: hex(0xf0ac72),
        comment: hex(0x8a949e),
        function: hex(0x79baf7),
        plain: hex(0xe4e8ec),
        number: hex(0x79838d),
    },
};

/// The light window with the strongest contrast.
pub const LIGHT_CONTRAST: Skin = Skin {
    paper: hex(0xffffff),
    panel: hex(0xffffff),
    bar: hex(0xf0f0f0),
    button: hex(0xe0e0e0),
    button_hovered: hex(0xc8c8c8),
    line: hex(0x202020),
    text: hex(0x000000),
    text_weak: hex(0x262626),
    accent: hex(0x00348a),
    on_accent: hex(0xffffff),
    selection: hex(0xffe27a),
    on_selection: hex(0x000000),
    good: hex(0x00501c),
    caution: hex(0x5c3500),
    alarm: hex(0x8f0010),
    code: CodeColors {
        keyword: hex(0x51127a),
        string: hex(0x00501c),
        literal: hex(0x6b2a00),
        comment: hex(0x3a3a3a),
        function: hex(0x00348a),
        plain: hex(0x000000),
        number: hex(0x262626),
    },
};

/// The dark window with the strongest contrast.
pub const DARK_CONTRAST: Skin = Skin {
    paper: hex(0x000000),
    panel: hex(0x000000),
    bar: hex(0x101010),
    button: hex(0x2a2a2a),
    button_hovered: hex(0x444444),
    line: hex(0xd0d0d0),
    text: hex(0xffffff),
    text_weak: hex(0xe0e0e0),
    accent: hex(0x40d8ff),
    on_accent: hex(0x000000),
    selection: hex(0x005a8c),
    on_selection: hex(0xffffff),
    good: hex(0x6dff9a),
    caution: hex(0xffd24a),
    alarm: hex(0xff9aa2),
    code: CodeColors {
        keyword: hex(0xe6b8ff),
        string: hex(0xa8ff9a),
        literal: hex(0xffc48a),
        comment: hex(0xc8c8c8),
        function: hex(0x8ad4ff),
        plain: hex(0xffffff),
        number: hex(0xd8d8d8),
    },
};

/// What the user asked of the colours, besides light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Wishes {
    contrast: bool,
    safe: bool,
    calm: bool,
}

thread_local! {
    // The window is drawn by one thread; tests draw several windows, each on its own.
    static WISHES: Cell<Wishes> = const {
        Cell::new(Wishes { contrast: false, safe: false, calm: false })
    };
}

/// The colours of the theme that is showing.
pub fn skin(dark: bool) -> &'static Skin {
    match (dark, WISHES.get().contrast) {
        (false, false) => &LIGHT,
        (true, false) => &DARK,
        (false, true) => &LIGHT_CONTRAST,
        (true, true) => &DARK_CONTRAST,
    }
}

/// Whether things are to appear where they belong instead of moving there.
pub fn is_calm() -> bool {
    WISHES.get().calm
}

/// The colours of traces that go with the window's.
pub fn pictures(dark: bool) -> &'static pictures::Theme {
    const LIGHT_SAFE: pictures::Theme = safe(pictures::LIGHT);
    const DARK_SAFE: pictures::Theme = safe(pictures::DARK);
    const CONTRAST_SAFE: pictures::Theme = safe(pictures::HIGH_CONTRAST);
    const CONTRAST_LIGHT_SAFE: pictures::Theme = safe(pictures::HIGH_CONTRAST_LIGHT);
    let wishes = WISHES.get();
    match (dark, wishes.contrast, wishes.safe) {
        (false, false, false) => &pictures::LIGHT,
        (true, false, false) => &pictures::DARK,
        (true, true, false) => &pictures::HIGH_CONTRAST,
        (false, true, false) => &pictures::HIGH_CONTRAST_LIGHT,
        (false, false, true) => &LIGHT_SAFE,
        (true, false, true) => &DARK_SAFE,
        (true, true, true) => &CONTRAST_SAFE,
        (false, true, true) => &CONTRAST_LIGHT_SAFE,
    }
}

/// The same with states and threads in colours that colour-blind eyes tell apart.
const fn safe(theme: pictures::Theme) -> pictures::Theme {
    let safe = pictures::SAFE;
    pictures::Theme {
        running: safe.running,
        gil: safe.gil,
        lock: safe.lock,
        signal: safe.signal,
        data: safe.data,
        identity: safe.identity,
        level: safe.level,
        ..theme
    }
}

/// The colours of the theme that this `Ui` shows.
pub fn skin_of(ui: &egui::Ui) -> &'static Skin {
    skin(ui.visuals().dark_mode)
}

/// Installs fonts and both themes. Once, at the start.
pub fn install(ctx: &egui::Context) {
    WISHES.set(Wishes::default());
    ctx.set_fonts(fonts());
    dress_both(ctx);
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

fn dress_both(ctx: &egui::Context) {
    ctx.set_style_of(Theme::Light, style(skin(false), Visuals::light()));
    ctx.set_style_of(Theme::Dark, style(skin(true), Visuals::dark()));
}

/// Shows the theme that the user chose.
pub fn choose(ctx: &egui::Context, settings: &Settings) {
    let preference = match settings.theme {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    };
    if ctx.options(|options| options.theme_preference) != preference {
        ctx.set_theme(preference);
    }
    let Settings { contrast, safe_colors: safe, reduced_motion: calm, .. } = *settings;
    let wishes = Wishes { contrast, safe, calm };
    if WISHES.replace(wishes) != wishes {
        dress_both(ctx);
    }
}

/// A dialog that must be answered first, with room around what it says.
pub fn modal(ctx: &egui::Context, name: &str) -> egui::Modal {
    let frame = egui::Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(18);
    egui::Modal::new(egui::Id::unique(name)).frame(frame)
}

/// The bundled fonts. The fixed-width one also serves the proportional text, last, because only it
/// has arrows and filled shapes.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let families = &mut fonts.families;
    if let Some(fixed) = families.get(&FontFamily::Monospace).and_then(|names| names.first()) {
        let fixed = fixed.clone();
        let names = families.entry(FontFamily::Proportional).or_default();
        if !names.contains(&fixed) {
            names.push(fixed);
        }
    }
    // The light cut of the text font is thin on a white page: a touch larger reads better.
    if let Some(font) = fonts.font_data.get_mut("Ubuntu-Light") {
        let data = FontData {
            tweak: egui::FontTweak { scale: 1.04, ..Default::default() },
            ..(**font).clone()
        };
        *font = data.into();
    }
    fonts
}

fn style(skin: &Skin, visuals: Visuals) -> Style {
    let mut style = Style { visuals: dress(skin, visuals), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, FontId::proportional(22.0)),
        (TextStyle::Body, FontId::proportional(14.0)),
        (TextStyle::Button, FontId::proportional(14.0)),
        (TextStyle::Small, FontId::proportional(12.0)),
        (TextStyle::Monospace, FontId::monospace(13.0)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(10.0, 4.0);
    spacing.interact_size.y = 24.0;
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.menu_width = 260.0;
    spacing.tooltip_width = 360.0;
    style.interaction.tooltip_delay = 0.4;
    if is_calm() {
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }
    style
}

fn dress(skin: &Skin, mut visuals: Visuals) -> Visuals {
    visuals.panel_fill = skin.panel;
    visuals.window_fill = skin.panel;
    visuals.extreme_bg_color = skin.paper;
    visuals.faint_bg_color = skin.bar;
    visuals.code_bg_color = skin.bar;
    visuals.window_stroke = Stroke::new(1.0, skin.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.weak_text_color = Some(skin.text_weak);
    visuals.hyperlink_color = skin.accent;
    visuals.warn_fg_color = skin.caution;
    visuals.error_fg_color = skin.alarm;
    visuals.selection.bg_fill = skin.selection;
    visuals.selection.stroke = Stroke::new(1.0, skin.on_selection);
    visuals.popup_shadow = shadow(6, 14);
    visuals.window_shadow = shadow(10, 28);
    let widgets = &mut visuals.widgets;
    let looks = [
        (&mut widgets.noninteractive, skin.panel, skin.line, skin.text),
        (&mut widgets.inactive, skin.button, skin.line, skin.text),
        (&mut widgets.hovered, skin.button_hovered, skin.line, skin.text),
        (&mut widgets.active, skin.button_hovered, skin.accent, skin.text),
        (&mut widgets.open, skin.button_hovered, skin.line, skin.text),
    ];
    for (look, fill, border, text) in looks {
        look.bg_fill = fill;
        look.weak_bg_fill = fill;
        look.bg_stroke = Stroke::new(1.0, border);
        look.fg_stroke = Stroke::new(1.0, text);
        look.corner_radius = CornerRadius::same(5);
        look.expansion = 0.0;
    }
    visuals
}

fn shadow(down: i8, blur: u8) -> Shadow {
    Shadow { offset: [0, down], blur, spread: 0, color: Color32::from_black_alpha(60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG's relative luminance.
    fn luminance(color: Color32) -> f64 {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_reads_well_on_every_ground_it_stands_on() {
        for (skin, least) in
            [(&LIGHT, 4.5), (&DARK, 4.5), (&LIGHT_CONTRAST, 7.0), (&DARK_CONTRAST, 7.0)]
        {
            for text in [skin.text, skin.text_weak, skin.alarm, skin.good, skin.caution] {
                for ground in [skin.paper, skin.panel, skin.bar] {
                    assert!(contrast(text, ground) >= least, "{text:?} on {ground:?}");
                }
            }
            assert!(contrast(skin.on_selection, skin.selection) >= least.min(5.5), "{skin:?}");
            assert!(contrast(skin.on_accent, skin.accent) >= least, "{skin:?}");
            let code = &skin.code;
            for text in [code.keyword, code.string, code.literal, code.comment, code.function] {
                assert!(contrast(text, skin.paper) >= least, "{text:?}");
            }
        }
    }
}
