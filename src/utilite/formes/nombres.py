"""Numbers as people write them: one grammar that is right, and a word for each that is not."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import editeur, nombres_fautifs
from utilite.formes.nombres_fautifs import MAX_CHIFFRES, NOMBRE, Permis
from utilite.formes.spec import Cle, Fragment, Lecteur, Lecture, Reponse, Schema, Spec


def lecteur(*, entier: bool = False, permis: Permis = frozenset()) -> Lecteur:
    """A reader of a number; `permis` are the keys that the repair of a mesure may use."""

    def lit(node: source.Node, route: Route, lecture: Lecture) -> float | None:
        if type(node) is not source.Scalar:
            if type(node) is not source.Unread:
                _pas_un_nombre(node, route, lecture, permis)
            return None
        texte = node.value
        if not node.style and NOMBRE.fullmatch(texte) and len(texte) <= MAX_CHIFFRES:
            if "." not in texte:
                return int(texte)
            if not entier:
                return float(texte)
            message, hint = nombres_fautifs.pas_entier(texte)
        else:
            message, hint = nombres_fautifs.faute(texte.strip(), quoted=bool(node.style), entier=entier, permis=permis)
        repair = nombres_fautifs.repare(texte.strip(), entier=entier)
        if repair is None and "environ" in permis:
            repair = _repare_environ(node, route, lecture, entier=entier)
        lecture.dit("nombre-mal-ecrit", route, message, hint, repair=repair)
        return None

    return lit


lit_entier = lecteur(entier=True)
lit_nombre = lecteur()

TOUT = lecteur(permis=frozenset({"environ"}))
"""Reads `sur`, `population`, and the counts that can't be ranges."""

SANS_BORNE = Spec(forme="nombre")


def _repare_environ(node: source.Scalar, route: Route, lecture: Lecture, *, entier: bool) -> str | None:
    """« environ 164 » as two keys, where nothing stands after it: a comment would change hands."""
    nombre = nombres_fautifs.repare_environ(node.value.strip(), entier=entier)
    place = lecture.document.entry(route)
    if nombre is None or place is None or route[-1] != "valeur":
        return None
    mesure, cle = place
    ligne = lecture.document.line(cle.start_mark.line + 1)
    if "environ" in mesure.entries or (not mesure.flow and ligne[node.end_mark.column :].strip()):
        return None
    if mesure.flow:
        return f"{nombre}, environ: true"
    saut = "\r\n" if "\r\n" in lecture.document.text else "\n"
    return f"{nombre}{saut}{' ' * cle.start_mark.column}environ: true"


def borne(base: Lecteur, spec: Spec) -> Lecteur:
    """The same reader, that also checks `min` and `max` of a number."""
    mini, maxi = spec.bornes.get("min"), spec.bornes.get("max")
    if mini is None and maxi is None:
        return base

    def lit_borne(node: source.Node, route: Route, lecture: Lecture) -> float | None:
        valeur: float | None = base(node, route, lecture)
        if valeur is None:
            return None
        if mini is not None and valeur < mini:
            lecture.dit(
                "hors-bornes",
                route,
                f"{francais.nombre(valeur)} est au-dessous du minimum",
                f"le référentiel attend {francais.nombre(mini)} au moins",
            )
        elif maxi is not None and valeur > maxi:
            lecture.dit(
                "hors-bornes",
                route,
                f"{francais.nombre(valeur)} dépasse le maximum",
                f"le référentiel attend {francais.nombre(maxi)} au plus",
            )
        return valeur

    return lit_borne


def _entre_crochets(node: source.Node) -> str:
    """What to write for « 10 et 15 »."""
    ecrits = re.findall(r"\d+(?:[.,]\d+)?", node.value) if isinstance(node, source.Scalar) else []
    if len(ecrits) != 2:
        return "écrivez par exemple : [10, 15]"
    return f"écrivez : [{', '.join(ecrit.replace(',', '.') for ecrit in ecrits)}]"


def couple(base: Lecteur) -> Lecteur:
    """`[10, 15]`: two numbers, the lower first."""

    def lit_couple(node: source.Node, route: Route, lecture: Lecture) -> tuple[float, float] | None:
        if type(node) is not source.Sequence:
            lecture.dit("forme-attendue", route, "« entre » attend deux nombres", _entre_crochets(node))
            return None
        if len(node.items) != 2:
            lecture.dit(
                "forme-attendue",
                route,
                f"« entre » attend deux nombres, et {francais.compte(len(node.items), 'est écrit', 'sont écrits')}",
                "écrivez par exemple : [10, 15] ; les décimales prennent un point",
            )
            return None
        bas, haut = (base(item, (*route, i), lecture) for i, item in enumerate(node.items))
        if bas is None or haut is None:
            return None
        if bas > haut:
            ecrit = f"[{haut}, {bas}]"
            lecture.dit(
                "intervalle-inverse", route, "l'intervalle va du plus grand au plus petit", f"écrivez : {ecrit}"
            )
            return None
        return bas, haut

    return lit_couple


def cles(spec: Spec, *, entier: bool = False, avec: Permis = frozenset()) -> dict[str, Cle]:
    """`valeur` or `entre`, with `environ`; `avec` are the forme's other keys."""
    permis = avec | {"entre", "environ"}
    return {
        "valeur": Cle(
            lecteur=borne(lecteur(entier=entier, permis=permis), spec), decrit=partial(decrit, spec, entier=entier)
        ),
        "entre": Cle(
            lecteur=couple(borne(lecteur(entier=entier, permis=frozenset({"environ"})), spec)),
            decrit=partial(decrit_couple, spec, entier=entier),
        ),
    }


def dit_quantite(reponse: Reponse, montre: Callable[[float], str], unite: str) -> str:
    """« environ 10 à 15 personnes »: a number or a range, said as it is known."""
    if reponse.entre is not None:
        bas, haut = reponse.entre
        texte = f"{montre(bas)} à {montre(haut)}"
        texte = f"environ {texte}" if reponse.environ else f"de {texte}"
        mot = francais.unite(unite, haut)
    else:
        texte = f"environ {montre(reponse.valeur)}" if reponse.environ else montre(reponse.valeur)
        if reponse.valeur == 0 and not reponse.environ and (aucun := francais.aucun(unite)):
            return aucun
        mot = francais.unite(unite, reponse.valeur)
    return f"{texte}{francais.INSECABLE}{mot}" if mot else texte


def _pas_un_nombre(node: source.Node, route: Route, lecture: Lecture, permis: Permis) -> None:
    hint = "écrivez le nombre à la suite de la clé"
    if isinstance(node, source.Sequence) and "entre" in permis and len(node.items) == 2:
        bouts = ", ".join(item.value for item in node.items if isinstance(item, source.Scalar))
        hint = f"pour un intervalle, remplacez la ligne par : entre: [{bouts}]"
    lecture.dit("forme-attendue", route, "un nombre seul est attendu ici", hint)


def decrit(spec: Spec, *, entier: bool = False) -> Schema:
    """A number, with its bounds."""
    vu = editeur.ou_vide(fragment(spec.bornes, entier=entier))
    return vu if spec.bornes else editeur.commun("entier" if entier else "nombre", vu)


def decrit_couple(spec: Spec, *, entier: bool = False) -> Schema:
    """Two numbers, within bounds."""
    message = "« entre » attend deux nombres, comme [10, 15]."
    deux = {"items": fragment(spec.bornes, entier=entier), "minItems": 2, "maxItems": 2}
    vu = editeur.ou_vide(editeur.de_type("array", message, **deux))
    return vu if spec.bornes else editeur.commun("entiers" if entier else "nombres", vu)


def fragment(bornes: Mapping[str, Any] = MappingProxyType({}), *, entier: bool = False) -> Fragment:
    """A number that isn't empty."""
    quoi = "Un nombre entier est attendu ici" if entier else "Un nombre est attendu ici"
    dites = {cle: bornes[borne] for borne, cle in (("min", "minimum"), ("max", "maximum")) if borne in bornes}
    return editeur.de_type("integer" if entier else "number", f"{quoi}, en chiffres et sans guillemets.", **dites)
