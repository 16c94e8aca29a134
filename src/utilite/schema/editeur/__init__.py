"""The readers' own tables of keys → the JSON Schemas (draft-07) of a workspace's files, for editors.

Where a schema rejects a file, our readers have something to say of it; the reverse holds but for what a schema
can't say (tests/test_schema.py lists it). An editor underlines errors only: what a draft may lack it may lack
there too, and a file of `prive/` may lack anything but a part of a list's item.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from utilite.formes.spec import Fragment
from utilite.referentiel import Referentiel
from utilite.schema.editeur import acteur, fiche, modele, referentiel

GENRES: Mapping[str, Callable[[Referentiel], Fragment]] = MappingProxyType(
    {
        "fiche": fiche.schema,
        "acteur": acteur.schema,
        "referentiel": lambda _: referentiel.schema(),
        "modele": lambda _: modele.schema(),
        "fiche-privee": fiche.schema_prive,
        "acteur-prive": acteur.schema_prive,
    }
)
"""Each kind of file, with the schema that a référentiel gives it."""
