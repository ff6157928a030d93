Feature: What every answer carries

  Background:
    Given a good request for Alice Jones's record

  Scenario Outline: The ids of the request come back with <answer>
    Given its header X-Request-ID is a new UUID
    And its header X-Correlation-ID is a new UUID
    And <spoilt>
    When the request is sent
    Then the answer is <answer>
    And the headers Ssp-TraceID, X-Request-ID and X-Correlation-ID come back

    Examples:
      | answer                           | spoilt                                  |
      | 200                              | nothing is wrong with it                |
      | 400 INVALID_NHS_NUMBER, "value"  | its NHS number is mistyped in one digit |
      | 415 BAD_REQUEST, "not-supported" | its header Content-Type is "text/plain" |

  Scenario: A request without a request id is given one
    When the request is sent
    Then the answer is 200
    And the answer's header X-Request-ID is a UUID

  Scenario: The record names the trace id it was asked for with
    When the request is sent
    Then the record's id is the trace id

  Scenario Outline: <answer> must not be kept or guessed at on its way
    Given <spoilt>
    When the request is sent
    Then the answer is <answer>
    And the answer's header Cache-Control is "no-store"
    And the answer's header X-Content-Type-Options is "nosniff"
    And the answer has no header X-Powered-By
    And the answer has no header ETag

    Examples:
      | answer                          | spoilt                                  |
      | 200                             | nothing is wrong with it                |
      | 400 INVALID_NHS_NUMBER, "value" | its NHS number is mistyped in one digit |

  Scenario: A refusal never repeats the NHS number
    Given its NHS number is mistyped in one digit
    When the request is sent
    Then the answer does not contain the NHS number

  Scenario: A consumer that takes gzip gets the same record in fewer bytes
    When the request is sent
    And the request is sent again, accepting gzip
    Then the second answer holds the same record in fewer bytes
