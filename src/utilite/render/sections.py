"""The fields of a fiche or of an acteur → champs that a template lays out; all exist, answered or not."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from utilite import formes
from utilite.formes import telephone
from utilite.formes.spec import Champ, Spec
from utilite.referentiel import Section
from utilite.render import contrat
from utilite.render.carnet import Carnet
from utilite.render.comptes import comptes
from utilite.render.valeurs import NON_RENSEIGNE, Lien, Montant, NonRenseigne, Objet, Prose, Quand, ou_rien


def sections(carnet: Carnet, voulues: Sequence[Section], valeurs: Mapping[str, Any]) -> list[contrat.Section]:
    """The sections, in the référentiel's order; what isn't public of them is noted in `carnet`."""
    return [_section(carnet, section, valeurs.get(section.id)) for section in voulues]


def _section(carnet: Carnet, section: Section, valeur: Any) -> contrat.Section:
    public = carnet.public
    visibles = [c for c in section.champs if not (public and c.interne)]
    carnet.internes_de(section, valeur)
    lignes = list(valeur or ()) if section.liste else [valeur or {}]
    objets = [Objet({c.id: _valeur((ligne or {}).get(c.id), c.spec, public) for c in visibles}) for ligne in lignes]
    return {
        "id": section.id,
        "titre": section.titre,
        "role": section.role,
        "liste": section.liste,
        "valeur": ou_rien(objets) if section.liste else objets[0],
        "champs": [] if section.liste else [_champ(c, objets[0][c.id]) for c in visibles],
        "lignes": [[_champ(c, objet[c.id]) for c in visibles] for objet in objets] if section.liste else [],
    }


def _valeur(valeur: Any, spec: Spec, public: bool) -> Any:
    if spec.forme == "objet":
        visibles = [c for c in spec.champs if not (public and c.interne)]
        return Objet({c.id: _valeur((valeur or {}).get(c.id), c.spec, public) for c in visibles})
    if valeur is None:
        return NON_RENSEIGNE
    if spec.forme == "texte_long":
        return Prose(valeur)
    if spec.forme == "montant":
        return Montant(valeur)
    if spec.forme in ("entier", "nombre", "oui_non"):
        return valeur
    if spec.forme == "liste" and spec.de is not None:
        return ou_rien([_valeur(v, spec.de, public) for v in valeur])
    return _montre(valeur, spec)


def _montre(valeur: Any, spec: Spec) -> Any:
    """A value that is a text, or prints as one; it may open a letter or a call, or say when."""
    texte = formes.montre(valeur, spec)
    if spec.forme == "date":
        return Quand(texte, valeur)
    if spec.forme == "periode":
        return Quand(texte, valeur.debut.premier, valeur.fin.dernier)
    if spec.forme == "budget":
        return comptes(valeur, texte)
    if spec.forme == "courriel":
        return Lien(texte, f"mailto:{quote(valeur, safe='@')}")
    if spec.forme == "telephone":
        return Lien(texte, f"tel:{telephone.serre(valeur)}")
    return texte


def _champ(champ: Champ, valeur: Any) -> contrat.Champ:
    return {
        "id": champ.id,
        "titre": champ.titre,
        "role": champ.role,
        "forme": champ.spec.forme,
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


def _lignes(valeur: Any, spec: Spec) -> list[list[contrat.Champ]]:
    """The objects that a value is made of, champ by champ, as the rows of a section that is a list."""
    objet = spec.de if spec.forme == "liste" and spec.de is not None else spec
    objets = [o for o in (valeur if isinstance(valeur, list) else [valeur]) if isinstance(o, Objet) and o]
    return [[_champ(c, o[c.id]) for c in objet.champs if c.id in o] for o in objets]
