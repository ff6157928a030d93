import type { FhirResource, List } from 'fhir/r3.js';
import type { LocalReference } from '../record/references.ts';
import type { ListDraft } from './answer-draft.ts';
import { NOTHING_RECORDED, type ListWarning } from './list-notes.ts';

const EXTENSIONS = 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC';
const CLINICAL_SETTING = {
  url: `${EXTENSIONS}-ClinicalSetting-1`,
  valueCodeableConcept: {
    coding: [{ system: 'http://snomed.info/sct', code: '1060971000000108', display: 'General practice service' }],
  },
};

export interface ListContent {
  readonly subject: LocalReference;
  readonly warnings: readonly ListWarning[];
  readonly date: string;
  /** What the list holds itself, when it holds its resources. */
  readonly contained: readonly FhirResource[];
}

/** A primary or secondary list as a resource: a snapshot without an id. Source: GP Connect 1.6.2, List. */
export function buildList(draft: ListDraft, { subject, warnings, date, contained }: ListContent): List {
  const isEmpty = draft.entries.size === 0;
  const texts = [...(isEmpty ? [NOTHING_RECORDED] : []), ...warnings.map(({ text }) => text)];
  return {
    resourceType: 'List',
    meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-List-1'] },
    ...(contained.length > 0 && { contained: [...contained] }),
    extension: [
      CLINICAL_SETTING,
      ...warnings.map(({ code }) => ({ url: `${EXTENSIONS}-ListWarningCode-1`, valueCode: code })),
    ],
    status: 'current',
    mode: 'snapshot',
    title: draft.title,
    code: { coding: [{ ...draft.coding }] },
    subject: { reference: subject },
    date,
    ...(texts.length > 0 && { note: [{ text: texts.join(' ') }] }),
    ...(isEmpty
      ? { emptyReason: NO_CONTENT }
      : { entry: [...draft.entries].map((entry) => ({ item: item(entry, draft) })) }),
  };
}

const NO_CONTENT = {
  coding: [
    {
      system: 'https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-ListEmptyReasonCode-1',
      code: 'no-content-recorded',
      display: 'No Content Recorded',
    },
  ],
};

function item(reference: LocalReference, { holdsResources }: ListDraft): { reference: string } {
  return { reference: holdsResources === true ? `#${reference.slice(reference.indexOf('/') + 1)}` : reference };
}
