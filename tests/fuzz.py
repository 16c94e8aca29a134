"""`make fuzz`: real files, spoilt at random, given to whole commands; what must never happen is reported.

    python tests/fuzz.py --duree 60 --graine 7            as many inputs as sixty seconds allow
    python tests/fuzz.py --graine 7 --numero 1234         that one input again, and its smallest form

Each command runs in a fork of this process, so that it starts warm and dies alone. A finding is any exit but 0, 1
and 2, a traceback, a file touched outside the folder of outputs, a raw control character, more than 5 s of
processor or 512 MiB. What is found is made smaller, and laid in `build/fuzz/`, ready to become a case.
"""

import argparse
import copy
import importlib
import io
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from utilite import cli, workspace
from utilite.edit.classeur import ecriture, tableau
from utilite.edit.formulaire import questions
from utilite.reporters import REPORTERS

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
TROUVAILLES = RACINE / "build" / "fuzz"

CPU_MAX, MEMOIRE_MAX = 5.0, 512
"""Seconds of processor, MiB."""
_CRU = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_FICHE = "saison-2024"

MODELE = {
    "modele.yaml": "titre: Appel\npieces: [RIB]\nrubriques:\n  - {titre: But, reponses: [objectifs], max_mots: 20}\n"
    "fichiers: {md: d.md, html: d.html}\n",
    "d.md": "# {{ action.titre }}\n\n{% for r in rubriques %}\n## {{ r.titre }}\n\n{{ r.texte }}\n{% endfor %}\n",
    "d.html": "<h1>{{ action.titre }}</h1>{% for a in apports %}<p>{{ a.texte }}</p>{% endfor %}\n",
}


class Essai(NamedTuple):
    """One input: the file that is spoilt (its name from the workspace, or under `recus/`), and the command."""

    fichier: str
    contenu: bytes
    arguments: list[str]


class Issue(NamedTuple):
    """How a run ended."""

    code: int
    cpu: float
    memoire: int
    dit: str
    touches: frozenset[str]


# What is spoilt, and by which command it is then read

_FORMATS = [["validate", "--format", nom] for nom in REPORTERS]
_RENDUS = [
    ["render", "--draft", "--format", "md,html", "--template", m, "--out", "../sortie"] for m in ("fiche", "dossier")
]
_ECRIVENT = [["fix", "--diff"], ["format", "--diff"], ["migrate", "--diff"]]
_LISENT = [["panorama"], ["templates"], ["templates", "context", _FICHE], ["schema", "--out", "../sortie/schema"]]
_FORMULAIRE = [
    ["form", "--format", "xlsx", "--fiche", _FICHE, "--out", "../sortie/f.xlsx"],
    ["form", "--format", "csv", "--out", "../sortie/f.csv"],
]
_EXPLIQUE = [["explain", "UT104"]]
_IMPORT = [["import", "--diff", "../recus"]]
_APPEL = [
    ["validate", "--template", "appel"],
    ["templates"],
    ["render", "--draft", "--template", "appel", "--out", "../sortie"],
]

COMMANDES: dict[str, list[list[str]]] = {
    f"fiches/{_FICHE}.yaml": [*_FORMATS, *_ECRIVENT, *_ECRIVENT, *_LISENT, *_RENDUS, *_FORMULAIRE, *_EXPLIQUE],
    "acteurs/jardin-des-lilas.yaml": [*_FORMATS, *_ECRIVENT, *_LISENT[:2], *_RENDUS],
    f"prive/fiches/{_FICHE}.yaml": [*_FORMATS, *_ECRIVENT, *_RENDUS],
    "referentiel.yaml": [*_FORMATS, *_ECRIVENT, *_LISENT, *_RENDUS, *_FORMULAIRE],
    "templates/appel/modele.yaml": _APPEL,
    "templates/appel/d.md": _APPEL,
    "templates/appel/d.html": _APPEL,
    f"../recus/{_FICHE}.yaml": _IMPORT,
    f"../recus/{_FICHE}.csv": _IMPORT,
    f"../recus/{_FICHE}.xlsx": _IMPORT,
}
_POIDS = {f"fiches/{_FICHE}.yaml": 5, "referentiel.yaml": 3, f"../recus/{_FICHE}.yaml": 2, f"../recus/{_FICHE}.xlsx": 2}


# Spoiling: bytes, events, values

JETONS = [
    b"[", b"{", b"}", b"]", b"- ", b": ", b" #", b"#", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: *a",
    b"---\n",
    b"...\n", b"%YAML 1.1\n", b"\t", b"\r", b"\r\n", b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf", b"\xc2\x85",
    b"\xe2\x80\xa8", b"\xe2\x80\xae", b"'", b'"', b"|\n", b">-\n  ", b"? ", b"~", b"\\", b'"\\ud800"', b'"\\x1b[2J"',
    b"{{ 7*7 }}", b"{% for x in range(10**9) %}", b"{{ ''.__class__ }}", b"{% include '../../referentiel.yaml' %}",
    b"[" * 60, b"a: " * 60, b"  " * 300, b"9" * 400, b"::error::x\n", b"##[error]y", b"<script>", b"=1+1", b"\xc2\xa0",
]  # fmt: skip
VALEURS = [
    "", "~", "null", "oui", "non", "true", "0", "-1", "1e999", "9" * 400, "1,5", "1 200", ".5", "0x1F", "2013-02-30",
    "0000-00-00", "9999-12-31", "2013-2014", "31/12/2025", "2013-13", "-2013", "{debut: 2020, fin: 2010}", "../../x",
    "..", "con", "a" * 300, "été", "e\u0301te\u0301", "ID", "a/b", "file:///etc/passwd", "javascript:alert(1)",
    "http://[::1", "https://a.fr/" + "x" * 3000, "a@b", "a@" + "b." * 200 + "fr", "06 12 34 56 78", "35600000000048",
    "(a+)+$", "(.*a){20}", "(a|a)*b", "(?:a?){30}a{30}", "(" * 200, "[a-z", "(?<=a)b", r"(a)\1", "{{ 7*7 }}",
    "{% raw %}",
    "<img src=x onerror=alert(1)>", "**gras** [x](javascript:y) <b>", "> " * 50, "* " * 50, "=HYPERLINK(\"x\")",
    "+33", "@x", "::error::x", "##[group]x", "\u202egauche", "x\u0000y", "\x1b[31m", "\ud800", "mot " * 3000,
    "50 %", "12 sur 10, soit 30 %", "du 30 février au 1er mars", "1 000 000 000 000 000", "💥" * 50, "%s%s%n",
    "\\", "'", '"',
]  # fmt: skip


_ILLISIBLES = (yaml.YAMLError, ValueError, OverflowError, IndexError, AttributeError, TypeError, RecursionError)
"""What PyYAML raises over a file that it can't read, or events that it can't write."""


def _octets(hasard: random.Random, octets: bytes) -> bytes:
    """A few bytes flipped, cut, doubled, moved, or tokens of YAML and Jinja put among them."""
    texte = bytearray(octets)
    for _ in range(hasard.randint(1, 5)):
        i = hasard.randrange(len(texte) + 1)
        j = min(len(texte), i + hasard.choice([1, 2, 8, 60, 400]))
        geste = hasard.randrange(6)
        if geste == 0 and i < len(texte):
            texte[i] ^= 1 << hasard.randrange(8)
        elif geste == 1:
            del texte[i:j]
        elif geste == 2:
            texte[i:i] = texte[i:j] * hasard.choice([1, 2, 50])
        elif geste == 3:
            k = hasard.randrange(len(texte) + 1)
            texte[k:k] = texte[i:j]
        else:
            texte[i:i] = hasard.choice(JETONS)
    return bytes(texte)


def _evenements(hasard: random.Random, octets: bytes) -> bytes:
    """The parser's events dropped, doubled, swapped, nested, marked, and written again."""
    try:
        suite = list(yaml.parse(octets.decode()))
    except _ILLISIBLES:
        return _octets(hasard, octets)
    for _ in range(hasard.randint(1, 4)):
        if len(suite) < 8:
            break
        i, j = (hasard.randrange(2, len(suite) - 2) for _ in range(2))
        geste = hasard.randrange(6)
        if geste == 0:
            del suite[i : i + hasard.randint(1, 4)]
        elif geste == 1:
            suite[i:i] = suite[min(i, j) : max(i, j)][:60]
        elif geste == 2:
            suite[i], suite[j] = suite[j], suite[i]
        elif geste == 3:
            profond = hasard.choice([1, 3, 45])
            ouvre = [yaml.SequenceStartEvent(None, None, True, flow_style=True)] * profond
            suite[i : i + 1] = [*ouvre, suite[i], *([yaml.SequenceEndEvent()] * profond)]
        elif isinstance(suite[i], yaml.ScalarEvent):
            ancre, etiquette = hasard.choice([(None, None), ("a", None), (None, "!x"), (None, None)])
            style = hasard.choice([None, "'", '"', "|", ">"])
            suite[i] = yaml.ScalarEvent(
                ancre, etiquette, (not etiquette, not etiquette), hasard.choice(VALEURS), style=style
            )
    try:
        return str(yaml.emit(suite, allow_unicode=hasard.random() < 0.5, width=hasard.choice([20, 80, 10000]))).encode(
            "utf-8", "surrogatepass"
        )
    except _ILLISIBLES:
        return _octets(hasard, octets)


def _valeurs(hasard: random.Random, octets: bytes) -> bytes:
    """Values replaced by hostile ones, keys renamed, taken away, put elsewhere."""
    try:
        racine = yaml.compose(octets.decode())
    except _ILLISIBLES:
        return _octets(hasard, octets)
    if racine is None:
        return _octets(hasard, octets)
    for _ in range(hasard.randint(1, 6)):
        noeuds = list(_noeuds(racine))
        noeud = hasard.choice(noeuds)
        if isinstance(noeud, yaml.ScalarNode):
            noeud.value, noeud.style, noeud.tag = (
                hasard.choice(VALEURS),
                hasard.choice([None, "'", '"', "|"]),
                "tag:yaml.org,2002:str",
            )
        elif noeud.value and hasard.random() < 0.5:
            noeud.value.pop(hasard.randrange(len(noeud.value)))
        elif noeud.value:
            donneur = hasard.choice([n for n in noeuds if type(n) is type(noeud) and n.value])
            noeud.value.insert(hasard.randrange(len(noeud.value) + 1), copy.deepcopy(hasard.choice(donneur.value)))
    try:
        return str(yaml.serialize(racine, allow_unicode=True, width=10000)).encode("utf-8", "surrogatepass")
    except _ILLISIBLES:
        return _octets(hasard, octets)


def _noeuds(noeud: Any, reste: int = 40) -> Iterator[Any]:
    yield noeud
    if isinstance(noeud.value, list) and reste:
        for dessous in noeud.value:
            for n in dessous if isinstance(dessous, tuple) else (dessous,):
                yield from _noeuds(n, reste - 1)


def _archive(hasard: random.Random, octets: bytes) -> bytes:
    """A workbook, one of its pieces spoilt, or spoilt whole."""
    if hasard.random() < 0.15:
        return _octets(hasard, octets)
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as lue, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecrite:
        pieces = lue.namelist()
        visee = hasard.choice([p for p in pieces if "sheet" in p or "shared" in p or "workbook" in p])
        for piece in pieces:
            contenu = lue.read(piece)
            ecrite.writestr(piece, _cellules(hasard, contenu) if piece == visee else contenu)
    return tampon.getvalue()


def _cellules(hasard: random.Random, xml: bytes) -> bytes:
    if hasard.random() < 0.3:
        return _octets(hasard, xml)
    textes = [m.span(1) for m in re.finditer(rb">([^<>]+)<", xml)] or [(0, 0)]
    for _ in range(hasard.randint(1, 8)):
        debut, fin = hasard.choice(textes)
        propre = hasard.choice(VALEURS).encode("utf-8", "replace").replace(b"<", b"&lt;").replace(b"\0", b"")
        xml = xml[:debut] + propre[: max(fin - debut, 1)].ljust(fin - debut) + xml[fin:]
    return xml


NIVEAUX: list[Callable[[random.Random, bytes], bytes]] = [_octets, _evenements, _valeurs, _valeurs]


class Banc:
    """A folder with a workspace, what was received, and where outputs go; real files to spoil."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self.espace, self.recus, self.sortie = dossier / "espace", dossier / "recus", dossier / "sortie"
        shutil.copytree(JARDINS, self.espace)
        (self.espace / "templates" / "appel").mkdir(parents=True)
        for nom, texte in MODELE.items():
            (self.espace / "templates" / "appel" / nom).write_text(texte, "utf-8")
        (dossier / "temoin.txt").write_text("personne ne me touche\n")
        self.recus.mkdir()
        self.graines = {fichier: self._graines(fichier) for fichier in COMMANDES}
        self.saines = {f: (self.espace / f).read_bytes() for f in COMMANDES if (self.espace / f).is_file()}

    def _graines(self, fichier: str) -> list[bytes]:
        """Real contents of a file of that kind."""
        if fichier.endswith(".xlsx"):
            return [
                ecriture.classeur(workspace.ouvre(self.espace), _FICHE),
                ecriture.classeur(workspace.ouvre(self.espace)),
            ]
        if fichier.endswith(".csv"):
            referentiel = workspace.ouvre(self.espace).referentiel.valeur
            assert referentiel is not None
            vide = tableau.modele(questions.de(referentiel), _FICHE)
            return [vide, vide.replace(b";;;", b";12;24;x;")]
        genre = {"fiches": "fiche", "acteurs": "acteur", "referentiel.yaml": "referentiel"}.get(
            fichier.removeprefix("../recus/").removeprefix("prive/").split("/")[0], "fiche"
        )
        cas = [p.read_bytes() for p in sorted((RACINE / "tests" / "cases").glob(f"*/{genre}*.yaml"))]
        if "/appel/" in fichier:
            return [MODELE[Path(fichier).name].encode()]
        dossier = {"fiche": "fiches", "acteur": "acteurs"}.get(genre)
        vrais = [
            p.read_bytes()
            for r in (RACINE, JARDINS)
            for p in ([r / "referentiel.yaml"] if dossier is None else sorted((r / dossier).glob("*.yaml")))
        ]
        return [*vrais * max(1, len(cas) // len(vrais) // 2), *cas]

    def tire(self, graine: str) -> Essai:
        """The input of a number: always the same one."""
        hasard = random.Random(graine)
        fichier = hasard.choices(list(COMMANDES), [_POIDS.get(f, 1) for f in COMMANDES])[0]
        saine = hasard.choice(self.graines[fichier])
        abime = _archive if fichier.endswith(".xlsx") else hasard.choice(NIVEAUX)
        return Essai(fichier, abime(hasard, saine)[: 1 << 21], hasard.choice(COMMANDES[fichier]))

    def lance(self, essai: Essai) -> Issue:
        """Lays the file, runs the command in a fork, and puts everything back."""
        vise = (self.espace / essai.fichier).resolve()
        vise.write_bytes(essai.contenu)
        avant = self._vue()
        try:
            return self._fourche(essai.arguments, avant)
        finally:
            vise.unlink(missing_ok=True)
            if essai.fichier in self.saines:
                vise.write_bytes(self.saines[essai.fichier])
            shutil.rmtree(self.sortie, ignore_errors=True)

    def _fourche(self, arguments: list[str], avant: dict[str, tuple[int, int]]) -> Issue:
        with tempfile.TemporaryFile() as dit:
            enfant = os.fork()
            if enfant == 0:
                _dans_l_enfant(self.espace, arguments, dit.fileno())
            _, etat, usage = os.wait4(enfant, 0)
            dit.seek(0)
            ecrit = dit.read().decode("utf-8", "replace")
        apres = self._vue()
        touches = frozenset(f for f in avant.keys() | apres.keys() if avant.get(f) != apres.get(f))
        cpu = usage.ru_utime + usage.ru_stime
        return Issue(os.waitstatus_to_exitcode(etat), cpu, usage.ru_maxrss // 1024, ecrit, touches)

    def _vue(self) -> dict[str, tuple[int, int]]:
        """All files but the outputs, with their dates and sizes."""
        vus = {}
        for ici, dossiers, noms in os.walk(self.dossier):
            dossiers[:] = [d for d in dossiers if Path(ici, d) != self.sortie]
            for nom in noms:
                etat = os.lstat(Path(ici, nom))
                vus[os.path.join(ici, nom)] = etat.st_mtime_ns, etat.st_size
        return vus


def _dans_l_enfant(espace: Path, arguments: list[str], dit: int) -> None:
    """One command, and never back."""
    code = 99
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 21))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        signal.alarm(120)
        os.chdir(espace)
        for numero in (1, 2):
            os.dup2(dit, numero)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb"), "utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb"), "utf-8", write_through=True)
        code = cli.lance(arguments)
    except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def fautes(issue: Issue) -> list[str]:
    """What must never happen, and did."""
    trouvees = []
    if issue.code not in (0, 1, 2):
        trouvees.append(f"code {issue.code}")
    if "Traceback (most recent" in issue.dit:
        trouvees.append("traceback")
    cru = _CRU.search(issue.dit)
    if cru is not None:
        trouvees.append(f"signe cru U+{ord(cru[0]):04X}")
    if issue.touches:
        trouvees.append(f"hors de la sortie : {', '.join(sorted(issue.touches))[:200]}")
    if issue.cpu > CPU_MAX:
        trouvees.append("trop long")
    if issue.memoire > MEMOIRE_MAX:
        trouvees.append("trop de mémoire")
    return trouvees


def reduit(banc: Banc, essai: Essai, genres: list[str], essais: int = 150) -> Essai:
    """The same fault with as few lines as can be: pieces are taken away while it still shows."""
    if essai.fichier.endswith(".xlsx"):
        return essai
    lignes = essai.contenu.splitlines(keepends=True)
    pas = max(1, len(lignes) // 2)
    while pas and essais > 0:
        i = 0
        while i < len(lignes) and essais > 0:
            moins = [*lignes[:i], *lignes[i + pas :]]
            essais -= 1
            if set(genres) & set(fautes(banc.lance(essai._replace(contenu=b"".join(moins))))):
                lignes = moins
            else:
                i += pas
        pas //= 2
    return essai._replace(contenu=b"".join(lignes))


def rapporte(banc: Banc, essai: Essai, issue: Issue, graine: str) -> None:
    """Prints a finding, and lays it in its smallest form where it can be looked at."""
    genres = fautes(issue)
    petit = reduit(banc, essai, genres)
    dossier = TROUVAILLES / graine.replace(":", "-")
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / Path(essai.fichier).name).write_bytes(petit.contenu)
    (dossier / "dit.txt").write_text(banc.lance(petit).dit, "utf-8", "backslashreplace")
    print(f"\n{graine} : {', '.join(genres)} (processeur {issue.cpu:.1f} s, mémoire {issue.memoire} Mio)")
    print(f"  utilite {' '.join(essai.arguments)}, avec {essai.fichier} comme dans {dossier}", flush=True)
    print("  " + "\n  ".join(issue.dit.strip().splitlines()[-6:]), flush=True)


def main() -> int:
    """Runs for a while; 1 where something was found."""
    lecteur = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lecteur.add_argument("--duree", type=float, default=60, help="en secondes")
    lecteur.add_argument(
        "--graine", default=str(time.time_ns() % 100_000), help="la même graine refait les mêmes essais"
    )
    lecteur.add_argument("--numero", type=int, help="un seul essai, celui de ce numéro")
    demande = lecteur.parse_args()
    for module in (*cli.COMMANDES.values(), "openpyxl", "defusedxml", "xlsxwriter", *REPORTERS.values()):
        importlib.import_module(module)
    os.environ.update(NO_COLOR="1", PYTHONHASHSEED="0")
    for nom in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        os.environ.pop(nom, None)
    print(f"graine {demande.graine}", flush=True)
    comptes: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    trouvees: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as dossier:
        banc = Banc(Path(dossier).resolve())
        fin = time.monotonic() + demande.duree
        numero = demande.numero or 0
        while time.monotonic() < fin:
            graine = f"{demande.graine}:{numero}"
            essai = banc.tire(graine)
            issue = banc.lance(essai)
            comptes[essai.arguments[0]] += 1
            codes[issue.code] += 1
            if fautes(issue):
                trouvees[", ".join(fautes(issue))] += 1
                rapporte(banc, essai, issue, graine)
            if demande.numero is not None:
                break
            numero += 1
    print(f"\n{comptes.total()} essais : " + ", ".join(f"{nom} {n}" for nom, n in comptes.most_common()))
    print("codes : " + ", ".join(f"{code} {n}" for code, n in codes.most_common()))
    print("trouvailles : " + (", ".join(f"{nom} ({n})" for nom, n in trouvees.most_common()) or "aucune"))
    return 1 if trouvees else 0


if __name__ == "__main__":
    sys.exit(main())
