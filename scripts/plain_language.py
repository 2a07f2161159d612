"""How hard the messages are to read: `make readability` prints the hardest ones in English and in Danish.

Flesch–Kincaid says for how many years of English schooling a text is; LIX is the Swedish and Danish measure: under 25
is very easy, 25 to 34 easy, 35 to 44 of medium difficulty. Both need a few words: short messages are left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from statistics import mean

from babel.messages.pofile import read_po
from readability import getmeasures

ROOT = Path(__file__).parent.parent
#: From how many words on a measure says something.
WORDS = 8
LONG = 20
HARDEST = 20
#: What is filled in counts as one word; the official term behind a plain one, in brackets, does not count.
_FILLED = re.compile(r"%\(\w+\)s|%%")
_OFFICIAL = re.compile(r" \(\*[^*]+\*\)")
_WORD = re.compile(r"[\w’'§-]+")
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


def report(tag: str, measure: str) -> None:
    """Print the average, how many sentences are long, and the hardest messages."""
    found = texts(tag).items()
    long = sum(len(each) > LONG for text, _ in found for each in sentences(text))
    graded = [(grade(text, measure), text, place) for text, place in found if sum(map(len, sentences(text))) >= WORDS]
    graded.sort(reverse=True)
    print(f"\n{tag}: {len(found)} messages, {measure} {mean(each for each, *_ in graded):.1f} on average.")
    print(f"{long} sentences have more than {LONG} words. The hardest {HARDEST} messages:\n")
    for value, text, place in graded[:HARDEST]:
        print(f"{value:5.1f}  {place}\n       {text}")


if __name__ == "__main__":
    report("en", "Kincaid")
    report("da", "LIX")
