"""Shape, then rules → Outcome; one rule = one file of `rules/`."""
