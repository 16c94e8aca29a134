"""A fiche, joined with its référentiel and acteurs → the plain data that templates see.

Every champ of the référentiel exists in it; what nobody answered is false and prints « non
renseigné ». Figures come as they are said, with their source as a numbered note. What is not to be
published is left out here, once, and named in `document.omis`.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from utilite import __version__, couleurs, formes, francais
from utilite.fiche import Acteur, Apport, Cible, Fiche, Mesure, Statut, Suivi, Temoignage
from utilite.formes import telephone
from utilite.formes.periode import Periode
from utilite.formes.spec import Champ, Reponse, Spec
from utilite.modele import Modele
from utilite.referentiel import Indicateur, Presentation, Referentiel, Section
from utilite.render import charts, chiffres, reperes
from utilite.render.comptes import comptes
from utilite.render.valeurs import NON_RENSEIGNE, Lien, Montant, NonRenseigne, Objet, Prose, ou_rien, plat

PETITE_PART = 0.5
"""Share of answers under which a figure brings its caution sentence (domaine, §5, no. 22)."""


def fiche(
    referentiel: Referentiel,
    fiche: Fiche,
    acteurs: Sequence[Acteur],
    modele: Modele,
    *,
    public: bool,
    fautive: bool,
    precedente: Fiche | None = None,
    logo: bytes = b"",
) -> dict[str, Any]:
    """The context of a document about one fiche; `fautive` where it has errors, rendered as a draft.

    `precedente` is the fiche of the period before, where there is one to show; `logo` a PNG or an SVG.
    """
    construit = _Contexte(referentiel, public=public)
    sections = construit.sections(referentiel.fiche, fiche.sections)
    utilite = construit.utilite(fiche, precedente)
    contexte: dict[str, Any] = {
        "referentiel": _referentiel(referentiel, fiche),
        "fiche": _fiche(fiche) | reperes.reperes(utilite) | {"couverture": reperes.couverture(referentiel, fiche)},
        "acteurs": [construit.acteur(a) for a in acteurs],
        "sections": sections,
        "utilite_sociale": utilite,
        "limites": _prose(fiche.limites),
        "perspectives": _prose(fiche.perspectives),
        "notes": construit.notes,
    }
    contexte["precedente"] = _precedente(construit, precedente)
    contexte["acteur"] = contexte["acteurs"][0] if contexte["acteurs"] else construit.acteur(None)
    for section in sections:
        contexte.setdefault(section["id"], section["valeur"])
    contexte["document"] = {
        "public": public,
        "brouillon": fiche.statut is not Statut.TERMINEE,
        "fautive": fautive,
        "omis": construit.laisse,
        "outil": f"utilite {__version__}",
        "modele": _modele(modele),
        "presentation": _presentation(referentiel.presentation, logo),
        "empreinte": empreinte(contexte),
    }
    return contexte


def empreinte(contexte: Mapping[str, Any]) -> str:
    """A fingerprint of what is shown: the first 12 figures of the SHA-256 of its canonical JSON."""
    texte = json.dumps(plat(contexte), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(texte.encode()).hexdigest()[:12]


def recherches(contexte: Mapping[str, Any]) -> dict[str, Any]:
    """The look-ups of a template: `critere('lien-social')`, `indicateur('participants')`, `role('besoin')`.

    `champs('besoin', 'objectifs')` gives the champs of these roles, in this order, to be laid out.
    """
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
        "champs": lambda *noms: [champ for nom in noms for champ in _de_role(contexte["sections"], nom)],
    }


def _de_role(sections: Sequence[Mapping[str, Any]], role: str) -> list[dict[str, Any]]:
    """The champs that have this role, or stand in a section that has it."""
    return [c for s in sections for c in s["champs"] if role in (c["role"], s["role"])]


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
            valeurs_du_champ = [ligne[champ.id] for ligne in lignes if ligne.get(champ.id) is not None]
            if champ.interne and valeurs_du_champ:
                self.omis.append(champ.titre)
            elif valeurs_du_champ:
                self._omet_dans(champ.spec, valeurs_du_champ, champ.titre)

    def _omet_dans(self, spec: Spec, valeurs: Sequence[Any], titre: str) -> None:
        """Names what is left out of objects, with what they belong to: « SIRET (propriétaire) »."""
        if spec.forme == "liste" and spec.de is not None:
            self._omet_dans(spec.de, [v for liste in valeurs for v in liste], titre)
        for champ in spec.champs if spec.forme == "objet" else ():
            dits = [v[champ.id] for v in valeurs if v.get(champ.id) is not None]
            if champ.interne and dits:
                self.omis.append(f"{champ.titre} ({francais.minuscule(titre)})")
            elif dits:
                self._omet_dans(champ.spec, dits, champ.titre)

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

    def utilite(self, fiche: Fiche, precedente: Fiche | None = None) -> list[dict[str, Any]]:
        """The critères that were chosen, axe by axe; those without an axe come last."""
        axes: list[dict[str, Any]] = []
        avant = {s.indicateur.id: s for s in precedente.suivis} if precedente is not None else {}
        rangs = [(axe.id, axe.titre, axe.aide) for axe in self.referentiel.axes] + [("", "Critères propres", "")]
        for nom, titre, aide in rangs:
            apports = [a for a in fiche.apports if a.critere.axe == nom]
            if apports:
                criteres = [self._critere(a, fiche, avant, precedente) for a in apports]
                axes.append({"id": nom, "titre": titre, "aide": ou_rien(aide), "criteres": criteres})
        return axes

    def _critere(
        self, apport: Apport, fiche: Fiche, avant: Mapping[str, Suivi], precedente: Fiche | None
    ) -> dict[str, Any]:
        critere = apport.critere
        suivis = [self._suivi(s, fiche, avant.get(s.indicateur.id), precedente) for s in apport.suivis]
        return {
            "id": critere.id,
            "titre": critere.titre,
            "question": ou_rien(critere.question),
            "propre": critere.propre,
            "apport": _prose(apport.texte),
            "indicateurs": [s for s in suivis if s is not None],
            "temoignages": [t for t in map(self._temoignage, apport.temoignages) if t is not None],
        }

    def _visibles(self, suivi: Suivi | None) -> list[Mesure]:
        return [m for m in suivi.mesures if not (self.public and m.interne)] if suivi is not None else []

    def _suivi(
        self, suivi: Suivi, fiche: Fiche, avant: Suivi | None, precedente: Fiche | None
    ) -> dict[str, Any] | None:
        """An indicateur and its mesures; None where none of these may be shown.

        `avant` is what the fiche before said of it.
        """
        indicateur = suivi.indicateur
        mesures = self._visibles(suivi)
        if len(mesures) < len(suivi.mesures):
            self.omis.append(indicateur.titre)
            if not mesures:
                return None
        suite = [(m, m.periode or (precedente.periode if precedente else None)) for m in self._visibles(avant)]
        suite += [(m, m.periode or fiche.periode) for m in mesures]
        return {
            "id": indicateur.id,
            "titre": indicateur.titre,
            "niveau": ou_rien(indicateur.niveau.titre if indicateur.niveau else ""),
            "propre": indicateur.propre,
            "recueil": ou_rien(indicateur.recueil),
            "sert_a": ou_rien(indicateur.sert_a),
            "forme": indicateur.spec.forme,
            "unite": ou_rien(indicateur.spec.unite),
            "mesures": [self._mesure(m, indicateur, fiche) for m in mesures],
            "graphique": ou_rien(chiffres.d_indicateur(suite, indicateur)),
        }

    def _mesure(self, mesure: Mesure, indicateur: Indicateur, fiche: Fiche) -> dict[str, Any]:
        reponse, spec = mesure.reponse, indicateur.spec
        cible = _cible(mesure.cible, spec)
        chiffre, precision = chiffres.bref(reponse, spec) if reponse else ("", "")
        return {
            "texte": ou_rien(formes.dit_reponse(reponse, spec) if reponse else ""),
            "chiffre": ou_rien(chiffre),
            "precision": ou_rien(precision),
            "non_renseigne": ou_rien(mesure.non_renseigne),
            "cible": ou_rien(cible),
            "periode": ou_rien(_periode(mesure.periode if mesure.periode != fiche.periode else None)),
            "recueil": ou_rien(mesure.recueil),
            "recueilli_le": ou_rien(francais.jour(mesure.recueilli_le) if mesure.recueilli_le else ""),
            "precaution": ou_rien(_precaution(reponse, spec) if reponse else ""),
            "note": self._note(mesure.source),
            "valeur": ou_rien(reponse.valeur if reponse else None),
            "sur": ou_rien(reponse.sur if reponse else None),
            "avant": ou_rien(reponse.avant if reponse else None),
            "apres": ou_rien(reponse.apres if reponse else None),
            "environ": bool(reponse and reponse.environ),
            "entre": ou_rien(list(reponse.entre) if reponse and reponse.entre else None),
            "parts": ou_rien(chiffres.parts(reponse, spec) if reponse and reponse.repartition else None),
            "population": ou_rien(reponse.population if reponse else None),
            "graphique": ou_rien(chiffres.de_mesure(mesure, indicateur, cible)),
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


def _precaution(reponse: Reponse, spec: Spec) -> str:
    """How many answered, of how many; what is small is to be read with care."""
    if reponse.sur is None:
        return ""
    if reponse.population:
        unite = francais.unite(spec.unite or "personnes", reponse.population)
        compte = f"{francais.nombre(reponse.sur)} {francais.accord(reponse.sur, 'réponse')}"
        compte = f"{compte} sur {francais.nombre(reponse.population)} {unite}"
        return f"à lire avec précaution : {compte}" if reponse.sur / reponse.population < PETITE_PART else compte
    return "à lire avec précaution : le nombre est petit" if 0 < reponse.sur < charts.TOUT_MINIMAL else ""


def _precedente(construit: "_Contexte", fiche: Fiche | None) -> Any:
    """The fiche of the period before; its sources are numbered after those of the fiche itself."""
    if fiche is None:
        return NON_RENSEIGNE
    autre = _Contexte(construit.referentiel, public=construit.public)
    autre.notes = list(construit.notes)
    contexte: dict[str, Any] = {
        "fiche": _fiche(fiche),
        "sections": autre.sections(construit.referentiel.fiche, fiche.sections),
        "utilite_sociale": autre.utilite(fiche),
        "limites": _prose(fiche.limites),
        "perspectives": _prose(fiche.perspectives),
    }
    contexte["indicateurs"] = {
        i["id"]: i for axe in contexte["utilite_sociale"] for c in axe["criteres"] for i in c["indicateurs"]
    }
    contexte["notes"] = autre.notes[len(construit.notes) :]
    for section in contexte["sections"]:
        contexte.setdefault(section["id"], section["valeur"])
    return contexte


def _presentation(presentation: Presentation, logo: bytes) -> dict[str, Any]:
    """The theme of a page. The logo is a picture by its address: what a script in it would do, it can't."""
    couleur = presentation.couleur
    sorte = "png" if logo[:4] == b"\x89PNG" else "svg+xml"
    propre = presentation[1:] != Presentation()[1:]
    return {
        "logo": ou_rien(f"data:image/{sorte};base64,{b64encode(logo).decode()}" if logo else ""),
        "couleur": couleur,
        "couleur_claire": presentation.couleur_claire,
        "teinte": ou_rien(couleurs.melange(couleur, couleurs.BLANC, 0.95) if propre else ""),
        "filet": ou_rien(couleurs.melange(couleur, couleurs.BLANC, 0.8) if propre else ""),
    }


def _modele(modele: Modele) -> dict[str, Any]:
    return {
        "nom": modele.nom,
        "titre": modele.titre,
        "financeur": ou_rien(modele.financeur),
        "officiel": modele.officiel,
        "pieces": ou_rien(list(modele.pieces)),
    }


def _referentiel(referentiel: Referentiel, fiche: Fiche) -> dict[str, Any]:
    etats = reperes.etats(fiche)
    return {
        "id": referentiel.id,
        "titre": referentiel.titre,
        "version": referentiel.version,
        "licence": ou_rien(referentiel.licence),
        "auteurs": ou_rien(list(referentiel.auteurs)),
        "source": ou_rien(referentiel.source),
        "definitions": {k: Prose(v) for k, v in referentiel.definitions.items()},
        "axes": [
            {
                "id": axe.id,
                "titre": axe.titre,
                "aide": ou_rien(axe.aide),
                "criteres": [
                    {"id": c.id, "titre": c.titre, "question": ou_rien(c.question), "etat": etats.get(c.id, "")}
                    for c in axe.criteres
                ],
            }
            for axe in referentiel.axes
        ],
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
