"""The short way through a text that holds nothing odd: PyYAML's compiled composer, then one pass over its nodes.

Half the cost of events is in making them. A composer makes none, but hides what a fiche may not have (an
anchor, a second key), and its recursion has no bound. So it is asked only where the text can't hold an anchor,
a tag or much depth; at the first doubt there is no answer, and `build` reads the text and says what is wrong.
"""

import operator
import re
from typing import Any

import yaml
from yaml.nodes import MappingNode

from utilite.source.nodes import Mapping, Scalar, Sequence

_MARKS = re.compile("[&!]")
_BEFORE_A_NODE = frozenset(":-,[{?")
_SPACES = "\n" + 100 * " "
_LONG = 60_000
"""In signs: so many can't hold more values than `build` allows."""
_OPENINGS = 500
"""Brackets, braces and dashes of a text whose levels can't be many: some 300 in the longest of our fiches."""


def tree(text: str, depth: int) -> Mapping | None:
    """The tree of a text, `depth` levels at most; None where the long way has to be taken."""
    if _composer is None or _may_be_odd(text):
        return None
    try:
        root = _composer(text).get_single_node()
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    return _converted(root, depth) if type(root) is MappingNode else None


def _may_be_odd(text: str) -> bool:
    """Whether there may be an anchor, a tag, an escape, a directive, or so many levels that recursion is unsafe."""
    return (
        len(text) > _LONG
        or "\\" in text
        or text.count("[") + text.count("{") + text.count("- ") > _OPENINGS
        or _SPACES in text
        or text[:1] in ("%", " ")
        or "\n%" in text
        or (("&" in text or "!" in text) and any(_starts_a_node(text, m.start()) for m in _MARKS.finditer(text)))
    )


def _starts_a_node(text: str, index: int) -> bool:
    before = text[max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1 : index].rstrip()
    return not before or before[-1] in _BEFORE_A_NODE


def _make_composer() -> Any:
    """A composer that resolves nothing: what it asks is answered by functions of the language, which cost least."""
    try:
        from yaml import cyaml
    except ImportError:
        return None
    parser: Any = cyaml.CParser  # type: ignore[attr-defined]
    methods = {"resolve": slice, "descend_resolver": operator.is_, "ascend_resolver": dict}
    return type("Composer", (parser,), methods)


_composer = _make_composer()


def _converted(root: Any, depth: int) -> Mapping | None:
    """The same tree in our nodes, level by level; None at the first doubt."""
    level: list[tuple[Mapping | Sequence, Any]] = []
    top = _container(root, level)
    while level:
        depth -= 1
        below: list[tuple[Mapping | Sequence, Any]] = []
        for made, values in level:
            if type(made) is Sequence:
                made.items = [v if type(v) is Scalar else _container(v, below) for v in values]
            elif type(made) is Mapping and not _filled(made, values, below):
                return None
        level = below
        if level and not depth:
            return None
    return top if type(top) is Mapping else None


def _filled(made: Mapping, pairs: Any, below: list[tuple[Mapping | Sequence, Any]]) -> bool:
    """Puts keys and values in a mapping; False at the first doubt."""
    entries = made.entries
    for key, value in pairs:
        if type(key) is not Scalar:
            return False
        name = key.value
        if not name or name in entries or name == "<<":
            return False
        if type(value) is not Scalar:
            value = _container(value, below)
        elif made.flow and not value.value:  # `{valeur: 1,5}`, `{debut:2024}`
            return False
        entries[name] = (key, value)
    return True


def _container(node: Any, below: list[tuple[Mapping | Sequence, Any]]) -> Mapping | Sequence:
    """An empty mapping or list, to be filled with the next level."""
    kind = Mapping if type(node) is MappingNode else Sequence
    made = kind(bool(node.flow_style), node.start_mark, node.end_mark)
    below.append((made, node.value))
    return made
