#!/bin/sh
# Builds the wheel, installs it into an environment of its own with what is locked, and serves a question and a style sheet from it.
set -eu
into=build/wheel
rm -rf "$into"
.venv/bin/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$into" .
"${PYTHON:-python3.11}" -m venv "$into/venv"
"$into/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
"$into/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps "$into"/*.whl
cd "$into" # the checkout, with files that the wheel may lack, is out of reach from here
venv/bin/python -I -c '
import re
import jinja2
import webapp
from webapp.rules.reading import load

def compile(*args):
    raise AssertionError("a template is compiled while serving")

jinja2.Environment.compile = compile
load.load = None # the law was read at set-up
client = webapp.create_app().test_client()
for language in ("da", "en", "ar"):
    page = client.post(f"/{language}/check", data={"goal": "return", "action": "next"}).get_data(as_text=True)
    assert "data-question=\"status\"" in page, page
    dictionary = re.search(r"compression-dictionary\" href=\"(.*?)\"", client.get(f"/{language}/").get_data(as_text=True))[1]
    assert "Use-As-Dictionary" in client.get(dictionary).headers
style = client.get(re.search(r"/static/[^\"]+\.css", page)[0])
assert style.status_code == 200 and len(style.data) > 1000, style.status
print("The wheel serves:", webapp.__file__)
'
exec venv/bin/python -I -c '
import subprocess
from urllib.request import urlopen

with subprocess.Popen(["venv/bin/vejviser", "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
    address = server.stdout.readline().split()[1]
    assert urlopen(address + "en/").status == 200
    server.terminate()
assert server.returncode == 0, server.returncode
print("… and by its own command.")
'
