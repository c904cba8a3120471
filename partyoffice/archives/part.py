"""Table of contents of 文书档案, as far as it stands: what was issued, and under which number."""

from partyoffice.archives import checks, documents
from partyoffice.archives.letters import LETTERS
from partyoffice.archives.papers import FILES
from partyoffice.archives.privacy import PRIVACY
from partyoffice.archives.records import SETTINGS, IssuedPaper
from partyoffice.archives.seek import SEEK
from partyoffice.part import Part, Roster

ARCHIVES = Part(
    "archives",
    "文书档案",
    records=(IssuedPaper,),
    settings=SETTINGS,
    papers=(*LETTERS, *FILES, *PRIVACY),
    rosters=(Roster("issued", documents.TITLE, documents.register, (), (), yearly=True),),
    checks=(checks.check_numbers,),
    seek=(SEEK,),
)
