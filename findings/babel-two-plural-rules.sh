#!/bin/sh
# Babel gives a new catalog other plural forms than its own CLDR data has, for Persian, Turkish, Amharic, Tigrinya and Latvian.
#
# Expected: the `Plural-Forms` header that `pybabel init` writes sorts the numbers into the same groups as
#   `Locale(…).plural_form`, which is CLDR's rule. Both come with one library.
# What happens: Persian and Turkish get one form only, where CLDR has two (one, other), so “1 child” and “5 children” have to be
#   one sentence. In Amharic and Tigrinya zero is counted with the many, where CLDR has it with the one. In Latvian 10 and 20 stand
#   with 2 to 9, where CLDR has them with zero. Danish, Arabic, Ukrainian, Polish, Romanian and Somali agree.
# Seen on 27 November 2026 with Babel 2.18.0.
# Why it matters: a public guide says “2 days left” in these languages; a translator fills in the forms that the head of the
#   catalog asks for, and one that is missing cannot be written at all. What we do: the head is made from CLDR's rules
#   (`webapp/languages/plurals.py`, `translations/cldr.json`).
# Needs Python 3.11 or later.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check babel==2.18.0

cat > compare.py <<'END'
from gettext import c2py
from babel import Locale
from babel.messages.plurals import get_plural

for tag in ("da", "ar", "uk", "pl", "ro", "so", "fa", "tr", "am", "ti", "lv"):
    header, locale = get_plural(tag), Locale.parse(tag)
    form, groups = c2py(header.plural_expr), {}
    for n in range(201):
        groups.setdefault((locale.plural_form(n), form(n)), []).append(n)
    categories = {category for category, _ in groups}
    apart = sorted(c for c in categories if len({i for other, i in groups if other == c}) > 1)
    together = sorted(
        "+".join(sorted({c for c, other in groups if other == i}))
        for i in {i for _, i in groups}
        if len({c for c, other in groups if other == i}) > 1
    )
    print(tag, f"header {header.num_plurals}, CLDR {len(categories)}:",
          "; ".join([f"{c} torn apart" for c in apart] + [f"{t} taken together" for t in together]) or "the same")
END

cat > expected <<'END'
da header 2, CLDR 2: the same
ar header 6, CLDR 6: the same
uk header 3, CLDR 3: the same
pl header 3, CLDR 3: the same
ro header 3, CLDR 3: the same
so header 2, CLDR 2: the same
fa header 1, CLDR 2: one+other taken together
tr header 1, CLDR 2: one+other taken together
am header 2, CLDR 2: one torn apart; one+other taken together
ti header 2, CLDR 2: one torn apart; one+other taken together
lv header 3, CLDR 3: zero torn apart; other+zero taken together
END
python/bin/python compare.py > seen
cat seen
diff expected seen > /dev/null || { echo "This has changed: see the head of this script."; exit 1; }
