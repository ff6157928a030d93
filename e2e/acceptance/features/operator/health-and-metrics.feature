Feature: An operator sees how the gateway is

  Scenario: The gateway says that it is healthy, and which version it is
    When the operator looks at "/health"
    Then the answer is 200
    And it says that the gateway is healthy
    And it tells the version

  Scenario Outline: <path> is not for the public
    When the operator looks at "<path>"
    Then the answer is 404 NO_RECORD_FOUND, "not-found"

    Examples:
      | path          |
      | /metrics      |
      | /health/live  |
      | /health/ready |

  Scenario: The API describes itself
    When the operator looks at "/openapi.json"
    Then the answer is 200
    When the operator looks at "/docs"
    Then the answer is 200

  @admin
  Scenario Outline: The admin port answers <path>
    When the operator looks at "<path>" on the admin port
    Then the answer is 200

    Examples:
      | path          |
      | /health/live  |
      | /health/ready |
      | /metrics      |

  @stubs @admin
  Scenario: A service that fails does not take the gateway out of service
    Given PDS answers 503
    When the operator looks at "/health"
    Then the answer is 200
    When the operator looks at "/health/ready" on the admin port
    Then the answer is 200

  @admin
  Scenario: Records that were sent are counted
    Given Alice Jones, who has a full record
    When the operator notes the metrics
    And the clinician asks for everything on record
    Then 1 more request has been answered with 200
    And 1 more call has been answered by PDS with 200
    And 3 more calls have been answered by SDS with 200
    And 1 more call has been answered by the practice's system with 200

  @stubs @admin
  Scenario: Failures are counted, each attempt of its own
    Given Alice Jones, who has a full record
    And PDS answers 503
    When the operator notes the metrics
    And the clinician asks for everything on record
    Then 1 more request has been answered with 502
    And 3 more calls have been answered by PDS with 503

  @admin
  Scenario: Records that had to be cut are counted
    Given a patient whose record breaks off half-way
    When the operator notes the metrics
    And the clinician asks for everything on record
    Then 1 more record has been cut

  @admin
  Scenario: Neither metrics nor log lines say whose record it was
    Given a patient with nothing on record
    When the clinician asks for everything on record
    And the operator looks at "/metrics" on the admin port
    Then the answer does not contain the NHS number
    And no log line contains the NHS number
