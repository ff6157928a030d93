Feature: A clinician sees what a patient's GP practice has on record

  Somebody needs treatment away from their own GP practice: in an emergency department, on a ward, at a pharmacy. The
  clinician there has the patient's NHS number and nothing else. They ask for the record, and see what the practice has
  written, as the practice has written it.

  Scenario: Everything that the practice has on record
    Given Alice Jones, who has a full record
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record
    And it holds
      | allergies     |
      | medication    |
      | consultations |
      | problems      |
      | immunisations |
      | test results  |
      | referrals     |
      | diary entries |

  Scenario: Only what is needed now
    Given Alice Jones, who has a full record
    When the clinician asks only for allergies
    Then the record is shown
    And it holds
      | allergies |
    And it does not hold
      | medication    |
      | consultations |
      | immunisations |
      | test results  |
      | referrals     |
      | diary entries |

  Scenario: A record with nothing in it says so
    Given a patient with nothing on record
    When the clinician asks for everything on record
    Then the record is shown
    And its list "Allergies and adverse reactions" is empty
    And its list "Allergies and adverse reactions" says "Information not available"

  Scenario: No known allergies is something that the practice has recorded
    Given a patient who has no known allergies
    When the clinician asks for everything on record
    Then its list "Allergies and adverse reactions" names "No known allergy"

  Scenario: Allergies that the patient no longer has are kept apart
    Given a patient who has got over an allergy
    When the clinician asks for everything on record
    Then its list "Ended allergies" is not empty

  Scenario: The clinician learns that confidential items have been left out
    Given a patient with confidential items on record
    When the clinician asks for everything on record
    Then the record is shown
    And its list "Allergies and adverse reactions" says "Items excluded due to confidentiality and/or patient preferences."

  Scenario: The clinician learns that the record is still on its way from the patient's previous practice
    Given a patient who has just changed practice
    When the clinician asks for everything on record
    Then the record is shown
    And its list "Allergies and adverse reactions" says "Patient record transfer from previous GP practice not yet complete; information recorded before"

  Scenario: A practice that runs several systems is asked at the right one
    Given a patient of a practice with several systems
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record

  @stubs
  Scenario: The clinician learns that the practice does not share a part of its records
    Given Alice Jones, who has a full record
    And her practice has switched immunisations off
    When the clinician asks for everything on record
    Then the record is shown
    And the clinician is warned: "includeImmunisations has been disabled"

  Scenario: Something that practices do not know yet does not stand in the way
    Given Alice Jones, who has a full record
    When the clinician asks for allergies and for "includeDreams"
    Then the record is shown
    And it holds
      | allergies |
    And the clinician is warned: "includeDreams is an unrecognised parameter"
