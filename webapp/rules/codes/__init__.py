"""Answer codes: all answers of a person in a dozen letters."""
