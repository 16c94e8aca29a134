"""The page of a forge that creates a file: where a fiche is sent by who has an account."""

from urllib.parse import quote, urlsplit

BRANCHE = "main"


def nouveau_fichier(depot: str, chemin: str) -> str:
    """The address where `chemin` can be created in a repository, already named; empty where there is no repository.

    GitHub and GitLab say their name in their host's; the others are taken for a Forgejo.
    """
    base = depot.rstrip("/").removesuffix(".git")
    hote = urlsplit(base).hostname or ""
    dossier, _, nom = chemin.rpartition("/")
    if not base:
        return ""
    if "github" in hote:
        return f"{base}/new/{BRANCHE}/{quote(dossier)}?filename={quote(nom)}"
    if "gitlab" in hote:
        return f"{base}/-/new/{BRANCHE}?file_name={quote(chemin, safe='')}"
    return f"{base}/_new/{BRANCHE}/{quote(dossier)}"
