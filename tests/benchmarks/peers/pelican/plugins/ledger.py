"""Pelican's pages of companies and models: the facts and stories of each, newest first."""

import json
from collections import defaultdict
from pathlib import Path

from pelican import signals


def _collect(generator):
    """Give each article its companies, models and facts, and each company and model its articles and facts."""
    entities = json.loads(Path("entities.json").read_text("utf-8"))
    stories, rows = defaultdict(list), defaultdict(list)
    for article in generator.articles:  # newest first
        ledger = json.loads(article.ledger)
        article.companies, article.models = ledger["companies"], ledger["models"]
        article.rows = [(fact, None) for fact in ledger["facts"]]
        for kind in ("companies", "models"):
            for id in ledger[kind]:
                stories[kind, id].append(article)
        for fact in ledger["facts"]:
            rows["companies", fact["company"]].append((fact, article))
            for id in article.models:
                rows["models", id].append((fact, article))
    for facts in rows.values():
        facts.sort(key=lambda row: row[0]["as_of"], reverse=True)
    generator.context.update(entities=entities, stories=stories, rows=rows)


def _write(generator, writer):
    """Write a page for each company and model, and one for each kind."""
    context = generator.context
    page, index = generator.get_template("entity"), generator.get_template("entities")
    for kind, entities in context["entities"].items():
        writer.write_file(f"{kind}/index.html", index, context, kind=kind)
        for id, entity in entities.items():
            found = {"articles": context["stories"][kind, id], "facts": context["rows"][kind, id]}
            writer.write_file(f"{kind}/{id}/index.html", page, context, entity=entity, **found)


def register():
    """Join in, as Pelican asks of a plugin."""
    signals.article_generator_finalized.connect(_collect)
    signals.article_writer_finalized.connect(_write)
