"""`utilite verify`: does this document say what the workspace says?"""

import json
import os
import re
import stat
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from utilite import __version__
from utilite.cli import constats, copies, origines, sorties
from utilite.cli.constats import Constat, Verdict
from utilite.cli.copies import Copie
from utilite.cli.origines import Origine
from utilite.edit.historique import Historique
from utilite.errors import OperatorError, raison
from utilite.render import ecarts, textes
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs import OUTPUTS
from utilite.render.textes import IllisibleError, Ligne, ailleurs
from utilite.reporters.inerte import inerte
from utilite.workspace import Workspace

_OUVRE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_EMPREINTE = re.compile(r"\b[0-9a-f]{12}\b")
_OUTIL = re.compile(r"\butilite (\d{1,4}(?:\.\d{1,4}){0,3}(?:(?:a|b|rc|\.dev|\.post)\d{1,4})?)")
"""A version and nothing else: what stands there is taken from the document, and made again with it."""
_IMPRIMEUR = re.compile(rb"WeasyPrint [0-9.]{1,20}")
_FORMATS = ("text", "json")


def run(
    ctx: typer.Context,
    fichier: Annotated[
        Path,
        typer.Argument(
            metavar="FICHIER",
            help="Le document reçu (HTML, PDF, Word, Markdown), cherché d'ici, puis dans l'espace de travail.",
        ),
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text ou json.", show_default=False)
    ] = "text",
) -> None:
    """Dit si un document reçu est bien celui que donnent les fiches, et ce qui a changé.

    Code de sortie : 0 si c'est, à l'octet près, le document que donnent les fiches d'aujourd'hui, 1 sinon.
    """
    chrono = sorties.Chrono()
    if format_ not in _FORMATS:
        raise OperatorError(f"le format « {format_[:40]} » n'existe pas : choisissez parmi : {', '.join(_FORMATS)}")
    if not os.path.lexists(fichier):  # `-C DIR verify dossier.pdf`, as for other commands
        sien = sorties.racine(ctx) / fichier
        fichier = sien if sien.exists() else fichier
    contenu = _contenu(fichier)
    sorte, lues = _lit(fichier, contenu)
    espace = sorties.espace(ctx)
    constat = _constate(espace, contenu, sorte, lues)
    sorties.avance("")
    if format_ == "json":
        print(inerte(json.dumps({"fichier": str(fichier), **constat.en_json()}, ensure_ascii=False, indent=2)))
    else:
        print(inerte(constats.en_texte(fichier.name, constat)))
    sorties.dit(f"Vérifié {chrono.dit}.")
    raise typer.Exit(0 if constat.verdict is Verdict.CONFORME else 1)


def _contenu(fichier: Path) -> bytes:
    """The bytes of a regular file, one more than the limit at most. Raises OperatorError."""
    try:
        with os.fdopen(os.open(fichier, _OUVRE), "rb") as flux:
            if not stat.S_ISREG(os.fstat(flux.fileno()).st_mode):
                raise OSError
            return flux.read(textes.OCTETS_MAX + 1)
    except OSError as error:
        raise OperatorError(f"« {fichier} » ne peut pas être lu : {raison(error)}") from error


def _lit(fichier: Path, contenu: bytes) -> tuple[str, list[Ligne]]:
    """The format of a document, and what it says. Raises OperatorError where it is no document of ours."""
    try:
        sorte = textes.format_de(contenu)
        lues = ailleurs.lit(sorte, contenu)
    except IllisibleError as error:
        raise OperatorError(
            f"« {fichier.name} » : {error} ; donnez un document fait par « utilite render » (HTML, PDF, Word, Markdown)"
        ) from error
    if not _empreintes(lues):
        raise OperatorError(
            f"« {fichier.name} » ne porte aucune empreinte d'utilite : celle d'un document se lit à son pied, "
            "« Fait avec utilite …, empreinte … »"
        )
    return sorte, lues


def _empreintes(lues: list[Ligne]) -> list[str]:
    """All that may be one, the last first: it stands at the foot."""
    return list(dict.fromkeys(m for ligne in reversed(lues) for m in _EMPREINTE.findall(ligne.texte)))[:20]


def _outil(lues: list[Ligne]) -> str:
    return next((m[-1] for ligne in reversed(lues) if (m := _OUTIL.findall(ligne.texte))), __version__)


def _imprimeur(contenu: bytes) -> str:
    """What a PDF says that it was printed by."""
    trouve = _IMPRIMEUR.search(contenu)
    return trouve[0].decode() if trouve else ""


def _constate(espace: Workspace, contenu: bytes, sorte: str, lues: list[Ligne]) -> Constat:
    """The verdict by the first state that gives this very document; where none does, by that of the nearest."""
    historique = Historique(espace.racine)
    empreintes, outil = _empreintes(lues), _outil(lues)
    proche: Epreuve | None = None
    for origine in origines.toutes(espace, historique, empreintes, _avance):
        epreuve = _compare(espace, historique, origine, Recu(contenu, sorte, outil, lues))
        if proche is None or epreuve.constat.distance < proche.constat.distance:
            proche = epreuve
        if epreuve.constat.intact:
            break
    if proche is None:
        return constats.inconnu(empreintes[0], sorte, outil, historique, espace)
    vient_de = proche.constat.origine
    return _depuis(espace, historique, proche) if vient_de and vient_de.revision else proche.constat


class Recu(NamedTuple):
    """A document that came back."""

    contenu: bytes
    sorte: str
    outil: str
    lues: list[Ligne]


class Epreuve(NamedTuple):
    """What was found against one state of the workspace, what that state gives, how it says it and what."""

    constat: Constat
    copie: Copie
    donnee: bytes
    lignes: list[Ligne]


def _compare(espace: Workspace, historique: Historique, origine: Origine, recu: Recu) -> Epreuve:
    try:
        with origines.ouverte(espace, historique, origine.revision, entiere=True) as vue:
            if vue is None:  # its fiches have just been found there
                raise OperatorError("les modèles de la révision qui porte cette empreinte sont trop gros pour être lus")
            copie = copies.refaite(vue, origine, recu.sorte, f"utilite {recu.outil}", recu.lues)
            if copie is None:
                raise OperatorError(f"aucun modèle ne donne ce document en « {recu.sorte} » : rien à comparer")
            donnee = copie.octets(recu.sorte)
            depot = textes.lignes(recu.sorte, donnee)
            lignes = copie.lignes(copie.format_lisible)
    except ModeleFautifError as error:
        raise OperatorError(f"le modèle de ce document a une faute ({error}) : corrigez-la d'abord") from error
    constat = Constat(
        sorte=recu.sorte,
        origine=origine,
        outil=recu.outil,
        modele=copie.modele.nom,
        titre=str(copie.contexte["document"]["titre"]),
        modifications=ecarts.ecarts(depot, recu.lues),
        insu=recu.sorte in ("pdf", "docx") and not ecarts.ecarts(*map(textes.sans_insus, (depot, recu.lues))),
        code=ecarts.de_code(donnee, recu.contenu) if recu.sorte in ("html", "md") else [],
        memes_octets=donnee == recu.contenu,
        imprimeurs=(_imprimeur(recu.contenu), _imprimeur(donnee)),
        prive=copie.variante.prive,
    )
    return Epreuve(constat, copie, donnee, lignes)


def _depuis(espace: Workspace, historique: Historique, epreuve: Epreuve) -> Constat:
    """The same, with what has changed since that revision."""
    constat, copie, donnee, anciennes = epreuve
    origine = constat.origine
    assert origine is not None  # nor its revision: today's files have nothing since
    assert origine.revision is not None
    sujet = origine.sujet
    if origine.portee == "fiche" and sujet not in espace.noms_de_fiches():
        sujet = Path(historique.renommee(origine.revision, f"fiches/{sujet}.yaml")).stem or sujet
    nouvelle = copies.actuelle(espace, sujet, copie)
    if isinstance(nouvelle, str):
        return constat._replace(plus_de_document=nouvelle)
    depuis = ecarts.ecarts(anciennes, nouvelle.lignes(nouvelle.format_lisible))
    encore = not depuis and OUTPUTS[constat.sorte].offre(nouvelle.modele)
    return constat._replace(
        depuis=depuis,
        devenue=sujet if sujet != origine.sujet else "",
        # the same text may be laid out by a template, a stylesheet that hides some of it
        a_jour=encore and nouvelle.octets(constat.sorte) == donnee,
    )


def _avance(combien: int) -> None:
    """How many revisions have been looked at."""
    if combien % 20 == 0:
        sorties.avance(f"{combien} révisions regardées…")
