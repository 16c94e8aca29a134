"""The export of activities of La Coop de la médiation numérique: its categories counted, where the grid has them.

Sheet, headings and labels are those of the tool's own source, read in November 2026 (github.com/inclusion-numerique/
coop-mediation-numerique, apps/web/src: features/activites/use-cases/list/export/buildAccompagnementsWorksheet.ts and
cra/*/fields, beneficiaire; older exports: worksheet/activites/buildActivitesWorksheet.ts). A line is one person at one
activity, or one activity with a line in the cell for each person. For a group the tool deals ages and genders out at
random within the totals: they are counted one by one here, never crossed.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from utilite.edit.classeur import saisies
from utilite.edit.classeur.lecture import Lieu
from utilite.edit.classeur.lire import LIGNES_MAX, Grille
from utilite.edit.formulaire import redaction
from utilite.edit.retours import Faute, Recu, Retour
from utilite.edit.retours.texte_yaml import nom_de
from utilite.referentiel import Indicateur, Referentiel
from utilite.schema import ordre
from utilite.workspace import Workspace

FEUILLE = "Activités"
TETES = 60
"""Among how many lines the headings are looked for: the export's own description and its filters come first."""

_NON_COMMUNIQUE = {"Non communiqué": "non_communique", "Non communiqué ou hétérogène": "non_communique"}
_INDIVIDUEL = "Accompagnement individuel"


class Colonne(NamedTuple):
    """What a heading may be, and the code that each label stands for."""

    titres: tuple[str, ...]
    codes: Mapping[str, str]
    individuel: bool = False
    """Read for individual accompaniments only: for a group the same column is about something else."""


COLONNES = (
    Colonne(
        ("Tranche d’âge du bénéficiaire",),
        {
            "Moins de 12 ans": "moins_de_douze",
            "12 - 17 ans": "douze_dix_huit",
            "18 - 24 ans": "dix_huit_vingt_quatre",
            "25 - 39 ans": "vingt_cinq_trente_neuf",
            "40 - 59 ans": "quarante_cinquante_neuf",
            "60 - 69 ans": "soixante_soixante_neuf",
            "70 ans et plus": "soixante_dix_plus",
            **_NON_COMMUNIQUE,
        },
    ),
    Colonne(("Genre du bénéficiaire",), {"Masculin": "masculin", "Féminin": "feminin", **_NON_COMMUNIQUE}),
    Colonne(
        ("Statut du bénéficiaire",),
        {
            "Scolarisé": "scolarise",
            "Sans emploi": "sans_emploi",
            "En emploi": "en_emploi",
            "Retraité": "retraite",
            **_NON_COMMUNIQUE,
        },
    ),
    Colonne(
        ("Niveau d’autonomie (ou de l’atelier)", "Niveau d’autonomie du bénéficiaire"),
        {"1/3": "entierement_accompagne", "2/3": "partiellement_autonome", "3/3": "autonome"},
        individuel=True,
    ),
)


def reconnait(lues: Mapping[str, Grille]) -> bool:
    """Whether these sheets are such an export."""
    return _tete(lues.get(FEUILLE, {})) > 0


def _tete(grille: Grille) -> int:
    """The line of the headings; 0 where there is none."""
    voulus = {"Date", "Type", COLONNES[0].titres[0]}
    dits = {numero: {str(vue.valeur) for vue in grille[numero].values()} for numero in sorted(grille)[:TETES]}
    return next((numero for numero, titres in dits.items() if voulus <= titres), 0)


def lit(nom: str, lues: Mapping[str, Grille], espace: Workspace) -> Retour:
    """What the activities say to the fiche whose name the file has, and nothing else (`partiel`)."""
    referentiel = espace.referentiel.valeur
    assert referentiel is not None  # whoever calls has looked
    fiche = nom_de(nom.lower().removesuffix(".xlsx"))
    if fiche not in espace.noms_de_fiches():
        remede = "renommez le fichier du nom de la fiche, par exemple atelier-2026.xlsx"
        return Retour(fautes=(Faute("", "cet export de La Coop ne dit pas de quelle fiche il s'agit", remede),))
    export = _Export(lues[FEUILLE])
    arbre = export.arbre(referentiel)
    if not arbre:
        message = "aucun indicateur du référentiel ne compte ce que cet export dit"
        remede = "donnez aux entrées d'un vocabulaire le « code » de La Coop, comme moins_de_douze"
        return Retour(fautes=(*export.fautes, Faute("", message, remede)))
    ecrit = redaction.ecrit({"utilite_sociale": arbre}, ordre.fiche(referentiel), f"fiches/{fiche}.yaml")
    return Retour((Recu("fiches", fiche, ecrit.texte, partiel=True),), tuple(export.fautes))


class _Export:
    """One export being read."""

    def __init__(self, grille: Grille) -> None:
        tete = _tete(grille)
        self._rangs = {str(vue.valeur): rang for rang, vue in grille[tete].items()}
        self._lignes = {n: grille[n] for n in sorted(grille) if n > tete and self._rangs["Date"] in grille[n]}
        self.fautes: list[Faute] = []
        if max(grille) >= LIGNES_MAX:
            self.fautes.append(Faute("", f"les lignes après la {LIGNES_MAX}e ne sont pas lues", "exportez par période"))

    def arbre(self, referentiel: Referentiel) -> dict[str, Any]:
        """The critères whose indicateurs count what a column says."""
        arbre: dict[str, Any] = {}
        for colonne in COLONNES:
            vises = [(c.id, i) for c in referentiel.criteres for i in c.indicateurs if _compte(i, colonne)]
            comptes = self._comptes(colonne) if vises else Counter()
            for critere, indicateur in vises if comptes else []:
                mesure = self._mesure(indicateur, comptes)
                arbre.setdefault(critere, {"indicateurs": {}})["indicateurs"][indicateur.id] = [mesure]
        return arbre

    def _comptes(self, colonne: Colonne) -> Counter[str]:
        """How many times each code is said."""
        comptes: Counter[str] = Counter()
        inconnus: dict[str, Lieu] = {}
        rang = next((self._rangs[titre] for titre in colonne.titres if titre in self._rangs), 0)
        type_ = self._rangs["Type"]
        connus = tuple((code, libelle) for libelle, code in colonne.codes.items())
        for numero, ligne in self._lignes.items():
            if rang not in ligne or (
                colonne.individuel and (type_ not in ligne or str(ligne[type_].valeur) != _INDIVIDUEL)
            ):
                continue
            for libelle in filter(None, map(str.strip, str(ligne[rang].valeur).split("\n"))):
                code = saisies.choix(libelle, connus)
                if code in colonne.codes.values():
                    comptes[code] += 1
                else:
                    inconnus.setdefault(libelle, Lieu(FEUILLE, numero, rang))
        for libelle, lieu in inconnus.items():
            remede = "comptez ces personnes à la main : l'outil ne connaît pas encore ce mot de La Coop"
            self.fautes.append(Faute(lieu.nom, f"« {libelle[:60]} » n'est pas compté", remede))
        return comptes

    def _mesure(self, indicateur: Indicateur, comptes: Counter[str]) -> dict[str, Any]:
        """What was counted, said for what it is: accompaniments, of which one person may have several."""
        entrees = indicateur.spec.vocabulaire.entrees.values()
        jours = sorted(jour for ligne in self._lignes.values() if (jour := _jour(ligne[self._rangs["Date"]].valeur)))
        return {
            "repartition": {e.id: str(comptes[e.code]) for e in entrees if comptes.get(e.code)},
            "sur": str(comptes.total()),
            **({"periode": {"debut": jours[0], "fin": jours[-1]}} if jours else {}),
            "source": "export des activités de La Coop de la médiation numérique",
            "recueil": "comptes rendus d'activité ; une personne venue plusieurs fois est comptée autant de fois",
        }


def _compte(indicateur: Indicateur, colonne: Colonne) -> bool:
    """Whether an indicateur's categories bear the codes of a column: two at least, « non communiqué » apart."""
    codes = {entree.code for entree in indicateur.spec.vocabulaire.entrees.values()} - {"non_communique"}
    return indicateur.spec.forme == "repartition" and len(codes & set(colonne.codes.values())) > 1


def _jour(valeur: object) -> str:
    """The day of an activity; empty where the cell holds something else."""
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    return valeur.isoformat() if isinstance(valeur, date) else ""
