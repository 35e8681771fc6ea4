"""Figures of a language that its data file describes: found in a text, or read from one that is a figure.

The tables `[figures]` of `factledger/languages/<code>.toml` say how numbers, scales, units and hedges are written; this
module knows no word of any language. English has rules of its own (`model.quantity_parsing`, `relate.scanning`).

In `[figures]` a key is what the words mean, a value lists them ("Auto*, Wagen"); a star stands for any letters:

- `words` are numbers ("eine" under 1); where larger ones are written as one word, `ones`, `teens` and `tens` are its parts and
  `compounds` what joins them (`half` is "einhalb" of zweieinhalb); where they are put together of single signs, `powers`
  multiply digits (三百二十), `point` stands before decimals (eins Komma zwei), where signs stand alone unless a sign of `clock` follows (三点半);
- `scales` are powers of ten, `more` what may stand in a number and says "and some" (30多万);
- `money` are currencies, `units` measures and counted things under the name that facts have, `plain` nouns that name no
  unit, `nouns` things counted that may stand a little behind the figure;
- `hedges` and `hedges_after` are wordings by `Qualifier`, `hedges_after_times` those behind multiples alone (五倍多); `rates` and `rates_before` say for each what;
- `fractions` (percent), `multiples` (factor), `one_in`, `parts`, `tenths` (with a digit or `half` behind, 七成六, 三成半), `ranks`, `top` are expressions in which
  `{number}`, `{whole}` and `{ordinal}` stand for numbers;
- `whole_ranks` are such expressions for a rank that is all of a fact's value ("sechster");
- `ranges` link two ends, `between` stands before two, `and` then between them, `from` before a begin and `to` before the end of a change;
- `unhedged` are expressions around a figure (`@`) in which the word before it is no hedge: "ein Kredit über @";
- `skip` are expressions for what is no figure: times, ages, versions; `labels` are nouns that a number follows as a name.
"""
