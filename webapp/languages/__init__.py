"""One language of a request: messages as safe HTML, numbers and dates, plural forms, two languages side by side.

Flask-Babel chooses the language, switches it and loads its catalog; what a page shows of it is a `Language`.
"""

from webapp.languages.language import Language
from webapp.languages.message import plain
from webapp.languages.offered import SOURCE, Languages
from webapp.languages.request_language import current_language, offered_languages, preferred_language
from webapp.rules.model.texts import N_

__all__ = [
    "N_",
    "SOURCE",
    "Language",
    "Languages",
    "current_language",
    "offered_languages",
    "plain",
    "preferred_language",
]
