"""All the fiches of a network → the context of its report, fiche by fiche; the figures are `bilan`'s.

What is kept of a fiche is what the report says of it: no chart, and of its fields those that have a role.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from utilite.fiche import Acteur
from utilite.network.panorama import Couverture, Panorama
from utilite.orthographe import sans_accent
from utilite.referentiel import Niveau, Referentiel, Section
from utilite.render import apports, context, contrat, reperes
from utilite.render.bilan import Bilan
from utilite.render.carnet import Carnet
from utilite.render.context import Cadre, Montree
from utilite.render.sections import sections
from utilite.render.valeurs import NON_RENSEIGNE, Prose, ou_rien

PAR = ("periode",)
"""How the report cuts its figures."""


def du_reseau(cadre: Cadre, montrees: Iterable[Montree], laissees: Collection[str] = ()) -> dict[str, Any]:
    """The context of a document about the network: `contrat.DocumentDuReseau`.

    `montrees` are taken one by one; `laissees`, the fiches left out, is read once they all are.
    """
    rapport = _Rapport(cadre)
    for montree in montrees:
        rapport.ajoute(montree)
    contexte: dict[str, Any] = {
        "referentiel": context.referentiel(cadre.referentiel),
        "acteurs": [
            context.acteur(cadre.referentiel, rapport.carnet, a)
            for a in sorted(rapport.acteurs.values(), key=lambda a: sans_accent(a.nom).casefold())
        ],
        "fiches": sorted(rapport.fiches, key=lambda f: (f["fiche"]["titre"].lower(), f["fiche"]["id"])),
        "axes": rapport.axes(),
        "panorama": rapport.bilan.dit(laissees),
        "notes": rapport.carnet.notes,
    }
    return context.avec_document(
        cadre,
        rapport.carnet,
        contexte,
        [],
        titre=cadre.referentiel.titre,
        brouillon=any(f["brouillon"] for f in rapport.fiches),
        fautive=any(f["fautive"] for f in rapport.fiches),
        laissees=laissees,
    )


class _Rapport:
    """What is kept of the fiches seen so far."""

    def __init__(self, cadre: Cadre) -> None:
        self.grille = cadre.referentiel
        self.carnet = Carnet(public=cadre.public)
        self.panorama = Panorama(self.grille)
        self.bilan = Bilan(self.grille, PAR)
        self.champs = _a_role(self.grille)
        self.acteurs: dict[str, Acteur] = {}
        self.fiches: list[contrat.FicheDuReseau] = []
        self.dits: dict[tuple[str, str], list[contrat.Contribution]] = defaultdict(list)

    def ajoute(self, montree: Montree) -> None:
        """One more fiche."""
        fiche = montree.fiche
        if montree.prive:
            self.carnet.interne("Réponses privées")
        self.panorama.compte(fiche)
        self.bilan.ajoute(montree)
        self.acteurs |= {a.id: a for a in montree.acteurs}
        axes = apports.axes(self.carnet, self.grille, fiche)
        tete, qui = context.en_tete(fiche), [_nomme(a) for a in montree.acteurs]
        for critere in (c for axe in axes for c in axe["criteres"]):
            porteur = fiche.acteurs[0] if critere["propre"] and fiche.acteurs else ""
            self.dits[porteur, critere["id"]].append(
                {
                    "fiche": tete,
                    "acteurs": qui,
                    "brouillon": montree.brouillon,
                    "apport": critere["apport"],
                    "indicateurs": [_sans_dessin(i) for i in critere["indicateurs"]],
                    "temoignages": critere["temoignages"],
                }
            )
        self.fiches.append(
            {
                "fiche": {**tete, **reperes.reperes(axes), "couverture": NON_RENSEIGNE},
                "acteurs": qui,
                "sections": sections(self.carnet, self.champs, fiche.sections),
                "limites": ou_rien(Prose(fiche.limites)),
                "brouillon": montree.brouillon,
                "fautive": montree.fautive,
                "nouveaux": _nouveaux(montree),
            }
        )

    def par_nom(self) -> list[Acteur]:
        """The acteurs, in the order of a directory."""
        return sorted(self.acteurs.values(), key=lambda a: (sans_accent(a.nom).casefold(), a.id))

    def axes(self) -> list[contrat.AxeDuReseau]:
        """The axes with all their critères; the acteurs' own without axe come last, if there are some."""
        rangs = [(a.id, a.titre, a.aide) for a in self.grille.axes] + [("", "Critères propres, sans axe", "")]
        axes = [self._axe(nom, titre, aide) for nom, titre, aide in rangs]
        return [a for a in axes if a["id"] or a["criteres"]]

    def _axe(self, nom: str, titre: str, aide: str) -> contrat.AxeDuReseau:
        criteres = [self._critere(c) for c in self.panorama.axe(nom)]
        qui = {a["id"]: a for c in criteres for a in (*c["acteurs"], *c["brouillons"])}
        finis = {a["id"] for c in criteres for a in c["acteurs"]}
        return {
            "id": nom,
            "titre": titre,
            "aide": ou_rien(aide),
            "acteurs": [qui[a] for a in sorted(qui)],
            "brouillons": [qui[a] for a in sorted(qui.keys() - finis)],
            "trouvailles": _trouvailles([dit for c in criteres for dit in c["contributions"]]),
            "criteres": criteres,
        }

    def _critere(self, couverture: Couverture) -> contrat.CritereDuReseau:
        critere, qui = couverture.critere, couverture.contributions
        dits = self.dits.get((couverture.porteur, critere.id), [])
        formes = [_formes(dit) for dit in dits]
        return {
            "id": critere.id,
            "titre": critere.titre,
            "question": ou_rien(critere.question),
            "propre": critere.propre,
            "acteurs": [self._nom(c.acteur) for c in qui if not c.brouillon],
            "brouillons": [self._nom(c.acteur) for c in qui if c.brouillon],
            "par_chiffres": sum(bool(f - _EN_MOTS) for f in formes),
            "par_recits": sum("texte" in f for f in formes),
            "par_oui_ou_non": sum("oui_non" in f for f in formes),
            "par_temoignages": sum(bool(dit["temoignages"]) for dit in dits),
            "contributions": dits,
        }

    def _nom(self, acteur: str) -> contrat.Nomme:
        return _nomme(self.acteurs[acteur]) if acteur in self.acteurs else {"id": acteur, "nom": acteur}


TROUVAILLES = 2
"""How many figures the report keeps of each axe."""


def _trouvailles(dits: Iterable[contrat.Contribution]) -> list[contrat.Trouvaille]:
    """One figure of each finished fiche, two at most: first what needs no caution, the impacts, what has a source."""
    trouvees: list[tuple[tuple[bool, ...], contrat.Trouvaille]] = []
    for dit in (d for d in dits if not d["brouillon"]):
        for indicateur in dit["indicateurs"]:
            for mesure in [m for m in indicateur["mesures"] if m["texte"]][-1:]:
                if mesure["chiffre"] and indicateur["niveau"] not in ("", Niveau.REALISATION.titre):
                    impact = indicateur["niveau"] == Niveau.IMPACT.titre
                    rang = (bool(mesure["precaution"]), not impact, not mesure["note"])
                    trouvees.append((rang, {"fiche": dit["fiche"], "titre": indicateur["titre"], "mesure": mesure}))
    gardees: dict[str, contrat.Trouvaille] = {}
    for _, trouvee in sorted(trouvees, key=lambda paire: paire[0]):
        gardees.setdefault(trouvee["fiche"]["id"], trouvee)
    return list(gardees.values())[:TROUVAILLES]


_EN_MOTS = frozenset({"texte", "oui_non"})
"""The formes of an indicateur that is told, not counted."""


def _formes(dit: contrat.Contribution) -> set[str]:
    """The formes of the indicateurs that a fiche answers under a critère."""
    return {i["forme"] for i in dit["indicateurs"] if any(mesure["texte"] for mesure in i["mesures"])}


def _nomme(acteur: Acteur) -> contrat.Nomme:
    return {"id": acteur.id, "nom": acteur.nom}


def _a_role(referentiel: Referentiel) -> list[Section]:
    """The sections of a fiche, with the champs that have a role."""
    gardees = [s if s.role else s._replace(champs=tuple(c for c in s.champs if c.role)) for s in referentiel.fiche]
    return [s for s in gardees if s.champs]


def _sans_dessin(indicateur: contrat.Indicateur) -> contrat.Indicateur:
    mesures: list[contrat.Mesure] = [{**m, "graphique": NON_RENSEIGNE} for m in indicateur["mesures"]]
    return {**indicateur, "mesures": mesures, "graphique": NON_RENSEIGNE}


def _nouveaux(montree: Montree) -> list[str]:
    """The critères that a fiche has chosen and the one before hadn't."""
    if montree.precedente is None:
        return []
    avant = {a.critere.id for a in montree.precedente.apports}
    return [a.critere.titre for a in montree.fiche.apports if a.critere.id not in avant]
