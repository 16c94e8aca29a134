"""référentiel and answers → the sheets of the workbook; whoever reads it back makes the same ones again."""

from collections.abc import Iterable, Iterator
from typing import Any

from utilite.edit.classeur import feuilles, mesures, questions
from utilite.edit.classeur.feuilles import Case, Choix, Colonne, Feuille, Ligne
from utilite.edit.formulaire.questions import Question

LISEZ_MOI, FICHE, STRUCTURE = "Lisez-moi", "La fiche", "Votre structure"
STRUCTURES = 4
"""How many acteurs can be named."""


def de(q: Question, acteurs: Iterable[Question], etat: dict[str, Any]) -> tuple[Feuille, ...]:
    """All the sheets, in the order in which one fills them in."""
    debut = (mesures.choisis, mesures.comptees, mesures.paroles, mesures.a_vous, mesures.propres)
    faites = [_lisez_moi(q, etat), *(feuille(q, etat) for feuille in debut)]
    for feuille in (_fiche(q, etat), _structure(q, acteurs, etat)):
        faites.append(feuille)
        for demande in _tableaux(q, "fiche" if feuille.titre == FICHE else "acteur"):
            onglet = feuilles.onglet(demande.titre.partition(" (")[0], [*(f.titre for f in faites), STRUCTURE])
            faites.append(questions.tableau(demande, etat, onglet))
    return tuple(faites)


_CONSEILS = (
    ("Où écrire", "Dans les cases blanches. Les cases grises ne sont pas demandées, les autres ne se changent pas."),
    ("Ce qui est obligatoire", "C'est dit en toutes lettres. Le reste se laisse vide si vous ne savez pas."),
    ("Les choix", "Cliquez dans la case, puis sur la flèche : la liste s'ouvre."),
    ("Les nombres", "En chiffres, sans unité ni formule : 1200 ou 12,5. Un pourcentage se dit à deux : 6 sur 8."),
    ("Les dates", "Jour, mois, année : 31/12/2025."),
    ("Ce qu'on ne sait pas", "Dites-le, avec la raison, dans la colonne prévue : personne n'a à inventer un chiffre."),
    ("Aller à la ligne dans une case", "Alt et Entrée (Ctrl et Entrée sous LibreOffice)."),
    ("Pour finir", "Enregistrez au format Excel (.xlsx), et envoyez le fichier à qui coordonne, même incomplet."),
)  # fmt: skip


def _lisez_moi(q: Question, etat: dict[str, Any]) -> Feuille:
    lignes = [
        Ligne(
            (
                "Référentiel",
                f"{q['titre']}, version {q['version']}{', licence ' + q['licence'] if q['licence'] else ''}",
            )
        )
    ]
    if nom := questions.texte(etat, ("nom",)):
        lignes.append(Ligne(("Fiche", nom)))
    lignes += [Ligne(ligne) for ligne in _CONSEILS]
    lignes += [Ligne((titre, sens)) for titre, sens in _definitions(q)]
    aide = "Ce classeur pose les questions de la fiche. Remplissez ses feuilles dans l'ordre, celles qui vous parlent."
    return Feuille(LISEZ_MOI, aide, (Colonne("À savoir", 32), Colonne("", 110)), tuple(lignes))


def _definitions(q: Question) -> Iterator[tuple[str, str]]:
    titres = {n["id"]: n["titre"] for n in q["niveaux"]}
    for nom, sens in q["definitions"].items():
        yield f"« {titres.get(nom, nom)} »", sens.replace("*", "")


def _structure(q: Question, acteurs: Iterable[Question], etat: dict[str, Any]) -> Feuille:
    connus: Choix = questions.uniques([(a["id"], a["titre"]) for a in acteurs])
    lignes: list[Ligne] = []
    route = ("fiche", "acteurs")
    if connus:
        lignes.append(
            Ligne(
                ("Qui répond", None, "La structure qui porte l'action d'abord, puis celles qui la portent avec elle.")
            )
        )
        for rang in range(max(questions.elements(etat, route), STRUCTURES)):
            case = Case((*route, rang), feuilles.CHOIX, questions.texte(etat, (*route, rang)), connus)
            lignes.append(Ligne((f"Structure {rang + 1}", case, "")))
        lignes.append(
            Ligne(("Votre structure n'est pas dans la liste", None, "Alors seulement, remplissez ce qui suit."))
        )
    for section in q["acteur"]:
        if not section["liste"]:
            lignes += _section(section, ("acteur", section["id"]), etat)
    return Feuille(STRUCTURE, "", questions.COLONNES, tuple(lignes))


def _section(section: Question, route: tuple[str, str], etat: dict[str, Any]) -> Iterator[Ligne]:
    yield Ligne((section["titre"], None, section["aide"]))
    for champ in section["champs"]:
        yield from questions.lignes(champ, (*route, champ["id"]), etat)


def _fiche(q: Question, etat: dict[str, Any]) -> Feuille:
    statuts = questions.uniques([(s["id"], s["titre"]) for s in q["statuts"]])
    statut = Case(("fiche", "statut"), feuilles.CHOIX, questions.texte(etat, ("fiche", "statut")), statuts)
    lignes = [
        Ligne(("Cette fiche", None, "")),
        *questions.periode("Période dont parle cette fiche (obligatoire)", ("fiche", "periode"), etat),
        Ligne(("Où en est cette fiche ?", statut, "")),
    ]
    for section in q["fiche"]:
        if not section["liste"]:
            lignes += _section(section, ("fiche", section["id"]), etat)
    lignes.append(Ligne(("Pour finir", None, "")))
    for champ in _FIN:
        lignes += questions.lignes(champ, ("fiche", champ["id"]), etat)
    return Feuille(FICHE, "", questions.COLONNES, tuple(lignes))


_FIN: tuple[Question, ...] = (
    {
        "id": "limites",
        "titre": "Ce qui n'a pas pu être observé",
        "saisie": "prose",
        "aide": "Et ce qu'il faut en retenir : le dire donne du poids au reste.",
    },
    {"id": "perspectives", "titre": "La suite envisagée", "saisie": "prose"},
    {"id": "auteurs", "titre": "Qui a écrit cette fiche", "saisie": "liste", "de": {"titre": "", "saisie": "ligne"}},
    {"id": "recueilli_le", "titre": "Le jour où ces réponses ont été recueillies", "saisie": "date"},
)


def _tableaux(q: Question, genre: str) -> Iterator[questions.Tableau]:
    de_qui = {"acteur": ", structure"}.get(genre, "")
    for section in q[genre]:
        route = (genre, section["id"])
        if section["liste"]:
            yield questions.Tableau(f"{section['titre']}{de_qui}", section["aide"], section["champs"], route)
        else:
            for champ in section["champs"]:
                for demande in questions.tableaux(champ, (*route, champ["id"])):
                    yield demande._replace(titre=f"{demande.titre}{de_qui}")
