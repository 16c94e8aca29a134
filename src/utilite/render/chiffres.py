"""A mesure → its figure in brief, and the chart of what can be drawn without misleading."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from utilite import francais
from utilite.fiche import Cible, Mesure
from utilite.formes.periode import Periode
from utilite.formes.spec import Reponse, Spec
from utilite.referentiel import Indicateur
from utilite.render import charts
from utilite.render.charts import Annee, Barre

_COMPTES = ("entier", "nombre", "montant")


def bref(reponse: Reponse, spec: Spec) -> tuple[str, str]:
    """« 77 sur 596 » and « soit 12,9 % »: what is read from afar, and what goes with it; both empty for words."""
    if spec.forme in _COMPTES:
        montant = spec.forme == "montant"
        haut = reponse.entre[1] if reponse.entre else reponse.valeur
        return _quantite(reponse, spec), "" if montant or not spec.unite else francais.unite(spec.unite, haut)
    if spec.forme == "ratio" and reponse.sur:
        return f"{_quantite(reponse, spec)} sur {francais.nombre(reponse.sur)}", f"soit {_part(reponse)}"
    if spec.forme == "avant_apres" and reponse.avant is not None and reponse.apres is not None:
        environ = "environ " if reponse.environ else ""
        chiffre = f"{environ}{francais.nombre(reponse.avant)} → {francais.nombre(reponse.apres)}"
        return chiffre, f"avant, puis après{_sur(reponse, spec)}"
    return "", ""


def _quantite(reponse: Reponse, spec: Spec) -> str:
    montre = _montre(spec)
    if reponse.entre is not None:
        bas, haut = (montre(bout) for bout in reponse.entre)
        return f"{'environ ' if reponse.environ else ''}{bas} à {haut}"
    return f"{'environ ' if reponse.environ else ''}{montre(reponse.valeur)}"


def _montre(spec: Spec) -> Callable[[float], str]:
    return francais.montant if spec.forme == "montant" else francais.nombre


def _part(reponse: Reponse) -> str:
    tout = reponse.sur or 0
    if reponse.entre is not None:
        bas, haut = (francais.pourcentage(bout, tout) for bout in reponse.entre)
        return f"de {bas} à {haut}"
    return f"{'environ ' if reponse.environ else ''}{francais.pourcentage(reponse.valeur, tout)}"


def _sur(reponse: Reponse, spec: Spec) -> str:
    if not reponse.sur:
        return ""
    unite = f"{francais.INSECABLE}{francais.unite(spec.unite, reponse.sur)}" if spec.unite else ""
    return f", sur {francais.nombre(reponse.sur)}{unite}"


def parts(reponse: Reponse, spec: Spec) -> list[dict[str, Any]]:
    """The categories of a répartition in the list's order: number, and share of the whole."""
    return [
        {"titre": titre, "nombre": nombre, "part": francais.pourcentage(nombre, tout) if tout > 0 else ""}
        for titre, nombre, tout in _categories(reponse, spec)
    ]


def _categories(reponse: Reponse, spec: Spec) -> list[tuple[str, float, float]]:
    comptes: Mapping[str, float] = reponse.repartition or {}
    tout = reponse.sur if reponse.sur is not None else sum(comptes.values())
    entrees = spec.vocabulaire.entrees.values()
    return [(entree.titre, comptes[entree.id], tout) for entree in entrees if entree.id in comptes]


def de_mesure(mesure: Mesure, indicateur: Indicateur, cible: str) -> dict[str, Any] | None:
    """The chart of one mesure: a part, before and after, shares, a number beside its target."""
    reponse, spec = mesure.reponse, indicateur.spec
    if reponse is None:
        return None
    titre = indicateur.titre
    if spec.forme == "ratio" and reponse.sur:
        return charts.barres(titre, [_barre(mesure, reponse, spec, bref(reponse, spec)[0], cible)], reponse.sur)
    if spec.forme == "avant_apres" and reponse.avant is not None and reponse.apres is not None:
        return charts.barres(titre, _avant_apres(mesure, reponse, cible), reponse.sur)
    if spec.forme == "repartition":
        return _repartition(titre, reponse, spec)
    if spec.forme in _COMPTES:
        return charts.barres(titre, [_barre(mesure, reponse, spec, "Résultat", cible)])
    return None


def _barre(mesure: Mesure, reponse: Reponse, spec: Spec, etiquette: str, cible: str) -> Barre:
    de, a = reponse.entre or (None, reponse.valeur)
    dit = _part(reponse) if spec.forme == "ratio" else _quantite(reponse, spec)
    return Barre(etiquette, dit, a, de, _cibles(mesure.cible), f"cible : {cible}" if cible else "")


def _cibles(cible: Cible | None) -> tuple[float, ...]:
    return tuple(bout for bout in cible or () if bout is not None)


def _avant_apres(mesure: Mesure, reponse: Reponse, cible: str) -> list[Barre]:
    environ = "environ " if reponse.environ else ""

    def dit(valeur: float) -> str:
        part = f" ({francais.pourcentage(valeur, reponse.sur)})" if reponse.sur else ""
        return f"{environ}{francais.nombre(valeur)}{part}"

    avant, apres = reponse.avant or 0, reponse.apres or 0
    return [
        Barre("Avant", dit(avant), avant),
        Barre("Après", dit(apres), apres, None, _cibles(mesure.cible), f"cible : {cible}" if cible else ""),
    ]


def _repartition(titre: str, reponse: Reponse, spec: Spec) -> dict[str, Any] | None:
    categories = _categories(reponse, spec)
    if not categories:
        return None
    tout = categories[0][2]
    environ = "environ " if reponse.environ else ""
    reste = tout - sum(nombre for _, nombre, _ in categories)
    lignes = [
        Barre(nom, f"{environ}{francais.nombre(nombre)} ({francais.pourcentage(nombre, tout)})", nombre)
        for nom, nombre, _ in categories
        if tout > 0
    ]
    if len(lignes) < 2:
        return None
    if reste > 0:
        dit = f"{francais.nombre(reste)} ({francais.pourcentage(reste, tout)})"
        lignes.append(Barre("Autre ou non renseigné", dit, reste, hachuree=True))
    sur = f"{francais.nombre(tout)} {francais.unite(spec.unite, tout)}".rstrip()
    return charts.barres(f"{titre}, sur {sur}", lignes, tout)


def d_indicateur(mesures: Sequence[tuple[Mesure, Periode | None]], indicateur: Indicateur) -> dict[str, Any] | None:
    """The chart of what was found in several years; each mesure comes with its period."""
    spec = indicateur.spec
    points = []
    for mesure, periode in mesures:
        if mesure.reponse is not None and spec.forme in _COMPTES:
            annee = _annee(periode)
            if annee is None:
                return None
            de, a = mesure.reponse.entre or (None, mesure.reponse.valeur)
            points.append(Annee(annee, _quantite(mesure.reponse, spec), a, de))
    unite = f" ({spec.unite})" if spec.unite and spec.unite not in indicateur.titre.lower() else ""
    return charts.annees(f"{indicateur.titre}{unite}", points)


def _annee(periode: Periode | None) -> int | None:
    """The year that a period is; None where it isn't just one."""
    if periode is None:
        return None
    premier, dernier = periode.debut.premier, periode.fin.dernier
    entiere = (premier.month, premier.day, dernier.month, dernier.day) == (1, 1, 12, 31)
    return premier.year if entiere and premier.year == dernier.year else None
