"""Fiches, joined with their référentiel and acteurs → the plain data that templates see (`contrat`).

Every champ of the référentiel exists in it; what nobody answered is false and prints « non
renseigné ». Figures come as they are said, with their source as a numbered note. What is not to be
published is left out here, once, and named in `document.omis`.
"""

import hashlib
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from utilite import __version__, couleurs, francais
from utilite.fiche import Acteur, Fiche, Statut
from utilite.modele import Modele
from utilite.referentiel import Presentation, Referentiel
from utilite.render import apports, contrat, longueurs, reperes, rubriques
from utilite.render.carnet import Carnet
from utilite.render.sections import sections
from utilite.render.valeurs import NON_RENSEIGNE, Prose, Quand, canonique, ou_rien


class Cadre(NamedTuple):
    """What the documents of one run share; `logo` is a PNG or an SVG."""

    referentiel: Referentiel
    modele: Modele
    public: bool = False
    logo: bytes = b""


class Montree(NamedTuple):
    """A fiche to show: its acteurs, the fiche of the period before where there is one to show.

    `fautive` where it has errors, rendered as a draft; `prive` where `prive/` says a part of it.
    """

    fiche: Fiche
    acteurs: Sequence[Acteur] = ()
    precedente: Fiche | None = None
    fautive: bool = False
    prive: bool = False

    @property
    def brouillon(self) -> bool:
        """Whether it isn't finished."""
        return self.fiche.statut is not Statut.TERMINEE


def de_fiche(cadre: Cadre, montree: Montree) -> dict[str, Any]:
    """The context of a document about one fiche: `contrat.DocumentDeFiche`, and its sections by name."""
    carnet = Carnet(public=cadre.public)
    contexte: dict[str, Any] = {
        "referentiel": referentiel(cadre.referentiel, montree.fiche),
        **_fiche(cadre.referentiel, carnet, montree),
        "notes": carnet.notes,
    }
    contexte["acteur"] = contexte["acteurs"][0] if contexte["acteurs"] else acteur(cadre.referentiel, carnet, None)
    for section in contexte["sections"]:
        contexte.setdefault(section["id"], section["valeur"])
    questions = [longueurs.mesuree(rubriques.evalue(r, contexte), contexte) for r in cadre.modele.rubriques]
    return avec_document(
        cadre,
        carnet,
        contexte,
        questions,
        titre=montree.fiche.titre,
        brouillon=montree.brouillon,
        fautive=montree.fautive,
    )


def d_acteur(
    cadre: Cadre, qui: Acteur, montrees: Sequence[Montree], laissees: Collection[str] = (), *, fautif: bool = False
) -> dict[str, Any]:
    """The context of a document about an acteur: `contrat.DocumentDActeur`; `fautif` where it has errors itself."""
    carnet = Carnet(public=cadre.public)
    fiches: list[contrat.FicheDActeur] = [
        {
            **_fiche(cadre.referentiel, carnet, m),
            "brouillon": m.brouillon,
            "fautive": m.fautive,
        }
        for m in sorted(montrees, key=_recente, reverse=True)
    ]
    contexte: dict[str, Any] = {
        "referentiel": referentiel(cadre.referentiel),
        "acteur": acteur(cadre.referentiel, carnet, qui),
        "fiches": fiches,
        "notes": carnet.notes,
    }
    return avec_document(
        cadre,
        carnet,
        contexte,
        [],
        titre=qui.nom,
        brouillon=any(m.brouillon for m in montrees),
        fautive=fautif or any(m.fautive for m in montrees),
        laissees=laissees,
    )


def _recente(montree: Montree) -> tuple[str, str]:
    periode = montree.fiche.periode
    return periode.debut.premier.isoformat() if periode else "", montree.fiche.id


def _fiche(referentiel: Referentiel, carnet: Carnet, montree: Montree) -> contrat.FicheMontree:
    """What is said of one fiche in any document of fiches; its notes are numbered in this order."""
    fiche = montree.fiche
    if montree.prive:
        carnet.interne("Réponses privées")
    dites = sections(carnet, referentiel.fiche, fiche.sections)
    axes = apports.axes(carnet, referentiel, fiche, montree.precedente)
    return {
        "fiche": {
            **en_tete(fiche),
            **reperes.reperes(axes),
            "couverture": reperes.couverture(referentiel, fiche),
        },
        "acteurs": [acteur(referentiel, carnet, a) for a in montree.acteurs],
        "sections": dites,
        "utilite_sociale": axes,
        "limites": ou_rien(Prose(fiche.limites)),
        "perspectives": ou_rien(Prose(fiche.perspectives)),
        "precedente": _precedente(referentiel, carnet, montree),
    }


def _precedente(referentiel: Referentiel, carnet: Carnet, montree: Montree) -> Any:
    """The fiche of the period before; its sources are numbered after those of the fiche itself."""
    fiche = montree.precedente
    if fiche is None:
        return NON_RENSEIGNE
    autre = carnet.autre()
    dit: contrat.Precedente = {
        "fiche": en_tete(fiche),
        "sections": sections(autre, referentiel.fiche, fiche.sections),
        "utilite_sociale": apports.axes(autre, referentiel, fiche),
        "limites": ou_rien(Prose(fiche.limites)),
        "perspectives": ou_rien(Prose(fiche.perspectives)),
        "indicateurs": {},
    }
    dit["indicateurs"] = {
        i["id"]: i for axe in dit["utilite_sociale"] for c in axe["criteres"] for i in c["indicateurs"]
    }
    return {**{s["id"]: s["valeur"] for s in dit["sections"]}, **dit}


def avec_document(
    cadre: Cadre,
    carnet: Carnet,
    contexte: dict[str, Any],
    questions: list[contrat.Rubrique],
    *,
    titre: str,
    brouillon: bool,
    fautive: bool,
    laissees: Collection[str] = (),
) -> dict[str, Any]:
    """A context, with what is said of the document itself."""
    document: contrat.Document = {
        "titre": titre,
        "public": cadre.public,
        "brouillon": brouillon,
        "fautive": fautive,
        "incomplet": [q["titre"] for q in questions if q["obligatoire"] and not q["renseigne"]],
        "omis": carnet.laisse,
        "internes": carnet.internes,
        "laissees": list(laissees),
        "outil": f"utilite {__version__}",
        "modele": _modele(cadre.modele, questions),
        "presentation": presentation(cadre.referentiel.presentation, cadre.logo),
        "empreinte": empreinte(contexte),
    }
    return {**contexte, "document": document}


def empreinte(contexte: Mapping[str, Any]) -> str:
    """A fingerprint of what is shown: the first 12 figures of the SHA-256 of its canonical JSON."""
    return hashlib.sha256(canonique(contexte, {}).encode()).hexdigest()[:12]


def acteur(referentiel: Referentiel, carnet: Carnet, qui: Acteur | None) -> contrat.Acteur:
    """An acteur: its fields by section, as `acteur.identite.nom`."""
    dites = sections(carnet, referentiel.acteur, qui.sections if qui else {})
    dit: contrat.Acteur = {
        "id": qui.id if qui else "",
        "nom": qui.nom if qui else NON_RENSEIGNE,
        "sections": dites,
    }
    return {**{s["id"]: s["valeur"] for s in dites}, **dit}  # type: ignore[typeddict-item]


def presentation(choisie: Presentation, logo: bytes) -> contrat.Presentation:
    """The theme of a page. The logo is a picture by its address: what a script in it would do, it can't."""
    couleur = choisie.couleur
    sorte = "png" if logo[:4] == b"\x89PNG" else "svg+xml"
    propre = choisie[1:] != Presentation()[1:]
    return {
        "logo": ou_rien(f"data:image/{sorte};base64,{b64encode(logo).decode()}" if logo else ""),
        "couleur": couleur,
        "couleur_claire": choisie.couleur_claire,
        "teinte": ou_rien(couleurs.melange(couleur, couleurs.BLANC, 0.95) if propre else ""),
        "filet": ou_rien(couleurs.melange(couleur, couleurs.BLANC, 0.8) if propre else ""),
    }


def _modele(modele: Modele, questions: list[contrat.Rubrique]) -> contrat.Modele:
    return {
        "nom": modele.nom,
        "titre": modele.titre,
        "financeur": ou_rien(modele.financeur),
        "officiel": modele.officiel,
        "pieces": ou_rien(list(modele.pieces)),
        "rubriques": questions,
    }


def referentiel(grille: Referentiel, fiche: Fiche | None = None) -> contrat.Referentiel:
    """The grid; with what this fiche says under each critère."""
    etats = reperes.etats(fiche) if fiche is not None else {}
    return {
        "id": grille.id,
        "titre": grille.titre,
        "version": grille.version,
        "licence": ou_rien(grille.licence),
        "auteurs": ou_rien(list(grille.auteurs)),
        "source": ou_rien(grille.source),
        "definitions": {k: Prose(v) for k, v in grille.definitions.items()},
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
            for axe in grille.axes
        ],
    }


def en_tete(fiche: Fiche) -> contrat.EnTete:
    """What a fiche says of itself."""
    return {
        "id": fiche.id,
        "titre": fiche.titre,
        "statut": fiche.statut.value if fiche.statut else NON_RENSEIGNE,
        "periode": ou_rien(apports.periode(fiche.periode)),
        "recueilli_le": Quand(francais.jour(recueil), recueil) if (recueil := fiche.recueilli_le) else NON_RENSEIGNE,
        "auteurs": ou_rien(list(fiche.auteurs)),
        "licence": ou_rien(fiche.licence),
        "version_referentiel": ou_rien(fiche.version),
        "precedente": ou_rien(fiche.precedente),
    }
