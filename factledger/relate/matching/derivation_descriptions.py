"""How a result was worked out, in words for an editor."""

from factledger.relate.matching.quantities_of_facts import Claim


def _said(claim: Claim) -> str:
    return f"({claim.how})" if claim.how else claim.facts[0].text


def minus(parts: tuple[Claim, ...]) -> str:
    """A difference."""
    return f"{_said(parts[0])} − {_said(parts[1])}"


def less_both(parts: tuple[Claim, ...]) -> str:
    """A whole without two of its parts."""
    return " − ".join(map(_said, parts))


def plus(parts: tuple[Claim, ...]) -> str:
    """A sum."""
    return " + ".join(map(_said, parts))


def over(parts: tuple[Claim, ...]) -> str:
    """A quotient."""
    return f"{_said(parts[0])} ÷ {_said(parts[1])}"


def distance(parts: tuple[Claim, ...]) -> str:
    """What lies between two."""
    return f"from {_said(parts[0])} to {_said(parts[1])}"


from_to = distance


def more_than(parts: tuple[Claim, ...]) -> str:
    """A lead of one over another."""
    return f"{_said(parts[0])} against {_said(parts[1])}"


less_than = more_than


def proportion_of(parts: tuple[Claim, ...]) -> str:
    """A part of a whole."""
    return f"{_said(parts[0])} of {_said(parts[1])}"


def by_month(parts: tuple[Claim, ...]) -> str:
    """An average by the month."""
    period = parts[0].facts[0].period
    return f"{_said(parts[0])} in {period}, by the month"
