"""`liste`: several values of one forme."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import bornes, editeur
from utilite.formes.objet import DOUTEUX, est_vide, tout_vide
from utilite.formes.spec import Lecteur, Lecture, Schema, Spec

SAISIE = "liste"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {"min": bornes.longueur, "max": bornes.longueur}


def de(item: Lecteur, *, texte: bool = False) -> Lecteur:
    """A reader of a list of what `item` reads; an empty item counts for nothing."""

    def lit(node: source.Node, route: Route, lecture: Lecture) -> tuple[Any, ...] | None:
        if type(node) is not source.Sequence:
            if type(node) is not source.Unread:
                _pas_une_liste(node, route, lecture)
            return None
        lus = []
        for i, valeur in enumerate(node.items):
            if type(valeur) is source.Scalar:
                vide = not valeur.value or (valeur.value[0] in DOUTEUX and est_vide(valeur, texte))
            else:
                vide = tout_vide(valeur)
            if not vide:
                lu = item(valeur, route + (i,), lecture)
                if lu is not None:
                    lus.append(lu)
        return tuple(lus)

    return lit


_PUCE = re.compile(r"[-–—•*·] *(?=\w)")
"""What a beginner puts before an item, which YAML takes for a part of the text."""


def _pas_une_liste(node: source.Node, route: Route, lecture: Lecture) -> None:
    cle = route[-1] if route and isinstance(route[-1], str) else "la clé"
    if isinstance(node, source.Scalar) and _PUCE.match(node.value):
        hint = (
            f"commencez chaque élément par un tiret et une espace : « - {_PUCE.sub('', node.value).split()[0][:40]} »"
        )
    elif isinstance(node, source.Scalar):
        mots = [m.strip() for m in node.value.split(",") if m.strip()]
        court = len(node.value) < 60 and "\n" not in node.value
        exemple = f" : [{', '.join(mots)}]" if court and len(mots) > 1 else ""
        hint = (
            exemple and f"entourez de crochets{exemple}"
        ) or f"sous « {cle}: », mettez chaque élément sur sa ligne après « - »"
    else:
        hint = f"sous « {cle}: », commencez chaque élément par « - »"
    lecture.dit("liste-attendue", route, "une liste est attendue ici", hint)


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:
    """A reader of a list, with its bounds on the number of items."""
    assert spec.de is not None  # the référentiel's reader asks for it
    base = de(compile_(spec.de), texte=spec.de.texte)
    mini, maxi = spec.bornes.get("min"), spec.bornes.get("max")
    if mini is None and maxi is None:
        return base

    def lit(node: source.Node, route: Route, lecture: Lecture) -> tuple[Any, ...] | None:
        valeurs: tuple[Any, ...] | None = base(node, route, lecture)
        if valeurs is None:
            return None
        ecrits = sum(not tout_vide(item) for item in node.items) if isinstance(node, source.Sequence) else 0
        compte = francais.compte(ecrits, "élément")
        if maxi is not None and ecrits > maxi:
            lecture.dit("hors-bornes", route, f"{compte}, c'est trop", f"gardez-en {maxi} au plus", on_key=True)
        elif mini is not None and ecrits < mini:
            lecture.dit("hors-bornes", route, f"{compte}, c'est trop peu", f"donnez-en {mini} au moins", on_key=True)
        return valeurs

    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:
    """A list, with its bounds on the number of items."""
    assert spec.de is not None
    return editeur.liste(decrit_(spec.de), spec.bornes.get("min") or 0, spec.bornes.get("max"))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:
    """« a, b et c »."""
    assert spec.de is not None
    return francais.enumere([montre_(v, spec.de) for v in valeur])
