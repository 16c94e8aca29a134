"""The operator's mistake: a wrong folder, option or environment; never a fiche's."""

import errno


class OperatorError(Exception):
    """One line in French that says what is wrong and what to type instead; exit code 2."""


_RAISONS = {
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'opération n'est pas permise",
    errno.ENOENT: "il est introuvable",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "un fichier a pris la place d'un dossier",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.EROFS: "le disque est en lecture seule",
    errno.ELOOP: "des liens tournent en rond",
    errno.ENAMETOOLONG: "le nom est trop long",
    0: "ce n'est pas un fichier ordinaire",
}


def raison(error: OSError) -> str:
    """Why the system refused, in French; its own words where they are rare."""
    return _RAISONS.get(error.errno or 0, error.strerror or str(error))
