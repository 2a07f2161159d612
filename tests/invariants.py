"""What holds for every page of the site, whatever it is and whoever reads it. Each check says what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from babel.messages.pofile import read_po

from tests.document import BLOCKS, Document, content, words
from webapp.catalogs.extraction import extract
from webapp.paths import ROOT, share

DIRECTIONS = {"ar": "rtl"}
URLS = ("href", "src", "action", "formaction", "poster", "cite", "data", "srcset")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "headers")
SHOWN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "data-title", "data-text", "content")
HEADINGS = words("h1 h2 h3 h4 h5 h6")
#: Elements in which only the words of a sentence may stand.
OF_WORDS = HEADINGS | words("b bdi button data em i label legend p small span strong summary")
#: What may stand directly in a list or a table of definitions.
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}}
INTERACTIVE = words("a button details iframe input label select summary textarea")
LATIN = re.compile("[0-9A-Za-z\u00c0-\u024f]")
#: A piece of a message this long or longer is not in a page of another language by chance.
LONG_ENOUGH = 13
LATIN_SENTENCE = re.compile(r"(?:[A-Za-z'’-]{2,}[,;]? ){2,}[A-Za-z'’-]{2,}")
_BREAK = "\x1e"
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]{1,2})?")
#: What is filled in, or in another language, in a message.
FILLED = re.compile(r"%\(\w+\)s|%%|\*[^*\n]+\*")


def valid_html(page: Document) -> Iterator[str]:
    """The parser found nothing wrong (else `root` raises), and elements stand where they may."""
    for element, above in page.elements:
        parents = [each.tag for each in above]
        parent = parents[-1] if parents else ""
        if (
            parent in OF_WORDS
            and element.tag in BLOCKS
            and not (parent in ("legend", "summary") and element.tag in HEADINGS)
        ):
            yield f"<{element.tag}> in <{parent}>"
        if (allowed := CHILDREN.get(parent)) and element.tag not in allowed:
            yield f"<{element.tag}> directly in <{parent}>"
        if element.tag in INTERACTIVE and ("a" in parents or "button" in parents):
            yield f"<{element.tag}> in a link or a button"
        if element.tag == "details" and (len(element) == 0 or element[0].tag != "summary"):
            yield "<details> that does not begin with <summary>"
        if element.tag in ("ul", "ol", "dl", "table") and len(element) == 0:
            yield f"an empty <{element.tag}>"
    for element in page.all():
        for name in URLS:
            if re.search(r"\s", element.get(name, "").strip()):
                yield f"white space in {name}={element.get(name)!r}"


def one_heading_that_is_the_title(page: Document) -> Iterator[str]:
    """A reader who hears the title first hears what the page is."""
    headings, titles = page.all("h1"), page.all("title")
    if len(headings) != 1 or len(titles) != 1:
        yield f"{len(headings)} h1 and {len(titles)} titles"
    else:
        # A heading in two languages begins with that of the page, which alone is in the title.
        pairs = [each for each in headings[0].iter("span") if each.get("class") == "v-pair"]
        heading = content(pairs[0][0] if pairs else headings[0])
        before, found, _ = content(titles[0]).partition(heading)
        if not heading or not found:
            yield f"the title {content(titles[0])!r} does not have the heading {heading!r}"
        # Also whoever sees nothing, and has no scripts, hears that it is not the page that they wanted.
        faulty = page.status >= 400 or bool(page.all(id="error-summary"))
        if faulty is not before.endswith(": ") or bool(before) is not faulty:
            yield f"the title {content(titles[0])!r} of a page {'with' if faulty else 'without'} an error"


def nothing_is_hidden_by_style_alone(page: Document) -> Iterator[str]:
    """Browsers for text show what is hidden; the boxes of a shared screen stand on no page for them."""
    for element, above in page.elements:
        if "hidden" in element.attrib and content(element) and not any(each.tag == "dialog" for each in above):
            yield f"“{content(element)}” is hidden, but not from a browser for text"


def headings_skip_no_level(page: Document) -> Iterator[str]:
    """A reader who jumps from heading to heading misses none."""
    levels = [int(each.tag[1]) for each in page.all(*HEADINGS)]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"an h{after} after an h{before}"


def unique_ids(page: Document) -> Iterator[str]:
    """No id stands twice."""
    for id, times in Counter(each.get("id") for each in page.all() if each.get("id") is not None).items():
        if times > 1 or not id or re.search(r"\s", id):
            yield f"the id {id!r} {times} times"


def references_lead_somewhere(page: Document) -> Iterator[str]:
    """What is named by its id is on the page."""
    ids = {each.get("id") for each in page.all()}
    for element in page.all():
        for attribute in REFERENCES:
            for id in element.get(attribute, "").split():
                if id not in ids:
                    yield f"{attribute}={id!r} leads nowhere"
        href = element.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            yield f"the link {href} leads nowhere"


def named(page: Document) -> Iterator[str]:
    """Every input, button and link says what it is; radio buttons also what they answer."""
    labels = {label.get("for"): content(label) for label in page.all("label")}
    for element, above in page.elements:
        if any(each.get("aria-hidden") == "true" or "hidden" in each.attrib for each in (*above, element)):
            continue
        name = element.get("aria-label") or element.get("aria-labelledby") or ""
        if element.tag in ("input", "select", "textarea") and element.get("type") != "hidden":
            if not name and not labels.get(element.get("id")):
                yield f"the input {element.get('id')} has no label"
            if element.get("type") == "radio":
                sets = [each for each in above if each.tag == "fieldset"]
                if not sets or not any(child.tag == "legend" and content(child) for child in sets[-1]):
                    yield f"the option {element.get('id')} has no legend"
        elif element.tag in ("a", "button", "summary") and not name and not content(element):
            yield f"a <{element.tag}> without a name: {element.attrib}"
        elif element.tag in ("nav", "table") and not name and not any(each.tag == "caption" for each in element):
            yield f"a <{element.tag}> without a name"


def language_and_direction(page: Document) -> Iterator[str]:
    """The page says its language and direction, and so do the header, and every part in another language."""
    direction = DIRECTIONS.get(page.tag, "ltr")
    frames = [*page.all("html"), page.one("div", id="page")]
    if page.text.lstrip().lower().startswith("<!doctype") and len(frames) != 2:
        yield "no <html>"
    for frame in frames:
        if (frame.get("lang"), frame.get("dir")) != (page.tag, direction):
            yield f"<{frame.tag} lang={frame.get('lang')} dir={frame.get('dir')}> on a page in {page.tag}"
    if page.headers.get("Content-Language", page.tag) != page.tag:
        yield f"Content-Language: {page.headers['Content-Language']}"
    for element in page.all():
        if element.get("lang") == "" or element.get("dir") not in (None, "ltr", "rtl", "auto"):
            yield f"lang={element.get('lang')!r} dir={element.get('dir')!r}"


def headers(page: Document) -> Iterator[str]:
    """The headers that keep a visitor safe are there, and no cookie."""
    policy = page.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe-" in policy or "*" in policy or "http:" in policy:
        yield f"Content-Security-Policy: {policy}"
    expected = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    for name, value in expected.items():
        if page.headers.get(name) != value:
            yield f"{name}: {page.headers.get(name)}"
    if "=()" not in page.headers.get("Permissions-Policy", ""):
        yield "no Permissions-Policy"
    if "Set-Cookie" in page.headers:
        yield f"Set-Cookie: {page.headers['Set-Cookie']}"
    if page.headers.get("Content-Type") != "text/html; charset=utf-8":
        yield f"Content-Type: {page.headers.get('Content-Type')}"


def nothing_inline(page: Document) -> Iterator[str]:
    """The policy forbids scripts and styles within the page: what stands there would not work."""
    for element in page.all():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"a <{element.tag}> within the page"
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                yield f"the attribute {name} at <{element.tag}>"


def no_answer_in_an_address(page: Document) -> Iterator[str]:
    """An address on the page is the same for everyone, whatever they answered."""
    for element in page.all():
        if element.tag == "form" and element.get("method") != "post":
            yield "a form that puts the answers into the address"
        for name in URLS:
            address = element.get(name)
            if address is None or address.startswith(("data:", "tel:", "mailto:", "#")):
                continue
            parts = urlsplit(address)
            ours = not parts.scheme and not parts.netloc
            if ours and (parts.query or parts.fragment or not re.fullmatch(r"/[\w./-]*", parts.path)):
                yield f"{name}={address!r}"
            if ours or name != "href" or element.tag != "a":
                if parts.scheme or parts.netloc:
                    yield f"<{element.tag} {name}={address!r}> loads something from elsewhere"
                yield from (f"{secret!r} in {name}={address!r}" for secret in told(page.secrets, address))


def no_answer_in_headers_or_log(page: Document) -> Iterator[str]:
    """An answer comes back in the page alone."""
    for name, value in page.headers.items():
        if name not in ("Content-Length", "Date"):
            yield from (f"{secret!r} in the header {name}" for secret in told(page.secrets, value))
    for line in page.log:
        yield from (f"{secret!r} in the log: {line}" for secret in told(page.secrets, line))


def told(secrets: frozenset[str], text: str) -> Iterator[str]:
    """The secrets that stand in `text`."""
    return (secret for secret in secrets if re.search(rf"(?<![\w.]){re.escape(secret)}(?![\w]|\.\d)", text))


def no_untranslated_message(page: Document) -> Iterator[str]:
    """No message of the catalog is in English on a page that is not; among other letters no Latin sentence at all."""
    if page.tag != "en":
        lines = page_lines(page, page.tag, "en")
        for piece in sorted(english_pieces(page.tag)):
            if piece in lines:
                yield f"English: {piece!r}"
    if page.tag in DIRECTIONS:
        for found in LATIN_SENTENCE.finditer(page_lines(page, page.tag)):
            yield f"a sentence that no catalog has: {found[0]!r}"


def page_lines(page: Document, *languages: str) -> str:
    """The text of the page in these languages, a line for each block; what is in another language is left out.

    So is what stands there in every language at once, as on a poster.
    """
    pieces: list[str] = []
    last: Element | None = None
    for text, path in page.texts:
        if any("v-tongues" in each.get("class", "").split() for each in path):
            continue
        block = next((each for each in reversed(path) if each.tag in BLOCKS), path[0])
        if block is not last:
            pieces.append(_BREAK)
            last = block
        language = next((each.get("lang") for each in reversed(path) if each.get("lang")), page.tag)
        if language != page.tag and any(each.get("class") == "v-pair" for each in path):
            continue  # that it is in another language is what it is there for
        # Foreign words stand in the middle of a sentence: the pieces around them are looked at alone.
        pieces.append(text if language in languages else "\0")
    attributes = [each.get(name, "") for each in page.all() for name in SHOWN_ATTRIBUTES]
    lines = [line for text in ("".join(pieces), *attributes) for line in text.split(_BREAK)]
    return "\n".join(" ".join(line.split()) for line in lines)


@cache
def messages() -> tuple[tuple[str, ...], ...]:
    """Every message of the sources: its forms."""
    found = (message.id for message in extract(ROOT) if message.id)
    return tuple((id,) if isinstance(id, str) else tuple(id) for id in found)


@cache
def english_pieces(tag: str) -> frozenset[str]:
    """The longest piece without placeholder of each message, as far as no translation into the language contains it."""
    with (share("translations") / tag / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=tag, ignore_obsolete=True)
    strings = (message.string for message in catalog if message.id and message.string)
    translated = "\n".join(each if isinstance(each, str) else "\n".join(each) for each in strings)
    pieces = (max(FILLED.split(form), key=len).strip() for forms in messages() for form in forms)
    return frozenset(piece for piece in pieces if len(piece) >= LONG_ENOUGH and piece not in translated)


def no_markup_left(page: Document) -> Iterator[str]:
    """Placeholders are filled, terms between asterisks are marked, and no sentence ends twice."""
    attributes = [each.get(name, "") for each in page.all() for name in SHOWN_ATTRIBUTES]
    blocks = [content(each) for each in page.all(*BLOCKS) if not any(child.tag in BLOCKS for child in each)]
    for text in [*attributes, *(text for text, _ in page.texts), *blocks]:
        if (
            "%(" in text
            or "%%" in text
            or "*" in text
            or "&lt;" in text
            or "\ufffd" in text
            or re.search(r"\bNone\b", text)
        ):
            yield f"left over: {text!r}"
        if ".." in text or " ." in text or " ," in text:
            yield f"a full stop or comma too many: {text!r}"


def amounts_are_numbers(page: Document) -> Iterator[str]:
    """What programs read of an amount is what people read."""
    for element in page.all("data"):
        value, text = element.get("value"), content(element)
        digits = re.sub(r"\D", "", text)
        if "hidden" in element.attrib and value and _NUMBER.fullmatch(value):
            if text:
                yield f"an amount for programs alone reads {text!r}"
        elif value == "" and "data-amount" in element.attrib:
            if digits:
                yield f"an unpublished amount reads {text!r}"
        elif not value or not _NUMBER.fullmatch(value):
            yield f"the value of an amount is {value!r}"
        elif digits != (value if "." not in value else value.replace(".", "").ljust(len(value.split(".")[0]) + 2, "0")):
            yield f"the amount {value} reads {text!r}"


def latin_is_isolated(page: Document) -> Iterator[str]:
    """Where the writing goes from right to left, letters and digits that go the other way are set apart.

    A link that is a number alone, such as that of a source, cannot come into another order.
    """
    if DIRECTIONS.get(page.tag) != "rtl":
        return
    frame = page.one("div", id="page")
    for text, path in page.texts:
        alone = path[-1].tag == "a" and text.isdigit()
        if LATIN.search(text) and path[-1].tag != "title" and not alone:
            inner = path[path.index(frame) + 1 :]
            if not any(e.tag == "bdi" or e.get("dir") == "ltr" or e.get("lang", page.tag) != page.tag for e in inner):
                yield f"not isolated: {text!r}"


CHECKS = [
    valid_html,
    one_heading_that_is_the_title,
    nothing_is_hidden_by_style_alone,
    headings_skip_no_level,
    unique_ids,
    references_lead_somewhere,
    named,
    language_and_direction,
    headers,
    nothing_inline,
    no_answer_in_an_address,
    no_answer_in_headers_or_log,
    no_untranslated_message,
    no_markup_left,
    amounts_are_numbers,
    latin_is_isolated,
]


def check(page: Document) -> None:
    """Fail with everything that is wrong with `page`."""
    problems = [f"{each.__name__}: {problem}" for each in CHECKS for problem in each(page)]
    assert not problems, "\n".join(
        [f"{page.method} {page.url} → {page.status}, in {page.tag}:", *dict.fromkeys(problems)]
    )
