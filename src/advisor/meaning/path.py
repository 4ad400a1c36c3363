"""What a path is made of: `order.colour` is the fact `colour` of the order, `figure.toll.low` an end of a figure."""


def name_in(path: str) -> str:
    """Return the name that stands after the scope: of the fact, estimate or figure."""
    return path.split(".")[1]
