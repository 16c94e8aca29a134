"""What a Markdown document says: its very lines, since it is read as it is too."""

from collections.abc import Iterator

from utilite.render.textes import Ligne


def lignes(contenu: bytes) -> Iterator[Ligne]:
    """Its lines."""
    for ligne in contenu.decode("utf-8-sig", "replace").splitlines():
        yield Ligne(ligne, ligne.lstrip("# ") if ligne.startswith("#") else "")
