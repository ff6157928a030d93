Feature: Never another patient's record

  Systems make mistakes, and a record under the wrong name can kill. The gateway therefore looks whose record a practice
  has sent before it lets a single word of it through.

  Scenario: The practice's system sends another patient's record
    Given a patient for whom the practice sends somebody else's record
    When the clinician asks for everything on record
    Then the clinician is told that the record could not be trusted
    And no part of a record is shown

  @stubs
  Scenario: It happens only once, and the next answer is right
    Given Alice Jones, who has a full record
    And the practice's system once sends somebody else's record
    When the clinician asks for everything on record
    Then the clinician is told that the record could not be trusted
    And no part of a record is shown
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record

  @stubs
  Scenario: PDS speaks of another patient
    Given Alice Jones, who has a full record
    And PDS answers about somebody else
    When the clinician asks for everything on record
    Then the clinician is told that the patient was not found
    And no part of a record is shown
    And the practice's system has not been asked

  Scenario: Many clinicians ask at once, and each gets the patient they asked for
    When these patients' records are asked for at the same moment, 4 times each
      | a patient who has got over an allergy                   |
      | a patient with nothing on record                        |
      | a patient who has no known allergies                    |
      | a patient with confidential items on record             |
      | the same patient under the NHS number that is valid now |
    Then each answer is the record of the patient it was asked for
