"""What is wrong with the sources of a workspace's own templates, seen without running them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError

from utilite import formes
from utilite.check.sujets import Gabarits
from utilite.diagnostic import Finding, Place, Span
from utilite.fiche import Acteur, Fiche
from utilite.modele import ChampDeFormulaire, Formulaire, Modele
from utilite.referentiel import Referentiel
from utilite.render import context, environment, noms
from utilite.render.context import Cadre, Montree
from utilite.render.demarche import preremplissage, procedure
from utilite.render.demarche.rapprochement import rapproche
from utilite.render.gabarit import ACCOLADES, SANS_ACCOLADES, SYNTAXE, extrait
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
        for document, faute in (*_sources(espace, lu.valeur), *((papier, None) for papier in _papiers(lu.valeur))):
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
            except RecursionError:
                vus = [noms.NomInconnu(Span(1, 1, 1, 1), _TROP_PROFOND, _PARENTHESES)]
                montres.append(None)
            fautes += [(document, _finding(document, vu)) for vu in vus]
        for format_, formulaire in lu.valeur.formulaires.items():
            fautes += _du_formulaire(espace, lu.valeur, format_, formulaire, connus)
        if lu.valeur.formulaires or any(not nom.endswith((*_TEXTES, *_PAPIERS)) for nom in lu.valeur.fichiers.values()):
            montres.append(None)
    tout = not montres or None in montres
    return Gabarits(fautes=tuple(fautes), montres=None if tout else frozenset().union(*(m or () for m in montres)))


_TROP_PROFOND = "ce modèle emboîte trop d'expressions, de boucles ou de conditions pour être lu"
_PARENTHESES = "enlevez des parenthèses, ou sortez-en une partie dans un autre fichier"
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


_PAPIERS = (".docx", ".odt")


def _papiers(modele: Modele) -> Iterator[Document]:
    """The words of word processors' papers, a paragraph a line; nothing of one that can't be read."""
    for nom in dict.fromkeys(modele.fichiers.values()):
        chemin = modele.dossier / nom
        if nom.endswith(_PAPIERS) and chemin.is_file():
            from utilite.render.bureau import paquet  # most workspaces have no such paper

            with suppress(paquet.IllisibleError):  # `render` says so
                texte = paquet.source(chemin.read_bytes())
                yield Document(f"{Path(modele.file).parent.as_posix()}/{nom}", texte, None)


def _du_formulaire(
    espace: Workspace, modele: Modele, format_: str, formulaire: Formulaire, connus: noms.Connus
) -> Iterator[tuple[Document, Finding]]:
    """What is wrong with the expressions that fill a form; what YAML itself holds against the file comes first."""
    if not (modele.dossier / formulaire.champs).is_file():
        return  # told of the manifest
    document, fautes = lire(espace.racine, f"{Path(modele.file).parent.as_posix()}/{formulaire.champs}")
    lus, autres = schema_formulaire.lit(document)
    yield from ((document, faute) for faute in (*fautes, *autres))
    env = environment.simple(modele.dossier, ())
    for champ in lus:
        try:
            ecrit = f"{{{{ {champ.expression} }}}}"
            vus = [(vu.message, vu.hint) for vu in noms.inconnus(env.parse(ecrit), ecrit, env, connus)]
        except TemplateSyntaxError:
            vus = [(SYNTAXE, SANS_ACCOLADES)]
        except RecursionError:
            vus = [(_TROP_PROFOND, _PARENTHESES)]
        for message, hint in vus[:1]:
            yield document, Finding(rule="modele-fautif", place=champ.place, message=message, hint=hint)
    if format_ == preremplissage.FORMAT and formulaire.vierge is not None and formulaire.vierge.is_file():
        yield from _de_la_demarche(document, lus, formulaire.vierge)


def _de_la_demarche(
    document: Document, champs: Iterable[ChampDeFormulaire], schema: Path
) -> Iterator[tuple[Document, Finding]]:
    """What the lines of champs.yaml and the questions of the procedure don't have in common."""
    try:
        questions = procedure.lit(schema).questions
    except procedure.SchemaFautifError as error:
        lu = Document(f"{Path(document.file).parent.as_posix()}/{schema.name}", "", None)
        place = Place(lu.file, span=Span(1, 1, 1, 1))
        yield lu, Finding(rule="modele-fautif", place=place, message=str(error), hint=procedure.OU_LE_PRENDRE)
        return
    for champ, message, hint in rapproche(champs, questions).fautes:
        yield document, Finding(rule="modele-fautif", place=_a_son_nom(champ), message=message, hint=hint)


def _a_son_nom(champ: ChampDeFormulaire) -> Place:
    """Where the line names its field."""
    return Place(champ.place.file, champ.place.route[:1], on_key=True)


def _finding(document: Document, vu: noms.NomInconnu) -> Finding:
    if not document.file.endswith(_PAPIERS):
        place = Place(document.file, span=vu.span)
        return Finding(rule="modele-fautif", place=place, message=vu.message, hint=vu.hint)
    lignes = document.text.splitlines()
    message = f"{vu.message} ({extrait(lignes[min(vu.span.line, len(lignes)) - 1])})"
    return Finding(rule="modele-fautif", place=Place(document.file), message=message, hint=vu.hint)


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
