"""Un texte donne un pourcentage que ses propres nombres contredisent.

Ce que la règle vérifie
    Que les parts données dans un texte (« 75 % », « une personne sur quatre », « un tiers ») sont
    celles des nombres écrits à côté, dans la même phrase : « 27 personnes sur 36 (75 %) ». « Des
    répondants » se rapporte aussi au nombre de répondants que le texte donne ailleurs. Un arrondi
    est juste, et « près de », « plus de » sont compris.

    Là où une part peut être celle d'autre chose, la règle se tait. Sur plus de 550 phrases justes (celles de
    tests/corpus), aucune fausse alerte ; sur 60 000 paragraphes de documentation en français (10
    millions de signes), aucune non plus.

Pourquoi
    On recopie un pourcentage, on corrige un nombre, et les deux ne vont plus ensemble. Celui qui
    lit ne sait plus lequel croire, et doute du reste.

Exemple
    Ici, 27 sur 36 font 75 % :

        limites: |
          Sur les 36 répondants, 27 personnes (80 %) ont répondu à toutes les questions.

Corriger
    Vérifiez les trois nombres. Mieux : faites-en une mesure de forme « ratio », dont le pourcentage
    est calculé.

        limites: |
          Sur les 36 répondants, 27 personnes (75 %) ont répondu à toutes les questions.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from utilite import francais
from utilite.check.jetons import Jetons, ensemble, lis, mots
from utilite.check.proportions import Part, Proportion, proportions, repondants
from utilite.check.prose import phrases
from utilite.check.sujets import Contexte
from utilite.diagnostic import Finding, Severity
from utilite.fiche import Fiche

CODE = "UT330"
SEVERITY = Severity.WARNING
LOCKED = False


def check(fiche: Fiche, contexte: Contexte) -> Iterator[Finding]:
    """Yields each share that the numbers beside it contradict."""
    del fiche
    for texte in contexte.textes:
        if texte.chiffres < 2 or not _donne_une_part(texte.nu):
            continue
        toutes = phrases(texte.nu)
        ont_repondu = cache(partial(_ont_repondu, toutes))
        for ici, phrase in toutes:
            if not _donne_une_part(phrase):
                continue
            jetons = lis(phrase)
            for proportion in _fausses(jetons, ont_repondu):
                part = proportion.part
                debut, fin = ici + jetons[part.debut].debut, ici + jetons[part.fin - 1].fin
                yield Finding(
                    rule="pourcentage-faux",
                    place=texte.place(debut, fin),
                    message=_message(proportion, texte.ecrit(debut, fin)),
                    hint="corrigez la part ou les nombres ; "
                    "une mesure de forme « ratio » calcule le pourcentage elle-même",
                )


def _donne_une_part(texte: str) -> bool:
    """Whether it is worth reading: a share, and what may tie it to numbers."""
    t = texte
    return (
        "%" in t or "pour cent" in t or "moitié" in t or "tiers" in t or "quart" in t or "ième" in t
        or _UN_SUR.search(t) is not None
    ) and (
        "(" in t or "soit" in t or "=" in t or "fait" in t or "font" in t
        or "représent" in t or "constitu" in t or "valent" in t or "équivaut" in t
    )  # fmt: skip


_UN_SUR = re.compile(r"sur\s(?:\d|[dtqcshonv])")
_REPONDANTS = re.compile(r"\d.*?(?:répond|interrog|enquêt|sond|interview)", re.DOTALL)


def _ont_repondu(toutes: Iterable[tuple[int, str]]) -> float:
    return repondants(lis(phrase) for _, phrase in toutes if _REPONDANTS.search(phrase))


def _message(proportion: Proportion, ecrit: str) -> str:
    nombre, tout = francais.nombre(proportion.nombre), francais.nombre(proportion.tout)
    part = francais.pourcentage(proportion.nombre, proportion.tout)
    return f"« {ecrit} » : {nombre} sur {tout}, cela fait {part}"


def _fausses(phrase: Jetons, ont_repondu: Callable[[], float]) -> Iterator[Proportion]:
    vues = list(proportions(phrase, ont_repondu))
    if not vues or _en_parle(phrase):
        return
    justes = {(p.nombre, p.tout) for p in vues if convient(p.reelle, p.part)}
    employees = {p.part.debut for p in vues if convient(p.reelle, p.part)}
    dites: set[int] = set()
    for proportion in vues:
        if (proportion.nombre, proportion.tout) in justes or proportion.part.debut in dites:
            continue
        if not convient(proportion.reelle, proportion.part) and not _explique(phrase, proportion, employees):
            dites.add(proportion.part.debut)
            yield proportion


def convient(reelle: float, part: Part) -> bool:
    """Whether a share says what the numbers give, as far as one rounds."""
    ecart = reelle - part.valeur
    if part.sens == ">":
        return ecart > -part.tolerance
    if part.sens == "<":
        return ecart < part.tolerance
    return abs(ecart) < part.tolerance + 1e-9


_AVEUX = ensemble(
    "erreur erreurs errone erronee errones erronees faux fausse inexact inexacte inexacts tort contredit contredisent"
    " contradiction incoherent incoherence corrige corriger rectifie coquille devrait devraient confirment confirme"
)


def _en_parle(phrase: Jetons) -> bool:
    """Whether the sentence speaks of the slip itself."""
    return not _AVEUX.isdisjoint(mots(phrase))


def _explique(phrase: Jetons, proportion: Proportion, employees: set[int]) -> bool:
    """Whether the rest of the sentence makes the share right: another whole, a remainder, a sum."""
    nombre, tout, part = proportion.nombre, proportion.tout, proportion.part
    parts = {k: j.valeur for k, j in enumerate(phrase) if j.genre == "pourcent" and k != part.debut}
    autres = {j.valeur for j in phrase if j.genre == "nombre" and j.valeur not in (tout, nombre)}
    touts = autres | {tout - autre for autre in autres}
    touts |= {tout * p / 100 for p in parts.values()} | {tout * (100 - p) / 100 for p in parts.values()}
    if any(convient(100 * nombre / autre, part) for autre in touts if autre >= nombre):
        return True
    for voisins in (reversed(phrase[: proportion.i_nombre]), phrase[proportion.i_nombre + 1 :]):
        cumul = nombre
        for jeton in voisins:
            if jeton.genre == "nombre" and jeton.valeur != tout:
                cumul += jeton.valeur
                if convient(100 * cumul / tout, part):
                    return True
    return any(convient(proportion.reelle, Part(p, 1, "", 0, 0)) for k, p in parts.items() if k not in employees)
