"""The readers' own tables of keys → the JSON Schemas (draft-07) of a workspace's files, for editors.

Where a schema rejects a file, our readers have something to say of it; the reverse holds but for what a schema
can't say (tests/test_schema.py lists it). An editor underlines errors only: what a draft may lack it may lack
there too, and a file of `prive/` may lack anything but a part of a list's item.
"""

from utilite.formes.spec import Fragment
from utilite.referentiel import Referentiel
from utilite.schema.editeur import acteur, fiche, modele, mots, referentiel
from utilite.schema.editeur.document import prive

GENRES = ("fiche", "acteur", "referentiel", "modele", "fiche-privee", "acteur-prive")
"""The kinds of files."""


def schemas(grille: Referentiel) -> dict[str, Fragment]:
    """The schema of each kind of file."""
    public = {
        "fiche": fiche.schema(grille),
        "acteur": acteur.schema(grille),
        "referentiel": referentiel.schema(),
        "modele": modele.schema(),
    }
    return {
        **public,
        "fiche-privee": prive("fiche", public["fiche"], "Fiche, partie privée", mots.PRIVE),
        "acteur-prive": prive("acteur", public["acteur"], "Acteur, partie privée", mots.PRIVE),
    }
