import type { StructureTable } from './model.ts';

/** The resources that requests and answers are made of, and the Device of the audit token. Source: FHIR 3.0.1, element tables. */
export const EXCHANGE_STRUCTURES: StructureTable = {
  Parameters: ['Resource', 'parameter*:ParametersParameter'],
  ParametersParameter: ['BackboneElement', 'name:string value[x] resource:Resource part*:ParametersParameter'],
  Bundle: [
    'Resource',
    'identifier:Identifier type:code total:unsignedInt link*:BundleLink entry*:BundleEntry signature:Signature',
  ],
  BundleLink: ['BackboneElement', 'relation:string url:uri'],
  BundleEntry: [
    'BackboneElement',
    'link*:BundleLink fullUrl:uri resource:Resource search:BundleEntrySearch request:BundleEntryRequest response:BundleEntryResponse',
  ],
  BundleEntrySearch: ['BackboneElement', 'mode:code score:decimal'],
  BundleEntryRequest: [
    'BackboneElement',
    'method:code url:uri ifNoneMatch:string ifModifiedSince:instant ifMatch:string ifNoneExist:string',
  ],
  BundleEntryResponse: [
    'BackboneElement',
    'status:string location:uri etag:string lastModified:instant outcome:Resource',
  ],
  OperationOutcome: ['DomainResource', 'issue*:OperationOutcomeIssue'],
  OperationOutcomeIssue: [
    'BackboneElement',
    'severity:code code:code details:CodeableConcept diagnostics:string location*:string expression*:string',
  ],
  CapabilityStatement: [
    'DomainResource',
    'url:uri version:string name:string title:string status:code experimental:boolean date:dateTime publisher:string contact*:ContactDetail description:markdown useContext*:UsageContext jurisdiction*:CodeableConcept purpose:markdown copyright:markdown kind:code instantiates*:uri software:CapabilityStatementSoftware implementation:CapabilityStatementImplementation fhirVersion:id acceptUnknown:code format*:code patchFormat*:code implementationGuide*:uri profile*:Reference rest*:CapabilityStatementRest messaging*:CapabilityStatementMessaging document*:CapabilityStatementDocument',
  ],
  CapabilityStatementSoftware: ['BackboneElement', 'name:string version:string releaseDate:dateTime'],
  CapabilityStatementImplementation: ['BackboneElement', 'description:string url:uri'],
  CapabilityStatementRest: [
    'BackboneElement',
    'mode:code documentation:string security:CapabilityStatementRestSecurity resource*:CapabilityStatementRestResource interaction*:CapabilityStatementRestInteraction searchParam*:CapabilityStatementRestResourceSearchParam operation*:CapabilityStatementRestOperation compartment*:uri',
  ],
  CapabilityStatementRestSecurity: [
    'BackboneElement',
    'cors:boolean service*:CodeableConcept description:string certificate*:CapabilityStatementRestSecurityCertificate',
  ],
  CapabilityStatementRestSecurityCertificate: ['BackboneElement', 'type:code blob:base64Binary'],
  CapabilityStatementRestResource: [
    'BackboneElement',
    'type:code profile:Reference documentation:markdown interaction*:CapabilityStatementRestResourceInteraction versioning:code readHistory:boolean updateCreate:boolean conditionalCreate:boolean conditionalRead:code conditionalUpdate:boolean conditionalDelete:code referencePolicy*:code searchInclude*:string searchRevInclude*:string searchParam*:CapabilityStatementRestResourceSearchParam',
  ],
  CapabilityStatementRestResourceInteraction: ['BackboneElement', 'code:code documentation:string'],
  CapabilityStatementRestResourceSearchParam: [
    'BackboneElement',
    'name:string definition:uri type:code documentation:string',
  ],
  CapabilityStatementRestInteraction: ['BackboneElement', 'code:code documentation:string'],
  CapabilityStatementRestOperation: ['BackboneElement', 'name:string definition:Reference'],
  CapabilityStatementMessaging: [
    'BackboneElement',
    'endpoint*:CapabilityStatementMessagingEndpoint reliableCache:unsignedInt documentation:string supportedMessage*:CapabilityStatementMessagingSupportedMessage event*:CapabilityStatementMessagingEvent',
  ],
  CapabilityStatementMessagingEndpoint: ['BackboneElement', 'protocol:Coding address:uri'],
  CapabilityStatementMessagingSupportedMessage: ['BackboneElement', 'mode:code definition:Reference'],
  CapabilityStatementMessagingEvent: [
    'BackboneElement',
    'code:Coding category:code mode:code focus:code request:Reference response:Reference documentation:string',
  ],
  CapabilityStatementDocument: ['BackboneElement', 'mode:code documentation:string profile:Reference'],
  Device: [
    'DomainResource',
    'identifier*:Identifier udi:DeviceUdi status:code type:CodeableConcept lotNumber:string manufacturer:string manufactureDate:dateTime expirationDate:dateTime model:string version:string patient:Reference owner:Reference contact*:ContactPoint location:Reference url:uri note*:Annotation safety*:CodeableConcept',
  ],
  DeviceUdi: [
    'BackboneElement',
    'deviceIdentifier:string name:string jurisdiction:uri carrierHRF:string carrierAIDC:base64Binary issuer:uri entryType:code',
  ],
};
