"""The workbook that « utilite form --format xlsx » makes, filled in; its faults are told by sheet and cell."""

import json
import re
from collections.abc import Iterator

from utilite import source
from utilite.check.rules import RULES
from utilite.diagnostic import Severity
from utilite.edit import tampon
from utilite.edit.classeur import lecture
from utilite.edit.classeur.lire import IllisibleError, grilles
from utilite.edit.formulaire import depart, questions
from utilite.edit.formulaire.pont import CONSEILS, Atelier, redit
from utilite.edit.formulaire.redaction import Ecrit
from utilite.edit.retours import Faute, Recu, Retour, coop
from utilite.workspace import Workspace

_DANS_UN_CLASSEUR = (
    (
        re.compile("(?:écrivez )?« non_renseigne: » suivi de la raison"),
        "dites pourquoi, sous « Nous ne le savons pas »",
    ),
    (re.compile("et, à la ligne, « environ: true »"), "et Oui sous « À peu près ? »"),
    (re.compile(r"remplacez la ligne par : entre: \[(.+), (.+)\]"), r"écrivez \1, puis \2 sous « Jusqu'à »"),
    (re.compile("« valeur: (.+) » et, à la ligne, « sur: (.+) »"), r"\1, puis \2 sous « Sur combien »"),
    (re.compile(r"écrivez 2013, 2013-06,? ou .*"), "écrivez 2025, 09/2025 ou 31/12/2025"),
    (re.compile("choisissez parmi : .*"), "choisissez dans la liste de la case"),
)
"""What a hint says of a file's keys, as cells."""


def lit(nom: str, octets: bytes, espace: Workspace) -> Retour:
    """The fiche of a workbook, and its acteur if that is new; or what an export of La Coop counts.

    Raises OperatorError where no library can read it.
    """
    referentiel = espace.referentiel.valeur
    assert referentiel is not None  # whoever calls has looked
    try:
        lues = grilles(octets)
        if coop.reconnait(lues):
            return coop.lit(nom, lues, espace)
        rendu = lecture.lit(lues, questions.de(referentiel), depart.connus(espace))
    except IllisibleError as error:
        return Retour(fautes=(Faute("", error.message, error.remede),))
    ecrits = Atelier(espace.racine).fichiers(json.dumps(rendu.etat))
    recus = tuple(_recu(fichier, ecrit.texte) for fichier, ecrit in ecrits.items())
    illisibles = [Faute(r.lieu.nom, r.message, r.hint) for r in rendu.reproches]
    fautes = [faute for fichier, ecrit in ecrits.items() for faute in _fautes(fichier, ecrit, rendu, espace)]
    return Retour(recus, (*illisibles, *fautes))


def _recu(fichier: str, ecrit: str) -> Recu:
    genre, _, nom = fichier.removesuffix(".yaml").partition("/")
    texte, _, empreinte = tampon.retire(ecrit)
    return Recu(genre, nom, texte, empreinte)


def _fautes(fichier: str, ecrit: Ecrit, rendu: lecture.Retour, espace: Workspace) -> Iterator[Faute]:
    """What no reader can take, in the words of `validate`, at the cell where it was typed."""
    genre = fichier.partition("s/")[0]
    nom = fichier.rpartition("/")[2].removesuffix(".yaml")
    document, findings = source.parse(ecrit.texte, fichier)
    if espace.lecteur is not None and not findings:
        lit_la = espace.lecteur.fiche if genre == "fiche" else espace.lecteur.acteur
        findings = lit_la(document, nom)[1]
    for finding in findings:
        if RULES[finding.rule].SEVERITY is Severity.ERROR and not finding.lowered:
            lieu = lecture.ou((genre, *ecrit.origine(finding.place.route)), rendu.lieux)
            conseil = redit(CONSEILS.get(finding.rule, finding.hint), _DANS_UN_CLASSEUR)
            yield Faute(lieu.nom if lieu else "", finding.message, conseil)
