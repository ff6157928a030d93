"""What no description can say about a body, put right before it is sent."""

import re

from credentials import fetch
from tally import excluded

JWT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


def sign_assertion(case):
    """Any text of the form of a JWT becomes an assertion that is signed and has not been used."""
    assertion = case.body.get("client_assertion") if isinstance(case.body, dict) else None
    if isinstance(assertion, str) and JWT.fullmatch(assertion):
        case.body["client_assertion"] = fetch("client-assertion")


def ask_for_one_patient(case):
    """Of several patients in a body that is valid otherwise only the first stays."""
    if not case.meta or not case.meta.generation.mode.is_positive or not is_parameters(case.body):
        return
    parameters = case.body["parameter"]
    patients = [each for each in parameters if each["name"] == "patientNHSNumber"]
    if len(patients) > 1 and excluded("one-nhs-number"):
        case.body["parameter"] = [each for each in parameters if each is patients[0] or each not in patients]


def is_parameters(body):
    return isinstance(body, dict) and body.get("resourceType") == "Parameters"
