"""What spreadsheets would execute: a text that starts as a formula does, made inert and given back."""

_EXECUTEES = ("=", "+", "-", "@", "\t", "\r")


def execute(texte: str) -> bool:
    """Whether a spreadsheet would take a text for something to do."""
    return texte.startswith(_EXECUTEES)


def protege(texte: str) -> str:
    """A text of a CSV that no spreadsheet executes: with the usual apostrophe before it."""
    return f"'{texte}" if execute(texte) else texte


def libere(texte: str) -> str:
    """The text that stood there before it was protected."""
    return texte[1:] if texte.startswith("'") and execute(texte[1:]) else texte
