"""Reading YAML: one result whatever the parser, every place exact, nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utilite import source
from utilite.source import build

RACINE = Path(__file__).parents[1]
FICHIERS = sorted(
    p
    for d in ("acteurs", "fiches", "tests/cases", "tests/workspaces")
    for p in (RACINE / d).rglob("*.yaml")
    if p.is_file()
)


def _plat(node: source.Node) -> object:
    """A tree with its places, to compare; where a block collection ends is told by neither of them."""
    bloc = isinstance(node, source.Mapping | source.Sequence) and not node.flow
    ou = tuple((m.line, m.column, m.index) for m in ((node.start_mark,) if bloc else (node.start_mark, node.end_mark)))
    if isinstance(node, source.Mapping):
        return ou, node.flow, [(_plat(k), _plat(v)) for k, v in node.entries.values()]
    if isinstance(node, source.Sequence):
        return ou, node.flow, [_plat(item) for item in node.items]
    return ou, type(node).__name__, node.value, node.style or ""


def _lu(texte: str, monkeypatch: pytest.MonkeyPatch, *, pur: bool) -> object:
    with monkeypatch.context() as m:
        if pur:
            m.setattr(source, "_FAST", build.PureParser)
        document, findings = source.parse(texte, "x.yaml")
    return (_plat(document.root) if document.root else None), findings


@pytest.mark.parametrize("chemin", FICHIERS, ids=lambda p: str(p.relative_to(RACINE)))
def test_both_parsers_agree_on_files(chemin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texte = chemin.read_bytes().decode("utf-8", "replace")
    assert _lu(texte, monkeypatch, pur=False) == _lu(texte, monkeypatch, pur=True)


MORCEAUX = st.sampled_from(
    ["a", "é", "b:", " ", "  ", "\n", "\n  ", "\n- ", "- ", ": ", "#", " #x", "'", '"', "[", "]", "{", "}", ",", "|",
     ">", "&", "*", "!", "%", "@", "`", "?", "? ", "---", "...", "\t", "\u00a0", "~", "1,5", "<<", "\\", "\\u2028",
     "\r\n", "\r", "\ufeff", "\u2028", "😀", "\x00", "|\n ", ">-\n  ", "%YAML 1.1\n", "\n\n"]
)  # fmt: skip
TEXTES = st.lists(MORCEAUX, max_size=14).map("".join)


@settings(max_examples=600, deadline=None)
@given(texte=TEXTES)
def test_both_parsers_agree_on_anything(texte: str) -> None:
    with pytest.MonkeyPatch.context() as m:
        assert _lu(texte, m, pur=False) == _lu(texte, m, pur=True)


@settings(max_examples=400, deadline=None)
@given(octets=st.one_of(st.binary(max_size=200), TEXTES.map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_a_document_or_a_located_finding(octets: bytes) -> None:
    document, findings = source.read(octets, "x.yaml")
    assert document.root is not None or len(findings) >= 1
    for finding in findings:
        span = finding.place.span or document.locate(finding.place.route)
        assert span.line >= 1
        assert span.column >= 1
        assert (span.end_line, span.end_column) >= (span.line, span.column)
        assert finding.message
        assert finding.hint


def test_a_byte_order_mark_and_crlf_shift_nothing() -> None:
    simple, _ = source.read("titre: été\nsuite: {a: 1}\n".encode(), "x.yaml")
    windows, _ = source.read("\ufefftitre: été\r\nsuite: {a: 1}\r\n".encode(), "x.yaml")
    for route in (("titre",), ("suite", "a")):
        assert simple.locate(route) == windows.locate(route)
    assert windows.line(1) == "titre: été"


def test_values_stay_what_was_written() -> None:
    """YAML 1.1 would make a boolean, a base-60 number, an octal, a date of these."""
    document, findings = source.parse("[no, 12:30, 0123, 2014-01-01, 1e3, on, ~, 1_000]".join(("a: ", "\n")), "x.yaml")
    assert not findings
    assert document.root is not None
    liste = document.root.entries["a"][1]
    assert isinstance(liste, source.Sequence)
    valeurs = [item.value for item in liste.items if isinstance(item, source.Scalar)]
    assert valeurs == ["no", "12:30", "0123", "2014-01-01", "1e3", "on", "~", "1_000"]


def test_a_hundred_thousand_brackets_are_one_finding() -> None:
    _, findings = source.parse("[" * 100_000, "x.yaml")
    assert [f.rule for f in findings] == ["trop-profond"]


def test_a_fault_of_yaml_is_the_only_finding() -> None:
    _, findings = source.parse('a: 1\na: 2\nb: "ouvert\nc: x\n', "x.yaml")
    assert [f.rule for f in findings] == ["guillemet"]
    assert findings[0].place.span is not None
    assert findings[0].place.span[:2] == (3, 4)
