"""What the page asks of the package, in a browser as in a test: check these answers, make their document."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from utilite import forge, source, workspace
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Diagnostic, Route
from utilite.edit import tampon
from utilite.edit.formulaire import avancement, redaction
from utilite.edit.formulaire.redaction import Ecrit
from utilite.orthographe import identifiant, libre
from utilite.render import context, documents, modeles
from utilite.render.context import Cadre, Montree
from utilite.schema import ordre
from utilite.schema.cles import ID
from utilite.workspace import Lu, Workspace

FICHE, ACTEUR = "fiche", "acteur"

CONSEILS = {
    "champ-obligatoire": "remplissez ce champ",
    "mesure-vide": "donnez un nombre, ou dites pourquoi vous ne le connaissez pas",
    "temoignage-sans-accord": "demandez-lui, puis cochez ce qu'elle accepte",
    "indicateur-sans-source": "dites d'après quoi ou d'après qui",
}
"""What to do about it in a form, where the words for a file would speak of lines and of keys."""


_DANS_UNE_PAGE = (
    (re.compile("(?:écrivez )?« non_renseigne: » suivi de la raison"), "choisissez « Nous ne le savons pas »"),
    (re.compile("et, à la ligne, « environ: true »"), "et choisissez « À peu près »"),
    (re.compile("« valeur: (.+) » et, à la ligne, « sur: (.+) »"), r"\1, puis \2 sous « Sur combien »"),
    (
        re.compile(r"remplacez la ligne par : entre: \[(.+), (.+)\]"),
        r"choisissez « Entre deux nombres », et écrivez \1 et \2",
    ),
    (re.compile(r"écrivez : \[(.+), (.+)\]"), r"écrivez \1, puis \2"),
    (
        re.compile(r"écrivez 2013, 2013-06, ou \{.*\}"),
        "écrivez une année, un mois ou un jour : 2025, 2025-06 ou 2025-06-17",
    ),
    (
        re.compile("donnez à chacune sa « periode: » ou son « recueilli_le: »"),
        "donnez à chacune sa période, sous « Préciser »",
    ),
    (re.compile("(?:, ou )?mettez le (?:tout|texte) entre guillemets : .*"), ""),
)
"""What a hint says of a file's keys, as fields."""


class Atelier:
    """A workspace at hand, and the answers laid over it."""

    def __init__(self, racine: Path) -> None:
        self._espace = workspace.ouvre(racine)
        assert self._espace.referentiel.valeur is not None  # no form is made of a référentiel at fault
        self._referentiel = self._espace.referentiel.valeur
        self._vu: tuple[str, Outcome] | None = None
        self._plans = {FICHE: ordre.fiche(self._referentiel), ACTEUR: ordre.acteur(self._referentiel)}

    @property
    def espace(self) -> Workspace:
        """The workspace as its files are."""
        return self._espace

    def fichiers(self, etat: str) -> dict[str, Ecrit]:
        """The files that the answers make, by path: the fiche, then its acteur if that is new."""
        nom, qui, ecrits = self._ecrit(json.loads(etat))
        return {_chemin(genre, nom if genre == FICHE else qui): ecrit for genre, ecrit in ecrits.items()}

    def verifie(self, etat: str, modele: str = "dossier") -> str:
        """The files that the answers make, what there is to say of them, how far they answer a template, in JSON."""
        nom, qui, ecrits = self._ecrit(json.loads(etat))
        fichiers = {_chemin(genre, nom if genre == FICHE else qui): genre for genre in ecrits}
        espace = self._pose(nom, qui, ecrits)
        rapport = self._examine(etat, espace).report(fichiers).diagnostics
        constats = [_constat(d, fichiers[d.file], ecrits[fichiers[d.file]]) for d in rapport if d.file in fichiers]
        fichiers_dits = [
            {
                "genre": genre,
                "nom": chemin,
                "texte": ecrits[genre].texte,
                "forge": forge.nouveau_fichier(self._referentiel.depot, chemin),
            }
            for chemin, genre in fichiers.items()
        ]
        rendu = {
            "nom": nom,
            "fichiers": fichiers_dits,
            "constats": constats,
            "rubriques": self._rubriques(espace, nom, modele, neuf=ACTEUR in ecrits),
        }
        return json.dumps(rendu, ensure_ascii=False)

    def document(self, etat: str, modele: str = "dossier") -> str:
        """The document of a template about one fiche, as an HTML page; a draft or a faulty one says so.

        Raises OperatorError where there is no such template, ModeleFautifError where it can't be run.
        """
        nom, qui, ecrits = self._ecrit(json.loads(etat))
        espace = self._pose(nom, qui, ecrits)
        fautes = self._examine(etat, espace).en_faute()
        cadre = self._cadre(espace, modele)
        contexte = self._contexte(espace, cadre, nom, fautes)
        return next(documents.rend(cadre.modele, ("html",), contexte, nom)).contenu.decode()

    def _cadre(self, espace: Workspace, nom: str) -> Cadre:
        modele = modeles.trouve(espace, nom)
        return Cadre(self._referentiel, modele, public=modele.public, logo=espace.logo()[0])

    def _contexte(
        self, espace: Workspace, cadre: Cadre, nom: str, fautes: Collection[str] = frozenset()
    ) -> dict[str, Any]:
        """What a template sees of the fiche."""
        fiche = espace.fiche(nom).valeur
        assert fiche is not None  # written by us
        acteurs = [lu.valeur for a in fiche.acteurs if (lu := espace.acteurs.get(a)) and lu.valeur is not None]
        fautive = not {_chemin(FICHE, nom), *(_chemin(ACTEUR, a) for a in fiche.acteurs)}.isdisjoint(fautes)
        avant = espace.fiche(fiche.precedente).valeur if fiche.precedente in espace.noms_de_fiches() else None
        return context.de_fiche(cadre, Montree(fiche, acteurs, avant, fautive))

    def _rubriques(self, espace: Workspace, nom: str, modele: str, *, neuf: bool) -> list[dict[str, Any]]:
        """How far the answers go; `ailleurs` marks what only the file of an acteur says that isn't in the page."""
        cadre = self._cadre(espace, modele)
        if not cadre.modele.rubriques:
            return []
        contexte = self._contexte(espace, cadre, nom)
        absent = not neuf and _nom_seul(espace, contexte["acteur"]["id"])
        questions = avancement.de(cadre.modele.rubriques, self._referentiel, contexte)
        for question in questions:
            de_l_acteur = all(route[0] == ACTEUR for route in question["champs"])
            question["ailleurs"] = absent and de_l_acteur and not question["renseigne"]
        return questions

    def _examine(self, etat: str, espace: Workspace) -> Outcome:
        """The verdict on these answers; the document that follows has the same."""
        if self._vu is None or self._vu[0] != etat:
            self._vu = (etat, checker.run(espace, Gabarits()))
        return self._vu[1]

    def _ecrit(self, etat: dict[str, Any]) -> tuple[str, str, dict[str, Ecrit]]:
        """The id of the fiche, that of its new acteur, and their files."""
        fiche = {"version_referentiel": self._referentiel.version, **_objet(etat.get("fiche"))}
        nom = _nom(etat.get("nom"), fiche)
        neuf = _objet(etat.get("acteur"))
        qui = ""
        if neuf:
            voulu = identifiant(str(_objet(neuf.get("identite")).get("nom") or ""))
            qui = libre(voulu or "ma-structure", self._espace.acteurs)
            connus = fiche.get("acteurs")
            fiche["acteurs"] = [qui, *(connus if isinstance(connus, list) else ())]
        depart = str(etat.get("depart") or "")
        depart = depart if tampon.est(depart) else ""
        ecrits = {FICHE: redaction.ecrit(fiche, self._plans[FICHE], _chemin(FICHE, nom), self._textes, depart)}
        if neuf:
            ecrits[ACTEUR] = redaction.ecrit(neuf, self._plans[ACTEUR], _chemin(ACTEUR, qui))
        return nom, qui, ecrits

    def _textes(self, document: source.Document) -> frozenset[Route]:
        assert self._espace.lecteur is not None
        fiche, _ = self._espace.lecteur.fiche(document, "")
        return frozenset(route for route, _ in fiche.textes) if fiche is not None else frozenset()

    def _pose(self, nom: str, qui: str, ecrits: dict[str, Ecrit]) -> Workspace:
        """The workspace as it would be with these files."""
        textes = {_chemin(genre, nom if genre == FICHE else qui): e.texte.encode() for genre, e in ecrits.items()}
        espace = replace(self._espace, en_memoire=textes, acteurs=dict(self._espace.acteurs))
        if ACTEUR in ecrits:
            espace.acteurs[qui] = self._acteur(qui, espace)
        return espace

    def _acteur(self, qui: str, espace: Workspace) -> Lu[Any]:
        document = espace.document(_chemin(ACTEUR, qui))
        assert espace.lecteur is not None
        acteur, findings = espace.lecteur.acteur(document, qui)
        return Lu(document=document, valeur=acteur, findings=tuple(findings))


def _nom(voulu: object, fiche: Mapping[str, Any]) -> str:
    """The id of the fiche: its own, or its title's; what comes with answers never names another folder."""
    if isinstance(voulu, str) and ID.fullmatch(voulu):
        return voulu
    return identifiant(str(_objet(fiche.get("action")).get("titre") or "")) or "ma-fiche"


def _objet(valeur: object) -> dict[str, Any]:
    """Answers under a key; nothing where a file that isn't ours has something else there."""
    return valeur if isinstance(valeur, dict) else {}


def _nom_seul(espace: Workspace, acteur: str) -> bool:
    """Whether nothing but the name of an acteur is known here: a page travels, and tells no more of it."""
    lu = espace.acteurs.get(acteur)
    return lu is not None and list(_feuilles(source.plain(lu.document.root))) == [("identite", "nom")]


def _feuilles(valeur: Any, route: Route = ()) -> Iterator[Route]:
    if isinstance(valeur, dict):
        for cle, dessous in valeur.items():
            yield from _feuilles(dessous, (*route, cle))
    else:
        yield route


def _chemin(genre: str, nom: str) -> str:
    return f"{genre}s/{nom}.yaml"


def redit(conseil: str, mots: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """A hint for a file, in the words of another place."""
    for cles, ici in mots:
        conseil = cles.sub(ici, conseil)
    return conseil


def _constat(d: Diagnostic, genre: str, ecrit: Ecrit) -> dict[str, Any]:
    return {
        "genre": genre,
        "route": list(ecrit.origine(_route(d))),
        "gravite": d.severity.value,
        "mot": d.severity.francais,
        "code": d.code,
        "regle": d.rule,
        "message": d.message,
        "conseil": CONSEILS.get(d.rule) or redit(d.hint, _DANS_UNE_PAGE),
        "reparation": _reparation(d),
    }


def _reparation(d: Diagnostic) -> dict[str, Any] | None:
    """What to put in place of what was typed, and beside it."""
    if d.repair is None:
        return None
    document, findings = source.parse(re.sub(r"\n\s*", "\n", f"valeur: {d.repair}"), "")
    lu = source.plain(document.root)
    if findings or not isinstance(lu, dict):
        return None
    return {"valeur": lu.pop("valeur"), "autour": {cle: {"true": "oui"}.get(mot, mot) for cle, mot in lu.items()}}


def _route(d: Diagnostic) -> Route:
    """The field that a finding is about: a key that is missing is told at what should hold it."""
    manque = _MANQUE.match(d.message) if d.rule == "champ-obligatoire" else None
    route = (*d.route, manque[1]) if manque is not None and d.route[-1:] != (manque[1],) else d.route
    return _PREMIERS.get(route, route) if manque is not None else route


_PREMIERS: Mapping[Route, Route] = {("action",): ("action", "titre"), ("identite",): ("identite", "nom")}
"""Of a section that is missing whole, the champ that every référentiel has."""
_MANQUE = re.compile("« (.+?) » est obligatoire")
