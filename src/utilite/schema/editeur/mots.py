"""What an editor says of the keys that every file has; what a référentiel says of its own comes with it."""

from collections.abc import Mapping

GRILLE = "La grille commune d'un réseau : axes, critères, indicateurs, et les champs d'un acteur et d'une fiche."
UN_MODELE = "Ce qu'un modèle de document demande, et les fichiers dont il est fait."
PRIVE = "Seulement ce qui s'ajoute au fichier public du même nom, et qui ne doit pas entrer dans git."
ID = "Un identifiant est fait de minuscules sans accent, de chiffres et de tirets, comme lien-social."

NIVEAUX: Mapping[str, str] = {
    "realisation": "Réalisation",
    "resultat": "Résultat",
    "impact": "Impact",
}

FICHE: Mapping[str, str] = {
    "acteurs": "Qui répond : les noms des fichiers du dossier acteurs/, sans « .yaml ». Le premier porte l'action.",
    "version_referentiel": "La version du référentiel d'après laquelle cette fiche est écrite.",
    "statut": "« brouillon » tant que vous y travaillez, « terminee » ensuite, « retiree » pour ne plus la montrer.",
    "periode": "Une année (2013), un mois (2013-06), un jour (2013-06-17), ou « debut: » et « fin: ».",
    "precedente": "Le nom de la fiche de la période d'avant, sans « .yaml ».",
    "utilite_sociale": "Les critères que vous choisissez, et seulement eux.",
    "criteres_propres": "Des critères que le référentiel n'a pas, sous des identifiants à vous.",
    "limites": "Ce qui n'a pas pu être observé, et ce qu'il faut en retenir.",
    "perspectives": "La suite envisagée.",
    "recueilli_le": "Le jour où ces réponses ont été recueillies : année-mois-jour.",
    "auteurs": "Qui a écrit cette fiche.",
    "licence": "Le nom SPDX de la licence de cette fiche, comme CC-BY-SA-4.0.",
}
APPORT: Mapping[str, str] = {
    "apport": "Ce que l'action apporte, en une ou deux phrases, à la ligne et en retrait après « | ».",
    "indicateurs": "Ce que vous avez compté ou observé, indicateur par indicateur.",
    "indicateurs_propres": "Des indicateurs que le référentiel n'a pas, sous des identifiants à vous.",
    "temoignages": "Des paroles recueillies, avec l'accord de qui les a dites.",
}
CRITERE_PROPRE: Mapping[str, str] = {
    **APPORT,
    "axe": "L'axe du référentiel dont ce critère est proche, s'il y en a un.",
    "titre": "Le nom du critère, comme il paraîtra.",
    "question": "La question à laquelle ce critère répond.",
}
TEMOIGNAGE: Mapping[str, str] = {
    "texte": "Les mots mêmes de la personne.",
    "auteur": "Qui parle, comme elle veut être nommée.",
    "accord": "Ce que la personne a accepté : publication, ou interne (hors des documents publics).",
    "accord_le": "Le jour de son accord : année-mois-jour.",
}
MESURE: Mapping[str, str] = {
    "valeur": "Ce qui a été trouvé ; un nombre s'écrit en chiffres, sans unité ni guillemets.",
    "entre": "Un intervalle, au lieu de la valeur : [10, 15].",
    "environ": "oui si le nombre est un ordre de grandeur.",
    "sur": "Le nombre de personnes qui ont répondu, ou de cas regardés ; le pourcentage se calcule tout seul.",
    "population": "Le nombre de personnes à qui l'on aurait pu demander.",
    "avant": "Le nombre au début de la période.",
    "apres": "Le nombre à la fin de la période.",
    "repartition": "Un nombre par catégorie ; les parts se calculent toutes seules.",
    "cible": "Ce que l'on visait, à côté du résultat, ou seul pour une période à venir.",
    "non_renseigne": "Pourquoi l'on ne sait pas : personne n'a à inventer un chiffre.",
    "periode": "La période de la mesure, si ce n'est pas celle de la fiche.",
    "source": "D'après quoi, ou d'après qui.",
    "recueil": "Comment cela a été recueilli, si ce n'est pas comme le référentiel le propose.",
    "recueilli_le": "Le jour du recueil : année-mois-jour.",
    "diffusion": "interne pour laisser cette mesure hors des documents publics.",
}
_LIGNE: Mapping[str, str] = {
    "id": "L'identifiant, qui ne change plus : minuscules sans accent, chiffres, tirets.",
    "titre": "Le nom, comme il paraîtra.",
    "aide": "Un conseil pour qui remplit.",
    "source": "D'où vient cette ligne ; « proposition » quand elle est de vous.",
}
_BORNES: Mapping[str, str] = {
    "min": "Le moins qui convienne : d'un nombre, d'une date, des signes d'un texte, des éléments d'une liste.",
    "max": "Le plus qui convienne : d'un nombre, d'une date, des signes d'un texte, des éléments d'une liste.",
    "motif": "L'expression régulière à laquelle le texte entier doit répondre.",
    "parmi": "Le nom d'un vocabulaire, ou une liste de mots.",
}
CHAMP: Mapping[str, str] = {
    **_LIGNE,
    **_BORNES,
    "id": "La clé du champ : minuscules sans accent, chiffres, « _ ».",
    "forme": "Ce qu'est la valeur : un texte, un nombre, une date…",
    "de": "Ce dont la liste est faite : une forme, ou « forme: » et ses bornes.",
    "champs": "Les champs de l'objet.",
    "obligatoire": "oui si une fiche terminée ne peut pas s'en passer.",
    "exemple": "Un exemple, que lira qui remplit.",
    "diffusion": "interne pour laisser ce champ hors des documents publics.",
    "role": "Ce que c'est pour un modèle de document, qui ne connaît pas votre réseau.",
}
SECTION: Mapping[str, str] = {
    **_LIGNE,
    "id": "La clé de la section : minuscules sans accent, chiffres, « _ ».",
    "role": "Ce que c'est pour un modèle de document, qui ne connaît pas votre réseau.",
    "liste": "oui si l'on peut remplir ces champs plusieurs fois.",
    "champs": "Les champs de la section.",
}
INDICATEUR: Mapping[str, str] = {
    **_LIGNE,
    **_BORNES,
    "niveau": "« realisation » (ce qui a été fait), « resultat » (ce que cela a produit), « impact » (ce qui reste).",
    "forme": "Ce que l'on compte ou observe : un nombre, une part, une répartition, une échelle…",
    "unite": "Ce que l'on compte, au pluriel : personnes, séances, heures…",
    "de": "Le premier échelon d'une échelle.",
    "a": "Le dernier échelon d'une échelle.",
    "libelles": "Le nom de chaque échelon, dans l'ordre.",
    "recueil": "Comment on le recueille.",
    "sert_a": "À quoi sert de le savoir.",
    "agregation": "Ce que le réseau peut en faire : une somme, une moyenne, ou rien.",
    "odd": "Les objectifs de développement durable dont il est proche.",
    "mesures": "Ce qui a été trouvé.",
}
CRITERE: Mapping[str, str] = {
    **_LIGNE,
    "question": "La question à laquelle le critère répond, en mots de tous les jours.",
    "odd": "Les objectifs de développement durable dont il est proche.",
    "indicateurs": "Ce que l'on peut y compter ou observer.",
}
AXE: Mapping[str, str] = {**_LIGNE, "criteres": "Ce que l'on regarde sur cet axe."}
ENTREE: Mapping[str, str] = {
    **_LIGNE,
    "id": "Le mot que l'on écrit dans les fiches.",
    "code": "Le mot d'un standard national, avec son orthographe.",
    "sensible": "oui si un petit nombre de ces personnes suffirait à les faire reconnaître.",
}
CHANGEMENT: Mapping[str, str] = {
    "version": "La version à laquelle ce changement mène.",
    "renommer": "Les anciens noms et les nouveaux.",
}
DEFINITIONS: Mapping[str, str] = {
    "realisation": "Ce que votre réseau appelle une réalisation.",
    "resultat": "Ce que votre réseau appelle un résultat.",
    "impact": "Ce que votre réseau appelle un impact.",
}
REFERENTIEL: Mapping[str, str] = {
    "format": "La version du format de ce fichier : 1.",
    "id": "L'identifiant du référentiel : minuscules sans accent, chiffres, tirets.",
    "titre": "Le nom du référentiel.",
    "version": "La version en cours, entre guillemets.",
    "licence": "Le nom SPDX de sa licence, comme CC-BY-SA-4.0.",
    "auteurs": "Qui l'a écrit.",
    "source": "D'où il vient.",
    "depot": "L'adresse du dépôt où les fiches se rassemblent, sur GitHub, GitLab ou Forgejo.",
    "definitions": "Le sens que le réseau donne à réalisation, résultat et impact.",
    "axes": "Les domaines de l'utilité sociale ; la liste peut être vide.",
    "vocabulaires": "Les listes de mots, chacune sous le nom que vous lui donnez.",
    "acteur": "Les champs d'un acteur, section par section.",
    "fiche": "Les champs d'une fiche, section par section.",
    "regles": "La gravité que ce réseau donne à une règle, par son nom ou son code.",
    "messages": "Les mots que ce réseau met à la place du message d'une règle.",
    "changements": "Les versions connues, la plus ancienne d'abord, et ce que chacune a renommé.",
    "etend": "Réservé : rien ne s'en sert encore.",
    "equivalences": "Réservé : rien ne s'en sert encore.",
    "exceptions": "Réservé : rien ne s'en sert encore.",
    "presentation": "Le logo et les deux couleurs de vos documents.",
}
PRESENTATION: Mapping[str, str] = {
    "logo": "Une image .svg ou .png de cet espace de travail, par exemple logo.svg.",
    "couleur": 'La couleur des titres, entre guillemets : "#1f5a7a".',
    "couleur_claire": "Celle qui se lit sur la première.",
}

MODELE: Mapping[str, str] = {
    "titre": "Le nom du document.",
    "financeur": "À qui il est destiné.",
    "officiel": "oui si c'est le plan officiel ; sinon, le document dit qu'il est indicatif.",
    "portee": "Ce dont un document parle : une fiche, un acteur (toutes ses fiches), ou le réseau.",
    "public": "oui pour laisser de côté tout ce qui est interne.",
    "cloture": "Le dernier jour de l'appel à projets, s'il est connu : année-mois-jour.",
    "pieces": "Ce qu'il faut joindre.",
    "rubriques": "Les questions du financeur, dans son ordre.",
    "fichiers": "Le fichier source de chaque format, dans ce dossier : « md: dossier.md ».",
}

FICHIERS: Mapping[str, str] = {
    "md": "Le modèle du document en Markdown, par exemple dossier.md.",
    "html": "Le modèle de la page ; sans lui, elle est faite d'après le Markdown.",
    "pdf": "Le formulaire à remplir, par « formulaire: » et « champs: » ; sans lui, le PDF est fait d'après la page.",
    "docx": "Le modèle du document Word.",
    "odt": "Le modèle du document LibreOffice.",
    "json": "La démarche en ligne à préremplir.",
}

FORMULAIRE: Mapping[str, str] = {
    "formulaire": "Le formulaire vierge, dans ce dossier ; sans lui, on le donne par « --form ».",
    "champs": "Le fichier qui dit ce qui répond à chaque champ, par exemple champs.yaml.",
    "source": "L'adresse où se trouve le formulaire vierge.",
}

RUBRIQUE: Mapping[str, str] = {
    "titre": "La question du financeur, avec ses mots.",
    "reponses": "Où trouver la réponse : un rôle, section.champ, acteur.section.champ, utilite_sociale.critere…",
    "obligatoire": "oui si le dossier est incomplet sans cette réponse.",
    "aide": "Ce que le financeur précise.",
    "max_signes": "Le nombre de signes que le financeur accepte, espaces comprises.",
    "max_mots": "Le nombre de mots que le financeur accepte.",
}
