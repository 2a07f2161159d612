"""A dictionary out of pages."""

from __future__ import annotations

from webapp.dictionaries.assembly import assemble, compressed


def lines(dictionary: bytes) -> list[str]:
    return dictionary.decode().split("\n")


def test_lines_stand_in_the_order_of_the_pages_each_once() -> None:
    pages = ["head\na\nc\nfoot", "head\na\nb\nc\nfoot", "head\nd\nfoot"]
    assert lines(assemble([(1, pages)], 1000)) == ["head", "d", "a", "b", "c", "foot"]


def test_lines_that_differ_by_figures_are_one() -> None:
    pages = ["<p>7 kr.</p>\n2026-11-01", "<p>1,250.50 kr.</p>\n2026-11-02", "<p>7 kr.</p>\n2026-11-02"]
    assert lines(assemble([(1, pages)], 1000)) == ["<p>7 kr.</p>", "2026-11-02"]


def test_where_there_is_no_room_for_all_the_commonest_stay() -> None:
    common = [f"<p>{word}</p>" for word in ("goal", "status", "age")]
    pages = [
        "\n".join([*common, *(f"<i>{chr(97 + n)}{chr(97 + m)} {n * m}</i>" for m in range(25))]) for n in range(25)
    ]
    for most in (200, 500):
        dictionary = assemble([(1, pages)], most)
        assert most * 3 / 4 < len(compressed(dictionary)) <= most
        assert lines(dictionary)[:3] == common


def test_a_kind_of_page_counts_what_it_is_given() -> None:
    """However many pages there are of it."""
    many = ["\n".join(f"many-{chr(97 + n)}-{word}" for word in "abcdefgh") for n in (0, 0, 0, 1)] * 5
    few = ["\n".join(f"few-{word}" for word in "abcdefgh")]
    whole = len(compressed(assemble([(1, many), (1, few)], 10_000)))
    assert "few-a" in lines(assemble([(1, many), (2, few)], whole // 2))
    assert "few-a" not in lines(assemble([(4, many), (1, few)], whole // 2))
