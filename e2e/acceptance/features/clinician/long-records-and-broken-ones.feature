Feature: Long records arrive whole, broken ones never look whole

  A record may hold fifty years of a life. When a part of it is missing, the clinician must know: the allergy that matters
  could stand in the missing part.

  Scenario: A long record
    Given a patient with a very long record
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record
    And it is about 5 MB long

  Scenario: A record that breaks off
    Given a patient whose record breaks off half-way
    When the clinician asks for everything on record
    Then the clinician's system can tell that the record is incomplete

  @stubs
  Scenario: A record that breaks off is whole when it is asked for again
    Given Alice Jones, who has a full record
    And the practice's system once breaks off half-way
    When the clinician asks for everything on record
    Then the clinician's system can tell that the record is incomplete
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record
