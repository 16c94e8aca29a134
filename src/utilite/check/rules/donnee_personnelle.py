"""Un texte contient une donnée personnelle.

Ce que la règle vérifie
    Qu'aucun texte d'une fiche ne contient d'adresse électronique, de numéro de téléphone français,
    d'IBAN ni de numéro de sécurité sociale (reconnus à leur clé), ni de date de naissance complète.
    Les fichiers de « prive/ » ne sont pas regardés : c'est leur place. Ne sont pas des données
    personnelles les boîtes communes (contact@…, accueil@…), les numéros en 08, les adresses de
    pages, les SIRET, ni la naissance d'une association.

    Sur plus de 550 phrases justes (celles de tests/corpus), aucune fausse alerte ; sur 60 000 paragraphes de
    documentation en français (10 millions de signes), aucune non plus.

Pourquoi
    Ce qui entre dans l'historique y reste, même effacé ensuite, et chacun peut le lire. La personne
    n'a pas demandé à y être.

Exemple
    Ici, une date de naissance et un téléphone :

        limites: |
          Mme R., née le 12/03/1950, n'a pas pu être revue. On la joint au 02 61 91 00 00.

Corriger
    Dites la même chose sans la donnée. Si elle vous est nécessaire, gardez ce texte-là dans
    « prive/fiches/ », que git ignore ; un renseignement public a son champ dans le référentiel.

        limites: |
          Mme R., qui a plus de soixante ans, n'a pas pu être revue.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from utilite import regex
from utilite.check.jetons import ensemble
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche
from utilite.orthographe import sans_accent

CODE = "UT340"
SEVERITY = Severity.ERROR
LOCKED = False


class _Genre(NamedTuple):
    """A kind of personal data: how many figures it has, what gives it away (one of these, where any is
    named), its form, a closer look at what has it, what to say of it.
    """

    chiffres: int
    indices: tuple[str, ...]
    motif: re.Pattern[str]
    est: Callable[[re.Match[str]], bool]
    message: str
    hint: str


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each datum about a person; the message doesn't repeat it, since logs are kept too."""
    if contexte.prive:
        return
    for texte in contexte.textes:
        if "@" not in texte.nu and (texte.chiffres < 5 or not _peut_etre(texte.nu)):
            continue
        pris: list[tuple[int, int]] = []
        for genre in _GENRES:
            if texte.chiffres < genre.chiffres or not any(indice in texte.nu for indice in genre.indices):
                continue
            for trouve in genre.motif.finditer(texte.nu):
                debut, fin = trouve.span("donnee")
                if genre.est(trouve) and not any(d < fin and debut < f for d, f in pris[-9:]):
                    pris.append((debut, fin))
                    yield Finding(
                        rule="donnee-personnelle",
                        place=texte.place(debut, fin),
                        message=genre.message,
                        hint=genre.hint.replace("{}", f"prive/{fiche.file}"),
                    )


def _peut_etre(texte: str) -> bool:
    """Whether it is worth a closer look: many figures in a row, or a birth."""
    return _SUITE.search(texte) is not None or _NAITRE.search(texte) is not None


_SUITE = regex.lazy(r"\d[\d\s./()-]{5,}\d")
_NAITRE = regex.lazy(r"[Nn](?<![^\W\d_].)(?:[Éé]|aiss|AISS)")
# An e-mail address ----------------------------------------------------------------------------------

_COURRIEL = regex.lazy(
    r"(?<![\w.+@/-])(?P<donnee>(?P<boite>\w[\w.+-]{0,63})@(?:[\w-]{1,63}\.){1,6}(?!\d)[a-zA-Z]{2,24})(?![\w@-])"
)
_COMMUNES = ensemble(
    "contact contacts info infos information informations accueil secretariat bureau association asso mairie"
    " direction communication presse administration inscription inscriptions reservation reservations"
    " bonjour hello newsletter webmaster postmaster noreply no-reply nepasrepondre"
)


def _n_est_pas_commune(trouve: re.Match[str]) -> bool:
    return sans_accent(trouve["boite"]).lower() not in _COMMUNES


# A telephone number ---------------------------------------------------------------------------------

_TELEPHONE = regex.lazy(
    r"(?<![\w+=-])(?<!\d[\s,.:])(?<![^\W\d]/)"
    r"(?P<donnee>(?:\(?(?:\+|00)\s?33\)?(?:\s?\(0\))?[\s.-]?|\(?0)(?P<zone>[1-79])\)?(?P<paires>(?:[\s./-]?\d\d){4}))"
    r"(?![\w=]|[,.:-]\d|\s\d\d(?!\d))"
)
_REFERENCE = regex.lazy(
    r"(?:n°|n\.|numero|ref\w*|dossier|convention|facture|agrement|code|article|isbn|ean|identifiant|siret|siren|licence)"
    r"\W{0,3}$"
)


def _est_telephone(trouve: re.Match[str]) -> bool:
    """One sort of separator throughout, and no series (« 02 04 06 08 10 ») nor reference number."""
    paires = trouve["paires"]
    liens = tuple(" " if lien.isspace() else lien for lien in _LIEN.findall(paires))
    un = next((lien for lien in liens if lien), "")
    if liens not in ((un,) * 4, ("", un, un, un), (un, "", un, "")):
        return False
    chiffres = re.sub(r"\D", "", paires)
    suite = [int(trouve["zone"])] + [int(chiffres[i : i + 2]) for i in range(0, 8, 2)]
    if len({b - a for a, b in pairwise(suite)}) == 1:
        return False
    avant = sans_accent(trouve.string[max(trouve.start() - 24, 0) : trouve.start()]).lower()
    return not (len(paires) == 8 and _REFERENCE.search(avant) and "tel" not in avant)


_LIEN = regex.lazy(r"(\D?)\d\d")


# An account number ----------------------------------------------------------------------------------

_IBAN = regex.lazy(r"(?<![A-Za-z0-9])(?P<donnee>[A-Z]{2}\d\d(?:\s?[A-Z0-9]){10,30})(?![a-z0-9])")
_LONGUEURS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
}  # fmt: skip


def _est_iban(trouve: re.Match[str]) -> bool:
    serre = re.sub(r"\s", "", trouve["donnee"])
    longueur = _LONGUEURS.get(serre[:2], 0)
    if not longueur or len(serre) < longueur:
        return False
    iban = serre[:longueur]
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


# A social security number ---------------------------------------------------------------------------

_NIR = regex.lazy(
    r"(?<![\w,.])(?P<donnee>"
    r"(?P<tete>[12378]S\d\dS(?:0[1-9]|1[0-2]|[2-9]\d)S(?:\d\d|2[ABab])S\d{3}S\d{3})S(?P<cle>\d\d)"
    r")(?!\w|[,.]\d)".replace("S", r"[\s.-]?")
)


def _est_nir(trouve: re.Match[str]) -> bool:
    tete = re.sub(r"[^0-9ABab]", "", trouve["tete"]).upper().replace("2A", "19").replace("2B", "18")
    return int(tete) % 97 + int(trouve["cle"]) == 97


# A date of birth ------------------------------------------------------------------------------------

_MOIS = "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre"
_JOUR = (
    r"(?:\d{1,2}[ /.-]\d{1,2}[ /.-](?:19|20)?\d\d|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:er)?\s(?:{_MOIS})\s\d{{4}})(?!\d)"
)
_LE = r"\s{1,3}le\s{1,3}(?:(?:lun|mar|mercre|jeu|vendre|same)di\s|dimanche\s)?"
_NAISSANCE = regex.lazy(
    rf"(?<!\w)(?P<donnee>(?:n(?P<ne>ée?|é\(e\)|é[·.-]e)s?{_LE}|(?P<date>(?:date\s{{1,3}}de\s{{1,3}})?naissance)"
    rf"\s{{0,3}}(?::\s{{0,3}}|=\s{{0,3}}|,?{_LE}|\s{{1,3}}est{_LE})?){_JOUR})",
    re.IGNORECASE,
)
_CHOSES = ensemble(
    "association associations projet projets action actions atelier ateliers collectif collectifs reseau reseaux centre"
    " espace dispositif structure journal federation cooperative partenariat initiative idee fonds site demarche"
    " experimentation blog plateforme groupe entreprise epicerie jardin maison cafe festival fete programme union"
    " comite amicale club loi charte service ludotheque mediatheque recyclerie ressourcerie scic scop sci lieu"
    " agneau agneaux chevreau chevreaux poulain poulains veau veaux chien chiens chat chats portee"
)
_GENS = ensemble(
    "m. m mme mlle monsieur madame mademoiselle je personne dame femme homme fille garcon fils mere pere eleve"
    " jeune habitant habitante benevole adherent adherente participant participante stagiaire salarie salariee enfant"
    " resident residente locataire usager usagere dr docteur beneficiaire retraite retraitee"
)
_MOT = regex.lazy(r"[^\W\d_]+\.?")
_DEBUT = regex.lazy(r"[.!?…;]\s+(?=[A-ZÀ-Ý])|\n\s*\n")


def _est_naissance(trouve: re.Match[str]) -> bool:
    """A person's: things are born too (« l'association est née le 4 mai 1998 »)."""
    if trouve["date"] or len(trouve["ne"]) > 2:
        return True
    phrase = re.split(r"[.!?…;]\s+(?=[A-ZÀ-Ý])|\n\s*\n", trouve.string[max(trouve.start() - 160, 0) : trouve.start()])[
        -1
    ]
    suite = trouve.string[trouve.end() : trouve.end() + 60]
    avant = [sans_accent(m).lower() for m in _MOT.findall(phrase)]
    for mot in reversed(avant):
        if mot in _GENS:
            return True
        if mot in _CHOSES:
            return False
    if not avant:  # « Née le 4 mai 1998, l'association… »
        apres = {sans_accent(m).lower() for m in _MOT.findall(suite)[:4]}
        return not apres & _CHOSES
    # « Jeanne, née le 12 mars 1950 » is a person; « Infini est née le 3 mars 1995 » may be anything.
    en_chiffres = re.search(r"\d[/.-]\d", trouve["donnee"]) is not None
    return en_chiffres or avant[-1] not in ("est", "etait", "ete", "sont")


_HISTOIRE = "qui resterait dans l'historique"
_PRIVE = "si vous en avez besoin, gardez ce texte-là dans {}, hors de git"
_GENRES = (
    _Genre(
        0,
        ("@",),
        _COURRIEL,
        _n_est_pas_commune,
        f"une adresse électronique, {_HISTOIRE}",
        "retirez-la (« par courriel » suffit) ; celle d'une structure va dans un champ de forme « courriel » ; "
        f"{_PRIVE}",
    ),
    _Genre(
        13,
        ("",),
        _IBAN,
        _est_iban,
        f"un numéro de compte bancaire (IBAN), {_HISTOIRE}",
        f"retirez-le ; {_PRIVE}",
    ),
    _Genre(
        14,
        ("",),
        _NIR,
        _est_nir,
        f"un numéro de sécurité sociale, {_HISTOIRE}",
        f"retirez-le ; {_PRIVE}",
    ),
    _Genre(
        9,
        ("0", "33"),
        _TELEPHONE,
        _est_telephone,
        f"un numéro de téléphone, {_HISTOIRE}",
        "retirez-le (« par téléphone » suffit) ; celui d'une structure va dans un champ de forme « telephone » ; "
        f"{_PRIVE}",
    ),
    _Genre(
        5,
        ("é", "É", "aissance", "AISSANCE"),
        _NAISSANCE,
        _est_naissance,
        f"une date de naissance, {_HISTOIRE}",
        f"dites l'âge, ou l'année seulement ; {_PRIVE}",
    ),
)
