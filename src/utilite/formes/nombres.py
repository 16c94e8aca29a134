"""Numbers as people write them: one grammar that is right, and a word for each that is not."""

import re
from collections.abc import Callable

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes.spec import Cle, Lecteur, Lecture, Reponse, Spec
from utilite.orthographe import sans_accent

_NOMBRE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MAX_CHIFFRES = 15
"""Digits that every tool down the line keeps exactly."""

_NU = r"[0-9]+(?:[ \u00a0\u202f'’_.][0-9]{3})*(?:[.,][0-9]+)?"
_ENVIRON = re.compile(
    rf"(?:environ|env\.?|à peu près|presque|près de|~|≈|±)\s*({_NU})(?:\s.*)?|({_NU})\s*environ", re.IGNORECASE
)
_ENTRE = re.compile(rf"(?:entre|de)?\s*({_NU})\s*(?:-|–|à|et|ou)\s*({_NU})(?:\s*[^\W\d].*)?", re.IGNORECASE)
_POURCENT = re.compile(rf"({_NU})\s*(?:%|pour ?cents?)", re.IGNORECASE)
_UNITE = re.compile(rf"([+-]?{_NU})\s*(€|[^\W\d].*)", re.IGNORECASE)
_EXPOSANT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_ZERO = re.compile(r"[+-]?0+[0-9]+(?:\.[0-9]+)?")

_MOTS = {
    "zero": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "aucun": 0, "aucune": 0, "une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "cent": 100, "mille": 1000,
}  # fmt: skip
_APPROCHES = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip


def lit_entier(node: source.Node, route: Route, lecture: Lecture) -> int | None:
    """A whole number, as a field holds it."""
    valeur = _lit(node, route, lecture, mesure=False)
    if valeur is None:
        return None
    return _entier(valeur, route, lecture)


def lit_nombre(node: source.Node, route: Route, lecture: Lecture) -> float | None:
    """A number, as a field holds it."""
    return _lit(node, route, lecture, mesure=False)


def mesure_entier(node: source.Node, route: Route, lecture: Lecture) -> int | None:
    """A whole number, as a mesure says it: the repair may be `environ` or `entre`."""
    valeur = _lit(node, route, lecture, mesure=True)
    if valeur is None:
        return None
    return _entier(valeur, route, lecture)


def mesure_nombre(node: source.Node, route: Route, lecture: Lecture) -> float | None:
    """A number, as a mesure says it."""
    return _lit(node, route, lecture, mesure=True)


def borne(base: Lecteur, spec: Spec) -> Lecteur:
    """The same reader, that also checks `min` and `max`."""
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


def couple(base: Lecteur) -> Lecteur:
    """`[10, 15]`: two numbers, the lower first."""

    def lit_couple(node: source.Node, route: Route, lecture: Lecture) -> tuple[float, float] | None:
        if type(node) is not source.Sequence:
            lecture.dit("forme-attendue", route, "« entre » attend deux nombres", "écrivez par exemple : [10, 15]")
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


def cles(base: Lecteur, spec: Spec) -> dict[str, Cle]:
    """`valeur` or `entre`, with `environ`."""
    lecteur = borne(base, spec)
    return {"valeur": Cle(lecteur=lecteur), "entre": Cle(lecteur=couple(lecteur))}


def dit_quantite(reponse: Reponse, montre: Callable[[float], str], unite: str) -> str:
    """« environ 10 à 15 personnes »: a number or a range, said as it is known."""
    if reponse.entre is not None:
        bas, haut = reponse.entre
        texte = f"{montre(bas)} à {montre(haut)}"
        texte = f"environ {texte}" if reponse.environ else f"de {texte}"
        mot = francais.unite(unite, haut)
    else:
        texte = f"environ {montre(reponse.valeur)}" if reponse.environ else montre(reponse.valeur)
        mot = francais.unite(unite, reponse.valeur)
    return f"{texte}{francais.INSECABLE}{mot}" if mot else texte


def _lit(node: source.Node, route: Route, lecture: Lecture, *, mesure: bool) -> float | None:
    if type(node) is not source.Scalar:
        if type(node) is not source.Unread:
            lecture.dit(
                "forme-attendue", route, "un nombre seul est attendu ici", "écrivez le nombre à la suite de la clé"
            )
        return None
    texte = node.value
    if not node.style and _NOMBRE.fullmatch(texte) and len(texte) <= _MAX_CHIFFRES:
        return float(texte) if "." in texte else int(texte)
    message, hint = _faute(texte.strip(), quoted=bool(node.style), mesure=mesure)
    lecture.dit("nombre-mal-ecrit", route, message, hint)
    return None


def _entier(valeur: float, route: Route, lecture: Lecture) -> int | None:
    if isinstance(valeur, int):
        return valeur
    lecture.dit(
        "nombre-mal-ecrit",
        route,
        f"{francais.nombre(valeur)} n'est pas un nombre entier",
        f"écrivez un entier : {round(valeur)}" if valeur.is_integer() else "arrondissez, ou changez d'unité",
    )
    return None


def _faute(texte: str, *, quoted: bool, mesure: bool) -> tuple[str, str]:
    """What is wrong with a text that should be a number, and what to write."""
    ecrit = f"« {texte[:60]} »"
    if _NOMBRE.fullmatch(texte):
        if len(texte) > _MAX_CHIFFRES:
            return f"{ecrit} a trop de chiffres", f"{_MAX_CHIFFRES} au plus : vérifiez le nombre"
        if quoted:
            return "un nombre s'écrit sans guillemets", f"écrivez : {texte}"
    for motif, regle in _FAUTES:
        trouve = motif.fullmatch(texte) if len(texte) < 100 else None
        if trouve is not None:
            message, hint = regle(trouve, mesure)
            return f"{ecrit} {message}", hint
    valeur = _en_lettres(texte)
    if valeur is not None:
        nombre, approche = valeur
        suite = " et « environ: true »" if approche and mesure else ""
        return f"{ecrit} est écrit en lettres", f"écrivez en chiffres : {nombre}{suite}"
    return f"{ecrit} n'est pas un nombre", _sinon(mesure)


def _sinon(mesure: bool) -> str:
    if mesure:
        return "écrivez le nombre en chiffres, ou « non_renseigne: » suivi de la raison"
    return "écrivez le nombre en chiffres, ou laissez vide"


def _en_lettres(texte: str) -> tuple[int, bool] | None:
    mots = sans_accent(texte).lower().split()
    if len(mots) == 1 and mots[0] in _MOTS:
        return _MOTS[mots[0]], False
    approches = [_APPROCHES[m.rstrip("s")] for m in mots if m.rstrip("s") in _APPROCHES]
    return (approches[0], True) if len(approches) == 1 and len(mots) <= 4 else None


def _chiffres(texte: str) -> str:
    """`1 200,50` → `1200.50`."""
    nu = re.sub(r"[ \u00a0\u202f'’_]", "", texte).lstrip("+")
    if "," in nu:
        nu = nu.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}", nu):
        nu = nu.replace(".", "")
    entier, point, decimales = nu.partition(".")
    return (entier.lstrip("0") or "0") + point + decimales


def _dit_environ(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:
    nombre = _chiffres(trouve.group(1) or trouve.group(2))
    suite = " et, à la ligne, « environ: true »" if mesure else ""
    return "n'est pas un nombre seul", f"écrivez le nombre : {nombre}{suite}"


def _dit_entre(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:
    bas, haut = _chiffres(trouve.group(1)), _chiffres(trouve.group(2))
    if mesure:
        return "est un intervalle", f"remplacez la ligne par : entre: [{bas}, {haut}]"
    return "est un intervalle", "ce champ attend un seul nombre"


def _dit_pourcent(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:
    nombre = _chiffres(trouve.group(1))
    if mesure:
        return (
            "est un pourcentage, que l'outil calcule lui-même",
            "écrivez les deux nombres dont il vient : « valeur: » et « sur: » (par exemple 6 et 8)",
        )
    return "porte un signe %", f"écrivez le nombre seul : {nombre}"


def _dit_unite(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:  # noqa: ARG001
    return "porte son unité", f"écrivez le nombre seul : {_chiffres(trouve.group(1))}"


def _dit_separe(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:  # noqa: ARG001
    texte = trouve.group()
    nombre = _chiffres(texte)
    if "," in texte and not re.search(r"[^0-9,+-]", texte):
        return "a une virgule ; les décimales prennent un point", f"écrivez : {nombre}"
    if texte.startswith("+"):
        return "a un signe + inutile", f"écrivez : {nombre}"
    return "a ses chiffres séparés", f"écrivez sans espace : {nombre}"


def _dit_exposant(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:  # noqa: ARG001
    valeur = float(trouve.group())
    suite = (
        f"écrivez tous les chiffres : {int(valeur)}" if abs(valeur) < 1e15 and valeur.is_integer() else _sinon(False)
    )
    return "est écrit avec un exposant", suite


def _dit_zero(trouve: re.Match[str], mesure: bool) -> tuple[str, str]:  # noqa: ARG001
    return "commence par un zéro inutile", f"écrivez : {_chiffres(trouve.group())}"


_FAUTES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], tuple[str, str]]], ...] = (
    (_EXPOSANT, _dit_exposant),
    (_ZERO, _dit_zero),
    (re.compile(rf"[+-]?{_NU}"), _dit_separe),
    (_ENVIRON, _dit_environ),
    (_POURCENT, _dit_pourcent),
    (_ENTRE, _dit_entre),
    (_UNITE, _dit_unite),
)
