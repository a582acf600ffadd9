import { found, unknown } from '../observe/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { podWith } from '../__testUtils__/observed';
import { check } from './pods-use-it';

checkTester(check, [
  {
    name: 'one does',
    result: 'pass',
    message: '1 pod runs as production/orders',
  },
  {
    name: 'two do',
    observed: { pods: found([podWith(), podWith({ name: 'b' })]) },
    result: 'pass',
    message: '2 pods run',
  },
  {
    name: 'none yet',
    observed: { pods: found([]) },
    result: 'pass',
    message: 'No pod runs as production/orders yet',
  },
  {
    name: 'pods cannot be listed',
    observed: { pods: unknown('The backend may not.', 'list pods') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'list pods',
  },
]);
