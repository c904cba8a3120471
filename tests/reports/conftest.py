"""Papers are printed with the shipped faces, the same on every machine."""

import io
import os

import pytest
from PIL import Image

os.environ["PARTYOFFICE_FONTS"] = "shipped"

RARE = "𬭎𬱖㛃䶮𬭚𠅤喆堃瑀旸燊犇翀婳珺玥晞昉頔赟镕淏烜骉𬀩𬘭𬤇𫖯𫘜䜣䴔㬎㭎𣲗"
RARE += "㑇㙦㥄㧑㬚㳚㸌㻬㿠䁖䃅䌹䓛䗖䢺䦃䲟䴖𡎚𣸣𤩽𥔲𦈡𨭉𨱔𪣻𫄸𫍯"  # sixty-two


@pytest.fixture
def rare():
    return RARE


@pytest.fixture
def photo():
    held = io.BytesIO()
    Image.new("RGB", (250, 350), (120, 160, 200)).save(held, "JPEG")
    return held.getvalue()


@pytest.fixture
def bare():
    """Text without anything that line breaking and table cells may add or drop."""

    def stripped(text):
        return "".join(text.split())

    return stripped
