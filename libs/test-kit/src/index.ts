export {
  cutAfter,
  hang,
  hangAfter,
  hold,
  reset,
  respond,
  respondInChunks,
  respondJson,
  respondRaw,
  type Answer,
  type Exchange,
  type Reply,
} from './answers.ts';
export type { ReceivedRequest } from './received-request.ts';
export { startScriptedUpstream, type ScriptedUpstream } from './scripted-upstream.ts';
export {
  createCertificateAuthority,
  type Certificate,
  type CertificateAuthority,
  type CertificateRequest,
} from './certificates.ts';
