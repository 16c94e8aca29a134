"""`choix`: one word of a controlled list."""

from collections.abc import Callable, Container, Mapping
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import editeur, texte
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec, Vocabulaire
from utilite.orthographe import identifiant, proche, seul

SAISIE = "choix"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {}

_MONTRES = 12
"""How many words of a list a message names before it says how many more there are."""


def parmi(vocabulaire: Vocabulaire) -> Lecteur:
    """A reader of one of these words."""
    entrees = vocabulaire.entrees

    def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
        mot: str | None = texte.brut(node, route, lecture)
        if mot is None or mot in entrees:
            return mot
        inconnu(mot, route, lecture, vocabulaire)
        return None

    return lit


def inconnu(
    mot: str,
    route: Route,
    lecture: Lecture,
    vocabulaire: Vocabulaire,
    *,
    rule: str = "choix-inconnu",
    quoi: str = "",
    on_key: bool = False,
    deja: Container[str] = (),
) -> None:
    """Says that a word isn't of the list, and which one it may have been; `deja` are those taken."""
    entrees = vocabulaire.entrees
    titres = {identifiant(e.titre): e.id for e in entrees.values()}
    plusieurs = "," in mot and all(m.strip() in entrees or identifiant(m) in titres for m in mot.split(","))
    voisin = None if plusieurs else titres.get(identifiant(mot)) or proche(mot, entrees)
    certain = titres.get(identifiant(mot)) or seul(mot, entrees)
    repair = source.scalar(certain) if certain and certain == voisin and certain not in deja else None
    if voisin is not None:
        hint = f"remplacez par « {voisin} »"
    elif plusieurs:
        hint = "mettez chaque mot sur sa ligne, après « - »" if isinstance(route[-1], int) else "gardez-en un seul"
    elif entrees:
        hint = f"choisissez parmi : {_liste(list(entrees))}"
    else:
        hint = "la liste est vide : demandez qu'on la complète dans le référentiel"
    quoi = quoi or (f"un mot de la liste « {vocabulaire.nom} »" if vocabulaire.nom else "l'un des choix possibles")
    lecture.dit(rule, route, f"« {mot[:60]} » n'est pas {quoi}", hint, on_key=on_key, repair=repair)


def _liste(noms: list[str]) -> str:
    if len(noms) <= _MONTRES:
        return francais.enumere(noms, "ou")
    return f"{', '.join(noms[:_MONTRES])}… ({len(noms)} en tout)"


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one word of the field's list."""
    return parmi(spec.vocabulaire)


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """The words of the field's list."""
    return editeur.choix(spec.vocabulaire)


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The word's title."""
    return spec.vocabulaire.entrees[valeur].titre
