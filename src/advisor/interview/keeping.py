"""Where one interview's answers are kept, after each of them: in a new file, put into a person's own, or in the user's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advisor.errors import OutputError
from advisor.interview.file_edit import EditError, edited, refuse_uneditable
from advisor.interview.interview import Interview
from advisor.interview.kept import FINISHED, HEADER, UNFINISHED, ChangedError, Owned, StateFolder
from advisor.order import OrderReader


class Keeping:
    """Keeps an interview. What cannot be kept where it was meant to be is kept in the user's folder, and that is told."""

    def __init__(
        self,
        folder: StateFolder,
        owned: Owned | None = None,
        *,
        base: bytes | None = None,
        written: bytes | None = None,
    ) -> None:
        """Keep in a file.

        owned: the file, None for a new one in the user's folder; base: what a person wrote there, to be edited; written: what an
        interview wrote there.
        """
        self._folder = folder
        self._owned = owned
        self._base = base
        self._notes: list[str] = []
        self._written = written
        self._is_told = False

    @property
    def path(self) -> Path | None:
        """The file that holds the answers, None if none does."""
        is_there = self._written is not None or self._base is not None
        return self._owned.path if self._owned and is_there else None

    @property
    def is_own(self) -> bool:
        """Whether it is a file of the user's folder, which `advisor ask` finds by itself."""
        return self._owned is not None and self._folder.holds(self._owned.path)

    def note(self, *lines: str) -> None:
        """Keep words besides, as comments: what was not read of the first sentence is not lost, nor what no longer reads."""
        self._notes += [" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in lines]

    def keep(self, interview: Interview, reader: OrderReader, *, finished: bool = False) -> tuple[str, ...]:
        """Keep what an interview says by now; return what must be told of it."""
        try:
            self._keep(interview, reader, finished=finished)
        except (OutputError, EditError) as error:
            return tuple(self._divert(error, interview, reader, finished=finished))
        return ()

    def _keep(self, interview: Interview, reader: OrderReader, *, finished: bool) -> None:
        if self._owned is None:
            self._owned = self._folder.begin()
        raw = self._raw(self._owned, interview, reader, finished=finished)
        if raw != self._written and not (self._written is None and raw == self._base):
            self._owned.write(raw)
        self._written = raw

    def _raw(self, owned: Owned, interview: Interview, reader: OrderReader, *, finished: bool) -> bytes:
        if self._base is not None:
            said = [one.path for one in interview.said if one.path not in interview.order.shared]
            return edited(self._base, str(owned.path), reader, interview.order, said)
        body = "".join(interview.lines()).encode()
        if not self._folder.holds(owned.path):
            return body
        notes = "".join(f"# {line}\n" for line in self._notes).encode()
        return HEADER + (FINISHED if finished else UNFINISHED) + notes + body

    def _divert(
        self, error: OutputError | EditError, interview: Interview, reader: OrderReader, *, finished: bool
    ) -> Iterable[str]:
        """Keep in a new file of the user's folder instead, and yield what to tell."""
        meant = str(self._owned.path) if self._owned else ""
        self._owned, self._base, self._written = None, None, None
        try:
            self._keep(interview, reader, finished=finished)
        except OutputError as other:
            self._owned = None
            if not self._is_told:
                self._is_told = True
                yield f"Your answers are not kept: {other}. To keep them, give --save FILE."
            return
        why = f"`{meant}` is left as it is: {error}" if isinstance(error, EditError) else str(error)
        if isinstance(error, ChangedError):
            why += ", so I did not write over it"
        yield f"{why[:1].upper()}{why[1:]}. Your answers are kept in `{self.path}`."


def resumed(folder: StateFolder, path: Path, raw: bytes, reader: OrderReader) -> tuple[Keeping, tuple[str, ...]]:
    """Return where the answers of an interview over an existing file are kept, with what must be told of it."""
    if folder.holds(path) and raw.startswith(HEADER):
        keeping = Keeping(folder, Owned(path, raw, folder), written=raw)
        keeping.note(*(line[2:] for line in raw.decode(errors="replace").split("\n")[1:] if line.startswith("# ")))
        return keeping, ()
    try:
        refuse_uneditable(raw, str(path), reader)
    except EditError as error:
        return Keeping(folder), (f"`{path}` is left as it is: {error}. Your new answers are kept in your own folder.",)
    return Keeping(folder, Owned(path, raw, folder), base=raw), ()
