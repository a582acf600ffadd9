import type { V1Pod } from '@kubernetes/client-node';
import { absent, found, unknown } from './observation';
import { readAgent } from './podIdentityAgent';

const ADDON = found({ name: 'a', version: 'v1', status: 'ACTIVE' });
const pod = (ready: string): V1Pod => ({
  spec: {
    containers: [{ name: 'a', image: 'example.com/agent:v0.1.37' }],
  },
  status: { conditions: [{ type: 'Ready', status: ready }] },
});
const agent = (status: string) =>
  found({
    name: 'eks-pod-identity-agent',
    version: 'v0.1.37',
    status,
    isDaemonSet: true,
  });

it.each([
  ['the add-on', ADDON, absent(), ADDON],
  ['what cannot be read', unknown('No.'), absent(), unknown('No.')],
  ['a DaemonSet', absent(), found([pod('True')]), agent('ACTIVE')],
  [
    'a DaemonSet with a pod that restarts',
    absent(),
    found([pod('True'), pod('False')]),
    agent('DEGRADED'),
  ],
  ['nothing', absent(), found([]), absent()],
  ['pods that cannot be read', absent(), unknown('No.'), unknown('No.')],
])('finds %s', async (_, addon, pods, expected) => {
  const answer = await readAgent(
    { addon: async () => addon as typeof ADDON },
    { agentPods: async () => pods as ReturnType<typeof found<V1Pod[]>> },
  );
  expect(answer).toEqual(expected);
});
