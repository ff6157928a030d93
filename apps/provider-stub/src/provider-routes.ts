import type { GpPractice, GpRecord, StubFault } from '@cdg/test-data';
import type { Request, RequestHandler, Response } from 'express';
import { checkAuditClaims } from './checks/audit-claims.ts';
import { readAuditToken } from './checks/audit-token.ts';
import { checkEnablement, checkPracticeConsent } from './checks/enablement.ts';
import { checkInteraction, type BuiltInteraction } from './checks/interaction.ts';
import { checkMediaTypes, type MediaTypes } from './checks/media-types.ts';
import { readRequestBody } from './checks/request-body.ts';
import { checkSspHeaders } from './checks/ssp-headers.ts';
import { sendBundle, sendResource } from './fhir-answer.ts';
import { foundationsCapability, structuredCapability } from './operations/capability-statements.ts';
import { getStructuredRecord } from './operations/get-structured-record.ts';
import { RequestRefused } from './outcomes.ts';
import { readRoute, type ProviderRoute } from './route.ts';

export interface ProviderParts {
  readonly findPractice: (odsCode: string) => GpPractice | undefined;
  readonly findRecord: (nhsNumber: string) => GpRecord | undefined;
  readonly misbehave: (fault: StubFault, req: Request, res: Response) => boolean;
  /** The public origin of this system, when callers may know it by another than the one they called. */
  readonly publicUrl: string | undefined;
  readonly awaitingFilingText: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

interface CheckedRequest {
  readonly practice: GpPractice;
  readonly interaction: BuiltInteraction;
  readonly traceId: string;
  readonly mediaTypes: MediaTypes;
}

/** Answers for every practice's system: the checks in GP Connect's order, then the interaction itself. */
export function providerRoutes(parts: ProviderParts): RequestHandler {
  return async (req, res, next) => {
    const route = readRoute(req.path);
    if (route === undefined) {
      next();
      return;
    }
    const checked = checkRequest(req, route, parts);
    if (checked.interaction.method === 'GET') await sendCapability(res, checked);
    else await sendRecord(req, res, { checked, parts });
  };
}

function checkRequest(req: Request, route: ProviderRoute, parts: ProviderParts): CheckedRequest {
  const practice = parts.findPractice(route.odsCode);
  if (practice === undefined)
    throw new RequestRefused('ORGANISATION_NOT_FOUND', 'No practice is served at this address');
  const { traceId, interactionId } = checkSspHeaders(req, practice.asid);
  const interaction = checkInteraction(interactionId, { method: req.method, route });
  const mediaTypes = checkMediaTypes(req, queryOf(req));
  checkAuditClaims(readAuditToken(req.headers.authorization), {
    scope: interaction.scope,
    serviceRoots: serviceRoots(req, route, parts.publicUrl),
    now: parts.now(),
  });
  // The combined statement of Foundations is how consumers learn of a practice, so no switch turns it off.
  if (route.capability === 'structured') checkEnablement(practice);
  return { practice, interaction, traceId, mediaTypes };
}

async function sendCapability(res: Response, { interaction, mediaTypes }: CheckedRequest): Promise<void> {
  const resource = interaction.capability === 'structured' ? structuredCapability() : foundationsCapability();
  await sendResource(res, { status: 200, resource, format: mediaTypes.answer });
}

async function sendRecord(
  req: Request,
  res: Response,
  { checked, parts }: { checked: CheckedRequest; parts: ProviderParts },
): Promise<void> {
  const { practice, traceId, mediaTypes } = checked;
  checkPracticeConsent(practice);
  const body = readRequestBody(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0), mediaTypes.body);
  const misbehave = (fault: StubFault) => parts.misbehave(fault, req, res);
  const answer = getStructuredRecord({ body, practice, traceId }, { ...parts, misbehave });
  if (answer !== undefined) await sendBundle(res, { ...answer, format: mediaTypes.answer });
}

/** The query of a request, its repetitions kept. */
export function queryOf(req: Request): URLSearchParams {
  const [, query = ''] = req.originalUrl.split('?', 2);
  return new URLSearchParams(query);
}

function serviceRoots(req: Request, { rootPath }: ProviderRoute, publicUrl: string | undefined): readonly string[] {
  const called = `${req.protocol}://${req.headers.host ?? ''}`;
  return [called, publicUrl].filter((origin) => origin !== undefined).map((origin) => `${origin}${rootPath}`);
}
