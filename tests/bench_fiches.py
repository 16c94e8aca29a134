"""The workspace of `make bench`: fiches of 5 to 6 KB, each with its own words and figures, the same at each run.

All of it is fictional, and says so. Fiche number n depends on n alone, whatever their number. Figures and
shares (« 20 sur 60, soit 33 % ») are as frequent in its prose as in the repository's own fiches.
"""

import random
import shutil
import textwrap
from pathlib import Path

RACINE = Path(__file__).parents[1]
ACTEURS = 20
_PHRASES = (
    "L'action a commencé en {an} avec {a} personnes, dans une salle prêtée par un bailleur imaginaire.",
    "Chaque semaine, {b} habitants viennent apprendre à écrire un courriel, à imprimer une photo, à payer une facture.",
    "Les médiateurs accompagnent chacun à son rythme, sans jamais prendre la souris à sa place.",
    "Parmi les {a} personnes interrogées, {b} disent être plus à l'aise, soit {pct} %.",
    "Le reste du temps, la salle est ouverte à tous : on y vient pour une démarche, un conseil, ou un café.",
    "D'après les encadrants, le plus difficile n'est pas la technique ; c'est d'oser pousser la porte.",
    "Une participante, qui ne venait d'abord que pour son fils, anime aujourd'hui l'atelier du jeudi.",
    "L'action contribue à rompre l'isolement : {b} personnes se retrouvent désormais en dehors des séances.",
    "En {an}, l'équipe a tenu {a} séances de deux heures, réparties sur {c} lieux du quartier.",
    "Nous avons prêté {c} ordinateurs reconditionnés, que les familles gardent d'une rentrée à l'autre.",
    "Les questions qui reviennent le plus souvent portent sur la messagerie, la banque en ligne et les impôts.",
    "Les partenaires saluent la régularité du rendez-vous, tenu toute l'année, vacances scolaires comprises.",
    "Sur {a} inscrits, {b} ont suivi le parcours jusqu'au bout ; les autres ont déménagé ou trouvé un emploi.",
    "Le contenu des ateliers est décidé avec les participants, à la première séance de chaque trimestre.",
    "Un goûter réunit à la fin de l'année les habitants, les bénévoles et les écoliers du quartier.",
    "Les jeunes préparent les séances et reçoivent pour cela {c} heures de formation.",
    "Les observations sont notées dans un cahier, relu à {c} voix à la fin de chaque mois.",
    "On vient parfois de loin : {c} communes voisines sont représentées, selon les feuilles d'émargement.",
    "L'équipe a renoncé aux **exposés** : la pratique, à deux sur un poste, donne de meilleurs résultats.",
    "Les supports sont publiés sous licence libre, et d'autres structures s'en servent déjà.",
    "Le bailleur imaginaire prête {c} salles, chauffées l'hiver et ouvertes jusqu'à 20 heures.",
    "Deux médiatrices et {c} bénévoles se relaient ; chacun connaît les habitants par leur prénom.",
    "Il a fallu {c} mois pour que le bouche-à-oreille fasse venir d'autres immeubles.",
    "Les collégiens ont filmé les séances, puis monté un court récit de {c} minutes.",
    "Aucun des participants ne possédait d'adresse électronique au début de l'année {an}.",
    "Les demandes de matériel dépassent ce que l'équipe peut offrir, et la liste d'attente s'allonge.",
    "Une convention lie l'association au collège depuis {an} ; elle a été reconduite l'an dernier.",
    "Ceux qui ne lisent pas le français passent par les images, et par l'aide d'un voisin.",
    "La fréquentation varie avec les saisons : {b} personnes en novembre, {a} au printemps.",
    "Le compte rendu de chaque trimestre est affiché dans le hall, et lu à voix haute en réunion.",
    "Les habitants demandent surtout du temps ; c'est ce que les guichets ne donnent plus.",
    "En juin {an}, {c} structures sont venues voir comment l'atelier s'organise.",
)
_OBJECTIFS = (
    "Accueillir sans rendez-vous les habitants du quartier",
    "Faire se rencontrer des générations qui se croisent sans se parler",
    "Redonner confiance à des personnes éloignées de l'écrit",
    "Transmettre des usages utiles chaque jour",
    "Former des habitants à accompagner leurs voisins",
)
_SOURCES = ("cahier de séances", "feuilles d'émargement", "questionnaire de fin", "bilan de l'équipe", "entretiens")


def fait(racine: Path, nombre: int, *, fautives: bool = False) -> int:
    """Makes the workspace of so many fiches; gives their mean size, in bytes."""
    (racine / "acteurs").mkdir(parents=True)
    (racine / "fiches").mkdir()
    shutil.copy(RACINE / "referentiel.yaml", racine)
    for i in range(min(ACTEURS, nombre)):
        texte = f"identite:\n  nom: Espace imaginaire {i}\n  commune: Ville imaginaire\n"
        (racine / "acteurs" / f"espace-{i:02}.yaml").write_text(texte, "utf-8")
    taille = 0
    for i in range(nombre):
        texte = fiche(i)
        texte = fautive(texte, i) if fautives else texte
        taille += (racine / "fiches" / f"{nom(i)}.yaml").write_bytes(texte.encode())
    return taille // nombre


def nom(numero: int) -> str:
    """A fiche's id; two of them never look alike."""
    return f"atelier-{numero:05}-{random.Random(numero).randrange(10**6):06}"


def fautive(texte: str, numero: int) -> str:
    """A fiche with a fault, one of four in turn: a misspelt key, a sum, a date, YAML itself."""
    fautes = (
        ("deroulement:", "deroulemnt:"),
        ("          sur: ", "          sur: 1 # "),
        ("debut: 20", "debut: 1/9/20"),
        ("  titre: ", "  titre: [ "),
    )
    return texte.replace(*fautes[numero % len(fautes)], 1)


def fiche(numero: int) -> str:
    """The text of one fiche."""
    hasard = random.Random(numero)
    an = hasard.randrange(2012, 2025)
    inscrits = hasard.randrange(40, 90)
    venus = hasard.randrange(20, inscrits)
    montant = hasard.randrange(20, 90) * 100
    critere = _critere(hasard)
    titre = f"Atelier numéro {numero} d'un quartier imaginaire"
    return f"""# Fictif : fait par tests/bench_fiches.py.
acteurs: [espace-{numero % ACTEURS:02}]
version_referentiel: "2015.1"
statut: terminee
periode:
  debut: {an}-09-01
  fin: {an + 1}-06-30
action:
  titre: {titre}
  resume: |
{_prose(hasard, 1)}
  besoin: |
{_prose(hasard, 3)}
  objectifs:
    - {hasard.choice(_OBJECTIFS[:3])}
    - {hasard.choice(_OBJECTIFS[3:])}
  deroulement: |
{_prose(hasard, 4)}

{_prose(hasard, 2)}
  services: [outils-du-quotidien, demarches-administratives]
  modalites: [atelier-collectif]
  publics: [jeunes, seniors]
  frais: gratuit
  territoire: Ville imaginaire, rive droite
  calendrier: Tous les jeudis, de septembre {an} à juin {an + 1}
  partenaires:
    - nom: Ville imaginaire
      role_tenu: soutien à l'action
    - nom: Bailleur imaginaire
      role_tenu: prêt d'une salle
beneficiaires:
  - public: seniors
    nombre: {hasard.randrange(12, 40)}
  - public: jeunes
    precisions: élèves d'un collège imaginaire
parties_prenantes:
  - nom: Bailleur imaginaire
demande:
  budget:
    charges:
      - compte: "60"
        libelle: Petit matériel
        montant: {montant // 4}
      - compte: "64"
        libelle: Animation
        montant: {montant - montant // 4}
    produits:
      - compte: "74"
        libelle: Subvention
        montant: {montant - 200}
        financeur: Ville imaginaire
        etat: accorde
      - compte: "75"
        libelle: Adhésions
        montant: 200
utilite_sociale:
  estime-de-soi:
{critere()}
    indicateurs:
      participants:
        - valeur: {inscrits}
          source: {hasard.choice(_SOURCES)}
      confiance-declaree:
        - valeur: {venus - hasard.randrange(3, 12)}
          sur: {venus}
          population: {inscrits}
          source: {hasard.choice(_SOURCES)}
  autonomie-numerique:
{critere()}
    indicateurs:
      seances-tenues:
        - valeur: {hasard.randrange(20, 60)}
          source: {hasard.choice(_SOURCES)}
          recueilli_le: {an + 1}-07-0{hasard.randrange(1, 9)}
      usagers-internet:
        - avant: {hasard.randrange(5, 10)}
          apres: {hasard.randrange(12, 20)}
          sur: {venus}
          source: {hasard.choice(_SOURCES)}
  lien-social:
{critere()}
    indicateurs:
      temps-collectifs:
        - entre: [10, {hasard.randrange(12, 30)}]
          environ: true
          source: {hasard.choice(_SOURCES)}
      relations-nouees:
        - valeur: Les habitants se saluent dans la rue, et s'invitent d'un étage à l'autre.
          source: {hasard.choice(_SOURCES)}
    temoignages:
      - texte: Je venais pour une imprimante, je suis restée pour les gens.
        auteur: Une participante
        accord: publication
        accord_le: {an + 1}-06-20
  mixite:
{critere()}
    indicateurs:
      participants-par-age:
        - repartition:
            de-12-a-17: {venus // 4}
            de-40-a-59: {venus // 4}
            70-et-plus: {venus - 2 * (venus // 4)}
          sur: {venus}
          source: {hasard.choice(_SOURCES)}
      changement-de-regard:
        - valeur: {hasard.randrange(3, 6)}
          source: {hasard.choice(_SOURCES)}
limites: |
{_prose(hasard, 2)}
perspectives: |
{_prose(hasard, 1)}
licence: CC-BY-SA-4.0
"""


def _critere(hasard: random.Random):  # type: ignore[no-untyped-def]
    return lambda: "    apport: |\n" + _prose(hasard, 3, retrait=6)


def _prose(hasard: random.Random, nombre: int, retrait: int = 4) -> str:
    """So many sentences, their figures drawn, on lines of 100 signs."""
    phrases = []
    for phrase in hasard.sample(_PHRASES, nombre):
        a = hasard.randrange(30, 95)
        b = hasard.randrange(10, a)
        an, c = hasard.randrange(2012, 2025), hasard.randrange(2, 9)
        phrases.append(phrase.format(a=a, b=b, c=c, an=an, pct=round(100 * b / a)))
    marge = " " * retrait
    return textwrap.fill(" ".join(phrases), 100, initial_indent=marge, subsequent_indent=marge)
