"""A fiche or an acteur to fill in: every key, what it asks in a comment, and nothing invented."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from utilite import formes
from utilite.formes import budget, comptes
from utilite.formes.spec import Champ, Spec
from utilite.referentiel import Critere, Indicateur, Referentiel, Section

Rappels = Mapping[str, Mapping[str, Sequence[str]]]
"""By critère that is chosen and by indicateur, what was found before, a line each."""
_AUCUN: Rappels = MappingProxyType({})

LARGEUR = 100

_TETE = (
    "Remplissez ce qui suit chaque deux-points ; laissez vide ce que vous ne savez pas.",
    "Les lignes qui commencent par # sont des conseils : elles ne comptent pas. Après « | », le texte va à la ligne, "
    "plus en retrait que sa clé.",
)
_REPONSES = {
    "ratio": ("valeur:", "sur:"),
    "avant_apres": ("avant:", "apres:", "sur:"),
    "repartition": ("repartition:",),
}
_BUDGET = {
    "charges": (
        "Ce que l'action coûte : un tiret par dépense, avec son compte. Le montant est ce qui est prévu, en euros ; "
        "« realise » se remplit une fois l'action finie. Comptes les plus courants :"
    ),
    "produits": (
        "Ce qui la paie : un tiret par recette. Le financeur et son « etat » (demande, accorde ou verse) ne se disent "
        "que d'une subvention, au compte 74. Comptes les plus courants :"
    ),
}
_RARES = ("69", "71", "72", "79")
"""Accounts that the Cerfa 15059 leaves out."""


def fiche(
    referentiel: Referentiel,
    nom: str,
    acteurs: Sequence[str],
    connus: Sequence[str],
    schema: str = "",
    rappels: Rappels = _AUCUN,
) -> str:
    """A fiche to fill in, which validates as a draft; `schema` is the file that tells editors of it, if any.

    `rappels` has the critères that are chosen already, and what was found before under their indicateurs.
    """
    lignes = [
        *_modeline(schema),
        *_commente(f"Fiche « {nom} ». {_TETE[0]}", ""),
        *_commente(f"{_TETE[1]} Pour vérifier, tapez : utilite validate fiches/{nom}.yaml", ""),
        "",
        *_commente(_qui(connus), ""),
        "acteurs:",
        *([f"  - {acteur}" for acteur in acteurs] or ["  -"]),
        f'version_referentiel: "{referentiel.version}"',
        "# « brouillon » tant que vous y travaillez, « terminee » ensuite, « retiree » pour ne plus la montrer.",
        "statut: brouillon",
        "# Une année (2013), un mois (2013-06), un jour (2013-06-17), ou {debut: 2012-10-01, fin: 2013-06-17}.",
        "periode:",
    ]
    for section in referentiel.fiche:
        lignes += ["", *_section(section)]
    lignes += ["", *_utilite(referentiel, rappels), "", *_fin(referentiel)]
    return _texte(lignes)


def acteur(referentiel: Referentiel, nom: str, schema: str = "") -> str:
    """An acteur to fill in; `schema` is the file that tells editors of it, if any."""
    lignes = [*_modeline(schema), *_commente(f"Acteur « {nom} ». {_TETE[0]} {_TETE[1]}", "")]
    for section in referentiel.acteur:
        lignes += ["", *_section(section)]
    return _texte(lignes)


def _texte(lignes: Iterable[str]) -> str:
    """The lines, with one blank one at most between two others."""
    return re.sub("\n{3,}", "\n\n", "\n".join(lignes)) + "\n"


def _modeline(schema: str) -> list[str]:
    """What editors other than VS Code, which goes by the workspace's settings, look for in a file."""
    return [f"# yaml-language-server: $schema={schema}"] if schema else []


def _qui(connus: Sequence[str]) -> str:
    qui = "Qui répond : les noms des fichiers du dossier acteurs/, sans « .yaml ». Le premier porte l'action."
    return f"{qui} Déjà connus : {', '.join(connus)}." if connus else qui


def _section(section: Section) -> Iterator[str]:
    yield f"# {section.titre}"
    if section.aide:
        yield from _commente(section.aide, "")
    yield f"{section.id}:"
    if section.liste:
        yield from _objet(section.champs, "  - ", "    ")
    else:
        for champ in section.champs:
            yield from _champ(champ, "  ", "  ")


def _objet(champs: Sequence[Champ], premier: str, retrait: str) -> Iterator[str]:
    """The fields of an item of a list: their comments stand before the dash."""
    for champ in champs:
        yield from _commente(_demande(champ), retrait[:-2])
    for i, champ in enumerate(champs):
        bloc = " |" if champ.spec.forme == "texte_long" else ""
        yield f"{premier if i == 0 else retrait}{champ.id}:{bloc}"


def _champ(champ: Champ, premier: str, retrait: str) -> Iterator[str]:
    yield from _commente(_demande(champ), retrait)
    yield from _valeur(f"{premier}{champ.id}:", champ.spec, retrait)


def _valeur(cle: str, spec: Spec, retrait: str) -> Iterator[str]:
    if spec.forme == "texte_long":
        yield f"{cle} |"
        yield ""
    elif spec.forme == "liste" and spec.de is not None:
        yield cle
        if spec.de.forme == "objet":
            yield from _objet(spec.de.champs, f"{retrait}  - ", f"{retrait}    ")
        else:
            yield f"{retrait}  -"
    elif spec.forme == "budget":
        yield cle
        yield from _budget(f"{retrait}  ")
    elif spec.forme == "objet":
        yield cle
        for champ in spec.champs:
            yield from _champ(champ, f"{retrait}  ", f"{retrait}  ")
    else:
        yield cle


def _budget(retrait: str) -> Iterator[str]:
    """Both sides of a budget, an empty line in each, with the accounts to choose from."""
    for cote, dit in _BUDGET.items():
        yield from _commente(dit, retrait)
        for compte, nom in comptes.PLAN[cote].items():
            if len(compte) == 2 and compte not in _RARES:
                yield f"{retrait}#   {compte} {nom}"
        yield f"{retrait}{cote}:"
        yield from (f"{retrait}  {'  ' if i else '- '}{cle}:" for i, cle in enumerate(budget.CLES[cote]))


def _demande(champ: Champ) -> str:
    """What a field asks: its title, its help, the words to choose from, an example."""
    texte = champ.titre + (" (obligatoire)" if champ.obligatoire else "")
    if champ.aide:
        texte = _suite(texte, champ.aide)
    spec = champ.spec.de if champ.spec.forme == "liste" and champ.spec.de is not None else champ.spec
    if spec.forme == "choix":
        mots = (e.id if e.titre == e.id else f"{e.id} ({e.titre})" for e in spec.vocabulaire.entrees.values())
        texte = _suite(texte, f"Au choix : {', '.join(mots)}.")
    elif spec.forme and formes.CHAMPS[spec.forme].CONSEIL:
        texte = _suite(texte, formes.CHAMPS[spec.forme].CONSEIL)
    if champ.exemple:
        texte = _suite(texte, f"Par exemple : {champ.exemple}")
    return texte


def _suite(texte: str, phrase: str) -> str:
    """A text and one more sentence."""
    point = "" if texte.endswith((".", "?", "!", "…")) else "."
    return f"{texte}{point} {' '.join(phrase.split())}"


def _utilite(referentiel: Referentiel, rappels: Rappels) -> Iterator[str]:
    yield "# L'utilité sociale de l'action."
    yield from _commente(
        "Choisissez les critères qui vous parlent, et seulement eux : retirez le « # » et l'espace qui le suit "
        "devant leurs lignes. Ce qu'on ne sait pas s'écrit « non_renseigne: » suivi de la raison ; un ordre de "
        "grandeur, « environ: true » ; un intervalle, « entre: [10, 15] ».",
        "",
    )
    yield "utilite_sociale:"
    for axe in referentiel.axes:
        for critere in axe.criteres:
            yield ""
            yield from _commente(f"{axe.titre} › {critere.titre}. {critere.question}".strip(), "  ")
            choisi = critere.id in rappels
            devant = "  " if choisi else "  # "
            yield from (f"{devant}{ligne}".rstrip() for ligne in _critere(critere, rappels.get(critere.id)))


def _critere(critere: Critere, rappels: Mapping[str, Sequence[str]] | None) -> Iterator[str]:
    """A critère; where it is chosen, the indicateurs that weren't told before are comments."""
    yield f"{critere.id}:"
    yield "  # Ce que l'action apporte, en une ou deux phrases, à la ligne et en retrait."
    yield "  apport: |"
    if critere.indicateurs:
        yield "  indicateurs:"
    for indicateur in critere.indicateurs:
        yield from _commente(_indicateur(indicateur), "    ")
        for rappel in (rappels or {}).get(indicateur.id, ()):
            yield from _commente(f"Fiche d'avant : {rappel}", "    ")
        devant = "    " if rappels is None or indicateur.id in rappels else "    # "
        yield f"{devant}{indicateur.id}:"
        for i, reponse in enumerate((*_REPONSES.get(indicateur.spec.forme, ("valeur:",)), "source:")):
            yield f"{devant}  {'- ' if i == 0 else '  '}{reponse}"


def _indicateur(indicateur: Indicateur) -> str:
    unite = f" ({indicateur.spec.unite})" if indicateur.spec.unite else ""
    niveau = f" — {indicateur.niveau.titre}" if indicateur.niveau else ""
    texte = f"{indicateur.titre}{unite}{niveau}"
    spec = indicateur.spec
    if spec.forme == "repartition":
        categories = ", ".join(spec.vocabulaire.entrees)
        texte = f"{texte}. Catégories : {categories}, chacune sur sa ligne avec son nombre"
    elif spec.forme == "echelle":
        bas, haut = spec.echelle
        libelles = f" ({', '.join(spec.libelles)})" if spec.libelles else ""
        texte = f"{texte}. De {bas} à {haut}{libelles}"
    elif spec.forme == "oui_non":
        texte = f"{texte}. oui ou non"
    return texte


def _fin(referentiel: Referentiel) -> Iterator[str]:
    yield from _commente(
        "Un critère que la grille n'a pas : donnez-lui un identifiant, et retirez le « # » devant ses lignes.", ""
    )
    yield from (f"# {ligne}" for ligne in ("criteres_propres:", "  mon-critere:", "    titre:", "    apport: |"))
    yield ""
    yield "# Ce qui n'a pas pu être observé, et ce qu'il faut en retenir."
    yield "limites: |"
    yield ""
    yield "# La suite envisagée."
    yield "perspectives: |"
    yield ""
    yield "# Le jour où ces réponses ont été recueillies : année-mois-jour."
    yield "recueilli_le:"
    yield "auteurs:"
    yield "  -"
    yield f"licence: {referentiel.licence}".rstrip()


def _commente(texte: str, retrait: str) -> list[str]:
    """A text as comment lines."""
    largeur = LARGEUR - len(retrait) - 2
    lignes = textwrap.wrap(" ".join(texte.split()), largeur, break_long_words=False, break_on_hyphens=False)
    return [f"{retrait}# {ligne}" for ligne in lignes]
