"""What is wrong with the sources of a workspace's own templates, seen without running them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from utilite import formes
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Finding, Place, Span
from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context, environment, noms
from utilite.render.context import Cadre, Montree
from utilite.render.gabarit import ACCOLADES, SYNTAXE
from utilite.render.reseau import du_reseau
from utilite.schema import formulaire as schema_formulaire
from utilite.schema import reponses
from utilite.source import MAX_BYTES, Document, trop_gros
from utilite.workspace import Workspace, contenu, lire


def examine(espace: Workspace) -> Gabarits:
    """What is wrong with the sources of the workspace's own templates, and the indicateurs that they show."""
    referentiel = espace.referentiel.valeur
    if referentiel is None:
        return Gabarits()
    fautes: list[tuple[Document, Finding]] = []
    montres: list[frozenset[str] | None] = []
    criteres = {c.id: frozenset(i.id for i in c.indicateurs) for c in referentiel.criteres}
    for lu in espace.modeles():
        if lu.valeur is None:
            continue
        connus = _connus(referentiel, lu.valeur)
        env = environment.markdown(lu.valeur.dossier, ())
        montres.append(_par_reponses(lu.valeur, criteres))
        for document, faute in _sources(espace, lu.valeur):
            if faute is not None:
                fautes.append((document, faute))
                continue
            try:
                arbre = env.parse(document.text)
                vus = list(noms.inconnus(arbre, document.text, env, connus))
                montres.append(noms.montres(arbre, criteres))
            except TemplateSyntaxError as error:
                vus = [noms.NomInconnu(Span(error.lineno, 1, error.lineno, 1), SYNTAXE, ACCOLADES)]
                montres.append(None)
            fautes += [(document, _finding(document.file, vu)) for vu in vus]
        for formulaire in lu.valeur.formulaires.values():
            fautes += _du_formulaire(espace, lu.valeur, formulaire.champs, connus)
        if lu.valeur.formulaires or any(not nom.endswith(_TEXTES) for nom in lu.valeur.fichiers.values()):
            montres.append(None)
    tout = not montres or None in montres
    return Gabarits(fautes=tuple(fautes), montres=None if tout else frozenset().union(*(m or () for m in montres)))


_TEXTES = (".md", ".html", ".svg", ".txt")


def _sources(espace: Workspace, modele: Modele) -> Iterator[tuple[Document, Finding | None]]:
    """The texts of a template, each with why it can't be read, if it can't."""
    for nom in dict.fromkeys(modele.fichiers.values()):
        if nom.endswith(_TEXTES) and (modele.dossier / nom).is_file():
            fichier = f"{Path(modele.file).parent.as_posix()}/{nom}"
            lu, faute = contenu(espace.racine, fichier)
            if faute is None and len(lu) > MAX_BYTES:
                faute = trop_gros(fichier)
            yield Document(fichier, lu.decode("utf-8", "replace"), None), faute


def _du_formulaire(
    espace: Workspace, modele: Modele, nom: str, connus: noms.Connus
) -> Iterator[tuple[Document, Finding]]:
    """What is wrong with the expressions that fill a form; what YAML itself holds against the file comes first."""
    if not (modele.dossier / nom).is_file():
        return  # told of the manifest
    document, fautes = lire(espace.racine, f"{Path(modele.file).parent.as_posix()}/{nom}")
    lus, autres = schema_formulaire.lit(document)
    yield from ((document, faute) for faute in (*fautes, *autres))
    env = environment.simple(modele.dossier, ())
    for champ in lus:
        try:
            ecrit = f"{{{{ {champ.expression} }}}}"
            vus = [(vu.message, vu.hint) for vu in noms.inconnus(env.parse(ecrit), ecrit, env, connus)]
        except TemplateSyntaxError:
            vus = [(SYNTAXE, "une expression est attendue, sans accolades : « role('objectifs') », par exemple")]
        for message, hint in vus[:1]:
            yield document, Finding(rule="modele-fautif", place=champ.place, message=message, hint=hint)


def _finding(fichier: str, vu: noms.NomInconnu) -> Finding:
    return Finding(rule="modele-fautif", place=Place(fichier, span=vu.span), message=vu.message, hint=vu.hint)


def _connus(referentiel: Referentiel, modele: Modele) -> noms.Connus:
    roles = frozenset(reponses.TOUS_LES_ROLES)
    return noms.Connus(
        contexte=_vide(Cadre(referentiel, modele)),
        recherches={
            "role": roles,
            "champs": roles,
            "formes": frozenset(formes.CHAMPS),
            "critere": frozenset(c.id for c in referentiel.criteres),
            "indicateur": frozenset(i.id for c in referentiel.criteres for i in c.indicateurs),
        },
    )


def _vide(cadre: Cadre) -> dict[str, Any]:
    """The context of a document about nothing: all its names are there."""
    if cadre.modele.portee == "reseau":
        return du_reseau(cadre, [])
    if cadre.modele.portee == "acteur":
        return context.d_acteur(cadre, Acteur(id="", file=""), [])
    return context.de_fiche(cadre, Montree(Fiche(id="", file="")))


def _par_reponses(modele: Modele, criteres: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The indicateurs that the answers to a funder's questions show; None for all of them."""
    nommes = [nom for rubrique in modele.rubriques for nom in rubrique.reponses]
    if "utilite_sociale" in nommes:
        return None
    return frozenset(i for nom in nommes for i in criteres.get(nom.removeprefix("utilite_sociale."), ()))
