"""The first screen: what a designer reads in fifteen seconds, as parts that every form lays out.

- `screen`: its shape, how it is laid out in plain text, and what gives way where an answer is longer.
- `voice`: how options, facts and rules are called there; numbers are said by `render/plain`.
- `beside`: the two or three options side by side, and how far apart they are.
- `so_far`: in a line, what an order comes to in the middle of an interview.
- `reasons`: why the winner, why not the others.
- `mending`: which limits the answer breaks, and what would make it fit.
- `guesses`: what was guessed, and what hangs on it.
- `build`: the whole, with the order, what to do, what would change it and what comes next.
- `together`: the answers to several orders of one block of a file beside each other.

Every sentence is a macro of `first_screen.j2`, but what a rule says, which is its own `short`. A screen never has more than 32 lines, names three options at most, and says nothing
that the trace does not hold.
"""
