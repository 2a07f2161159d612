"""The Danish terms that a translator is told of beside a message."""

from __future__ import annotations

from webapp.catalogs.glossary import Term, as_comment, terms, terms_in

GLOSSARY = """
| Danish (official) | English | Arabic | what it is |
|---|---|---|---|
| afslag | refusal | x | a decision |
| asyl, asylansøger | asylum, asylum seeker | x | |
| repatriering, hjælp til repatriering | support to return (for good) | x | |
| mindstesats · grundsats | minimum rate · basic rate | x | |
| Udbetaling Danmark | Udbetaling Danmark | x | not translated |

| English | Danish |
|---|---|
| Clear all | Ryd alt |
"""
TERMS = list(terms(GLOSSARY))


def found(text: str, comment: str = "") -> list[str]:
    return [term.danish for term in terms_in(text, comment, TERMS)]


def test_a_row_may_have_several_terms() -> None:
    assert [
        Term("refusal", "afslag"),
        Term("asylum", "asyl"),
        Term("asylum seeker", "asylansøger"),
        Term("support to return", "repatriering, hjælp til repatriering"),
        Term("minimum rate", "mindstesats"),
        Term("basic rate", "grundsats"),
    ] == TERMS


def test_whole_words_are_found_also_in_the_plural_and_with_a_capital() -> None:
    assert found("Refusals of asylum") == ["afslag", "asyl"]
    assert found("a refusalist") == []


def test_a_term_within_a_longer_one_is_not_told() -> None:
    assert found("You are an asylum seeker.") == ["asylansøger"]
    assert found("Asylum seekers ask for asylum.") == ["asyl", "asylansøger"]


def test_what_the_message_or_its_comment_says_is_not_told_again() -> None:
    assert found("A refusal (*afslag*)") == []
    assert found("A refusal", "In Danish: Afslag.") == []
    assert found("The support to return", "This is hjælp til repatriering.") == []


def test_the_comment() -> None:
    assert as_comment(terms_in("A refusal of the minimum rate", "", TERMS)) == (
        "Terms: refusal = afslag; minimum rate = mindstesats."
    )
