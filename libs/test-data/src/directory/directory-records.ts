/** An accredited-system record of the national directory: one system of one organisation, with its ASID. */
export interface AccreditedSystem {
  readonly id: string;
  /** The organisation's ODS code. */
  readonly nhsIDCode: string;
  /** Every interaction the system is accredited for. */
  readonly nhsAsSvcIA: readonly string[];
  readonly nhsMhsPartyKey?: string;
  /** ODS code of the system's supplier. */
  readonly nhsMhsManufacturerOrg?: string;
  /** The organisation that uses the system: none or one. */
  readonly nhsAsClient?: readonly string[];
  /** The ASID: none or one; an empty text shows a record without it. */
  readonly uniqueIdentifier?: readonly string[];
}

/** A message-handling record of the national directory: where one interaction of one system is to be sent. */
export interface MessageHandlingSystem {
  readonly id: string;
  /** The organisation's ODS code. */
  readonly nhsIDCode: string;
  readonly nhsMhsSvcIA: string;
  readonly nhsMHSPartyKey?: string;
  /** FHIR service roots; usually one. */
  readonly nhsMHSEndPoint?: readonly string[];
  readonly nhsMhsFQDN?: string;
  readonly nhsMhsCPAId?: string;
  /** The message handler's own id, not an ASID: none or one. */
  readonly uniqueIdentifier?: readonly string[];
  readonly nhsMHSSyncReplyMode?: string;
  readonly nhsMHSRetryInterval?: string;
  readonly nhsMHSRetries?: number;
  readonly nhsMHSPersistDuration?: string;
  readonly nhsMHSDuplicateElimination?: string;
  readonly nhsMHSAckRequested?: string;
  readonly nhsMHSActor?: readonly string[];
}

/** The directory's two kinds of record, each in the order in which a search answers them. */
export interface Directory {
  readonly accreditedSystems: readonly AccreditedSystem[];
  readonly messageHandlingSystems: readonly MessageHandlingSystem[];
}
