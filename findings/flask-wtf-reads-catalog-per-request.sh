#!/bin/sh
# Flask-WTF with Flask-Babel reads the catalog of WTForms' messages from the disk at each request that builds a form.
#
# Expected: a compiled catalog is read when a language is first needed and kept, as `gettext.translation` of the standard library
#   does and as Flask-Babel does for the application's own catalogs.
# What happens: 50 requests that build one form each read WTForms' `wtforms.mo` 50 times; the application's own catalog is read
#   once. Flask-WTF keeps what it loaded in the request's context alone and parses the file again for the next one.
# Seen on 27 November 2026 with Flask 3.1.3, Flask-WTF 1.3.0, Flask-Babel 4.0.0 and WTForms 3.3.2.
# Why it matters: parsing costs more than the rest of a small page, in every language but the first, and nothing shows it. What we do:
#   forms come from WTForms itself, with messages of our own (`webapp/journey/request_body.py`).
# Needs Python 3.11 or later.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check flask==3.1.3 flask-wtf==1.3.0 flask-babel==4.0.0 wtforms==3.3.2

cat > count.py <<'END'
import gettext
from flask import Flask
from flask_babel import Babel
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

loads = []
parse = gettext.GNUTranslations._parse

def counting(self, file):
    loads.append(file.name)
    return parse(self, file)

gettext.GNUTranslations._parse = counting

app = Flask(__name__)
app.config.update(SECRET_KEY="for this script alone", WTF_CSRF_ENABLED=False)
Babel(app, locale_selector=lambda: "ar")

class Form(FlaskForm):
    name = StringField(validators=[InputRequired()])

@app.post("/")
def view():
    form = Form()
    form.validate()
    return form.name.errors[0]

client = app.test_client()
for _ in range(50):
    client.post("/", data={})
print("requests 50, times that wtforms.mo was read:", sum(name.endswith("wtforms.mo") for name in loads))
END

echo "requests 50, times that wtforms.mo was read: 50" > expected
python/bin/python count.py > seen
cat seen
diff expected seen > /dev/null || { echo "This has changed: see the head of this script."; exit 1; }
