/** A published interaction that this provider knows by name and does not offer. */
export interface UnbuiltInteraction {
  readonly id: string;
  readonly method: string;
  readonly capability: 'structured' | 'foundations';
  readonly path: RegExp;
}

const PREFIX = 'urn:nhs:names:services:gpconnect:fhir';

/** Source: GP Connect 1.6.2, interaction ids of Foundations, Appointments and Access Record Structured. */
export const UNBUILT_INTERACTIONS: readonly UnbuiltInteraction[] = [
  {
    id: `${PREFIX}:operation:gpc.migratestructuredrecord-1`,
    method: 'POST',
    capability: 'structured',
    path: /^Patient\/\$gpc\.migratestructuredrecord$/,
  },
  foundations('operation:gpc.registerpatient-1', 'POST', /^Patient\/\$gpc\.registerpatient$/),
  foundations('rest:search:patient-1', 'GET', /^Patient$/),
  foundations('rest:read:patient-1', 'GET', /^Patient\/[^/]+$/),
  foundations('rest:search:practitioner-1', 'GET', /^Practitioner$/),
  foundations('rest:read:practitioner-1', 'GET', /^Practitioner\/[^/]+$/),
  foundations('rest:search:organization-1', 'GET', /^Organization$/),
  foundations('rest:read:organization-1', 'GET', /^Organization\/[^/]+$/),
  foundations('rest:read:location-1', 'GET', /^Location\/[^/]+$/),
  foundations('rest:search:slot-1', 'GET', /^Slot$/),
  foundations('rest:read:appointment-1', 'GET', /^Appointment\/[^/]+$/),
  foundations('rest:create:appointment-1', 'POST', /^Appointment$/),
  foundations('rest:update:appointment-1', 'PUT', /^Appointment\/[^/]+$/),
  foundations('rest:cancel:appointment-1', 'PUT', /^Appointment\/[^/]+$/),
  foundations('rest:search:patient_appointments-1', 'GET', /^Patient\/[^/]+\/Appointment$/),
];

function foundations(name: string, method: string, path: RegExp): UnbuiltInteraction {
  return { id: `${PREFIX}:${name}`, method, capability: 'foundations', path };
}
