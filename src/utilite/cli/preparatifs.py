"""For those who help the writers: what each fiche lacks for which call, and an e-mail ready to send."""

from datetime import date
from pathlib import Path

from utilite import forge, francais
from utilite.check import checker
from utilite.check.checker import Outcome
from utilite.cli import sorties
from utilite.cli.sujets import Sujets
from utilite.diagnostic import Finding, dotted
from utilite.errors import OperatorError
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render import context, modeles, preparation
from utilite.render.context import Cadre, Montree
from utilite.reporters.inerte import inerte
from utilite.site import courriels, ecriture
from utilite.site.courriels import Appel, Manque
from utilite.workspace import Workspace


def prepare(espace: Workspace, verdict: Outcome, grille: Referentiel, ou: Path) -> None:
    """Writes the e-mails in `ou`, which must be no site, and prints what each fiche lacks.

    Raises OperatorError, also where the network has no call to come.
    """
    appels = _appels(espace)
    if (ou / "index.html").exists():
        raise OperatorError(f"« {ou} » est un site, où ces courriels se publieraient : donnez un autre dossier")
    with ecriture.Dossier(ou) as dossier:
        for montree in Sujets(espace, verdict, public=False, draft=True).fiches():
            siens = [a for a in (_appel(espace, grille, modele, montree) for modele in appels) if a.manques]
            if siens:
                courriel = courriels.courriel(grille, montree.fiche, montree.acteurs, siens)
                dossier.ecrit(f"{montree.fiche.id}.eml", courriel)
                for appel in siens:
                    print(inerte(_dit(montree, appel)))
        bilan = dossier.finit()
    prets = francais.compte(bilan.fichiers, "courriel prêt", "courriels prêts")
    sorties.dit(
        f"{prets} dans {sorties.chemin_court(ou)} : ouvrez-les, changez-les, envoyez-les. Rien n'est envoyé d'ici."
    )


def _appels(espace: Workspace) -> list[Modele]:
    """The network's own templates that ask questions and aren't closed."""
    siens = [m for m, livre in modeles.tous(espace) if not livre and m.portee == "fiche" and m.rubriques]
    ouverts = [m for m in siens if m.cloture is None or m.cloture >= date.today()]
    if not ouverts:
        raise OperatorError(
            "aucun appel à venir parmi les modèles du réseau : tapez « utilite templates new appel-2027 »"
        )
    return ouverts


def _appel(espace: Workspace, grille: Referentiel, modele: Modele, montree: Montree) -> Appel:
    fiche = montree.fiche
    reponses = preparation.de(modele.rubriques, context.de_fiche(Cadre(grille, modele, public=modele.public), montree))
    a_dire = [r for r in reponses if r.manque or r.exces[0]]
    constats = preparation.constats(fiche, grille, reponses)
    ou = (_ou(espace, grille, c) for c in constats)
    manques = tuple(Manque(r, o) for r, o in zip(a_dire, ou, strict=True))
    return Appel(modele, sum(r.dite["renseigne"] for r in reponses), manques)


def _ou(espace: Workspace, grille: Referentiel, constat: Finding) -> str:
    """Where the answer goes: the forge's page, else the file and the line."""
    fichier = constat.place.file
    marque = checker.stamp(constat, grille, {fichier: espace.document(fichier)})
    ligne = marque.span.line if marque is not None else 1
    champ = dotted(constat.place.route)
    return f"{forge.ligne(grille.depot, fichier, ligne) or f'{fichier}, ligne {ligne}'}\n  (le champ « {champ} »)"


def _dit(montree: Montree, appel: Appel) -> str:
    titres = francais.titres([m.reponse.rubrique.titre for m in appel.manques])
    return f"{montree.fiche.id}, pour {appel.modele.nom} : {titres}"
