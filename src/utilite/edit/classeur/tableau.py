"""The table of mesures, as CSV: its columns, and an empty one to fill in."""

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from utilite import tableur
from utilite.edit.classeur import saisies
from utilite.edit.formulaire.questions import Question

COLONNES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fiche": (),
        "critere": (),
        "indicateur": (),
        "categorie": (),
        "valeur": ("nombre",),
        "jusqu_a": ("jusqu'à",),
        "sur": ("sur combien",),
        "avant": ("au début",),
        "apres": ("à la fin",),
        "environ": ("à peu près",),
        "unite": (),
        "annee": ("période", "debut"),
        "fin": (),
        "source": ("d'après",),
        "non_renseigne": ("pourquoi",),
        "recueil": (),
        "recueilli_le": ("date",),
        "population": (),
        "au_moins": (),
        "au_plus": (),
        "diffusion": (),
    }
)
"""The headings, and what else each may be called."""


def modele(q: Question, fiche: str = "") -> bytes:
    """The empty table: a line for each thing to count. In UTF-8 with its mark, `;` between cells: what a French
    Excel opens at once."""
    texte = io.StringIO()
    ecrit = csv.DictWriter(texte, list(COLONNES), delimiter=";", lineterminator="\r\n")
    ecrit.writeheader()
    for ligne in _lignes(q):
        ecrit.writerow({"fiche": fiche, **{cle: tableur.protege(mot) for cle, mot in ligne.items()}})
    return texte.getvalue().encode("utf-8-sig")


def _lignes(q: Question) -> Iterator[dict[str, str]]:
    for axe in q["axes"]:
        for c in axe["criteres"]:
            for i in c["indicateurs"]:
                ligne = {"critere": c["titre"], "indicateur": i["titre"], "unite": i.get("unite", "")}
                if i["saisie"] == "repartition":
                    yield from ({**ligne, "categorie": categorie["titre"]} for categorie in i.get("choix", ()))
                elif i["saisie"]:
                    yield ligne


SEPARATEURS = ";,\t"
LIGNES_MAX = 20_000


TETE_MAX = 10_000
"""Signs of the line of headings: what stands beyond names none of ours."""


class GuillemetError(csv.Error):
    """A quote that doesn't close where its line ends; `ligne` is where it opens."""

    def __init__(self, ligne: int) -> None:
        super().__init__(f"ligne {ligne}")
        self.ligne = ligne


def lis(contenu: str) -> list[tuple[int, list[str]]]:
    """The lines that hold something, the headings first, each with its number.

    What stands between cells is what makes most headings known. Raises GuillemetError, or csv.Error.
    """
    premiere = contenu.lstrip("\n").partition("\n")[0][:TETE_MAX]
    separateur = max(SEPARATEURS, key=lambda signe: sum(bool(colonne(titre)) for titre in premiere.split(signe)))
    lecteur = csv.reader(io.StringIO(contenu), delimiter=separateur, strict=True)
    lues: list[tuple[int, list[str]]] = []
    debut, colonnes = 1, premiere.count(separateur)
    while True:
        try:
            cellules = next(lecteur)
        except StopIteration:
            break
        except csv.Error as error:
            if "field larger" in str(error):
                raise
            raise GuillemetError(debut) from error
        # A quote that closes further down has swallowed whole lines.
        if any(suite.count(separateur) > colonnes // 2 for c in cellules for suite in c.split("\n")[1:]):
            raise GuillemetError(debut)
        debut = lecteur.line_num + 1
        if any(map(str.strip, cellules)):
            lues.append((lecteur.line_num, [tableur.libere(cellule.strip()) for cellule in cellules]))
        if len(lues) > LIGNES_MAX:
            break
    return lues


@cache
def colonne(titre: str) -> str:
    """The column that a heading names; empty where it names none."""
    noms = tuple((nom, autre) for nom, autres in COLONNES.items() for autre in (nom.replace("_", " "), *autres))
    trouve = saisies.choix(titre.strip(' "').replace("_", " "), noms)
    return trouve if trouve in COLONNES else ""
