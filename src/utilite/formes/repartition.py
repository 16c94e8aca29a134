"""`repartition`: so many in each category of a controlled list; the shares are computed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import choix, editeur, nombres
from utilite.formes.objet import est_vide
from utilite.formes.spec import Cle, Lecteur, Lecture, Reponse, Schema, Spec

SAISIE = "repartition"
NUMERIQUE = True
DEMANDE: tuple[str, ...] = ("repartition",)
BORNES: Mapping[str, Lecteur] = {}


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`repartition: {moins-de-12: 3, …}`, and `sur` where some did not answer."""

    def lit(node: source.Node, route: Route, lecture: Lecture) -> dict[str, Any] | None:
        if type(node) is not source.Mapping:
            if type(node) is not source.Unread:
                lecture.dit("forme-attendue", route, "chaque catégorie et son nombre sont attendus ici",
                            "à la ligne, en retrait, écrivez « catégorie: nombre »")  # fmt: skip
            return None
        parts: dict[str, Any] = {}
        for nom, (_, valeur) in node.entries.items():
            if nom not in spec.vocabulaire.entrees:
                choix.inconnu(nom, (*route, nom), lecture, spec.vocabulaire, on_key=True, deja=node.entries)
            elif not est_vide(valeur):
                compte = nombres.TOUT(valeur, (*route, nom), lecture)
                if compte is not None:
                    parts[nom] = compte
        return parts

    tout = Cle(lecteur=nombres.TOUT, decrit=partial(nombres.decrit, nombres.SANS_BORNE))
    return {"repartition": Cle(lecteur=lit, decrit=partial(_decrit, spec)), "sur": tout, "population": tout}


def _decrit(spec: Spec) -> Schema:
    """A number for each word of the list; for any word where the list isn't known beforehand."""
    nombre = nombres.decrit(nombres.SANS_BORNE)
    if not spec.vocabulaire.entrees:
        return editeur.nommes(nombre)
    cle = Cle(lecteur=nombres.TOUT, decrit=lambda: nombre)
    entrees = spec.vocabulaire.entrees
    return editeur.objet(dict.fromkeys(entrees, cle), {e.id: e.titre for e in entrees.values()})


def dit_reponse(reponse: Reponse, spec: Spec) -> str:
    """« Moins de 12 ans : 3 (38 %) ; de 12 à 17 ans : 5 (63 %), sur 8 personnes », in the list's order."""
    parts = reponse.repartition or {}
    total = reponse.sur if reponse.sur is not None else sum(parts.values())
    dits: list[str] = []
    for entree in spec.vocabulaire.entrees.values():
        if entree.id in parts:
            part = f" ({francais.pourcentage(parts[entree.id], total)})" if total > 0 else ""
            titre = francais.minuscule(entree.titre) if dits else entree.titre
            dits.append(f"{titre} : {francais.nombre(parts[entree.id])}{part}")
    texte = " ; ".join(dits)
    if total > 0:
        texte += f", sur {francais.nombre(total)} {francais.unite(spec.unite, total)}".rstrip()
    return f"environ {texte}" if reponse.environ else texte
