import type { StructureTable } from './model.ts';

/** People, places and organisations. Source: FHIR 3.0.1, element tables. */
export const ADMINISTRATIVE_STRUCTURES: StructureTable = {
  Patient: [
    'DomainResource',
    'identifier*:Identifier active:boolean name*:HumanName telecom*:ContactPoint gender:code birthDate:date deceasedBoolean:boolean deceasedDateTime:dateTime address*:Address maritalStatus:CodeableConcept multipleBirthBoolean:boolean multipleBirthInteger:integer photo*:Attachment contact*:PatientContact animal:PatientAnimal communication*:PatientCommunication generalPractitioner*:Reference managingOrganization:Reference link*:PatientLink',
  ],
  PatientContact: [
    'BackboneElement',
    'relationship*:CodeableConcept name:HumanName telecom*:ContactPoint address:Address gender:code organization:Reference period:Period',
  ],
  PatientAnimal: ['BackboneElement', 'species:CodeableConcept breed:CodeableConcept genderStatus:CodeableConcept'],
  PatientCommunication: ['BackboneElement', 'language:CodeableConcept preferred:boolean'],
  PatientLink: ['BackboneElement', 'other:Reference type:code'],
  RelatedPerson: [
    'DomainResource',
    'identifier*:Identifier active:boolean patient:Reference relationship:CodeableConcept name*:HumanName telecom*:ContactPoint gender:code birthDate:date address*:Address photo*:Attachment period:Period',
  ],
  Organization: [
    'DomainResource',
    'identifier*:Identifier active:boolean type*:CodeableConcept name:string alias*:string telecom*:ContactPoint address*:Address partOf:Reference contact*:OrganizationContact endpoint*:Reference',
  ],
  OrganizationContact: [
    'BackboneElement',
    'purpose:CodeableConcept name:HumanName telecom*:ContactPoint address:Address',
  ],
  Practitioner: [
    'DomainResource',
    'identifier*:Identifier active:boolean name*:HumanName telecom*:ContactPoint address*:Address gender:code birthDate:date photo*:Attachment qualification*:PractitionerQualification communication*:CodeableConcept',
  ],
  PractitionerQualification: [
    'BackboneElement',
    'identifier*:Identifier code:CodeableConcept period:Period issuer:Reference',
  ],
  PractitionerRole: [
    'DomainResource',
    'identifier*:Identifier active:boolean period:Period practitioner:Reference organization:Reference code*:CodeableConcept specialty*:CodeableConcept location*:Reference healthcareService*:Reference telecom*:ContactPoint availableTime*:PractitionerRoleAvailableTime notAvailable*:PractitionerRoleNotAvailable availabilityExceptions:string endpoint*:Reference',
  ],
  PractitionerRoleAvailableTime: [
    'BackboneElement',
    'daysOfWeek*:code allDay:boolean availableStartTime:time availableEndTime:time',
  ],
  PractitionerRoleNotAvailable: ['BackboneElement', 'description:string during:Period'],
  Location: [
    'DomainResource',
    'identifier*:Identifier status:code operationalStatus:Coding name:string alias*:string description:string mode:code type:CodeableConcept telecom*:ContactPoint address:Address physicalType:CodeableConcept position:LocationPosition managingOrganization:Reference partOf:Reference endpoint*:Reference',
  ],
  LocationPosition: ['BackboneElement', 'longitude:decimal latitude:decimal altitude:decimal'],
  HealthcareService: [
    'DomainResource',
    'identifier*:Identifier active:boolean providedBy:Reference category:CodeableConcept type*:CodeableConcept specialty*:CodeableConcept location*:Reference name:string comment:string extraDetails:string photo:Attachment telecom*:ContactPoint coverageArea*:Reference serviceProvisionCode*:CodeableConcept eligibility:CodeableConcept eligibilityNote:string programName*:string characteristic*:CodeableConcept referralMethod*:CodeableConcept appointmentRequired:boolean availableTime*:HealthcareServiceAvailableTime notAvailable*:HealthcareServiceNotAvailable availabilityExceptions:string endpoint*:Reference',
  ],
  HealthcareServiceAvailableTime: [
    'BackboneElement',
    'daysOfWeek*:code allDay:boolean availableStartTime:time availableEndTime:time',
  ],
  HealthcareServiceNotAvailable: ['BackboneElement', 'description:string during:Period'],
};
