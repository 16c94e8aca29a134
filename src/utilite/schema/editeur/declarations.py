"""What is declared with a forme, for an editor: the champs and the indicateurs of a référentiel, a fiche's own."""

from collections.abc import Iterable, Mapping

from utilite import formes
from utilite.formes import editeur
from utilite.formes.spec import Entree, Schema, Vocabulaire
from utilite.schema import champs, cles, indicateurs
from utilite.schema.editeur import mots
from utilite.schema.editeur.document import Partages, a_venir

_ASKED_OF_CHAMPS = {"choix": ("parmi",), "liste": ("de",), "objet": ("champs",)}
_ASKED_OF_INDICATEURS = {"repartition": ("parmi",), "echelle": ("de", "a")}
_BORNES = ("min", "max", "motif")
_BORNE = editeur.texte()
_ENTIER = editeur.ou_vide(editeur.de_type("integer", "Un nombre entier est attendu ici."))


def les_champs(partages: Partages) -> Schema:
    """The champs of a section or of an object; a list and an object are made of others."""
    partages.range("de", _de())
    return partages.range("champs", editeur.liste(_champ(mots.CHAMP)))


def _champ(dits: Mapping[str, str], *, en_liste: bool = False) -> Schema:
    table = cles.decrite(
        champs.SPEC if en_liste else champs.CHAMP,
        forme=_choix(formes.CHAMPS),
        min=_BORNE,
        max=_BORNE,
        motif=_BORNE,
        parmi=_parmi(editeur.ligne()),
        de=a_venir("de"),
        champs=a_venir("champs"),
    )
    cas = {
        nom: _a_cote(nom, _ASKED_OF_CHAMPS.get(nom, ()), ("parmi", "de", "champs"), forme.BORNES)
        for nom, forme in formes.CHAMPS.items()
    }
    return editeur.ensemble(editeur.objet(table, dits), editeur.selon("forme", cas))


def _de() -> Schema:
    """What a list is made of: a forme, or a forme with its bounds."""
    bref, *autres = _choix(formes.CHAMPS).forme["anyOf"]
    long = _champ(mots.CHAMP, en_liste=True)
    return long._replace(forme={"anyOf": [bref, {"type": "object", **long.forme}, *autres]})


def indicateur(vocabulaires: Iterable[str] | None = None) -> Schema:
    """An indicateur of a référentiel; of a fiche, whose `parmi` is one of these vocabulaires, where they are given."""
    propre = vocabulaires is not None
    nommes = _choix(vocabulaires) if vocabulaires is not None else editeur.ligne()
    table = cles.decrite(
        indicateurs.PROPRE if propre else indicateurs.DU_REFERENTIEL,
        forme=_choix(formes.INDICATEURS),
        min=_BORNE,
        max=_BORNE,
        motif=_BORNE,
        parmi=_parmi(nommes),
        de=_ENTIER,
        a=_ENTIER,
    )
    cas = {
        nom: _a_cote(nom, _ASKED_OF_INDICATEURS.get(nom, ()), ("parmi", "de", "a", "libelles"), forme.BORNES)
        for nom, forme in formes.INDICATEURS.items()
    }
    return editeur.ensemble(editeur.objet(table, mots.INDICATEUR), editeur.selon("forme", cas))


def _a_cote(forme: str, demande: Iterable[str], propres: Iterable[str], bornes: Iterable[str]) -> Schema:
    """What stands beside a forme: what it asks, and what means nothing there."""
    permis = {*demande, *bornes, *(("libelles",) if forme == "echelle" else ())}
    sans_effet = {
        cle: editeur.interdit(f"« {cle} » ne veut rien dire pour la forme {forme}.")
        for cle in (*_BORNES, *propres)
        if cle not in permis
    }
    exige = [editeur.manque(cle) for cle in demande]
    return Schema({"properties": sans_effet}, {"allOf": exige} if exige else {})


def _choix(noms: Iterable[str]) -> Schema:
    return editeur.choix(Vocabulaire(nom="", entrees={nom: Entree(id=nom, titre=nom) for nom in noms}))


def _parmi(nomme: Schema) -> Schema:
    """The name of a vocabulaire, or a list of plain words."""
    mots_ = editeur.liste(editeur.ligne()).forme
    autres = nomme.forme.get("anyOf") or [nomme.forme]
    return Schema({"anyOf": [*autres, {"type": "array", "items": mots_["items"]}]})
