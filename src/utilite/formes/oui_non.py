"""`oui_non`: yes or no."""

from collections.abc import Callable, Mapping
from typing import Any

from utilite import source
from utilite.diagnostic import Route
from utilite.formes import editeur
from utilite.formes.spec import Cle, Lecteur, Lecture, Reponse, Schema, Spec
from utilite.orthographe import sans_accent

SAISIE = "oui_non"
CONSEIL = "Répondez oui ou non."
NUMERIQUE = False
DEMANDE: tuple[str, ...] = ("valeur",)
BORNES: Mapping[str, Lecteur] = {}

_MOTS = {"oui": True, "true": True, "non": False, "false": False}
_AUTRES = {"yes": "oui", "y": "oui", "o": "oui", "vrai": "oui", "on": "oui", "x": "oui", "no": "non", "n": "non",
           "faux": "non", "off": "non", "1": "oui", "0": "non"}  # fmt: skip


def lit(node: source.Node, route: Route, lecture: Lecture) -> bool | None:
    """`oui`, `non`, `true` or `false`."""
    if type(node) is source.Scalar:
        if not node.style and node.value in _MOTS:
            return _MOTS[node.value]
        simple = sans_accent(node.value.strip()).lower()
        mot = (
            simple if simple in ("oui", "non") else {"true": "oui", "false": "non"}.get(simple, _AUTRES.get(simple, ""))
        )
        message = f"« {node.value.strip()[:60]} » : la réponse est oui ou non"
        if node.style and node.value.strip() in _MOTS:
            message = "la réponse s'écrit sans guillemets"
        elif simple in _MOTS:
            message = f"« {node.value.strip()} » : la réponse s'écrit en minuscules"
        hint = f"écrivez : {mot}" if mot else "écrivez oui ou non"
        repair = mot if mot and simple != "x" else None  # a cross ticks a box, or strikes it out
        lecture.dit("oui-non-attendu", route, message, hint, repair=repair)
    elif type(node) is not source.Unread:
        lecture.dit("oui-non-attendu", route, "la réponse est oui ou non", "écrivez oui ou non à la suite de la clé")
    return None


def _decrit() -> Schema:
    """« oui » or « non »."""
    return editeur.commun("oui-non", editeur.ou_vide({"enum": ["oui", "non", True, False]}))


CLE = Cle(lecteur=lit, decrit=_decrit)


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """The reader."""
    return lit


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """« oui » or « non »."""
    return _decrit()


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """« oui » or « non »."""
    return "oui" if valeur else "non"


def reponses(spec: Spec) -> Mapping[str, Cle]:  # noqa: ARG001
    """`valeur: oui`."""
    return {"valeur": CLE}


def dit_reponse(reponse: Reponse, spec: Spec) -> str:  # noqa: ARG001
    """« oui » or « non »."""
    return "oui" if reponse.valeur else "non"
