@stubs
Feature: Faults that pass are not the consumer's to see

  The gateway asks PDS, SDS and the practice's system up to three times when a fault may pass, and only then.

  Background:
    Given a good request for Alice Jones's record

  Scenario Outline: <service> <trouble> twice, and the record is shown all the same
    Given <service> <trouble>, twice
    When the request is sent
    Then the answer is 200
    And it is this patient's record
    And <service> has seen 2 failures

    Examples:
      | service               | trouble                 |
      | PDS                   | answers 503             |
      | PDS                   | breaks every connection |
      | SDS                   | answers 503             |
      | SDS                   | breaks every connection |
      | the practice's system | answers 503             |
      | the practice's system | breaks every connection |

  Scenario Outline: A fault that will not pass is not repeated: <service> <trouble>
    Given <service> <trouble>
    When the request is sent
    Then the answer is 502 INTERNAL_SERVER_ERROR, "exception"
    And <service> has seen 1 failure

    Examples:
      | service               | trouble     |
      | PDS                   | answers 500 |
      | the practice's system | answers 500 |

  Scenario: All attempts for one request carry the same request id to PDS
    Given its header X-Request-ID is a new UUID
    And PDS answers 503, twice
    When the request is sent
    Then the answer is 200
    And PDS has seen that X-Request-ID 3 times

  Scenario: An access token that PDS no longer takes is replaced
    Given PDS answers 401, once
    When the request is sent
    Then the answer is 200
    And it is this patient's record

  Scenario: An empty answer of SDS is asked for once more before it counts
    Given SDS has forgotten everybody, for one request
    When the request is sent
    Then the answer is 200
