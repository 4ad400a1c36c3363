"""The strict reader: what it takes, what it refuses and where."""

from __future__ import annotations

import io
import os
import sys
import time
import unicodedata
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import Diagnostic, FaultsError
from advisor.yaml.limits import ORDER_LIMITS, PACK_LIMITS, Limits
from advisor.yaml.reader import MappingNode as Mapping
from advisor.yaml.reader import Node, Scalar, read_bytes, read_stream, read_yaml
from advisor.yaml.reader import SequenceNode as Sequence
from conftest import MESSAGE_LIMIT


def faults(text: str | bytes, file: str = "f.yaml", limits: Limits = PACK_LIMITS) -> tuple[Diagnostic, ...]:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_yaml(raw, file, limits)[1]


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def values(text: str, file: str = "f.yaml") -> list[object]:
    documents, found = read_yaml(text.encode(), file, PACK_LIMITS)

    assert found == ()
    return [plain(document) for document in documents]


# --- what is read -----------------------------------------------------------------------------------------------------
def test_everything_stays_text() -> None:
    """`no` is Norway, `12:30` no number, `1_000` and `0123` as written."""
    read = values("a: no\nb: 12:30\nc: [1_000, 0123, on, ~, .inf, 2026-02-30]\nno: yes\n")

    assert read == [
        {"a": "no", "b": "12:30", "c": ["1_000", "0123", "on", "~", ".inf", "2026-02-30"], "no": "yes"},
    ]


def test_a_quoted_scalar_is_not_plain() -> None:
    """Only what is written without quotes may be taken for a number or a flag."""
    (document,), _ = read_yaml(b"a: 1\nb: '1'\nc: |\n  1\n", "f", PACK_LIMITS)

    assert isinstance(document, Mapping)
    assert [value.plain for _, value in document.entries if isinstance(value, Scalar)] == [True, False, False]


def test_places_count_characters_from_one() -> None:
    """The column is that of the character, whatever bytes or wide characters stand before it."""
    (document,), _ = read_yaml('a: 1\nünï: {"😀": x, b: [y]}\n'.encode(), "f", PACK_LIMITS)

    assert isinstance(document, Mapping)
    inner = document.get("ünï")
    assert isinstance(inner, Mapping)
    assert inner.flow
    assert (inner.at.line, inner.at.column) == (2, 6)
    items = inner.get("b")
    assert isinstance(items, Sequence)
    assert (items.items[0].at.line, items.items[0].at.column) == (2, 19)


def test_text_is_normalised() -> None:
    """A letter with a combining accent is the same key as the one letter."""
    assert values("e\u0301: e\u0301\n") == [{"\u00e9": "\u00e9"}]
    assert faults("e\u0301: 1\n\u00e9: 2\n")[0].at.line == 2


def test_line_ends_of_every_system_are_one_line_each() -> None:
    """CRLF and a lone CR end a line, so places agree with any editor."""
    assert values("a: 1\r\nb: 2\rc: 3\n") == [{"a": "1", "b": "2", "c": "3"}]
    assert faults("a: 1\r\nb: 2\rc: @\n")[0].at.line == 3


def test_empty_documents_are_left_out() -> None:
    """An empty file holds nothing and has no fault; what that means is the caller's to say."""
    for text in ("", "# only a comment\n", "---\n", "\n\n", "---\n---\n", "\ufeff"):
        assert values(text) == []
    assert values("---\na: 1\n---\n") == [{"a": "1"}]


def test_a_value_left_out_is_empty() -> None:
    """A key with a comment in prose behind it just has no value."""
    assert values("a: # ask\nb:\nc: ''\n") == [{"a": "", "b": "", "c": ""}]


@pytest.mark.parametrize("file", ["o.json", "o.yaml"])
def test_json_is_read(file: str) -> None:
    """Tabs for indentation, escaped slashes, surrogate pairs and tight colons are good JSON."""
    text = '{\n\t"a":"x\\/y",\n\t"b": ["\\ud83d\\ude00", "\\\\ud83d"],\n\t"c":{"d":null}\n}'

    assert values(text, file) == [{"a": "x/y", "b": ["😀", "\\ud83d"], "c": {"d": "null"}}]


def test_joined_surrogates_leave_places_alone() -> None:
    """What stands behind a surrogate pair is reported in the column of the file as it was."""
    text = '{"a": 1,\n "b": ["\\ud83d\\ude00\\ud83d\\ude00", "\\ud83d\\ude00", @]}'

    assert (faults(text)[0].at.line, faults(text)[0].at.column) == (2, text.split("\n")[1].index("@") + 1)


def test_json_lines_are_read_one_by_one() -> None:
    """A broken line of a .jsonl file is refused at its place and costs no other line."""
    documents, found = read_yaml(b'{"a": 1}\n\n{"a": \n{"a": 3}\n', "o.jsonl", PACK_LIMITS)

    assert [plain(document) for document in documents] == [{"a": "1"}, {"a": "3"}]
    assert [fault.at.line for fault in found] == [3]


def test_first_line_moves_every_place() -> None:
    """A reader that hands over one line of many has places in the whole file."""
    (document,), _ = read_yaml(b"a: 1", "f", PACK_LIMITS, first_line=7)

    assert document.at.line == 7
    assert read_yaml(b"a: @", "f", PACK_LIMITS, first_line=7)[1][0].at.line == 7
    assert read_yaml(b"a: \x01", "f", PACK_LIMITS, first_line=7)[1][0].at.line == 7


def test_faults_before_a_syntax_fault_are_kept() -> None:
    """The fault that ends the reading is told beside those found before it."""
    assert [fault.at.line for fault in faults("a: 1\na: 2\nb: &x 1\nc: @\n")] == [2, 3, 4]


# --- what is refused --------------------------------------------------------------------------------------------------
REFUSED = [
    ("because: {{ option.name }} asks {{ x }}\n", 1, 10, "put the whole sentence in double quotes"),
    ("- id: x\n  because: {{ x }}\n  b: 1\n", 2, 12, "put the whole sentence in double quotes"),
    ("because: {% if x %}y\n", 1, 10, "put the whole sentence in double quotes"),
    ("q: >= 250\n", 1, 4, "write `250..`"),
    ("q: >=250\nb: 1\n", 1, 4, "write `250..`"),
    ("q: > 250\n", 1, 4, "write `251..`"),
    ("q: >5\nb: 1\n", 1, 4, "write `6..`"),
    ("id: #10\nb: 2\n", 1, 5, 'write `"#10"`'),
    ("- #10\n", 1, 3, 'write `"#10"`'),
    ("a: {unit_cost: EUR 0,70}\n", 1, 22, "write `EUR 0.70`"),
    ("a: {c: EUR 1,200, d: 1}\n", 1, 14, "write `EUR 1200` or `EUR 1.2`"),
    ("a: {b, c: 1}\n", 1, 5, "write a colon"),
    ("key:value\n", 1, 1, "write `key: value`"),
    ("a: 1\nkey:value\nb: 2\n", 2, 1, "write `key: value`"),
    ("- id:lamp\n  quantity: 3\n", 1, 3, "write `id: lamp`"),
    ("a: {b:1}\n", 1, 5, "write `b: 1`"),
    ("a:\n\tb: 1\n", 2, 1, "replace each tab"),
    ("a:\n  b: 1\n\tc: 2\n", 3, 1, "replace each tab"),
    ("a: %x\n", 1, 4, "double quotes"),
    ("a: @x\n", 1, 4, "double quotes"),
    ("a: `x`\n", 1, 4, "double quotes"),
    ('é: "x\nb: 1\n', 1, 4, "close the quote"),
    ('a: "x\nb: "y"\n', 1, 4, "close the quote"),
    ("a: 'it's'\n", 1, 8, "close every quote"),
    ("a: [x\nb: 1\n", 1, 4, "add the `]`"),
    ("a: {x: 1\nb: 1\n", 1, 4, "add the `}`"),
    ("a: {b: c]\n", 1, 9, "quotes"),
    ("a: [b]]\n", 1, 7, "delete it"),
    ("a: x: y\n", 1, 5, "double quotes"),
    ("a: 1\n b: 2\n", 2, 2, "same column"),
    ("a:\n   b: 1\n  c: 2\n", 3, 3, "same column"),
    ("- a\nb: 1\n", 2, 1, "same column"),
    ("a: - b\n", 1, 4, "next line"),
    ('a: "C:\\Users"\n', 1, 7, "single quotes"),
    ('a: "\\q"\n', 1, 5, "single quotes"),
    ('é: "x\\ud800"\n', 1, 6, "character itself"),
    ('{"a": "\\ud800"}', 1, 8, "character itself"),
    ("a: *x\n", 1, 4, "write the value out"),
    ("a: *x*\n", 1, 4, ""),
    ("*** \n", 1, 1, "double quotes"),
    ("a: &x 1\n", 1, 4, "delete it"),
    ("a: !!python/object:os.system 1\n", 1, 4, "delete it"),
    ("a: !!int ''\n", 1, 4, "delete it"),
    ("a: !important\n", 1, 4, "quotes"),
    ("<<: {a: 1}\n", 1, 1, "write the keys out"),
    ("? [a]\n: 1\n", 1, 3, "one word"),
    ("{[a]: 1}\n", 1, 2, "one word"),
    (": 1\n", 1, 1, ""),
    ("{: 1}\n", 1, 2, ""),
    ('"": 1\n', 1, 1, ""),
    ("%YAML 1.1\n---\na: 1\n", 1, 1, "delete the line"),
    ("a: 1\n%TAG ! x\n---\nb: 1", 2, 1, "delete the line"),
    ("a: 1\n\xa0b: 2\n", 2, 1, "ordinary spaces"),
    ("\xa0b: 2\n", 1, 1, "ordinary spaces"),
    ('{"a":1}\n{"b":2}\n', 2, 1, ".jsonl"),
    ("a: \x07\n", 1, 4, "delete it"),
    ("a: é\x9bx\n", 1, 5, "delete it"),
    ("a: \u202ex\n", 1, 4, "delete it"),
    ("a: 1\nb: \x85x\n", 2, 4, "delete it"),
    ("a: \u2028x\n", 1, 4, "delete it"),
    ("\ufeffa: 1\nb: \ufeff\n", 2, 4, "delete it"),
    ('a: "\\e[2J"\n', 1, 4, "delete the escape"),
    ('a: "\\x9b31m"\n', 1, 4, "delete the escape"),
    ('a: "\\u202e"\n', 1, 4, "delete the escape"),
    ('{"a": "\\u0000"}', 1, 7, "delete the escape"),
    ('a: 1\n"\\e": 2\n', 2, 1, "delete the escape"),
]


@pytest.mark.parametrize(("text", "line", "column", "help"), REFUSED)
def test_slips_are_refused_at_their_place(text: str, line: int, column: int, help: str) -> None:
    """Each slip is named where it stands, in words a designer knows, with what to write instead."""
    first = faults(text)[0]

    assert (first.at.line, first.at.column) == (line, column)
    assert help in first.help
    for word in ("token", "scalar", "node", "stream", "mapping values", "str", "None"):
        assert word not in first.message.split("`")[0].split()


def test_a_duplicate_key_names_both_lines() -> None:
    """The second is where the fault stands, the first is named; `1` and `true` are two keys, `1` and `'1'` one."""
    found = faults("a: 1\nb: 2\na: 3\n")

    assert (found[0].at.line, found[0].message) == (3, "key `a` is given twice, first on line 1")
    assert faults("1: a\ntrue: b\n1.0: c\n") == ()
    assert len(faults("1: a\n'1': b\n")) == 1


@pytest.mark.parametrize(
    ("raw", "got"),
    [
        ("a: 1\n".encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "binary"),
        ("a: 1\n".encode("utf-32-le"), "UTF-16"),
    ],
)
def test_a_file_that_is_no_text_is_one_fault(raw: bytes, got: str) -> None:
    """A picture or UTF-16 is refused once, not character by character."""
    found = faults(raw if got != "UTF-16" or raw[:2] == b"\xff\xfe" else b"\xff\xfe" + raw)

    assert len(found) == 1
    assert got in found[0].message


def test_a_latin_1_byte_is_refused_at_its_place() -> None:
    """The first byte that is not UTF-8 is named with its line and column, in characters."""
    found = faults("a: 1\r\nä: ".encode() + b"\xe9\n")

    assert [str(fault.at) for fault in found] == ["f.yaml:2:4"]


SMALL = Limits(file_bytes=1000, nodes=10, scalar=20, depth=3, keys=4, faults=3)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[[[[1]]]]", "f:1:4"),
        ("- - - - 1\n", "f:1:7"),
        ("a: 1\nb: 1\nc: 1\nd: 1\ne: 1\n", "f:5:1"),
        ("[1,2,3,4,5,6,7,8,9,10]", "f:1:20"),
        ("a: " + "x" * 21, "f:1:4"),
        ("x" * 1001, "f"),
    ],
)
def test_each_limit_is_told_where_it_is_reached(text: str, place: str) -> None:
    """Depth, keys, nodes, length and size each end the reading with one fault."""
    found = faults(text, "f", SMALL)

    assert [str(fault.at) for fault in found] == [place]
    assert "expected at most" in found[0].message


def test_at_the_limit_all_is_well() -> None:
    """A limit is what is still allowed."""
    assert faults("[[[1]]]", "f", SMALL) == ()
    assert faults("a: 1\nb: 1\nc: 1\nd: 1\n", "f", SMALL) == ()
    assert faults("a: " + "x" * 20, "f", SMALL) == ()


def test_faults_end_after_the_cap() -> None:
    """A file of nothing but faults is not told in full; the last line says so."""
    found = faults("".join(f"- &a{n} x\n" for n in range(9)), "f", SMALL)

    assert len(found) == SMALL.faults + 1
    assert "too many" in found[-1].message


HOSTILE = {
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "staircase": b"".join(b" " * n + b"-\n" for n in range(2_000)),
    "questions": b"? " * 100_000,
    "laughs": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 120)),
    "merges": b"a: &a {x: 1}\n"
    + b"".join(b"%c: &%c {<<: [*%c, *%c]}\n" % (n, n, n - 1, n - 1) for n in range(98, 120)),
    "digits": b"a: " + b"9" * 10_000_000,
    "sexagesimal": b"a: 1" + b":00" * 30_000,
    "keys": b"".join(b"%d: 1\n" % (n * (2**61 - 1)) for n in range(20_000)),
    "lists": b"[" + b"[]," * 340_000 + b"]",
    "tags": b"".join(b"%%TAG !%d! x\n" % n for n in range(100_000)),
    "anchors": b"".join(b"- &a%d x\n" % n for n in range(100_000)),
    "aliases": b"[" + b"*a," * 100_000 + b"]",
    "surrogates": b'["' + b"\\ud83d\\ude00" * 400_000 + b'"]',
    "controls": b"\x01" * 1_000_000,
    "itself": b"&a [*a]",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon(name: str) -> None:
    """No nesting, bomb or flood of text crashes, hangs or is expanded: each is refused; a minute of work is a hang."""
    start = time.process_time()
    found = faults(HOSTILE[name], "o.yaml", ORDER_LIMITS)
    spent = time.process_time() - start

    assert found or name == "sexagesimal"
    assert spent < 60
    assert all(len(fault.message) <= MESSAGE_LIMIT for fault in found)


# --- properties -------------------------------------------------------------------------------------------------------
YAMLISH = st.text(
    st.sampled_from(list("ab10 \n\t:-[]{},#&*!|>'\"%@`?~<=.\\ux\u00e9\U0001f600\r\x1b\u202e")), max_size=60
)


@given(
    st.one_of(
        st.binary(max_size=80),
        YAMLISH.map(str.encode),
        st.text(max_size=60).map(lambda t: t.encode("utf-8", "replace")),
    )
)
def test_no_bytes_ever_raise(raw: bytes) -> None:
    """Whatever the file holds, the answer is documents and faults; each fault is one short line with a real place."""
    for file in ("f.yaml", "f.json", "f.jsonl"):
        documents, found = read_yaml(raw, file, SMALL)
        lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")

        for fault in found:
            assert fault.message.isprintable()
            assert fault.help.isprintable()
            assert len(fault.message) <= MESSAGE_LIMIT
            assert fault.at.line <= len(lines)
            if fault.at.line:
                assert 1 <= fault.at.column <= len(lines[fault.at.line - 1]) + 1
        for document in documents:
            _assert_clean(document)


def _assert_clean(node: Node) -> None:
    match node:
        case Scalar():
            assert not set(node.text) & set("\x1b\u202e\r")
            assert unicodedata.is_normalized("NFC", node.text)
        case Sequence():
            for item in node.items:
                _assert_clean(item)
        case Mapping():
            assert len({key.text for key, _ in node.entries}) == len(node.entries)
            for _, value in node.entries:
                _assert_clean(value)


TREES = st.recursive(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcé", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(TREES, st.booleans())
def test_what_is_dumped_is_read_back(tree: object, flow: bool) -> None:
    """Anything PyYAML writes with quoted text is read back the same."""
    text = yaml.safe_dump(tree, default_style='"', default_flow_style=flow, allow_unicode=True)

    assert values(text) == [normal(tree)]


def normal(tree: object) -> object:
    match tree:
        case str():
            return unicodedata.normalize("NFC", tree)
        case list():
            return [normal(item) for item in tree]
        case dict():
            return {unicodedata.normalize("NFC", key): normal(value) for key, value in tree.items()}
    raise AssertionError


@pytest.mark.parametrize("text", ["a: [1, {b: 'x'}]\n", "a: @\n", "a: 1\na: 2\n", "a: {{ x }} y\n", "a: &x 1\n"])
def test_the_slow_parser_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the documents and the places of faults stay what they were."""
    documents, found = read_yaml(text.encode(), "f", PACK_LIMITS)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    others, other_found = read_yaml(text.encode(), "f", PACK_LIMITS)

    assert others == documents
    assert [fault.at.line for fault in other_found] == [fault.at.line for fault in found]


# --- opening files ----------------------------------------------------------------------------------------------------
def refusal(path: Path | ZipPath, *, follow_links: bool = True) -> str:
    with pytest.raises(FaultsError) as caught:
        read_bytes(path, PACK_LIMITS, follow_links=follow_links)
    (fault,) = caught.value.faults
    assert fault.at.line == 0
    return fault.message


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    """A file up to the cap is read whole, through a link too where links are followed."""
    path, link = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"x" * PACK_LIMITS.file_bytes)
    link.symlink_to(path)

    assert len(read_bytes(path, PACK_LIMITS)) == PACK_LIMITS.file_bytes
    assert len(read_bytes(link, PACK_LIMITS)) == PACK_LIMITS.file_bytes
    assert "link" in refusal(link, follow_links=False)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    """A pipe nobody writes to, a device without end, a folder, a missing or endless name: refused at once."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    assert "pipe" in refusal(pipe)
    assert "device" in refusal(Path("/dev/zero"))
    assert "folder" in refusal(tmp_path)
    assert refusal(tmp_path / "none") == "no such file"
    assert refusal(Path("a\0b")) == "no such file"
    assert refusal(pipe / "x") == "no such file"
    assert "too long" in refusal(tmp_path / ("x" * 5000))


def test_a_file_over_the_cap_is_refused(tmp_path: Path) -> None:
    """One byte over is too much, on disk, in a zip and on standard input."""
    raw = b"x" * (PACK_LIMITS.file_bytes + 1)
    (tmp_path / "a").write_bytes(raw)
    with ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a", raw)
        archive.writestr("b", b"a: 1")

    assert "512 KB" in refusal(tmp_path / "a")
    assert "512 KB" in refusal(ZipPath(tmp_path / "z.zip", "a"))
    assert refusal(ZipPath(tmp_path / "z.zip", "c")) == "no such file"
    assert read_bytes(ZipPath(tmp_path / "z.zip", "b"), PACK_LIMITS) == b"a: 1"
    with pytest.raises(FaultsError, match="<stdin>"):
        read_stream(io.BytesIO(raw), "<stdin>", PACK_LIMITS)
    assert read_stream(io.BytesIO(b"a"), "<stdin>", PACK_LIMITS) == b"a"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """Missing permission is a fault of the file, not a traceback."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    path.chmod(0)

    assert "permission" in refusal(path)
