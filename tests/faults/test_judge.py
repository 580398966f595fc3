"""The judge of the kill test is judged: an office that loses, halves or doubles an act is found out."""

import shutil

import pytest

from hcc.core.act import Act
from tampering import put, records_of

from .breaking import FORGETS_KEYS
from .load import Load, judge
from .objects import changed_site
from .served import Served, write_ini

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def worked(filled, tmp_path_factory):
    """A var folder after some work, and what was acknowledged."""
    folder = tmp_path_factory.mktemp("worked")
    var = shutil.copytree(filled, folder / "var")
    with Served(write_ini(folder / "office.ini", var)) as server:
        ledger = Load(server.port, seed=1).start().until(40).finish()
        server.stop()
    assert not ledger.surprises, ledger.surprises
    return var, ledger


@pytest.fixture
def worked_var(worked, tmp_path):
    return shutil.copytree(worked[0], tmp_path / "worked")


def test_sound_work_passes(worked):
    var, ledger = worked
    found = judge(ledger, var)
    assert not found.faults
    assert found.acknowledged >= 40
    assert found.line(1).endswith("lost=0 half_applied=0 duplicated=0 chains=ok")


def test_a_dossier_that_is_gone_is_lost(worked, worked_var):
    with changed_site(worked_var) as site:
        token = next(d.token for d in worked[1].dossiers if "receive" in d.acts)
        del site.dossiers._dossiers[site.dossiers._tokens.pop(token)]
    assert judge(worked[1], worked_var).lost


def test_a_visit_that_is_gone_is_lost(worked, worked_var):
    with changed_site(worked_var) as site:
        del site.books.visits._things[next(v.token for v in worked[1].visits if v.token)]
    assert [fault for fault in judge(worked[1], worked_var).lost if "visit" in fault]


def test_a_paper_that_is_gone_is_lost(worked, worked_var):
    with changed_site(worked_var) as site:
        filed = next(d for d in worked[1].dossiers if "attach" in d.acts)
        site.dossiers[filed.token].papers.remove(1)
    assert [fault for fault in judge(worked[1], worked_var).lost if "paper" in fault]


def test_another_number_than_the_acknowledged_one_is_lost(worked, worked_var):
    with changed_site(worked_var) as site:
        one, two = [site.dossiers[d.token] for d in worked[1].dossiers if d.number][:2]
        one.reception_number, two.reception_number = two.reception_number, one.reception_number
    assert [fault for fault in judge(worked[1], worked_var).lost if "had H44.99-" in fault]


def test_a_state_that_the_record_does_not_tell_is_half_applied(worked, worked_var):
    with changed_site(worked_var) as site:
        dossier = site.dossiers[next(d.token for d in worked[1].dossiers if "receive" in d.acts)]
        dossier.state = "submitted"
        site.dossiers.relist(dossier)
    assert judge(worked[1], worked_var).half_applied


def test_an_act_recorded_twice_is_doubled(worked, worked_var):
    with changed_site(worked_var) as site:
        dossier = site.dossiers[next(d.token for d in worked[1].dossiers if "receive" in d.acts)]
        last = list(dossier.chain)[-1]
        dossier.chain.append(Act(last.by, last.at), last.what, **last.facts)
    assert judge(worked[1], worked_var).duplicated


def test_a_changed_record_is_a_broken_chain(worked, worked_var):
    with changed_site(worked_var) as site:
        chain = next(iter(site.dossiers.all())).chain
        records = records_of(chain)
        line, digest = records[1]
        put(chain, {**records, 1: (line.replace("greet", "great"), digest)})
    assert judge(worked[1], worked_var).chains


def test_an_office_that_forgets_its_keys_does_things_twice(ini, var):
    with Served(ini, broken=FORGETS_KEYS) as server:
        load = Load(server.port, seed=2, again=1.0, strict=False).start(filers=1, uploaders=0, certifiers=1)
        load.until(2)
        ledger = load.finish()
    assert judge(ledger, var).duplicated
    assert any(surprise.startswith("sent twice") for surprise in ledger.surprises)
