import { workloadSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { UNINJECTED } from '../__testUtils__/observed';
import { check } from './uses-node-role';

const CALLS = {
  containers: [{ ...UNINJECTED, env: { AWS_REGION: '(not read)' } }],
};

governanceTester(check, {
  clean: [
    { name: 'nothing says that it calls AWS', subject: workloadSubject() },
    {
      name: 'nodes keep pods out',
      subject: workloadSubject([CALLS], 'host-network-only'),
    },
    {
      name: 'whether nodes keep pods out was not read',
      subject: workloadSubject([CALLS], 'unknown'),
    },
    {
      name: 'it is a part of EKS',
      subject: workloadSubject([{ ...CALLS, hostNetwork: true }], 'all-pods', {
        namespace: 'kube-system',
        name: 'daemonset/aws-node',
      }),
    },
    ...[
      'identity-eks-pod-identity-agent',
      'eks-pod-identity-agent-hybrid-bottlerocket',
    ].map(name => ({
      name: `it is the agent of EKS Pod Identity by Helm, ${name}`,
      subject: workloadSubject([{ ...CALLS, hostNetwork: true }], 'all-pods', {
        namespace: 'kube-system',
        name: `daemonset/${name}`,
      }),
    })),
  ],
  found: [
    {
      name: 'it names a region, and gets the role of its node',
      subject: workloadSubject([CALLS]),
      findings: [
        {
          severity: 'medium',
          message:
            'production/deployment/orders in prod-eu is configured to call AWS (AWS_REGION)',
          facts: { ServiceAccount: 'orders' },
        },
      ],
    },
    {
      name: 'it is in the network of its node',
      subject: workloadSubject(
        [{ ...CALLS, hostNetwork: true }],
        'host-network-only',
      ),
      findings: [{ severity: 'medium', message: 'AWS_REGION' }],
    },
  ],
});
