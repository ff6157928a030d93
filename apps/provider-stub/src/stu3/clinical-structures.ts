import type { StructureTable } from './model.ts';

/** The resources of the clinical areas. Source: FHIR 3.0.1, element tables. */
export const CLINICAL_STRUCTURES: StructureTable = {
  AllergyIntolerance: [
    'DomainResource',
    'identifier*:Identifier clinicalStatus:code verificationStatus:code type:code category*:code criticality:code code:CodeableConcept patient:Reference onsetDateTime:dateTime onsetAge:Age onsetPeriod:Period onsetRange:Range onsetString:string assertedDate:dateTime recorder:Reference asserter:Reference lastOccurrence:dateTime note*:Annotation reaction*:AllergyIntoleranceReaction',
  ],
  AllergyIntoleranceReaction: [
    'BackboneElement',
    'substance:CodeableConcept manifestation*:CodeableConcept description:string onset:dateTime severity:code exposureRoute:CodeableConcept note*:Annotation',
  ],
  Condition: [
    'DomainResource',
    'identifier*:Identifier clinicalStatus:code verificationStatus:code category*:CodeableConcept severity:CodeableConcept code:CodeableConcept bodySite*:CodeableConcept subject:Reference context:Reference onsetDateTime:dateTime onsetAge:Age onsetPeriod:Period onsetRange:Range onsetString:string abatementDateTime:dateTime abatementAge:Age abatementBoolean:boolean abatementPeriod:Period abatementRange:Range abatementString:string assertedDate:dateTime asserter:Reference stage:ConditionStage evidence*:ConditionEvidence note*:Annotation',
  ],
  ConditionStage: ['BackboneElement', 'summary:CodeableConcept assessment*:Reference'],
  ConditionEvidence: ['BackboneElement', 'code*:CodeableConcept detail*:Reference'],
  DiagnosticReport: [
    'DomainResource',
    'identifier*:Identifier basedOn*:Reference status:code category:CodeableConcept code:CodeableConcept subject:Reference context:Reference effectiveDateTime:dateTime effectivePeriod:Period issued:instant performer*:DiagnosticReportPerformer specimen*:Reference result*:Reference imagingStudy*:Reference image*:DiagnosticReportImage conclusion:string codedDiagnosis*:CodeableConcept presentedForm*:Attachment',
  ],
  DiagnosticReportPerformer: ['BackboneElement', 'role:CodeableConcept actor:Reference'],
  DiagnosticReportImage: ['BackboneElement', 'comment:string link:Reference'],
  DocumentReference: [
    'DomainResource',
    'masterIdentifier:Identifier identifier*:Identifier status:code docStatus:code type:CodeableConcept class:CodeableConcept subject:Reference created:dateTime indexed:instant author*:Reference authenticator:Reference custodian:Reference relatesTo*:DocumentReferenceRelatesTo description:string securityLabel*:CodeableConcept content*:DocumentReferenceContent context:DocumentReferenceContext',
  ],
  DocumentReferenceRelatesTo: ['BackboneElement', 'code:code target:Reference'],
  DocumentReferenceContent: ['BackboneElement', 'attachment:Attachment format:Coding'],
  DocumentReferenceContext: [
    'BackboneElement',
    'encounter:Reference event*:CodeableConcept period:Period facilityType:CodeableConcept practiceSetting:CodeableConcept sourcePatientInfo:Reference related*:DocumentReferenceContextRelated',
  ],
  DocumentReferenceContextRelated: ['BackboneElement', 'identifier:Identifier ref:Reference'],
  Encounter: [
    'DomainResource',
    'identifier*:Identifier status:code statusHistory*:EncounterStatusHistory class:Coding classHistory*:EncounterClassHistory type*:CodeableConcept priority:CodeableConcept subject:Reference episodeOfCare*:Reference incomingReferral*:Reference participant*:EncounterParticipant appointment:Reference period:Period length:Duration reason*:CodeableConcept diagnosis*:EncounterDiagnosis account*:Reference hospitalization:EncounterHospitalization location*:EncounterLocation serviceProvider:Reference partOf:Reference',
  ],
  EncounterStatusHistory: ['BackboneElement', 'status:code period:Period'],
  EncounterClassHistory: ['BackboneElement', 'class:Coding period:Period'],
  EncounterParticipant: ['BackboneElement', 'type*:CodeableConcept period:Period individual:Reference'],
  EncounterDiagnosis: ['BackboneElement', 'condition:Reference role:CodeableConcept rank:positiveInt'],
  EncounterHospitalization: [
    'BackboneElement',
    'preAdmissionIdentifier:Identifier origin:Reference admitSource:CodeableConcept reAdmission:CodeableConcept dietPreference*:CodeableConcept specialCourtesy*:CodeableConcept specialArrangement*:CodeableConcept destination:Reference dischargeDisposition:CodeableConcept',
  ],
  EncounterLocation: ['BackboneElement', 'location:Reference status:code period:Period'],
  Immunization: [
    'DomainResource',
    'identifier*:Identifier status:code notGiven:boolean vaccineCode:CodeableConcept patient:Reference encounter:Reference date:dateTime primarySource:boolean reportOrigin:CodeableConcept location:Reference manufacturer:Reference lotNumber:string expirationDate:date site:CodeableConcept route:CodeableConcept doseQuantity:Quantity practitioner*:ImmunizationPractitioner note*:Annotation explanation:ImmunizationExplanation reaction*:ImmunizationReaction vaccinationProtocol*:ImmunizationVaccinationProtocol',
  ],
  ImmunizationPractitioner: ['BackboneElement', 'role:CodeableConcept actor:Reference'],
  ImmunizationExplanation: ['BackboneElement', 'reason*:CodeableConcept reasonNotGiven*:CodeableConcept'],
  ImmunizationReaction: ['BackboneElement', 'date:dateTime detail:Reference reported:boolean'],
  ImmunizationVaccinationProtocol: [
    'BackboneElement',
    'doseSequence:positiveInt description:string authority:Reference series:string seriesDoses:positiveInt targetDisease*:CodeableConcept doseStatus:CodeableConcept doseStatusReason:CodeableConcept',
  ],
  List: [
    'DomainResource',
    'identifier*:Identifier status:code mode:code title:string code:CodeableConcept subject:Reference encounter:Reference date:dateTime source:Reference orderedBy:CodeableConcept note*:Annotation entry*:ListEntry emptyReason:CodeableConcept',
  ],
  ListEntry: ['BackboneElement', 'flag:CodeableConcept deleted:boolean date:dateTime item:Reference'],
  Medication: [
    'DomainResource',
    'code:CodeableConcept status:code isBrand:boolean isOverTheCounter:boolean manufacturer:Reference form:CodeableConcept ingredient*:MedicationIngredient package:MedicationPackage image*:Attachment',
  ],
  MedicationIngredient: [
    'BackboneElement',
    'itemCodeableConcept:CodeableConcept itemReference:Reference isActive:boolean amount:Ratio',
  ],
  MedicationPackage: [
    'BackboneElement',
    'container:CodeableConcept content*:MedicationPackageContent batch*:MedicationPackageBatch',
  ],
  MedicationPackageContent: [
    'BackboneElement',
    'itemCodeableConcept:CodeableConcept itemReference:Reference amount:Quantity',
  ],
  MedicationPackageBatch: ['BackboneElement', 'lotNumber:string expirationDate:dateTime'],
  MedicationRequest: [
    'DomainResource',
    'identifier*:Identifier definition*:Reference basedOn*:Reference groupIdentifier:Identifier status:code intent:code category:CodeableConcept priority:code medicationCodeableConcept:CodeableConcept medicationReference:Reference subject:Reference context:Reference supportingInformation*:Reference authoredOn:dateTime requester:MedicationRequestRequester recorder:Reference reasonCode*:CodeableConcept reasonReference*:Reference note*:Annotation dosageInstruction*:Dosage dispenseRequest:MedicationRequestDispenseRequest substitution:MedicationRequestSubstitution priorPrescription:Reference detectedIssue*:Reference eventHistory*:Reference',
  ],
  MedicationRequestRequester: ['BackboneElement', 'agent:Reference onBehalfOf:Reference'],
  MedicationRequestDispenseRequest: [
    'BackboneElement',
    'validityPeriod:Period numberOfRepeatsAllowed:positiveInt quantity:Quantity expectedSupplyDuration:Duration performer:Reference',
  ],
  MedicationRequestSubstitution: ['BackboneElement', 'allowed:boolean reason:CodeableConcept'],
  MedicationStatement: [
    'DomainResource',
    'identifier*:Identifier basedOn*:Reference partOf*:Reference context:Reference status:code category:CodeableConcept medicationCodeableConcept:CodeableConcept medicationReference:Reference effectiveDateTime:dateTime effectivePeriod:Period dateAsserted:dateTime informationSource:Reference subject:Reference derivedFrom*:Reference taken:code reasonNotTaken*:CodeableConcept reasonCode*:CodeableConcept reasonReference*:Reference note*:Annotation dosage*:Dosage',
  ],
  Observation: [
    'DomainResource',
    'identifier*:Identifier basedOn*:Reference status:code category*:CodeableConcept code:CodeableConcept subject:Reference context:Reference effectiveDateTime:dateTime effectivePeriod:Period issued:instant performer*:Reference valueQuantity:Quantity valueCodeableConcept:CodeableConcept valueString:string valueBoolean:boolean valueRange:Range valueRatio:Ratio valueSampledData:SampledData valueAttachment:Attachment valueTime:time valueDateTime:dateTime valuePeriod:Period dataAbsentReason:CodeableConcept interpretation:CodeableConcept comment:string bodySite:CodeableConcept method:CodeableConcept specimen:Reference device:Reference referenceRange*:ObservationReferenceRange related*:ObservationRelated component*:ObservationComponent',
  ],
  ObservationReferenceRange: [
    'BackboneElement',
    'low:Quantity high:Quantity type:CodeableConcept appliesTo*:CodeableConcept age:Range text:string',
  ],
  ObservationRelated: ['BackboneElement', 'type:code target:Reference'],
  ObservationComponent: [
    'BackboneElement',
    'code:CodeableConcept valueQuantity:Quantity valueCodeableConcept:CodeableConcept valueString:string valueRange:Range valueRatio:Ratio valueSampledData:SampledData valueAttachment:Attachment valueTime:time valueDateTime:dateTime valuePeriod:Period dataAbsentReason:CodeableConcept interpretation:CodeableConcept referenceRange*:ObservationReferenceRange',
  ],
  ProcedureRequest: [
    'DomainResource',
    'identifier*:Identifier definition*:Reference basedOn*:Reference replaces*:Reference requisition:Identifier status:code intent:code priority:code doNotPerform:boolean category*:CodeableConcept code:CodeableConcept subject:Reference context:Reference occurrenceDateTime:dateTime occurrencePeriod:Period occurrenceTiming:Timing asNeededBoolean:boolean asNeededCodeableConcept:CodeableConcept authoredOn:dateTime requester:ProcedureRequestRequester performerType:CodeableConcept performer:Reference reasonCode*:CodeableConcept reasonReference*:Reference supportingInfo*:Reference specimen*:Reference bodySite*:CodeableConcept note*:Annotation relevantHistory*:Reference',
  ],
  ProcedureRequestRequester: ['BackboneElement', 'agent:Reference onBehalfOf:Reference'],
  ReferralRequest: [
    'DomainResource',
    'identifier*:Identifier definition*:Reference basedOn*:Reference replaces*:Reference groupIdentifier:Identifier status:code intent:code type:CodeableConcept priority:code serviceRequested*:CodeableConcept subject:Reference context:Reference occurrenceDateTime:dateTime occurrencePeriod:Period authoredOn:dateTime requester:ReferralRequestRequester specialty:CodeableConcept recipient*:Reference reasonCode*:CodeableConcept reasonReference*:Reference description:string supportingInfo*:Reference note*:Annotation relevantHistory*:Reference',
  ],
  ReferralRequestRequester: ['BackboneElement', 'agent:Reference onBehalfOf:Reference'],
  Specimen: [
    'DomainResource',
    'identifier*:Identifier accessionIdentifier:Identifier status:code type:CodeableConcept subject:Reference receivedTime:dateTime parent*:Reference request*:Reference collection:SpecimenCollection processing*:SpecimenProcessing container*:SpecimenContainer note*:Annotation',
  ],
  SpecimenCollection: [
    'BackboneElement',
    'collector:Reference collectedDateTime:dateTime collectedPeriod:Period quantity:Quantity method:CodeableConcept bodySite:CodeableConcept',
  ],
  SpecimenProcessing: [
    'BackboneElement',
    'description:string procedure:CodeableConcept additive*:Reference timeDateTime:dateTime timePeriod:Period',
  ],
  SpecimenContainer: [
    'BackboneElement',
    'identifier*:Identifier description:string type:CodeableConcept capacity:Quantity specimenQuantity:Quantity additiveCodeableConcept:CodeableConcept additiveReference:Reference',
  ],
};
