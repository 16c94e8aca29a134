"""Addresses, numbers with a key, places."""

import re
from typing import Any

from utilite.formes import courriel as forme_courriel
from utilite.formes import siret as forme_siret
from utilite.formes import telephone as forme_telephone
from utilite.render.demarche.mots import NeConvientPasError, cite, enumere, ligne, pleins, verifie
from utilite.render.demarche.procedure import Question


def courriel(valeur: Any, question: Question) -> str:
    """An e-mail address."""
    return verifie(ligne(valeur, question), forme_courriel.est_adresse, "une adresse de courriel")


def telephone(valeur: Any, question: Question) -> str:
    """A telephone number, in its groups."""
    ecrit = ligne(valeur, question)
    verifie(forme_telephone.serre(ecrit), re.compile(r"\+?[0-9]{6,15}").fullmatch, "un numéro de téléphone")
    return ecrit


def siret(valeur: Any, question: Question) -> str:
    """Fourteen figures and their key."""
    return verifie(ligne(valeur, question).replace(" ", ""), _est_siret, "un SIRET")


def _est_siret(serre: str) -> bool:
    return re.fullmatch("[0-9]{14}", serre) is not None and forme_siret.cle_juste(serre)


def iban(valeur: Any, question: Question) -> str:
    """An account's number and its key; it can only come from `prive/` (`donnee-personnelle` keeps it out of git)."""
    return verifie(ligne(valeur, question).replace(" ", ""), _est_iban, "un IBAN")


def _est_iban(serre: str) -> bool:
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", serre):
        return False
    return int("".join(str(int(c, 36)) for c in serre[4:] + serre[:4])) % 97 == 1


def lieu(valeur: Any, question: Question) -> str:
    """The code or the name of a country, of a region or of a département."""
    return verifie(ligne(valeur, question), _est_lieu, "un code ou un nom de lieu")


def _est_lieu(ecrit: str) -> bool:
    if re.fullmatch("[0-9]{2,3}|2[AB]", ecrit):
        return True
    return len(ecrit) <= 60 and re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[ '’.()-])+", ecrit) is not None


def commune(valeur: Any, question: Question) -> list[str]:
    """The postal code, and the commune's INSEE code where it is known."""
    return _codes(valeur, question, ("[0-9]{5}", "[0-9][0-9AB][0-9]{3}"), "[code postal, code INSEE]")


def epci(valeur: Any, question: Question) -> list[str]:
    """The département's code, and the groupement's SIREN where it is known."""
    return _codes(valeur, question, ("[0-9]{2,3}|2[AB]", "[0-9]{9}"), "[code du département, SIREN]")


def _codes(valeur: Any, question: Question, motifs: tuple[str, str], attendu: str) -> list[str]:
    codes = [ligne(v, question) for v in pleins(valeur)]
    justes = [re.fullmatch(motif, code) for motif, code in zip(motifs, codes, strict=False)]
    if len(codes) > len(motifs) or not all(justes):
        raise NeConvientPasError(f"{cite(enumere(codes))} n'est pas {attendu}")
    return codes
