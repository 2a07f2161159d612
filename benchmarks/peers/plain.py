"""A plain page: Flask-WTF forms rendered by WTForms' widgets, Flask-Babel's gettext, Flask-Compress as it comes.

One form class a question, with its field; the earlier answers are printed as hidden fields by the template, which is cheaper
than a field of the form for each.
"""

from __future__ import annotations

import os

from flask import Flask, g, render_template, request
from flask_babel import Babel, lazy_pgettext, pgettext
from flask_compress import Compress
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from texts import Question, mark_terms, questions
from wtforms import DateField, DecimalField, Field, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

QUESTIONS = questions()


def create_app() -> Flask:
    """The application."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only for measuring", BABEL_TRANSLATION_DIRECTORIES=os.environ["PEER_TRANSLATIONS"])
    Babel(app, locale_selector=lambda: g.language)
    Compress(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        say=say, directions={"ar": "rtl"}, languages={"da": "Dansk", "en": "English", "ar": "العربية"}
    )
    forms = [_form(number) for number in range(len(QUESTIONS))]
    numbers = {question.id: number for number, question in enumerate(QUESTIONS)}

    @app.url_value_preprocessor
    def language(endpoint: str | None, values: dict[str, str] | None) -> None:
        g.language = values.pop("language", "en") if values else "en"

    @app.get("/<language>/check")
    def first() -> str:
        return _page(0, forms[0](formdata=None, data={"question": QUESTIONS[0].id}), {})

    @app.post("/<language>/check")
    def check() -> str | tuple[str, int]:
        number = numbers[request.form["question"]]
        form = forms[number]()
        earlier = {question.id: request.form[question.id] for question in QUESTIONS[:number]}
        if not form.validate_on_submit():
            return _page(number, form, earlier), 422
        answers = {**earlier, QUESTIONS[number].id: form[QUESTIONS[number].id].data}
        if number + 1 == len(QUESTIONS):
            return "…"
        following = forms[number + 1](formdata=None, data={"question": QUESTIONS[number + 1].id})
        return _page(number + 1, following, answers)

    return app


def say(text: tuple[str, str]) -> Markup:
    """A text of the law in the language of the request, with its Danish terms marked."""
    return Markup(mark_terms(str(escape(pgettext(*text)))))


def _form(number: int) -> type[FlaskForm]:
    asked = QUESTIONS[number]
    return type("StepForm", (FlaskForm,), {"question": HiddenField(), asked.id: _field(asked)})


def _field(question: Question) -> Field:
    label, attributes = lazy_pgettext(*question.title), {"class": "form-input"}
    if question.why:
        attributes["aria-describedby"] = f"{question.id}-why"
    if question.options:
        choices = [(option.id, lazy_pgettext(*option.label)) for option in question.options]
        return RadioField(label, [InputRequired()], choices=choices)
    if question.kind == "date":
        return DateField(label, [InputRequired()], render_kw=attributes)
    kind = IntegerField if question.kind == "integer" else DecimalField
    low, high = float(question.minimum or 0), float(question.maximum or 120)
    return kind(label, [InputRequired(), NumberRange(low, high)], render_kw=attributes)


def _page(number: int, form: FlaskForm, answers: dict[str, object]) -> str:
    asked = QUESTIONS[number]
    rows = []
    for question in QUESTIONS[:number]:
        value = str(answers[question.id])
        labels = {option.id: option.label for option in question.options}
        rows.append((question.id, value, say(question.name), say(labels[value]) if value in labels else value))
    return render_template(
        "plain.html",
        question=asked,
        options={option.id: option for option in asked.options},
        form=form,
        field=form[asked.id],
        answers=rows,
        number=number + 1,
        left=len(QUESTIONS) - number,
        language=g.language,
    )
