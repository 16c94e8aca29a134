"""Un tout petit nombre pourrait faire reconnaître des personnes.

Ce que la règle vérifie
    Qu'un nombre de 1 à 4 personnes n'est pas donné à tous quand il parle d'un public que le
    référentiel dit « sensible » : dans une répartition, la catégorie sensible elle-même ; ailleurs,
    un nombre de personnes dans une fiche dont les publics comptent un public sensible.

    La règle se tait devant « diffusion: interne », et dans les fichiers de « prive/ ».

Pourquoi
    « Deux personnes sous main de justice » à l'atelier du mardi : dans un quartier, chacun sait de
    qui il s'agit. Ces personnes n'ont pas choisi d'être reconnues.

Exemple
    Ici, l'atelier s'adresse à des personnes exilées :

        action:
          publics:
            - personnes-exilees
        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 3

Corriger
    Gardez ce nombre entre vous : la ligne « diffusion: interne » l'ôte des documents publics. Le
    fichier, lui, reste lisible par ceux qui ont accès au dossier ; ce qui ne doit pas être partagé
    du tout va dans « prive/ ». Dans une répartition, vous pouvez aussi réunir des catégories.

        action:
          publics:
            - personnes-exilees
        utilite_sociale:
          lien-social:
            indicateurs:
              participants:
                - valeur: 3
                  diffusion: interne
"""

from collections.abc import Iterator

from utilite import effectifs, francais
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Route, Severity
from utilite.fiche import Fiche
from utilite.formes.spec import Entree

CODE = "UT307"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each mesure by which people of a small group of a sensitive public may be recognised."""
    if contexte.prive:
        return
    publics = effectifs.publics_sensibles(fiche, contexte.referentiel)
    for suivi, mesure, reponse in contexte.reponses:
        spec = suivi.indicateur.spec
        if mesure.interne or not (publics or reponse.repartition) or spec.forme in effectifs.SANS_COMPTE:
            continue
        petits = effectifs.petits(reponse)
        entrees = [(cle, spec.vocabulaire.entrees[str(cle[-1])]) for cle in petits if len(cle) > 1]
        categorie = next((cle for cle, entree in entrees if entree.sensible), None)
        if categorie is not None:
            public, suite = spec.vocabulaire.entrees[str(categorie[-1])], ", ou réunissez des catégories"
            yield _finding(fiche, (*mesure.route, *categorie), petits[categorie], public, suite)
        elif petits and publics and effectifs.compte_des_personnes(spec.unite):
            cle = next(iter(petits))
            yield _finding(fiche, (*mesure.route, *cle), petits[cle], publics[0], "")


def _finding(fiche: Fiche, route: Route, nombre: float, public: Entree, suite: str) -> Finding:
    return Finding(
        rule="petit-effectif",
        place=fiche.place(route),
        message=f"{francais.nombre(nombre)}, c'est si peu que des personnes pourraient être reconnues "
        f"(public sensible : {public.titre[:60]})",
        hint=f"ajoutez à cette mesure « diffusion: interne »{suite}",
    )
