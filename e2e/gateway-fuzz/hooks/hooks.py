"""Everything that Schemathesis calls. https://schemathesis.readthedocs.io/en/stable/guides/extending/"""

import sys
from pathlib import Path

import schemathesis

sys.path.insert(0, str(Path(__file__).parent))

from bodies import ask_for_one_patient, sign_assertion  # noqa: E402
from credentials import register_credentials  # noqa: E402
from exclusions import is_excluded  # noqa: E402
from facts import FACTS  # noqa: E402
from server_name import ask_for_server  # noqa: E402
from tally import count_answer  # noqa: E402
from values import register_formats, use_formats  # noqa: E402

register_formats()
if FACTS["serverName"]:
    ask_for_server(FACTS["serverName"])
if FACTS["credentialHeader"]:
    register_credentials(FACTS["credentialHeader"])


@schemathesis.hook
def before_load_schema(context, description):
    use_formats(description)


@schemathesis.hook
def before_call(context, case, kwargs):
    sign_assertion(case)
    ask_for_one_patient(case)


@schemathesis.hook
def after_call(context, case, response):
    phase, mode = (case.meta.phase.name.value, case.meta.generation.mode.value) if case.meta else ("", "")
    count_answer(case.operation.label, phase, mode, response.status_code)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    return not is_excluded(failure, case, response)


@schemathesis.deserializer("application/json+fhir")
def read_older_fhir_json(context, response):
    return response.json()
