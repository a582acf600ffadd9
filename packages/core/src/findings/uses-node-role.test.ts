import { workloadSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { UNINJECTED } from '../__testUtils__/observed';
import { check } from './uses-node-role';

const CALLS = {
  containers: [{ ...UNINJECTED, env: { AWS_REGION: '(not read)' } }],
};

governanceTester(check, {
  clean: [
    {
      name: 'a workload without signs of AWS calls',
      subject: workloadSubject(),
    },
    {
      name: 'a workload whose nodes do not let pods use the node role',
      subject: workloadSubject([CALLS], 'host-network-only'),
    },
    {
      name: 'a workload whose nodes were not read',
      subject: workloadSubject([CALLS], 'unknown'),
    },
    {
      name: 'a system component of EKS',
      subject: workloadSubject([{ ...CALLS, hostNetwork: true }], 'all-pods', {
        namespace: 'kube-system',
        name: 'daemonset/aws-node',
      }),
    },
    ...[
      'identity-eks-pod-identity-agent',
      'eks-pod-identity-agent-hybrid-bottlerocket',
    ].map(name => ({
      name: `the EKS Pod Identity Agent of Helm, ${name}`,
      subject: workloadSubject([{ ...CALLS, hostNetwork: true }], 'all-pods', {
        namespace: 'kube-system',
        name: `daemonset/${name}`,
      }),
    })),
  ],
  found: [
    {
      name: 'a workload with an AWS region that can use the node role',
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
      name: 'a host-network workload',
      subject: workloadSubject(
        [{ ...CALLS, hostNetwork: true }],
        'host-network-only',
      ),
      findings: [{ severity: 'medium', message: 'AWS_REGION' }],
    },
  ],
});
