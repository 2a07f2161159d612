"""Texts of the law and answers, in the words of a language."""
