"""From an assessment to the page that people decide with."""
