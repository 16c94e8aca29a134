"""A French proofreader over all that a user reads: spelling (hunspell), and what typography can tell.

Run by `make lint`. Words of the field that no dictionary has are in `mots.txt`, sorted.
"""

import ast
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple

from utilite.cli import COMMANDES, lance
from utilite.render.outputs import OUTPUTS
from utilite.reporters import REPORTERS

RACINE = Path(__file__).parents[1]
MOTS = Path(__file__).with_name("mots.txt")
ANGLAIS = ("architecture.md",)
"""Pages for those who write the program: in English, as its comments are."""


class Texte(NamedTuple):
    """What a user reads in one place; `prose` where the typography is ours too, not that of a table or a quotation."""

    ou: str
    texte: str
    prose: bool = True


def textes() -> Iterator[Texte]:
    """All that a user reads: pages, help, manuals (in `docs/regles.md`), messages, documents.

    Messages are read as they are written, and as they come out in the cases, but for what they tell to type.
    """
    pages = [
        RACINE / "README.md",
        RACINE / "CONTRIBUTING.md",
        RACINE / "CHANGELOG.md",
        RACINE / "tests" / "cases" / "README.md",
    ]
    for page in (*pages, *sorted((RACINE / "docs").glob("*.md"))):
        if page.name not in ANGLAIS:
            yield from _lignes(page, _markdown(page.read_text("utf-8")))
    for commande in ("", *COMMANDES):
        yield Texte(f"utilite {commande} --help", _aide(commande), prose=False)
    for module in sorted((RACINE / "src").rglob("*.py")):
        yield from _litteraux(module)
    for gabarit in sorted((RACINE / "src").rglob("render/templates/**/*.*")):
        if gabarit.suffix in (".md", ".html", ".txt", ".yaml"):
            texte = re.sub(r"^portee: .*|:root", "", gabarit.read_text("utf-8"), flags=re.MULTILINE)  # keywords
            if gabarit.name == "champs.yaml":  # its values are expressions
                texte = re.sub(r"^[^#\n].*", "", texte, flags=re.MULTILINE)
            yield from _lignes(gabarit, _gabarit(texte), prose=False)
    for attendu in sorted((RACINE / "tests" / "cases").glob("*/attendu.txt")):
        for n, ligne in enumerate(attendu.read_text("utf-8").splitlines(), 1):
            message = re.sub(r"^(?:#.*|\S+(?: \S+)* UT\d+ [\w-]+: (?:[\w.\[\]-]+: )?)|« [^»]*»| : [^;]*", "", ligne)
            yield Texte(f"{attendu.relative_to(RACINE)}:{n}", message, prose=False)


def _lignes(fichier: Path, texte: str, *, prose: bool = True) -> Iterator[Texte]:
    for n, ligne in enumerate(texte.split("\n"), 1):
        yield Texte(f"{fichier.relative_to(RACINE)}:{n}", ligne, prose and not ligne.startswith("|"))


def _markdown(texte: str) -> str:
    """A page without its samples of code and its addresses; lines keep their numbers."""
    return _vide(r"```.*?```|<!--.*?-->|\]\([^)]*\)|`[^`\n]*`", texte)


def _gabarit(texte: str) -> str:
    """The words of a template: those between its marks, and those that it prints as they are."""
    texte = re.sub(r'\{\{ "([^"]*)"[^}]*\}\}', r"\1", texte)
    texte = re.sub(r"^ *[a-z_]+:", "", texte, flags=re.MULTILINE)  # the keys of its manifest
    return _vide(r"<style.*?</style>|:root \{[^}]*\}|<[^>]*>|&\w+;", _vide(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", texte))


def _vide(motif: str, texte: str) -> str:
    return re.sub(motif, lambda m: "`" + "\n" * m[0].count("\n"), texte, flags=re.DOTALL)


def _aide(commande: str) -> str:
    with redirect_stdout(io.StringIO()) as flux:
        lance([*commande.split(), "--help"])
    return " ".join(flux.getvalue().split())  # a word between « » may be alone on its line


_PAS_DES_PHRASES = {"compile", "lazy", "ensemble", "_radicaux", "split", "search", "match", "sub"}
"""What takes a pattern, or words without their accents."""


def _litteraux(module: Path) -> Iterator[Texte]:
    """The literals of a module that may be a sentence: two words at least; what is put in them is a hole."""
    arbre = ast.parse(module.read_text("utf-8"))
    ecartes: set[int] = set()
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Expr):
            ecartes.add(id(noeud.value))
        elif isinstance(noeud, ast.JoinedStr):
            ecartes |= {id(v) for v in noeud.values}
        elif isinstance(noeud, ast.Call) and _nom(noeud.func) in _PAS_DES_PHRASES:
            ecartes |= {id(v) for v in ast.walk(noeud)}
    for noeud in ast.walk(arbre):
        if id(noeud) not in ecartes:
            texte = _trou(noeud)
            if re.search(r"\w\W* \W*\w", texte) and not re.search(r"\\|<[a-z/?]", texte):
                yield Texte(f"{module.relative_to(RACINE)}:{getattr(noeud, 'lineno', 0)}", texte)


def _nom(fonction: ast.expr) -> str:
    return fonction.attr if isinstance(fonction, ast.Attribute) else getattr(fonction, "id", "")


def _trou(noeud: ast.AST) -> str:
    if isinstance(noeud, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "`" for v in noeud.values)
    return noeud.value if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) else ""


# Spelling -------------------------------------------------------------------------------------------

_CODE = re.compile(
    r"« ?[^ »]* ?»|« [^»]*[:_/={}`\[\]*\d][^»]*»|« utilite [^»]*»|\{[^}]*\}|\[[^]]*\]"
    r"|\S*(?:://|[\w)]/|@|_|--|[\w ]\.\w|\d|`)\S*"
)
"""A word between « » names a key, a value or a file; so do addresses, options, and words with a figure or a hole."""
_MOT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’]", re.IGNORECASE)


def mots(texte: str) -> list[str]:
    """The words of a text, code apart."""
    return _MOT.findall(_CODE.sub(" ` ", texte))


def inconnus(tous: Iterable[str]) -> set[str]:
    """The words that the dictionary lacks, without their elision."""
    fini = subprocess.run(
        ["hunspell", "-d", "fr", "-i", "utf-8", "-l"],
        input="\n".join(sorted(set(tous))),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(fini.stdout.split())


def permis() -> list[str]:
    """The words of `mots.txt`."""
    return [ligne for ligne in MOTS.read_text("utf-8").splitlines() if not ligne.startswith("#")]


# Typography -----------------------------------------------------------------------------------------

_TYPOGRAPHIE = {
    r"[^\s«(`][;!?](?=\s|$)": "il manque une espace avant ce signe",
    r"[\w)»]:(?=\s+[^\W\d_]|$)": "il manque une espace avant le deux-points",
    r"«(?=[^\s])|(?<=[^\s])»": "les guillemets « » ont une espace de chaque côté",
    r"\.\.\.": "les points de suspension sont un seul signe : …",
    r"(?<=[\w»]) [,.](?=\s|$)": "il y a une espace de trop",
    r"(?<=[^\s|]) {2,}(?=\S)": "il y a deux espaces",
    r"(?i)\b(?!nous|vous)(\w{3,}) \1\b": "ce mot est répété",
}


_EXEMPLE = re.compile(r"« [^»]*»|\w+://\S+|\{[^}]*\}|\[[^]]*\]|^#? *[a-z_]+: \S+$")


def typographie(texte: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the signs of a text: the words around, and why."""
    texte = _EXEMPLE.sub("« ` »", texte)
    for motif, pourquoi in _TYPOGRAPHIE.items():
        for trouve in re.finditer(motif, texte):
            yield texte[max(trouve.start() - 20, 0) : trouve.end() + 10].strip(), pourquoi


def fautes(a_relire: Iterable[Texte], connus: Iterable[str]) -> Iterator[str]:
    """What a proofreader would underline, one line each; then what `mots.txt` needs no more.

    A literal most of whose words are unknown isn't French: a message of the YAML parser, a style.
    """
    lus = [(t, mots(t.texte)) for t in a_relire]
    manquent = inconnus(mot for _, suite in lus for mot in suite)
    connus, servent = set(connus), set[str]()
    commandes = {*COMMANDES, *REPORTERS, *OUTPUTS, "utilite"}
    for texte, suite in lus:
        doutes = {mot: _ELISION.sub("", mot) for mot in suite if mot in manquent}
        servent |= set(doutes.values())
        if len(doutes) * 2 < len(suite) or ".py:" not in texte.ou:
            yield from (f"{texte.ou}: « {mot} »" for mot, nu in doutes.items() if nu not in connus | commandes)
            if texte.prose:
                yield from (f"{texte.ou}: « {ici} » : {pourquoi}" for ici, pourquoi in typographie(texte.texte))
    yield from (f"{MOTS.name}: « {mot} » ne sert plus : retirez-le" for mot in sorted(connus - servent))


def est_la() -> bool:
    """Whether hunspell and its French dictionary are here."""
    if shutil.which("hunspell") is None:
        return False
    return subprocess.run(["hunspell", "-d", "fr", "-l"], input=b"", capture_output=True, check=False).returncode == 0


def main() -> int:
    """Tells the faults; 1 where there are some. Without the dictionary, says so and lets it be."""
    if not est_la():
        print("Le français n'est pas relu : hunspell manque (« sudo apt install hunspell hunspell-fr »).")
        return 0
    trouvees = list(fautes(textes(), permis()))
    print("\n".join(trouvees) if trouvees else "Le français est relu : rien à redire.")
    return 1 if trouvees else 0


if __name__ == "__main__":
    sys.exit(main())
