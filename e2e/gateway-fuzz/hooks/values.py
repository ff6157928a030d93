"""Where values come from: the people and places of the scenarios, so that requests reach what they ask for."""

import schemathesis
from facts import FACTS
from hypothesis import strategies as st
from tally import excluded

NHS_NUMBER_PATTERN = "^[0-9]{10}$"


def register_formats():
    for name, values in FACTS["formats"].items():
        schemathesis.openapi.format(name, st.sampled_from([value for value in values if not left_out(value)]))


def left_out(value):
    return any(value in values and excluded(name) for name, values in FACTS["leftOut"].items())


def use_formats(description):
    """Gives the parameters and the NHS numbers of a description those formats."""
    schemas = description["components"]["schemas"]
    for name, schema in FACTS["relaxed"]["schemas"].items():
        schemas[name] = schema if excluded("stricter-descriptions") else schemas[name]
    for name, format_name in FACTS["schemaFormats"].items():
        schemas[name]["format"] = format_name
    for schema in schemas_in(schemas):
        if schema.get("pattern") == NHS_NUMBER_PATTERN:
            schema["format"] = "nhs-number"
    for operation in operations_of(description):
        parameters = [resolve(parameter, description) for parameter in operation.get("parameters", [])]
        operation["parameters"] = [with_values(relaxed(each, operation), description) for each in parameters]


def operations_of(description):
    for path in description["paths"].values():
        yield from (operation for operation in path.values() if "responses" in operation)


def relaxed(parameter, operation):
    """Where a description asks more of the gateway than the service does of its callers, the service's rule counts."""
    rules, name = FACTS["relaxed"]["parameters"], parameter["name"]
    rule = rules.get(name) or rules.get(f"{operation['operationId']} {name}")
    return {**parameter, **rule} if rule and excluded("stricter-descriptions") else parameter


def with_values(parameter, description):
    schema = resolve(parameter["schema"], description)
    name = FACTS["parameterFormats"].get(parameter["name"])
    # Where one good value is enough, Schemathesis takes the example.
    example = {"example": FACTS["formats"][name][0]} if name in FACTS["formats"] else {}
    return {**parameter, **example, "schema": {**schema, "format": name} if name else schema}


def resolve(node, description):
    while "$ref" in node:
        target = description
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        node = target
    return node


def schemas_in(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from schemas_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from schemas_in(value)
