"""Compression dictionaries, made at set-up from the site's own pages (RFC 9842). Never imported while serving."""
