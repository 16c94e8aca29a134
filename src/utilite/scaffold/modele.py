"""A template to begin with: a commented manifest with the network's own questions, a source that renders at once."""

from collections.abc import Iterator

from utilite.referentiel import Referentiel
from utilite.schema.champs import ROLES

SOURCE = "document.md"

_MANIFESTE = """\
# Modèle « {nom} ». Pour voir ce qu'il donne, tapez : utilite render --template {nom}
titre: Document « {nom} »
# À qui il est destiné, si c'est un financeur. Tant que « officiel » n'est pas à « oui », le document dit que sa
# trame n'est qu'indicative.
# financeur: Nom du financeur
officiel: non
# Un document par fiche (fiche), par acteur (acteur), ou un seul pour tout le réseau (reseau).
portee: fiche
# « oui » : ce qui est interne n'y figure jamais.
public: non
# Date de clôture de l'appel, et pièces à joindre, si vous les connaissez :
# cloture: 2027-09-15
# pieces:
#   - RIB
#   - statuts
# Les questions, dans l'ordre du document. « reponses » dit où est la réponse dans une fiche : un rôle, une section,
# un champ (section.champ), acteur.section.champ, utilite_sociale.nom-du-critere, limites, perspectives… Une question
# obligatoire sans réponse marque le document « incomplet ». « max_signes » ou « max_mots » disent la longueur permise.
rubriques:
{rubriques}
# Un fichier par format ; la page HTML se fait d'elle-même à partir du Markdown.
fichiers:
  md: {source}
"""

_RUBRIQUE = """\
  - titre: {titre}
    reponses:
      - {reponse}
    obligatoire: {obligatoire}"""

_SOURCE = """\
{# Entre accolades et dièses : une note, qui ne s'imprime pas. Les noms que voit un modèle : docs/contexte.md,
   ou « utilite templates context FICHE ». #}
{% import "commun/macros.md" as m %}
{% import "commun/dossier.md" as d %}
# {{ fiche.titre }}

{{ m.avis(document) }}
{{ d.trame(document) }}

* **{{ "Porté par :" }}** {{ acteur.nom }}
* **{{ "Période :" }}** {{ fiche.periode }}

{% for rubrique in document.modele.rubriques %}

## {{ rubrique.titre }}

{{ m.rubrique(rubrique, fiche) }}
{% endfor %}
{{ d.pieces(document) }}

---

{{ m.pied(fiche, referentiel, document) }}
{{ m.notes(notes) }}
"""


def fichiers(referentiel: Referentiel, nom: str) -> dict[str, str]:
    """The files of a new template, by name."""
    rubriques = "\n".join(_rubriques(referentiel))
    return {"modele.yaml": _MANIFESTE.format(nom=nom, rubriques=rubriques, source=SOURCE), SOURCE: _SOURCE}


def _rubriques(referentiel: Referentiel) -> Iterator[str]:
    """A question for each role of the network, or for each section where it has none; then what each fiche has."""
    titres: dict[str, str] = {}
    for section in referentiel.fiche:
        for champ in section.champs:
            if champ.role in ROLES:
                titres.setdefault(champ.role, champ.titre)
    demandes = titres or {section.id: section.titre for section in referentiel.fiche}
    for reponse, titre in demandes.items():
        yield _rubrique(titre, reponse, obligatoire=False)
    yield _rubrique("Utilité sociale", "utilite_sociale", obligatoire=True)
    yield _rubrique("Limites", "limites", obligatoire=False)


def _rubrique(titre: str, reponse: str, *, obligatoire: bool) -> str:
    ecrit = '"' + titre.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _RUBRIQUE.format(titre=ecrit, reponse=reponse, obligatoire="oui" if obligatoire else "non")
