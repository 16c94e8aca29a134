"""The operator's mistake: a wrong folder, option or environment; never a fiche's."""


class OperatorError(Exception):
    """One line in French that says what is wrong and what to type instead; exit code 2."""
