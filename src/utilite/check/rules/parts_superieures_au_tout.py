"""Un texte partage un tout en parts qui, ensemble, le dépassent.

Ce que la règle vérifie
    Que deux parts qui s'excluent (« sans problème » et « avec », « femmes » et « hommes », « pour »
    et « contre ») ne dépassent pas ensemble, dans une même phrase, le nombre dont elles sont les
    parts, ni 100 %. De même pour les pourcentages d'une répartition annoncée comme telle.

    Des parts qui peuvent se recouvrir ne disent rien à la règle. Sur plus de 550 phrases justes (celles de
    tests/corpus), aucune fausse alerte ; sur 60 000 paragraphes de documentation en français (10
    millions de signes), aucune non plus.

Pourquoi
    Trente-huit réponses pour trente-six personnes : l'une a été comptée deux fois, ou un nombre est
    faux. Si c'est voulu, dites-le : le total des réponses, écrit dans la phrase, suffit.

Exemple
    Ici, 27 et 11 font 38 :

        limites: |
          On compte 27 personnes sans problème et 11 avec des problèmes, sur 36.

Corriger
    Vérifiez les nombres, ou dites qu'une personne a pu répondre deux fois :

        limites: |
          On compte 27 personnes sans problème et 11 avec des problèmes, soit 38 réponses de 36
          personnes.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from utilite import francais
from utilite.check.jetons import Jeton, Jetons, a, approche_avant, ensemble, lis, mots
from utilite.check.proportions import compte, est_personne, radical, tout_dit
from utilite.check.prose import phrases
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche
from utilite.orthographe import sans_accent

CODE = "UT332"
SEVERITY = Severity.WARNING
LOCKED = False


class _Exces(NamedTuple):
    """What is too much: the message, and the words that say so (indexes of the sentence, end excluded)."""

    message: str
    debut: int
    fin: int


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each whole, or each hundred percent, that its parts exceed."""
    del fiche
    for texte in contexte.textes:
        nu = texte.nu
        if texte.chiffres < 3 or not (_a_un_tout(nu) and _a_un_indice(nu)) or _PLUSIEURS_REPONSES.search(nu):
            continue
        for ici, phrase in phrases(nu):
            if not (_a_un_indice(phrase) and _DEUX_NOMBRES.search(phrase) and _peut_exceder(phrase)):
                continue
            jetons = lis(phrase)
            exces = _exces(jetons)
            if exces is not None:
                debut, fin = ici + jetons[exces.debut].debut, ici + jetons[exces.fin - 1].fin
                yield Finding(
                    rule="parts-superieures-au-tout",
                    place=texte.place(debut, fin),
                    message=exces.message,
                    hint="vérifiez les nombres ; si l'on a pu répondre deux fois, dites-le, avec le total des réponses",
                )


def _a_un_tout(t: str) -> bool:
    return "%" in t or "sur " in t or "Sur " in t or "armi " in t or "dont" in t or ":" in t


def _a_un_indice(t: str) -> bool:
    return (
        "sans" in t or "aucun" in t or " pas " in t or "jamais" in t or "femme" in t or "fille" in t
        or "majeur" in t or "insatisfait" in t or "favorable" in t or "absent" in t or "oui" in t
        or "contre" in t or "locataire" in t or "marié" in t or "répart" in t or "décompos" in t
    )  # fmt: skip


def _peut_exceder(phrase: str) -> bool:
    """Whether it is worth reading word by word: both of two opposites, a denial, or shares of what is shared out."""
    plat = sans_accent(phrase).lower()
    return (
        any(un in plat and autre in plat for un, autre in _OPPOSES)
        or _NEGATION.search(plat) is not None
        or (("voix" in plat or "votes" in plat) and "contre" in plat)
        or (("repart" in plat or "decompos" in plat) and ("%" in plat or "pour" in plat))
    )


_DEUX_NOMBRES = re.compile(r"\d\D{2,200}\d")
_PLUSIEURS_REPONSES = re.compile("plusieurs réponses|choix multiple|réponses multiples")


def _exces(phrase: Jetons) -> _Exces | None:
    if not _ECARTE.isdisjoint(mots(phrase)):
        return None
    return _couple_de_nombres(phrase) or _couple_de_parts(phrase) or _repartition(phrase)


_ECARTE = ensemble(
    "alors tandis contre avant apres auparavant desormais maintenant aujourd'hui ensuite puis cumul cumules plusieurs"
    " respectivement erreur erreurs faux inexact errone confirme confirment double doubles fois"
) - {"contre"}


# Parts that exclude each other -----------------------------------------------------------------------

_OPPOSES = (
    ("femm", "homm"),
    ("fill", "garcon"),
    ("majeur", "mineur"),
    ("satisfait", "insatisfait"),
    ("favorabl", "defavorabl"),
    ("present", "absent"),
    ("oui", "non"),
    ("locatair", "proprietair"),
    ("marie", "celibatair"),
)
_NEGATIONS = ensemble("sans aucun aucune pas jamais ni")
_NEGATION = re.compile("(?<![a-z])(?:sans|aucune?|pas|jamais|ni)(?![a-z])")
_PORTEE = 9


class _Dite(NamedTuple):
    """A part: the index of its number, and the words that follow it, up to the next number."""

    i: int
    suite: tuple[Jeton, ...]

    @property
    def radicaux(self) -> frozenset[str]:
        return frozenset(radical(j.mot) for j in self.suite if j.genre == "mot")

    @property
    def nie(self) -> bool:
        return any(j.mot in _NEGATIONS for j in self.suite)


def _parts(phrase: Jetons, genre: str) -> list[_Dite]:
    """The numbers of one kind with what they count."""
    dites = []
    for i, jeton in enumerate(phrase):
        if jeton.genre == genre:
            fin = i + 1
            while fin < len(phrase) and fin <= i + _PORTEE and phrase[fin].genre in ("mot", "signe"):
                if phrase[fin].mot in (";", "(", "sur", "parmi"):
                    break
                fin += 1
            dites.append(_Dite(i, phrase[i + 1 : fin]))
    return dites


def _s_excluent(une: _Dite, autre: _Dite) -> bool:
    """Whether nobody can be in both: « femmes » and « hommes », « sans problème » and « avec »."""
    for pour, contre in _OPPOSES:
        if (_porte(une, pour) and _porte(autre, contre)) or (_porte(une, contre) and _porte(autre, pour)):
            return True
    if une.suite[:2] and autre.suite and {"voix", "votes"} & {une.suite[0].mot, autre.suite[0].mot}:
        return {"pour", "contre"} <= {j.mot for d in (une, autre) for j in d.suite[:2]}
    if une.nie == autre.nie:
        return False
    nie, affirme = (une, autre) if une.nie else (autre, une)
    lu = _objet(nie)
    if lu is None or not any(j.mot in _AFFIRME for j in affirme.suite):
        return False
    objet, precision = lu
    for k, jeton in enumerate(affirme.suite):
        if radical(jeton.mot) == objet:
            dite = _precision(affirme.suite, k + 1)
            return dite is not None and precision in ("", dite)
    return not precision and all(j.mot in _NUE or j.genre == "signe" for j in affirme.suite)


_AFFIRME = ensemble("avec ont ayant a eu rencontre rencontrent avaient")
_OUTILS = ensemble("de d' du des un une le la les l' eu rencontre avoir ete en moindre seul seule")
_NUE = _OUTILS | _AFFIRME | {"personnes", "et"}
"""« 11 avec », « 11 en ont eu »: nothing is named but what the other part lacks."""


def _objet(nie: _Dite) -> tuple[str, str] | None:
    """What the denied part lacks (the noun after « sans », « aucun », « pas de »), and the adjective after it."""
    for k, jeton in enumerate(nie.suite):
        if jeton.mot in _NEGATIONS:
            for n in range(k + 1, min(k + 5, len(nie.suite))):
                if nie.suite[n].genre == "mot" and nie.suite[n].mot not in _OUTILS:
                    precision = _precision(nie.suite, n + 1)
                    return None if precision is None else (radical(nie.suite[n].mot), precision)
    return None


def _precision(suite: Sequence[Jeton], i: int) -> str | None:
    """The one word that may follow a noun; None where more follows (« Internet au travail »)."""
    suivants = [j.mot for j in suite[i : i + 2] if j.genre == "mot"]
    if not suivants or suivants[0] == "et":
        return ""
    return radical(suivants[0]) if len(suivants) == 1 or suivants[1] == "et" else None


def _porte(part: _Dite, nom: str) -> bool:
    return any(radical(j.mot) == nom or j.mot == nom for j in part.suite[:3])


def _couple_de_nombres(phrase: Jetons) -> _Exces | None:
    """« 27 sans problème et 11 avec, sur 36 »."""
    tout = tout_dit(phrase)
    if tout < 0:
        return None
    dites = [d for d in _parts(phrase, "nombre") if d.i != tout and not a(phrase, d.i).decimales]
    total = phrase[tout].valeur
    for une, autre in pairwise(dites):
        somme = a(phrase, une.i).valeur + a(phrase, autre.i).valeur
        if not somme > total or max(a(phrase, une.i).valeur, a(phrase, autre.i).valeur) > total:
            continue
        if not _s_excluent(une, autre) or not _compte_des_gens(phrase, (une, autre), tout):
            continue
        if any(approche_avant(phrase, d.i) for d in (une, autre)) or _est_dit(phrase, somme) or _deux_dates(phrase):
            return None
        un, deux = (francais.nombre(a(phrase, d.i).valeur) for d in (une, autre))
        return _Exces(
            f"{un} et {deux} font {francais.nombre(somme)}, plus que {francais.nombre(total)}", tout, tout + 1
        )
    return None


def _compte_des_gens(phrase: Jetons, dites: Sequence[_Dite], tout: int) -> bool:
    """Whether the parts and the whole count one kind of thing: no women among 36 households."""
    du_tout = compte(phrase, tout)
    genres = {quoi for quoi in (_genre(phrase, d) for d in dites) if quoi}
    if not du_tout:
        return len(genres) <= 1
    return all(quoi == du_tout or (est_personne(quoi) and est_personne(du_tout)) for quoi in genres)


def _genre(phrase: Jetons, dite: _Dite) -> str:
    quoi = compte(phrase, dite.i)
    if quoi in _GENS:
        return "personn"
    return "" if quoi in _SANS_GENRE else quoi


_GENS = ensemble("femm homm fill garcon majeur mineur")
_SANS_GENRE = ensemble("san avec aucun oui non pour contr voi satisfait insatisfait favorabl defavorabl")


def _est_dit(phrase: Jetons, somme: float) -> bool:
    return any(j.genre == "nombre" and j.valeur == somme for j in phrase)


def _deux_dates(phrase: Jetons) -> bool:
    return len({j.date for j in phrase if j.genre in ("annee", "date")}) > 1


# Percentages -------------------------------------------------------------------------------------------


def _couple_de_parts(phrase: Jetons) -> _Exces | None:
    """« 75 % sans problème et 31 % avec »; not « 60 % des femmes et 45 % des hommes », each a share of its own."""
    dites = _parts(phrase, "pourcent")
    for une, autre in pairwise(dites):
        somme = a(phrase, une.i).valeur + a(phrase, autre.i).valeur
        if somme <= 101 or max(a(phrase, une.i).valeur, a(phrase, autre.i).valeur) > 100:
            continue
        if not _d_un_meme_tout(une, autre) or not _s_excluent(une, autre):
            continue
        if any(approche_avant(phrase, d.i) for d in (une, autre)) or _deux_dates(phrase):
            return None
        return _trop_de_parts([phrase[une.i], phrase[autre.i]], une.i, autre.i + 1)
    return None


def _d_un_meme_tout(une: _Dite, autre: _Dite) -> bool:
    """Not « 60 % des femmes et 45 % des hommes », nor « … des jeunes sans diplôme »: shares of two groups."""
    un, deux = ([j.mot for j in d.suite[:3]] for d in (une, autre))
    if not any(mots[:1] in (["des"], ["du"]) for mots in (un, deux)):
        return True
    return un[:2] == deux[:2] and all(mots[2:] and mots[2] in _APRES_LE_TOUT for mots in (un, deux))


_APRES_LE_TOUT = ensemble(") n' ne ont sont se disent declarent")


def _trop_de_parts(jetons: Sequence[Jeton], debut: int, fin: int) -> _Exces:
    dits = francais.enumere([francais.nombre(j.valeur) for j in jetons])
    somme = francais.nombre(round(sum(j.valeur for j in jetons), 2))
    return _Exces(f"{dits} font {somme} %, plus que 100 %", debut, fin)


_REPARTIT = ensemble("repartissent repartit repartition repartis reparties reparti repartie decomposent decompose")


def _repartition(phrase: Jetons) -> _Exces | None:
    """« Le budget se répartit entre l'État (40 %), la Ville (35 %) et la CAF (30 %) »."""
    verbe = next((k for k, j in enumerate(phrase) if j.mot in _REPARTIT), -1)
    if verbe < 0 or not {"dont", "parmi", "et/ou"}.isdisjoint(mots(phrase)) or _deux_dates(phrase):
        return None
    places = [k for k, j in enumerate(phrase) if j.genre == "pourcent" and k > verbe]
    valeurs = [phrase[k].valeur for k in places]
    if not 2 <= len(places) <= 12 or any(approche_avant(phrase, k) for k in places) or max(valeurs) > 100:
        return None
    if any(a(phrase, k + 1).mot in ("des", "du") for k in places) or _a_un_cent(valeurs):
        return None
    if not 101 + 0.5 * len(valeurs) < sum(valeurs) < _TROP:
        return None
    return _trop_de_parts([phrase[k] for k in places], places[0], places[-1] + 1)


_TROP = 135
"""From there on it is no slip: the writer speaks of categories that overlap."""


def _a_un_cent(valeurs: Sequence[float]) -> bool:
    """Whether some of them, one after the other, make a hundred: there are two breakdowns then."""
    for debut in range(len(valeurs)):
        cumul = 0.0
        for fin in range(debut, len(valeurs)):
            cumul += valeurs[fin]
            if 98.5 <= cumul <= 101.5:
                return True
    return False
