"""Files read strictly: bytes opened safely, text, YAML's nodes with their places, fields of a mapping, every fault kept.

`opening` (only regular files, never more than the cap), `limits` (how much a file may hold, one cell of a table included), `text` (bytes to text), `events` (PyYAML's),
`reader` (text to nodes), `node` (their shapes), `mistake` (slips of typing found, and said in people's words),
`fields` (what a node should be, and which name was likely meant), `uncollected` (without the collector looking for circles), `ours` (a fault of this program's own, told at its place).
"""
