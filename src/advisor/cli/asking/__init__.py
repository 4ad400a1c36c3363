"""`advisor ask`: one conversation, on a rich terminal or a plain one.

In the order in which data walks through it: `begin` (what it begins with and where it is kept), `question_shown` (what stands on a screen),
`terminal` (a terminal, and the plain one), `rich` (the one with keys), `move` (the words that work at every point), `which` (what was said, picked to be asked anew),
`taking` (an answer taken: read, said back, kept), `talk` (the
conversation).
"""
