"""What `verify` has found, and how it says it."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from utilite import __version__, francais
from utilite.cli.origines import Origine
from utilite.edit.historique import FICHIERS_MAX, OCTETS_MAX, Historique, Revision
from utilite.render.ecarts import Ecart
from utilite.reporters.inerte import en_ligne
from utilite.workspace import PRIVE, Workspace


class Verdict(StrEnum):
    """One word for what became of a document."""

    CONFORME = "conforme"
    MEME_TEXTE = "meme-texte"
    PERIME = "perime"
    CODE_MODIFIE = "page-modifiee"
    NON_VERIFIABLE = "non-verifiable"
    MODIFIE = "modifie"
    INCONNU = "inconnu"


class Constat(NamedTuple):
    """What is known of a document.

    `modifications`: what it says against what its revision gives; `code`: its lines of source that differ, for what
    is read as text; `insu`: only what can't be read differs; `depuis`: what has changed since; `a_jour`: nothing that
    it shows has, nor how; `plus_de_document`: why today's files give nothing in its place; `pistes`: what may explain
    that its fingerprint isn't found.
    """

    sorte: str
    outil: str
    origine: Origine | None = None
    empreinte: str = ""
    modele: str = ""
    titre: str = ""
    modifications: list[Ecart] = []  # noqa: RUF012 - never changed
    code: list[tuple[int, str]] = []  # noqa: RUF012
    insu: bool = False
    memes_octets: bool = False
    imprimeurs: tuple[str, str] = ("", "")
    prive: bool = False
    depuis: list[Ecart] = []  # noqa: RUF012
    a_jour: bool = False
    devenue: str = ""
    plus_de_document: str = ""
    pistes: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether it is what its revision gives, as far as can be seen."""
        return not self.modifications and not self.code

    @property
    def distance(self) -> tuple[int, int]:
        """How far it is from what its revision gives."""
        return sum(len(e.avant) + len(e.apres) for e in self.modifications), len(self.code)

    @property
    def perime(self) -> bool:
        """Whether today's files say something else."""
        return self.origine is not None and self.origine.revision is not None and not self.a_jour

    @property
    def allure_changee(self) -> bool:
        """Whether today's files say the same thing, in another way."""
        return self.perime and not self.depuis and not self.plus_de_document

    @property
    def verdict(self) -> Verdict:
        """The gravest thing."""
        if self.origine is None:
            return Verdict.INCONNU
        if self.modifications:
            return Verdict.NON_VERIFIABLE if self.insu else Verdict.MODIFIE
        if self.code:
            return Verdict.CODE_MODIFIE
        if self.perime:
            return Verdict.PERIME
        return Verdict.CONFORME if self.memes_octets or self.sorte in ("html", "md") else Verdict.MEME_TEXTE

    def en_json(self) -> dict[str, Any]:
        """For a program."""
        revision = self.origine.revision if self.origine else None
        return {
            "version": 1,
            "verdict": str(self.verdict),
            "perime": self.perime,
            "format": self.sorte,
            "outil": self.outil,
            "empreinte": self.origine.empreinte if self.origine else self.empreinte,
            "sujet": self.origine.sujet if self.origine else "",
            "modele": self.modele,
            "revision": {"commit": revision.commit, "date": revision.jour.isoformat()} if revision else None,
            "modifications": [{"sous": e.sous, "depot": e.avant, "document": e.apres} for e in self.modifications],
            "code": [{"ligne": ligne, "texte": texte} for ligne, texte in self.code],
            "depuis": [{"sous": e.sous, "avant": e.avant, "aujourd_hui": e.apres} for e in self.depuis],
            "precisions": [*self.pistes, *_precisions(self)],
        }


def inconnu(empreinte: str, sorte: str, outil: str, historique: Historique, espace: Workspace) -> Constat:
    """A fingerprint that nothing here bears, and what may explain it."""
    return Constat(sorte=sorte, outil=outil, empreinte=empreinte, pistes=tuple(_pistes(outil, historique, espace)))


def _pistes(outil: str, historique: Historique, espace: Workspace) -> Iterator[str]:
    if outil != __version__:
        yield (
            f"il a été fait avec utilite {outil}, et ceci est utilite {__version__} : l'empreinte peut en dépendre ; "
            f"refaites la vérification avec utilite {outil}"
        )
    if historique.tronque():
        yield "ce clone n'a pas toute l'histoire du dépôt : tapez « git fetch --unshallow », puis recommencez"
    elif not historique.existe():
        yield "ce dossier n'a pas d'historique git : seuls ses fichiers d'aujourd'hui ont été regardés"
    else:
        yield "il vient de fichiers qui ne sont pas enregistrés dans git, ou le sont ailleurs : tapez « git fetch »"
    if (espace.racine / PRIVE).is_dir():
        yield f"il montre ce que « {PRIVE}/ » disait autrefois, ou ailleurs : git n'en garde rien"
    else:
        yield f"il montre ce que dit un dossier « {PRIVE}/ » qui n'est pas ici : vérifiez-le chez qui l'a fait"
    if historique.demesurees:
        combien = francais.compte(len(historique.demesurees), "révision")
        yield (
            f"il vient d'une révision trop grosse pour être lue : {combien} en ont plus de "
            f"{francais.nombre(FICHIERS_MAX)} fichiers ou de {OCTETS_MAX // 1_000_000} Mo"
        )
    yield "il vient d'un autre dépôt, ou son empreinte a été changée : demandez-le de nouveau à qui l'a fait"


def en_texte(nom: str, constat: Constat) -> str:
    """For a person."""
    mot, phrase = _EN_BREF[constat.verdict]
    if constat.verdict is Verdict.PERIME and constat.allure_changee:
        phrase = "a le texte que donnent les fiches d'aujourd'hui, mais plus leur présentation."
    texte = "\n".join([f"{mot} : {en_ligne(nom)} {phrase}", *_suite(constat)])
    return re.sub(r"\n{3,}", "\n\n", texte).rstrip()


_EN_BREF: Mapping[Verdict, tuple[str, str]] = {
    Verdict.CONFORME: ("conforme", "est ce que donnent les fiches d'aujourd'hui."),
    Verdict.MEME_TEXTE: (
        "même texte, autre fichier",
        "a le texte que donnent les fiches d'aujourd'hui, mais n'est pas le fichier qu'elles donnent ici.",
    ),
    Verdict.PERIME: ("périmé", "dit ce que disaient les fiches, qui ont changé depuis."),
    Verdict.CODE_MODIFIE: (
        "page modifiée",
        "a le texte des fiches, mais n'est plus la même page : elle peut en cacher.",
    ),
    Verdict.NON_VERIFIABLE: (
        "non vérifiable",
        "a le texte des fiches, et autre chose que l'on ne sait pas lire : ce qu'il montre peut être différent.",
    ),
    Verdict.MODIFIE: ("modifié", "ne dit pas ce que donnent les fiches."),
    Verdict.INCONNU: ("inconnu", "porte une empreinte que rien ne porte ici."),
}


def _suite(constat: Constat) -> Iterator[str]:
    if constat.origine is None:
        yield f"Empreinte : {constat.empreinte}"
        yield "Ce qui peut l'expliquer :"
        yield from (f"  - {piste}" for piste in constat.pistes)
        return
    yield f"« {en_ligne(constat.titre)} », modèle {constat.modele}, {_revision(constat.origine.revision)}."
    if constat.modifications:
        debut = "Ce qui a été ajouté ou ôté et qui ne se lit pas" if constat.insu else "Ce qui a été modifié"
        yield f"\n{debut}, à {francais.compte(len(constat.modifications), 'endroit')} :"
        yield from _dits(constat.modifications, ("dans les fiches", "dans ce document"))
    elif constat.code:
        yield f"\nCe qui diffère dans son code, à {francais.compte(len(constat.code), 'ligne')} :"
        yield from (f"  ligne {ligne} : {_court(texte) or '(rien)'}" for ligne, texte in constat.code[:CODE_MONTRE])
    if constat.perime and not constat.allure_changee:
        debut = "Il est aussi périmé" if constat.modifications or constat.code else "Ce qui a changé depuis"
        if constat.plus_de_document:
            yield f"\nAujourd'hui, {constat.plus_de_document}."
        else:
            endroits = francais.compte(len(constat.depuis), "endroit")
            yield f"\n{debut}, à {endroits} :"
            yield from _dits(constat.depuis, ("avant", "aujourd'hui"))
    precisions = list(_precisions(constat))
    if precisions:
        yield ""
        yield from precisions


CODE_MONTRE, ECARTS_MONTRES = 8, 40
"""How many lines of source, how many differences are shown."""
_LONGUEUR = 300


def _court(texte: str) -> str:
    dit = en_ligne(texte)
    return dit if len(dit) <= _LONGUEUR else f"{dit[:_LONGUEUR]}…"


def _dits(ecarts: list[Ecart], mots: tuple[str, str]) -> Iterator[str]:
    large = max(map(len, mots))
    sous = None
    for ecart in ecarts[:ECARTS_MONTRES]:
        if ecart.sous != sous:
            sous = ecart.sous
            yield f"  {f'Sous « {en_ligne(sous)} »' if sous else 'En tête'}"
        for mot, dit in zip(mots, (ecart.avant, ecart.apres), strict=True):
            yield f"    {mot.ljust(large)} : {_court(dit) or '(rien)'}"
        yield ""
    if len(ecarts) > ECARTS_MONTRES:
        yield f"  … et {francais.compte(len(ecarts) - ECARTS_MONTRES, 'autre')} (tous avec « --format json »)."


def _revision(revision: Revision | None) -> str:
    if revision is None:
        return "d'après les fichiers d'aujourd'hui"
    return f"d'après la révision {revision.courte} du {francais.jour(revision.jour)}"


def _precisions(constat: Constat) -> Iterator[str]:
    """What the verdict doesn't say, in sentences."""
    if constat.origine is None:
        return
    if constat.outil != __version__:
        yield (
            f"Il a été fait avec utilite {en_ligne(constat.outil)}, et ceci est utilite {__version__} : "
            "une différence peut n'être que celle des deux versions."
        )
    if constat.verdict is Verdict.CONFORME and constat.origine.revision is not None:
        yield "Les fichiers ont changé depuis, mais rien de ce que dit ce document."
    if constat.verdict is Verdict.PERIME and constat.origine.derniere:
        yield "C'est la dernière révision : ce qui a changé depuis n'est pas encore enregistré dans git."
    if constat.origine.revision is None and not constat.origine.derniere:
        yield "Ce qu'il montre n'est pas, ou pas encore, dans la dernière révision de git."
    if constat.allure_changee:
        yield (
            "Le modèle, la feuille de style, ou ce qui ne se lit pas (couleurs, graphiques) a changé depuis : "
            "ce qu'en voit l'œil peut en dépendre."
        )
    if all(constat.imprimeurs) and constat.imprimeurs[0] != constat.imprimeurs[1]:
        ailleurs, ici = map(en_ligne, constat.imprimeurs)
        yield (
            f"Il a été imprimé par {ailleurs}, et ici par {ici} : l'ordre de lecture peut en dépendre. Avec la même "
            "version, un PDF intact est d'ordinaire le même fichier, donc « conforme »."
        )
    if constat.devenue:
        yield f"La fiche « {constat.origine.sujet} » s'appelle maintenant « {constat.devenue} »."
    if not constat.memes_octets and constat.sorte in ("pdf", "docx"):
        yield (
            "Seul son texte est comparé, tel que le lit un programme : ni la mise en page, ni les images, ni le dessin "
            "des lettres, ni ce qui les recouvrirait. Un fichier réenregistré, ou fait avec d'autres versions, est "
            "dans ce cas ; un fichier truqué aussi. Fiez-vous à celui que donnent les fiches : utilite render "
            f"{constat.origine.sujet} --template {constat.modele} --format {constat.sorte}"
        )
    if constat.prive:
        yield f"Il a été comparé avec ce qu'ajoute « {PRIVE}/ » dans ce dossier, dont git ne garde rien."
