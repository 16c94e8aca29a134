"""Deux acteurs ont le même nom ou le même numéro officiel.

Ce que la règle vérifie
    Que deux fichiers de « acteurs/ » n'ont ni le même SIRET, ni le même RNA (les numéros officiels
    d'un établissement et d'une association), ni le même nom, ni presque : les majuscules, les
    accents, les articles, le mot « association », le pluriel et une lettre changée dans un mot d'au
    moins six lettres ne comptent pas.

Pourquoi
    Il s'agit sans doute d'un seul acteur, décrit deux fois. Il serait compté deux fois, et une
    correction faite dans un fichier manquerait dans l'autre.

Exemple
    Ici, deux fichiers décrivent la même association :

        # acteurs/mon-association.yaml
        identite:
          nom: Les amis du port

        # acteurs/mon-asso.yaml
        identite:
          nom: Association Amis du Port

Corriger
    Gardez un seul des deux fichiers, et nommez-le dans toutes les fiches. S'il s'agit bien de deux
    acteurs, donnez-leur des noms qui les distinguent :

        # acteurs/mon-association.yaml
        identite:
          nom: Les amis du port

        # acteurs/mon-association-jeunes.yaml
        identite:
          nom: Les amis du port, section des jeunes
"""

from collections.abc import Iterator

from utilite.check.sujets import Reseau
from utilite.diagnostic import Finding, Place, Related, Route, Severity
from utilite.fiche import Acteur
from utilite.orthographe import identifiant

CODE = "UT401"
SEVERITY = Severity.WARNING
LOCKED = False

_NOM: Route = ("identite", "nom")
_MEME_NOM = "le même nom"
_PRESQUE = "presque le même nom"
_VIDES = frozenset({"l", "le", "la", "les", "d", "de", "du", "des", "asso", "association"})
"""Words of a name that tell nobody apart."""
_LONG = 6
"""From how many letters on a word may have one that is wrong: « port » and « fort » are two places."""


def check(reseau: Reseau) -> Iterator[Finding]:
    """Yields each acteur that bears the name or a number of one that comes before it."""
    vus: dict[tuple[str, str], tuple[Acteur, Route]] = {}
    for acteur in reseau.acteurs.values():
        for marque, route in marques(acteur, reseau):
            premier = vus.setdefault(marque, (acteur, route))
            if premier[0] is acteur:
                continue
            quoi = marque[0]
            yield Finding(
                rule="acteur-en-double",
                place=Place(acteur.file, route),
                message=f"l'acteur « {premier[0].id} » a {quoi}",
                hint=f"s'il s'agit du même, gardez un seul fichier et écrivez « {premier[0].id} » dans les fiches",
                related=(Related(Place(premier[0].file, premier[1]), f"{quoi} est ici"),),
            )
            break


def marques(acteur: Acteur, reseau: Reseau) -> Iterator[tuple[tuple[str, str], Route]]:
    """All that would give an acteur away under another id: what it is and its value, and where it stands."""
    for numero, champs in reseau.marques.items():
        for section, champ in champs:
            valeur = (acteur.sections.get(section) or {}).get(champ)
            if isinstance(valeur, str) and valeur:
                yield (f"le même {numero}", valeur), (section, champ)
    nom = (acteur.sections.get("identite") or {}).get("nom")
    if nom:
        yield (_MEME_NOM, identifiant(nom)), _NOM
        for variante in _variantes(nom):
            yield (_PRESQUE, variante), _NOM


def _variantes(nom: str) -> Iterator[str]:
    """The words that count, whole and with one letter less: names one letter apart have one of these in common."""
    tous = identifiant(nom).split("-")
    mots = [_singulier(mot) for mot in tous if mot not in _VIDES] or tous
    yield " ".join(mots)
    for i, mot in enumerate(mots):
        if len(mot) >= _LONG and mot.isalpha():
            for j in range(1, len(mot)):
                yield " ".join([*mots[:i], mot[:j] + mot[j + 1 :], *mots[i + 1 :]])


def _singulier(mot: str) -> str:
    return mot[:-1] if len(mot) > 3 and mot.endswith("s") else mot
