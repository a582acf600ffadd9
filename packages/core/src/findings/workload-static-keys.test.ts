import { workloadSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { UNINJECTED } from '../__testUtils__/observed';
import { check } from './workload-static-keys';

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const KEYED = {
  ...UNINJECTED,
  env: Object.fromEntries(KEYS.map(name => [name, ''])),
  envSources: Object.fromEntries(
    KEYS.map(name => [
      name,
      { kind: 'secret' as const, name: 'aws', key: name },
    ]),
  ),
};

governanceTester(check, {
  clean: [
    { name: 'no keys', subject: workloadSubject() },
    {
      name: 'a Secret as environment, whose variables are not read',
      subject: workloadSubject([
        {
          containers: [
            {
              ...UNINJECTED,
              envFrom: [{ kind: 'secret', name: 'orders', prefix: '' }],
            },
          ],
        },
      ]),
    },
  ],
  found: [
    {
      name: 'keys from a Secret in two pods, as one finding',
      subject: workloadSubject([
        { containers: [KEYED] },
        { name: 'orders-2', containers: [KEYED] },
      ]),
      findings: [
        {
          severity: 'high',
          message:
            'Container app of production/deployment/orders in prod-eu gets static AWS keys from AWS_ACCESS_KEY_ID (from Secret aws)',
          remediation: 'kubectl patch deployment/orders -n production -p',
          facts: { app: 'AWS_ACCESS_KEY_ID (from Secret aws)' },
          fault: 'static-keys',
        },
      ],
    },
    {
      name: 'keys in a standalone pod, which no command fixes',
      subject: workloadSubject([
        { workload: undefined, isControlled: false, containers: [KEYED] },
      ]),
      findings: [{ severity: 'high', message: 'static AWS keys' }],
    },
  ],
});
