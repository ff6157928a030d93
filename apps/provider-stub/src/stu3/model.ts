import { ADMINISTRATIVE_STRUCTURES } from './administrative-structures.ts';
import { CLINICAL_STRUCTURES } from './clinical-structures.ts';
import { DATA_TYPES } from './data-types.ts';
import { EXCHANGE_STRUCTURES } from './exchange-structures.ts';

/** What a structure inherits its first elements from. */
type Base = 'Element' | 'BackboneElement' | 'Resource' | 'DomainResource';

/**
 * Structures by name: their base, and their own elements in the order FHIR lists them, each as `name:type`, with a star
 * where it repeats. `value[x]` stands for a value of any type.
 */
export type StructureTable = Readonly<Record<string, readonly [Base, string]>>;

export interface ElementModel {
  readonly name: string;
  readonly type: string;
  readonly repeats: boolean;
}

const INHERITED: Readonly<Record<Base, string>> = {
  Element: 'id:id extension*:Extension',
  BackboneElement: 'id:id extension*:Extension modifierExtension*:Extension',
  Resource: 'id:id meta:Meta implicitRules:uri language:code',
  DomainResource:
    'id:id meta:Meta implicitRules:uri language:code text:Narrative contained*:Resource extension*:Extension modifierExtension*:Extension',
};

const VALUE_TYPES =
  'base64Binary boolean code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing Meta';

/** The FHIR 3.0.1 structures that this provider reads or writes: each one's elements in FHIR's order, by structure name. */
export function stu3Model(): ReadonlyMap<string, readonly ElementModel[]> {
  const tables = { ...EXCHANGE_STRUCTURES, ...ADMINISTRATIVE_STRUCTURES, ...CLINICAL_STRUCTURES, ...DATA_TYPES };
  return new Map(
    Object.entries(tables).map(([name, [base, own]]) => [
      name,
      `${INHERITED[base]} ${own}`.split(' ').flatMap(elements),
    ]),
  );
}

function elements(text: string): ElementModel[] {
  if (text === 'value[x]') {
    return VALUE_TYPES.split(' ').map((type) => ({ name: `value${capitalised(type)}`, type, repeats: false }));
  }
  const [name = '', type = ''] = text.split(':');
  return [{ name: name.replace('*', ''), type, repeats: name.endsWith('*') }];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
