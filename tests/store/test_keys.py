"""The key of an office: from a password, onto the recovery sheet and back."""

from random import Random

import pytest

from partyoffice.store import keys
from partyoffice.store.keys import ALPHABET, Key, PasswordError, Why

SALT = bytes(range(100, 116))


def key(seed=1):
    return Key(Random(seed).randbytes(32), SALT)


def refusal(text):
    with pytest.raises(PasswordError) as caught:
        keys.read_code(text, SALT)
    assert caught.value.why is Why.CODE
    return str(caught.value)


# --- the key ---


def test_the_key_of_a_password_is_what_sqlcipher_itself_derives():
    """The value of PBKDF2-HMAC-SHA512 with 256 000 rounds, made once by OpenSSL."""
    found = keys.derive("青禾 2026", SALT)
    assert found.secret.hex().startswith("957bb66ee898198f")
    assert found.pragma == f"x'{found.secret.hex()}{SALT.hex()}'"


def test_a_key_is_never_shown():
    one = key()
    for shown in (repr(one), str(one), f"{one}"):
        assert one.secret.hex() not in shown
        assert repr(one.secret) not in shown
        assert shown == "Key()"


def test_an_empty_password_makes_no_key():
    with pytest.raises(PasswordError, match="密码是空的"):
        keys.new("")


def test_the_check_value_tells_keys_apart_and_salts_too():
    assert keys.check(key()) == keys.check(key())
    assert len({keys.check(key(n)) for n in range(50)} | {keys.check(Key(key().secret, bytes(16)))}) == 51
    assert len(keys.check(key())) == 16


def test_the_head_of_text_zips_and_blanks_is_no_salt():
    for head in (b"name,sex,born,id", b"PK\3\4" + bytes(range(12)), bytes(16), b"\xff" * 16, b"short"):
        assert not keys.looks_random(head)
    assert keys.looks_random(bytes(range(240, 256)))


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", ""),
        ("1234567", "只有 7 个字符"),
        ("11111111", "重复"),
        (" 青禾中学二〇二六", "空格"),
        ("青禾中学二〇二六年", ""),
    ],
)
def test_what_is_weak_about_a_password_is_advised(password, said):
    assert said in keys.advice(password)
    assert bool(keys.advice(password)) is bool(said)


def test_each_wrong_password_waits_longer_but_never_more_than_half_a_minute():
    assert [keys.delay(n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 100)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]


# --- the recovery code ---


@pytest.mark.parametrize("seed", range(20))
def test_a_recovery_code_is_the_key_itself(seed):
    told = keys.code(key(seed))
    assert len(told) == 13 * 5 + 12
    assert keys.read_code(told, SALT) == key(seed)


def test_a_code_of_only_zeros_or_ones_is_a_key_too():
    for secret in (bytes(32), b"\xff" * 32):
        assert keys.read_code(keys.code(Key(secret, SALT)), SALT).secret == secret


def test_a_code_may_be_typed_as_people_type():
    told = keys.code(key())
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in told)
    for typed in (
        told.lower(), told.replace("-", " "), told.replace("-", ""), f"  {told}\n", full_width,
        told.replace("-", "－"), told.replace("0", "O").replace("1", "l"),
        told.replace("1", "I").replace("V", "u"),
    ):  # fmt: skip
        assert keys.is_like_code(typed)
        assert keys.read_code(typed, SALT) == key()


def test_any_wrong_letter_names_its_group():
    told = keys.code(key())
    for at, letter in enumerate(told):
        if letter == "-":
            continue
        for wrong in ALPHABET.replace(letter, ""):
            assert f"恢复码第 {at // 6 + 1} 组有误" in refusal(told[:at] + wrong + told[at + 1 :])


def test_two_letters_that_changed_places_name_their_group():
    told = keys.code(key(2))
    groups = told.split("-")
    for number, group in enumerate(groups):
        for one in range(4):
            swapped = group[:one] + group[one + 1] + group[one] + group[one + 2 :]
            if swapped != group:
                typed = "-".join([*groups[:number], swapped, *groups[number + 1 :]])
                assert f"第 {number + 1} 组有误" in refusal(typed)


def test_groups_that_changed_places_are_both_named():
    groups = keys.code(key()).split("-")
    groups[2], groups[6] = groups[6], groups[2]
    assert "恢复码第 3、7 组有误" in refusal("-".join(groups))


def test_a_lost_letter_names_its_group_and_a_lost_group_is_counted():
    groups = keys.code(key()).split("-")
    assert "第 4 组有误" in refusal("-".join([*groups[:3], groups[3][:4], *groups[4:]]))
    assert "65 个字母和数字，这里是 60 个" in refusal("-".join(groups[1:]))
    assert "这里是 64 个" in refusal("".join(groups)[1:])


def test_a_password_does_not_look_like_a_code_and_a_code_with_a_slip_does():
    assert not keys.is_like_code("青禾中学 2026")
    assert not keys.is_like_code("A" * 20)
    assert keys.is_like_code(keys.code(key())[:-2])


def test_a_letter_that_is_in_no_code_is_a_slip():
    assert "第 1 组有误" in refusal("?" + keys.code(key())[1:])


def test_an_open_office_tells_password_code_slip_and_wrong_one_apart():
    key = keys.derive("密码", bytes(range(16)))
    keys.must_open(key, "密码")
    keys.must_open(key, keys.code(key).lower())
    code = keys.code(key)
    for text, why in (
        ("别的", keys.Why.WRONG),
        (code[:-1] + ("2" if code[-1] != "2" else "3"), keys.Why.CODE),
    ):
        with pytest.raises(keys.PasswordError) as caught:
            keys.must_open(key, text)
        assert caught.value.why is why


def test_a_group_read_back_counts_however_it_is_spelt():
    assert keys.same_group(" 1o2ab ", "102AB")
    assert not keys.same_group("102AC", "102AB")
    assert not keys.same_group("", "")
