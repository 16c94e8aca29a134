"""The référentiel as the site's pages show it: axes, critères, indicateurs, each with its source."""

from typing import Any

from utilite.referentiel import Critere, Referentiel
from utilite.site import adresses


def axes(grille: Referentiel) -> list[dict[str, Any]]:
    """The axes and their critères."""
    return [
        {
            "id": axe.id,
            "titre": axe.titre,
            "aide": axe.aide,
            "source": axe.source,
            "criteres": [
                {
                    "adresse": adresses.critere(c.id),
                    "titre": c.titre,
                    "question": c.question,
                    "source": c.source,
                    "indicateurs": len(c.indicateurs),
                }
                for c in axe.criteres
            ],
        }
        for axe in grille.axes
    ]


def critere(dit: Critere) -> dict[str, Any]:
    """A critère and what it proposes to look at."""
    return {
        "id": dit.id,
        "question": dit.question,
        "aide": dit.aide,
        "source": dit.source,
        "indicateurs": [
            {
                "titre": i.titre,
                "niveau": i.niveau.titre if i.niveau else "",
                "aide": i.aide,
                "recueil": i.recueil,
                "source": i.source,
            }
            for i in dit.indicateurs
        ],
    }
