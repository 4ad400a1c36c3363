"""Values as people write them: what a text says of a fact, and how a value is written so that it reads as the same.

In the order a text walks through them: `unit` (what units there are), `day` and `number` (one number, span or day), `read` (a
fact's possible values from a node).
"""
