"""The parts of a Word file beside its text: our own styles, settings and names of faces.

Word and WPS show the built-in styles by their Chinese names (Title is 标题, heading 1 标题 1, Normal
正文, footer 页脚); the others carry Chinese names of ours. Every look hangs on a style, so that
changing 表格文字 changes every table.
"""

from itertools import starmap

from partyoffice.reports.document import Fonts
from partyoffice.reports.pdf_table import LEADING
from partyoffice.reports.word_xml import SPACES, fonts, half_points, jc, twips

TITLE, SUBTITLE, HEADINGS, TEXT, BODY, NOTE = (
    "Title",
    "Subtitle",
    ("Heading1", "Heading2"),
    "Normal",
    "Body",
    "Note",
)
CELL, HEAD, VALUE, LABEL, LINES, SIGN = "Cell", "TableHead", "Value", "Label", "Lines", "Signatures"
GAP, FOOT, MARK, STAMP, BOX, BOX_LABEL = "Gap", "Footer", "Mark", "Stamp", "Box", "BoxLabel"
PHOTO, GRID = "Photo", "TableGrid"
# Word would part digits from Chinese by a quarter of a character, which the columns have no room for.
NO_AUTO_SPACE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
EXACT, LEAST = "exact", "atLeast"


def _spacing(leading: float, rule: str, before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"'
        f' w:line="{twips(leading)}" w:lineRule="{rule}"/>'
    )


def _style(key: str, name: str, role: str, size: float, shape: str, *, based: str = "Normal") -> str:
    """Return a paragraph style; ``shape`` are its paragraph properties, in the order of the schema."""
    ground = f'<w:basedOn w:val="{based}"/>' if key != based else ""
    default = ' w:default="1"' if key == "Normal" else ""
    points = half_points(size)
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>{ground}<w:qFormat/>'
        f'<w:pPr>{shape}</w:pPr><w:rPr>{fonts(role)}<w:sz w:val="{points}"/>'
        f'<w:szCs w:val="{points}"/></w:rPr></w:style>'
    )


def _paragraph_styles(roles: Fonts, cells: float) -> str:
    tight, indent = '<w:ind w:firstLine="0"/>', '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    keep, left, middle, both = "<w:keepNext/>", jc("left"), jc("center"), jc("both")
    cell = _spacing(cells * LEADING, LEAST)
    made = (
        (
            TEXT,
            "Normal",
            roles.table,
            12,
            "<w:widowControl/>" + NO_AUTO_SPACE + _spacing(20, EXACT, after=3) + both,
        ),
        (TITLE, "Title", roles.title, 22, keep + _spacing(31.9, LEAST, after=6) + middle),
        (SUBTITLE, "Subtitle", "kai", 14, keep + _spacing(22, LEAST, after=6) + middle),
        (
            HEADINGS[0],
            "heading 1",
            roles.heading,
            16,
            keep + _spacing(26, LEAST) + left + '<w:outlineLvl w:val="0"/>',
        ),
        (
            HEADINGS[1],
            "heading 2",
            "kai",
            14,
            keep + _spacing(26, LEAST) + left + '<w:outlineLvl w:val="1"/>',
        ),
        (BODY, "公文正文", roles.body, 16, _spacing(28.95, EXACT) + indent + both),
        (NOTE, "附注", roles.table, 9, _spacing(13, EXACT, after=2) + both),
        (LINES, "表上行", roles.table, 10.5, keep + _spacing(18, EXACT) + left),
        (CELL, "表格文字", roles.table, cells, cell + tight + middle),
        (HEAD, "表头", roles.head, cells, keep + cell + tight + middle),
        (VALUE, "栏目内容", roles.table, 10.5, _spacing(13.65, LEAST) + left),
        (LABEL, "栏目名称", "hei", 10.5, _spacing(13.65, LEAST) + middle),
        (BOX, "表样内容", "song", 10.5, _spacing(12.18, EXACT) + middle),
        (BOX_LABEL, "表样栏名", "hei", 10.5, _spacing(12.18, EXACT) + middle),
        (STAMP, "示例标记", "hei", 10.5, keep + _spacing(12, EXACT) + left),
        (MARK, "小字", "song", 8, _spacing(10, EXACT) + left),
        (SIGN, "签名", roles.table, 12, _spacing(24, EXACT, before=12) + left),
        (PHOTO, "照片", "song", 9, _spacing(12, LEAST) + middle),
        (GAP, "间隔", "song", 1, _spacing(7, EXACT)),
        (FOOT, "footer", roles.table, 9, _spacing(12, EXACT) + middle),
    )
    return "".join(starmap(_style, made))


def rules(outside: int, inside: int) -> str:
    """Return a table's rules, in eighths of a point; 0 for none."""
    sides = (("top", outside), ("left", outside), ("bottom", outside), ("right", outside),
             ("insideH", inside), ("insideV", inside))  # fmt: skip
    each = (
        f'<w:{side} w:val="{"single" if wide else "nil"}" w:sz="{wide}" w:space="0" w:color="000000"/>'
        for side, wide in sides
    )
    return f"<w:tblBorders>{''.join(each)}</w:tblBorders>"


def styles(roles: Fonts, cells: float) -> str:
    """Return styles.xml; ``cells`` is the type size of tables."""
    ground = f'{fonts(roles.table)}<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f'<w:style w:type="table" w:styleId="{GRID}"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr>{rules(4, 4)}</w:tblPr></w:style>"
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{ground}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"<w:styles {SPACES}>{defaults}{_paragraph_styles(roles, cells)}{table}</w:styles>"


def settings() -> str:
    """Return settings.xml: Chinese punctuation, and Word's present way of laying out."""
    where = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{where}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    """Return fontTable.xml: by which face a PC without the first shows a text."""
    aliases = {
        "仿宋_GB2312": "仿宋",
        "楷体_GB2312": "楷体",
        "方正小标宋简体": "方正小标宋_GBK",
        "宋体": "SimSun",
        "黑体": "SimHei",
    }
    each = (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in aliases.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {SPACES}>{"".join(each)}</w:fonts>'
    )
