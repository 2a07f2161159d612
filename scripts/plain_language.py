"""How hard the messages are to read: `make readability` prints the hardest ones in English and in Danish.

Flesch–Kincaid says for how many years of English schooling a text is; LIX is the Swedish and Danish measure: under 25
is very easy, 25 to 34 easy, 35 to 44 of medium difficulty. Both need a few words: short messages are left out.

A sentence of more than 20 words fails, unless it is one of `EXCEPTIONS`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from statistics import mean

from babel.messages.pofile import read_po
from readability import getmeasures

ROOT = Path(__file__).parent.parent
#: From how many words on a measure says something.
WORDS = 8
LONG = 20
HARDEST = 20
#: Sentences that may be longer, by their first words in the language they are in, with the reason.
EXCEPTIONS = {
    "You can take one of the required tests in Danish": "it names two tests by their official names",
}
#: What is filled in counts as one word; the official term behind a plain one, in brackets, does not count.
_FILLED = re.compile(r"%\(\w+\)s|%%")
_OFFICIAL = re.compile(r" \(\*[^*]+\*\)")
#: A number is one word, also with a decimal or in the groups of a phone number.
_WORD = re.compile(r"\+?\d+(?:[., ]\d+)*|[\w’'§-]+")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[^a-zæøå\d])")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    found = [
        _WORD.findall(each) for each in _SENTENCE.split(_FILLED.sub("X", _OFFICIAL.sub("", text)).replace("*", ""))
    ]
    return [each for each in found if each]


def grade(text: str, name: str) -> float:
    """The measure `name` of a text: ``Kincaid`` (years of schooling) or ``LIX``."""
    tokens = "\n".join(" ".join([*each, "."]) for each in sentences(text))
    value: float = getmeasures(tokens, lang="en")["readability grades"][name]
    return value


def texts(tag: str) -> dict[str, str]:
    """Each text of a language with the file it stands in; English is in the message ids."""
    path = ROOT / "translations" / ("da" if tag == "en" else tag) / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalog = read_po(file, ignore_obsolete=True)
    found = {}
    for message in catalog:
        forms = message.id if tag == "en" else message.string
        for form in [forms] if isinstance(forms, str) else forms or ():
            if form and message.locations:
                found[form] = message.locations[0][0]
    return found


def too_long(tag: str) -> list[str]:
    """The sentences that are too long, each with its place and its number of words."""
    found = []
    for text, place in texts(tag).items():
        for each in sentences(text):
            sentence = " ".join(each)
            if len(each) > LONG and not sentence.startswith(tuple(EXCEPTIONS)):
                found.append(f"{place}: {len(each)} words: {sentence}")
    return found


def report(tag: str, measure: str) -> bool:
    """Print the average, the hardest messages and the sentences that are too long; whether there are none of these."""
    found = texts(tag).items()
    graded = [(grade(text, measure), text, place) for text, place in found if sum(map(len, sentences(text))) >= WORDS]
    graded.sort(reverse=True)
    print(
        f"\n{tag}: {len(found)} messages, {measure} {mean(each for each, *_ in graded):.1f} on average. The hardest:\n"
    )
    for value, text, place in graded[:HARDEST]:
        print(f"{value:5.1f}  {place}\n       {text}")
    long = too_long(tag)
    print(f"\n{tag}: {len(long)} sentences have more than {LONG} words.", *long, sep="\n")
    return not long


if __name__ == "__main__":
    plain = [report("en", "Kincaid"), report("da", "LIX")]
    sys.exit(not all(plain))
