"""The panorama as a document: who contributes to what, and the network's figures, without the fiches themselves."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from utilite import __version__
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context, contrat, documents
from utilite.render.bilan import Bilan
from utilite.render.carnet import Carnet
from utilite.render.context import Cadre, Montree
from utilite.render.modeles import LIVRES
from utilite.render.valeurs import plat

MODELE = Modele(
    nom="panorama",
    dossier=LIVRES / "panorama",
    titre="Le panorama du réseau",
    portee="reseau",
    public=True,
    fichiers={"md": "panorama.md", "html": "panorama.html"},
)
"""Not one that `render` offers: its context holds no fiche, so that memory stays flat."""

FORMATS = ("md", "html", "json")


def contexte(
    grille: Referentiel,
    montrees: Iterable[Montree],
    laissees: Collection[str],
    par: Sequence[str] = (),
    montres: frozenset[str] | None = None,
    logo: bytes = b"",
) -> dict[str, Any]:
    """What the page sees. Fiches are taken one by one; `laissees` is read once they all are."""
    bilan = Bilan(grille, par)
    for montree in montrees:
        bilan.ajoute(montree)
    return du_bilan(grille, bilan.dit(laissees, montres), laissees, logo)


def du_bilan(
    grille: Referentiel, panorama: contrat.Panorama, laissees: Collection[str], logo: bytes = b""
) -> dict[str, Any]:
    """The same, of fiches that have been counted."""
    vu = {"referentiel": context.referentiel(grille), "panorama": panorama, "notes": []}
    return context.avec_document(
        Cadre(grille, MODELE, public=True, logo=logo),
        Carnet(public=True),
        vu,
        [],
        titre=grille.titre,
        brouillon=bool(panorama["brouillons"]),
        fautive=False,
        laissees=laissees,
    )


def rend(vu: dict[str, Any], format_: str) -> bytes:
    """The document in one of `FORMATS`."""
    if format_ == "json":
        return en_json(vu).encode()
    return next(documents.rend(MODELE, (format_,), vu)).contenu


def en_json(vu: dict[str, Any]) -> str:
    """The figures as data: `contrat.Panorama` without its drawings, and what it is made from."""
    grille = vu["referentiel"]
    tete = {"version": 1, "outil": f"utilite {__version__}", "empreinte": vu["document"]["empreinte"]}
    source = {cle: grille[cle] for cle in ("id", "titre", "version", "licence")}
    dit = {**tete, "referentiel": source, **vu["panorama"]}
    return json.dumps(_sans_dessin(plat(dit)), ensure_ascii=False, indent=2) + "\n"


def _sans_dessin(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {k: _sans_dessin(v) for k, v in valeur.items() if k not in ("graphique", "par_annee", "couverture")}
    return [_sans_dessin(v) for v in valeur] if isinstance(valeur, list) else valeur
