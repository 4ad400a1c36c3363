"""Runs commands on random and spoilt files, and tells every crash, hang and silent loss: `make fuzz MINUTES=10`, or fuzz.py MINUTES SEED.

What it finds is kept in a folder of its own, with the command that shows it. Each case follows from its seed alone.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from advisor.pack.folder import builtin
from advisor.pack.load import load
from conftest import ROOT, Zygote
from test_check import BASE

SEEDS = [path for path in sorted((ROOT / "examples").iterdir()) if path.is_file()] + sorted(
    (ROOT / "tests" / "sheets").iterdir()
)
EXITS = {0, 1, 2, 3, 4, 5}
"""How a command may end: never by a crash, which is 70, nor by a signal."""
REFUSED = {2, 3}
PATIENCE = 60
TOKENS = [
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\t", b",", b";", b'"', b"'", b"{", b"}", b"[", b"&a ", b"*a", b"<<: ", b"!!bool x",
    b"---\n", b": ", b"- ", b"#", b"|", b"1e400", b"NaN", b"-0", b"99999999999999999999", b"9999-12-31", b"\xe2\x80\xae", b"\x1b[31m", b"=1+1", b"..", b" or none",
]  # fmt: skip
WORDS = [
    "120",
    "12",
    "two",
    "a",
    "dozen",
    "1e3",
    "1,5",
    "0",
    "-1",
    "½",
    "99999999999",
    "mugs",
    "mug",
    "rings",
    "chairs",
    "posters",
    "oak",
    "walnut",
    "steel",
    "enamel",
    "engraved",
    "glazed",
    "for",
    "by",
    "in",
    "before",
    "until",
    "christmas",
    "friday",
    "tomorrow",
    "Q3",
    "2026-13-45",
    "31.02.",
    "easter",
    "under",
    "max",
    "EUR",
    "€",
    "USD",
    "$",
    "4.50",
    "k",
    "30",
    "cm",
    "x",
    "20",
    "5",
    "kg",
    "no",
    "not",
    "neither",
    "and",
    "or",
    ";",
    ":",
    "(",
    ")",
    '"\'"',
    "??",
    "...",
    "gift",
    "client",
    "london",
    "zürich",
    "東京",
    "🙂",
    "\u202e",
    "\x1b[0m",
    "{{7*7}}",
    "<b>",
    "each",
    "total",
    "asap",
    "unsure",
    "maybe",
    "either",
    "100-200",
    "~50",
    ">80",
    "units",
    "kw",
    "52",
]
FACTS = [fact for fact in load(builtin()).facts.values() if fact.of == "order"]
CELLS = [
    "", " ", "-", "none", "unknown", "n/a", "yes", "no", "TRUE", "0", "-0", "1", "7", "120", "1e3", "1E400", "1.5", "1,5", "1.200,50", "1'200", "½", "120..90", "10..",
    "<50", ">= 9", "EUR 5", "5 €", "$5", "JPY 3", "3 weeks", "2026-02-30", "9999-12-31", "0001-01-01", "next friday", "30 %", "12 cm", "5 kg", "oak", "steel|oak", "[]",
    "a|b", "=1+1", "'-5", "@x", "\u202e", "x" * 300, "Summe", "storniert", "#DIV/0!", "nan", "inf", "１２０", "mug", "true or false",
]  # fmt: skip
ANSWERS = [
    "?",
    "why",
    "back",
    "edit",
    "now",
    "quit",
    "don't know",
    "none",
    "yes",
    "no",
    "oak",
    "120",
    "80..150",
    "4 weeks",
    "EUR 20",
    "",
    "y",
    "n",
    "mug",
]
SAVED = (
    "# what we know\nid: lamp\nquantity: 120  # as she said\nmaterial: [oak, steel]\ndeadline: 4 weeks\nstudio:\n  country: DE\n",
    '{"id": "lamp", "quantity": 120, "material": "steel"}\n',
    "id: one\nquantity: 80..150\nas_of: 2026-11-24\n---\nid: two\nmaterial: oak\n",
    "orders:\n  - {id: lamp, quantity: 120}\n",
    "",
)  # fmt: skip
STREAMS = ("", ">&-", "<&-", "2>&-", "2>/dev/full", ">/dev/full", ">&- 2>&- <&-", "</dev/full")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A command. rows: how many orders it is to tell of, None if that is not known; raw: what stands on standard input.

    again: what is done to its files before it is run a second time, to end and print as before; keeps: the file that it leaves as it is
    where it refuses it; streams: what a shell does to its streams, None for a fork that has all.
    """

    words: list[str]
    rows: int | None = None
    raw: bytes = b"quantity: 20\n"
    environment: dict[str, str] = field(default_factory=dict)
    again: Callable[[], None] | None = None
    keeps: Path | None = None
    streams: str | None = None


def spoilt(rng: random.Random, raw: bytes) -> bytes:
    """Return bytes with a few random changes."""
    held = bytearray(raw)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, size = rng.randrange(len(held) + 1), rng.choice((1, 1, 3, 20, 200))
        match rng.randrange(6):
            case 0 if held:
                held[at % len(held)] = rng.randrange(256)
            case 1:
                del held[at : at + size]
            case 2:
                held[at:at] = rng.choice(TOKENS) * rng.choice((1, 1, 2, 50))
            case 3:
                held[at:at] = held[at : at + size]
            case 4:
                held[at : at + size] = bytes(rng.randrange(256) for _ in range(min(size, 20)))
            case _:
                held[at:] = b"" if rng.random() < 0.2 else bytes(reversed(held[at : at + size])) + held[at + size :]
    return bytes(held)


def files(rng: random.Random, folder: Path) -> Case:
    """Spoil a file of orders, quotes or cells, and advise on it by one command or another."""
    seed = rng.choice(SEEDS)
    name = (
        f"in{seed.suffix}"
        if rng.random() < 0.9
        else "in" + rng.choice((".yaml", ".json", ".jsonl", ".csv", ".xlsx", ".ods", ".xls", ".parquet", ".tsv"))
    )
    (folder / name).write_bytes(spoilt(rng, seed.read_bytes()))
    return Case(words=rng.choice([
        ["advise", name, "--brief"], ["advise", name, "--format", "json"], ["batch", name, "-o", "out.csv"], ["batch", name, "-o", "out.jsonl"],
        ["explain", name], ["compare", str(ROOT / "examples" / "lamp.yaml"), name], ["advise", str(ROOT / "examples" / "lamp.yaml"), "--brief", "--studio", name],
        ["batch", str(ROOT / "examples" / "shop.csv"), "--map", name, "-o", "out.csv"],
    ]))  # fmt: skip


def table(rng: random.Random, folder: Path) -> Case:
    """Write a table of random cells, in one form or another; every row of it is to be advised on or refused."""
    chosen = rng.sample(FACTS, rng.randint(1, min(6, len(FACTS))))
    rows = [[f"o{at}", *(rng.choice(CELLS) for _ in chosen)] for at in range(rng.choice((1, 3, 40)))]
    heads = ["id", *(fact.name for fact in chosen)]
    form = rng.choice(("csv", "tsv", "parquet", "xlsx", "jsonl"))
    name, out = f"in.{form}", rng.choice(("out.csv", "out.jsonl", "out.parquet", "out.md"))
    match form:
        case "csv" | "tsv":
            held = io.StringIO()
            csv.writer(held, delimiter="," if form == "csv" else "\t").writerows([heads, *rows])
            (folder / name).write_text(held.getvalue(), encoding="utf-8")
        case "jsonl":
            lines = [json.dumps({head: cell for head, cell in zip(heads, row, strict=True) if cell}) for row in rows]
            (folder / name).write_text("\n".join(lines), encoding="utf-8")
        case "parquet":
            pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row").write_parquet(folder / name)
        case _:
            pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row").write_excel(folder / name)
    return Case(words=["batch", name, "-o", out, "--max-refused", "100%"], rows=len(rows))


def pack(rng: random.Random, folder: Path) -> Case:
    """Spoil a file of a small pack, and check, test, explain or use it."""
    spoil = rng.choice(sorted(BASE))
    _small_pack(folder)
    (folder / "pack" / spoil).write_bytes(spoilt(rng, BASE[spoil].encode()))
    (folder / "o.yaml").write_text("quantity: 120\n")
    return Case(words=rng.choice([["pack", "check", "pack"], ["pack", "test", "pack"], ["advise", "o.yaml", "--pack", "pack"], ["pack", "show", "pack"]]))  # fmt: skip


def _small_pack(folder: Path) -> None:
    for name, text in BASE.items():
        (folder / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pack" / name).write_bytes(text.encode())


def interview(rng: random.Random, folder: Path) -> Case:
    """Spoil a saved interview, and go on with it by random answers; what is refused stays as it was."""
    name = rng.choice(("in.yaml", "in.yaml", "in.json", "in.txt"))
    text = rng.choice(SAVED).encode()
    (folder / name).write_bytes(spoilt(rng, text) if rng.random() < 0.8 else text)
    answers = "\n".join(rng.choice((*ANSWERS, rng.choice(CELLS))) for _ in range(rng.randint(0, 12)))
    return Case(
        words=["ask", "--plain", rng.choice(("--resume", "--save")), name], raw=answers.encode(), keeps=folder / name,
        environment={"ADVISOR_STATE": str(folder / "state")},
    )  # fmt: skip


def cache(rng: random.Random, folder: Path) -> Case:
    """Spoil what a first run kept of a small pack and its templates: the second says the same."""
    _small_pack(folder)
    (folder / "o.yaml").write_text("quantity: 120\n")

    def again() -> None:
        kept = sorted(path for path in (folder / "cache").rglob("*") if path.is_file())
        for path in rng.sample(kept, rng.randint(min(1, len(kept)), len(kept))):
            path.write_bytes(spoilt(rng, path.read_bytes()))

    return Case(
        words=["advise", "o.yaml", "--pack", "pack", rng.choice(("--brief", "--full", "--format=json"))], again=again,
        environment={"ADVISOR_CACHE": str(folder / "cache")},
    )  # fmt: skip


def sentence(rng: random.Random, folder: Path) -> Case:  # as the others
    """Say an order in random words."""
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 14))).replace("\x00", "")
    return Case(words=["advise", "--words", words, rng.choice(("--brief", "--full", "--format=json"))])


def arguments(rng: random.Random, folder: Path) -> Case:
    """Give random arguments to a random command."""
    (folder / "in.yaml").write_text("quantity: 120\n")
    loose = ["in.yaml", "-", "", " ", "--", "-o", "out", "--set", "quantity=5", "quantity=", "=", "--as-of", "9999-12-31", "x", "--pathway", "quantity=10..20", "--full", "--help", "--format", "json"]  # fmt: skip
    commands = [
        "advise",
        "batch",
        "explain",
        "compare",
        "sweep",
        "what-if",
        "why-not",
        "why",
        "rfq",
        "report",
        "pack",
        "nonsense",
    ]
    loose.append(f"--set={rng.choice(FACTS).name}={rng.choice(CELLS)}")
    return Case(words=[rng.choice(commands), *(rng.choice(loose) for _ in range(rng.randint(0, 5)))])


def streams(rng: random.Random, folder: Path) -> Case:
    """Give random arguments to a random command whose streams are closed, full or as they should be."""
    return replace(arguments(rng, folder), streams=rng.choice(STREAMS))


KINDS: dict[str, Callable[[random.Random, Path], Case]] = {
    "files": files, "table": table, "pack": pack, "sentence": sentence, "arguments": arguments, "interview": interview, "cache": cache,
    "streams": streams,
}  # fmt: skip


def lost(done: subprocess.CompletedProcess[bytes], rows: int) -> str:
    """Return what is wrong with how many orders a run tells of, nothing if they are all there or the whole table was refused."""
    told = done.stderr.decode(errors="replace")
    found = re.search(r"([0-9,]+) orders? advised, .*?(?:; ([0-9,]+) refused)?$", told, re.MULTILINE)
    if found is None:
        return "" if done.returncode in (2, 3, 5) else "it does not say how many orders were advised"
    count = sum(int((one or "0").replace(",", "")) for one in found.groups())
    return "" if count == rows or (found[1] == "0" and found[2] == "1") else f"{count} orders of {rows} are told of"


def run(zygote: Zygote, case: Case, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a case's command, in a fork or, where its streams are not all there, by a shell."""
    environment = {**os.environ, "TMPDIR": str(folder), **case.environment}
    if case.streams is None:
        return zygote.run(case.words, folder, case.raw, environment, PATIENCE)
    (folder / ".in").write_bytes(case.raw)
    command = f"exec {shlex.join([sys.executable, '-m', 'advisor', *case.words])} <.in >.out 2>.err {case.streams}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, timeout=PATIENCE, check=False)
    return subprocess.CompletedProcess(
        case.words, done.returncode, (folder / ".out").read_bytes(), (folder / ".err").read_bytes()
    )


def verdict(zygote: Zygote, case: Case, folder: Path) -> str:
    """Return what is wrong with how a command ends, nothing if all is well."""
    held = case.keeps.read_bytes() if case.keeps else b""
    try:
        done = run(zygote, case, folder)
        if case.again is not None:
            case.again()
            second = run(zygote, case, folder)
            if (second.returncode, second.stdout) != (done.returncode, done.stdout):
                return f"it says {second.returncode} {second.stdout[-300:]!r} after {done.returncode} {done.stdout[-300:]!r}"
    except subprocess.TimeoutExpired:
        return f"it did not end in {PATIENCE} s"
    said = done.stderr + done.stdout
    if done.returncode not in EXITS or b"Traceback" in said or b"fault of the program's" in said:
        return f"exit {done.returncode}: " + done.stderr.decode(errors="replace")[-600:]
    if case.keeps and done.returncode in REFUSED and case.keeps.read_bytes() != held:
        return f"exit {done.returncode}, and {case.keeps.name} is not as it was"
    left = [one.name for one in folder.rglob(".*.part")]
    return f"it left {left[0]}" if left else lost(done, case.rows) if case.rows is not None else ""


def main(minutes: float, seed: int) -> int:
    """Try cases for so long; return how many were wrong."""
    home = Path(tempfile.mkdtemp(prefix="advisor-fuzz-"))
    zygote, counts, wrong = Zygote(home), Counter[str](), 0
    ends, number = time.monotonic() + 60 * minutes, 0
    try:
        while time.monotonic() < ends:
            number += 1
            rng = random.Random(f"{seed}-{number}")  # noqa: S311  # what is drawn is to be drawn again
            kind, folder = rng.choice(sorted(KINDS)), home / f"{seed}-{number}"
            folder.mkdir()
            case = KINDS[kind](rng, folder)
            counts[kind] += 1
            if told := verdict(zygote, case, folder):
                wrong += 1
                command = f"advisor {' '.join(map(repr, case.words))} {case.streams or ''}"
                print(f"{kind} {folder}: {command}\n  {told}", flush=True)  # noqa: T201  # for whoever runs it
            else:
                shutil.rmtree(folder)
    finally:
        zygote.end()
    print(f"seed {seed}: {counts.total()} cases, {wrong} wrong: {dict(sorted(counts.items()))}", flush=True)  # noqa: T201  # as above
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(float(sys.argv[1]), int(sys.argv[2]))))
