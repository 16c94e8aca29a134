"""`json`: the body that prefills an online procedure, exactly as it is posted; its page is made by `html`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from utilite.modele import Modele
from utilite.render import environment
from utilite.render.demarche import lien, preremplissage
from utilite.render.demarche.preremplissage import FORMAT, Preremplissage, Reponse
from utilite.render.demarche.procedure import HOTES
from utilite.render.gabarit import en_octets, rend_source
from utilite.render.valeurs import Rempli


def offre(modele: Modele) -> bool:
    """Whether it has the questions of a procedure, and what answers them."""
    return FORMAT in modele.formulaires


def rend(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The body."""
    fait = preremplissage.de(modele, contexte)
    return Rempli(_corps(fait).encode() + b"\n", fait.avis)


def _corps(fait: Preremplissage) -> str:
    return json.dumps(fait.corps, ensure_ascii=False, indent=2)


def rend_page(modele: Modele, contexte: Mapping[str, Any]) -> bytes:
    """The page that goes with it."""
    fait = preremplissage.de(modele, contexte)
    dit = {**contexte, "preremplissage": _page(fait, modele, contexte)}
    page = environment.html(modele.dossier, tuple(dit))
    avis = fait.avis if len(fait.lien) <= lien.PLUS_LONG and fait.lien else (*fait.avis, _TROP_LONG)
    return Rempli(en_octets(rend_source(page, "commun/preremplissage.html", dit)), avis)


_TROP_LONG = "ce brouillon ne tient pas dans un lien ; cette page dit comment l'envoyer, ou s'en passer"


def _page(fait: Preremplissage, modele: Modele, contexte: Mapping[str, Any]) -> dict[str, Any]:
    sujet = contexte.get("fiche") or contexte["acteur"] if modele.portee != "reseau" else {"id": modele.nom}
    qui = "" if modele.portee == "reseau" else f"{sujet['id']} "
    return {
        "demarche": fait.demarche._asdict(),
        "hote": fait.demarche.hote,
        "hote_connu": fait.demarche.hote in HOTES,
        "lien": fait.lien,
        "signes": len(fait.lien),
        "plus_long": lien.PLUS_LONG,
        "corps": _corps(fait),
        "fichier": f"{sujet['id']}.json",
        "commande": f"utilite render {qui}--template {modele.nom} --format json",
        "reponses": [_ligne(fait, r) for r in fait.reponses if r.repond],
        "reste": sorted(_reste(fait), key=lambda ligne: not ligne["obligatoire"]),
    }


def _reste(fait: Preremplissage) -> Iterator[dict[str, Any]]:
    """What isn't answered; of a repeated block that has no answer, the block alone."""
    entames = {r.question.bloc for r in fait.reponses if r.repond or r.ecart}
    for reponse in fait.reponses:
        question = reponse.question
        absente = question.cle.startswith("identite_") or question.cle in entames
        if not reponse.repond and not absente and (not question.bloc or question.bloc in entames):
            yield _ligne(fait, reponse)


def _ligne(fait: Preremplissage, reponse: Reponse) -> dict[str, Any]:
    question = reponse.question
    bloc = next((q.libelle for q in fait.demarche.questions if q.cle == question.bloc), "")
    return {
        "titre": question.libelle,
        "bloc": bloc,
        "obligatoire": question.obligatoire,
        "dits": reponse.dits,
        "pourquoi": reponse.ecart or ("" if question.genre == "Repetition" else reponse.refus),
        "ecartee": bool(reponse.ecart),
    }
