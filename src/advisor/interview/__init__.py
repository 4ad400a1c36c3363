"""The interview about one order: the fewest questions to an answer that one would act on. No terminal and no page in it.

In the order in which data walks through it: `interview` (what is known, the answer so far, the moves; which question comes
next and why, of those that the pack's facts have, and when none does), `likely` (the choices that are likely for an order), `typed_answer` (an answer as a person types it), `loose_answer` (one with words more than it needs), `order_text` (the order as an order file), `again` (an
order file read again, though some of it no longer reads), `file_edit` (answers put into an order file that a person wrote), `kept`
(interviews kept in the user's own folder), `keeping` (where the answers of one are kept).

Laws: whatever is answered counts as it would in an order file; what was kept reads back as the same; nothing that was not read is
written over, and nothing is lost by stopping at any moment.
"""

from advisor.interview.again import Again, read_again
from advisor.interview.file_edit import EditError, edited
from advisor.interview.interview import Answered, Interview, Need, Question
from advisor.interview.keeping import Keeping, resumed
from advisor.interview.kept import ChangedError, Owned, StateFolder, Unfinished, state_folder
from advisor.interview.typed_answer import AnswerError, Typed

__all__ = [
    "Again",
    "AnswerError",
    "Answered",
    "ChangedError",
    "EditError",
    "Interview",
    "Keeping",
    "Need",
    "Owned",
    "Question",
    "StateFolder",
    "Typed",
    "Unfinished",
    "edited",
    "read_again",
    "resumed",
    "state_folder",
]
