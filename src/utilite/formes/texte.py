"""`texte`: one line."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import bornes
from utilite.formes.spec import Cle, Lecteur, Lecture, Reponse, Spec

NUMERIQUE = False
DEMANDE: tuple[str, ...] = ("valeur",)
BORNES: Mapping[str, Lecteur] = {"min": bornes.longueur, "max": bornes.longueur, "motif": bornes.motif}


def brut(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """Any text, whatever its lines."""
    if type(node) is source.Scalar:
        return node.value.strip()
    if type(node) is not source.Unread:
        _pas_un_texte(node, route, lecture)
    return None


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """A text of one line."""
    texte = node.value.strip() if type(node) is source.Scalar else brut(node, route, lecture)
    if texte is not None and "\n" in texte:
        lecture.dit(
            "texte-sur-une-ligne",
            route,
            "ce texte doit tenir sur une ligne",
            "retirez les retours à la ligne ; les longs textes ont leurs propres champs",
        )
        return " ".join(texte.split())
    return texte


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one line, with its bounds."""
    return avec_longueur(lit, spec)


def avec_longueur(base: Lecteur, spec: Spec) -> Lecteur:
    """The same reader, that also checks `min`, `max` (in signs) and `motif`."""
    if not spec.bornes and not spec.motif:
        return base
    mini, maxi = spec.bornes.get("min"), spec.bornes.get("max")
    motif = re.compile(spec.motif) if spec.motif else None

    def lit_borne(node: source.Node, route: Route, lecture: Lecture) -> str | None:
        texte: str | None = base(node, route, lecture)
        if texte is None:
            return None
        if maxi is not None and len(texte) > maxi:
            compte = f"{francais.compte(len(texte), 'signe')} sur {francais.nombre(maxi)}"
            lecture.dit("hors-bornes", route, f"trop long : {compte}", f"raccourcissez de {len(texte) - maxi}")
        elif mini is not None and len(texte) < mini:
            compte = f"{francais.compte(len(texte), 'signe')}, {francais.nombre(mini)} au moins"
            lecture.dit("hors-bornes", route, f"trop court : {compte}", "dites-en un peu plus")
        if motif is not None and not motif.fullmatch(texte):
            lecture.dit(
                "motif",
                route,
                f"« {texte} » n'a pas la forme attendue",
                f"le référentiel demande le motif {spec.motif}",
            )
        return texte

    return lit_borne


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The text itself."""
    return str(valeur)


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: "…"`."""
    return {"valeur": Cle(lecteur=avec_longueur(brut, spec), texte=True)}


def dit_reponse(reponse: Reponse, spec: Spec) -> str:  # noqa: ARG001
    """The text itself."""
    return str(reponse.valeur)


def _pas_un_texte(node: source.Node, route: Route, lecture: Lecture) -> None:
    ecrit = lecture.document.text[node.start_mark.index : node.end_mark.index].strip()
    ligne = ecrit.split("\n", 1)[0].strip()
    if type(node) is source.Mapping and not node.flow and len(node.entries) == 1 and ": " in ligne:
        lecture.dit(
            "deux-points",
            route,
            f"« {ligne} » contient un deux-points suivi d'une espace : YAML y voit une clé et sa valeur",
            f"mettez le texte entre guillemets : {source.quoted(ligne)}",
            span=lecture.document.span(node),
        )
    elif type(node) is source.Sequence:
        lecture.dit("forme-attendue", route, "un texte est attendu ici, pas une liste", "retirez les tirets")
    else:
        lecture.dit(
            "forme-attendue",
            route,
            "un texte est attendu ici, pas des sous-rubriques",
            "écrivez le texte à la suite de la clé",
        )
