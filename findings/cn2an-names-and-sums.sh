#!/usr/bin/env bash
# cn2an 0.5.24 (PyPI): its `transform`, for numbers in Chinese sentences, changes names and leaves sums. To digits: the carmaker FAW (一汽)
# is "1汽", Wuling (五菱) "5菱", Leapmotor (零跑) "0跑", and a ternary lithium battery (三元锂电池) reads as one for 3 yuan; the
# revenue "十六点一亿元" (1.61 billion) stays in words, with a warning only, though 十六亿元 is converted. To words: "1,610,000辆" becomes
# "one, six hundred and ten, nought", a day such as 2025-11-30 "two thousand and twenty-five minus eleven minus thirty", and
# the financial year 2025-26 "minus twenty-six". Its page names dates as understood.
# Seen on 30 November 2026, Python 3.11. Ends with 1 if that changes. Needs a network to install.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'cn2an==0.5.24' 2>/dev/null
cat > "$folder/sentences.py" <<'PY'
import warnings

import cn2an

DIGITS = ("一汽交付三万辆", "五菱和零跑", "三元锂电池", "十六亿元", "十六点一亿元", "二十五点三万辆")
WORDS = ("350000辆", "1,610,000辆", "2025年11月30日", "2025-11-30", "2025-26财年")

for method, texts in (("cn2an", DIGITS), ("an2cn", WORDS)):
    for text in texts:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            print(text, cn2an.transform(text, method), *("warning" for _ in said), sep=" | ")
PY
"$folder/venv/bin/python" "$folder/sentences.py" | tee "$folder/output"
cat > "$folder/expected" <<'TXT'
一汽交付三万辆 | 1汽交付30000辆
五菱和零跑 | 5菱和0跑
三元锂电池 | 3元锂电池
十六亿元 | 1600000000元
十六点一亿元 | 十六点一亿元 | warning
二十五点三万辆 | 二十五点三万辆 | warning
350000辆 | 三十五万辆
1,610,000辆 | 一,六百一十,零辆
2025年11月30日 | 二零二五年十一月三十日
2025-11-30 | 二千零二十五负十一负三十
2025-26财年 | 二千零二十五负二十六财年
TXT
diff "$folder/expected" "$folder/output" && echo "as seen"
