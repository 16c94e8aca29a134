# Tout part d'ici : « make demo » et « make test » préparent eux-mêmes ce qu'il leur faut, dans .venv.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PRET := $(VENV)/.pret

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz lint types golden docs papiers images schemas moteur executable roue bench pairs clean

help: ## Montre cette liste
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1@\2/p' $(MAKEFILE_LIST) | awk -F@ '{printf "%-14s%s\n", $$1, $$2}'

$(PRET): pyproject.toml src/utilite/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent (ici : `$(PYTHON) --version`). Essayez : make PYTHON=python3.12"; exit 1; }
	@echo "Préparation de $(VENV) (une fois seulement)…"
	@$(PYTHON) -m venv $(VENV) || { echo "Le module venv manque : sous Debian ou Ubuntu, tapez « sudo apt install python3-venv »."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(PRET) ## Vérifie et rend les fiches du dépôt, et dit quel document ouvrir
	@echo "$$ utilite validate"
	@$(BIN)/utilite validate
	@echo
	@echo "$$ utilite panorama"
	@$(BIN)/utilite panorama
	@echo
	@echo "$$ utilite render"
	@$(BIN)/utilite render
	@echo
	@echo "Le document à ouvrir : $(CURDIR)/build/fiche/kerourien.html"

test: $(PRET) ## Lance les tests
	@$(BIN)/python -m pytest -n 2

DUREE ?= 60
fuzz: $(PRET) ## Abîme de vrais fichiers au hasard et cherche ce qui plante, pendant DUREE=60 secondes
	@$(BIN)/python tests/fuzz.py --duree $(DUREE) $(if $(GRAINE),--graine $(GRAINE)) $(if $(NUMERO),--numero $(NUMERO))

lint: $(PRET) ## Vérifie le style du code, la mise en forme des fiches, et relit le français
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/utilite format --check
	@$(BIN)/python tests/relecture.py

types: $(PRET) ## Vérifie les types
	@$(BIN)/mypy

golden: $(PRET) ## Récrit les sorties attendues par les tests (à relire dans git diff)
	@$(BIN)/python -m pytest --golden

docs: $(PRET) ## Récrit les pages de docs/ qui se font d'après le code (règles, commandes, formes, contexte)
	@for page in docs/*.py; do $(BIN)/python $$page; done

papiers: $(PRET) ## Refait le papier livré des documents Word et LibreOffice
	@$(BIN)/python docs/papiers/papiers.py

images: $(PRET) ## Refait les images de docs/ ; il faut chromium et poppler-utils
	@$(BIN)/python docs/images/faire.py

schemas: $(PRET) ## Récrit les schémas que lisent les éditeurs (à relire dans git diff)
	@$(BIN)/utilite schema

moteur: ## Installe ce avec quoi le formulaire vérifie (Pyodide, Preact), aux versions notées ; il faut npm
	@npm ci --prefix src/utilite/edit/formulaire/moteur --ignore-scripts --no-audit --no-fund

roue: $(PRET) moteur ## Fait dans dist/ le paquet à publier (pip), avec de quoi faire le formulaire
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@$(BIN)/python -m zipfile -l dist/utilite-*.whl | grep -q pyodide.asm.wasm || { echo "Le paquet n'a pas de quoi faire le formulaire : relancez « make moteur »."; exit 1; }

executable: $(PRET) moteur ## Fait dist/utilite, qui marche sans Python (pour le système de cette machine)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[executable]'
	@$(BIN)/python -m PyInstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build/pyinstaller .ci/executable.spec
	@$(BIN)/python .ci/essaie.py dist/utilite*

bench: $(PRET) ## Mesure la vitesse, en rapports d'une même exécution
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_documents.py

pairs: ## Installe dans build/pairs les autres validateurs auxquels « make bench » compare ; il faut npm
	@$(PYTHON) -m venv build/pairs
	@build/pairs/bin/python -m pip install --quiet --disable-pip-version-check yamale==6.1.0 doorstop==3.2 check-jsonschema==0.39.0
	@npm install --prefix build/pairs --no-audit --no-fund --no-package-lock --silent ajv-cli@5.0.0

clean: ## Efface ce qui se refait
	@rm -rf build dist $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis src/*.egg-info
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
