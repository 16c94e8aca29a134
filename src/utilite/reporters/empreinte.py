"""What a finding is known by from one run to the next: it survives lines that move, and is one finding's alone."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from utilite.diagnostic import Diagnostic

_CITES = re.compile("« (.*?) »")


def empreintes(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """A fingerprint for each finding, in order; no two are the same.

    Made of the rule, the file, the keys that lead there, what the line says and what the message
    quotes; of no line number, no rank in a list, none of our own wording. Findings that all of this
    doesn't tell apart are numbered.
    """
    rangs: Counter[str] = Counter()
    faites = []
    for d in diagnostics:
        cles = [pas for pas in d.route if isinstance(pas, str)]
        marques = [d.code, d.file, ".".join(cles), " ".join(d.excerpt.split()), *_CITES.findall(d.message)]
        marque = "\0".join(marques)
        rangs[marque] += 1
        octets = f"{marque}\0{rangs[marque]}".encode("utf-8", "surrogatepass")
        faites.append(hashlib.sha256(octets).hexdigest()[:40])
    return faites
