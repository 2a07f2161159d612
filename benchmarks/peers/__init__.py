"""What others would write: the same questions as a plain Flask-WTF page and as Django's wizard, measured beside this site.

`compare.py` sets them up, each in an environment of its own below the cache folder, and measures them. The peers themselves
(`plain.py`, `wizard.py`) are applications of that environment and import nothing of this site: it hands them its questions and
catalogs as files. They are written as the documentation of their libraries says, for production: templates are kept, replies
compressed, forms protected.
"""
