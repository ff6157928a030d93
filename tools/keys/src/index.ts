export { ensureDevelopmentKeys, type DevelopmentKeys } from './ensure-development-keys.ts';
