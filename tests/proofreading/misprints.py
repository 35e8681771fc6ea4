"""Slips of the keyboard in a number as printed; None where a number allows none of that kind."""


def _wrong_digit(number: str, language: str) -> str | None:
    at = [at for at, sign in enumerate(number) if sign.isdigit()]
    place = at[len(at) // 2]
    return number[:place] + str((int(number[place]) + 3) % 10 or 4) + number[place + 1 :]


def _swapped_digits(number: str, language: str) -> str | None:
    for at in range(len(number) - 1, 0, -1):
        first, second = number[at - 1], number[at]
        if first.isdigit() and second.isdigit() and first != second and not (at == 1 and second == "0"):
            return number[: at - 1] + second + first + number[at + 1 :]
    return None


def _dropped_digit(number: str, language: str) -> str | None:
    whole = _regrouped(number, language)
    return None if whole is None or len(whole) < 4 else _grouped(whole[:2] + whole[3:], language, number)


def _added_digit(number: str, language: str) -> str | None:
    whole = _regrouped(number, language)
    return None if whole is None or len(whole) < 2 else _grouped(whole[:2] + "6" + whole[2:], language, number)


def _wrong_decimal_point(number: str, language: str) -> str | None:
    point = "," if language == "de" else "."
    head, found, tail = number.partition(point)
    if found and len(head) > 1:
        return f"{head[:-1]}{point}{head[-1]}{tail}"
    return f"{head}{tail[0]}{point}{tail[1:]}" if found and len(tail) > 1 else None


def _regrouped(number: str, language: str) -> str | None:
    group, point = (".", ",") if language == "de" else (",", ".")
    return None if point in number else number.replace(group, "")


def _grouped(whole: str, language: str, like: str) -> str:
    if "," not in like and "." not in like:
        return whole
    return f"{int(whole):,}".replace(",", "." if language == "de" else ",")


SLIPS = (
    ("wrong-digit", _wrong_digit),
    ("swapped-digits", _swapped_digits),
    ("dropped-digit", _dropped_digit),
    ("added-digit", _added_digit),
    ("wrong-decimal-point", _wrong_decimal_point),
)
