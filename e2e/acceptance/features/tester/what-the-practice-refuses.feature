Feature: What the practice's system refuses is passed on as it says it

  The gateway does not judge which parts of a record somebody may ask for: practices learn new ones before it does. When a
  practice's system refuses a request, its own words reach the consumer.

  Background:
    Given a good request for Alice Jones's record

  Scenario Outline: 422 when it asks for <parts>
    Given it asks for <parts>
    When the request is sent
    Then the answer is 422 INVALID_PARAMETER, "invalid"
    And it mentions "<mentioned>"

    Examples:
      | parts                                               | mentioned                |
      | allergies, without saying whether ended ones belong | includeResolvedAllergies |
      | medication since the end of the century             | medicationSearchFromDate |
      | problems that are "perhaps" active                  | filterStatus             |

  @stubs
  Scenario: 409 with the practice's reason
    Given the practice's system answers 409 DUPLICATE_REJECTED
    When the request is sent
    Then the answer is 409 DUPLICATE_REJECTED, "conflict"

  @stubs
  Scenario Outline: <status> <code> is the gateway's own business, and not the consumer's
    Given the practice's system answers <status> <code>
    When the request is sent
    Then the answer is 502 INTERNAL_SERVER_ERROR, "exception"
    And it begins with "Provider request failed: "

    Examples:
      | status | code        |
      | 400    | BAD_REQUEST |
      | 401    | BAD_REQUEST |
      | 415    | BAD_REQUEST |
