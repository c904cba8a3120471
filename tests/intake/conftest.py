"""A small importer of people over the real office, to try the engine without the members' own one."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from partyoffice.core.field import Field, Kind
from partyoffice.intake.headings import known
from partyoffice.intake.target import Difference, Options, Row, Target, Verdict
from partyoffice.members.records import Person
from partyoffice.store.office import Office

sys.path.append(str(Path(__file__).parent))

STORED = {
    "name": "name",
    "sex": "sex",
    "nation": "ethnicity",
    "birth": "birth",
    "id_number": "id_number",
    "joined": "joined",
    "phone": "phone",
}


def _target(key: str, title: str, kind: Kind = Kind.TEXT, **about: Any) -> Target:
    headings = about.pop("headings", known(key))
    engine = {name: about.pop(name) for name in ("must", "plain_here") if name in about}
    return Target(key, Field(key, title, kind, **about), headings, **engine)


TARGETS = (
    _target("name", "姓名", Kind.NAME, must=True),
    _target("sex", "性别", Kind.CHOICE, codes="sex", open=False),
    _target("nation", "民族", Kind.CHOICE, codes="nation", open=False),
    _target("birth", "出生日期", Kind.DAY),
    _target("id_number", "身份证号", Kind.ID_NUMBER),
    _target("joined", "入党时间", Kind.DAY),
    _target("full_on", "转正时间", Kind.DAY),
    _target("branch", "所在党支部"),
    _target("phone", "手机号码", Kind.PHONE),
    _target("landline", "固定电话", Kind.PHONE),
    _target("party_post", "党内职务"),
    _target("job", "行政职务"),
    _target("unit", "工作单位"),
    _target("title", "职称"),
    _target("full_time_education", "全日制学历"),
    _target("on_job_education", "在职学历"),
    _target("education", "学历"),
    _target("mentors", "培养联系人"),
    _target("remark", "备注", Kind.LONG),
)


@dataclass(frozen=True)
class PeopleImporter:
    kind: str = "people"
    title: str = "人员"
    sample: Mapping[str, str] = field(default_factory=dict)
    tell: Any = None

    def targets(self, session) -> tuple[Target, ...]:
        return TARGETS

    def judge(self, session, rows: list[Row], options: Options) -> None:
        stored = {person.id_number: person for person in session.execute(select(Person)).scalars()}
        for row in rows:
            person = stored.get(row.values.get("id_number", ""))
            if person is not None:
                row.record_id = person.id
                row.differences = [
                    Difference(key, str(getattr(person, name)), str(row.values[key]))
                    for key, name in STORED.items()
                    if key in row.values and getattr(person, name) != row.values[key]
                ]
                row.verdict = Verdict.CHANGED if row.differences else Verdict.SAME
        options.created.extend(
            sorted({row.values["branch"] for row in rows if row.good and "branch" in row.values})
        )

    def write(self, session, rows: list[Row], options: Options) -> None:
        for row in rows:
            if self.tell:
                self.tell(row)
            given = {name: row.values[key] for key, name in STORED.items() if key in row.values}
            if row.record_id is None:
                session.add(Person(**given))
                continue
            person = session.get(Person, row.record_id)
            for name, value in given.items():
                setattr(person, name, value)


@pytest.fixture(scope="session")
def still_office(tmp_path_factory):
    """An empty office that nothing here may write into."""
    with Office.create(tmp_path_factory.mktemp("still") / "空.dangwu") as office:
        yield office
        assert office.last_seq == office.first_seq


@pytest.fixture
def office(blank, tmp_path):
    with Office.open(shutil.copyfile(blank, tmp_path / "校.dangwu")) as office:
        yield office


@pytest.fixture
def importer():
    return PeopleImporter()
