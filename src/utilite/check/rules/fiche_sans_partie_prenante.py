"""Personne d'autre que vous ne s'est exprimé.

Ce que la règle vérifie
    Qu'une fiche terminée nomme au moins une partie prenante : quelqu'un de l'extérieur à qui vous
    avez demandé son avis (public, habitants, partenaire, financeur…). Un brouillon n'est pas
    concerné.

Pourquoi
    L'utilité sociale ne se proclame pas seul. Ce que d'autres en disent donne du poids à votre
    fiche, et vous apprend souvent quelque chose.

Exemple
    Ici, la fiche est terminée sans que personne ait été consulté :

        statut: terminee
        action:
          titre: Atelier de cuisine

Corriger
    Dites à qui vous avez demandé son avis, dans la section que le référentiel prévoit :

        statut: terminee
        action:
          titre: Atelier de cuisine
        parties_prenantes:
          - nom: Habitants de l'immeuble

    Si personne n'a encore été consulté, laissez la fiche en brouillon, et posez la question à
    quelques personnes : une discussion suffit.
"""

from collections.abc import Iterator

from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche, Statut
from utilite.referentiel import Referentiel, Section

CODE = "UT311"
SEVERITY = Severity.WARNING
LOCKED = False

_ROLE = "parties_prenantes"


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields where a finished fiche names nobody from outside."""
    if fiche.statut is not Statut.TERMINEE or contexte.referentiel is None:
        return
    sections = _sections(contexte.referentiel)
    if not sections or any(fiche.sections.get(section.id) for section in sections):
        return
    if any(section.obligatoire or contexte.dits.absence((), section.id) for section in sections):
        return  # told already
    yield Finding(
        rule="fiche-sans-partie-prenante",
        place=fiche.place((sections[0].id,), on_key=True),
        message="cette fiche est terminée, et personne d'autre que vous ne s'y est exprimé",
        hint=f"sous « {sections[0].id}: », dites à qui vous avez demandé son avis, et comment",
    )


def _sections(referentiel: Referentiel) -> list[Section]:
    """Where a fiche names its parties prenantes: by role, else by id."""
    par_role = [section for section in referentiel.fiche if section.role == _ROLE]
    return par_role or [section for section in referentiel.fiche if section.id == _ROLE]
