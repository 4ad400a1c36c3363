"""Jinja as every template runs in it: its sandbox, its filters, and where a template is at fault."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.errors import Diagnostic, Place
from advisor.pack.cache import Kept
from advisor.render.bytecode import Bytecode
from advisor.render.inert import finalizer, link, packed, squeezed
from advisor.render.layout import aligned, tied, underline


def environment_of(form: str, load: Callable[[str], str | None], kept: Kept | None) -> ImmutableSandboxedEnvironment:
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


def template_fault(name: str, error: TemplateError) -> Diagnostic:
    """Return where a template is at fault, as far as Jinja says."""
    if isinstance(error, TemplateSyntaxError):
        return Diagnostic(Place(f"templates/{error.name or name}", error.lineno, 1), _told(error))
    return Diagnostic(Place(f"templates/{name}"), _told(error))


def _told(error: TemplateError) -> str:
    told = " ".join(str(error.message or type(error).__name__).split()).rstrip(".").replace("'", "`")
    return f"this template cannot be used: {told[:1].lower()}{told[1:]}"
