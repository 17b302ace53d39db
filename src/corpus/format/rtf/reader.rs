//! Follows the groups of an RTF file and writes its story.

use super::charset;
use super::tokens::{Token, Tokens};
use super::words::{character, skipped, tidy_label};
use crate::corpus::format::docx::styles::{heading_level, is_contents};
use crate::corpus::format::extracted::{AsideKind, Extracted};
use crate::corpus::format::faults;
use crate::corpus::format::limits::Clock;
use crate::corpus::format::sink::Sink;
use crate::corpus::format::story::{Boldness, Look};
use crate::lang::Text;
use encoding_rs::Encoding;
use std::collections::BTreeMap;

/// Groups inside each other; no word processor comes near.
const DEPTH: usize = 10_000;
/// Tokens between looks at the clock.
const STEPS: usize = 1 << 20;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Story,
    Nowhere,
    Fonts,
    Styles,
    /// The label of a list item.
    Label,
    /// A value that the file says of itself.
    Variable(&'static str),
    /// A drawing: only the text box in it is read.
    Shape,
}

/// What a group inherits from the one around it.
#[expect(clippy::struct_excessive_bools, reason = "switches of the format")]
#[derive(Debug, Clone, Copy)]
struct State {
    goal: Goal,
    /// Whether something was opened in the sink that ends with this group.
    opened: bool,
    /// Bytes that stand for a character after its `\u`.
    fallback: usize,
    font: i32,
    bold: bool,
    /// Whether the words that follow are for scripts from right to left.
    rightward: bool,
    hidden: bool,
    deleted: bool,
    style: i32,
    level: Option<u8>,
    in_table: bool,
}

/// What a style of the style sheet says.
#[derive(Debug, Default)]
struct Style {
    level: Option<u8>,
    contents: bool,
}

struct Reader {
    sink: Sink,
    stack: Vec<State>,
    now: State,
    boldness: Boldness,
    outer: Vec<Boldness>,
    page: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    styles: BTreeMap<i32, Style>,
    /// Bytes that wait for their character, and whether the last is the first half of one.
    bytes: Vec<u8>,
    half: bool,
    /// First half of a character outside the basic plane.
    surrogate: Option<u16>,
    skip: usize,
    starred: bool,
    words: String,
    label: String,
}

/// The text of an RTF file.
pub(super) fn read(bytes: &[u8], clock: &Clock) -> Result<Extracted, Text> {
    let now = State {
        goal: Goal::Story,
        opened: false,
        fallback: 1,
        font: -1,
        bold: false,
        rightward: false,
        hidden: false,
        deleted: false,
        style: 0,
        level: None,
        in_table: false,
    };
    let mut reader = Reader {
        sink: Sink::default(),
        stack: Vec::new(),
        now,
        boldness: Boldness::default(),
        outer: Vec::new(),
        page: charset::of_code_page(1252),
        fonts: BTreeMap::new(),
        styles: BTreeMap::new(),
        bytes: Vec::new(),
        half: false,
        surrogate: None,
        skip: 0,
        starred: false,
        words: String::new(),
        label: String::new(),
    };
    let mut closed = false;
    for (step, token) in Tokens::new(bytes).enumerate() {
        if step % STEPS == 0 {
            clock.check()?;
        }
        if reader.stack.len() > DEPTH {
            return Err(Text::new(
                format!("RTF 的括号嵌套超过 {DEPTH} 层，没有读；请用 Word/WPS 打开后另存为 .docx"),
                format!("the groups of the RTF are nested more than {DEPTH} deep, and it was not read; open it in Word or WPS and save it as .docx"),
            ));
        }
        reader.take(token);
        closed = reader.stack.is_empty();
        if closed && step > 0 {
            break;
        }
    }
    reader.flush();
    if !closed && reader.sink.story.is_blank() {
        return Err(faults::damaged(super::FORMAT, "{"));
    }
    if !closed {
        reader.sink.story.note(Text::new(
            "文件在结尾之前就断了，可能不完整；请重新下载，或用 Word/WPS 打开后另存一份",
            "the file breaks off before its end and may be incomplete; download it again, or open it in Word or WPS and save a copy",
        ));
    }
    reader.end_paragraph();
    Ok(reader.sink.finish())
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        // What stands for a character that was given as a number is passed over.
        if self.skip > 0 {
            match token {
                Token::Byte(..) | Token::Symbol(_) => {
                    self.skip -= 1;
                    return;
                }
                Token::Word(..) if self.now.goal == Goal::Nowhere => {}
                Token::Word(..) | Token::Open | Token::Close => self.skip = 0,
            }
        }
        match token {
            Token::Byte(byte, escaped) => self.byte(byte, escaped),
            Token::Open => {
                self.flush();
                self.stack.push(self.now);
                self.now.opened = false;
                self.starred = false;
            }
            Token::Close => {
                self.flush();
                self.close();
            }
            Token::Symbol(symbol) => {
                self.flush();
                match symbol {
                    b'~' => self.write("\u{a0}"),
                    b'-' => self.write("\u{ad}"),
                    b'_' => self.write("\u{2011}"),
                    b'{' => self.write("{"),
                    b'}' => self.write("}"),
                    b'\\' => self.write("\\"),
                    b'\n' | b'\r' => self.end_paragraph(),
                    b'\t' => self.write("\t"),
                    b'*' => self.starred = true,
                    _ => {}
                }
            }
            Token::Word(word, number) => {
                // A change of font amid a character would tear it.
                self.flush();
                let starred = std::mem::take(&mut self.starred);
                self.word(word, number, starred);
            }
        }
    }

    fn byte(&mut self, byte: u8, escaped: bool) {
        if self.now.goal == Goal::Nowhere {
            return;
        }
        if byte < 0x80 && !escaped && !self.half {
            self.flush();
            self.write(char::from(byte).encode_utf8(&mut [0; 4]));
            return;
        }
        self.half = !self.half && charset::leads(self.encoding(), byte);
        self.bytes.push(byte);
    }

    fn encoding(&self) -> &'static Encoding {
        self.fonts.get(&self.now.font).copied().unwrap_or(self.page)
    }

    /// Turns the bytes that wait into characters.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        self.half = false;
        let (text, _) = self.encoding().decode_without_bom_handling(&bytes);
        self.write(&text);
    }

    fn unicode(&mut self, code: i32) {
        // The number is signed, and one of two halves outside the basic plane.
        let Ok(unit) = u16::try_from(code.rem_euclid(0x1_0000)) else { return };
        self.skip = self.now.fallback;
        let high = self.surrogate.take();
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let units = [high.unwrap_or(unit), unit];
        let units = if high.is_some() { &units[..] } else { &units[..1] };
        let text: String = char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{fffd}')).collect();
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        match self.now.goal {
            Goal::Nowhere | Goal::Fonts | Goal::Shape => {}
            Goal::Styles | Goal::Variable(_) => self.words.push_str(text),
            Goal::Label => self.label.push_str(text),
            Goal::Story if self.now.deleted => self.sink.unseen(AsideKind::Deleted, text),
            Goal::Story if self.now.hidden => self.sink.unseen(AsideKind::Hidden, text),
            Goal::Story => {
                self.sink.end_unseen();
                self.sync_table();
                self.boldness.see(text, self.now.bold);
                self.sink.write(text);
            }
        }
    }

    /// Tables have no beginning and end of their own: each paragraph says whether it is in one.
    fn sync_table(&mut self) {
        if self.now.in_table && !self.sink.in_table() {
            self.sink.open_table();
        } else if !self.now.in_table && self.sink.in_table() {
            self.sink.close();
        }
    }

    fn end_paragraph(&mut self) {
        if self.now.goal != Goal::Story {
            return;
        }
        // The end of a paragraph that is not seen joins it with the next.
        if self.now.deleted || self.now.hidden {
            return self.write("\n");
        }
        self.sink.end_unseen();
        self.sync_table();
        let boldness = std::mem::take(&mut self.boldness);
        let style = self.styles.get(&self.now.style);
        let level = self.now.level.or(style.and_then(|s| s.level)).filter(|&level| level > 0);
        let look = Look { level, bold: boldness.throughout(), contents: style.is_some_and(|s| s.contents) };
        let label = std::mem::take(&mut self.label);
        self.sink.end(look, &tidy_label(&label));
    }

    fn open(&mut self, kind: AsideKind) {
        if self.now.goal == Goal::Nowhere {
            return;
        }
        self.outer.push(std::mem::take(&mut self.boldness));
        self.sink.open(kind);
        self.now = State { goal: Goal::Story, opened: true, in_table: false, bold: false, hidden: false, deleted: false, style: 0, level: None, ..self.now };
    }

    fn close(&mut self) {
        let ended = self.now;
        if ended.opened {
            self.end_paragraph();
            if self.sink.in_table() {
                self.sink.close();
            }
            self.sink.close();
            self.boldness = self.outer.pop().unwrap_or_default();
        }
        if let Some(outer) = self.stack.pop() {
            self.now = outer;
        }
        match ended.goal {
            Goal::Styles => {
                let name = std::mem::take(&mut self.words);
                let name = name.trim().trim_end_matches(';').trim();
                let style = self.styles.entry(ended.style).or_default();
                style.level = ended.level.or_else(|| heading_level(name));
                style.contents = is_contents(name);
            }
            Goal::Variable(name) if self.now.goal != ended.goal => {
                let value = std::mem::take(&mut self.words);
                self.sink.story.variable(name, &value);
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        let on = number != Some(0);
        match word {
            "ansicpg" => self.page = charset::of_code_page(number.unwrap_or(1252)),
            "fonttbl" => self.now.goal = Goal::Fonts,
            "stylesheet" => self.now.goal = Goal::Styles,
            "f" => self.now.font = number.unwrap_or(-1),
            "fcharset" if self.now.goal == Goal::Fonts => {
                if let Some(encoding) = charset::of_font(number.unwrap_or(0)) {
                    self.fonts.insert(self.now.font, encoding);
                }
            }
            "title" | "author" if matches!(self.now.goal, Goal::Variable(_)) => {
                self.now.goal = Goal::Variable(if word == "title" { "file_title" } else { "file_author" });
            }
            "info" => self.now.goal = Goal::Variable(""),
            "footnote" => self.open(AsideKind::Note),
            "annotation" => self.open(AsideKind::Comment),
            "shptxt" | "dptxbxtext" => self.open(AsideKind::TextBox),
            "header" | "headerl" | "headerr" | "headerf" => self.open(AsideKind::Header),
            "footer" | "footerl" | "footerr" | "footerf" => self.open(AsideKind::Footer),
            "shpinst" | "do" if starred => self.now.goal = if self.now.goal == Goal::Nowhere { Goal::Nowhere } else { Goal::Shape },
            "listtext" | "pntext" if self.now.goal == Goal::Story => {
                self.label.clear();
                self.now.goal = Goal::Label;
            }
            "cs" if starred && self.now.goal == Goal::Styles => self.now.style = -1 - number.unwrap_or(0),
            _ if starred || skipped(word) => self.now.goal = Goal::Nowhere,
            "uc" => self.now.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            "u" => self.unicode(number.unwrap_or(0)),
            "s" => self.now.style = number.unwrap_or(0),
            "outlinelevel" => self.now.level = number.and_then(|n| u8::try_from(n).ok()).map(|n| if n < 9 { n + 1 } else { 0 }),
            "intbl" => self.now.in_table = on,
            "pard" => self.now = State { in_table: false, style: 0, level: None, ..self.now },
            "plain" => self.now = State { bold: false, hidden: false, deleted: false, font: -1, ..self.now },
            "rtlch" => self.now.rightward = true,
            "ltrch" => self.now.rightward = false,
            // LibreOffice writes the bold of Han text as that of an associated font.
            "ab" if self.now.rightward => {}
            "b" | "ab" => self.now.bold = on,
            "v" => self.now.hidden = on,
            "deleted" | "mvf" => self.now.deleted = on,
            "par" | "sect" => self.end_paragraph(),
            "cell" => {
                self.now.in_table = true;
                self.end_paragraph();
                self.sink.end_cell();
            }
            "row" => {
                self.sink.end_unseen();
                if self.sink.in_table() {
                    self.sink.end_row();
                }
            }
            "nestcell" | "nestrow" => self.write(" "),
            "line" | "page" | "column" => self.write("\n"),
            _ => {
                if let Some(c) = character(word) {
                    self.write(c);
                }
            }
        }
    }
}
