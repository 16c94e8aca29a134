"""Lines that stand at the wrong column: which one it is, and where it belongs.

The parser only notices when nothing fits any more, often a line too late; the blocks that were open
before the fault tell which line left them by mistake.
"""

import re
from typing import NamedTuple

from yaml.tokens import BlockEndToken, BlockMappingStartToken, BlockSequenceStartToken

from utilite.diagnostic import Span
from utilite.source.fault import Fault, Told, has, indent, spaces, without_comment

_KEY_IN_COMMENT = re.compile(r"\s*#\s?[\w-]+:\s*")


class _Block(NamedTuple):
    """A list or a mapping: its column, the line where it starts, the line that ended it (-1: none yet)."""

    is_list: bool
    column: int
    line: int
    ended: int = -1


def look(fault: Fault) -> Told | None:
    """A line that fits none of the blocks around it."""
    mark = fault.mark
    if mark is None:
        return None
    if "sequence entries are not allowed" in fault.problem:
        return (
            "indentation",
            fault.at(mark),
            "un tiret de liste ne peut pas suivre la clé sur la même ligne",
            "passez à la ligne avant le tiret, en retrait de deux espaces",
        )
    if not fault.problem.startswith("expected <block end>"):
        return None
    return _still_commented(fault, mark.line) or dedented(fault) or _no_dash(fault, mark.line) or _misaligned(fault)


def dedented(fault: Fault) -> Told | None:
    """The line above lost its spaces: it ended a block that this one goes on with."""
    if fault.mark is None:
        return None
    number = _above(fault, fault.mark.line)
    column = indent(fault.line(fault.mark))
    _, ended = _blocks(fault)
    if number < 0 or not any(b.column == column and b.ended == number for b in ended):
        return None
    line = without_comment(fault.lines[number])
    found = indent(line)
    if found >= column:
        return None
    return (
        "indentation",
        _line_span(number, line),
        f"« {_name(line)} » {has(found)} devant, et les lignes qui l'entourent en ont {column}",
        f"mettez {spaces(column)} devant « {_name(line)} »",
    )


def _still_commented(fault: Fault, number: int) -> Told | None:
    """`# participants:` above what belongs to it."""
    above = fault.lines[number - 1] if number else ""
    if not _KEY_IN_COMMENT.fullmatch(above):
        return None
    start = len(above) - len(above.lstrip())
    return (
        "indentation",
        Span(number, start + 1, number, len(above.rstrip()) + 1),
        "cette ligne commence encore par # : ce qui la suit n'a plus de clé",
        "retirez le # et l'espace qui le suit",
    )


def _no_dash(fault: Fault, number: int) -> Told | None:
    """A list whose first item has lost its dash."""
    opened, _ = _blocks(fault)
    if not without_comment(fault.lines[number]).lstrip().startswith("- ") or not opened or opened[-1].is_list:
        return None
    block = opened[-1]
    column = indent(fault.lines[number])
    if block.line >= number or not column <= block.column <= column + 2 or (opened[-2:-1] and opened[-2].is_list):
        return None
    line = without_comment(fault.lines[block.line])
    return (
        "indentation",
        _line_span(block.line, line),
        f"il manque un tiret devant « {_name(line)} », comme à la ligne {number + 1}",
        f"ajoutez « - » : {' ' * column}- {line.strip()}",
    )


def _misaligned(fault: Fault) -> Told | None:
    assert fault.mark is not None  # the caller has seen it
    line = without_comment(fault.line(fault.mark))
    column = indent(line)
    opened, _ = _blocks(fault)
    dash = line.lstrip().startswith("- ")
    blocks = [b for b in opened if b.is_list == dash] or opened
    if not blocks:
        return None
    block = min(reversed(blocks), key=lambda b: abs(b.column - column))
    if block.column == column and block is not blocks[-1]:
        block = blocks[-1]
    first = without_comment(fault.lines[block.line])[block.column :]
    return (
        "indentation",
        _line_span(fault.mark.line, line),
        f"cette ligne {has(column)} devant : elle n'est alignée sur rien",
        f"alignez-la sur « {_name(first)} » (ligne {block.line + 1}) : {spaces(block.column)} devant",
    )


def _blocks(fault: Fault) -> tuple[list[_Block], list[_Block]]:
    """The blocks that are open just before the fault, and those that had ended."""
    opened: list[_Block] = []
    ended: list[_Block] = []
    for token in fault.tokens():
        if isinstance(token, BlockMappingStartToken | BlockSequenceStartToken):
            is_list = isinstance(token, BlockSequenceStartToken)
            opened.append(_Block(is_list, token.start_mark.column, token.start_mark.line))
        elif isinstance(token, BlockEndToken) and opened:
            ended.append(opened.pop()._replace(ended=token.start_mark.line))
    return opened, ended


def _above(fault: Fault, number: int) -> int:
    """The nearest line above that says something."""
    number -= 1
    while number >= 0 and not without_comment(fault.lines[number]):
        number -= 1
    return number


def _name(line: str) -> str:
    return line.strip().split(":")[0][:40]


def _line_span(number: int, line: str) -> Span:
    start = indent(line)
    return Span(number + 1, start + 1, number + 1, max(len(line), start + 1) + 1)
