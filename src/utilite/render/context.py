"""A fiche, joined with its référentiel and acteurs → the plain data that templates see.

Every champ of the référentiel exists in it; what nobody answered is false and prints « non
renseigné ». Figures come as they are said, with their source as a numbered note. What is not to be
published is left out here, once, and named in `document.omis`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from utilite import __version__, formes, francais
from utilite.fiche import Acteur, Apport, Cible, Fiche, Mesure, Statut, Suivi, Temoignage
from utilite.formes import telephone
from utilite.formes.periode import Periode
from utilite.formes.spec import Champ, Spec
from utilite.referentiel import Indicateur, Referentiel, Section
from utilite.render.comptes import comptes
from utilite.render.valeurs import NON_RENSEIGNE, Lien, Montant, NonRenseigne, Objet, Prose, ou_rien, plat

PETITE_PART = 0.5
"""Share of answers under which a figure brings its caution sentence (domaine, §5, no. 22)."""


def fiche(
    referentiel: Referentiel, fiche: Fiche, acteurs: Sequence[Acteur], *, public: bool, fautive: bool
) -> dict[str, Any]:
    """The context of a document about one fiche; `fautive` where it has errors, rendered as a draft."""
    construit = _Contexte(referentiel, public=public)
    sections = construit.sections(referentiel.fiche, fiche.sections)
    utilite = construit.utilite(fiche)
    contexte: dict[str, Any] = {
        "referentiel": _referentiel(referentiel),
        "fiche": _fiche(fiche),
        "acteurs": [construit.acteur(a) for a in acteurs],
        "sections": sections,
        "utilite_sociale": utilite,
        "limites": _prose(fiche.limites),
        "perspectives": _prose(fiche.perspectives),
        "notes": construit.notes,
    }
    contexte["acteur"] = contexte["acteurs"][0] if contexte["acteurs"] else construit.acteur(None)
    for section in sections:
        contexte.setdefault(section["id"], section["valeur"])
    contexte["document"] = {
        "public": public,
        "brouillon": fiche.statut is not Statut.TERMINEE,
        "fautive": fautive,
        "omis": construit.laisse,
        "outil": f"utilite {__version__}",
        "empreinte": empreinte(contexte),
    }
    return contexte


def empreinte(contexte: Mapping[str, Any]) -> str:
    """A fingerprint of what is shown: the first 12 figures of the SHA-256 of its canonical JSON."""
    texte = json.dumps(plat(contexte), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(texte.encode()).hexdigest()[:12]


def recherches(contexte: Mapping[str, Any]) -> dict[str, Any]:
    """The look-ups of a template: `critere('lien-social')`, `indicateur('participants')`, `role('besoin')`."""
    criteres = {c["id"]: c for axe in contexte["utilite_sociale"] for c in axe["criteres"]}
    indicateurs = {i["id"]: i for c in criteres.values() for i in c["indicateurs"]}
    roles: dict[str, Any] = {}
    for section in contexte["sections"]:
        if section["role"]:
            roles.setdefault(section["role"], section["valeur"])
        for champ in section["champs"]:
            if champ["role"] and not roles.get(champ["role"]):
                roles[champ["role"]] = champ["valeur"]
    return {
        "critere": lambda nom: criteres.get(nom, NON_RENSEIGNE),
        "indicateur": lambda nom: indicateurs.get(nom, NON_RENSEIGNE),
        "role": lambda nom: roles.get(nom, NON_RENSEIGNE),
    }


class _Contexte:
    """One context being built: the notes are numbered and what is left out is listed on the way."""

    def __init__(self, referentiel: Referentiel, *, public: bool) -> None:
        self.referentiel = referentiel
        self.public = public
        self.notes: list[dict[str, Any]] = []
        self.omis: list[str] = []
        self.temoignages_omis = 0

    @property
    def laisse(self) -> list[str]:
        """What is left out, each thing once."""
        temoignages = [francais.compte(self.temoignages_omis, "témoignage")] if self.temoignages_omis else []
        return [*dict.fromkeys(self.omis), *temoignages]

    def acteur(self, acteur: Acteur | None) -> dict[str, Any]:
        """An acteur: its fields by section, as `acteur.identite.nom`."""
        sections = self.sections(self.referentiel.acteur, acteur.sections if acteur else {})
        return {
            "id": acteur.id if acteur else "",
            "nom": acteur.nom if acteur else NON_RENSEIGNE,
            "sections": sections,
            **{s["id"]: s["valeur"] for s in sections if s["id"] not in ("id", "nom", "sections")},
        }

    def sections(self, sections: Sequence[Section], valeurs: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The sections, in the référentiel's order."""
        return [self._section(section, valeurs.get(section.id)) for section in sections]

    def _section(self, section: Section, valeur: Any) -> dict[str, Any]:
        visibles = [c for c in section.champs if not (self.public and c.interne)]
        self._omet(section, valeur)
        lignes = list(valeur or ()) if section.liste else [valeur or {}]
        objets = [Objet({c.id: self._valeur((ligne or {}).get(c.id), c.spec) for c in visibles}) for ligne in lignes]
        return {
            "id": section.id,
            "titre": section.titre,
            "role": section.role,
            "liste": section.liste,
            "valeur": ou_rien(objets) if section.liste else objets[0],
            "champs": [] if section.liste else [_champ(c, objets[0][c.id]) for c in visibles],
            "lignes": [[_champ(c, objet[c.id]) for c in visibles] for objet in objets] if section.liste else [],
        }

    def _omet(self, section: Section, valeur: Any) -> None:
        if not self.public or not valeur:
            return
        lignes = valeur if section.liste else [valeur]
        for champ in section.champs:
            if champ.interne and any(ligne.get(champ.id) is not None for ligne in lignes):
                self.omis.append(champ.titre)

    def _valeur(self, valeur: Any, spec: Spec) -> Any:
        if valeur is None:
            if spec.forme == "objet":
                return Objet({c.id: self._valeur(None, c.spec) for c in spec.champs if not (self.public and c.interne)})
            return NON_RENSEIGNE
        if spec.forme == "texte_long":
            return Prose(valeur)
        if spec.forme == "montant":
            return Montant(valeur)
        if spec.forme in ("entier", "nombre", "oui_non"):
            return valeur
        if spec.forme == "liste" and spec.de is not None:
            return ou_rien([self._valeur(v, spec.de) for v in valeur])
        if spec.forme == "objet":
            return Objet(
                {c.id: self._valeur(valeur.get(c.id), c.spec) for c in spec.champs if not (self.public and c.interne)}
            )
        return _montre(valeur, spec)

    def utilite(self, fiche: Fiche) -> list[dict[str, Any]]:
        """The critères that were chosen, axe by axe; those without an axe come last."""
        axes: list[dict[str, Any]] = []
        rangs = [(axe.id, axe.titre, axe.aide) for axe in self.referentiel.axes] + [("", "Critères propres", "")]
        for nom, titre, aide in rangs:
            apports = [a for a in fiche.apports if a.critere.axe == nom]
            if apports:
                criteres = [self._critere(a, fiche) for a in apports]
                axes.append({"id": nom, "titre": titre, "aide": ou_rien(aide), "criteres": criteres})
        return axes

    def _critere(self, apport: Apport, fiche: Fiche) -> dict[str, Any]:
        critere = apport.critere
        return {
            "id": critere.id,
            "titre": critere.titre,
            "question": ou_rien(critere.question),
            "propre": critere.propre,
            "apport": _prose(apport.texte),
            "indicateurs": [s for s in (self._suivi(s, fiche) for s in apport.suivis) if s is not None],
            "temoignages": [t for t in map(self._temoignage, apport.temoignages) if t is not None],
        }

    def _suivi(self, suivi: Suivi, fiche: Fiche) -> dict[str, Any] | None:
        """An indicateur and its mesures; None where none of these may be shown."""
        indicateur = suivi.indicateur
        mesures = [m for m in suivi.mesures if not (self.public and m.interne)]
        if len(mesures) < len(suivi.mesures):
            self.omis.append(indicateur.titre)
            if not mesures:
                return None
        return {
            "id": indicateur.id,
            "titre": indicateur.titre,
            "niveau": ou_rien(indicateur.niveau.titre if indicateur.niveau else ""),
            "propre": indicateur.propre,
            "recueil": ou_rien(indicateur.recueil),
            "sert_a": ou_rien(indicateur.sert_a),
            "mesures": [self._mesure(m, indicateur, fiche) for m in mesures],
        }

    def _mesure(self, mesure: Mesure, indicateur: Indicateur, fiche: Fiche) -> dict[str, Any]:
        reponse = mesure.reponse
        return {
            "texte": ou_rien(formes.dit_reponse(reponse, indicateur.spec) if reponse else ""),
            "non_renseigne": ou_rien(mesure.non_renseigne),
            "cible": ou_rien(_cible(mesure.cible, indicateur.spec)),
            "periode": ou_rien(_periode(mesure.periode if mesure.periode != fiche.periode else None)),
            "recueil": ou_rien(mesure.recueil),
            "recueilli_le": ou_rien(francais.jour(mesure.recueilli_le) if mesure.recueilli_le else ""),
            "precaution": ou_rien(_precaution(mesure)),
            "note": self._note(mesure.source),
            "valeur": ou_rien(reponse.valeur if reponse else None),
            "sur": ou_rien(reponse.sur if reponse else None),
            "avant": ou_rien(reponse.avant if reponse else None),
            "apres": ou_rien(reponse.apres if reponse else None),
            "environ": bool(reponse and reponse.environ),
        }

    def _note(self, source: str) -> Any:
        """The number of the note that carries this source; one source has one note."""
        if not source:
            return NON_RENSEIGNE
        for note in self.notes:
            if note["texte"] == source:
                return note["numero"]
        self.notes.append({"numero": len(self.notes) + 1, "texte": source})
        return len(self.notes)

    def _temoignage(self, temoignage: Temoignage) -> dict[str, Any] | None:
        if self.public and temoignage.accord != "publication":
            self.temoignages_omis += 1
            return None
        return {
            "texte": Prose(temoignage.texte),
            "auteur": ou_rien(temoignage.auteur),
            "accord": temoignage.accord,
        }


def _montre(valeur: Any, spec: Spec) -> Any:
    """A value that is a text, or prints as one; it may open a letter or a call."""
    texte = formes.montre(valeur, spec)
    if spec.forme == "budget":
        return comptes(valeur, texte)
    if spec.forme == "courriel":
        return Lien(texte, f"mailto:{quote(valeur, safe='@')}")
    if spec.forme == "telephone":
        return Lien(texte, f"tel:{telephone.serre(valeur)}")
    return texte


def _champ(champ: Champ, valeur: Any) -> dict[str, Any]:
    return {
        "id": champ.id,
        "titre": champ.titre,
        "role": champ.role,
        "valeur": valeur,
        "renseigne": bool(valeur) or not isinstance(valeur, NonRenseigne | Objet),
        "affiche": _affiche(valeur, champ.spec),
        "lignes": _lignes(valeur, champ.spec),
    }


def _affiche(valeur: Any, spec: Spec) -> str:
    """How a template lays a value out: one of the words below, those of a list in the plural."""
    if isinstance(valeur, Prose):
        return "prose"
    if isinstance(valeur, list):
        un = _AFFICHES.get(spec.de.forme if spec.de else "")
        return f"{un}s" if un else "liste"
    return _AFFICHES.get(spec.forme, "ligne")


_AFFICHES = {"objet": "objet", "budget": "budget", **dict.fromkeys(("url", "courriel", "telephone"), "adresse")}


def _lignes(valeur: Any, spec: Spec) -> list[list[dict[str, Any]]]:
    """The objects that a value is made of, champ by champ, as the rows of a section that is a list."""
    objet = spec.de if spec.forme == "liste" and spec.de is not None else spec
    objets = [o for o in (valeur if isinstance(valeur, list) else [valeur]) if isinstance(o, Objet) and o]
    return [[_champ(c, o[c.id]) for c in objet.champs if c.id in o] for o in objets]


def _prose(texte: str) -> Any:
    return Prose(texte) if texte else NON_RENSEIGNE


def _periode(periode: Periode | None) -> str:
    return periode.dit if periode else ""


def _cible(cible: Cible | None, spec: Spec) -> str:
    if cible is None:
        return ""
    montre = francais.montant if spec.forme == "montant" else francais.nombre
    bouts = [("au moins", cible.au_moins), ("au plus", cible.au_plus)]
    dits = [f"{mot} {montre(v)}" for mot, v in bouts if v is not None]
    if not dits:
        return ""
    dernier = next(v for _, v in reversed(bouts) if v is not None)
    unite = francais.unite(spec.unite, dernier) if spec.unite and spec.forme != "montant" else ""
    return f"{' et '.join(dits)}{francais.INSECABLE}{unite}" if unite else " et ".join(dits)


def _precaution(mesure: Mesure) -> str:
    reponse = mesure.reponse
    if reponse is None or not reponse.population or reponse.sur is None:
        return ""
    part = reponse.sur / reponse.population
    compte = f"{francais.nombre(reponse.sur)} réponses sur {francais.nombre(reponse.population)} personnes concernées"
    return f"à lire avec précaution : {compte}" if part < PETITE_PART else compte


def _referentiel(referentiel: Referentiel) -> dict[str, Any]:
    return {
        "id": referentiel.id,
        "titre": referentiel.titre,
        "version": referentiel.version,
        "licence": ou_rien(referentiel.licence),
        "auteurs": ou_rien(list(referentiel.auteurs)),
        "source": ou_rien(referentiel.source),
        "definitions": {k: Prose(v) for k, v in referentiel.definitions.items()},
    }


def _fiche(fiche: Fiche) -> dict[str, Any]:
    return {
        "id": fiche.id,
        "titre": fiche.titre,
        "statut": fiche.statut.value if fiche.statut else NON_RENSEIGNE,
        "periode": ou_rien(_periode(fiche.periode)),
        "recueilli_le": ou_rien(francais.jour(fiche.recueilli_le) if fiche.recueilli_le else ""),
        "auteurs": ou_rien(list(fiche.auteurs)),
        "licence": ou_rien(fiche.licence),
        "version_referentiel": ou_rien(fiche.version),
        "precedente": ou_rien(fiche.precedente),
    }
