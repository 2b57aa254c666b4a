//! Characters from the blocks of radicals and compatibility ideographs (⼯⽣⻘ for 工生青), as PDF files printed
//! by browsers give them back: the font draws both alike and names the glyph by the wrong one.
//!
//! Kangxi radicals and compatibility ideographs decompose by Unicode's own data; full-width forms and circled
//! numbers, which decompose too, are left alone. This runs before every other pass.

use unicode_normalization::char::decompose_compatible;

use super::{Change, Pass};

pub(super) const PASS: Pass = Pass {
    name: "radicals",
    about: "radicals and compatibility ideographs that stand for characters: ⼯⽣ for 工生",
    furniture: false,
    run,
};

/// Radicals, each followed by its character: U+2E80 to U+2EFF by Unicode's EquivalentUnifiedIdeograph data (14.0),
/// as these do not decompose.
const SUPPLEMENT: &str = "\
    ⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑\
    ⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王\
    ⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑\
    ⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長\
    ⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼\
    ⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟\
";

/// Radicals that decompose to the traditional form, where fonts for the simplified script draw the simplified one.
const SIMPLIFIED: [(char, char); 2] = [('⼾', '户'), ('⾭', '青')];

fn run(text: &str) -> Vec<Change> {
    if !may_hold_any(text.as_bytes()) {
        return Vec::new();
    }
    let changes = text.char_indices().filter_map(|(at, c)| {
        let character = character(c)?;
        let why = "radical or compatibility form of a character";
        Some(Change::new(at..at + c.len_utf8(), character, why))
    });
    changes.collect()
}

/// Whether a text may hold characters of the blocks, by how these are encoded.
fn may_hold_any(text: &[u8]) -> bool {
    let second = text.get(1..).unwrap_or_default();
    let of_blocks = |(&one, &two): (&u8, &u8)| {
        (one == 0xE2) & (two >= 0xBA)
            | (one == 0xEF) & (0xA4..=0xAB).contains(&two)
            | (one == 0xF0) & (two == 0xAF)
    };
    // Without a stop inside a block the compiler looks at many bytes at once.
    let mut blocks = text.chunks(256).zip(second.chunks(256));
    blocks.any(|(ones, twos)| ones.iter().zip(twos).fold(false, |found, pair| found | of_blocks(pair)))
}

/// The character that a radical or compatibility ideograph stands for.
fn character(c: char) -> Option<char> {
    match c {
        '\u{2E80}'..='\u{2EFF}' => {
            let mut table = SUPPLEMENT.chars();
            std::iter::from_fn(|| table.next().zip(table.next())).find(|pair| pair.0 == c).map(|pair| pair.1)
        }
        '\u{2F00}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            let simplified = SIMPLIFIED.iter().find(|pair| pair.0 == c).map(|pair| pair.1);
            let mut decomposed = c;
            decompose_compatible(c, |character| decomposed = character);
            simplified.or(Some(decomposed)).filter(|&character| character != c)
        }
        _ => None,
    }
}
