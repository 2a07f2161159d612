"""The same questions as a wizard: django-formtools' CookieWizardView, one Django form a question, replies compressed.

The answers travel in a signed cookie, so it keeps nothing on the server either. The compression is that of
django-compression-middleware, which knows zstd and brotli: Django's own GZipMiddleware costs more.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from texts import Question, mark_terms, questions

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["formtools"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "compression_middleware.middleware.CompressionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).with_name("templates")],
            "OPTIONS": {"context_processors": ["django.template.context_processors.i18n"]},
        }
    ],
    LANGUAGE_CODE="en",
    LANGUAGES=[("da", "Dansk"), ("en", "English"), ("ar", "العربية")],
    LOCALE_PATHS=[os.environ["PEER_TRANSLATIONS"]],
    USE_I18N=True,
)
django.setup()

# Django's settings have to be there before what follows is imported.
from django.conf.urls.i18n import i18n_patterns  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.html import escape  # noqa: E402
from django.utils.safestring import SafeString, mark_safe  # noqa: E402
from django.utils.translation import pgettext, pgettext_lazy  # noqa: E402
from formtools.wizard.views import CookieWizardView  # noqa: E402

QUESTIONS = {question.id: question for question in questions()}


def say(text: tuple[str, str]) -> SafeString:
    """A text of the law in the language of the request, with its Danish terms marked."""
    return mark_safe(mark_terms(escape(pgettext(*text))))


class Said:
    """What a template says about a question: its texts, looked up when they are printed."""

    def __init__(self, question: Question) -> None:
        self._question = question

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._question, name)
        return say(value) if isinstance(value, (tuple, list)) and name != "options" else value


def _form(question: Question) -> type[forms.Form]:
    attributes = {"class": "form-input"} | ({"aria-describedby": f"{question.id}-why"} if question.why else {})
    label = pgettext_lazy(*question.title)
    field: forms.Field
    if question.options:
        choices = [(option.id, pgettext_lazy(*option.label)) for option in question.options]
        field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    elif question.kind == "date":
        field = forms.DateField(label=label, widget=forms.DateInput(attributes))
    else:
        kind = forms.IntegerField if question.kind == "integer" else forms.DecimalField
        low, high = float(question.minimum or 0), float(question.maximum or 120)
        field = kind(label=label, min_value=low, max_value=high, widget=forms.TextInput(attributes))
    return type("StepForm", (forms.Form,), {question.id: field})


class Wizard(CookieWizardView):  # type: ignore[misc]
    """Twelve questions, one a page."""

    template_name = "wizard.html"

    def get_context_data(self, form: forms.Form, **context: Any) -> dict[str, Any]:
        """What the page says besides the form: the question, where one is, the answers so far."""
        question = QUESTIONS[self.steps.current]
        options, said, group = [], {option.id: option for option in question.options}, None
        for choice in form[question.id] if question.options else ():
            option = said[choice.data["value"]]
            heading = say(option.group) if option.group and option.group != group else ""
            options.append((choice, heading, say(option.hint) if option.hint else ""))
            group = option.group
        return super().get_context_data(
            form=form,
            question=Said(question),
            field=form[question.id],
            options=options,
            answers=self._answers(),
            left=self.steps.count - self.steps.index,
            **context,
        )

    def done(self, form_list: Any, **_: Any) -> HttpResponse:
        """After the last question."""
        return HttpResponse("…")

    def _answers(self) -> list[tuple[str, str, str]]:
        rows = []
        for id in self.steps.all[: self.steps.index]:
            question, data = QUESTIONS[id], self.storage.get_step_data(id)
            value = data.get(f"{id}-{id}", "") if data else ""
            labels = {option.id: option.label for option in question.options}
            rows.append((id, say(question.name), say(labels[value]) if value in labels else value))
        return rows


def check(request: HttpRequest) -> HttpResponse:
    """One step of the wizard."""
    return _wizard(request)  # type: ignore[no-any-return]


_wizard = Wizard.as_view([(question.id, _form(question)) for question in QUESTIONS.values()])
urlpatterns = i18n_patterns(path("check", check))


def create_app() -> Any:
    """The application."""
    return get_wsgi_application()
