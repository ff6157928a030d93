import type { Request } from 'express';
import { ServiceFault } from './service-fault.ts';

/** @throws ServiceFault of kind `wrongMethod` for anything but GET; HEAD and OPTIONS are not served either */
export function checkMethod(req: Request): void {
  if (req.method !== 'GET') throw new ServiceFault('wrongMethod', 'HTTP operation not supported');
}
