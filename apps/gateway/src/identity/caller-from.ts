import { SYSTEMS } from '@cdg/fhir';
import type { RequestingDevice } from '@cdg/gp-connect';
import { UNKNOWN, type Caller, type CallerKind } from './caller.ts';
import type { ProxyIdentity } from './proxy-identity.ts';
import type { ClaimedPractitioner } from './requesting-practitioner.ts';
import type { SaidIdentity } from './said-identity.ts';
import type { TokenUser } from './token-claims.ts';

interface CallerFacts {
  readonly kind: CallerKind;
  readonly consumerOds: string;
  readonly issuer: string;
  /** The calling system where it does not describe itself. */
  readonly device: RequestingDevice;
}

/** The caller, from all that was said: in the claims of the audit token, which are STU3. */
export function callerFrom(said: SaidIdentity, { kind, consumerOds, issuer, device }: CallerFacts): Caller {
  const person = kind === 'synthetic' ? SYNTHETIC : personFrom(said);
  const { id, sdsUserId, sdsRoleProfileId, name } = person;
  return {
    kind,
    isVerified: kind === 'token' || kind === 'proxy',
    ...{ id, sdsUserId, sdsRoleProfileId },
    organisation: consumerOds,
    claims: {
      issuer,
      device: said.device ?? device,
      organization: {
        resourceType: 'Organization',
        name: said.organisation?.name ?? consumerOds,
        identifier: [{ system: SYSTEMS.odsCode, value: consumerOds }],
      },
      practitioner: {
        resourceType: 'Practitioner',
        id,
        identifier: [
          { system: SYSTEMS.sdsUserId, value: sdsUserId },
          { system: SYSTEMS.sdsRoleProfileId, value: sdsRoleProfileId },
          { system: person.localSystem ?? `${issuer}/Id/user`, value: person.localId },
        ],
        name: [name],
      },
    },
  };
}

interface Person extends Pick<Caller, 'id' | 'sdsUserId' | 'sdsRoleProfileId'> {
  readonly localId: string;
  readonly localSystem?: string | undefined;
  readonly name: ClaimedPractitioner['name'];
}

/** Stands in where nobody has to be known: in development, and nowhere else. */
const SYNTHETIC: Person = {
  id: 'synthetic-practitioner',
  sdsUserId: UNKNOWN,
  sdsRoleProfileId: UNKNOWN,
  localId: 'synthetic-practitioner',
  name: { family: 'Synthetic', given: ['Practitioner'] },
};

const NAMELESS: Person['name'] = { family: UNKNOWN, given: [UNKNOWN] };

function personFrom(said: SaidIdentity): Person {
  const { user } = said;
  const { localId, name } = (isSamePerson(user, said.practitioner) ? said.practitioner : undefined) ?? NOBODY;
  const smartcard = smartcardOf(said);
  const id = firstOf([user?.subject, localId?.value]) ?? smartcard.sdsUserId;
  return {
    ...smartcard,
    id,
    localId: localId?.value ?? id,
    localSystem: localId?.system,
    name: firstOf([user?.name, name]) ?? NAMELESS,
  };
}

const NOBODY: Partial<ClaimedPractitioner> = {};

function smartcardOf(said: SaidIdentity): Pick<Person, 'sdsUserId' | 'sdsRoleProfileId'> {
  const words = wordsOnSmartcard(said);
  return {
    sdsUserId: firstOf(words.map((word) => word?.sdsUserId)) ?? UNKNOWN,
    sdsRoleProfileId: firstOf(words.map((word) => word?.sdsRoleProfileId)) ?? UNKNOWN,
  };
}

/** The token's word before the proxy's, the proxy's before the calling system's, which counts for nothing beside a token's. */
function wordsOnSmartcard({ user, proxy, practitioner }: SaidIdentity): readonly (ProxyIdentity | undefined)[] {
  if (user !== undefined || practitioner === undefined) return [user, proxy];
  const { sdsUserId, sdsRoleProfileId, roleCode } = practitioner;
  return [proxy, { sdsUserId, sdsRoleProfileId: sdsRoleProfileId ?? roleCode }];
}

function firstOf<Word>(words: readonly (Word | undefined)[]): Word | undefined {
  return words.find((word) => word !== undefined);
}

/** What a header says of somebody else than the token's user is not used: a name must not go with another's id. */
function isSamePerson(user: TokenUser | undefined, practitioner: ClaimedPractitioner | undefined): boolean {
  if (user === undefined || practitioner === undefined) return user === undefined;
  const { sdsUserId, localId } = practitioner;
  return sdsUserId === undefined ? localId?.value === user.subject : sdsUserId === user.sdsUserId;
}
