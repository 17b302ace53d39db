//! A drawing put into a page: its prolog cut, and nothing in it that runs, loads, or means something elsewhere in the page.
//!
//! Drawings of [`chart`](crate::chart) define no ids, link nothing and hold no script, and quotes and angle brackets of their words are
//! escaped, so that what is looked for here is never a word.

/// The drawing as a part of a page.
///
/// # Errors
/// Why it cannot be: it is no SVG, or holds what drawings of charts never hold.
pub(super) fn inline(svg: &str) -> Result<&str, String> {
    const NEVER: [&str; 5] = ["<script", "<style", "<foreignObject", "<!", "='"];
    let element = svg.find("<svg").map(|start| svg[start..].trim_end()).filter(|element| element.ends_with("</svg>"));
    let element = element.ok_or("it is no whole <svg> element")?;
    let pieces: Vec<&str> = element.split("=\"").collect();
    let attributes = pieces.windows(2).map(|pair| (pair[0].rsplit(char::is_whitespace).next().unwrap_or_default(), pair[1]));
    let mut wrong = attributes.filter(|(name, value)| *name == "id" || name.starts_with("on") || name.ends_with("href") || value.starts_with("url("));
    match NEVER.into_iter().find(|never| element.contains(never)).or_else(|| wrong.next().map(|(name, _)| name)) {
        Some(found) => Err(format!("{found:?} may not stand in it")),
        None => Ok(element),
    }
}

#[cfg(test)]
mod tests {
    use super::inline;

    #[test]
    fn drawings_lose_their_prolog_and_nothing_else() {
        for (svg, part) in [
            ("<?xml version=\"1.0\"?><!DOCTYPE svg>\n<svg width=\"9\">x</svg>\n", "<svg width=\"9\">x</svg>"),
            (
                "<svg aria-label=\"a on b id=1\"><text y=\"1\">url( onx=&quot; &lt;script</text></svg>",
                "<svg aria-label=\"a on b id=1\"><text y=\"1\">url( onx=&quot; &lt;script</text></svg>",
            ),
        ] {
            assert_eq!(inline(svg).unwrap(), part);
        }
    }

    #[test]
    fn what_runs_loads_or_is_cut_off_is_refused() {
        for svg in [
            "",
            "<svg>",
            "<p></svg>",
            "<svg><script>1</script></svg>",
            "<svg><style>*{}</style></svg>",
            "<svg><foreignObject/></svg>",
            "<svg><!-- </svg>",
            "<svg onload=\"x\"></svg>",
            "<svg onload='x'></svg>",
            "<svg><g id=\"a\"/></svg>",
            "<svg><a href=\"javascript:x\"/></svg>",
            "<svg><image xlink:href=\"http://host/x.png\"/></svg>",
            "<svg fill=\"url(#a)\"></svg>",
            "<svg><g></sv",
        ] {
            assert!(inline(svg).is_err(), "{svg}");
        }
    }
}
