"""Un témoignage ne dit pas si la personne est d'accord.

Ce que la règle vérifie
    Que chaque témoignage dit ce que la personne accepte : « publication » si tout le monde peut le
    lire, « interne » s'il doit rester entre vous.

Pourquoi
    Les mots d'une personne lui appartiennent. Ils ne peuvent paraître que si elle l'a voulu, et
    cela vaut aussi pour un brouillon.

Exemple
    Ici, l'accord n'est pas noté :

        utilite_sociale:
          lien-social:
            temoignages:
              - texte: Je connais enfin mes voisins.
                auteur: une habitante

Corriger
    Demandez à la personne, puis notez sa réponse :

        utilite_sociale:
          lien-social:
            temoignages:
              - texte: Je connais enfin mes voisins.
                auteur: une habitante
                accord: publication
"""

from utilite.diagnostic import Severity

CODE = "UT133"
SEVERITY = Severity.ERROR
LOCKED = False
