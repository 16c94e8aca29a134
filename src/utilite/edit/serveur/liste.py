"""The first page of `utilite edit`: the fiches, each of which can be opened."""

from utilite import francais
from utilite.edit.serveur import pages
from utilite.edit.serveur.edition import Edition, Ligne
from utilite.edit.serveur.pages import echappe
from utilite.edit.serveur.routes import Reponse

_STATUTS = {"brouillon": "Brouillon", "terminee": "Terminée", "retiree": "Retirée", "": "Sans statut"}


def page(edition: Edition, base: str) -> Reponse:
    """The list. Raises OperatorError where the workspace can't be read."""
    espace = edition.espace
    referentiel = espace.referentiel.valeur
    assert referentiel is not None  # else there is no list
    lignes = edition.liste()
    items = "".join(f"<li>{_fiche(ligne, base)}</li>" for ligne in lignes)
    combien = francais.compte(len(lignes), "fiche") if lignes else "Aucune fiche pour le moment"
    corps = (
        f"{pages.tete('Les fiches', referentiel.titre, f'<p class=etat>{echappe(combien)}</p>')}"
        '<div class="large corps-simple"><main>'
        f'<p class="boutons"><a class="bouton fort" href="{base}nouvelle">Commencer une fiche</a></p>'
        f'<ul class="fiches">{items}</ul>{_non_lus(edition)}</main></div>{pages.pied()}'
    )
    return pages.page(f"Les fiches · {referentiel.titre}", corps, base=base)


def _fiche(ligne: Ligne, base: str) -> str:
    titre = echappe(ligne.titre)
    if ligne.ferme:
        nom = f"<h2>{titre}</h2>"
        suite = f'<p class="constat error">Ne peut pas être ouverte ici : {echappe(ligne.ferme)}.</p>'
    else:
        nom = f'<h2><a href="{base}fiche/{ligne.nom}">{titre}</a></h2>'
        suite = f'<p><a href="{base}nouvelle/{ligne.nom}">Préparer la période suivante</a></p>'
    faits = [
        _STATUTS[ligne.statut],
        f'<span class="fautes {_gravite(ligne)}">{echappe(_fautes(ligne))}</span>',
        f"changée le {echappe(pages.quand(ligne.change))}",
        f"<span class=note>fiches/{ligne.nom}.yaml</span>",
    ]
    qui = f"<p>{echappe(francais.enumere(list(ligne.acteurs)))}</p>" if ligne.acteurs else ""
    return f'{nom}{qui}<p class="faits">{" · ".join(faits)}</p>{suite}'


def _gravite(ligne: Ligne) -> str:
    return "erreur" if ligne.erreurs else "avertissement" if ligne.avertissements else "bien"


def _fautes(ligne: Ligne) -> str:
    comptes = [(ligne.erreurs, "erreur"), (ligne.avertissements, "avertissement")]
    return francais.enumere([francais.compte(n, mot) for n, mot in comptes if n]) or "rien à corriger"


def _non_lus(edition: Edition) -> str:
    """The files that nobody reads because of their name: one that is passed by in silence is lost."""
    findings, _ = edition.espace.autres()
    siens = [f for f in findings if f.rule in ("nom-de-fichier", "extension-yml")]
    if not siens:
        return ""
    items = "".join(f"<li>{echappe(f'{f.place.file} : {f.message} ; {f.hint}')}</li>" for f in siens)
    return f'<section class="avis"><h2>Pas lus</h2><ul>{items}</ul></section>'
