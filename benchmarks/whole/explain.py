"""What a capable programmer would write with a peer: `explain.py ENGINE LOADER ORDERS.yaml OUT.md`.

Orders are read by PyYAML (`safe`, or `c` for its C loader), put to the engine one by one, and explained through one Jinja
template that is compiled once. It says less than `advisor` does: the winner, the rules for and against, what is excluded.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import yaml  # only importable after the above
from jinja2 import Environment  # as above

from peers import opener  # as above
from rule_set import BY_ID, from_yaml, winner_of  # as above

TEMPLATE = """\
# Order {{ id }}

{% if winner %}**{{ winner }}** is recommended.{% else %}Every pathway is excluded.{% endif %}
{% for rule in fired if rule.pathway == winner and rule.points > 0 %}
- For it: {{ rule.id }} ({{ rule.points }} points)
{%- endfor %}
{% for rule in fired if rule.pathway == winner and rule.points < 0 %}
- Against it: {{ rule.id }} ({{ rule.points }} points)
{%- endfor %}
{% for rule in fired if rule.effect == "exclude" %}
- {{ rule.pathway }} is excluded: {{ rule.id }}
{%- endfor %}
{% for name, value in said.items() %}
- {{ name }}: {{ value }}
{%- endfor %}
"""


def main(engine: str, loader: str, source: str, target: str) -> None:
    fired_by = opener(engine)()
    template = Environment(autoescape=True).from_string(TEMPLATE)
    load = yaml.CSafeLoader if loader == "c" else yaml.SafeLoader
    with Path(source).open(encoding="utf-8") as file:
        held = yaml.load(file, Loader=load)  # noqa: S506  # both are safe loaders
    told = []
    for one in held:
        said = from_yaml(one)
        fired = fired_by(said)
        rules = [BY_ID[id] for id in fired]
        told.append(template.render(id=one["id"], said=said, fired=rules, winner=winner_of(fired)))
    Path(target).write_text("\n---\n\n".join(told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:5])
