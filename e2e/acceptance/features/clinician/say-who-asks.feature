Feature: Say who asks

  A practice is told who asks for its patient's record: the clinician, the organisation and the system they work in. What is
  said has to make sense before anybody is asked for anything.

  Scenario: The clinician says who they are
    Given Alice Jones, who has a full record
    And the clinician says who they are
    When the clinician asks for everything on record
    Then the record is shown

  Scenario: The clinician has no smartcard
    Given Alice Jones, who has a full record
    And the clinician has no smartcard
    When the clinician asks for everything on record
    Then the record is shown

  Scenario: The clinician's system names another organisation than the one that asks
    Given Alice Jones, who has a full record
    And the clinician says that they work for another organisation
    When the clinician asks for everything on record
    Then the clinician is told that the organisation is not theirs
    And no part of a record is shown

  Scenario: The clinician's system says nothing of the clinician's name
    Given Alice Jones, who has a full record
    And the clinician's name is left out
    When the clinician asks for everything on record
    Then the clinician is told that their name is missing
    And no part of a record is shown
