"""What a pack knows, in words: its pathways on one canvas, its contradictions, figures, sources and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from advisor import ir
from advisor.render import words
from advisor.render.chart import DASH
from advisor.render.justification import Because
from advisor.render.reason import View
from advisor.value.word_match import names

NARROWED = "option.pathway"


# --- the pathways on one canvas ---------------------------------------------------------------------------------------
def pathways(because: Because, width: int) -> View:
    """Return the pathways side by side: what each takes, costs and expects, and which rules speak of it."""
    pack = because.pack
    ways = list(pack.pathways.values())
    head = ["", *(one.name for one in ways)]
    facts = [_facts_row(because, fact, ways) for fact in _option_facts(because)]
    said: list[tuple[str, list[list[str]]]] = [
        ("what it is", [[one.summary] for one in ways]),
        ("strengths", [list(one.strengths) for one in ways]),
        ("examples", [list(one.examples) for one in ways]),
        ("what it expects", [list(one.expects) for one in ways]),
        ("takes quotes", [["yes" if one.takes_quotes else "no"] for one in ways]),
    ]
    rows = [
        ["smallest to largest order", *(_order_size(because, one) for one in ways)],
        *facts,
        *([label, *(_lines(cell) for cell in cells)] for label, cells in said),
    ]
    told = [source for one in ways for source in one.sources] + [s for o in _generic(because) for s in o.sources]
    return {
        "head": head,
        "rows": rows,
        "factors_head": ["decision factor", *head[1:]],
        "factors": list(_factors(because, ways)),
        "width": width,
        "always": list(_for_all(because)),
        "sources": because.teller.sources(told),
    }


def _lines(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return "\n".join(f"- {part}" for part in parts) or DASH


def _generic(because: Because) -> list[ir.Option]:
    return [option for option in because.pack.options.values() if option.generic]


def _options(because: Because, pathway: ir.Pathway) -> list[ir.Option]:
    """Return a pathway's generic rows, or all its options if it has none."""
    own = [option for option in because.pack.options.values() if option.pathway == pathway.id]
    return [option for option in own if option.generic] or own


def _option_facts(because: Because) -> list[ir.FactType]:
    sizes = (because.pack.roles.least, because.pack.roles.most)
    own = [fact for fact in because.pack.facts.values() if fact.of == "option" and f"option.{fact.name}" not in sizes]
    return [fact for fact in own if any(f"option.{fact.name}" in option.values for option in _generic(because))]


def _facts_row(because: Because, fact: ir.FactType, ways: Sequence[ir.Pathway]) -> list[str]:
    cells = []
    for way in ways:
        values = [option.values.get(f"option.{fact.name}") for option in _options(because, way)]
        told = [_value(because, fact, value) for value in values if value is not None]
        cells.append("; ".join(dict.fromkeys(told)) or DASH)
    return [fact.label, *cells]


def _value(because: Because, fact: ir.FactType, value: ir.OptionValue) -> str:
    """Return an option's value; a number at the end of its bounds that nobody wrote is no limit."""
    tender = because.teller.names.tender
    match value:
        case ir.Span(low=low, high=high):
            domain = fact.domain
            unlimited = isinstance(domain, ir.Numbers) and low == high == domain.high and value == fact.otherwise
            return words.NO_LIMIT if unlimited else words.span(low, high, fact.unit, tender)
        case ir.SpanTable(rows=rows):
            ends = [ir.Table(tuple((at, int(getattr(row, end))) for at, row in rows)) for end in ("low", "high")]
            return words.prices(ends[0], ends[1], fact.unit, tender)
        case _:
            return words.told(value, fact, tender)


def _order_size(because: Because, way: ir.Pathway) -> str:
    sizes, unit = [], words.unit_of(because.pack.roles.least, because.pack)
    for option in _options(because, way):
        moq, maximum = (option.values.get(path) for path in (because.pack.roles.least, because.pack.roles.most))
        if isinstance(moq, ir.Numbers) and isinstance(maximum, ir.Numbers):
            sizes.append(words.span(moq.low, maximum.high, unit, because.teller.names.tender))
    return "; ".join(dict.fromkeys(sizes)) or DASH


# --- decision factors -------------------------------------------------------------------------------------------------
def _factors(because: Because, ways: Sequence[ir.Pathway]) -> Iterator[list[str]]:
    """Yield a row for each file of rules: what speaks for (+) or against (-) each pathway alone, or rules it out (x)."""
    files = dict.fromkeys(rule.at.file for rule in because.pack.rules.values())
    for file in files:
        narrowed = [rule for rule in because.pack.rules.values() if rule.at.file == file and _narrowing(rule)]
        cells = [[_factor(because, rule) for rule in narrowed if way.id in _narrowing(rule)] for way in ways]
        if any(cells):
            yield [_factor_name(file), *("\n".join(cell) or DASH for cell in cells)]


def _factor_name(file: str) -> str:
    return PurePosixPath(file).stem.replace("-", " ")


def _narrowing(rule: ir.Rule) -> tuple[bool | str, ...]:
    """Return the pathways that a rule with a bearing on the ranking is narrowed to, none if to none."""
    if not isinstance(rule.conclusion, ir.Exclude | ir.Favour | ir.Risk):
        return ()
    return next((part.values for part in rule.tests if _narrows(part) and isinstance(part, ir.Among)), ())


def _narrows(part: ir.Condition) -> bool:
    return isinstance(part, ir.Among) and part.path == NARROWED


def _factor(because: Because, rule: ir.Rule) -> str:
    parts = [part for part in (*rule.tests, *rule.joins) if not _narrows(part)]
    sign = {"exclude": "x", "favour": "+", "risk": "-"}[because.effect(rule, None)["kind"]]
    effect = because.effect(rule, None)["words"]
    told = "; ".join(because.claims.clauses(parts)) or "always"
    return f"{sign} {told}" + (f" ({effect})" if effect else "")


def _for_all(because: Because) -> Iterator[str]:
    """Yield the rules with a bearing on the ranking that are asked of every option."""
    for rule in because.pack.rules.values():
        if isinstance(rule.conclusion, ir.Exclude | ir.Favour | ir.Risk) and not _narrowing(rule):
            yield f"{_factor_name(rule.at.file)}: {_factor(because, rule)}"


# --- lists ------------------------------------------------------------------------------------------------------------
def _figure(because: Because, figure: ir.FigureType) -> View:
    tender = because.teller.names.tender
    cases = [
        f"{_case(because, figure, case)}: {words.span(span.low, span.high, figure.unit, tender)}"
        for case, span in figure.cases
    ]
    return {
        "name": figure.name,
        "label": figure.label,
        "words": words.span(figure.value.low, figure.value.high, figure.unit, tender),
        "cases": "; ".join(cases),
        "quote": figure.quote,
        "as_of": figure.as_of,
        "valid_from": figure.valid_from,
        "until": figure.until,
        "note": figure.note,
        "sources": because.teller.sources(figure.sources),
        "at": str(figure.at),
    }


def _case(because: Because, figure: ir.FigureType, case: str) -> str:
    fact = because.pack.facts.get(figure.by)
    return words.choice(case, fact) if fact is not None else case


def figures(because: Because) -> list[View]:
    """Return every figure, with the words of its source."""
    return [_figure(because, figure) for figure in because.pack.figures.values()]


def contradictions(because: Because) -> list[View]:
    """Return where the sources contradict each other: each claim, the one ruled by, and why."""
    pack = because.pack
    return [
        {
            "title": one.title,
            "claims": [_figure(because, pack.figures[name]) | {"chosen": name == one.chosen} for name in one.claims],
            "has_chosen": bool(one.chosen),
            "because": " ".join(one.because.split()),
            "at": str(one.at),
        }
        for one in pack.contradictions.values()
    ]


def sources(because: Because) -> list[View]:
    """Return the bibliography, with every section that can be named."""
    pack = because.pack
    told = [(one.id, section) for one in pack.sources.values() for section in (one.sections or [""])]
    return because.teller.sources(f"{source}#{section}" if section else source for source, section in told)


def rules(because: Because) -> list[View]:
    """Return every rule by its file: what it asks, what it concludes, how it is said."""
    files = dict.fromkeys(rule.at.file for rule in because.pack.rules.values())
    return [
        {
            "factor": _factor_name(file),
            "rules": [because.rule(rule) for rule in because.pack.rules.values() if rule.at.file == file],
        }
        for file in files
    ]


# --- words ------------------------------------------------------------------------------------------------------------
def ways_to_say(pack: ir.Pack) -> list[View]:
    """Return for each fact of an order what may be said of it, and in which other words."""
    return [
        {"label": fact.label, "name": fact.name, "choices": list(_called(fact, pack.lexicon))}
        for fact in pack.facts.values()
        if fact.of == "order" and fact.question and (fact.words or pack.lexicon.called.get(fact.name))
    ]


def _called(fact: ir.FactType, lexicon: ir.Lexicon) -> Iterator[View]:
    """Yield each choice as in a menu, kinds after what they are kinds of, with its other words."""
    said = lexicon.called.get(fact.name, {})
    for name in fact.menu or said:
        yield {"label": _label(name, fact), "words": ", ".join(said.get(name, ())), "is_kind": False}
        for kind in fact.choice_groups.get(name, ()) if name in fact.group_words else ():
            yield {"label": _label(kind, fact), "words": ", ".join(said.get(kind, ())), "is_kind": True}
    for name in fact.choice_groups:
        if name not in fact.menu:
            told = ", ".join(said.get(name, ()))
            members = ", ".join(words.choice(one, fact) for one in names(fact.choice_groups[name], fact, labelled=True))
            yield {"label": f"{_label(name, fact)} ({members})", "words": told, "is_kind": False}


def _label(name: str, fact: ir.FactType) -> str:
    return {"true": "yes", "false": "no"}.get(name) or words.choice(name, fact)
