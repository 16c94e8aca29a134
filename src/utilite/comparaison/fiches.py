"""A fiche, or an acteur, before and after: champ by champ, critère by critère."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from utilite import formes, francais
from utilite.comparaison import budgets, lignes, mesures
from utilite.comparaison.lignes import Alerte, Ligne
from utilite.comparaison.mesures import Vue
from utilite.fiche import Acteur, Apport, Fiche, Statut, Suivi, Temoignage
from utilite.formes.budget import Budget
from utilite.formes.spec import Champ
from utilite.referentiel import Section
from utilite.schema.renommages import Renommages

_STATUTS = {None: "sans statut", Statut.BROUILLON: "brouillon", Statut.TERMINEE: "terminée", Statut.RETIREE: "retirée"}


def acteurs(avant: Acteur, apres: Acteur, sections: tuple[Section, ...], noms: Renommages | None) -> Iterator[Ligne]:
    """What changed in an acteur."""
    yield from _sections(avant.sections, apres.sections, sections, noms, "acteur.")


def fiches(
    avant: Fiche,
    apres: Fiche,
    sections: tuple[Section, ...],
    noms: Renommages | None,
    qui: Mapping[str, str],
) -> Iterator[Ligne]:
    """What changed in a fiche; `qui` names the acteurs."""
    yield from _tete(avant, apres, qui)
    yield from _sections(avant.sections, apres.sections, sections, noms, "")
    yield from _criteres(avant, apres, noms)
    yield from _presents(
        lignes.textes("Limites", avant.limites, apres.limites, preuve=True),
        lignes.textes("Perspectives", avant.perspectives, apres.perspectives),
        lignes.ensembles("Auteurs", avant.auteurs, apres.auteurs),
        lignes.textes("Licence", avant.licence, apres.licence),
        lignes.valeurs("Recueilli le", avant.recueilli_le, apres.recueilli_le, francais.jour),
    )


def _presents(*dites: Ligne | None) -> list[Ligne]:
    return [ligne for ligne in dites if ligne is not None]


def _tete(avant: Fiche, apres: Fiche, qui: Mapping[str, str]) -> Iterator[Ligne]:
    if avant.statut != apres.statut:
        alerte = Alerte.PREUVE_RETIREE if apres.statut is Statut.RETIREE else None
        yield Ligne("Statut", f"{_STATUTS[avant.statut]} → {_STATUTS[apres.statut]}", alerte)
    yield from _presents(
        lignes.ensembles("Acteurs", *(tuple(qui.get(a, a) for a in f.acteurs) for f in (avant, apres))),
        lignes.valeurs("Période", avant.periode, apres.periode, lambda p: str(p.dit)),
        lignes.textes("Version du référentiel", avant.version, apres.version),
        lignes.textes("Fiche précédente", avant.precedente, apres.precedente),
    )


def _sections(
    avant: Mapping[str, Any],
    apres: Mapping[str, Any],
    sections: tuple[Section, ...],
    noms: Renommages | None,
    prefixe: str,
) -> Iterator[Ligne]:
    anciens = {nouveau: ancien for ancien, nouveau in (noms.champs.items() if noms else ())}
    for section in sections:
        if section.liste:
            yield from _presents(_liste(avant.get(section.id) or (), apres.get(section.id) or (), section))
            continue
        for champ in section.champs:
            nom = f"{section.id}.{champ.id}"
            ancien = anciens.get(f"{prefixe}{nom}") or anciens.get(nom) or nom
            avant_section, _, avant_champ = ancien.removeprefix("acteur.").rpartition(".")
            une, autre = (avant.get(avant_section) or {}).get(avant_champ), (apres.get(section.id) or {}).get(champ.id)
            if isinstance(une, Budget) and isinstance(autre, Budget) and not champ.interne:
                yield from budgets.compare(champ.titre, une, autre)
            else:
                yield from _presents(_champ(champ, une, autre))


def _champ(champ: Champ, avant: Any, apres: Any) -> Ligne | None:
    if avant == apres or (not champ.spec.forme):
        return None
    if champ.interne:  # a file may be private where the summary that is sent by e-mail isn't
        return Ligne(champ.titre, "changé (interne)")
    if champ.spec.forme == "liste" and champ.spec.de is not None:
        montre = partial(formes.montre, spec=champ.spec.de)
        return lignes.ensembles(champ.titre, tuple(map(montre, avant or ())), tuple(map(montre, apres or ())))
    return lignes.valeurs(champ.titre, avant, apres, partial(formes.montre, spec=champ.spec))


def _liste(avant: tuple[Any, ...], apres: tuple[Any, ...], section: Section) -> Ligne | None:
    """A section of several lines: how many came, went, or were rewritten."""
    plus, moins = sum(v not in avant for v in apres), sum(v not in apres for v in avant)
    recrites = min(plus, moins)
    comptes = ((plus - recrites, "ajoutée"), (moins - recrites, "retirée"), (recrites, "récrite"))
    dites = [f"{francais.compte(n, 'ligne')} {francais.accord(n, mot)}" for n, mot in comptes if n]
    return Ligne(section.titre, ", ".join(dites)) if dites else None


def _criteres(avant: Fiche, apres: Fiche, noms: Renommages | None) -> Iterator[Ligne]:
    """Each critère under its present id; the earlier ones were read under theirs."""
    suivis = noms.criteres if noms else {}
    anciens = {suivis.get(a.critere.id, a.critere.id): a for a in avant.apports}
    nouveaux = {a.critere.id: a for a in apres.apports}
    for nom, apport in nouveaux.items():
        ancien = anciens.get(nom)
        if ancien is None:
            yield Ligne("Nouveau critère renseigné", f"{francais.minuscule(apport.critere.titre)}{_porte(apport)}")
        else:
            yield from _apports((avant, ancien), (apres, apport), noms)
    for nom, apport in anciens.items():
        if nom not in nouveaux:
            preuves = any(m.reponse is not None for s in apport.suivis for m in s.mesures) or bool(apport.temoignages)
            dit = f"{francais.minuscule(apport.critere.titre)}{_porte(apport)}"
            yield Ligne("Critère retiré", dit, Alerte.PREUVE_RETIREE if preuves else None)


def _porte(apport: Apport) -> str:
    """What stands under a critère: « (2 chiffres, 1 témoignage) »."""
    nombre = sum(m.reponse is not None for s in apport.suivis for m in s.mesures)
    comptes = ((nombre, "chiffre"), (len(apport.temoignages), "témoignage"))
    dits = [francais.compte(n, mot) for n, mot in comptes if n]
    return f" ({', '.join(dits)})" if dits else ""


def _apports(avant: tuple[Fiche, Apport], apres: tuple[Fiche, Apport], noms: Renommages | None) -> Iterator[Ligne]:
    (une, ancien), (autre, nouveau) = avant, apres
    titre = nouveau.critere.titre
    yield from _presents(lignes.textes(f"{titre}, apport", ancien.texte, nouveau.texte, preuve=True))
    renommes = noms.indicateurs if noms else {}
    anciens: dict[str, Suivi] = {renommes.get(s.indicateur.id, s.indicateur.id): s for s in ancien.suivis}
    nouveaux = {s.indicateur.id: s for s in nouveau.suivis}
    for nom, suivi in nouveaux.items():
        vue = Vue(suivi, autre.periode)
        if nom in anciens:
            yield from mesures.compare(Vue(anciens[nom], une.periode), vue)
        else:
            yield from mesures.nouvelles(vue)
    for nom, suivi in anciens.items():
        if nom not in nouveaux:
            yield from mesures.retirees(Vue(suivi, une.periode))
    yield from _temoignages(titre, ancien.temoignages, nouveau.temoignages)


def _temoignages(titre: str, avant: tuple[Temoignage, ...], apres: tuple[Temoignage, ...]) -> Iterator[Ligne]:
    """How many came and went, whose accord has changed; what people said isn't repeated."""
    anciens, nouveaux = ({" ".join(t.texte.split()): t for t in suite} for suite in (avant, apres))
    plus, moins = len(nouveaux.keys() - anciens.keys()), len(anciens.keys() - nouveaux.keys())
    if plus:
        yield Ligne(titre, f"{francais.compte(plus, 'témoignage')} {francais.accord(plus, 'ajouté')}")
    if moins:
        dit = f"{francais.compte(moins, 'témoignage')} {francais.accord(moins, 'retiré')}"
        yield Ligne(titre, dit, Alerte.PREUVE_RETIREE)
    accords = [(anciens[t].accord, nouveaux[t].accord) for t in nouveaux if t in anciens]
    for une, autre in accords:
        if une != autre:
            yield Ligne(f"{titre}, témoignage", f"accord : {une or 'aucun'} → {autre or 'aucun'}")
