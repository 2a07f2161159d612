"""The style sheets as they are built, for browsers as old as package.json names them (`browserslist`).

What stands on a screen is said in words that all of them know, or nothing is lost where one does not. What is on paper alone
may be newer: nobody prints from a phone of 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.document import words
from webapp.http.static_files import manifest
from webapp.paths import share

#: Looked up in MDN's tables for Chrome 70, Firefox 63, Safari 12.1 (iOS 12.2) and Samsung Internet 10.1.
PROPERTIES = words(
    "align-items background background-color background-image background-position background-repeat background-size "
    "border border-bottom border-bottom-left-radius border-bottom-right-radius border-bottom-width border-collapse "
    "border-color border-inline-end border-inline-end-width border-inline-start border-inline-start-color "
    "border-inline-start-width border-radius border-spacing border-style border-top border-top-left-radius "
    "border-top-right-radius border-top-width border-width bottom box-shadow box-sizing clip-path color content "
    "counter-increment "
    "counter-reset cursor display fill flex flex-basis flex-direction flex-wrap font-family "
    "font-kerning font-size font-variant-numeric font-weight grid-area grid-column "
    "grid-template-columns grid-template-rows height justify-content justify-items justify-self left letter-spacing "
    "line-height list-style list-style-type margin margin-bottom margin-inline-end margin-inline-start margin-top "
    "max-height max-width min-height min-width opacity order outline outline-offset overflow overflow-wrap overflow-x "
    "overflow-y padding padding-bottom padding-inline-end padding-inline-start padding-top pointer-events position "
    "right stroke stroke-dasharray stroke-linecap stroke-width table-layout text-align text-decoration text-rendering "
    "text-transform top transform transition vertical-align white-space width word-break z-index"
)
#: Those that are missing in some of them, and what is there instead.
HARMLESS = {
    "appearance": "with a prefix",
    "break-inside": "a page may end within",
    "color-scheme": "the bars and fields of the browser stay light",
    "content-visibility": "for newer ways of folding",
    "forced-color-adjust": "where there are no forced colours there is nothing to adjust",
    "gap": "in a grid all know it; in a line _older.scss has margins",
    "overscroll-behavior-y": "pulling the page down fetches it anew",
    "print-color-adjust": "with a prefix",
    "row-gap": "the fields of a day that find no room in a line stand nearer",
    "scroll-margin-block": "of an option that has the focus the words may be under the edge; the next key moves it",
    "scroll-padding-bottom": "a field that has the focus may be at the very end of the window",
    "scroll-padding-top": "a field that has the focus may be under the header; the next key moves it",
    "text-decoration-thickness": "a line as thick as ever",
    "text-size-adjust": "with a prefix",
    "text-underline-offset": "a line a little nearer",
    "text-wrap": "lines of different length",
    "user-select": "with a prefix",
}
PSEUDOS = words(
    ":active :after :before :checked :empty :first-child :first-of-type :focus :hover :invalid :lang :last-child :link :not "
    ":nth-child :nth-of-type :root :visited ::placeholder"
)
#: A browser that does not know one passes over the whole rule: it stands by itself, and the look without it is good.
NEWER_PSEUDOS = words(":focus-visible :has ::backdrop ::details-content ::-moz-progress-bar")
FUNCTIONS = words("attr calc counter inset minmax polygon repeat rotate translate url var")
#: Where an old browser passes over the declaration, and what it does then.
NEWER_FUNCTIONS = {
    ("width", "min"): "as wide as there is room",
    ("max-width", "min"): "as wide as there is room",
    ("font-size", "max"): "the size of a paragraph",
    ("font-size", "min"): "the size of a paragraph",
    ("grid-template-columns", "min"): "one below the other, as on a phone",
}
MEDIA = words(
    "min-width min-height prefers-color-scheme prefers-reduced-motion no-preference forced-colors active screen print"
)


class Rule(NamedTuple):
    """A rule, the at-rules around it, and its declarations in their order."""

    around: tuple[str, ...]
    selector: str
    declarations: tuple[tuple[str, str], ...]


def rules(css: str, around: tuple[str, ...] = ()) -> Iterator[Rule]:
    """The rules of a style sheet. No text in ours holds a brace or a semicolon."""
    end = 0
    while (start := css.find("{", end)) >= 0:
        head = css[end:start].strip()
        depth, end = 1, start + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        body = css[start + 1 : end - 1]
        if head.startswith("@") and not head.startswith("@page"):
            yield from rules(body, (*around, head))
        elif not head.startswith("@"):
            pairs = (each.partition(":") for each in body.split(";") if each)
            yield Rule(around, head, tuple((name, value) for name, _, value in pairs))


def selectors(rule: Rule) -> list[str]:
    """The selectors of a rule; a comma within brackets divides none."""
    return re.split(r",(?![^()\[\]]*[)\]])", rule.selector)


@pytest.fixture(scope="module")
def css() -> dict[str, str]:
    """The style sheets by name."""
    built = share("static") / "build"
    sheets = {name: (built / file).read_text() for name, file in manifest().items() if name.endswith(".css")}
    return {name: re.sub(r"/\*.*?\*/", "", text) for name, text in sheets.items()}


@pytest.fixture(scope="module")
def on_screen(css: dict[str, str]) -> list[Rule]:
    """What is not for paper alone, nor for old browsers alone."""
    found = [rule for text in css.values() for rule in rules(text)]
    kept = [
        rule for rule in found if "@media print" not in rule.around and not any("@supports" in at for at in rule.around)
    ]
    assert len(kept) > 300
    return kept


def test_all_browsers_know_the_properties(on_screen: list[Rule]) -> None:
    names = {name for rule in on_screen for name, _ in rule.declarations if not name.startswith("-")}
    new = sorted(names - PROPERTIES - HARMLESS.keys())
    assert not new, f"look them up in MDN's tables, and put them into one of the lists here: {new}"


def test_a_prefix_comes_before_the_word_without_it(on_screen: list[Rule]) -> None:
    for rule in on_screen:
        seen: set[str] = set()
        for name, _ in rule.declarations:
            assert not re.match("-(webkit|moz)-", name) or name.split("-", 2)[2] not in seen, rule
            seen.add(name)


def test_what_one_browser_may_not_know_takes_no_other_selector_along(on_screen: list[Rule]) -> None:
    for rule in on_screen:
        found = [set(re.findall(r"::?[a-z-]+", each)) for each in selectors(rule)]
        # One with this prefix is known by name wherever it means nothing.
        unknown = {pseudo for each in found for pseudo in each if not pseudo.startswith("::-webkit-")} - PSEUDOS
        assert unknown <= NEWER_PSEUDOS, rule
        assert all(unknown <= each for each in found), rule


def test_no_list_stands_within_not(on_screen: list[Rule]) -> None:
    assert not [rule for rule in on_screen if re.search(r":not\([^()]*(\([^()]*\))?[^()]*,", rule.selector)]


def test_all_browsers_know_the_functions(on_screen: list[Rule]) -> None:
    for rule in on_screen:
        for name, value in rule.declarations:
            for function in set(re.findall(r"([a-z-]+)\(", value)) - FUNCTIONS:
                assert (name, function) in NEWER_FUNCTIONS, (rule.selector, name, value)


def test_all_browsers_know_the_words_for_windows(on_screen: list[Rule]) -> None:
    for around in {at for rule in on_screen for at in rule.around}:
        assert "<" not in around and ">" not in around, around
        assert set(re.findall(r"[a-z-]{5,}", around.replace("@media", ""))) <= MEDIA, around


def test_what_newer_browsers_know_alone_has_another_value_before_it(on_screen: list[Rule]) -> None:
    for rule in on_screen:
        values: dict[str, list[str]] = {}
        for name, value in rule.declarations:
            values.setdefault(name, []).append(value)
        for value in values.get("content", []):
            assert "/" not in value or values["content"][0] == value.partition("/")[0].strip(), rule
        if "match-parent" in values.get("text-align", []):
            assert "-webkit-match-parent" in values["text-align"], rule


def test_each_side_has_its_counterpart_where_the_writing_goes_from_right_to_left(css: dict[str, str]) -> None:
    found = {(rule.around, rule.selector): dict(rule.declarations) for text in css.values() for rule in rules(text)}
    sides = {"left": "right", "right": "left"}
    checked = 0
    for (around, selector), said in found.items():
        if selector.startswith("[dir=rtl]") or {"left", "right"} <= said.keys():
            continue
        for side in sides.keys() & said.keys():
            turned = found[around, ",".join(f"[dir=rtl] {each}" for each in selectors(Rule(around, selector, ())))]
            assert turned[side] == "auto" and turned[sides[side]] == said[side]
            checked += 1
    assert checked > 10


def test_what_stands_in_a_line_keeps_its_distance_without_gaps(css: dict[str, str], on_screen: list[Rule]) -> None:
    """Whoever adds a line with gaps thinks of the browsers that have none."""
    lines = {
        each
        for rule in on_screen
        for each in selectors(rule)
        if dict(rule.declarations).get("display") in ("flex", "inline-flex") and "gap" in dict(rule.declarations)
    }
    spaced = {
        each.removesuffix(">*").removesuffix(" ")
        for rule in rules(css["site.css"])
        if "@supports not (inset-inline-start:0)" in rule.around
        for each in selectors(rule)
    }
    names = {line for line in lines if not any(line == each or line.endswith(each) for each in spaced)}
    # Posters are printed from a desk; what is in a column is apart by itself.
    assert not {line for line in names if not re.search(r"v-(sheet|card|poster|four)", line)}


def test_no_rule_is_for_a_class_that_no_page_has(css: dict[str, str]) -> None:
    sources = [*share("templates").rglob("*.html"), *Path("webapp").rglob("*.py"), *Path("static/scripts").glob("*.js")]
    found = [re.findall(r'class="([^"]*)"|className = (.*)|\b(v-[\w-]+)', path.read_text()) for path in sources]
    known = set(re.findall(r"[\w-]+", str(found)))
    named = {
        name for text in css.values() for rule in rules(text) for name in re.findall(r"\.([a-z][\w-]*)", rule.selector)
    }
    assert not named - known - {"does-not-exist"}  # a known trick that gives a selector more weight


def test_the_notice_of_the_design_system_is_in_every_copy() -> None:
    assert (share("static") / "build" / manifest()["site.css"]).read_text().startswith("/*! With parts of dkfds, ©")
