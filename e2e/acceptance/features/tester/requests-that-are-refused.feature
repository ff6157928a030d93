Feature: Requests that break a rule are refused, and told what is wrong

  Each scenario takes a request that is good and spoils one thing about it. The refusal is an OperationOutcome that names
  the fault; PDS, SDS and the practice never hear of the request.

  Background:
    Given a good request for Alice Jones's record

  Scenario: The good request itself is answered
    When the request is sent
    Then the answer is 200
    And it is this patient's record

  Scenario Outline: 400 for a body that is <body>
    Given its body is <body>
    When the request is sent
    Then the answer is 400 BAD_REQUEST, "invalid"
    And it begins with "Invalid JSON body sent in request: "

    Examples:
      | body                                |
      | empty                               |
      | not JSON                            |
      | a Patient instead of Parameters     |
      | an empty list of parameters         |
      | nested 33 levels deep               |
      | naming the NHS number's value twice |

  Scenario Outline: 400 when the NHS number is <fault>
    Given its NHS number is <fault>
    When the request is sent
    Then the answer is 400 <code>, "<issue>"
    And it mentions "<mentioned>"

    Examples:
      | fault                   | code                      | issue   | mentioned          |
      | left out                | INVALID_PARAMETER         | invalid | patientNHSNumber   |
      | given twice             | INVALID_PARAMETER         | invalid | patientNHSNumber   |
      | given as text           | INVALID_PARAMETER         | invalid | patientNHSNumber   |
      | given as a local number | INVALID_IDENTIFIER_SYSTEM | value   | Id/nhs-number      |
      | one digit short         | INVALID_NHS_NUMBER        | value   | Invalid NHS number |
      | mistyped in one digit   | INVALID_NHS_NUMBER        | value   | Invalid NHS number |
      | written with spaces     | INVALID_NHS_NUMBER        | value   | Invalid NHS number |

  Scenario Outline: 400 without <header>
    Given it has no header <header>
    When the request is sent
    Then the answer is 400 BAD_REQUEST, "invalid"
    And it says 'Missing or empty required header "<header>"'

    Examples:
      | header      |
      | Ssp-TraceID |
      | ODS-from    |

  Scenario Outline: 400 when <header> is "<value>"
    Given its header <header> is "<value>"
    When the request is sent
    Then the answer is 400 BAD_REQUEST, "invalid"
    And it begins with 'Invalid header "<header>": must be '

    Examples:
      | header           | value        |
      | Ssp-TraceID      | 42           |
      | ODS-from         | S55555; A123 |
      | X-Request-ID     | none         |
      | X-Correlation-ID | yesterday    |

  Scenario Outline: 404 for the path <path>
    Given its path is "<path>"
    When the request is sent
    Then the answer is 404 NO_RECORD_FOUND, "not-found"

    Examples:
      | path                              |
      | /patient                          |
      | /patient/$gpc.getcardrecord       |
      | /PATIENT/$gpc.getstructuredrecord |

  Scenario Outline: 405 for <method>
    Given its method is <method>
    When the request is sent
    Then the answer is 405 NOT_IMPLEMENTED, "not-supported"
    And the answer's header Allow is "POST"

    Examples:
      | method |
      | GET    |
      | PUT    |
      | DELETE |

  Scenario Outline: 406 when only <type> is accepted
    Given its header Accept is "<type>"
    When the request is sent
    Then the answer is 406 BAD_REQUEST, "not-supported"

    Examples:
      | type                 |
      | text/html            |
      | application/fhir+xml |

  Scenario: 413 for a body of more than 64 KiB
    Given its body is larger than 64 KiB
    When the request is sent
    Then the answer is 413 BAD_REQUEST, "too-long"

  Scenario Outline: 415 for a body of <type>
    Given its header Content-Type is "<type>"
    When the request is sent
    Then the answer is 415 BAD_REQUEST, "not-supported"

    Examples:
      | type                             |
      | text/plain                       |
      | application/fhir+xml             |
      | application/json; charset=utf-16 |

  Scenario: 415 for a compressed body
    Given its body is compressed
    When the request is sent
    Then the answer is 415 BAD_REQUEST, "not-supported"

  @direct
  Scenario: 431 for more headers than are read
    Given its header X-Long has 50000 characters
    When the request is sent
    Then the answer is 431 BAD_REQUEST, "too-long"

  @stubs
  Scenario: What is refused goes no further
    Given its NHS number is mistyped in one digit
    When the request is sent
    Then the answer is 400 INVALID_NHS_NUMBER, "value"
    And PDS has not been asked
    And SDS has not been asked
    And the practice's system has not been asked

  Scenario: Of several faults the first in the published order is told
    Given its header Content-Type is "text/plain"
    And it has no header Ssp-TraceID
    And its NHS number is mistyped in one digit
    When the request is sent
    Then the answer is 415 BAD_REQUEST, "not-supported"
