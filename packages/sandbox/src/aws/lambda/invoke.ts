import type { EksOperation } from '../eks/operation';
import { functionAccess, requireFunction } from './functions';

/** Invokes a function, which returns its payload. The payload must be a JSON object. */
export const invoke: EksOperation = {
  name: 'Invoke',
  write: true,
  method: 'POST',
  path: '/2015-03-31/functions/{name}/invocations',
  access: (input, context) => functionAccess('InvokeFunction', input, context),
  run: (input, context) => {
    requireFunction(input, context);
    return input.body;
  },
};
