//! The colours, by what they are for. No other file knows a colour.
//!
//! A picture names a [`Token`]; the theme says which colour that is by day and by night. Every text keeps a contrast of
//! at least 4.5 to 1 to what it stands on, every line that means something 3 to 1: the tests measure both.

/// For which surroundings a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white: paper, mail, a light page.
    Light,
    /// Light on dark.
    Dark,
    /// As the reader has set it; light where that cannot be known.
    Auto,
    /// As the page around says, with its style sheet ([`sheet`]): such a picture has no style of its own.
    Page,
}

impl Theme {
    /// Those of a picture that stands by itself.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Auto];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
            Self::Page => "page",
        }
    }

    /// The colour of a token where nothing is known of the surroundings.
    #[must_use]
    pub const fn colour(self, token: Token) -> Rgb {
        match self {
            Self::Light | Self::Auto | Self::Page => token.by_day(),
            Self::Dark => token.by_night(),
        }
    }
}

/// The style sheet of a page in which pictures of [`Theme::Page`] stand: every token as a custom property for light and
/// dark, and the rules by which a picture takes them.
#[must_use]
pub fn sheet() -> String {
    use std::fmt::Write as _;
    let mut sheet = String::from(":root{");
    let mut rules = String::new();
    for token in Token::all() {
        let name = token.name();
        // Writing to a string cannot fail.
        let _ = write!(sheet, "--{name}:light-dark({},{});", token.by_day(), token.by_night());
        let _ = write!(rules, ".takt .f-{name}{{fill:var(--{name})}}.takt .s-{name}{{stroke:var(--{name})}}");
    }
    sheet.push_str("}\n.takt text{font-variant-numeric:tabular-nums;font-feature-settings:\"tnum\"}\n");
    sheet + &rules + "\n"
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    const fn of(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self(red, green, blue)
    }

    /// This colour laid over another with so many percent of its strength.
    const fn over(self, ground: Self, percent: u32) -> Self {
        const fn mix(above: u8, below: u8, percent: u32) -> u8 {
            ((above as u32 * percent + below as u32 * (100 - percent) + 50) / 100) as u8
        }
        Self(mix(self.0, ground.0, percent), mix(self.1, ground.1, percent), mix(self.2, ground.2, percent))
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// What is read first.
    Ink,
    /// What is read second.
    Muted,
    /// What all lies on.
    Surface,
    /// A quiet field on the surface.
    Panel,
    /// The inside of a box that stands on a lane or a panel.
    Card,
    /// What is not there: a cell without data, the empty part of a gauge.
    Faint,
    /// A thin line that parts and says nothing else.
    Hairline,
    /// Past its limit, behind plan, lost. Text and line.
    Warn,
    /// Inside its limit, on plan, done. Text and line.
    Good,
    /// The halo around the constraint; never its only sign.
    Halo,
    /// A shade of a hue.
    Of(Hue, Shade),
    /// A step of a hue's scale, 0 the palest, [`Token::STEPS`] − 1 the deepest; [`Token::Ink`] is read on each.
    Heat(Hue, u8),
}

/// A family of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hue {
    /// Lane 1; new contacts.
    Blue,
    /// Lane 2; what is hot.
    Orange,
    /// Lane 3; what is done.
    Green,
    /// Lane 4.
    Purple,
    /// Lane 5.
    Rose,
    /// Lane 6.
    Olive,
    /// Follow-ups.
    Sky,
    /// The shelf, detours, second approaches.
    Brown,
    /// Meetings, support, whatever is not the customer's time.
    Gray,
    /// The constraint, the fast pass, what is due now.
    Amber,
}

impl Hue {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Blue,
        Self::Orange,
        Self::Green,
        Self::Purple,
        Self::Rose,
        Self::Olive,
        Self::Sky,
        Self::Brown,
        Self::Gray,
        Self::Amber,
    ];

    /// The hue of a lane, from the first lane on, 0; from the seventh on they come again.
    #[must_use]
    pub const fn of_lane(lane: usize) -> Self {
        match lane % 6 {
            0 => Self::Blue,
            1 => Self::Orange,
            2 => Self::Green,
            3 => Self::Purple,
            4 => Self::Rose,
            _ => Self::Olive,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Orange => "orange",
            Self::Green => "green",
            Self::Purple => "purple",
            Self::Rose => "rose",
            Self::Olive => "olive",
            Self::Sky => "sky",
            Self::Brown => "brown",
            Self::Gray => "gray",
            Self::Amber => "amber",
        }
    }

    /// Line, text, solid field, and text on that field: by day and by night.
    const fn colours(self) -> [[u32; 4]; 2] {
        match self {
            Self::Blue => [[0x0072B2, 0x0068A3, 0x0072B2, 0xFFFFFF], [0x4FA8DE, 0x7CC4F0, 0x4FA8DE, 0x11161C]],
            Self::Orange => [[0xD55E00, 0xA84300, 0xB84A00, 0xFFFFFF], [0xE8833A, 0xFFB27D, 0xE8833A, 0x11161C]],
            Self::Green => [[0x007A5A, 0x006E51, 0x007A5A, 0xFFFFFF], [0x35AD88, 0x63D0AE, 0x35AD88, 0x11161C]],
            Self::Purple => [[0x8C4FA3, 0x7F4496, 0x8C4FA3, 0xFFFFFF], [0xB584C9, 0xD0A6E0, 0xB584C9, 0x11161C]],
            Self::Rose => [[0xB8386B, 0xA62C5E, 0xB8386B, 0xFFFFFF], [0xE0709F, 0xF29DBF, 0xE0709F, 0x11161C]],
            Self::Olive => [[0x777D00, 0x5F6400, 0x6A7000, 0xFFFFFF], [0xA9AE3A, 0xC9CE66, 0xA9AE3A, 0x11161C]],
            Self::Sky => [[0x2F94D1, 0x1B6A99, 0x56B4E9, 0x1B2430], [0x6CBDEC, 0x8CCBF2, 0x2B6E97, 0xFFFFFF]],
            Self::Brown => [[0x8A7A66, 0x6B5D4B, 0x7A6A53, 0xFFFFFF], [0xA9967E, 0xCBB9A2, 0xA9967E, 0x11161C]],
            Self::Gray => [[0x7A8694, 0x566271, 0x66727F, 0xFFFFFF], [0x8793A1, 0xA7B2BF, 0x8793A1, 0x11161C]],
            Self::Amber => [[0xB57C00, 0x7D5200, 0xE69F00, 0x1B2430], [0xE69F00, 0xF2C14E, 0xE69F00, 0x11161C]],
        }
    }
}

/// What of a hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shade {
    /// Tracks, borders, curves: at least 3 to 1 to surface, card, tint and pale of its hue.
    Line,
    /// Words in this hue, on surface, card, panel, and on its own tint and pale.
    Text,
    /// A field full of it, for [`Shade::OnSolid`] to be read on.
    Solid,
    /// Words on a solid field.
    OnSolid,
    /// A breath of it: the ground of a lane.
    Tint,
    /// A little of it: the waiting part of a bar, a slot of the week.
    Pale,
}

impl Shade {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Line, Self::Text, Self::Solid, Self::OnSolid, Self::Tint, Self::Pale];

    const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::Solid => "solid",
            Self::OnSolid => "on-solid",
            Self::Tint => "tint",
            Self::Pale => "pale",
        }
    }
}

const WHITE: Rgb = Rgb::of(0xFF_FFFF);
const NIGHT: Rgb = Rgb::of(0x11_161C);

impl Token {
    /// How many steps a scale has.
    pub const STEPS: u8 = 9;

    /// The line of a lane.
    #[must_use]
    pub const fn line(hue: Hue) -> Self {
        Self::Of(hue, Shade::Line)
    }

    /// Words in a hue.
    #[must_use]
    pub const fn text(hue: Hue) -> Self {
        Self::Of(hue, Shade::Text)
    }

    /// The ground of a lane.
    #[must_use]
    pub const fn tint(hue: Hue) -> Self {
        Self::Of(hue, Shade::Tint)
    }

    /// A little of a hue.
    #[must_use]
    pub const fn pale(hue: Hue) -> Self {
        Self::Of(hue, Shade::Pale)
    }

    /// A field full of a hue.
    #[must_use]
    pub const fn solid(hue: Hue) -> Self {
        Self::Of(hue, Shade::Solid)
    }

    /// Words on a field full of a hue.
    #[must_use]
    pub const fn on_solid(hue: Hue) -> Self {
        Self::Of(hue, Shade::OnSolid)
    }

    /// Every token there is.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Ink,
            Self::Muted,
            Self::Surface,
            Self::Panel,
            Self::Card,
            Self::Faint,
            Self::Hairline,
            Self::Warn,
            Self::Good,
            Self::Halo,
        ];
        for hue in Hue::ALL {
            all.extend(Shade::ALL.map(|shade| Self::Of(hue, shade)));
            all.extend((0..Self::STEPS).map(|step| Self::Heat(hue, step)));
        }
        all
    }

    /// Its name in a style sheet, without the leading dashes.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Ink => "ink".into(),
            Self::Muted => "muted".into(),
            Self::Surface => "surface".into(),
            Self::Panel => "panel".into(),
            Self::Card => "card".into(),
            Self::Faint => "faint".into(),
            Self::Hairline => "hairline".into(),
            Self::Warn => "warn".into(),
            Self::Good => "good".into(),
            Self::Halo => "halo".into(),
            Self::Of(hue, shade) => format!("{}-{}", hue.name(), shade.name()),
            Self::Heat(hue, step) => format!("{}-{}", hue.name(), Self::step(step)),
        }
    }

    const fn step(step: u8) -> u8 {
        if step < Self::STEPS { step } else { Self::STEPS - 1 }
    }

    /// The colour on a light page.
    #[must_use]
    pub const fn by_day(self) -> Rgb {
        match self {
            Self::Ink => Rgb::of(0x1B_2430),
            Self::Muted => Rgb::of(0x56_6271),
            Self::Surface | Self::Card => WHITE,
            Self::Panel => Rgb::of(0xF6_F8FA),
            Self::Faint => Rgb::of(0xED_F0F3),
            Self::Hairline => Rgb::of(0xD5_DBE3),
            Self::Warn => Rgb::of(0xB3_261E),
            Self::Good => Rgb::of(0x1B_7339),
            Self::Halo => Rgb::of(0xE6_9F00),
            Self::Of(hue, shade) => Self::shade(hue.colours()[0], shade, WHITE, [6, 16]),
            Self::Heat(hue, step) => Rgb::of(hue.colours()[0][2]).over(WHITE, 10 + 6 * Self::step(step) as u32),
        }
    }

    /// The colour on a dark page.
    #[must_use]
    pub const fn by_night(self) -> Rgb {
        match self {
            Self::Ink => Rgb::of(0xE9_EEF4),
            Self::Muted => Rgb::of(0xA7_B2BF),
            Self::Surface => NIGHT,
            Self::Panel => Rgb::of(0x18_1F27),
            Self::Card => Rgb::of(0x15_1B22),
            Self::Faint => Rgb::of(0x20_2830),
            Self::Hairline => Rgb::of(0x3A_4552),
            Self::Warn => Rgb::of(0xFF_938A),
            Self::Good => Rgb::of(0x6F_D08C),
            Self::Halo => Rgb::of(0xE6_9F00),
            Self::Of(hue, shade) => Self::shade(hue.colours()[1], shade, NIGHT, [9, 22]),
            Self::Heat(hue, step) => Rgb::of(hue.colours()[1][0]).over(NIGHT, 10 + 4 * Self::step(step) as u32),
        }
    }

    const fn shade(colours: [u32; 4], shade: Shade, ground: Rgb, percents: [u32; 2]) -> Rgb {
        match shade {
            Shade::Line => Rgb::of(colours[0]),
            Shade::Text => Rgb::of(colours[1]),
            Shade::Solid => Rgb::of(colours[2]),
            Shade::OnSolid => Rgb::of(colours[3]),
            Shade::Tint => Rgb::of(colours[0]).over(ground, percents[0]),
            Shade::Pale => Rgb::of(colours[0]).over(ground, percents[1]),
        }
    }
}
