Feature: Who may see the record

  Patients decide whether their record may be shared, and practices decide with whom they share. The gateway passes their
  word on, so that the clinician knows whom to talk to.

  Scenario: The patient does not want the record to be shared
    Given a patient who does not want the record to be shared
    When the clinician asks for everything on record
    Then the clinician is told that the patient has not agreed to sharing
    And no part of a record is shown

  @stubs
  Scenario: The patient has a change of mind
    Given Alice Jones, who has a full record
    And she does not want her record to be shared any more
    When the clinician asks for everything on record
    Then the clinician is told that the patient has not agreed to sharing
    And no part of a record is shown

  @stubs
  Scenario: The practice has no agreement with the organisation that asks
    Given Alice Jones, who has a full record
    And her practice has no sharing agreement
    When the clinician asks for everything on record
    Then the clinician is told that the two organisations have no agreement
    And no part of a record is shown

  @stubs
  Scenario: The practice does not take part in GP Connect
    Given Alice Jones, who has a full record
    And her practice has switched GP Connect off
    When the clinician asks for everything on record
    Then the clinician is told that the practice does not offer this
    And no part of a record is shown
