"""What the page asks of the package, in a browser as in a test: check these answers, make their document."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from utilite import source, workspace
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Diagnostic, Route
from utilite.edit.formulaire import forge, redaction
from utilite.edit.formulaire.redaction import Ecrit
from utilite.orthographe import identifiant
from utilite.render import context, documents, modeles
from utilite.render.context import Cadre, Montree
from utilite.schema import ordre
from utilite.workspace import Lu, Workspace

FICHE, ACTEUR = "fiche", "acteur"

CONSEILS = {
    "champ-obligatoire": "remplissez ce champ",
    "mesure-vide": "donnez un nombre, ou dites pourquoi vous ne le connaissez pas",
    "temoignage-sans-accord": "demandez-lui, puis cochez ce qu'elle accepte",
    "indicateur-sans-source": "dites d'après quoi ou d'après qui",
}
"""What to do about it in a form, where the words for a file would speak of lines and of keys."""


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

    def verifie(self, etat: str) -> str:
        """The files that the answers make, and what there is to say of them, in JSON."""
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
        return json.dumps({"nom": nom, "fichiers": fichiers_dits, "constats": constats}, ensure_ascii=False)

    def document(self, etat: str, modele: str = "fiche") -> str:
        """The dossier, as one HTML page; a draft or a faulty one says so."""
        nom, qui, ecrits = self._ecrit(json.loads(etat))
        espace = self._pose(nom, qui, ecrits)
        fiche = espace.fiche(nom).valeur
        assert fiche is not None  # written by us
        fautes = self._examine(etat, espace).en_faute()
        acteurs = [lu.valeur for a in fiche.acteurs if (lu := espace.acteurs.get(a)) and lu.valeur is not None]
        fautive = bool(fautes & {_chemin(FICHE, nom), *(_chemin(ACTEUR, a) for a in fiche.acteurs)})
        cadre = Cadre(self._referentiel, modeles.trouve(espace, modele))
        avant = espace.fiche(fiche.precedente).valeur if fiche.precedente in espace.noms_de_fiches() else None
        contexte = context.de_fiche(cadre, Montree(fiche, acteurs, avant, fautive))
        return next(documents.rend(cadre.modele, ("html",), contexte, nom)).contenu.decode()

    def _examine(self, etat: str, espace: Workspace) -> Outcome:
        """The verdict on these answers; the document that follows has the same."""
        if self._vu is None or self._vu[0] != etat:
            self._vu = (etat, checker.run(espace, Gabarits()))
        return self._vu[1]

    def _ecrit(self, etat: dict[str, Any]) -> tuple[str, str, dict[str, Ecrit]]:
        """The id of the fiche, that of its new acteur, and their files."""
        fiche: dict[str, Any] = {"version_referentiel": self._referentiel.version, **etat.get("fiche", {})}
        nom = etat.get("nom") or identifiant(str((fiche.get("action") or {}).get("titre") or "")) or "ma-fiche"
        neuf = etat.get("acteur") or {}
        qui = ""
        if neuf:
            qui = self._espace_libre(identifiant(str((neuf.get("identite") or {}).get("nom") or "")))
            fiche["acteurs"] = [qui, *(fiche.get("acteurs") or ())]
        ecrits = {FICHE: redaction.ecrit(fiche, self._plans[FICHE], _chemin(FICHE, nom), self._textes)}
        if neuf:
            ecrits[ACTEUR] = redaction.ecrit(neuf, self._plans[ACTEUR], _chemin(ACTEUR, qui))
        return nom, qui, ecrits

    def _textes(self, document: source.Document) -> frozenset[Route]:
        assert self._espace.lecteur is not None
        fiche, _ = self._espace.lecteur.fiche(document, "")
        return frozenset(route for route, _ in fiche.textes) if fiche is not None else frozenset()

    def _espace_libre(self, nom: str) -> str:
        """A name that no acteur has."""
        base = nom or "ma-structure"
        libre, numero = base, 1
        while libre in self._espace.acteurs:
            numero += 1
            libre = f"{base}-{numero}"
        return libre

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


def _chemin(genre: str, nom: str) -> str:
    return f"{genre}s/{nom}.yaml"


def _constat(d: Diagnostic, genre: str, ecrit: Ecrit) -> dict[str, Any]:
    return {
        "genre": genre,
        "route": list(ecrit.origine(_route(d))),
        "gravite": d.severity.value,
        "mot": d.severity.francais,
        "code": d.code,
        "regle": d.rule,
        "message": d.message,
        "conseil": CONSEILS.get(d.rule, d.hint),
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
    return (*d.route, manque[1]) if manque is not None and d.route[-1:] != (manque[1],) else d.route


_MANQUE = re.compile("« (.+?) » est obligatoire")
