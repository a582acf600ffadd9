import type { V1Pod, V1PodStatus } from '@kubernetes/client-node';
import {
  absent,
  found,
  unknown,
  type Observation,
} from '@backstage-irsa/core/model';
import { toAgentPods } from './agentPods';
import { readAgent } from './podIdentityAgent';

type Addon = Awaited<ReturnType<Parameters<typeof readAgent>[0]['addon']>>;

const ADDON = found({ name: 'a', version: 'v1', addonStatus: 'ACTIVE' });
const pod = (ready: string, status: V1PodStatus = {}): V1Pod => ({
  spec: {
    containers: [{ name: 'a', image: 'example.com/agent:v0.1.37' }],
  },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready }],
    ...status,
  },
});
const waiting = (reason: string) => [
  {
    ...{ name: 'a', image: '', imageID: '', ready: false, restartCount: 3 },
    state: { waiting: { reason } },
  },
];
const crashing = pod('False', {
  containerStatuses: waiting('CrashLoopBackOff'),
});
const agent = (ready: string, reason?: string) =>
  found({
    name: 'eks-pod-identity-agent',
    version: 'v0.1.37',
    pods: found({ ready, ...(reason && { reason }) }),
  });
const addonWith = (pods: unknown) =>
  found({ name: 'a', version: 'v1', addonStatus: 'ACTIVE', pods });

it.each<[string, Addon, Observation<V1Pod[]>, unknown]>([
  [
    'the add-on with its pods',
    ADDON,
    found([pod('True')]),
    addonWith(found({ ready: 'all' })),
  ],
  [
    'an active add-on whose pods crash',
    ADDON,
    found([crashing, crashing]),
    addonWith(found({ ready: 'none', reason: 'CrashLoopBackOff' })),
  ],
  ['an active add-on without pods', ADDON, found([]), addonWith(absent())],
  [
    'an active add-on whose pods cannot be read',
    ADDON,
    unknown('No.', 'list pods'),
    addonWith(unknown('No.', 'list pods')),
  ],
  [
    'an unknown agent if the add-on cannot be read',
    unknown('No.'),
    absent(),
    unknown('No.'),
  ],
  [
    'a DaemonSet whose pods are ready',
    absent(),
    found([pod('True')]),
    agent('all'),
  ],
  [
    'a DaemonSet with a pod whose probes fail',
    absent(),
    found([pod('True'), pod('False')]),
    agent('some', 'NotReady'),
  ],
  [
    'a pod that cannot be scheduled',
    absent(),
    found([pod('False', { phase: 'Pending' })]),
    agent('none', 'Pending'),
  ],
  [
    'a pod whose init container cannot start',
    absent(),
    found([
      pod('False', {
        phase: 'Pending',
        initContainerStatuses: waiting('ImagePullBackOff'),
      }),
    ]),
    agent('none', 'ImagePullBackOff'),
  ],
  [
    'only pods that have not ended',
    absent(),
    found([pod('True'), pod('False', { phase: 'Failed' })]),
    agent('all'),
  ],
  [
    'no agent if there is neither an add-on nor a pod',
    absent(),
    found([]),
    absent(),
  ],
  [
    'an unknown agent if its pods cannot be read',
    absent(),
    unknown('No.'),
    unknown('No.'),
  ],
])('finds %s', async (_, addon, pods, expected) => {
  const answer = await readAgent(
    { addon: async () => addon },
    {
      agentPods: async () =>
        pods.state === 'found' ? found(toAgentPods(pods.value)) : pods,
    },
  );
  expect(answer).toEqual(expected);
});
