"""Units of the commune: opened, renamed, closed, and who belongs to them."""

from datetime import UTC, datetime

import pytest

from hcc.accounts.operations.officials import NoSuchUnit, add_official, disable_official, edit_official
from hcc.accounts.operations.units import (
    CentreStays,
    UnitGone,
    UnitInUse,
    UnitNameMissing,
    UnitNameTaken,
    add_unit,
    close_unit,
    open_unit,
    rename_unit,
)
from hcc.accounts.resources import AccountFolder
from hcc.accounts.units import CENTRE
from hcc.core.act import Act

ACT = Act("quantri", datetime(2026, 11, 23, 2, 12, tzinfo=UTC))


@pytest.fixture
def accounts() -> AccountFolder:
    return AccountFolder()


def names(accounts) -> dict[int, str]:
    return {unit.number: unit.name for unit in accounts.units() if not unit.closed}


def add(accounts, login="lan", unit=CENTRE):
    return add_official(
        accounts, login=login, name="Lan", job_title="", roles=set(), password_hash="x", unit=unit, act=ACT
    )


def test_the_centre_is_the_first_unit_and_others_follow(accounts):
    assert add_unit(accounts, name="  Phòng  Kinh tế ", act=ACT).number == 2
    assert add_unit(accounts, name="Phòng Văn hóa – Xã hội", act=ACT).number == 3
    assert names(accounts)[2] == "Phòng Kinh tế"
    assert [record.what for record in accounts.chain] == ["unit added", "unit added"]


def test_a_name_is_needed_and_stands_once(accounts):
    add_unit(accounts, name="Phòng Kinh tế", act=ACT)
    with pytest.raises(UnitNameTaken):
        add_unit(accounts, name="PHÒNG KINH TẾ", act=ACT)
    with pytest.raises(UnitNameMissing):
        add_unit(accounts, name=" \n", act=ACT)
    with pytest.raises(UnitNameTaken):
        rename_unit(accounts, number=CENTRE, name="Phòng Kinh tế", act=ACT)
    assert len(accounts.chain) == 1


def test_a_unit_takes_another_name_and_keeps_its_number(accounts):
    rename_unit(accounts, number=CENTRE, name="Trung tâm Hành chính công xã", act=ACT)
    assert names(accounts) == {CENTRE: "Trung tâm Hành chính công xã"}
    assert accounts.chain.last.facts["after"] == "Trung tâm Hành chính công xã"
    rename_unit(accounts, number=CENTRE, name="Trung tâm Hành chính công xã", act=ACT)
    assert len(accounts.chain) == 1, "nothing changed, nothing recorded"


def test_a_unit_closes_when_nobody_belongs_to_it_and_its_number_is_not_used_again(accounts):
    unit = add_unit(accounts, name="Phòng Kinh tế", act=ACT)
    lan = add(accounts, unit=unit.number)
    with pytest.raises(UnitInUse) as refusal:
        close_unit(accounts, number=unit.number, act=ACT)
    assert refusal.value.facts == {"count": 1, "name": "Phòng Kinh tế"}
    disable_official(lan, act=ACT)
    close_unit(accounts, number=unit.number, act=ACT)
    assert names(accounts).keys() == {CENTRE}
    assert accounts.unit(unit.number).name == "Phòng Kinh tế", "what names it keeps its name"
    with pytest.raises(NoSuchUnit):
        add(accounts, login="mai", unit=unit.number)
    assert add_unit(accounts, name="Phòng Văn hóa", act=ACT).number == unit.number + 1
    open_unit(accounts, number=unit.number, act=ACT)
    assert add(accounts, login="mai", unit=unit.number).unit == unit.number


def test_the_centre_cannot_be_closed_nor_a_unit_that_never_was(accounts):
    with pytest.raises(CentreStays):
        close_unit(accounts, number=CENTRE, act=ACT)
    for act_on in (close_unit, open_unit):
        with pytest.raises(UnitGone):
            act_on(accounts, number=7, act=ACT)
    with pytest.raises(UnitGone):
        rename_unit(accounts, number=7, name="x", act=ACT)


def test_an_official_moves_to_another_unit_and_may_stay_in_a_closed_one(accounts):
    unit = add_unit(accounts, name="Phòng Kinh tế", act=ACT)
    lan = add(accounts)

    def edit(**changed):
        edit_official(lan, **{"name": lan.name, "job_title": "", "unit": lan.unit, **changed}, act=ACT)

    edit(unit=unit.number)
    assert (lan.unit, lan.chain.last.facts) == (2, {"before": {"unit": 1}, "after": {"unit": 2}})
    disable_official(lan, act=ACT)
    close_unit(accounts, number=unit.number, act=ACT)
    edit(job_title="Chuyên viên")
    assert lan.job_title == "Chuyên viên"
    edit(unit=CENTRE)
    with pytest.raises(NoSuchUnit):
        edit(unit=unit.number)
