Feature: Organisations that are not set up

  A practice or a consumer that is missing from SDS, or has no ASID or endpoint there, cannot exchange records. The answer
  names the organisation and what it lacks, so that the right service desk is rung.

  Scenario Outline: <patient>
    Given <patient>
    When the clinician asks for everything on record
    Then the answer is 404 ORGANISATION_NOT_FOUND, "not-found"
    And it says "<told>"

    Examples:
      | patient                                         | told                                                                       |
      | a patient whose practice is not in SDS          | No SDS org found for provider ODS code T10001                              |
      | a patient whose practice has no ASID in SDS     | SDS result for provider ODS code T10002 did not contain a current ASID     |
      | a patient whose practice has no endpoint in SDS | SDS result for provider ODS code T10003 did not contain a current endpoint |

  Scenario Outline: The organisation <consumer> asks
    Given Alice Jones, who has a full record
    When the organisation <consumer> asks for everything on record
    Then the answer is 404 ORGANISATION_NOT_FOUND, "not-found"
    And it says "<told>"

    Examples:
      | consumer | told                                                                   |
      | X99999   | No SDS org found for consumer ODS code X99999                          |
      | T10002   | SDS result for consumer ODS code T10002 did not contain a current ASID |

  Scenario: Another organisation that is set up is served
    Given Alice Jones, who has a full record
    When the organisation CONSUMER asks for everything on record
    Then the record is shown

  @stubs
  Scenario: A practice that leaves SDS is not served any more
    Given Alice Jones, who has a full record
    And her practice is no longer in SDS
    When the clinician asks for everything on record
    Then the answer is 404 ORGANISATION_NOT_FOUND, "not-found"
    And it says "No SDS org found for provider ODS code A12345"

  @stubs
  Scenario: An address where no practice could be is not called
    Given Alice Jones, who has a full record
    And SDS gives the address "https://gp.attacker.example/A12345" for her practice
    When the clinician asks for everything on record
    Then the answer is 502 INTERNAL_SERVER_ERROR, "security"
    And it says "Provider endpoint is not permitted"
    And the practice's system has not been asked
