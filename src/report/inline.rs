//! A drawing put into a page: its prolog cut, its ids made the page's own, and nothing in it that runs or loads.
//!
//! Charts are drawn one by one, so two of them may both define `clip0`. In one page the second would silently use the
//! first's clip; here every id, and every reference to one, gets the drawing's prefix.

/// The drawing as a part of a page, ids and references prefixed.
///
/// # Errors
/// Why it cannot be inlined: it is no well-formed SVG, holds a script or a style sheet, or loads something.
pub(super) fn inline(svg: &str, prefix: &str) -> Result<String, String> {
    let mut rest = &svg[svg.find("<svg").ok_or("it has no <svg> element")?..];
    let mut out = String::with_capacity(rest.len() + 256);
    let mut depth = 0_usize;
    while let Some(open) = rest.find('<') {
        push_text(&mut out, &rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->").ok_or("a comment in it is cut off")? + 3..];
            continue;
        }
        let length = tag_length(rest).ok_or("a tag in it is cut off")?;
        let tag = &rest[..length];
        push_tag(&mut out, tag, prefix)?;
        rest = &rest[length..];
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with("/>") {
            depth += 1;
        }
        if depth == 0 {
            return Ok(out);
        }
    }
    Err("it is cut off".to_owned())
}

/// Text between tags; what HTML forbids is dropped, as the drawing code does.
fn push_text(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')));
}

/// The bytes from `<` to the `>` that closes it, which may not be one within quotation marks.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices().find_map(|(at, c)| match (quote, c) {
        (None, '>') => Some(at + 1),
        (None, '"' | '\'') => {
            quote = Some(c);
            None
        }
        (Some(open), _) if open == c => {
            quote = None;
            None
        }
        _ => None,
    })
}

fn push_tag(out: &mut String, tag: &str, prefix: &str) -> Result<(), String> {
    let name_start = if tag.starts_with("</") { 2 } else { 1 };
    let name_length = tag[name_start..].find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '-' | '_')).unwrap_or_default();
    let (start, mut rest) = tag.split_at(name_start + name_length);
    let name = start[name_start..].to_ascii_lowercase();
    if name.is_empty() || matches!(name.as_str(), "script" | "style" | "foreignobject" | "iframe" | "object" | "embed") {
        return Err(format!("the tag {tag} may not stand in it"));
    }
    out.push_str(start);
    while let Some((attribute, value)) = rest.split_once('=') {
        let attribute = attribute.trim();
        let value = value.trim_start();
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\'')).and_then(|quote| Some((quote, value[1..].split_once(quote)?)));
        let Some((quote, (inner, after))) = quoted else { return Err(format!("the attribute {attribute} has no quotation marks")) };
        out.extend([" ", attribute, "="]);
        out.push(quote);
        push_text(out, &rewritten(&attribute.to_ascii_lowercase(), inner, prefix)?);
        out.push(quote);
        rest = after;
    }
    match rest.trim() {
        end @ (">" | "/>") => out.push_str(end),
        _ => return Err(format!("the tag {tag} is malformed")),
    }
    Ok(())
}

/// The value of an attribute with every id in it prefixed.
fn rewritten(attribute: &str, value: &str, prefix: &str) -> Result<String, String> {
    if attribute.starts_with("on") || attribute.contains(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '-' | '_')) {
        return Err(format!("the attribute {attribute} may not stand in it"));
    }
    match attribute {
        "id" => return Ok(format!("{prefix}{value}")),
        "aria-labelledby" | "aria-describedby" => {
            let ids: Vec<String> = value.split_whitespace().map(|id| format!("{prefix}{id}")).collect();
            return Ok(ids.join(" "));
        }
        "href" | "xlink:href" | "src" => {
            return match value.strip_prefix('#') {
                Some(id) => Ok(format!("#{prefix}{id}")),
                None if value.starts_with("data:image/png;") || value.starts_with("data:image/jpeg;") => Ok(value.to_owned()),
                None => Err(format!("it refers to {value:?}, outside the page")),
            };
        }
        _ => {}
    }
    // `url(#clip0)`, also within a `style` attribute.
    let outside = value.match_indices("url(").any(|(at, found)| !value[at + found.len()..].trim_start_matches(['\'', '"', ' ']).starts_with('#'));
    if outside || value.contains("@import") {
        return Err(format!("it refers to {value:?}, outside the page"));
    }
    let mut pieces = value.split("url(");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (before, id) = piece.split_once('#').unwrap_or((piece, ""));
        out.extend(["url(", before, "#", prefix, id]);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_references_get_the_prefix() {
        let cases = [
            ("<?xml version=\"1.0\"?><!DOCTYPE svg>\n<svg width=\"9\">x</svg>\n", "<svg width=\"9\">x</svg>"),
            ("<svg><g id=\"a\"/><use href='#a' xlink:href=\"#a\" /></svg>", "<svg><g id=\"p.a\"/><use href='#p.a' xlink:href=\"#p.a\"/></svg>"),
            (
                "<svg aria-labelledby=\"t d\"><g clip-path=\"url(#c)\" style=\"fill:url('#g');mask:url( #m)\"/></svg>",
                "<svg aria-labelledby=\"p.t p.d\"><g clip-path=\"url(#p.c)\" style=\"fill:url('#p.g');mask:url( #p.m)\"/></svg>",
            ),
            ("<svg><!-- <script> --><text a=\"b>c\">d &gt; e\0\u{b}</text></svg>", "<svg><text a=\"b>c\">d &gt; e</text></svg>"),
            ("<svg><image href=\"data:image/png;base64,AA==\"/></svg>", "<svg><image href=\"data:image/png;base64,AA==\"/></svg>"),
        ];
        for (svg, html) in cases {
            assert_eq!(inline(svg, "p.").unwrap(), html);
        }
    }

    #[test]
    fn what_runs_loads_or_is_cut_off_is_refused() {
        let cases = [
            "",
            "<svg>",
            "<p></svg>",
            "<svg><script>1</script></svg>",
            "<svg><SCRIPT href=\"#a\"/></svg>",
            "<svg><style>*{}</style></svg>",
            "<svg><foreignObject/></svg>",
            "<svg onload=\"x\"></svg>",
            "<svg OnClick = 'x'></svg>",
            "<svg><a href=\"javascript:x\"/></svg>",
            "<svg><image href=\"http://host/x.png\"/></svg>",
            "<svg><image href=\"data:image/svg+xml,x\"/></svg>",
            "<svg fill=\"url(http://host/x)\"></svg>",
            "<svg style=\"background:url( 'x.png')\"></svg>",
            "<svg fill=red></svg>",
            "<svg><![CDATA[<b>]]></svg>",
            "<svg><g a=\"</svg>",
            "<svg><!-- </svg>",
            "<svg><",
            "<svg>< </svg>",
            "<svg><\u{4e2d}</svg>",
            "<svg><g></svg>",
            "<svg a b=\"c\"></svg>",
            "<svg hidden></svg>",
            "<svg><!DOCTYPE x></svg>",
        ];
        for svg in cases {
            assert!(inline(svg, "p.").is_err(), "{svg}");
        }
    }
}
