"""The templates of a pack's folder: read from there alone, compiled once for each form, and rendered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.errors import PackError
from advisor.pack.cache import Kept
from advisor.pack.files import TEMPLATE
from advisor.render.environment import environment_of, template_fault
from advisor.render.layout import tidy_lines

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


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
            raise PackError([template_fault(name, error)]) from error
        return tidy_lines(told, width)

    def template(self, form: str, name: str) -> Template:
        key = (form, name)
        if key not in self._compiled:
            if form not in self._environments:
                self._environments[form] = environment_of(form, self.source, self.kept)
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
