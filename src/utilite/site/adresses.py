"""Where each page is, from the site's root; and where its source is changed, in the network's repository.

Ids hold no dot: it keeps the pages that follow a first one, and the acteurs' own critères, from taking its name.
"""

from urllib.parse import quote, urlsplit

BRANCHE = "main"


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


def modifie(depot: str, fichier: str) -> str:
    """The forge's page where a file is changed; empty where there is no repository."""
    return _dans(depot, fichier, {"github": "edit", "gitlab": "-/edit", "": "_edit"})


def ligne(depot: str, fichier: str, numero: int) -> str:
    """The forge's page that shows a line of a file; empty where there is no repository."""
    montre = _dans(depot, fichier, {"github": "blob", "gitlab": "-/blob", "": "src/branch"})
    return montre and f"{montre}#L{numero}"


def _dans(depot: str, fichier: str, gestes: dict[str, str]) -> str:
    """GitHub and GitLab say their name in their host's; the others are taken for a Forgejo."""
    base_ = depot.rstrip("/").removesuffix(".git")
    if not base_:
        return ""
    hote = urlsplit(base_).hostname or ""
    geste = next(dit for nom, dit in gestes.items() if nom in hote)
    return f"{base_}/{geste}/{BRANCHE}/{quote(fichier)}"
