import type { DirectoryIndex } from './directory-index.ts';
import type { MessageHandlingSystem } from './directory-records.ts';
import { ServiceFault } from './service-fault.ts';

/** The organisation that holds the Spine's own records outside production. */
const SPINE_CORE = 'YES';
const SERVICES = 'cc ebs ebsepr ebsnpr gp2gp pat itk dis ed op caf adm ooh am mh nd dir'.split(' ');
const RELIABLE = ['COPC_IN000001UK01', 'RCMR_IN010000UK05', 'RCMR_IN030000UK06', 'MCCI_IN010000UK13'];
const EXPRESS = ['PRSC_IN040000UK03', 'PRSC_IN080000UK03'];

/**
 * HL7 V3 messages of these services travel through the Spine's intermediary, so its address takes the place of the
 * organisation's own. No GP Connect interaction is among them.
 *
 * @throws ServiceFault of kind `internal` when the directory does not hold exactly one such address
 */
export function throughIntermediary(system: MessageHandlingSystem, index: DirectoryIndex): MessageHandlingSystem {
  const intermediary = intermediaryOf(system.nhsMhsSvcIA);
  if (intermediary === undefined) return system;
  const found = index
    .messageHandlingSystems({ organization: SPINE_CORE, interaction: intermediary })
    .map(({ nhsMHSEndPoint }) => nhsMHSEndPoint);
  const [[address, ...moreAddresses] = [], ...moreSystems] = found;
  if (address === undefined || moreAddresses.length + moreSystems.length > 0) {
    throw new ServiceFault('internal', `Expected exactly one address of ${intermediary}`);
  }
  return {
    ...system,
    nhsMHSEndPoint: (system.nhsMHSEndPoint.length > 0 ? system.nhsMHSEndPoint : ['']).map(() => address),
  };
}

function intermediaryOf(interactionId: string): string | undefined {
  const [service = '', message = ''] = interactionId.split(':').slice(-2);
  if (!SERVICES.includes(service)) return undefined;
  if (RELIABLE.includes(message)) return 'urn:nhs:names:services:tms:ReliableIntermediary';
  if (EXPRESS.includes(message)) return 'urn:nhs:names:services:tms:ExpressIntermediary';
  return undefined;
}
