"""What formes of official codes share: read whole or told with what to write, shown in one piece."""

import re
from collections.abc import Callable
from typing import Any

from utilite import source
from utilite.diagnostic import Route
from utilite.formes import texte
from utilite.formes.spec import Lecteur, Lecture, Spec

Faute = Callable[[str], tuple[str, str]]
"""What is wrong with a text that should be a code, and what to write."""


def serre(ecrit: str) -> str:
    """A code without what people put between its signs, in capitals."""
    return re.sub(r"[\s.\-]", "", ecrit[:200].upper())


def de(regle: str, est: Callable[[str], bool], faute: Faute) -> Lecteur:
    """A reader of one code; what only spaces, dots or small letters spoil is repaired."""

    def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
        ecrit = texte.brut(node, route, lecture)
        if ecrit is None or est(ecrit):
            return ecrit
        message, hint = faute(ecrit)
        nu = serre(ecrit)
        lecture.dit(regle, route, message, hint, repair=nu if est(nu) else None)
        return None

    return lit


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The code, in one piece."""
    return str(valeur)
