"""The templates of a pack's folder: read from there alone, compiled once for each form in Jinja's sandbox, and rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.errors import Diagnostic, PackError, Place
from advisor.pack.cache import Kept
from advisor.pack.files import TEMPLATE
from advisor.render.inert import finalizer, link, packed, squeezed
from advisor.render.layout import aligned, tidy_lines, tied, underline

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Bytecode(BytecodeCache):
    """Keeps the bytecode of one form's templates, by their names and, as Jinja checks, their text.

    The form is part of the key: what is constant in a template is escaped for its form when it is compiled.
    """

    def __init__(self, kept: Kept, form: str) -> None:
        self._kept = kept
        self._form = form

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        del filename  # a template that comes from a wheel has none
        told = f"{jinja2.__version__} {self._form} {name}"
        return f"{hashlib.sha256(told.encode()).hexdigest()}.jinja"

    def load_bytecode(self, bucket: Bucket) -> None:
        raw = self._kept.read(bucket.key)
        if raw is not None:
            bucket.bytecode_from_string(raw)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.write(bucket.key, bucket.bytecode_to_string())


class Templates:
    """The templates in one folder. kept: where what they compile to may be kept. Not to be shared between threads."""

    def __init__(self, folder: Traversable, kept: Kept | None = None) -> None:
        self.folder = folder
        self.kept = kept
        self._environments: dict[str, ImmutableSandboxedEnvironment] = {}
        self._compiled: dict[tuple[str, str], Template] = {}

    def render(self, form: str, name: str, width: int | None, **view: object) -> str:
        """Return what a template says in a form. width: where its lines end, None where it lays them out by itself.

        Raises:
            PackError: the template cannot be used.
        """
        try:
            told = self.template(form, name).render(markup=f"markup_{form}.j2", **view)
        except TemplateError as error:
            raise PackError([_template_fault(name, error)]) from error
        return tidy_lines(told, width)

    def template(self, form: str, name: str) -> Template:
        key = (form, name)
        if key not in self._compiled:
            if form not in self._environments:
                self._environments[form] = _environment_of(form, self.source, self.kept)
            self._compiled[key] = self._environments[form].get_template(name)
        return self._compiled[key]

    def source(self, name: str) -> str | None:
        """Return a template's text; only files right in the folder, never what a link leads to elsewhere."""
        if not TEMPLATE.fullmatch(name):
            return None
        found = self.folder / name
        if isinstance(found, Path) and found.resolve().parent != Path(str(self.folder)).resolve():
            return None
        return found.read_text(encoding="utf-8") if found.is_file() else None


def _environment_of(form: str, load: Callable[[str], str | None], kept: Kept | None) -> ImmutableSandboxedEnvironment:
    """Return the environment of one form. Markup made by templates stays; `finalize` escapes all else, in every form."""
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalizer(form),
        auto_reload=False,
        bytecode_cache=None if kept is None else Bytecode(kept, form),
    )
    environment.filters |= {
        "squeezed": squeezed,
        "packed": packed,
        "link": link,
        "underline": underline,
        "tied": tied,
        "aligned": aligned,
    }
    return environment


def _template_fault(name: str, error: TemplateError) -> Diagnostic:
    """Return where a template is at fault, as far as Jinja says."""
    if isinstance(error, TemplateSyntaxError):
        return Diagnostic(Place(f"templates/{error.name or name}", error.lineno, 1), _told(error))
    return Diagnostic(Place(f"templates/{name}"), _told(error))


def _told(error: TemplateError) -> str:
    told = " ".join(str(error.message or type(error).__name__).split()).rstrip(".").replace("'", "`")
    return f"this template cannot be used: {told[:1].lower()}{told[1:]}"
