Feature: When something does not work, the clinician learns what to do

  Try again, wait, or ring the practice: the answer says which system has failed and whether it is worth asking again.

  Scenario: The practice's system does not answer
    Given a patient whose practice's system never answers
    When the clinician asks for everything on record
    Then the clinician is told that the practice's system did not answer in time

  Scenario: The practice's system fails
    Given a patient whose practice's system fails
    When the clinician asks for everything on record
    Then the clinician is told that the practice's system failed

  Scenario: The practice's system sends a web page instead of a record
    Given a patient whose practice's system sends a web page
    When the clinician asks for everything on record
    Then the clinician is told that the practice's system failed
    And no part of a record is shown

  Scenario: Too many are asking
    Given a patient for whom PDS is always too busy
    When the clinician asks for everything on record
    Then the clinician is told to come back later, because PDS is busy
    And the answer says after how many seconds

  Scenario: A short hiccup is not noticed
    Given a patient for whom PDS fails twice before it works
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record
