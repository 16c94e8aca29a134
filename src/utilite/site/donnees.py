"""The same list as data: scripts for the search of the page, a table to download."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from utilite.referentiel import Referentiel
from utilite.site.pages import Fichier
from utilite.site.resumes import Resume

OCTETS = 120_000
"""About how long a script of data may be."""
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


def scripts(grille: Referentiel, resumes: Sequence[Resume]) -> Iterator[Fichier]:
    """What `filtres.js` loads, the grid first."""
    axes = [[a.id, a.titre] for a in grille.axes]
    criteres = [[c.id, c.titre, c.axe] for c in grille.criteres]
    yield _script("donnees/grille.js", "utiliteGrille", {"axes": axes, "criteres": criteres})
    lot: list[Any] = []
    rang = taille = 0
    for resume in resumes:
        lot.append(_ligne(resume))
        taille += len(json.dumps(lot[-1], ensure_ascii=False).encode())
        if taille > OCTETS:
            rang, taille = rang + 1, 0
            yield _script(f"donnees/fiches-{rang}.js", "utiliteFiches", lot)
            lot = []
    if lot:
        yield _script(f"donnees/fiches-{rang + 1}.js", "utiliteFiches", lot)


def _ligne(r: Resume) -> list[Any]:
    criteres = [c.id for c in r.retenus if not c.porteur]
    noms = [a["nom"] for a in r.acteurs]
    return [r.id, r.titre, noms, r.periode, r.territoire, r.publics, r.annees, criteres, int(r.brouillon)]


def _script(nom: str, appel: str, donnees: Any) -> Fichier:
    return Fichier(nom, f"{appel}({json.dumps(donnees, ensure_ascii=False, separators=(',', ':'))});\n".encode())


def tableau(resumes: Sequence[Resume]) -> Fichier:
    """One line a fiche, for a spreadsheet that reads French; what would be taken for a formula is quoted."""
    sortie = io.StringIO()
    ecrit = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrit.writerow(["fiche", "titre", "acteurs", "période", "territoire", "publics", "critères", "statut", "licence"])
    for r in resumes:
        listes = (", ".join(a["nom"] for a in r.acteurs), ", ".join(r.publics), ", ".join(c.titre for c in r.retenus))
        statut = "brouillon" if r.brouillon else "terminée"
        dits = (r.id, r.titre, listes[0], r.periode, r.territoire, listes[1], listes[2], statut, r.licence)
        ecrit.writerow([f"'{d}" if d.startswith(_FORMULES) else d for d in dits])
    return Fichier("telecharger/fiches.csv", sortie.getvalue().encode("utf-8-sig"))
