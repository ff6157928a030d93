Feature: A patient who cannot be found

  Some records must not be found: the whereabouts of some patients are protected, and numbers go out of use. Whoever asks
  learns that there is no such patient, and never why, so that nobody can find out who is protected by asking.

  Scenario Outline: No record is shown for <patient>
    Given <patient>
    When the clinician asks for everything on record
    Then the clinician is told that the patient was not found
    And no part of a record is shown

    Examples:
      | patient                                             |
      | a patient whose NHS number is not known             |
      | a patient whose details are restricted              |
      | another patient whose details are restricted        |
      | a patient whose NHS number has been withdrawn       |
      | a patient who is now known under another NHS number |

  Scenario: Nobody learns from the answer who is protected
    When the clinician asks for each of these patients
      | a patient whose NHS number is not known             |
      | a patient whose details are restricted              |
      | another patient whose details are restricted        |
      | a patient whose NHS number has been withdrawn       |
      | a patient who is now known under another NHS number |
    Then all the answers are the same, word for word

  @stubs
  Scenario: The practice of a protected patient is not even asked
    Given a patient whose details are restricted
    When the clinician asks for everything on record
    Then the clinician is told that the patient was not found
    And the practice's system has not been asked

  @stubs
  Scenario: A patient whose details become restricted is not found from then on
    Given Alice Jones, who has a full record
    When the clinician asks for everything on record
    Then the record is shown
    When PDS restricts her details
    And the clinician asks for everything on record
    Then the clinician is told that the patient was not found
    And no part of a record is shown

  Scenario: The number that is valid now finds the patient
    Given the same patient under the NHS number that is valid now
    When the clinician asks for everything on record
    Then the record is shown
    And it is this patient's record

  Scenario Outline: Without a practice there is no record: <patient>
    Given <patient>
    When the clinician asks for everything on record
    Then the clinician is told that the patient has no GP practice at present
    And no part of a record is shown

    Examples:
      | patient                                              |
      | Jane Smith, who is registered with no practice       |
      | a patient whose registration with a practice is over |

  Scenario Outline: The practice does not speak of <patient>
    Given <patient>
    When the clinician asks for everything on record
    Then the clinician is told that the practice has no such patient
    And no part of a record is shown

    Examples:
      | patient                                        |
      | a patient who died two weeks ago               |
      | a patient whom the practice does not know      |
      | a patient whose identity has not been verified |
      | a patient who has left the practice            |
