"""Ce texte contient une mise en forme qui n'y a pas sa place.

Ce que la règle vérifie
    Qu'un long texte n'est fait que de paragraphes, de listes, de citations, de liens, de gras et
    d'italique : ni titre, ni image, ni tableau, ni balise HTML.

Pourquoi
    Le texte prend place dans des documents qui ont déjà leurs titres et leur mise en page. Cette
    mise en forme s'y afficherait mal.

Exemple
    Ici, « # » en début de ligne fait un titre :

        utilite_sociale:
          lien-social:
            apport: |
              # Des rencontres
              Des voisins se connaissent mieux.

Corriger
    Mettez ces mots en gras, ou faites-en un paragraphe. Remplacez une image par un lien, un tableau
    par une liste.

        utilite_sociale:
          lien-social:
            apport: |
              **Des rencontres**

              Des voisins se connaissent mieux.
"""

from utilite.diagnostic import Severity

CODE = "UT117"
SEVERITY = Severity.WARNING
LOCKED = False
