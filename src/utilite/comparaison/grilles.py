"""A référentiel before and after: what was added, withdrawn, renamed."""

from collections.abc import Iterator, Mapping

from utilite.comparaison import lignes
from utilite.comparaison.lignes import Ligne
from utilite.referentiel import Indicateur, Referentiel
from utilite.schema.renommages import Renommages


def compare(avant: Referentiel, apres: Referentiel, noms: Renommages | None) -> Iterator[Ligne]:
    """What changed in the grid, in the order in which it is read."""
    tete = (("Version", "version"), ("Titre", "titre"), ("Licence", "licence"), ("Source", "source"))
    yield from (dite for mot, cle in tete if (dite := lignes.textes(mot, getattr(avant, cle), getattr(apres, cle))))
    axes = noms.axes if noms else {}
    yield from _titres("axe", {a.id: a.titre for a in avant.axes}, {a.id: a.titre for a in apres.axes}, axes)
    criteres = noms.criteres if noms else {}
    anciens, nouveaux = ({c.id: c.titre for c in grille.criteres} for grille in (avant, apres))
    yield from _titres("critère", anciens, nouveaux, criteres)
    indicateurs = noms.indicateurs if noms else {}
    uns, autres = ({i.id: i for c in grille.criteres for i in c.indicateurs} for grille in (avant, apres))
    titres = [{nom: i.titre for nom, i in suite.items()} for suite in (uns, autres)]
    yield from _titres("indicateur", titres[0], titres[1], indicateurs)
    for nom, indicateur in uns.items():
        suivant = autres.get(indicateurs.get(nom, nom))
        if suivant is not None:
            yield from _indicateur(indicateur, suivant)
    yield from _titres("champ", _champs(avant), _champs(apres), noms.champs if noms else {})
    yield from _titres("mot de liste", _mots(avant), _mots(apres), noms.vocabulaires if noms else {})


def _titres(genre: str, avant: Mapping[str, str], apres: Mapping[str, str], noms: Mapping[str, str]) -> Iterator[Ligne]:
    arrives = {noms.get(nom, nom) for nom in avant}
    for nom, titre in apres.items():
        if nom not in arrives:
            yield Ligne(f"Nouveau {genre}" if genre != "axe" else "Nouvel axe", titre)
    for ancien, titre in avant.items():
        nom = noms.get(ancien, ancien)
        if nom not in apres:
            yield Ligne(f"{genre.capitalize()} retiré", titre)
        elif titre != apres[nom]:
            yield Ligne(f"{genre.capitalize()} renommé", f"« {titre} » → « {apres[nom]} »")
        elif nom != ancien:
            yield Ligne(f"{genre.capitalize()} renommé", f"« {titre} » s'écrit {nom} au lieu de {ancien}")


def _indicateur(avant: Indicateur, apres: Indicateur) -> Iterator[Ligne]:
    couples = (
        ("niveau", avant.niveau.titre if avant.niveau else "", apres.niveau.titre if apres.niveau else ""),
        ("forme", avant.spec.forme, apres.spec.forme),
        ("unité", avant.spec.unite, apres.spec.unite),
        ("agrégation", avant.agregation, apres.agregation),
    )
    for quoi, ancien, nouveau in couples:
        if ancien != nouveau:
            yield Ligne(apres.titre, f"{quoi} : {ancien or 'aucune'} → {nouveau or 'aucune'}")


def _champs(grille: Referentiel) -> dict[str, str]:
    cotes = (("acteur.", grille.acteur), ("", grille.fiche))
    return {f"{p}{s.id}.{c.id}": f"{s.titre}, {c.titre}" for p, sections in cotes for s in sections for c in s.champs}


def _mots(grille: Referentiel) -> dict[str, str]:
    return {f"{nom}.{e.id}": e.titre for nom, v in grille.vocabulaires.items() for e in v.entrees.values()}
