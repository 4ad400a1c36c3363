"""The page in a browser and the door for programs, by the extra `advisor[web]`: what `advisor serve` serves.

In the order in which a request walks through it: `server` (the address, the connections), `guard` (who may come in, and with how much),
`app` (which address leads where), then what each does: `pages` (an order said, asked about, edited), `number_tries` (what if), `takeaway` (files to
keep), `quotes` (quotes typed or brought), `door` (the JSON API) with `openapi` (its description); `sight` (what a page shows), `worker` (the
one thread that thinks), `desk` (the orders in hand, and how many may be brought in a file), `shelf` (the orders as files).

Laws: every step works without script; an order is the file on the shelf and nothing else; what was answered is on the disk before
the next page is shown; a browser sees its own orders only; nothing is fetched from anywhere else.
"""
