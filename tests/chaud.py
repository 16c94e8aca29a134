"""What the process that gives birth to the tests' commands does first: imports all, compiles what we ship."""

import contextlib
import importlib
import pkgutil

import utilite
from utilite.render import environment

for module in pkgutil.walk_packages(utilite.__path__, "utilite."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for lourde in ("weasyprint", "docxtpl", "pikepdf", "PIL.Image", "lxml.etree", "openpyxl"):
    with contextlib.suppress(ImportError, OSError):  # an extra, or its system library, may be missing
        importlib.import_module(lourde)
livres = environment.COMMUN.parent
for famille, fin in ((environment.markdown, ".md"), (environment.html, ".html")):
    for source in livres.glob(f"*/*{fin}"):
        dossier = livres / "fiche" if source.parent == environment.COMMUN else source.parent
        nom = f"commun/{source.name}" if source.parent == environment.COMMUN else source.name
        famille(dossier, ()).get_template(nom)
