"""What a template sees, typed: the contract of `docs/contexte.md`, which is made of these classes.

Names are stable; one may be added, none is renamed or removed within a format. The words below a name are
for those who write templates: in French.
"""

from typing import Any, TypedDict

from utilite.render.valeurs import NonRenseigne, Prose


class Champ(TypedDict):
    """Un champ du référentiel, prêt à être mis en page. Tous existent, renseignés ou non."""

    id: str
    titre: str
    role: str
    """Son rôle ; vide s'il n'en a pas."""
    forme: str
    """Sa forme, telle que le référentiel la nomme : `texte_long`, `courriel`, `siret`…"""
    valeur: Any
    """Ce qui est répondu. Imprimée, une valeur prend sa forme française ; sans réponse, elle est fausse et donne
    « non renseigné »."""
    renseigne: bool
    affiche: str
    """Comment le mettre en page : `prose`, `ligne`, `liste`, `adresse`, `adresses`, `objet`, `objets`, `budget`,
    `budgets`."""
    lignes: "list[list[Champ]]"
    """Les objets qui composent la valeur, champ par champ."""


class Section(TypedDict):
    """Une partie d'une fiche ou d'un acteur, dans l'ordre du référentiel."""

    id: str
    titre: str
    role: str
    liste: bool
    """Vrai si elle répète ses champs, ligne après ligne."""
    valeur: Any
    """Ses valeurs par nom de champ, ou la liste de ses lignes."""
    champs: list[Champ]
    """Ses champs ; aucun si elle est une liste."""
    lignes: list[list[Champ]]
    """Ses lignes ; aucune si elle n'est pas une liste."""


class Acteur(TypedDict):
    """Un acteur. Ses sections se lisent aussi par leur nom : `acteur.identite.nom`."""

    id: str
    nom: str
    sections: list[Section]


class Note(TypedDict):
    """Une source, que les mesures citent par son numéro ; `commun/` numérote les notes dans l'ordre de la page."""

    numero: int
    texte: str


class Donnee(TypedDict):
    """Une ligne de la table qui accompagne un graphique."""

    etiquette: str
    dit: str
    cible: str


class Graphique(TypedDict):
    """De quoi dessiner, par la macro `graphique` de `commun/graphiques.html`."""

    genre: str
    """`barres`, `annees` ou `couverture`."""
    titre: str
    description: str
    largeur: int
    hauteur: int
    dessin: list[dict[str, Any]]
    """Les rectangles et les mots, à l'usage de la macro."""
    donnees: list[Donnee]


class Part(TypedDict):
    """Une catégorie d'une répartition."""

    titre: str
    nombre: float
    part: str
    """« 12,5 % » ; vide si le tout est nul."""


class Mesure(TypedDict):
    """Ce qui a été trouvé pour un indicateur. Ce qui n'est pas dit est faux."""

    texte: str
    """La phrase entière : « 6 personnes sur 8, soit 75 % »."""
    chiffre: str
    """Ce qui se lit de loin : « 6 sur 8 »."""
    precision: str
    """Ce qui accompagne le chiffre : « soit 75 % »."""
    non_renseigne: str
    """Pourquoi on ne sait pas."""
    cible: str
    """« au moins 10 personnes »."""
    periode: str
    """Si ce n'est pas celle de la fiche."""
    recueil: str
    recueilli_le: str
    precaution: str
    """La phrase de prudence d'un petit effectif."""
    note: int | NonRenseigne
    """Le numéro de sa source dans `notes`."""
    valeur: Any
    sur: float | NonRenseigne
    avant: float | NonRenseigne
    apres: float | NonRenseigne
    environ: bool
    entre: list[float] | NonRenseigne
    parts: list[Part] | NonRenseigne
    population: float | NonRenseigne
    graphique: Graphique | NonRenseigne


class Indicateur(TypedDict):
    """Un indicateur et ses mesures, dans l'ordre du fichier."""

    id: str
    titre: str
    niveau: str
    """« réalisation », « résultat » ou « impact »."""
    propre: bool
    """Vrai si la fiche l'a apporté."""
    recueil: str
    sert_a: str
    forme: str
    unite: str
    mesures: list[Mesure]
    graphique: Graphique | NonRenseigne
    """Celui de plusieurs années, s'il y en a."""


class Temoignage(TypedDict):
    """Les mots de quelqu'un."""

    texte: Prose
    auteur: str
    accord: str
    """`publication` ou `interne` ; l'interne est laissé de côté dans un document public."""


class Critere(TypedDict):
    """Un critère retenu, et ce que la fiche en dit."""

    id: str
    titre: str
    question: str
    propre: bool
    """Vrai si c'est un critère propre à l'acteur."""
    apport: str
    indicateurs: list[Indicateur]
    temoignages: list[Temoignage]


class Axe(TypedDict):
    """Un axe et ses critères retenus ; celui dont l'`id` est vide réunit les critères propres sans axe."""

    id: str
    titre: str
    aide: str
    criteres: list[Critere]


class Repere(TypedDict):
    """Une mesure que l'on retient, hors de son critère."""

    critere: str
    titre: str
    niveau: str
    forme: str
    mesure: Mesure


class Inconnu(TypedDict):
    """Un résultat ou un impact que l'on ne connaît pas."""

    titre: str
    raison: str


class EnTete(TypedDict):
    """Ce qu'une fiche dit d'elle-même."""

    id: str
    titre: str
    statut: str
    periode: str
    """En mots ; `periode.debut` et `periode.fin` en sont le premier et le dernier jour, comme pour tout champ de
    forme `date` ou `periode`."""
    recueilli_le: str
    auteurs: list[str] | NonRenseigne
    licence: str
    version_referentiel: str
    precedente: str
    """Le nom de la fiche d'avant."""


class Retenu(TypedDict):
    """Ce que l'on retient d'abord d'une fiche."""

    chiffres: list[Repere]
    """Trois au plus : un de chaque niveau si possible, ceux qui ont une source d'abord."""
    changements: list[Repere]
    """Les autres résultats et impacts, un par critère, quatre au plus."""
    inconnus: list[Inconnu]


class Fiche(EnTete, Retenu):
    """Une fiche, et ce que l'on en retient d'abord."""

    couverture: Graphique | NonRenseigne
    """Les critères retenus, axe par axe."""


class Precedente(TypedDict):
    """La fiche de la période d'avant. Ses sections se lisent aussi par leur nom."""

    fiche: EnTete
    sections: list[Section]
    utilite_sociale: list[Axe]
    limites: str
    perspectives: str
    indicateurs: dict[str, Indicateur]
    """Ses indicateurs, par nom."""


class Reponse(TypedDict):
    """Ce que dit l'un des noms qui répondent à une rubrique ; une seule des trois listes est remplie."""

    nom: str
    """Tel que le manifeste l'écrit : `objectifs`, `acteur.identite`…"""
    titre: str
    renseigne: bool
    champs: list[Champ]
    lignes: list[list[Champ]]
    criteres: list[Critere]


class Rubrique(TypedDict):
    """Une question du financeur, dans son ordre."""

    titre: str
    aide: str
    obligatoire: bool
    max_signes: int | NonRenseigne
    max_mots: int | NonRenseigne
    renseigne: bool
    """Vrai dès qu'un des noms répond."""
    reponses: list[Reponse]
    texte: str
    """La réponse entière, sans mise en forme : ce que l'on colle dans un formulaire en ligne. Vide hors d'un
    document."""
    signes: int
    mots: int


class Modele(TypedDict):
    """Le manifeste du modèle."""

    nom: str
    titre: str
    financeur: str
    officiel: bool
    pieces: list[str] | NonRenseigne
    rubriques: list[Rubrique]
    """Aucune hors de la portée `fiche`."""


class Presentation(TypedDict):
    """Le logo et les couleurs du réseau."""

    logo: str
    """Une adresse `data:`."""
    couleur: str
    couleur_claire: str
    teinte: str
    filet: str


class Document(TypedDict):
    """Le document lui-même."""

    titre: str
    """Le titre de la fiche, le nom de l'acteur, ou le titre du référentiel."""
    public: bool
    """Vrai si ce qui n'est pas public est laissé de côté."""
    brouillon: bool
    """Vrai si la fiche, ou l'une des fiches, n'est pas terminée."""
    fautive: bool
    """Vrai si elle a des erreurs (rendue par `--draft`)."""
    incomplet: list[str]
    """Les rubriques obligatoires sans réponse."""
    omis: list[str]
    """Ce qui est laissé de côté, car non public."""
    internes: list[str]
    """Ce qui y figure et n'est pas public ; toujours vide dans un document public."""
    laissees: list[str]
    """Les fiches laissées de côté, car elles ont des erreurs ; toujours vide hors d'un acteur ou d'un réseau."""
    outil: str
    modele: Modele
    presentation: Presentation
    empreinte: str
    """Douze signes qui changent avec ce qui est montré."""


class CritereDuReferentiel(TypedDict):
    """Un critère de la grille, retenu ou non."""

    id: str
    titre: str
    question: str
    etat: str
    """`renseigne` par une mesure ou un témoignage, `non_renseigne` si rien ne l'appuie, vide s'il n'est pas retenu."""


class AxeDuReferentiel(TypedDict):
    """Un axe de la grille."""

    id: str
    titre: str
    aide: str
    criteres: list[CritereDuReferentiel]


class Referentiel(TypedDict):
    """La grille du réseau."""

    id: str
    titre: str
    version: str
    licence: str
    auteurs: list[str] | NonRenseigne
    source: str
    definitions: dict[str, Prose]
    """Par niveau : `realisation`, `resultat`, `impact`."""
    axes: list[AxeDuReferentiel]


class FicheMontree(TypedDict):
    """Ce que tout document de fiches montre d'une fiche."""

    fiche: Fiche
    acteurs: list[Acteur]
    """Le premier porte l'action."""
    sections: list[Section]
    utilite_sociale: list[Axe]
    limites: str
    perspectives: str
    precedente: Precedente | NonRenseigne


class DocumentDeFiche(FicheMontree):
    """Portée `fiche`. Les sections de la fiche se lisent aussi par leur nom : `action.titre`."""

    referentiel: Referentiel
    acteur: Acteur
    """Le premier des acteurs."""
    notes: list[Note]
    document: Document


class FicheDActeur(FicheMontree):
    """Une fiche parmi celles d'un acteur : les mêmes noms que dans un document de fiche."""

    brouillon: bool
    fautive: bool


class DocumentDActeur(TypedDict):
    """Portée `acteur` : toutes ses fiches, la plus récente d'abord."""

    referentiel: Referentiel
    acteur: Acteur
    fiches: list[FicheDActeur]
    notes: list[Note]
    document: Document


class Nomme(TypedDict):
    """Un acteur, nommé."""

    id: str
    nom: str


class FicheDuReseau(TypedDict):
    """Une fiche en bref ; ce qu'elle dit des critères est sous chacun d'eux."""

    fiche: Fiche
    """Sans le graphique de sa couverture."""
    acteurs: list[Nomme]
    sections: list[Section]
    """Celles où quelque chose a un rôle, et ces champs seulement."""
    limites: str
    brouillon: bool
    fautive: bool
    nouveaux: list[str]
    """Les critères qu'elle retient et que la fiche d'avant ne retenait pas."""


class Contribution(TypedDict):
    """Ce qu'une fiche dit d'un critère."""

    fiche: EnTete
    acteurs: list[Nomme]
    brouillon: bool
    apport: str
    indicateurs: list[Indicateur]
    """Sans leurs graphiques."""
    temoignages: list[Temoignage]


class CritereDuReseau(TypedDict):
    """Un critère, qui y contribue et comment on le sait ; aucun total n'est fait entre les fiches."""

    id: str
    titre: str
    question: str
    propre: bool
    acteurs: list[Nomme]
    """Qui y contribue par une fiche terminée."""
    brouillons: list[Nomme]
    """Qui n'y contribue que par des brouillons."""
    par_chiffres: int
    """Combien de fiches, brouillons compris, y donnent un chiffre."""
    par_recits: int
    """Combien y répondent à un indicateur par des mots."""
    par_oui_ou_non: int
    """Combien y répondent à un indicateur par oui ou non."""
    par_temoignages: int
    """Combien y citent quelqu'un."""
    contributions: list[Contribution]


class Trouvaille(TypedDict):
    """Ce qu'une fiche a trouvé, et que l'on retient d'un axe."""

    fiche: EnTete
    titre: str
    mesure: Mesure


class AxeDuReseau(TypedDict):
    """Un axe, ses critères et ceux que les acteurs y ont ajoutés."""

    id: str
    titre: str
    aide: str
    acteurs: list[Nomme]
    """Qui y contribue, par une fiche terminée ou par un brouillon."""
    brouillons: list[Nomme]
    """Ceux d'entre eux qui ne le font que par des brouillons."""
    trouvailles: list[Trouvaille]
    """Un résultat ou un impact chiffré par fiche, deux au plus, d'une fiche terminée."""
    criteres: list[CritereDuReseau]


class ChiffreDuReseau(TypedDict):
    """Ce que disent d'un indicateur les fiches terminées, en tout ou dans une case. Ce qui n'est pas dit est faux."""

    titre: str
    """La case : une année, un territoire, un public ; vide pour l'ensemble du réseau."""
    genre: str
    """`somme`, `moyenne`, `reponses` (des oui, des échelons), `recits`, ou `aucun` si rien ne s'additionne."""
    texte: str
    """« 164 personnes », « de 120 à 140 séances », « 41 personnes sur 44, soit 93 % » ; vide s'il n'y a rien à dire."""
    repondu: str
    """« 17 acteurs sur 23 ont répondu » : sur ceux dont une fiche terminée a retenu le critère."""
    acteurs: int
    """Ceux qui ont répondu, y compris par ce qui n'est pas compté."""
    sur_acteurs: int
    """Ceux dont une fiche terminée a retenu le critère."""
    fiches: int
    """Combien de fiches sont comptées."""
    reponses: int
    """De combien de mesures le chiffre est fait."""
    periode: str
    """« 2024 », « de 2010 à 2024 »."""
    reserves: list[str]
    """Ce qui n'est pas compté et pourquoi, ce qu'il faut savoir pour lire le chiffre."""
    internes: int
    """Mesures internes, non comptées."""
    tues: int
    """Mesures non comptées, car des personnes d'un public sensible y seraient trop peu nombreuses."""
    inconnues: int
    """Fiches ou mesures qui disent ne pas savoir."""
    remplacees: int
    """Mesures qu'une plus récente remplace."""
    avec_cible: int
    """Fiches qui disent une cible ; les cibles ne s'additionnent pas."""
    environ: bool
    """Vrai si l'un des nombres est approché."""
    valeur: float | NonRenseigne
    entre: list[float] | NonRenseigne
    sur: float | NonRenseigne
    avant: float | NonRenseigne
    apres: float | NonRenseigne
    parts: list[Part] | NonRenseigne
    """Les catégories d'une répartition ; ou combien de fiches ont donné chaque réponse."""


class DecoupeDuReseau(TypedDict):
    """Les cases d'une découpe, dans l'ordre."""

    id: str
    """`periode`, `territoire` ou `public`."""
    titre: str
    exclusive: bool
    """Vrai si une mesure n'est que dans une case : les cases font alors le total."""
    cases: list[ChiffreDuReseau]


class IndicateurDuReseau(TypedDict):
    """Un indicateur du référentiel auquel une fiche terminée répond."""

    id: str
    titre: str
    niveau: str
    forme: str
    unite: str
    agregation: str
    """Ce que le référentiel permet : `somme`, `moyenne`, `aucune`, ou rien."""
    personnes: bool
    """Vrai s'il compte des personnes : une somme n'en est pas un nombre de personnes différentes."""
    chiffre: ChiffreDuReseau
    decoupes: list[DecoupeDuReseau]
    doublons: list[str]
    """Où les mêmes personnes ont sans doute été comptées deux fois."""
    graphique: Graphique | NonRenseigne
    par_annee: Graphique | NonRenseigne


class CritereDuPanorama(TypedDict):
    """Un critère, ceux qui l'ont retenu, et ses chiffres."""

    id: str
    titre: str
    propre: bool
    acteurs: list[Nomme]
    """Par une fiche terminée."""
    brouillons: list[Nomme]
    """Par des brouillons seulement."""
    etat: str
    """`renseigne` si une mesure ou un témoignage l'appuie, `non_renseigne` sinon, vide si personne ne l'a retenu."""
    indicateurs: list[IndicateurDuReseau]


class AxeDuPanorama(TypedDict):
    """Un axe ; celui dont l'`id` est vide réunit les critères propres sans axe."""

    id: str
    titre: str
    acteurs: int
    """Combien y contribuent, par une fiche terminée."""
    criteres: list[CritereDuPanorama]


class JamaisMontre(TypedDict):
    """Un indicateur que des acteurs recueillent, et qu'aucun modèle du réseau ne montre : on peut y renoncer."""

    id: str
    titre: str
    repondu: str


class Panorama(TypedDict):
    """Qui contribue à quoi, et les chiffres du réseau. Rien d'interne n'y entre."""

    fiches: int
    """Combien sont comptées : terminées, sans erreur."""
    acteurs: list[Nomme]
    """Les acteurs de ces fiches."""
    brouillons: list[Nomme]
    """Les fiches qui ne sont pas terminées : à part, elles ne sont dans aucun chiffre."""
    fautives: list[str]
    """Les fiches qui ont des erreurs : elles ne sont dans aucun chiffre."""
    propres: int
    """Combien d'indicateurs propres à une fiche ne s'additionnent à rien."""
    axes: list[AxeDuPanorama]
    couverture: Graphique | NonRenseigne
    jamais_montres: list[JamaisMontre] | NonRenseigne
    """Connus de la commande `panorama` seulement."""


class DocumentDuReseau(TypedDict):
    """Portée `reseau`."""

    referentiel: Referentiel
    acteurs: list[Acteur]
    """Ceux dont une fiche est montrée."""
    fiches: list[FicheDuReseau]
    """Par titre."""
    axes: list[AxeDuReseau]
    panorama: Panorama
    notes: list[Note]
    document: Document
