//! A picture as a list of shapes, and the SVG text it becomes. THE ONLY user of plotters.
//!
//! The drawing library works in whole units, so it is given tenths of a pixel and the `viewBox`
//! scales them back. The picture defines no ids, clips or gradients: several can stand in one page.

use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea, IntoFont, SVGBackend, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontStyle, FontTransform, RGBAColor, ShapeStyle};

use super::color::Color;
use super::draw::DrawError;
use super::font::{FAMILY, Weight};
use super::outline;
use super::wrap::escape;

/// Everything to be drawn, back to front, in pixels from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Box { x: f64, y: f64, width: f64, height: f64, color: Color },
    Line { points: Vec<(f64, f64)>, width: f64, color: Color },
    Area { points: Vec<(f64, f64)>, color: Color },
    Dot { x: f64, y: f64, radius: f64, color: Color },
    Text { x: f64, baseline: f64, text: String, lettering: Lettering, anchor: Anchor },
}

/// Size, weight and colour of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lettering {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) color: Color,
}

impl Lettering {
    pub(super) fn width(&self, text: &str) -> f64 {
        self.weight.width(text, self.size)
    }

    /// The widest of some texts.
    pub(super) fn widest<'a>(&self, texts: impl IntoIterator<Item = &'a String>) -> f64 {
        texts.into_iter().map(|text| self.width(text)).fold(0.0, f64::max)
    }

    /// From the baseline up to the middle of a Han character or digit.
    pub(super) fn middle(&self) -> f64 {
        self.size * 0.37
    }

    /// From one baseline to the next.
    pub(super) fn leading(&self) -> f64 {
        (self.size * 1.35).round()
    }

    pub(super) fn colored(self, color: Color) -> Self {
        Self { color, ..self }
    }
}

/// What of a text lies at its x; `Upwards` starts at the point and climbs, its middle on x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
    Upwards,
}

impl Picture {
    pub(super) fn new(width: f64) -> Self {
        Self { width, height: 0.0, shapes: Vec::new() }
    }

    pub(super) fn block(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), color: Color) {
        self.shapes.push(Shape::Box { x, y, width, height, color });
    }

    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, width: f64, color: Color) {
        self.shapes.push(Shape::Line { points, width, color });
    }

    /// A line one pixel wide, on the pixel grid.
    pub(super) fn hairline(&mut self, from: (f64, f64), to: (f64, f64), color: Color) {
        let snap = |(x, y): (f64, f64)| {
            if (from.0 - to.0).abs() < 1e-9 { (x.floor() + 0.5, y) } else { (x, y.floor() + 0.5) }
        };
        self.line(vec![snap(from), snap(to)], 1.0, color);
    }

    pub(super) fn area(&mut self, points: Vec<(f64, f64)>, color: Color) {
        self.shapes.push(Shape::Area { points, color });
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, color: Color) {
        self.shapes.push(Shape::Dot { x, y, radius, color });
    }

    /// A text whose baseline is at y. An empty one is left out.
    pub(super) fn text(&mut self, (x, baseline): (f64, f64), anchor: Anchor, lettering: Lettering, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            let x = x + lettering.size * hang(&text, anchor);
            self.shapes.push(Shape::Text { x, baseline, text, lettering, anchor });
        }
    }

    /// Lines of text, the first baseline at y.
    pub(super) fn lines(&mut self, (x, baseline): (f64, f64), anchor: Anchor, lettering: Lettering, lines: &[String]) {
        let mut y = baseline;
        for line in lines {
            self.text((x, y), anchor, lettering, line.as_str());
            y += lettering.leading();
        }
    }

    /// Lines of text, their common middle at y.
    pub(super) fn centered(&mut self, (x, middle): (f64, f64), anchor: Anchor, lettering: Lettering, lines: &[String]) {
        let above = lettering.leading() * (lines.len().saturating_sub(1)) as f64 / 2.0;
        self.lines((x, middle - above + lettering.middle()), anchor, lettering, lines);
    }
}

/// How far, in em, a full-width mark at the aligned end of a text hangs over: half of it is blank.
/// Quotation marks hang less, being narrow in some fonts of a viewer.
fn hang(text: &str, anchor: Anchor) -> f64 {
    match (anchor, text.chars().next(), text.chars().last()) {
        (Anchor::Start, Some('（' | '《' | '〈' | '「' | '『' | '【' | '〔'), _) => -0.45,
        (Anchor::Start, Some('“' | '‘'), _) => -0.35,
        (Anchor::End, _, Some('）' | '》' | '〉' | '」' | '』' | '】' | '〕')) => 0.45,
        (Anchor::End, _, Some('，' | '。' | '、' | '；' | '：' | '”' | '’')) => 0.35,
        _ => 0.0,
    }
}

/// Units of the drawing library in a pixel.
const FINE: f64 = 10.0;

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// How the words of a picture are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// As text, in the fonts of the viewer.
    Text,
    /// As outlines, the same on every machine.
    Outlines,
}

/// The picture as SVG, with its title and description for those who cannot see it.
///
/// # Errors
/// When the drawing library refuses.
pub(super) fn svg(picture: &Picture, title: &str, description: &str, words: Words) -> Result<String, DrawError> {
    let (width, height) = (picture.width.ceil(), picture.height.ceil());
    let mut drawn = String::new();
    {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let area = SVGBackend::with_string(&mut drawn, ((width * FINE) as u32, (height * FINE) as u32)).into_drawing_area();
        for shape in &picture.shapes {
            draw(&area, shape)?;
        }
        area.present().map_err(refused)?;
    }
    let label = if title.is_empty() { description } else { title };
    let (fine_width, fine_height) = (width * FINE, height * FINE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {fine_width} {fine_height}\" font-family=\"{FAMILY}\" \
         stroke-linejoin=\"round\" role=\"img\" aria-label=\"{}\">\n<title>{}</title>\n\
         <desc>{}</desc>\n<rect width=\"{fine_width}\" height=\"{fine_height}\" fill=\"#FFFFFF\"/>\n",
        escape(label),
        escape(title),
        escape(description),
    );
    match words {
        Words::Text => tidy(&drawn, &mut svg, std::iter::empty()),
        Words::Outlines => tidy(&drawn, &mut svg, picture.shapes.iter().filter_map(outline)),
    }
    Ok(svg)
}

/// A text as a path.
fn outline(shape: &Shape) -> Option<String> {
    let Shape::Text { x, baseline, text, lettering, anchor } = shape else { return None };
    let path = outline::path(text, (*x, *baseline), *lettering, *anchor, FINE);
    let [red, green, blue] = lettering.color.rgb;
    let alpha = if lettering.color.alpha < 1.0 { format!(" opacity=\"{}\"", lettering.color.alpha) } else { String::new() };
    Some(format!("<path fill=\"#{red:02X}{green:02X}{blue:02X}\"{alpha} d=\"{path}\"/>\n"))
}

/// What the drawing library wrote, without its own head, its repetitions and its line ends in texts; `outlines` take the place of
/// the texts, as far as they go.
fn tidy(drawn: &str, svg: &mut String, mut outlines: impl Iterator<Item = String>) {
    let family = format!(" font-family=\"{FAMILY}\"");
    let (mut in_text, mut replaced) = (false, false);
    for line in drawn.lines().skip(1) {
        // Attribute values cannot come from labels: there, a quotation mark is written &quot;.
        let line = if line.starts_with('<') {
            let line = line.replace(&family, "").replace(" opacity=\"1\"", "");
            round_font_size(&line.replace(" stroke=\"none\"", ""))
        } else {
            line.to_owned()
        };
        if line.starts_with("<text")
            && let Some(outline) = outlines.next()
        {
            svg.push_str(&outline);
            replaced = true;
        }
        if replaced {
            replaced = !line.starts_with("</text");
            continue;
        }
        in_text = if line.starts_with("<text") { true } else { in_text && !line.starts_with("</text") };
        svg.push_str(&line);
        if !in_text {
            svg.push('\n');
        }
    }
}

/// The tag with `font-size="119.99999999999999"` written as 120.
fn round_font_size(tag: &str) -> String {
    const NAME: &str = " font-size=\"";
    let rounded = tag.find(NAME).and_then(|start| {
        let (before, rest) = tag.split_at(start + NAME.len());
        let (size, after) = rest.split_at(rest.find('"')?);
        let size = (size.parse::<f64>().ok()? * 100.0).round() / 100.0;
        Some(format!("{before}{size}{after}"))
    });
    rounded.unwrap_or_else(|| tag.to_owned())
}

fn draw(area: &Area<'_>, shape: &Shape) -> Result<(), DrawError> {
    match shape {
        Shape::Box { x, y, width, height, color } => {
            let corners = [fine((*x, *y)), fine((x + width, y + height))];
            area.draw(&Rectangle::new(corners, filled(*color)))
        }
        Shape::Line { points, width, color } => {
            let stroke = ShapeStyle { color: rgba(*color), filled: false, stroke_width: units(*width) };
            area.draw(&PathElement::new(points.iter().copied().map(fine).collect::<Vec<_>>(), stroke))
        }
        Shape::Area { points, color } => area.draw(&Polygon::new(points.iter().copied().map(fine).collect::<Vec<_>>(), filled(*color))),
        Shape::Dot { x, y, radius, color } => area.draw(&Circle::new(fine((*x, *y)), units(*radius), filled(*color))),
        Shape::Text { x, baseline, text, lettering, anchor } => {
            let (at, style) = text_style((*x, *baseline), *lettering, *anchor);
            area.draw(&Text::new(text.as_str(), at, style))
        }
    }
    .map_err(refused)
}

fn text_style((x, baseline): (f64, f64), lettering: Lettering, anchor: Anchor) -> ((i32, i32), TextStyle<'static>) {
    // The library writes font-size = size / 1.24.
    let size = lettering.size * FINE * 1.24;
    let style = match lettering.weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    let font = (FAMILY, size, style).into_font();
    // The one vertical position that does not depend on the viewer's font puts the baseline 0.76 em
    // below the point.
    let drop = lettering.size * 0.76;
    let (font, horizontal, at) = match anchor {
        Anchor::Start => (font, HPos::Left, (x, baseline - drop)),
        Anchor::Middle => (font, HPos::Center, (x, baseline - drop)),
        Anchor::End => (font, HPos::Right, (x, baseline - drop)),
        Anchor::Upwards => (font.transform(FontTransform::Rotate270), HPos::Left, (x - drop + lettering.middle(), baseline)),
    };
    let color = rgba(lettering.color).to_backend_color();
    let style = TextStyle { font, color, pos: Pos::new(horizontal, VPos::Top) };
    (fine(at), style)
}

fn rgba(color: Color) -> RGBAColor {
    let [red, green, blue] = color.rgb;
    RGBAColor(red, green, blue, color.alpha)
}

fn filled(color: Color) -> ShapeStyle {
    ShapeStyle { color: rgba(color), filled: true, stroke_width: 0 }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates")]
fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn units(length: f64) -> u32 {
    (length * FINE).round() as u32
}

fn refused(error: impl std::fmt::Display) -> DrawError {
    DrawError::Refused { reason: error.to_string() }
}
