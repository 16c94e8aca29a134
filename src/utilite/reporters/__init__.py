"""Diagnostics → text; one format = one file, and a line here. They see nothing but `diagnostic`."""

from collections.abc import Mapping
from types import MappingProxyType

REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "utilite.reporters.terminal",
        "concise": "utilite.reporters.concise",
        "json": "utilite.reporters.json",
        "github": "utilite.reporters.github",
        "gitlab": "utilite.reporters.gitlab",
        "sarif": "utilite.reporters.sarif",
        "junit": "utilite.reporters.junit",
        "rdjson": "utilite.reporters.rdjson",
    }
)
"""Where each format's `report` is; imported when it is used, since `text` brings rich."""
