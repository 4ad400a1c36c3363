"""The public face: `Advisor(pack).advise(order)`."""

from advisor.advice.advisor import Advisor

__all__ = ["Advisor"]
