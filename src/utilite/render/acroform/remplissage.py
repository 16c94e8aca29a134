"""A blank form and what answers its fields → the filled one, whole; what could not be said in it is told."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, String

from utilite import francais
from utilite.modele import ChampDeFormulaire, Modele
from utilite.orthographe import proche
from utilite.render import expressions, horloge
from utilite.render.acroform import dessin, helvetica
from utilite.render.acroform.champs import Champ, Genre, Option, etats_de
from utilite.render.acroform.desarmement import desarme
from utilite.render.acroform.ouverture import ouvre
from utilite.render.acroform.pose import Cadre, pose
from utilite.render.environment import texte
from utilite.render.gabarit import ModeleFautifError
from utilite.render.outputs.pdf import FORMULAIRE
from utilite.render.valeurs import NonRenseigne, Rempli

LISTES = 12
"""How many names of fields a message says."""


class _Reponse(NamedTuple):
    """A field of the form, what answers it, and the line of the template's file that says so."""

    champ: Champ
    valeur: Any
    ligne: int


def rend(modele: Modele, vierge: Path, contexte: Mapping[str, Any]) -> Rempli:
    """The filled form: the same bytes for the same answers.

    Raises ModeleFautifError where the fields of the form aren't those of the template, OperatorError where
    the blank form can't be read.
    """
    dites = list(expressions.reponses(modele, "pdf", contexte))
    horloge.repart(FORMULAIRE)
    with ouvre(vierge) as (pdf, champs):
        reponses = _paires(modele, vierge.name, dites, champs)
        desarme(pdf)
        police = dessin.police(pdf)
        fichier = modele.formulaires["pdf"].champs
        avis = [f"{fichier}:{r.ligne}: {dit}" for r in reponses for dit in _ecrit(pdf, police, r.champ, r.valeur)]
        avis += _sans_reponse(modele, champs)
        _marque(pdf, police, contexte["document"])
        return Rempli(_enregistre(pdf, contexte["document"]), tuple(f"{vierge.name} : {dit}" for dit in avis))


def _paires(
    modele: Modele, vierge: str, dites: Sequence[tuple[ChampDeFormulaire, Any]], champs: Sequence[Champ]
) -> list[_Reponse]:
    """Each field of the form with its answer; a name may be borne by several fields, that say the same."""
    par_nom: dict[str, list[Champ]] = {}
    for champ in champs:
        if champ.genre.a_remplir and not champ.secret:
            par_nom.setdefault(champ.nom, []).append(champ)
    paires, manquent = [], []
    for voulu, valeur in dites:
        nom = next((nom for nom in voulu.noms if nom in par_nom), None)
        if nom is None:
            manquent.append(voulu)
        else:
            ligne = expressions.ligne(modele, "pdf", voulu)
            paires += [_Reponse(champ, valeur, ligne) for champ in par_nom[nom]]
    if manquent:
        libres = [nom for nom in par_nom if nom not in expressions.nommes(modele, "pdf")]
        raise ModeleFautifError(
            modele.formulaires["pdf"].champs,
            expressions.ligne(modele, "pdf", manquent[0]),
            _deux_listes(vierge, [voulu.noms[0] for voulu in manquent], libres),
        )
    return paires


def _deux_listes(vierge: str, manquent: Sequence[str], libres: Sequence[str]) -> str:
    """What the template names and the form lacks, with the nearest that it has; what nothing answers in it."""
    dits = []
    for nom in manquent[:LISTES]:
        voisin = proche(nom, libres)
        dits.append(f"« {nom} »" + (f" (peut-être « {voisin} »)" if voisin else ""))
    sans = "" if not libres else f" ; il a, sans réponse : {_enumere([f'« {nom} »' for nom in libres])}"
    return f"le formulaire « {vierge} » n'a pas : {_enumere(dits, len(manquent))}{sans}"


def _enumere(dits: Sequence[str], combien: int = 0) -> str:
    reste = (combien or len(dits)) - LISTES
    return ", ".join(dits[:LISTES]) + (f" et {francais.compte(reste, 'autre')}" if reste > 0 else "")


def _sans_reponse(modele: Modele, champs: Sequence[Champ]) -> list[str]:
    connus = expressions.nommes(modele, "pdf")
    libres = [champ.nom for champ in champs if champ.genre.a_remplir and champ.nom not in connus]
    if not libres:
        return []
    fichier = modele.formulaires["pdf"].champs
    return [f"{fichier} ne dit rien de {_enumere([f'« {nom} »' for nom in libres])}"]


def _ecrit(pdf: Pdf, police: Dictionary, champ: Champ, valeur: Any) -> list[str]:
    """Fills a field; what of its answer couldn't be said in it."""
    vide = isinstance(valeur, NonRenseigne) or valeur is None
    if champ.genre is Genre.TEXTE:
        return _ecrit_texte(pdf, police, champ, "" if vide else texte(valeur))
    if champ.genre is Genre.LISTE:
        return _choisit(pdf, police, champ, [] if vide else valeur if isinstance(valeur, list) else [valeur])
    return _coche(pdf, champ, False if vide else valeur)


def _ecrit_texte(pdf: Pdf, police: Dictionary, champ: Champ, dit: str) -> list[str]:
    dit = helvetica.propre(dit).strip()
    if not champ.multiligne:
        dit = " ".join(dit.split("\n"))
    if champ.peigne and len(dit) > champ.longueur:
        dit = "".join(dit.split())
    avis = []
    if champ.longueur and len(dit) > champ.longueur:
        coupe = dit[champ.longueur :]
        dit = dit[: champ.longueur]
        avis.append(f"« {champ.nom} » n'a que {champ.longueur} places : « {coupe[:60]} » a été coupé")
    champ.noeud.V = String(dit)
    for cle in ("/RV", "/AS"):
        if cle in champ.noeud:
            del champ.noeud[cle]
    return avis + _dessine(pdf, police, champ, dit)


def _dessine(pdf: Pdf, police: Dictionary, champ: Champ, dit: str) -> list[str]:
    dessine, manquent = helvetica.dessine(dit)
    exces = dessin.ecris(pdf, police, champ, dessine)
    avis = []
    if exces:
        place = francais.compte(exces, "signe")
        avis.append(
            f"« {champ.nom} » est trop petit : {place} n'y tiennent pas (ils restent dans le champ, invisibles) ; "
            "raccourcissez la réponse"
        )
    if manquent:
        avis.append(f"« {champ.nom} » ne peut pas montrer « {manquent[:20]} », remplacé par ce qui s'en approche")
    return avis


def _choisit(pdf: Pdf, police: Dictionary, champ: Champ, valeurs: Sequence[Any]) -> list[str]:
    voulues = [helvetica.propre(texte(v)).strip() for v in valeurs if not isinstance(v, NonRenseigne)]
    options = champ.options
    trouvees = [_option(v, options) or (Option(v, v) if champ.libre else None) for v in voulues]
    avis = [_hors_liste(champ, v) for v, o in zip(voulues, trouvees, strict=True) if o is None]
    choisies = [o for o in trouvees if o is not None]
    if len(choisies) > 1 and not champ.plusieurs:
        refusees = ", ".join(o.dit for o in choisies[1:])
        avis.append(f"« {champ.nom} » n'admet qu'un choix : laissés de côté : {refusees}")
        choisies = choisies[:1]
    gardes = [String(o.garde) for o in choisies]
    champ.noeud.V = Array(gardes) if champ.plusieurs else gardes[0] if gardes else String("")
    if champ.plusieurs:
        champ.noeud.I = Array(sorted(options.index(o) for o in choisies if o in options))
    return avis + _dessine(pdf, police, champ, ", ".join(o.dit for o in choisies))


def _coche(pdf: Pdf, champ: Champ, valeur: Any) -> list[str]:
    """Ticks a box, or the button of a group: by true or false, or by the word that the form has for it."""
    options = champ.options or (Option("Oui", "Oui"),)
    if isinstance(valeur, str) or champ.genre is Genre.BOUTONS:
        dit = helvetica.propre(texte(valeur)).strip() if valeur or valeur is False else ""
        choisie = _option(dit, options)
        if dit and choisie is None and not (champ.genre is Genre.CASE and dit == "non"):
            return [_hors_liste(champ, dit)]
    else:
        choisie = options[0] if valeur else None
    etat = Name(f"/{choisie.garde if choisie else 'Off'}")
    champ.noeud.V = etat
    for vignette in champ.vignettes:
        if not etats_de(vignette):
            dessin.coche(pdf, vignette, options[0].garde)
        vignette.AS = etat if str(etat).removeprefix("/") in etats_de(vignette) else Name.Off
    return []


def _option(dit: str, options: Sequence[Option]) -> Option | None:
    """The answer of this name, upper and lower case being one."""
    for option in options:
        if dit in option:
            return option
    return next((o for o in options if dit.casefold() in (o.garde.casefold(), o.dit.casefold())), None)


def _hors_liste(champ: Champ, dit: str) -> str:
    connus = _enumere([f"« {o.dit} »" for o in champ.options])
    return f"« {champ.nom} » n'offre pas « {dit[:60]} », et reste vide ; il offre : {connus}"


def _marque(pdf: Pdf, police: Dictionary, document: Mapping[str, Any]) -> None:
    """Says on each page that it isn't to be sent yet, in a note that its reader can take away."""
    dits = []
    if document["fautive"]:
        dits.append("Cette fiche a des erreurs")
    if document["brouillon"]:
        dits.append("Brouillon")
    if document["incomplet"]:
        dits.append(f"Incomplet : {', '.join(francais.minuscule(texte(t)) for t in document['incomplet'])}")
    dit, _ = helvetica.dessine(helvetica.propre(francais.typographie(" · ".join(dits))))
    for page in pdf.pages if dit else ():
        x1, _, x2, y2 = (float(n) for n in page.cropbox)
        large, haut = max(x2 - x1 - 40, 40), 24.0
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.FreeText,
            Rect=Array([x1 + 20, y2 - haut - 6, x1 + 20 + large, y2 - 6]),
            Contents=String(dit),
            DA=b"%s 8 Tf 0.7 0 0 rg" % dessin.POLICE.encode(),
            F=4,
        )
        note.AP = Dictionary(N=dessin.note(pdf, police, pose(dit, Cadre(large, haut, 8, multiligne=True)), large, haut))
        if not isinstance(page.obj.get("/Annots"), Array):
            page.obj.Annots = Array()
        page.obj.Annots.append(pdf.make_indirect(note))


def _enregistre(pdf: Pdf, document: Mapping[str, Any]) -> bytes:
    """The file, which says what filled it; no date, so that the same answers give the same bytes."""
    pdf.docinfo["/Producer"] = String(texte(document["outil"]))
    pdf.docinfo["/Subject"] = String(f"Rempli d'après une fiche d'utilité sociale, empreinte {document['empreinte']}")
    ecrit = BytesIO()
    pdf.save(ecrit, deterministic_id=True)
    return ecrit.getvalue()
