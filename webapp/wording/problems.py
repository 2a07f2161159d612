"""What of a request could not be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be used: at which question (None: the page as a whole), why, and what to name."""

    question: str | None
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
