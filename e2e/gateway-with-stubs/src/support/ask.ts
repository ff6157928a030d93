export {
  ask,
  askFor,
  errorOf,
  goodHeaders,
  parametersFor,
  STRUCTURED_RECORD_PATH,
  type Answer,
  type Question,
} from '@cdg/gateway-under-test';
