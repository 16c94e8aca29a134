"""Deux fichiers ont presque le même nom.

Ce que la règle vérifie
    Que les identifiants de deux fiches, ou de deux acteurs, ne diffèrent pas que par un tiret : un
    identifiant est le nom du fichier, sans « .yaml ». Un tiret entre deux chiffres compte : « lot-1-2 »
    n'est pas « lot-12 ».

Pourquoi
    On se trompera de l'un à l'autre en les nommant dans une fiche. Ou bien c'est le même fichier,
    créé deux fois.

Exemple
    Ici, deux fiches se ressemblent trop :

        fiches/atelier-2012.yaml
        fiches/atelier2012.yaml

Corriger
    S'il s'agit de la même fiche, gardez un seul des deux fichiers. Sinon, renommez l'un des deux :

        fiches/atelier-2012.yaml
        fiches/atelier-ete-2012.yaml
"""

import re
from collections.abc import Iterator

from utilite.check.rules import acteur_en_double
from utilite.check.sujets import Reseau
from utilite.diagnostic import Finding, Place, Severity

CODE = "UT405"
SEVERITY = Severity.WARNING
LOCKED = False

_TIRETS = re.compile(r"(?<![0-9])-|-(?![0-9])")


def check(reseau: Reseau) -> Iterator[Finding]:
    """Yields each file whose id differs by hyphens only from one before it."""
    for noms, quoi in ((reseau.fiches, "la fiche"), (reseau.acteurs, "l'acteur")):
        vus: dict[str, str] = {}
        for nom, element in noms.items():
            premier = vus.setdefault(_TIRETS.sub("", nom), nom)
            if premier != nom and not (noms is reseau.acteurs and _double(reseau, premier, nom)):
                yield Finding(
                    rule="identifiants-voisins",
                    place=Place(element.file),
                    message=f"ce nom ne diffère que par un tiret de celui de {quoi} « {premier} »",
                    hint="s'il s'agit du même fichier, gardez-en un seul ; sinon renommez l'un des deux",
                )


def _double(reseau: Reseau, premier: str, nom: str) -> bool:
    """Whether the two acteurs are told to be one already."""
    une, autre = ({marque for marque, _ in acteur_en_double.marques(reseau.acteurs[n], reseau)} for n in (premier, nom))
    return not une.isdisjoint(autre)
