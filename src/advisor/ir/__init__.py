"""The shapes a knowledge pack is made of. Frozen, exact, without behaviour: no number here is a float.

Numbers are whole: money in cents, calendar time in days, work in seconds, lengths in nanometres, volumes in cubic
millimetres, masses in milligrams, shares in basis points. A value is named by a *path*: `order.quantity`,
`option.tooling.low`, `winner.lead_time.high`, `advice.close`.

Its rooms, each on those above it:
- `value`: the values that facts can have, what a fact can still be, and spans with three readings.
- `formula`: whole-number formulas and conditions, over named values. A new function of formulas begins here as well, and is read in `pack/expression`. A new kind of condition begins here, and goes on over `pack/condition` (read), `pack/fact_schema`
  (its schema), `meaning/truth` (what it means), `meaning/reading` and `fold` (what it reads, folded), `columnar/condition_columns` (in columns), `advice/turning` (where it turns),
  `analysis/one_way`, `author/mistake_rule` and `render/condition_words` (in words).
- `fact`: the vocabulary: what facts there are, what stands for one that nobody says.
- `knowledge`: what is known of the world: sources, figures, pathways, options, estimates.
- `rule`: rules and what they conclude, and the other sentences that a pack says.
- `role`: which facts and estimates an answer turns on;
- `speech`: the little words of a language, and what they do in a sentence;
- `lexicon`: the words that people use;
- `knowledge_pack`: a whole pack.
"""

# ruff: noqa: I001  # `as` itself hands a name on; ruff would give each of them an import of three lines
from __future__ import annotations

from advisor.ir.fact import (
    Assumption as Assumption,
    Dimension as Dimension,
    FactType as FactType,
    Group as Group,
    Growth as Growth,
    Guess as Guess,
    Kind as Kind,
    Unit as Unit,
)
from advisor.ir.formula import (
    TRUE as TRUE,
    Along as Along,
    Among as Among,
    And as And,
    Arithmetic as Arithmetic,
    Choose as Choose,
    Compare as Compare,
    Condition as Condition,
    Count as Count,
    Divide as Divide,
    Expression as Expression,
    Extreme as Extreme,
    Figure as Figure,
    Holds as Holds,
    Known as Known,
    Lookup as Lookup,
    Not as Not,
    Number as Number,
    Or as Or,
    Read as Read,
    Same as Same,
    Step as Step,
    Tally as Tally,
    Within as Within,
)
from advisor.ir.knowledge import (
    MEASURED as MEASURED,
    Estimate as Estimate,
    FigureType as FigureType,
    Option as Option,
    Pathway as Pathway,
    Rate as Rate,
    Source as Source,
)
from advisor.ir.knowledge_pack import (
    Pack as Pack,
    ReadAs as ReadAs,
)
from advisor.ir.lexicon import (
    CURRENCY as CURRENCY,
    OWN_COLUMNS as OWN_COLUMNS,
)
from advisor.ir.lexicon import (
    QUOTE_KEYS as QUOTE_KEYS,
    REQUEST as REQUEST,
    REMARKS as REMARKS,
    TITLE as TITLE,
    UNREAD as UNREAD,
    Lexicon as Lexicon,
)
from advisor.ir.role import PackRoles as PackRoles
from advisor.ir.rule import (
    LEVELS as LEVELS,
    Advise as Advise,
    Checklist as Checklist,
    ChecklistItem as ChecklistItem,
    Conclusion as Conclusion,
    Contradiction as Contradiction,
    Derive as Derive,
    Exclude as Exclude,
    Favour as Favour,
    Find as Find,
    Line as Line,
    OwnWords as OwnWords,
    Phrase as Phrase,
    RequestLine as RequestLine,
    RequestSection as RequestSection,
    Risk as Risk,
    Rule as Rule,
    Scope as Scope,
)
from advisor.ir.speech import Roles as Roles, Speech as Speech
from advisor.ir.value import (
    ANY_VALUE as ANY_VALUE,
    NONE as NONE,
    READINGS as READINGS,
    UNLIMITED as UNLIMITED,
    Memory as Memory,
    Numbers as Numbers,
    OneOf as OneOf,
    OptionValue as OptionValue,
    Possible as Possible,
    Reading as Reading,
    Span as Span,
    SpanTable as SpanTable,
    Subset as Subset,
    Table as Table,
    Text as Text,
    Verdict as Verdict,
)
