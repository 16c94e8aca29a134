"""What a fiche still lacks for a call → an e-mail to open, change and send: it asks for nothing, it offers."""

import textwrap
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTPUTF8
from typing import NamedTuple

from utilite import francais
from utilite.fiche import Acteur, Fiche
from utilite.modele import Modele
from utilite.referentiel import Referentiel
from utilite.render.preparation import Reponse

LARGEUR = 76


class Manque(NamedTuple):
    """A call's question that a fiche doesn't answer yet, or at too great a length, and where the answer goes."""

    reponse: Reponse
    ou: str
    """The address of the field, or its file and its line."""


class Appel(NamedTuple):
    """A call, with what a fiche lacks for it and how many of its questions are answered."""

    modele: Modele
    remplies: int
    manques: tuple[Manque, ...]


def courriel(grille: Referentiel, fiche: Fiche, acteurs: Sequence[Acteur], appels: Sequence[Appel]) -> bytes:
    """The message, unsent: mail programs open it as a draft, and it reads as a text."""
    message = EmailMessage(policy=SMTPUTF8)
    message["X-Unsent"] = "1"
    a_qui = list(dict.fromkeys(adresse for acteur in acteurs for adresse in _adresses(grille, acteur)))
    if a_qui:
        message["To"] = ", ".join(a_qui)
    message["Subject"] = f"Votre fiche {_entre(' '.join(fiche.titre.split()))}"
    message.set_content("\n".join(_lignes(fiche, appels)) + "\n", cte="8bit")
    return bytes(message)


def _adresses(grille: Referentiel, acteur: Acteur) -> Iterator[str]:
    for section, champ in grille.champs_d_acteur("courriel"):
        adresse = str((acteur.sections.get(section) or {}).get(champ) or "")
        if adresse.isascii() and adresse:
            yield adresse


def _lignes(fiche: Fiche, appels: Sequence[Appel]) -> Iterator[str]:
    yield "Bonjour,"
    yield ""
    yield from _coupe(f"Merci pour votre fiche {_entre(fiche.titre)}. Voici à quoi elle pourrait encore servir.")
    for appel in appels:
        yield ""
        yield from _coupe(_chapeau(appel))
        for manque in appel.manques:
            yield ""
            yield from _coupe(_dit(manque.reponse), "- ")
            yield f"  {manque.ou}"
    yield ""
    yield from _coupe(
        "Rien ne vous oblige à répondre à un appel, ni à tout remplir : ce que l'on ne sait pas s'écrit « non "
        "renseigné », avec la raison, et vaut mieux qu'un chiffre inventé."
    )
    yield ""
    yield from _coupe("Si une question n'est pas claire, répondez à ce courriel : nous la regarderons ensemble.")
    yield ""
    yield "Bien à vous,"


def _chapeau(appel: Appel) -> str:
    modele = appel.modele
    cloture = f" (clôture le {francais.jour(modele.cloture)})" if modele.cloture is not None else ""
    combien = francais.compte(appel.remplies, "question a déjà sa réponse", "questions ont déjà leur réponse")
    suite = f"{combien}, voici ce qui pourrait s'y ajouter" if appel.remplies else "voici ce qui lui servirait"
    return f"Si vous pensez répondre à {_entre(modele.titre)}{cloture} : {suite}."


def _dit(reponse: Reponse) -> str:
    dit, permis, mot = reponse.exces
    if dit:
        return f"{_entre(reponse.rubrique.titre)} : {francais.compte(dit - permis, mot)} de trop pour le formulaire"
    aide = f" : {reponse.rubrique.aide}" if reponse.rubrique.aide else ""
    return f"{_entre(reponse.rubrique.titre)}{aide}"


def _entre(titre: str) -> str:
    """A title between quotes; those that it holds become inner ones."""
    return f"« {titre.replace('« ', '“').replace(' »', '”')} »"


def _coupe(texte: str, devant: str = "") -> list[str]:
    dit = francais.typographie(" ".join(texte.split()))
    suite = " " * len(devant)
    return textwrap.wrap(dit, LARGEUR, initial_indent=devant, subsequent_indent=suite, break_long_words=False)
