import { checkTester } from '../__testUtils__/checkTester';
import { check } from './live-proof';

const at = '2026-11-24T12:00:00.000Z';

checkTester(check, [
  {
    name: 'none was made',
    result: 'unknown',
    message: 'No live proof was made',
  },
  {
    name: 'STS gave out a session',
    liveProof: {
      result: 'proved',
      at,
      assumedRoleArn: 'arn:aws:sts::1:assumed-role/orders/x',
    },
    result: 'pass',
    message: 'arn:aws:sts::1:assumed-role/orders/x',
  },
  {
    name: 'STS refused',
    liveProof: {
      result: 'refused',
      at,
      reason: 'AWS answered AccessDenied: no',
    },
    result: 'fail',
    message: 'refused the token. AWS answered AccessDenied',
    remediation: 'kubectl create token orders -n production',
  },
  {
    name: 'it could not be made',
    liveProof: { result: 'failed', at, reason: 'the cap' },
    result: 'unknown',
    message: 'could not be made. the cap',
  },
]);
