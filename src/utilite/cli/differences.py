"""What changed, printed: for a terminal, for a comment on a forge, for a program. What files say is inert in each."""

import json
import re
from collections import Counter
from typing import Any

from utilite import francais
from utilite.comparaison.lignes import Alerte
from utilite.comparaison.revue import Bloc, Sort
from utilite.reporters.inerte import inerte

FORMATS = ("text", "md", "json")
_RIEN = "Rien n'a changé, ni dans le référentiel, ni dans les acteurs, ni dans les fiches."
_SORTS = {
    Sort.AJOUTE: "nouveau",
    Sort.RETIRE: "retiré",
    Sort.CHANGE: "",
    Sort.FORME: "seule la forme change (ordre, commentaires, guillemets) : rien de ce qui est dit",
    Sort.ILLISIBLE: "illisible",
}
_COMPTES = ((Sort.CHANGE, "changé"), (Sort.AJOUTE, "nouveau"), (Sort.RETIRE, "retiré"), (Sort.ILLISIBLE, "illisible"))
_PLURIELS = {"nouveau": "nouveaux"}
MD_MAX = 60_000
"""In signs: a forge takes 65,536 in a comment."""


def dit(blocs: list[Bloc], base: str, head: str, format_: str) -> str:
    """The whole answer."""
    if format_ == "json":
        return inerte(json.dumps(_en_json(blocs, base, head), ensure_ascii=False, indent=2))
    return _en_md(blocs) if format_ == "md" else _en_texte(blocs)


def _bilan(blocs: list[Bloc]) -> str:
    """« 2 fichiers changés, 1 nouveau ; 1 point à vérifier »."""
    sorts = Counter(b.sort for b in blocs)
    dits = [f"{francais.nombre(sorts[s])} {francais.accord(sorts[s], m, _PLURIELS.get(m, ''))}" for s, m in _COMPTES]
    comptes = [d for d, (s, _) in zip(dits, _COMPTES, strict=True) if sorts[s]]
    if sorts[Sort.FORME]:
        comptes.append(f"{francais.nombre(sorts[Sort.FORME])} de pure forme")
    alertes = sum(ligne.alerte is not None for b in blocs for ligne in b.lignes)
    points = f" ; {francais.compte(alertes, 'point')} à regarder de près" if alertes else ""
    return francais.typographie(f"Fichiers : {', '.join(comptes)}{points}.")


def _suite(bloc: Bloc) -> str:
    """What became of the file itself."""
    renomme = [f"s'appelait {bloc.ancien}"] if bloc.ancien else []
    return " ; ".join([mot for mot in (_SORTS[bloc.sort],) if mot] + renomme)


def _en_texte(blocs: list[Bloc]) -> str:
    if not blocs:
        return _RIEN
    lignes = [_bilan(blocs)]
    for bloc in blocs:
        suite = f", {_suite(bloc)}" if _suite(bloc) else ""
        lignes += ["", _en_ligne(f"{bloc.fichier}, « {bloc.titre} »{suite}")]
        lignes += [f"  {'!' if ligne.alerte else '-'} {_en_ligne(ligne.texte)}" for ligne in bloc.lignes]
    return "\n".join(lignes)


def _en_ligne(texte: str) -> str:
    """An inert text on one line, its French spaces kept."""
    return inerte(re.sub(r"[^\S\u00a0\u202f]+", " ", texte))


def _en_md(blocs: list[Bloc]) -> str:
    """Cut where a forge would refuse it, with a word that says so."""
    if not blocs:
        return f"### Ce qui change\n\n{_RIEN}"
    texte = f"### Ce qui change\n\n{_bilan(blocs)}\n"
    for rang, bloc in enumerate(blocs):
        morceau = _morceau(bloc)
        if len(texte) + len(morceau) > MD_MAX:
            return f"{texte}\n… et {francais.compte(len(blocs) - rang, 'autre fichier', 'autres fichiers')}."
        texte += morceau
    return texte.rstrip("\n")


def _morceau(bloc: Bloc) -> str:
    suite = f" : {_texte_md(_suite(bloc))}" if _suite(bloc) else ""
    lignes = [f"- {'⚠️ ' if ligne.alerte else ''}{_texte_md(ligne.texte)}\n" for ligne in bloc.lignes]
    return f"\n**{_texte_md(bloc.titre)}** (`{bloc.fichier}`){suite}\n\n{''.join(lignes)}"


_SIGNES = re.compile(r"[!#$&*.:<>@\[\\\]^_`{|}~]")
"""What Markdown, or what forges add to it, would read as mark-up."""
_APPELS = re.compile(r"(?:(?<=[@#!$&~%^:])(?=[\w\"'/\[{])|(?<=\[)(?=\[)|(?<=www)(?=\.))", re.IGNORECASE)
"""Where a mention, an issue, an emoji, an address would start: forges look for these in the text once it is read."""


def _texte_md(texte: str) -> str:
    """A text that says just itself: no mark-up, no link, nobody called."""
    return _SIGNES.sub(lambda m: f"&#{ord(m.group())};", _APPELS.sub("\u2060", _en_ligne(texte)))


def _en_json(blocs: list[Bloc], base: str, head: str) -> dict[str, Any]:
    alertes = Counter(ligne.alerte for b in blocs for ligne in b.lignes)
    return {
        "version": 1,
        "base": base,
        "head": head,
        "fichiers": [_bloc_json(b) for b in blocs],
        "resume": {
            **{s.value: sum(b.sort is s for b in blocs) for s in Sort},
            "alertes": {a.value: alertes[a] for a in Alerte},
        },
    }


def _bloc_json(bloc: Bloc) -> dict[str, Any]:
    return {
        "fichier": bloc.fichier,
        "ancien": bloc.ancien,
        "titre": bloc.titre,
        "sort": bloc.sort.value,
        "changements": [
            {"sujet": li.sujet, "dit": li.dit, "texte": li.texte, "alerte": li.alerte.value if li.alerte else ""}
            for li in bloc.lignes
        ],
    }
