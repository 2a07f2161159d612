"""Made schemes: a site with them answers as it does with the real ones, and what it took is added up."""

from __future__ import annotations

from pathlib import Path

from benchmarks.browser import get, post
from benchmarks.grown_law import grow
from benchmarks.growth import Grown, with_law
from benchmarks.sites import this_checkout
from webapp.paths import share

REAL = len(list((share("questions") / "schemes").glob("*.yaml")))


def test_a_site_with_made_schemes_tells_of_them(tmp_path: Path) -> None:
    application = with_law(this_checkout({"VEJVISER_TODAY": "2026-11-22"}), tmp_path, REAL + 3)
    with Grown(application) as site:
        assert (site.cpu, site.memory() > 10) == (0, True)
        page, result = site.ask([get("/en/check"), post("/en/check", [("goal", "both"), ("status", "visitor")])])
        assert page.status == result.status == 200
        assert site.cpu > 0
    assert "Made support number 2" in (tmp_path / "questions/schemes/99-made-0002.yaml").read_text(encoding="utf-8")


def test_the_same_number_makes_the_same_law(tmp_path: Path) -> None:
    for name in ("one", "other"):
        grow(share("questions"), tmp_path / name, REAL + 8)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.yaml")} for name in ("one", "other")
    )
    assert one == other
    assert sum(name.startswith("99-made") for name in one) == 8
