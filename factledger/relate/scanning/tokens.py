"""A sentence cut into words, numbers and signs, in one pass of one expression that cannot backtrack far."""

import re
from enum import IntEnum

from factledger.model.fast_dataclass import dataclass
from factledger.model.unit_and_number_words import GROUP_SPACES


class TokenSort(IntEnum):
    """What a token is."""

    ADDRESS = 1  # https://…, www.…
    IDENTIFIER = 2  # SU7, ES8, Q2, MX-11, ID.4
    NUMBER = 3  # 7,058 and 1.61, also 1.2.0 and 350,00
    MONEY = 4  # $, HK$, ¥
    WORD = 5
    SIGN = 6  # anything else that is not a blank


_SIGNS = "$¥￥€£₩₹₽₺฿"
# Currency codes may touch their number (CNY20,000), which would otherwise be an identifier. Most of a text are plain
# words with a blank behind them, which are tried first; the look ahead spares the others the trial of everything that
# holds a digit or a sign.
_TOKEN = re.compile(
    r"([^\W\d_]++)(?=[\s,])"
    rf"|(?=[^\W\d_]*+[\d{_SIGNS}:.\-])(?:"
    r"((?:https?://|www\.)[^\s<>]*)"
    r"|((?!(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|NOK|SEK|CHF)\d)(?:[^\W\d_]+\d\w*|[A-Z][A-Za-z]{0,3}[-.]\d\w*)(?:[-.]\w*\d\w*)*)"
    rf"|(\d{{1,3}}(?:[{GROUP_SPACES}]\d{{3}})+(?!\d)|\d+(?:[.,'’]\d+)*)"
    rf"|((?:US|HK|NT|CA|A|C|S|R|JP|CN|RMB)?[{_SIGNS}]))"
    r"|([^\W\d_]+(?:['’][^\W\d_]+)?)"
    r"|([^\s\w]|_)"
)
# By group; plain numbers, which compare faster.
_SORT_OF = (
    0,
    *map(
        int,
        (
            TokenSort.WORD,
            TokenSort.ADDRESS,
            TokenSort.IDENTIFIER,
            TokenSort.NUMBER,
            TokenSort.MONEY,
            TokenSort.WORD,
            TokenSort.SIGN,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens in parallel lists, which is what the scanner's loop reads fastest."""

    text: str
    sorts: list[int]
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def touches(self, index: int) -> bool:
        """Whether no blank stands between this token and the next."""
        return index + 1 < len(self.words) and self.ends[index] == self.starts[index + 1]

    def lower(self, index: int) -> str:
        """The token in lower case, empty beyond either end."""
        return self.lowers[index] if 0 <= index < len(self.words) else ""

    def word(self, index: int) -> str:
        """The token as printed, empty beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def sort(self, index: int) -> int:
        """What the token is, 0 beyond either end."""
        return self.sorts[index] if 0 <= index < len(self.words) else 0

    def opens_sentence(self, index: int) -> bool:
        """Whether the token is the first of its sentence."""
        return index == 0 or self.words[index - 1] in _SENTENCE_ENDS


_SENTENCE_ENDS = frozenset('.!?:;“"”•|(…')


def tokens(text: str) -> Tokens:
    """Cut a text; every character that is no blank belongs to one token."""
    found = list(_TOKEN.finditer(text))
    words = list(map(re.Match.group, found))
    return Tokens(
        text,
        [_SORT_OF[one.lastindex or 0] for one in found],
        words,
        list(map(str.lower, words)),
        list(map(re.Match.start, found)),
        list(map(re.Match.end, found)),
    )
