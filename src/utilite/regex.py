"""Expressions that are compiled when they are first used: compiling all of ours takes a tenth of a short run."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    lazy = re.compile
else:

    class lazy:  # noqa: N801 - it stands for re.compile
        """What `re.compile` gives; each method is looked up once."""

        def __init__(self, pattern: str, flags: int = 0) -> None:
            self._how = (pattern, flags)

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(*self._how), name)
            setattr(self, name, found)
            return found
