"""`advisor explain`: the whole advice on one order of what `advisor batch` wrote, made again from the facts it keeps."""

from __future__ import annotations

import click

from advisor.cli.advise import FORMATS, print_advices
from advisor.cli.exits import Exit, worst
from advisor.cli.session import open_session, pack_option
from advisor.errors import Diagnostic, FaultsError


@click.command("explain")
@click.argument("out", metavar="OUT")
@click.argument("order_id", metavar="ORDER_ID")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How the advice is written.")
@click.option("--brief", is_flag=True, help="Three lines.")
@click.option("--ids", is_flag=True, help="Show rule ids, points, and where each rule stands.")
@click.option("--another-pack", is_flag=True, help="Explain by a pack that differs from the one that decided.")
@pack_option
def explain_command(
    out: str,
    order_id: str,
    *,
    form: str,
    brief: bool,
    ids: bool,
    another_pack: bool,
    pack_dir: str | None,
    trust_templates: bool,
) -> int:
    """Explain one order of OUT, word for word as `advisor advise` explains the order itself.

    OUT is what `advisor batch` wrote, in Parquet, CSV or JSON Lines, or a folder of shards.
    """
    from advisor.batch.found import find
    from advisor.batch.given_text import order_of

    kept = find(out, order_id)
    session = open_session(pack_dir, trust_templates=trust_templates)
    pack = session.reader.pack
    if kept.sha256 != pack.sha256 and not another_pack:
        told = f"it was decided by the pack {kept.pack} {kept.version} ({kept.sha256[:12]}), this one is {pack.id} {pack.version} ({pack.sha256[:12]})"
        raise FaultsError([Diagnostic(kept.at, told, "name that pack by --pack DIR, or say --another-pack")])
    advice = session.advisor.advise(order_of(kept.told, order_id, session.reader, kept.at))
    if not print_advices([advice], session, "brief" if brief else form, ids=ids, full=True):
        return Exit.CRASHED
    return worst(advised=1, refused=0, excluded=int(advice.pathway is None))
