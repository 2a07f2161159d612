"""For translators: extracting, merging, checking and compiling the catalogs. Never imported while serving."""
