"""What is declared with a forme, for an editor: the champs and the indicateurs of a référentiel, a fiche's own."""

from collections.abc import Iterable, Mapping

from utilite import formes
from utilite.formes import editeur, nombres
from utilite.formes.spec import Entree, FormeDeChamp, FormeDIndicateur, Schema, Spec, Vocabulaire
from utilite.schema import champs, cles, indicateurs
from utilite.schema.editeur import mots
from utilite.schema.editeur.document import Partages, a_venir

_D_UN_CHAMP = {"choix": ("parmi",), "liste": ("de",), "objet": ("champs",)}
_D_UN_INDICATEUR = {"repartition": ("parmi",), "echelle": ("de", "a")}
_BORNES = ("min", "max", "motif")
_SANS_BORNE = Spec(forme="entier")


def les_champs(partages: Partages) -> Schema:
    """The champs of a section or of an object; a list and an object are made of others."""
    partages.range("de", _de())
    return partages.range("champs", editeur.liste(_champ(mots.CHAMP)))


def _champ(dits: Mapping[str, str], *, en_liste: bool = False) -> Schema:
    table = cles.decrite(
        champs.SPEC if en_liste else champs.CHAMP,
        forme=_choix(formes.CHAMPS),
        min=editeur.libre(),
        max=editeur.libre(),
        motif=editeur.libre(),
        parmi=_parmi(editeur.ligne()),
        de=a_venir("de"),
        champs=a_venir("champs"),
    )
    return editeur.ensemble(editeur.objet(table, dits), _selon_forme(formes.CHAMPS, _D_UN_CHAMP))


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
        min=editeur.libre(),
        max=editeur.libre(),
        motif=editeur.libre(),
        parmi=_parmi(nommes),
        de=nombres.decrit(_SANS_BORNE, entier=True),
        a=nombres.decrit(_SANS_BORNE, entier=True),
    )
    a_cote = _selon_forme(formes.INDICATEURS, _D_UN_INDICATEUR, ("libelles",))
    return editeur.ensemble(editeur.objet(table, mots.INDICATEUR), a_cote)


def _selon_forme(
    connues: Mapping[str, FormeDeChamp] | Mapping[str, FormeDIndicateur],
    demande: Mapping[str, tuple[str, ...]],
    libres: tuple[str, ...] = (),
) -> Schema:
    """What formes ask beside them, and what means nothing there; `libres` go with the last that asks something."""
    qui = {cle: [forme] for forme, demandees in demande.items() for cle in demandees}
    qui |= {cle: [list(demande)[-1]] for cle in libres}
    qui |= {borne: [nom for nom, forme in connues.items() if borne in forme.BORNES] for borne in _BORNES}
    cas = []
    for cle, permises in qui.items():
        sans_effet = editeur.interdit(f"« {cle} » ne va qu'avec la forme {', '.join(permises)}.")
        autres = [nom for nom in connues if nom not in permises]
        cas.append((autres, Schema(editeur.aussi(**{cle: sans_effet}))))
    for forme, demandees in demande.items():
        cas.append(([forme], Schema({}, {"allOf": [editeur.manque(cle) for cle in demandees]})))
    return editeur.selon("forme", cas)


def _choix(noms: Iterable[str]) -> Schema:
    return editeur.choix(Vocabulaire(nom="", entrees={nom: Entree(id=nom, titre=nom) for nom in noms}))


def _parmi(nomme: Schema) -> Schema:
    """The name of a vocabulaire, or a list of plain words."""
    return Schema({"anyOf": [nomme.forme, {"type": "array", **editeur.liste(editeur.ligne()).forme}]})
