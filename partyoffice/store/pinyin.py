"""Pinyin of single characters, from the dictionary that is loaded only when first asked."""

from functools import lru_cache


@lru_cache(maxsize=32768)
def readings(char: str) -> tuple[str, ...]:
    """Return all readings of one character, without tones, ü as v, the usual one first.

    Empty for anything that is not a Chinese character or not in the dictionary.
    """
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(syllable for syllable in found[0] if syllable) if found else ()
