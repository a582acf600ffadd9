import {
  brokenCheck,
  serviceAccount,
  verification,
} from '../__testUtils__/fixtures';
import { nextSteps } from './nextSteps';

const restart = 'kubectl rollout restart deployment/orders -n shop';

it.each([
  ['nothing if all pods have the role', { pods: 2, injected: 2 }, [], []],
  ['nothing if the pods are unknown', null, [], []],
  [
    'the pod template if no pod runs with the role',
    { pods: 0, injected: 0 },
    [],
    [
      'Set `serviceAccountName: orders` in the pod template of the service and deploy it: no pod runs with the role yet.',
    ],
  ],
  [
    'failures with their commands, before warnings',
    { pods: 2, injected: 0 },
    [
      { ...brokenCheck, result: 'warn' as const, remediation: 'Look at it.' },
      { ...brokenCheck, result: 'pass' as const, remediation: 'Nothing.' },
      { ...brokenCheck, remediation: 'Restart pods.', commands: [restart] },
      { ...brokenCheck, remediation: null, commands: [restart] },
    ],
    [`Restart pods. \`${restart}\``, 'Look at it.'],
  ],
  [
    'each command and each step only once',
    null,
    [1, 2].map(() => ({
      ...brokenCheck,
      remediation: `Restart pods: \`${restart}\``,
      commands: [restart],
    })),
    [`Restart pods: \`${restart}\``],
  ],
])('the next steps name %s', (_, workloads, checks, steps) => {
  const account = serviceAccount({ workloads });
  expect(nextSteps(verification({ checks }), account)).toEqual(steps);
});
