"""The geometry of charts: numbers → rectangles and words, as plain data that `commun/graphiques.svg` draws.

A chart is 360 units wide, so that its words stay legible on a telephone. What would mislead gives None,
and the document keeps the figures in words: fewer than two points, a share of a small whole.
"""

import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

from utilite import francais

LARGEUR = 360
LIGNE = 18
"""Height of a line of words."""
BARRE = 12
ECART = 14
HAUTEUR_COLONNES = 120
ANNEES_AU_PLUS = 12
TOUT_MINIMAL = 10
"""Below so many, a share isn't drawn: one person would move it by more than a tenth."""
SIGNES = 50
"""What fits in a line of words."""
SIGNE = 7
"""How wide a sign is."""
SANS_MESURE = "sans mesure"


class Barre(NamedTuple):
    """One bar: from nought to `a`, or known to end between `de` and `a`."""

    etiquette: str
    dit: str
    a: float
    de: float | None = None
    cibles: tuple[float, ...] = ()
    cible: str = ""
    """The targets in words."""
    hachuree: bool = False
    """Drawn hatched: what nobody answered."""


def barres(titre: str, lignes: Sequence[Barre], tout: float | None = None) -> dict[str, Any] | None:
    """Bars on one scale, each under its words; `tout` is the whole that they are parts of.

    None where there is nothing to compare: a bar without another, a target or a whole; or a small whole.
    """
    points = sum(1 + len(ligne.cibles) for ligne in lignes) + (tout is not None)
    maximum = tout if tout is not None else max((max(b.a, *b.cibles, 0) for b in lignes), default=0)
    if points < 2 or maximum <= 0 or (tout is not None and tout < TOUT_MINIMAL):
        return None
    if any(bout < 0 for b in lignes for bout in (b.a, b.de or 0)):
        return None
    dessin: list[dict[str, Any]] = []
    y = 0
    for ligne in lignes:
        dessinee, y = _barre(ligne, maximum, y, fond=tout is not None)
        dessin.append(dessinee)
    dits = ", ".join(f"{b.etiquette} : {b.dit}{f', {b.cible}' if b.cible else ''}" for b in lignes)
    return _graphique("barres", titre, dits, y - ECART, lignes, dessin)


def _barre(ligne: Barre, maximum: float, y: int, *, fond: bool) -> tuple[dict[str, Any], int]:
    mots = coupe(ligne.etiquette, max(SIGNES - len(ligne.dit), 20))
    textes = [{"texte": mot, "y": y + LIGNE * rang + 13} for rang, mot in enumerate(mots)]
    haut = y + LIGNE * len(mots)
    certain = ligne.a if ligne.de is None else ligne.de
    fin = haut + BARRE + (LIGNE if ligne.cible else 0)
    return {
        "textes": textes,
        "dit": ligne.dit,
        "y_dit": y + 13,
        "y": haut,
        "hauteur": BARRE,
        "fond": LARGEUR if fond else 0,
        "certain": _x(certain, maximum),
        "incertain": _x(ligne.a, maximum) - _x(certain, maximum),
        "hachuree": ligne.hachuree,
        "cibles": [_x(c, maximum) for c in ligne.cibles],
        "cible": ligne.cible,
        "y_cible": haut + BARRE + 14,
    }, fin + ECART


def _x(valeur: float, maximum: float) -> float:
    """A length, to a tenth; what is above nought can be seen."""
    return round(max(min(LARGEUR * valeur / maximum, LARGEUR), 1.5 if valeur > 0 else 0), 1)


class Annee(NamedTuple):
    """What was found for a year: a number, or a range."""

    annee: int
    dit: str
    a: float
    de: float | None = None


def annees(titre: str, points: Sequence[Annee]) -> dict[str, Any] | None:
    """A column for each year, from the first to the last; a year without a figure is a gap.

    None for fewer than two years, for more than fit, where a year has two figures, or words would overlap.
    """
    par_annee = {point.annee: point for point in points}
    debut, fin = min(par_annee, default=0), max(par_annee, default=0)
    maximum = max((p.a for p in points), default=0)
    bon = len(par_annee) == len(points) and 1 <= fin - debut < ANNEES_AU_PLUS
    if not bon or maximum <= 0 or min(p.de if p.de is not None else p.a for p in points) < 0:
        return None
    pas = LARGEUR / (fin - debut + 1)
    if max(len(p.dit) for p in points) * SIGNE > pas:
        return None
    dessin = [_colonne(annee, par_annee.get(annee), maximum, (annee - debut) * pas, pas)
              for annee in range(debut, fin + 1)]  # fmt: skip
    lignes = [
        Barre(str(annee), par_annee[annee].dit if annee in par_annee else SANS_MESURE, 0)
        for annee in range(debut, fin + 1)
    ]
    dits = ", ".join(f"{ligne.etiquette} : {ligne.dit}" for ligne in lignes)
    return _graphique("annees", titre, dits, HAUTEUR_COLONNES + 2 * LIGNE, lignes, dessin)


def _colonne(annee: int, point: Annee | None, maximum: float, x: float, pas: float) -> dict[str, Any]:
    certain = 0.0 if point is None else point.a if point.de is None else point.de
    haut = 0.0 if point is None else point.a
    sol = LIGNE + HAUTEUR_COLONNES
    hauteur_certaine, hauteur = (round(HAUTEUR_COLONNES * v / maximum, 1) for v in (certain, haut))
    return {
        "annee": str(annee),
        "dit": point.dit if point else "",
        "absence": SANS_MESURE if len(SANS_MESURE) * SIGNE <= pas else "–",
        "x": round(x + pas * 0.15, 1),
        "largeur": round(pas * 0.7, 1),
        "milieu": round(x + pas / 2, 1),
        "y": round(sol - hauteur_certaine, 1),
        "hauteur": hauteur_certaine,
        "y_incertain": round(sol - hauteur, 1),
        "incertain": round(hauteur - hauteur_certaine, 1),
        "y_dit": round(sol - hauteur - 4, 1),
        "y_annee": sol + 15,
        "sol": sol,
    }


class Case(NamedTuple):
    """A critère in the coverage: `etat` is `renseigne`, `non_renseigne`, or empty where it wasn't chosen."""

    titre: str
    etat: str


ETATS = {"renseigne": "retenu", "non_renseigne": "retenu, non renseigné", "": "non retenu"}


def couverture(titre: str, axes: Sequence[tuple[str, Sequence[Case]]]) -> dict[str, Any] | None:
    """The critères axe by axe: full where chosen, hatched where nothing is said, blank where not chosen.

    None where there is no critère at all.
    """
    avec = [(nom, cases) for nom, cases in axes if cases]
    if not avec:
        return None
    dessin: list[dict[str, Any]] = []
    lignes: list[Barre] = []
    y = 0
    for nom, cases in avec:
        retenus = sum(bool(case.etat) for case in cases)
        dit = francais.compte(retenus, "retenu") if retenus else "aucun retenu"
        mots = coupe(nom, SIGNES - len(dit))
        haut = y + LIGNE * len(mots)
        pas = LARGEUR / len(cases)
        dessin.append({
            "textes": [{"texte": mot, "y": y + LIGNE * rang + 13} for rang, mot in enumerate(mots)],
            "dit": dit,
            "y_dit": y + 13,
            "y": haut,
            "hauteur": BARRE,
            "cases": [{"x": round(rang * pas + 1, 1), "largeur": round(pas - 2, 1), "etat": case.etat}
                      for rang, case in enumerate(cases)],
        })  # fmt: skip
        lignes += [Barre(f"{nom} : {case.titre}", ETATS[case.etat], 0) for case in cases]
        y = haut + BARRE + ECART
    dits = ", ".join(f"{d['textes'][0]['texte']} : {d['dit']}" for d in dessin)
    return _graphique("couverture", titre, dits, y - ECART, lignes, dessin)


def _graphique(
    genre: str, titre: str, description: str, hauteur: int, lignes: Sequence[Barre], dessin: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "genre": genre,
        "titre": titre,
        "description": description,
        "largeur": LARGEUR,
        "hauteur": hauteur,
        "dessin": dessin,
        "donnees": [{"etiquette": b.etiquette, "dit": b.dit, "cible": b.cible} for b in lignes],
    }


def coupe(texte: str, signes: int) -> list[str]:
    """A label in two lines at most; what doesn't fit is in the table of the data."""
    mots = textwrap.wrap(texte, signes, max_lines=2, placeholder="…", break_on_hyphens=False)
    return mots or [""]
