"""The mesures of one indicateur, before and after: which became which, and what changed in them."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from utilite import formes, francais
from utilite.comparaison import lignes
from utilite.comparaison.lignes import Alerte, Ligne
from utilite.fiche import Cible, Mesure, Suivi
from utilite.formes.periode import Periode
from utilite.formes.spec import Reponse, Spec

_COMPTES = ("entier", "nombre", "montant")


class Vue(NamedTuple):
    """An indicateur as one state tells it, and the period that its mesures have where they give none."""

    suivi: Suivi
    periode: Periode | None


def compare(avant: Vue, apres: Vue) -> Iterator[Ligne]:
    """What changed in an indicateur that both states follow."""
    reste, neuves = list(avant.suivi.mesures), list(apres.suivi.mesures)
    for cle in _CLES:
        for neuve in list(neuves):
            jumelle = next((m for m in reste if cle(m, avant) == cle(neuve, apres)), None)
            if jumelle is not None:
                reste.remove(jumelle)
                neuves.remove(neuve)
                yield from _changee(jumelle, avant, neuve, apres)
    yield from (_retiree(m, avant) for m in reste)
    yield from (_nouvelle(m, apres) for m in neuves)


def nouvelles(vue: Vue) -> Iterator[Ligne]:
    """The mesures of an indicateur that only the later state follows."""
    return (_nouvelle(m, vue) for m in vue.suivi.mesures)


def retirees(vue: Vue) -> Iterator[Ligne]:
    """The mesures of an indicateur that only the earlier state follows."""
    return (_retiree(m, vue) for m in vue.suivi.mesures)


_CLES: tuple[Callable[[Mesure, Vue], Any], ...] = (
    lambda m, vue: m._replace(route=(), periode=m.periode or vue.periode),
    lambda m, vue: (m.periode or vue.periode, m.recueilli_le, m.recueil, m.interne),
    lambda m, vue: m.periode or vue.periode,
    lambda m, vue: m.periode,  # noqa: ARG005 - where the fiche's own period has changed
    lambda m, vue: (m.reponse, m.non_renseigne, m.source),  # noqa: ARG005 - a period that was corrected
)
"""How two mesures are the same one, the surest first."""


def _sujet(mesure: Mesure, vue: Vue) -> str:
    periode = mesure.periode or vue.periode
    quand = f", {periode.dit}" if periode is not None else ""
    return f"{vue.suivi.indicateur.titre}{quand}{' (interne)' if mesure.interne else ''}"


def _changee(mesure: Mesure, avant: Vue, neuve: Mesure, apres: Vue) -> Iterator[Ligne]:
    sujet, spec = _sujet(neuve, apres), apres.suivi.indicateur.spec
    if mesure.interne or neuve.interne:
        if mesure.interne != neuve.interne:
            yield Ligne(sujet, "devient interne" if neuve.interne else "n'est plus interne")
        if mesure.reponse != neuve.reponse:
            yield Ligne(sujet, "chiffre changé")
        return
    quand = [m.periode or vue.periode for m, vue in ((mesure, avant), (neuve, apres))]
    if quand[0] != quand[1] and mesure.periode != neuve.periode:
        yield Ligne(apres.suivi.indicateur.titre, " → ".join(q.dit if q else "sans période" for q in quand))
    yield from _reponses(sujet, mesure, neuve, (avant.suivi.indicateur.spec, spec))
    yield from _preuves(sujet, mesure, neuve)
    if mesure.cible != neuve.cible:
        yield Ligne(sujet, f"cible : {_cible(mesure.cible)} → {_cible(neuve.cible)}")


def _reponses(sujet: str, mesure: Mesure, neuve: Mesure, specs: tuple[Spec, Spec]) -> Iterator[Ligne]:
    une, autre = mesure.reponse, neuve.reponse
    if une == autre:
        raison = lignes.textes(sujet, mesure.non_renseigne, neuve.non_renseigne) if une is None else None
        yield from [raison._replace(dit=f"non renseigné, {raison.dit}")] if raison else []
    elif une is None:
        yield Ligne(sujet, f"{_absente(mesure)} → {_dit(neuve, specs[1])}")
    elif autre is None:
        yield Ligne(sujet, f"{_dit(mesure, specs[0])} → {_absente(neuve)}", Alerte.PREUVE_RETIREE)
    elif specs[1].forme == "texte":
        yield from filter(None, [lignes.textes(sujet, str(une.valeur or ""), str(autre.valeur or ""))])
    else:
        yield _nombres(sujet, mesure, neuve, specs)


def _nombres(sujet: str, mesure: Mesure, neuve: Mesure, specs: tuple[Spec, Spec]) -> Ligne:
    assert mesure.reponse is not None
    assert neuve.reponse is not None
    dits = _dit(mesure, specs[0]), _dit(neuve, specs[1])
    if specs[0].unite != specs[1].unite:
        dits = formes.dit_reponse(mesure.reponse, specs[0]), formes.dit_reponse(neuve.reponse, specs[1])
    avant, apres = _comptes(mesure.reponse), _comptes(neuve.reponse)
    communs = [(avant[nom], apres[nom]) for nom in avant if nom in apres]
    ecart = next((c for c in communs if lignes.fois(*c)), None)
    if ecart is None and specs[1].forme in _COMPTES and communs:
        ecart = communs[0]
    if ecart is None or specs[0].forme != specs[1].forme:
        return Ligne(sujet, f"{dits[0]} → {dits[1]}")
    return lignes.chiffres(sujet, dits, ecart, part=specs[1].forme in _COMPTES)


def _comptes(reponse: Reponse) -> dict[str, float]:
    """Its numbers, by what they are."""
    seuls = {"valeur": reponse.valeur, "sur": reponse.sur, "avant": reponse.avant, "apres": reponse.apres}
    comptes = {nom: v for nom, v in seuls.items() if isinstance(v, int | float) and not isinstance(v, bool)}
    bouts = dict(zip(("de", "a"), reponse.entre or (), strict=False))
    population = {"population": reponse.population} if reponse.population is not None else {}
    parts = {f"part {nom}": part for nom, part in (reponse.repartition or {}).items()}
    return {**comptes, **bouts, **population, **parts}


def _preuves(sujet: str, mesure: Mesure, neuve: Mesure) -> Iterator[Ligne]:
    """The source, how and when it was found."""
    if mesure.source and not neuve.source:
        yield Ligne(sujet, "source retirée", Alerte.PREUVE_RETIREE)
    elif neuve.source and not mesure.source:
        yield Ligne(sujet, "source ajoutée")
    elif dit := lignes.textes(sujet, mesure.source, neuve.source):
        yield dit._replace(dit=f"source {dit.dit.removeprefix('texte ')}")
    if mesure.recueil and not neuve.recueil:
        yield Ligne(sujet, "la façon de recueillir n'est plus dite", Alerte.PREUVE_RETIREE)
    elif dit := lignes.textes(sujet, mesure.recueil, neuve.recueil):
        yield dit._replace(dit=f"recueil {dit.dit.removeprefix('texte ')}")
    if mesure.recueilli_le != neuve.recueilli_le:
        jours = [francais.jour(m.recueilli_le) if m.recueilli_le else "sans date" for m in (mesure, neuve)]
        yield Ligne(sujet, f"recueilli le : {jours[0]} → {jours[1]}")


def _nouvelle(mesure: Mesure, vue: Vue) -> Ligne:
    sujet = _sujet(mesure, vue)
    if mesure.interne:
        return Ligne(sujet, "nouveau chiffre")
    return Ligne(sujet, f"{_dit(mesure, vue.suivi.indicateur.spec)} (nouveau)")


def _retiree(mesure: Mesure, vue: Vue) -> Ligne:
    alerte = Alerte.PREUVE_RETIREE if mesure.reponse is not None else None
    dit = "chiffre" if mesure.interne else _dit(mesure, vue.suivi.indicateur.spec)
    return Ligne(_sujet(mesure, vue), f"{dit} retiré" if mesure.interne else f"{dit}, retiré", alerte)


def _absente(mesure: Mesure) -> str:
    return "non renseigné" if mesure.non_renseigne or mesure.entiere else "illisible"


def _dit(mesure: Mesure, spec: Spec) -> str:
    """The answer in words, without the unit that the title says already."""
    if mesure.reponse is None:
        return f"cible de {_cible(mesure.cible)}" if mesure.cible and not mesure.non_renseigne else _absente(mesure)
    seule = spec._replace(unite="") if spec.forme in ("entier", "nombre") else spec
    dit = " ".join(formes.dit_reponse(mesure.reponse, seule).split())
    return dit if len(dit) <= 2 * lignes.COURT else f"un texte de {francais.compte(len(dit), 'signe')}"


def _cible(cible: Cible | None) -> str:
    bouts = [("au moins", cible.au_moins), ("au plus", cible.au_plus)] if cible is not None else []
    return " et ".join(f"{mot} {francais.nombre(v)}" for mot, v in bouts if v is not None) or "aucune"
