"""The description of the API is true: programs that follow it, and programs that do not, get what it says."""

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hcc.api.openapi import ANSWERS, BAD, MISSING
from hcc.api.questions import PARAMETERS
from hcc.api.shapes import Answers
from hcc.procedures.listing_facets import FACETS

PATH = "/api/v1/openapi.json"


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
]
LIST, RECORD = "/api/v1/procedures", "/api/v1/procedures/{code}"
FOLLOWS, STRAYS = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.fixture(scope="module")
def described(shared_office):
    return schemathesis.openapi.from_wsgi(PATH, shared_office.app)


@pytest.mark.parametrize(
    ("path", "mode"), [(LIST, FOLLOWS), (LIST, STRAYS), (RECORD, FOLLOWS), (RECORD, STRAYS), (PATH, FOLLOWS)]
)
def test_no_question_breaks_it_and_every_answer_is_as_described(described, path, mode):
    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        case.validate_response(case.call(), checks=CHECKS)

    ask()


def test_every_record_is_as_described(described, shared_office):
    with shared_office.site() as site:
        codes = list(site.procedures)
    assert len(codes) == 177
    for code in codes:
        case = described[RECORD]["GET"].Case(path_parameters={"code": code})
        answer = case.call()
        assert answer.status_code == 200
        case.validate_response(answer, checks=CHECKS)


def test_it_describes_what_there_is(shared_office):
    described = shared_office.as_().get(PATH).json
    assert described["openapi"].startswith("3.1")
    assert described["info"]["license"]["identifier"] == "Apache-2.0"
    routes = {
        entry["introspectable"]["pattern"]
        for entry in shared_office.registry.introspector.get_category("routes")
        if entry["introspectable"]["pattern"].startswith("/api/")
    }
    assert set(described["paths"]) == routes
    parameters = described["paths"]["/api/v1/procedures"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == [parameter.name for parameter in PARAMETERS]
    assert {facet.name for facet in FACETS} <= {parameter["name"] for parameter in parameters}
    fields = next(parameter for parameter in parameters if parameter["name"] == "field")
    assert "ho-tich" in fields["schema"]["items"]["enum"]


def test_its_examples_work(shared_office):
    citizen = shared_office.as_()
    described = citizen.get(PATH).json
    for path, operations in described["paths"].items():
        given = operations["get"].get("parameters", [])
        examples = {one["name"]: one["example"] for one in given if "example" in one and one["in"] == "query"}
        code = next((one["example"] for one in given if one["in"] == "path"), "")
        for name, value in examples.items():
            assert citizen.get(path.replace("{code}", code), params={name: value}, status=200)
        assert citizen.get(path.replace("{code}", code), status=200)
    assert msgspec.convert(msgspec.to_builtins(ANSWERS), Answers) == ANSWERS


def test_its_problems_are_said_in_the_words_it_shows(shared_office):
    citizen = shared_office.as_()
    bad = citizen.get("/api/v1/procedures?page=0", status=400).json
    assert (bad["title"], bad["detail"]) == (BAD.title, BAD.detail)
    assert bad["errors"][0]["detail"] == BAD.errors[0].detail
    missing = citizen.get("/api/v1/procedures/1.999999", status=404).json
    assert missing["title"] == MISSING.title
    assert missing["detail"].startswith(MISSING.detail)
