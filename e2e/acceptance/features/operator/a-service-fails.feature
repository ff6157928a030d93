@stubs
Feature: A service behind the gateway fails

  Whatever PDS, SDS or a practice's system does, the consumer gets an answer in time that says which of them it was. 502:
  it failed. 503: it takes no requests at the moment. 504: it did not answer in time.

  Background:
    Given a good request for Alice Jones's record

  Scenario Outline: <service> <trouble>
    Given <service> <trouble>
    When the request is sent
    Then the answer is <status> INTERNAL_SERVER_ERROR, "<issue>"
    And it begins with "<told>"
    And no part of a record is shown
    When <service> works again
    Then the request is soon answered as usual

    Examples: PDS
      | service | trouble                          | status | issue     | told                                               |
      | PDS     | is down                          | 502    | transient | PDS FHIR API request failed: connection failed     |
      | PDS     | breaks every connection          | 502    | transient | PDS FHIR API request failed: connection failed     |
      | PDS     | never answers                    | 504    | timeout   | PDS request timed out                              |
      | PDS     | answers 500                      | 502    | exception | PDS FHIR API request failed: Internal Server Error |
      | PDS     | answers 503                      | 502    | transient | PDS FHIR API request failed: Service Unavailable   |
      | PDS     | answers 504                      | 504    | timeout   | PDS request timed out                              |
      | PDS     | answers 408                      | 504    | timeout   | PDS request timed out                              |
      | PDS     | is too busy                      | 503    | transient | PDS is not taking requests at the moment           |
      | PDS     | sends a web page                 | 502    | exception | PDS FHIR API request failed:                       |
      | PDS     | sends broken JSON                | 502    | exception | PDS FHIR API request failed:                       |
      | PDS     | sends nothing                    | 502    | exception | PDS FHIR API request failed:                       |
      | PDS     | sends another kind of document   | 502    | exception | PDS FHIR API request failed:                       |
      | PDS     | sends the gateway somewhere else | 502    | exception | PDS FHIR API request failed:                       |
      | PDS     | breaks off half-way              | 502    | transient | PDS FHIR API request failed: connection failed     |

    Examples: SDS
      | service | trouble                          | status | issue     | told                                               |
      | SDS     | is down                          | 502    | transient | SDS FHIR API request failed: connection failed     |
      | SDS     | breaks every connection          | 502    | transient | SDS FHIR API request failed: connection failed     |
      | SDS     | never answers                    | 504    | timeout   | SDS request timed out                              |
      | SDS     | answers 500                      | 502    | exception | SDS FHIR API request failed: Internal Server Error |
      | SDS     | answers 503                      | 502    | transient | SDS FHIR API request failed: Service Unavailable   |
      | SDS     | answers 504                      | 504    | timeout   | SDS request timed out                              |
      | SDS     | is too busy                      | 503    | transient | SDS is not taking requests at the moment           |
      | SDS     | sends a web page                 | 502    | exception | SDS FHIR API request failed:                       |
      | SDS     | sends broken JSON                | 502    | exception | SDS FHIR API request failed:                       |
      | SDS     | sends nothing                    | 502    | exception | SDS FHIR API request failed:                       |
      | SDS     | sends another kind of document   | 502    | exception | SDS FHIR API request failed:                       |
      | SDS     | sends the gateway somewhere else | 502    | exception | SDS FHIR API request failed:                       |

    Examples: the practice's system
      | service               | trouble                          | status | issue     | told                                           |
      | the practice's system | is down                          | 502    | transient | Provider request failed: connection failed     |
      | the practice's system | breaks every connection          | 502    | transient | Provider request failed: connection failed     |
      | the practice's system | never answers                    | 504    | timeout   | Provider request timed out                     |
      | the practice's system | answers 500                      | 502    | exception | Provider request failed: Internal Server Error |
      | the practice's system | answers 503                      | 502    | transient | Provider request failed: Service Unavailable   |
      | the practice's system | answers 504                      | 504    | timeout   | Provider request timed out                     |
      | the practice's system | is too busy                      | 503    | transient | Provider is not taking requests at the moment  |
      | the practice's system | sends a web page                 | 502    | exception | Provider request failed:                       |
      | the practice's system | sends broken JSON                | 502    | security  | Provider response did not match the request    |
      | the practice's system | sends nothing                    | 502    | security  | Provider response did not match the request    |
      | the practice's system | sends another kind of document   | 502    | exception | Provider request failed:                       |
      | the practice's system | sends the gateway somewhere else | 502    | exception | Provider request failed:                       |

  Scenario Outline: <service> is too busy and says for how long
    Given <service> asks to be left alone for 30 seconds
    When the request is sent
    Then the answer is 503 INTERNAL_SERVER_ERROR, "transient"
    And the answer's header Retry-After is "30"

    Examples:
      | service               |
      | PDS                   |
      | SDS                   |
      | the practice's system |

  Scenario: PDS gives the gateway no access token
    Given PDS takes no access token and gives no new one
    When the request is sent
    Then the answer is 502 INTERNAL_SERVER_ERROR, "exception"
    And it begins with "PDS FHIR API request failed: "

  Scenario: When two services fail, the one that comes first is named
    Given PDS answers 500
    And SDS answers 500
    When the request is sent
    Then the answer is 502 INTERNAL_SERVER_ERROR, "exception"
    And it begins with "PDS FHIR API request failed: "
