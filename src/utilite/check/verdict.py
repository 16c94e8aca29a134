"""What a run has found, as commands show it; it knows no rule, so that a verdict that was kept is shown at once."""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from inspect import getdoc
from typing import NamedTuple

from utilite.diagnostic import Diagnostic, Report, Severity


class Outcome(NamedTuple):
    """What a whole workspace shows: all diagnostics, sorted, and the YAML files looked at."""

    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]

    def en_faute(self) -> frozenset[str]:
        """The files that hold an error."""
        return frozenset(d.file for d in self.diagnostics if d.severity is Severity.ERROR)

    def report(self, files: Iterable[str] | None = None) -> Report:
        """The findings of these files, the référentiel's errors always; of all where none is named."""
        if files is None:
            return _report(self.diagnostics, self.files)
        voulus = set(files)
        referentiel = self.files[0]
        vus = tuple(
            d for d in self.diagnostics if d.file in voulus or (d.file == referentiel and d.severity is Severity.ERROR)
        )
        montres = voulus | {d.file for d in vus}
        return _report(vus, tuple(f for f in self.files if f in montres))


def _report(diagnostics: tuple[Diagnostic, ...], files: tuple[str, ...]) -> Report:
    manuels = Manuels({d.code: d.rule for d in diagnostics})
    return Report(diagnostics=diagnostics, files=len(files), names=files, manuals=manuels)


class Manuels(Mapping[str, str]):
    """The manual pages of the rules that have found something, by code; the rules are imported when one is read."""

    def __init__(self, regles: Mapping[str, str]) -> None:
        self._regles = regles

    def __getitem__(self, code: str) -> str:
        registre = importlib.import_module("utilite.check.rules")
        return getdoc(registre.RULES[self._regles[code]]) or ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._regles)

    def __len__(self) -> int:
        return len(self._regles)
