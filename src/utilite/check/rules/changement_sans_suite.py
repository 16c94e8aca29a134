"""Un changement du référentiel ne mène nulle part.

Ce que la règle vérifie
    Que chaque nom donné par « renommer », sous « changements », existe dans le référentiel, ou est
    renommé à son tour par un changement plus récent. Et que le dernier changement mène à la
    « version » du référentiel ; sinon, ce n'est qu'un avertissement.

Pourquoi
    Les changements servent à mettre à jour les fiches écrites avec une version plus ancienne. Un
    nom qui n'existe pas y mettrait un critère inconnu.

Exemple
    Ici, le critère s'appelle « estime-de-soi » :

        changements:
          - version: "2"
            renommer:
              criteres:
                confiance: estime-de-soie

Corriger
    Écrivez le nom d'aujourd'hui. Si le critère a disparu, retirez la ligne.

        changements:
          - version: "2"
            renommer:
              criteres:
                confiance: estime-de-soi

    Si c'est la version qui diffère, ajoutez à la fin un changement de cette version, même sans rien
    à renommer :

        version: "3"
        changements:
          - version: "2"
          - version: "3"
"""

from collections.abc import Iterator, Mapping

from utilite.check.sujets import Grille
from utilite.diagnostic import Finding, Place, Related, Severity
from utilite.orthographe import seul, suggestion
from utilite.referentiel import Referentiel
from utilite.schema import renommages

CODE = "UT223"
SEVERITY = Severity.ERROR
LOCKED = False

_OU = {
    "axes": ("axes",),
    "criteres": ("axes",),
    "indicateurs": ("axes",),
    "champs": ("acteur", "fiche"),
    "vocabulaires": ("vocabulaires",),
}
"""Where the names of each kind are declared: where something there couldn't be read, nothing is known of them."""

_QUOI = {
    "axes": "aucun axe",
    "criteres": "aucun critère",
    "indicateurs": "aucun indicateur",
    "champs": "aucun champ",
    "vocabulaires": "aucun mot de vocabulaire",
}

_EXEMPLES = {"champs": "la section et le champ, « section.champ »", "vocabulaires": "la liste et le mot, « liste.mot »"}


def check(referentiel: Referentiel, grille: Grille) -> Iterator[Finding]:
    """Yields each new name that nothing bears, and a last change that leads to another version."""
    if not referentiel.changements:
        return
    connus = renommages.actuels(referentiel)
    for changement in reversed(referentiel.changements):
        for genre, noms in changement.renommer.items():
            if not any(grille.dits.sous((ou,)) for ou in _OU[genre]):
                route = (*changement.place.route, "renommer", genre)
                yield from _inconnus(Place(referentiel.file, route), genre, noms, connus[genre])
        for genre, noms in changement.renommer.items():
            connus[genre] |= noms.keys()
    dernier = referentiel.changements[-1]
    if referentiel.version and dernier.version != referentiel.version:
        yield Finding(
            rule="changement-sans-suite",
            place=Place(referentiel.file, ("version",)),
            message=f"le dernier changement mène à la version {dernier.version}, "
            f"et le référentiel en est à {referentiel.version}",
            hint=f'ajoutez à la fin de « changements » : - version: "{referentiel.version}"',
            related=(Related(Place(referentiel.file, (*dernier.place.route, "version")), "le dernier est ici"),),
            lowered=True,
        )


def _inconnus(place: Place, genre: str, noms: Mapping[str, str], connus: set[str]) -> Iterator[Finding]:
    sinon = f"écrivez {_EXEMPLES.get(genre, 'le nom actuel')}, ou retirez cette ligne"
    for ancien, nouveau in noms.items():
        if nouveau not in connus:
            entier = min((connu for connu in connus if connu.endswith(f".{nouveau}")), key=len, default="")
            yield Finding(
                rule="changement-sans-suite",
                place=place._replace(route=(*place.route, ancien)),
                message=f"{_QUOI[genre]} du référentiel ne s'appelle « {nouveau[:60]} »",
                hint=suggestion(entier or nouveau, connus, "remplacez par « {} »", sinon),
                repair=seul(nouveau, connus),
            )
