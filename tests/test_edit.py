"""What is written: the repairs and nothing else, the same meaning in another order, the old file or the new one."""

import contextlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from test_cases import SURES
from test_proprietes import fiches_abimees
from utilite import cli, source, workspace
from utilite.check import checker
from utilite.diagnostic import Severity
from utilite.edit import branches, fichiers, mise_en_forme, reparations
from utilite.edit.retouches import Retouche, applique, separees
from utilite.fiche import Acteur, Fiche
from utilite.scaffold import squelette
from utilite.schema import ordre
from utilite.workspace import Workspace

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"
EDIT = Path(__file__).parent / "edit"
CAS = Path(__file__).parent / "cases"


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


def utilite(espace: Path, *args: str) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of a command line."""
    sortie, erreurs = io.StringIO(), io.StringIO()
    with contextlib.chdir(espace), contextlib.redirect_stdout(sortie), contextlib.redirect_stderr(erreurs):
        code = cli.lance(["-C", str(espace), *args])
    return code, sortie.getvalue(), erreurs.getvalue()


def _change(diff: str) -> list[str]:
    return [ligne for ligne in diff.splitlines() if re.match(r"[-+](?![-+]{2} )", ligne)]


# fix


def test_ten_mistakes_of_a_beginner_leave_a_valid_fiche_and_a_diff_of_ten_lines(espace: Path) -> None:
    fiche = espace / "fiches" / "debutant.yaml"
    shutil.copy(EDIT / "debutant.yaml", fiche)
    code, diff, _ = utilite(espace, "fix", "--diff", "fiches/debutant.yaml")
    assert code == 1
    assert fiche.read_bytes() == (EDIT / "debutant.yaml").read_bytes(), "--diff writes nothing"
    assert sorted(ligne[0] for ligne in _change(diff)) == ["+"] * 10 + ["-"] * 10
    code, sortie, dit = utilite(espace, "fix", "fiches/debutant.yaml")
    assert code == 0
    assert sortie.endswith("debutant.yaml\n")
    assert "10 réparations dans 1 fichier ; 1 constat reste" in dit
    assert fiche.read_bytes() == (EDIT / "debutant.attendu.yaml").read_bytes()
    assert utilite(espace, "validate", "fiches/debutant.yaml")[0] == 0
    assert utilite(espace, "fix", "--check", "fiches/debutant.yaml")[:2] == (0, "")


@pytest.mark.parametrize("racine", [RACINE, JARDINS], ids=["depot", "jardins"])
def test_what_validates_is_not_touched(racine: Path) -> None:
    assert utilite(racine, "fix", "--check")[:2] == (0, "")
    assert utilite(racine, "format", "--check")[:2] == (0, "")


def test_fix_keeps_the_mark_the_ends_of_lines_and_the_rights(espace: Path) -> None:
    fiche = espace / "fiches" / "ruches-2023.yaml"
    texte = "\ufeff" + fiche.read_text("utf-8").replace("statut: retiree", "statut: Retirée").replace("\n", "\r\n")
    fiche.write_bytes(texte.rstrip().encode())
    fiche.chmod(0o640)
    assert utilite(espace, "fix", "fiches")[0] == 0
    assert fiche.read_bytes() == texte.rstrip().replace("Retirée", "retiree").encode()
    assert fiche.stat().st_mode & 0o777 == 0o640


def test_about_so_many_becomes_two_keys_with_the_ends_of_lines_of_the_file(espace: Path) -> None:
    fiche = espace / "fiches" / "ruches-2023.yaml"
    texte = fiche.read_text("utf-8").replace("valeur: 1\n", "valeur: environ 164\n").replace("\n", "\r\n")
    fiche.write_bytes(texte.encode())
    assert utilite(espace, "fix")[0] == 0
    attendu = texte.replace("environ 164\r\n", "164\r\n          environ: true\r\n")
    assert fiche.read_bytes() == attendu.encode()


TABULE = "action:\n\ttitre: x\n\tbuts:\n\t\t- un\n\t\t- deux\n\true: y\nlimites: z\n"


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        (TABULE, TABULE.replace("\t", "  ")),
        ("action:\n  titre: x\n\taccroche: y\n", "action:\n  titre: x\n  accroche: y\n"),
        ("action:\n    titre: x\n\taccroche: y\n", "action:\n    titre: x\n    accroche: y\n"),
        ("a:\n  b:\n    c: x\n\td: y\n", None),  # beside b, or beside c?
        ("action:\n  titre: |\n\tmot\n", "action:\n  titre: |\n    mot\n"),
    ],
)
def test_tabs_are_mended_where_their_width_changes_nothing(texte: str, attendu: str | None) -> None:
    from utilite.edit import tabulations

    assert tabulations.etend(texte, source.parse(texte, "x.yaml")[1]) == attendu


def test_a_doubt_is_left_and_told(espace: Path) -> None:
    fiche = espace / "fiches" / "ruches-2023.yaml"
    texte = fiche.read_text("utf-8").replace("titre: Les ruches du Canal", "titre: Les ruches #2")
    fiche.write_text(texte, "utf-8")
    code, sortie, dit = utilite(espace, "fix", "fiches/ruches-2023.yaml")
    assert (code, sortie) == (1, "")
    assert "1 constat reste" in dit
    assert "utilite validate" in dit
    assert fiche.read_text("utf-8") == texte


def test_a_repair_that_makes_things_worse_is_not_made(espace: Path) -> None:
    """A checker that offers a wrong repair beside a right one: the right one alone is made."""
    fiche = espace / "fiches" / "ruches-2023.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("statut: retiree", "statut: Retirée"), "utf-8")

    def menteur(vu: Workspace) -> checker.Outcome:
        verdict = checker.run(vu)
        faux = [
            d._replace(repair="acteurs: [", span=d.span._replace(line=2, end_line=2, column=1, end_column=9))
            for d in checker.run(workspace.ouvre(espace)).diagnostics
            if d.repair is not None
        ]
        return verdict._replace(diagnostics=(*verdict.diagnostics, *faux))

    faite = reparations.repare(workspace.ouvre(espace), ["fiches/ruches-2023.yaml"], menteur)
    assert faite.compte == 1
    assert b"statut: retiree" in faite.apres["fiches/ruches-2023.yaml"]
    assert b"acteurs: [" not in faite.apres["fiches/ruches-2023.yaml"]


@pytest.mark.parametrize("code", sorted(SURES))
def test_fix_makes_no_case_worse_and_a_second_run_changes_nothing(code: str, tmp_path: Path) -> None:
    shutil.copy(JARDINS / "referentiel.yaml", tmp_path)
    shutil.copytree(JARDINS / "acteurs", tmp_path / "acteurs")
    for cas in CAS.glob(f"{code}-*/fiche*.yaml"):
        nom = f"fiches/{cas.parent.name.lower()}-{cas.name}"
        (tmp_path / "fiches").mkdir(exist_ok=True)
        shutil.copy(cas, tmp_path / nom)
    avant = _erreurs(checker.run(workspace.ouvre(tmp_path)))
    faite = reparations.repare(workspace.ouvre(tmp_path), avant)
    restent = _erreurs(faite.verdict)
    for nom, codes in restent.items():
        assert len(codes) <= len(avant[nom]) or any(c < "UT1" for c in avant[nom]), nom
    assert not [d for d in faite.verdict.diagnostics if d.repair is not None and d.file in avant]
    fichiers.ecris(tmp_path, faite.avant, faite.apres)
    assert not reparations.repare(workspace.ouvre(tmp_path), avant).apres


def _erreurs(verdict: checker.Outcome) -> dict[str, list[str]]:
    return {
        nom: [d.code for d in verdict.diagnostics if d.file == nom and d.severity is Severity.ERROR]
        for nom in verdict.files
        if nom.startswith("fiches/")
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cas=fiches_abimees())
def test_fix_leaves_any_text_no_worse_and_what_has_no_repair_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, cas: tuple[str, str]
) -> None:
    reseau, texte = RESEAUX[cas[0]], cas[1]
    espace = tmp_path_factory.mktemp("abime")
    (espace / "fiches").mkdir()
    shutil.copy(reseau.espace.racine / "referentiel.yaml", espace)
    shutil.copytree(reseau.espace.racine / "acteurs", espace / "acteurs")
    nom = "fiches/essai.yaml"
    (espace / nom).write_bytes(texte.encode("utf-8", "surrogatepass"))
    avant = [d for d in checker.run(workspace.ouvre(espace)).diagnostics if d.file == nom]
    faite = reparations.repare(workspace.ouvre(espace), [nom])
    if not any(d.repair is not None or d.code == "UT010" for d in avant):
        assert not faite.apres
    lisible = not any(d.code < "UT1" for d in avant)
    assert not lisible or len(_erreurs(faite.verdict)[nom]) <= sum(d.severity is Severity.ERROR for d in avant)
    fichiers.ecris(espace, faite.avant, faite.apres)
    assert not reparations.repare(workspace.ouvre(espace), [nom]).apres


# what both promise


def test_replacements_touch_nothing_else_and_never_overlap() -> None:
    assert applique("abcdef", [Retouche(4, 5, "X"), Retouche(1, 2, "")]) == "acdXf"
    with pytest.raises(ValueError, match="overlap"):
        applique("abcdef", [Retouche(0, 3, ""), Retouche(2, 4, "")])
    assert separees([Retouche(2, 4, ""), Retouche(0, 3, ""), Retouche(3, 3, "x")]) == [
        Retouche(0, 3, ""),
        Retouche(3, 3, "x"),
    ]


@pytest.mark.parametrize("commande", ["fix", "format"])
def test_nothing_is_written_through_a_link_nor_outside(espace: Path, tmp_path: Path, commande: str) -> None:
    fiche = espace / "fiches" / "ruches-2023.yaml"
    texte = fiche.read_text("utf-8").replace("statut: retiree", "statut: Retirée").replace("acteurs:", "acteurs:  ")
    dedans, dehors = espace / "cible.yaml", tmp_path / "dehors.yaml"
    for cible in (dedans, dehors):
        cible.write_text(texte, "utf-8")
        fiche.unlink(missing_ok=True)
        fiche.symlink_to(cible)
        _, sortie, dit = utilite(espace, commande, "fiches")
        assert sortie == ""
        assert "Pas touchés, parce que ce sont des liens : fiches/ruches-2023.yaml." in dit
        assert fiche.is_symlink()
        assert cible.read_text("utf-8") == texte
    assert utilite(espace, commande, str(dehors))[0] == 2


@pytest.mark.parametrize("commande", ["fix", "format"])
def test_a_write_that_fails_leaves_the_old_file(espace: Path, commande: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fiche = _a_changer(espace)
    avant = fiche.read_bytes()

    def echoue(*_: object, **__: object) -> None:
        raise OSError(28, "")

    for appel in ("fsync", "replace"):
        with monkeypatch.context() as m:
            m.setattr(os, appel, echoue)
            code, sortie, dit = utilite(espace, commande, "fiches")
        assert (code, sortie) == (2, "")
        assert "ne peut pas être écrit" in dit
        assert fiche.read_bytes() == avant
        assert not list(fiche.parent.glob(".*"))


def test_a_file_that_changed_meanwhile_is_not_overwritten(espace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fiche = _a_changer(espace)
    lis = fichiers.lis

    def lis_et_change(racine: Path, noms: Iterable[str]) -> dict[str, bytes]:
        lus = lis(racine, noms)
        fiche.write_text("autre: chose\n", "utf-8")
        return lus

    with monkeypatch.context() as m:
        m.setattr(fichiers, "lis", lis_et_change)
        code, sortie, dit = utilite(espace, "fix", "fiches")
    assert (code, sortie) == (2, "")
    assert "a changé pendant le travail" in dit
    assert fiche.read_text("utf-8") == "autre: chose\n"


def _a_changer(espace: Path) -> Path:
    """A fiche with something to repair and something to lay out."""
    fiche = espace / "fiches" / "ruches-2023.yaml"
    fiche.write_text(fiche.read_text("utf-8").replace("statut: retiree", "statut:   Retirée"), "utf-8")
    return fiche


@pytest.mark.parametrize("commande", ["fix", "format"])
def test_check_names_what_would_change_and_diff_shows_it(espace: Path, commande: str) -> None:
    fiche = _a_changer(espace)
    avant = fiche.read_bytes()
    code, sortie, dit = utilite(espace, commande, "--check")
    assert code == 1
    assert sortie.endswith("fiches/ruches-2023.yaml\n")
    assert f"tapez : utilite {commande}" in dit
    code, sortie, _ = utilite(espace, commande, "--diff")
    assert code == 1
    assert sortie.startswith("--- a/fiches/ruches-2023.yaml\n+++ b/fiches/ruches-2023.yaml\n@@ ")
    assert "-statut:   Retirée\n+statut:" in sortie
    assert fiche.read_bytes() == avant


# format

DEBUTS = st.sampled_from(["jardins", "depot"])


class _Reseau:
    """A référentiel, its plans, and the files that are laid out."""

    def __init__(self, racine: Path) -> None:
        self.espace = workspace.ouvre(racine)
        referentiel = self.espace.referentiel.valeur
        assert referentiel is not None
        self.referentiel = referentiel
        self.plans = {"fiches": ordre.fiche(referentiel), "acteurs": ordre.acteur(referentiel)}
        self.textes = [
            (genre, chemin.read_text("utf-8")) for genre in self.plans for chemin in sorted((racine / genre).glob("*"))
        ]

    def forme(self, texte: str, genre: str) -> str:
        document, findings = source.parse(texte, "x.yaml")
        assert not findings
        forme = mise_en_forme.forme(document, self.plans[genre])
        assert forme is not None, texte
        return forme

    def lu(self, texte: str, genre: str) -> object:
        """What the readers make of it, places apart."""
        assert self.espace.lecteur is not None
        document, _ = source.parse(texte, "x.yaml")
        lit = self.espace.lecteur.fiche if genre == "fiches" else self.espace.lecteur.acteur
        valeur, findings = lit(document, "x")
        dits = sorted((f.rule, str(f.place.route), f.message) for f in findings)
        return _sans_ordre(valeur), dits


def _sans_ordre(valeur: Fiche | Acteur | None) -> object:
    """The texts of a fiche come in the file's order; mappings compare without theirs."""
    if isinstance(valeur, Fiche):
        return valeur._replace(textes=tuple(sorted(valeur.textes, key=str)))
    return valeur


RESEAUX = {"depot": _Reseau(RACINE), "jardins": _Reseau(JARDINS)}


def test_a_skeleton_is_in_its_canonical_form() -> None:
    for reseau in RESEAUX.values():
        texte = squelette.fiche(reseau.referentiel, "essai", ["quelqu-un"], ["quelqu-un"])
        assert reseau.forme(texte, "fiches") == texte
        texte = squelette.acteur(reseau.referentiel, "quelqu-un")
        assert reseau.forme(texte, "acteurs") == texte


@pytest.mark.parametrize("nom", RESEAUX)
def test_the_order_knows_every_key_of_files_that_validate(nom: str) -> None:
    reseau = RESEAUX[nom]
    for genre, texte in reseau.textes:
        document, _ = source.parse(texte, "x.yaml")
        assert document.root is not None
        assert not list(_inconnues(document.root, reseau.plans[genre]))


def _inconnues(node: source.Node, plan: ordre.Plan) -> Iterator[str]:
    if isinstance(node, source.Mapping):
        for nom, (_, valeur) in node.entries.items():
            dessous = plan.cles.get(nom) or plan.autres
            if dessous is None:
                yield nom
            yield from _inconnues(valeur, dessous or ordre.RIEN)
    elif isinstance(node, source.Sequence):
        for item in node.items:
            yield from _inconnues(item, plan.item or ordre.RIEN)


def test_a_fiche_in_another_hand_is_laid_out(espace: Path) -> None:
    fiche = espace / "fiches" / "pele-mele.yaml"
    shutil.copy(EDIT / "pele-mele.yaml", fiche)
    code, sortie, dit = utilite(espace, "format", "fiches/pele-mele.yaml")
    assert (code, sortie[-15:]) == (0, "pele-mele.yaml\n"), dit
    assert fiche.read_text("utf-8") == (EDIT / "pele-mele.attendu.yaml").read_text("utf-8")


def test_a_file_that_cannot_be_read_is_left_and_told(espace: Path) -> None:
    fiche = espace / "fiches" / "ruches-2023.yaml"
    fiche.write_text(fiche.read_text("utf-8") + "titre: a : b\n", "utf-8")
    avant = fiche.read_bytes()
    code, sortie, dit = utilite(espace, "format")
    assert (code, sortie) == (1, "")
    assert "« fiches/ruches-2023.yaml » est laissé tel quel" in dit
    assert fiche.read_bytes() == avant


def test_the_referentiel_keeps_its_order(espace: Path) -> None:
    code, _, dit = utilite(espace, "format", "referentiel.yaml")
    assert code == 2
    assert "ne touche que les acteurs et les fiches" in dit


class _Plume:
    """Writes a tree in another hand: keys in any order, flow or block style, other indents, comments anywhere."""

    def __init__(self, donnees: st.DataObject, *, pas: int, accolades: bool) -> None:
        self._tire = donnees.draw
        self._pas = pas
        self._accolades = accolades
        self.commentaires = 0

    def ecrit(self, node: source.Node, marge: int = 0) -> str:
        return "".join(self._lignes(node, marge))

    def _lignes(self, node: source.Node, marge: int) -> Iterator[str]:
        blanc = " " * marge
        if isinstance(node, source.Mapping):
            paires = self._tire(st.permutations(list(node.entries.items())))
            tetes = [(f"{self._mot(cle)}:", valeur) for cle, (_, valeur) in paires]
        else:
            assert isinstance(node, source.Sequence)
            tetes = [("-", item) for item in node.items]
        for tete, valeur in tetes:
            yield self._commentaire(marge)
            yield f"{blanc}{tete}{self._valeur(valeur, marge)}"
            yield self._commentaire(marge + self._tire(st.integers(0, 3)))

    def _valeur(self, node: source.Node, marge: int) -> str:
        bout = self._bout()
        if isinstance(node, source.Scalar):
            if node.style in ("|", ">"):
                lignes = node.value.rstrip("\n").split("\n") if node.value.strip() else []
                dedans = " " * (marge + self._tire(st.integers(1, 4)))
                return f" {node.style}{bout}\n" + "".join(f"{dedans}{li}\n" if li else "\n" for li in lignes)
            return f" {self._scalaire(node)}{bout}\n"
        if not (node.entries if isinstance(node, source.Mapping) else node.items):
            return f" {'{}' if isinstance(node, source.Mapping) else '[]'}{bout}\n"
        if self._accolades and self._tire(st.booleans()):
            return f" {self._en_ligne(node)}{bout}\n"
        return f"{bout}\n{self.ecrit(node, marge + self._pas)}"

    def _en_ligne(self, node: source.Node) -> str:
        if isinstance(node, source.Mapping):
            paires = self._tire(st.permutations(list(node.entries.items())))
            return "{" + ", ".join(f"{self._mot(c)}: {self._en_ligne(v)}" for c, (_, v) in paires) + "}"
        if isinstance(node, source.Sequence):
            return "[" + ", ".join(map(self._en_ligne, node.items)) + "]"
        return self._scalaire(node, entre_crochets=True)

    def _scalaire(self, node: source.Scalar, *, entre_crochets: bool = False) -> str:
        valeur = node.value
        if node.style in ("|", ">") or "\n" in valeur or (entre_crochets and re.search(r"[][{},:#]", valeur)):
            return json.dumps(valeur, ensure_ascii=False)
        if node.style:
            return f"'{valeur.replace(chr(39), chr(39) * 2)}'"
        return valeur

    def _mot(self, cle: str) -> str:
        return self._tire(st.sampled_from([cle, f'"{cle}"'])) if cle.isascii() else cle

    def _bout(self) -> str:
        if self._tire(st.integers(0, 9)):
            return ""
        self.commentaires += 1
        return f"{' ' * self._tire(st.integers(1, 3))}# bout {self.commentaires}"

    def _commentaire(self, marge: int) -> str:
        tire = self._tire(st.integers(0, 14))
        if tire == 1:
            return "\n" * self._tire(st.integers(1, 2))
        if tire != 2:
            return ""
        self.commentaires += 1
        return f"{' ' * marge}# ligne {self.commentaires}\n"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(donnees=st.data(), nom=DEBUTS, pas=st.integers(1, 5), accolades=st.booleans(), crlf=st.booleans())
def test_format_changes_no_meaning_loses_no_comment_and_a_second_run_changes_nothing(
    donnees: st.DataObject, nom: str, pas: int, accolades: bool, crlf: bool
) -> None:
    reseau = RESEAUX[nom]
    genre, origine = donnees.draw(st.sampled_from(reseau.textes))
    document, _ = source.parse(origine, "x.yaml")
    assert document.root is not None
    texte = _Plume(donnees, pas=pas, accolades=accolades).ecrit(document.root)
    texte = texte.replace("\n", "\r\n") if crlf else texte
    lu, findings = source.parse(texte, "x.yaml")
    event("lu" if not findings else findings[0].rule)
    if findings:  # a comment that fell in a text, a plain text that flow style takes apart
        return
    forme = reseau.forme(texte, genre)
    assert reseau.lu(forme, genre) == reseau.lu(texte, genre)
    assert branches.commentaires(source.parse(forme, "x.yaml")[0]) == branches.commentaires(lu)
    assert reseau.forme(forme, genre) == forme
    assert crlf == ("\r\n" in forme)
    assert "\n" not in forme.replace("\r\n", "") if crlf else "\r" not in forme


PROSE = st.lists(
    st.sampled_from(
        [
            "mot",
            "été",
            " ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "- ",
            "# ",
            " #",
            ": ",
            ":",
            "|",
            ">",
            "'",
            '"',
            "\\",
            "un-mot-très-long",
        ]
        + [
            "[",
            "{",
            "\u00a0",
            "~",
            "&",
            "*",
            "!",
            "%",
            "@",
            "?",
            ",",
            "\t",
            "😀",
            "https://example.org/x",
            "null",
            "12",
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(texte=st.one_of(PROSE, st.text(max_size=200)), crochets=st.booleans())
def test_prose_in_blocks_says_just_what_it_said(texte: str, crochets: bool) -> None:
    ecrit = json.dumps(texte)
    yaml = f"action: {{point_de_depart: {ecrit}}}\n" if crochets else f"limites: {ecrit}\n"
    if source.parse(yaml, "x.yaml")[1]:
        return
    forme = RESEAUX["jardins"].forme(yaml, "fiches")
    assert RESEAUX["jardins"].lu(forme, "fiches") == RESEAUX["jardins"].lu(yaml, "fiches")
    assert RESEAUX["jardins"].forme(forme, "fiches") == forme


@pytest.mark.parametrize("cas", sorted(CAS.glob("UT*/*.yaml")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_format_of_a_case_keeps_its_faults_and_its_comments(cas: Path) -> None:
    genre = "acteurs" if cas.name.startswith("acteur") else "fiches"
    octets = cas.read_bytes()
    document, findings = source.read(octets, "x.yaml")
    if findings or cas.name.startswith("referentiel") or (cas.parent / "referentiel.yaml").exists():
        return
    reseau = RESEAUX["jardins"]
    if any(f in str(reseau.lu(document.text, genre)) for f in ("'deux-points'", "'forme-attendue'")):
        return
    forme = reseau.forme(document.text, genre)
    assert reseau.lu(forme, genre) == reseau.lu(document.text, genre)
    assert reseau.forme(forme, genre) == forme


RENOMMES = Path(__file__).parent / "cases" / "UT134-identifiant-renomme"


def test_migrate_replaces_the_old_names_and_the_version_and_nothing_else(tmp_path: Path) -> None:
    espace = tmp_path / "espace"
    shutil.copytree(RENOMMES / "faux-2", espace)
    fichier = espace / "fiches" / "atelier.yaml"
    fichier.write_text(re.sub(r".*ville.*\n", "", fichier.read_text("utf-8")), "utf-8")
    avant = fichier.read_text("utf-8").splitlines()
    assert utilite(espace, "migrate", "--check")[:2] == (1, "fiches/atelier.yaml\n")
    code, diff, _ = utilite(espace, "migrate", "--diff")
    assert (code, len(_change(diff))) == (1, 2 * 8)
    assert fichier.read_text("utf-8").splitlines() == avant

    code, sortie, dit = utilite(espace, "migrate")
    assert (code, sortie) == (0, "fiches/atelier.yaml\n")
    assert "7 noms remplacés, 1 fiche mise à jour" in dit
    apres = fichier.read_text("utf-8")
    for ancien in ("seniors", "assurance", "paroles-prises", "nom:"):
        assert ancien not in apres
    assert 'version_referentiel: "3"\n' in apres
    assert apres.count("# UT134") == sum(ligne.endswith("# UT134") for ligne in avant)
    assert json.loads(utilite(espace, "validate", "--format", "json")[1])["diagnostics"] == []
    assert utilite(espace, "migrate")[:2] == (0, "")


def test_a_champ_that_changed_section_is_left_to_a_person(tmp_path: Path) -> None:
    espace = tmp_path / "espace"
    shutil.copytree(RENOMMES / "faux", espace)
    code, sortie, dit = utilite(espace, "migrate")
    assert (code, sortie) == (1, "acteurs/voisins.yaml\nfiches/atelier.yaml\n")
    assert "reste à déplacer dans : fiches/atelier.yaml" in dit
    texte = (espace / "fiches" / "atelier.yaml").read_text("utf-8")
    assert 'version_referentiel: "1"' in texte
    assert "  ville: Bourg" in texte
    restants = json.loads(utilite(espace, "validate", "--format", "json")[1])["diagnostics"]
    assert [(d["code"], d["path"]) for d in restants] == [("UT134", ["lieu", "commune"])]
