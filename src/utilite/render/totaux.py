"""What the network found for an indicateur, as a total and by cell, in numbers and in the words that go with them."""

from collections.abc import Mapping
from typing import Any

from utilite import effectifs, formes, francais
from utilite.fiche import Mesure
from utilite.formes.spec import Reponse, Spec
from utilite.network import sommes
from utilite.network.cellule import Cellule
from utilite.network.chiffres import TOUT, Chiffres, s_additionne
from utilite.network.decoupes import DECOUPES
from utilite.referentiel import Critere, Indicateur
from utilite.render import charts, chiffres, contrat, reserves
from utilite.render.charts import Annee
from utilite.render.valeurs import ou_rien

NON_DIT = "non renseigné"
_ANNEE = 4
"""How many signs one year has; « 2012-2013 » has more."""


def du_critere(reseau: Chiffres, critere: Critere, noms: Mapping[str, str]) -> list[contrat.IndicateurDuReseau]:
    """The indicateurs of a critère that were answered, be it that nobody knows."""
    suivis = [i for i in critere.indicateurs if reseau.de(i).acteurs or reseau.de(i).sans["inconnues"]]
    return [_indicateur(reseau, critere, i, noms) for i in suivis]


def _indicateur(
    reseau: Chiffres, critere: Critere, indicateur: Indicateur, noms: Mapping[str, str]
) -> contrat.IndicateurDuReseau:
    chiffre = _chiffre(reseau, critere, indicateur, TOUT, "")
    return {
        "id": indicateur.id,
        "titre": indicateur.titre,
        "niveau": ou_rien(indicateur.niveau.titre if indicateur.niveau else ""),
        "forme": indicateur.spec.forme,
        "unite": ou_rien(indicateur.spec.unite),
        "agregation": ou_rien(indicateur.agregation),
        "personnes": effectifs.compte_des_personnes(indicateur.spec.unite),
        "chiffre": chiffre,
        "decoupes": [_decoupe(reseau, critere, indicateur, par) for par in reseau.par],
        "doublons": list(reserves.doublons(reseau, indicateur, noms)),
        "graphique": ou_rien(_graphique(reseau.de(indicateur), indicateur)),
        "par_annee": ou_rien(_par_annee(reseau, indicateur)),
    }


def _decoupe(reseau: Chiffres, critere: Critere, indicateur: Indicateur, par: str) -> contrat.DecoupeDuReseau:
    cases = [_chiffre(reseau, critere, indicateur, ou, titre or NON_DIT) for titre, ou in reseau.cases(indicateur, par)]
    return {"id": par, "titre": DECOUPES[par].titre, "exclusive": DECOUPES[par].exclusive, "cases": cases}


def _chiffre(
    reseau: Chiffres, critere: Critere, indicateur: Indicateur, ou: tuple[str, str], titre: str
) -> contrat.ChiffreDuReseau:
    cellule = reseau.de(indicateur, ou)
    retenus = len(reseau.retenu(critere, indicateur, ou))
    genre, montree = _ce_que_l_on_montre(cellule, indicateur)
    nombres = montree or Reponse()
    return {
        "titre": titre,
        "genre": genre,
        "texte": ou_rien(_texte(genre, montree, cellule, indicateur.spec)),
        "repondu": ou_rien(_repondu(len(cellule.acteurs), retenus)),
        "acteurs": len(cellule.acteurs),
        "sur_acteurs": retenus,
        "fiches": cellule.fiches,
        "reponses": cellule.nombre,
        "periode": ou_rien(_periode(cellule)),
        "reserves": list(reserves.de_chiffre(genre, montree, cellule, indicateur.spec)),
        **{cle: cellule.sans[cle] for cle in ("internes", "tues", "inconnues", "remplacees")},  # type: ignore[typeddict-item]
        "avec_cible": cellule.avec_cible,
        "environ": nombres.environ,
        "valeur": ou_rien(nombres.valeur),
        "entre": ou_rien(list(nombres.entre) if nombres.entre else None),
        "sur": ou_rien(nombres.sur),
        "avant": ou_rien(nombres.avant),
        "apres": ou_rien(nombres.apres),
        "parts": ou_rien(_parts(nombres, cellule, indicateur.spec)),
    }


def _ce_que_l_on_montre(cellule: Cellule, indicateur: Indicateur) -> tuple[str, Reponse | None]:
    """What kind of figure it is, and the figure, where the référentiel lets one be made."""
    forme = indicateur.spec.forme
    if cellule.total is None:
        return "aucun", None
    if s_additionne(indicateur):
        return "somme", cellule.total
    if indicateur.agregation == "moyenne":
        return "moyenne", sommes.moyenne(cellule.total, cellule.nombre)
    return {"oui_non": "reponses", "echelle": "reponses", "texte": "recits"}.get(forme, "aucun"), None


def _texte(genre: str, montree: Reponse | None, cellule: Cellule, spec: Spec) -> str:
    if montree is not None:
        dit = formes.dit_reponse(montree, spec)
        return f"en moyenne {dit}" if genre == "moyenne" else dit
    if genre == "recits":
        return francais.compte(cellule.nombre, "récit")
    dits = [f"{titre} : {francais.compte(nombre, 'fiche')}" for titre, nombre in _mots(cellule, spec)]
    return " ; ".join(dits) if genre == "reponses" else ""


def _mots(cellule: Cellule, spec: Spec) -> list[tuple[str, int]]:
    """How many fiches gave each answer: yes first, steps from the lowest."""
    if spec.forme == "oui_non":
        return [(mot, cellule.mots[mot]) for mot in ("oui", "non") if cellule.mots[mot]]
    return [(_echelon(mot, spec), cellule.mots[mot]) for mot in sorted(cellule.mots, key=_rang)]


def _rang(mot: str) -> tuple[int, int]:
    """A step's place; « 3-4 » comes after 3. Steps may be below nought."""
    bas, tiret, _ = mot[1:].partition("-")
    return int(mot[:1] + bas), len(tiret)


def _echelon(mot: str, spec: Spec) -> str:
    bas, entre = _rang(mot)
    if entre:
        return f"entre {francais.nombre(bas)} et {francais.nombre(bas + 1)}"
    rang = bas - spec.echelle[0]
    libelle = f" (« {spec.libelles[rang]} »)" if 0 <= rang < len(spec.libelles) else ""
    return f"{francais.nombre(bas)}{libelle}"


def _parts(nombres: Reponse, cellule: Cellule, spec: Spec) -> list[dict[str, Any]]:
    if nombres.repartition is not None:
        return chiffres.parts(nombres, spec)
    return [
        {"titre": titre, "nombre": nombre, "part": francais.pourcentage(nombre, cellule.nombre)}
        for titre, nombre in _mots(cellule, spec)
        if spec.forme in ("oui_non", "echelle")
    ]


def _repondu(acteurs: int, retenus: int) -> str:
    """« 17 acteurs sur 23 ont répondu »; nothing where nobody was to."""
    if not retenus:
        return ""
    if not acteurs:
        return f"aucun acteur sur {francais.nombre(retenus)} n'a répondu"
    ont = francais.accord(acteurs, "a répondu", "ont répondu")
    return f"{francais.compte(acteurs, 'acteur')} sur {francais.nombre(retenus)} {ont}"


def _periode(cellule: Cellule) -> str:
    if cellule.annees is None:
        return ""
    debut, fin = cellule.annees
    return str(debut) if debut == fin else f"de {debut} à {fin}"


def _graphique(cellule: Cellule, indicateur: Indicateur) -> dict[str, Any] | None:
    genre, montree = _ce_que_l_on_montre(cellule, indicateur)
    if genre != "somme":
        return None
    return chiffres.de_mesure(Mesure(route=(), reponse=montree), indicateur, "")


def _par_annee(reseau: Chiffres, indicateur: Indicateur) -> dict[str, Any] | None:
    """A column for each year; None where a mesure straddles two, or the cut isn't asked for."""
    points: list[Annee] = []
    for titre, ou in reseau.cases(indicateur, "periode"):
        genre, montree = _ce_que_l_on_montre(reseau.de(indicateur, ou), indicateur)
        bas, haut = sommes.bornes(montree) if montree is not None else (None, None)
        if genre != "somme" or len(titre) != _ANNEE or bas is None or haut is None or montree is None:
            return None
        dit, _ = chiffres.bref(montree, indicateur.spec)
        points.append(Annee(int(titre), dit, haut, bas if bas != haut else None))
    return charts.annees(f"{indicateur.titre}, par année", points) if indicateur.spec.forme != "ratio" else None
