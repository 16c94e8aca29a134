"""Readers that the files share: ids, plain choices, raw nodes."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from utilite import source
from utilite.diagnostic import Route
from utilite.formes import choix, editeur, liste, oui_non, texte, texte_long
from utilite.formes.spec import Cle, Entree, Lecteur, Lecture, Schema, Vocabulaire
from utilite.orthographe import identifiant as en_identifiant

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
CLE = re.compile(r"[a-z][a-z0-9_]{0,99}")


class Brut(NamedTuple):
    """A node that is read once more is known."""

    node: source.Node
    route: Route


def brut(node: source.Node, route: Route, lecture: Lecture) -> Brut:  # noqa: ARG001
    """The node itself."""
    return Brut(node, route)


def identifiant(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """An id: kebab-case ASCII."""
    ecrit: str | None = texte.lit(node, route, lecture)
    if ecrit is not None:
        verifie_id(ecrit, route, lecture)
    return ecrit


def verifie_id(ecrit: str, route: Route, lecture: Lecture) -> None:
    """Says so where a text isn't an id."""
    if not ID.fullmatch(ecrit):
        _mal_ecrit(ecrit, ID, "lien-social", route, lecture)


def cle(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """The id of a section or of a champ, which is a key: `_` joins its words."""
    ecrit: str | None = texte.lit(node, route, lecture)
    if ecrit is not None and not CLE.fullmatch(ecrit):
        _mal_ecrit(ecrit, CLE, "lien_social", route, lecture)
    return ecrit


def _mal_ecrit(ecrit: str, motif: re.Pattern[str], exemple: str, route: Route, lecture: Lecture) -> None:
    signe = "-" if "-" in exemple else "_"
    propose = en_identifiant(ecrit).replace("-", signe)
    forme = f"de minuscules sans accent, de chiffres et de « {signe} »"
    hint = f"écrivez : {propose}" if motif.fullmatch(propose) else f"par exemple : {exemple}"
    debut = "une lettre" if motif is CLE else "une lettre ou un chiffre"
    message = f"« {ecrit[:60]} » : un identifiant est fait {forme}"
    if re.fullmatch("[a-z0-9_]+" if motif is CLE else "[a-z0-9-]+", ecrit):
        message = f"« {ecrit[:60]} » : un identifiant commence par {debut}"
    on_key = route[-1:] == (ecrit,)  # a fiche's own: no other file names it
    libre = on_key and motif.fullmatch(propose) and not lecture.document.holds((*route[:-1], propose))
    repair = propose if libre else None
    lecture.dit("identifiant-mal-ecrit", route, message, hint, on_key=on_key, repair=repair)


def parmi(*mots: str) -> Cle:
    """One of a few words of the format."""
    vocabulaire = Vocabulaire(nom="", entrees={mot: Entree(id=mot, titre=mot) for mot in mots})
    return Cle(lecteur=choix.parmi(vocabulaire), exemple=mots[0], decrit=partial(editeur.choix, vocabulaire))


def obligatoire(
    lecteur: Lecteur, exemple: str = "", *, est_texte: bool = False, decrit: Callable[[], Schema] = editeur.ligne
) -> Cle:
    """A key that must be there."""
    return Cle(lecteur=lecteur, obligatoire=True, texte=est_texte, exemple=exemple, decrit=decrit)


def decrite(table: dict[str, Cle], **schemas: Schema) -> dict[str, Cle]:
    """A table of keys, some of which an editor is told more of than their readers know."""
    assert schemas.keys() <= table.keys()
    return {nom: cle._replace(decrit=partial(_rend, schemas[nom])) if nom in schemas else cle
            for nom, cle in table.items()}  # fmt: skip


def _rend(schema: Schema) -> Schema:
    return schema


def _decrit_id(motif: re.Pattern[str], exemple: str) -> Schema:
    message = f"Un identifiant est attendu ici, en minuscules sans accent, comme {exemple}."
    return editeur.texte({"pattern": editeur.entoure(motif.pattern), "patternErrorMessage": message})


TEXTE = Cle(lecteur=texte.lit, texte=True, decrit=editeur.ligne)
TEXTE_BRUT = Cle(lecteur=texte.libre, texte=True, decrit=editeur.libre)
TEXTE_LONG = Cle(lecteur=texte_long.lit, texte=True, decrit=editeur.libre)
TITRE = obligatoire(texte.lit, est_texte=True)
IDENTIFIANT = obligatoire(identifiant, decrit=partial(_decrit_id, ID, "lien-social"))
CLE_ID = obligatoire(cle, decrit=partial(_decrit_id, CLE, "lien_social"))
TEXTES = Cle(lecteur=liste.de(texte.lit, texte=True), decrit=editeur.lignes)
BRUT = Cle(lecteur=brut)
OUI_NON = oui_non.CLE
DIFFUSION = parmi("publique", "interne")
