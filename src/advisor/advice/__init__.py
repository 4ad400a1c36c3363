"""The public face: `Advisor(pack).advise(order)`."""

from advisor.advice.advisor import Advisor
from advisor.advice.stake import Standing

__all__ = ["Advisor", "Standing"]
