"""The failures that EXCLUSIONS.md names, by the names that they have there."""

from facts import FACTS
from schemathesis.core.failures import ServerError
from schemathesis.openapi.checks import (
    IgnoredAuth,
    MissingHeaderNotRejected,
    RejectedPositiveData,
    UnsupportedMethodResponse,
)
from tally import excluded


RESOURCE_HEADERS = {
    name: FACTS["formats"][value_format]
    for name, value_format in FACTS["parameterFormats"].items()
    if name.startswith("NHSD-") and value_format in FACTS["formats"]
}


def is_excluded(failure, case, response):
    return any(applies(failure, case, response) and excluded(name) for name, applies in FAILURES.items())


def rejected_by_provider(failure, _case, response):
    return isinstance(failure, RejectedPositiveData) and response.status_code == 422


def of_failing_scenario(failure, case, response):
    """Only the very status that the patient is there to show, and only for that patient."""
    return isinstance(failure, ServerError) and FACTS["failingNhsNumbers"].get(patient_of(case)) == response.status_code


def refused_without_405(failure, _case, response):
    """PDS breaks on a bare OPTIONS, too."""
    if isinstance(failure, UnsupportedMethodResponse):
        return response.status_code == 400
    return isinstance(failure, ServerError) and response.request.method == "OPTIONS" and response.status_code == 502


def refused_without_401(failure, _case, _response):
    if isinstance(failure, MissingHeaderNotRejected):
        return failure.header_name == "Authorization" and failure.status_code == 400
    return isinstance(failure, IgnoredAuth) and "got `400 Bad Request`" in failure.message


def of_unknown_resource(failure, case, response):
    """By its schema a header with a resource may hold the base64 of anything; good ones are those of the test data."""
    sent = {name: (case.headers or {}).get(name) for name in RESOURCE_HEADERS}
    unknown = any(value is not None and value not in RESOURCE_HEADERS[name] for name, value in sent.items())
    return unknown and isinstance(failure, RejectedPositiveData) and response.status_code == 400


def patient_of(case):
    """The one patient whom a request asks for; None when that cannot be said."""
    if "id" in case.path_parameters:
        return case.path_parameters["id"]
    try:
        numbers = [
            each["valueIdentifier"]["value"] for each in case.body["parameter"] if each["name"] == "patientNHSNumber"
        ]
    except (KeyError, TypeError):
        return None
    return numbers[0] if len(numbers) == 1 and isinstance(numbers[0], str) else None


FAILURES = {
    "identity-resources": of_unknown_resource,
    "provider-judges-parameters": rejected_by_provider,
    "failing-scenarios": of_failing_scenario,
    "no-405": refused_without_405,
    "no-401": refused_without_401,
}
