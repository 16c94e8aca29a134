"""Prefilling an online procedure of demarche.numerique.gouv.fr (« Démarches simplifiées »): nothing is sent.

`procedure` reads what the procedure asks, from its published schema; `rapprochement` finds the question that each
line of champs.yaml answers; `genres` says an answer as a question of its kind takes it; `preremplissage` puts all of
it together, as a body to POST and, by `lien`, as an address to open.

All of it follows the public source, github.com/demarche-numerique/demarche.numerique.gouv.fr at 00b12502: what may be
prefilled and how, `app/models/types_de_champ/prefill*.rb` and `app/models/prefill_champs.rb`; the link and its
length, `app/models/prefill_description.rb`; the schema, `app/graphql/api/v2/stored_query.rb`.
"""
