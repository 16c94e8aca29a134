"""Where each page is, from the site's root.

Ids hold no dot: it keeps the pages that follow a first one, and the acteurs' own critères, from taking its name.
"""


def suite(page: str, rang: int) -> str:
    """The page of this rank among those that a long list is cut into; the first, 1, is the page itself."""
    return page if rang == 1 else f"{page.removesuffix('.html')}.{rang}.html"


def fiche(nom: str) -> str:
    """The page of a fiche."""
    return f"fiche/{nom}.html"


def acteur(nom: str) -> str:
    """The page of an acteur."""
    return f"acteur/{nom}.html"


def critere(nom: str, porteur: str = "") -> str:
    """The page of a critère; of an acteur's own, `porteur`."""
    return f"critere/{porteur}.{nom}.html" if porteur else f"critere/{nom}.html"


def chiffres(axe: str) -> str:
    """The page of the figures of an axe."""
    return f"chiffres/{axe}.html"


def base(page: str) -> str:
    """What leads from a page back to the root."""
    return "../" * page.count("/")
