"""`docs/contexte.md`: what a template sees, out of the classes of `render/contrat`. Run by `make docs`."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from utilite.render import contrat

PAGE = Path(__file__).with_suffix(".md")

TETE = """\
<!-- Page écrite par « make docs », d'après src/utilite/render/contrat.py : n'y corrigez rien à la main. -->

# Ce que voit un modèle

Un modèle de document est un dossier de `templates/` : un manifeste, `modele.yaml`, et des sources
[Jinja](https://jinja.palletsprojects.com/). Pour en commencer un, tapez `utilite templates new mon-modele` ; pour voir
ce qu'il voit d'une fiche, `utilite templates context FICHE`. La marche à suivre est dans [Faire un modèle](modele.md).

Ce ne sont que des données : des textes, des nombres, des listes, des objets. Ces noms ne changent pas d'une version à
l'autre ; il peut s'en ajouter. Trois choses à savoir :

- Ce que personne n'a répondu est faux et s'imprime « non renseigné » : `{% if limites %}` suffit.
- Un nombre, un montant, une liste, une date s'impriment en français. Un texte est toujours rendu inerte.
- Un nom inconnu est une erreur, avec sa ligne et le nom le plus proche.

## Fonctions et filtres

| On écrit | et l'on a |
|---|---|
| `role("besoin")` | la valeur du champ ou de la section qui porte ce rôle |
| `champs("besoin", "objectifs")` | les champs de ces rôles, à mettre en page |
| `formes("courriel", de=acteur)` | les champs renseignés qui ont cette forme, ou la contiennent |
| `critere("lien-social")`, `indicateur("participants")` | ce que la fiche en dit |
| `role("besoin", de=f)` | la même chose, d'une fiche parmi plusieurs |
| `indicateurs()` | tous les indicateurs de la fiche, dans son ordre |
| `lignes("charges", "61", sauf=["613"])` | les lignes du budget dont le compte commence ainsi |
| `lignes("produits", "74", aupres="region")` | celles de ces [financeurs](documents.md#le-budget-ligne-par-ligne) |
| `subvention()` | la ligne 74 dont le montant est celui qui a été demandé, ou la seule ligne 74 ; sinon aucune |
| `euros(lignes(…))`, `euros(lignes(…), realise=true)` | leur somme, en euros entiers |
| `intitules(lignes(…))` | leurs libellés, ou le financeur et l'état d'une subvention : « Ville de Brest (versé) » |
| `execution(lignes(…))`, `ecart(ligne)` | ce qui est réalisé, en centièmes du prévu ; la différence |
| `taux(partie, tout, 1)` | la part en centièmes, avec une décimale ; sans réponse si l'un des deux manque |
| `compte(n, "fiche")` | « 1 fiche », « 3 fiches » ; le pluriel en troisième, s'il n'est pas en *s* |
| `x\\|lien`, `x\\|majuscule`, `x\\|minuscule` | les adresses en liens ; la première lettre d'un titre |
| `i\\|resultat` | en une ligne, la cible à côté du résultat : « Séances : 25 (cible : au moins 20) » |
| `x\\|titres` | des titres dans une phrase, entre guillemets si l'un d'eux a une ponctuation |
| `x\\|debut` | le premier paragraphe d'un texte |
| `x\\|arrondi` | un nombre, un montant, sans décimales |
| `x.debut`, `x.fin` | le premier et le dernier jour d'une date, d'une période |
| `image(fiche.couverture)`, `image(m.graphique)` | un graphique, en Word et en LibreOffice ; rien en Markdown |

`commun/` apporte des macros : `{% import "commun/macros.md" as m %}`, puis `m.avis(document)`, `m.rubrique(r, fiche)`,
`m.mesures(critere, fiche)`, `m.temoignages(…)`, `m.pied(fiche, referentiel, document)`, `m.notes(notes)` ; les mêmes en
HTML dans `commun/macros.html`, et les graphiques dans `commun/graphiques.html`.
"""

ORDRE = ("DocumentDeFiche", "DocumentDActeur", "DocumentDuReseau")


def page() -> str:
    """The whole page, as it should be."""
    classes = {c.name: c for c in ast.parse(inspect.getsource(contrat)).body if isinstance(c, ast.ClassDef)}
    noms = [*ORDRE, *sorted(set(classes) - set(ORDRE))]
    return "\n".join([TETE, *(ligne for nom in noms for ligne in _classe(classes[nom], classes))])


def _classe(classe: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Iterator[str]:
    yield f"## `{classe.name}`\n\n{ast.get_docstring(classe)}\n\n| Nom | Ce que c'est | |\n|---|---|---|"
    for nom, genre, dit in _noms(classe, classes):
        yield f"| `{nom}` | {genre} | {dit} |"
    yield ""


def _noms(classe: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Iterator[tuple[str, str, str]]:
    """The names of a class, those that it inherits first: name, type, words."""
    for base in classe.bases:
        if isinstance(base, ast.Name) and base.id in classes:
            yield from _noms(classes[base.id], classes)
    for noeud, suite in zip(classe.body, [*classe.body[1:], None], strict=True):
        if isinstance(noeud, ast.AnnAssign) and isinstance(noeud.target, ast.Name):
            dit = suite.value if isinstance(suite, ast.Expr) else None
            texte = inspect.cleandoc(dit.value) if isinstance(dit, ast.Constant) and isinstance(dit.value, str) else ""
            yield noeud.target.id, _genre(ast.unparse(noeud.annotation).strip("'")), texte.replace("\n", " ")


_MOTS = {"str": "texte", "Prose": "prose", "bool": "vrai ou faux", "int": "nombre", "float": "nombre", "Any": "valeur"}


def _genre(genre: str) -> str:
    """« list[Champ] » as « liste de [Champ](#champ) »."""
    if genre.endswith(" | NonRenseigne"):
        return f"{_genre(genre.removesuffix(' | NonRenseigne'))}, ou « non renseigné »"
    liste = re.fullmatch(r"list\[(.*)\]", genre)
    if liste:
        return (
            f"liste de {_genre(liste[1])}"
            if not liste[1].startswith("list")
            else f"liste de lignes : {_genre(liste[1])}"
        )
    par_nom = re.fullmatch(r"dict\[str, (.*)\]", genre)
    if par_nom:
        return f"{_genre(par_nom[1])}, par nom"
    return _MOTS.get(genre) or f"[{genre}](#{genre.lower()})"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
