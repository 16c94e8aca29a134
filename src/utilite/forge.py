"""The pages of a forge, in a network's repository, where its files are made, changed and shown."""

from urllib.parse import quote, urlsplit

BRANCHE = "main"


def nouveau_fichier(depot: str, chemin: str) -> str:
    """The address where `chemin` can be created, already named; empty where there is no repository."""
    base, genre = _genre(depot)
    dossier, _, nom = chemin.rpartition("/")
    if not base:
        return ""
    if genre == "github":
        return f"{base}/new/{BRANCHE}/{quote(dossier)}?filename={quote(nom)}"
    if genre == "gitlab":
        return f"{base}/-/new/{BRANCHE}?file_name={quote(chemin, safe='')}"
    return f"{base}/_new/{BRANCHE}/{quote(dossier)}"


def modifie(depot: str, fichier: str) -> str:
    """Where a file is changed; empty where there is no repository."""
    return _sur(depot, fichier, {"github": "edit", "gitlab": "-/edit", "": "_edit"})


def ligne(depot: str, fichier: str, numero: int) -> str:
    """What shows a line of a file; empty where there is no repository."""
    montre = _sur(depot, fichier, {"github": "blob", "gitlab": "-/blob", "": "src/branch"})
    return montre and f"{montre}#L{numero}"


def _sur(depot: str, fichier: str, gestes: dict[str, str]) -> str:
    base, genre = _genre(depot)
    return base and f"{base}/{gestes[genre]}/{BRANCHE}/{quote(fichier)}"


def _genre(depot: str) -> tuple[str, str]:
    """A repository's address, and what serves it: GitHub and GitLab say their name in their host's; the others,
    without a name, are taken for a Forgejo."""
    base = depot.rstrip("/").removesuffix(".git")
    hote = urlsplit(base).hostname or ""
    return base, next((nom for nom in ("github", "gitlab") if nom in hote), "")
