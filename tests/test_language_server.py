"""What an editor shows of a pack: yaml-language-server, driven over stdio, completes from the pack's own schemas and underlines a wrong word."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.pack.load import load
from advisor.pack.scaffold import write_new
from conftest import ROOT, Run

SERVER = ROOT / ".venv" / "node" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.skipif(NODE is None, reason="no Node here; the server is written for it"),
    pytest.mark.xdist_group("language server"),
]
SETTINGS = {
    "yaml": {
        "validate": True, "completion": True, "hover": True, "yamlVersion": "1.2", "schemaStore": {"enable": False}
    }
}  # fmt: skip
"""What an editor is set to, where it is not as usual."""
CURSOR = "|"
FIGURE = "  ours_alone: {value: 300, unit: units, label: ours, source: studio#prices, as_of: 2026-11-29}\n"
RULE = """- id: ours-is-enough
  for: {pathway: [maker_hub]}
  when: {quantity: figure.ours_alone..}
  then: {exclude: true}
  because: "More than {{ figure.ours_alone }}."
  source: studio#prices
"""
RULES, CASES = "rules/studio.yaml", "tests/cases/studio.yaml"


class Server:
    """One server, asked over its standard input."""

    def __init__(self, root: Path) -> None:
        assert SERVER.is_file(), "`make .venv/node.stamp` installs it"
        self._process = subprocess.Popen(
            [str(NODE), str(SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._root, self._asked, self._version = root, 0, 0
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, told: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **told}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _heard(self) -> dict[str, Any]:
        """Return the next message; what the server asks of an editor is answered on the way."""
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            items = (message.get("params") or {}).get("items", [])
            self._send({"id": message["id"], "result": [SETTINGS.get(one["section"]) for one in items] or None})
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._heard()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def opened(self, name: str, text: str) -> list[str]:
        """Open a file as if it held a text, and return what is underlined in it."""
        self._version += 1
        uri = (self._root / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._heard()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return [one["message"] for one in message["params"]["diagnostics"]]

    def completed(self, name: str, text: str) -> set[str]:
        """Return what is offered where `|` stands in the text of a file."""
        before = text.partition(CURSOR)[0]
        self.opened(name, text.replace(CURSOR, "", 1))
        at = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        found = self.ask(
            "textDocument/completion", {"textDocument": {"uri": (self._root / name).as_uri()}, "position": at}
        )
        items = found["items"] if isinstance(found, dict) else found or []
        return {str(one["label"]) for one in items}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a pack of a studio's own, with its schemas."""
    found = tmp_path_factory.mktemp("packs") / "mine"
    write_new(found, "builtin", today="2026-11-29")
    return found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    found = Server(folder)
    yield found
    found.close()


def headed(folder: Path, name: str, text: str) -> str:
    """Return a text under the line by which editors find the schema of a file of the new pack."""
    first = (folder / name).read_text(encoding="utf-8").partition("\n")[0]

    assert "yaml-language-server: $schema=" in first

    return f"{first}\n{text}"


def test_facts_are_completed(server: Server, folder: Path) -> None:
    """Under `when` every fact that a rule may test is offered; under `order` every fact that an order may say."""
    rule = headed(folder, RULES, "- id: mine\n  when:\n    de|\n")
    order = headed(folder, CASES, "cases:\n  - id: one\n    order:\n      de|\n")

    assert {"deadline", "quantity", "material"} <= server.completed(RULES, rule)
    assert {"deadline", "quantity", "object"} <= server.completed(CASES, order)


def test_choices_are_completed(server: Server, folder: Path) -> None:
    """Behind a fact stand its choices, behind `pathway` the pathways."""
    rule = headed(folder, RULES, "- id: mine\n  when:\n    material: |\n")
    case = headed(folder, CASES, "cases:\n  - id: one\n    expect:\n      pathway: |\n")

    assert {"wood", "steel", "porcelain"} <= server.completed(RULES, rule)
    assert {"maker_hub", "small_factory", "none"} <= server.completed(CASES, case)


def test_figures_are_completed(server: Server, folder: Path) -> None:
    """A number of an option may be a figure of the pack, by its name."""
    name = "knowledge/options/studio.yaml"
    text = "# yaml-language-server: $schema=../../.schemas/options.json\noptions:\n  - id: mine\n    hourly_rate: |\n"

    assert {"figure.studio_hour", "figure.hub_hour"} <= server.completed(name, text)
    assert {"figure.studio_hour"} <= {f"figure.{one}" for one in load(folder).figures}


def test_words_are_completed(server: Server, folder: Path) -> None:
    """The words of the language itself are offered: the keys of a rule, its conclusions, levels of advice."""
    assert {"when", "if", "then", "because"} <= server.completed(RULES, headed(folder, RULES, "- id: mine\n  |\n"))
    assert {"exclude", "risk", "favour", "advise"} <= server.completed(
        RULES, headed(folder, RULES, "- id: mine\n  then:\n    |\n")
    )


def test_a_wrong_word_is_underlined(server: Server, folder: Path) -> None:
    """What is misspelt is told while it is written; what is right is not."""
    rule = "- id: mine\n  when: {%s: 20..}\n  then: {exclude: true}\n  because: Why.\n  source: studio#prices\n"

    assert any("dedline" in one for one in server.opened(RULES, headed(folder, RULES, rule % "dedline")))
    assert server.opened("rules/other.yaml", headed(folder, RULES, rule % "quantity")) == []


def test_stale_schemas_are_told(cli: Run, folder: Path) -> None:
    """A fact that the schemas do not know yet is told by `pack check`, with the command that makes them anew."""
    assert "advisor pack schema" not in cli("pack", "check", str(folder), merged=True).stdout

    figures, rules = folder / "knowledge" / "figures.yaml", folder / "rules" / "more.yaml"
    figures.write_text(figures.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    rules.write_text(RULE, encoding="utf-8")
    told = cli("pack", "check", str(folder), merged=True).stdout

    assert "this schema is older than the pack's words" in told
    assert "advisor pack schema" in told
