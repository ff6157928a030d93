import type { StructureTable } from './model.ts';

/** The data types. Source: FHIR 3.0.1, element tables. */
export const DATA_TYPES: StructureTable = {
  Identifier: ['Element', 'use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference'],
  CodeableConcept: ['Element', 'coding*:Coding text:string'],
  Coding: ['Element', 'system:uri version:string code:code display:string userSelected:boolean'],
  Period: ['Element', 'start:dateTime end:dateTime'],
  Reference: ['Element', 'reference:string identifier:Identifier display:string'],
  Signature: [
    'Element',
    'type*:Coding when:instant whoUri:uri whoReference:Reference onBehalfOfUri:uri onBehalfOfReference:Reference contentType:code blob:base64Binary',
  ],
  ContactDetail: ['Element', 'name:string telecom*:ContactPoint'],
  ContactPoint: ['Element', 'system:code value:string use:code rank:positiveInt period:Period'],
  UsageContext: ['Element', 'code:Coding valueCodeableConcept:CodeableConcept valueQuantity:Quantity valueRange:Range'],
  Quantity: ['Element', 'value:decimal comparator:code unit:string system:uri code:code'],
  Range: ['Element', 'low:Quantity high:Quantity'],
  Annotation: ['Element', 'authorReference:Reference authorString:string time:dateTime text:string'],
  HumanName: [
    'Element',
    'use:code text:string family:string given*:string prefix*:string suffix*:string period:Period',
  ],
  Address: [
    'Element',
    'use:code type:code text:string line*:string city:string district:string state:string postalCode:string country:string period:Period',
  ],
  Attachment: [
    'Element',
    'contentType:code language:code data:base64Binary url:uri size:unsignedInt hash:base64Binary title:string creation:dateTime',
  ],
  Age: ['Element', 'value:decimal comparator:code unit:string system:uri code:code'],
  Duration: ['Element', 'value:decimal comparator:code unit:string system:uri code:code'],
  Ratio: ['Element', 'numerator:Quantity denominator:Quantity'],
  Dosage: [
    'Element',
    'sequence:integer text:string additionalInstruction*:CodeableConcept patientInstruction:string timing:Timing asNeededBoolean:boolean asNeededCodeableConcept:CodeableConcept site:CodeableConcept route:CodeableConcept method:CodeableConcept doseRange:Range doseQuantity:Quantity maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity maxDosePerLifetime:Quantity rateRatio:Ratio rateRange:Range rateQuantity:Quantity',
  ],
  Timing: ['Element', 'event*:dateTime repeat:TimingRepeat code:CodeableConcept'],
  TimingRepeat: [
    'Element',
    'boundsDuration:Duration boundsRange:Range boundsPeriod:Period count:integer countMax:integer duration:decimal durationMax:decimal durationUnit:code frequency:integer frequencyMax:integer period:decimal periodMax:decimal periodUnit:code dayOfWeek*:code timeOfDay*:time when*:code offset:unsignedInt',
  ],
  SampledData: [
    'Element',
    'origin:Quantity period:decimal factor:decimal lowerLimit:decimal upperLimit:decimal dimensions:positiveInt data:string',
  ],
  Count: ['Element', 'value:decimal comparator:code unit:string system:uri code:code'],
  Distance: ['Element', 'value:decimal comparator:code unit:string system:uri code:code'],
  Money: ['Element', 'value:decimal comparator:code unit:string system:uri code:code'],
  Meta: ['Element', 'versionId:id lastUpdated:instant profile*:uri security*:Coding tag*:Coding'],
  Narrative: ['Element', 'status:code div:xhtml'],
  Extension: ['Element', 'url:uri value[x]'],
};
