import { checkTester } from '../__testUtils__/checkTester';
import {
  agentWith,
  associatedWith,
  observedWith,
  podWith,
  UNINJECTED,
} from '../__testUtils__/observed';
import { absent, found, unknown, valueOf } from '../model/observation';
import type { ObservedAgent } from '../model/observed';
import { check } from './pod-identity-agent';

const agent = (change: Partial<ObservedAgent> = {}) => ({
  ...associatedWith(),
  podIdentityAgent: found(agentWith(change)),
});
const cluster = valueOf(observedWith().cluster)!;
const podOf = (uri: string) => {
  const [pod] = valueOf(observedWith().pods)!;
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri };
  const containers = pod.containers.map(one => ({ ...one, env }));
  return found([{ ...pod, containers }]);
};
const FARGATE = { labels: { 'eks.amazonaws.com/fargate-profile': 'fp' } };
const WINDOWS = { os: 'windows' };
const uninjected = { containers: [UNINJECTED] };
const crashing = found({
  ready: 'none' as const,
  reason: 'CrashLoopBackOff',
});
const some = found({ ready: 'some' as const, reason: 'NotReady' });

checkTester(check, [
  {
    name: 'an add-on whose pods are ready',
    observed: agent(),
    result: 'pass',
    message: 'v1.3.4-eksbuild.1 is ready on its nodes, as an add-on',
  },
  {
    name: 'a DaemonSet whose pods are ready',
    observed: agent({ addonStatus: undefined, version: 'v0.1.37' }),
    result: 'pass',
    message: 'v0.1.37 is ready on its nodes, as a DaemonSet',
  },
  {
    name: 'agent-not-ready: pods on Fargate and Windows, beside one on Linux nodes',
    observed: {
      ...agent(),
      pods: found([
        podWith(uninjected),
        podWith({ ...uninjected, ...FARGATE, name: 'orders-1' }),
        podWith({ ...uninjected, ...WINDOWS, name: 'orders-2' }),
      ]),
    },
    result: 'fail',
    fault: 'agent-not-ready',
    message:
      'The EKS Pod Identity Agent does not run where these pods run, so they get no credentials: orders-1 (Fargate), orders-2 (Windows).',
    remediation: 'Run them on Linux EC2 nodes, or use IRSA for this service.',
    commands: [],
  },
  {
    name: 'agent-not-ready: a pod on Fargate in a cluster with EKS Auto Mode',
    observed: {
      ...agent(),
      cluster: found({ ...cluster, autoMode: true }),
      pods: found([podWith({ ...uninjected, ...FARGATE })]),
    },
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'orders-5d9c7b-x2x4z (Fargate)',
  },
  {
    name: 'agent-not-ready: a pod on Fargate that still gets the role through IRSA',
    observed: { ...agent(), pods: found([podWith(FARGATE)]) },
    result: 'warn',
    fault: 'agent-not-ready',
    message:
      'Pods that were created with IRSA keep the role until they restart',
    remediation: 'use IRSA for this service.',
  },
  {
    name: 'agent-not-ready: an active add-on whose pods crash',
    observed: agent({ pods: crashing }),
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'No pod of the EKS Pod Identity Agent is ready (CrashLoopBackOff)',
    remediation:
      'listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address',
    commands: [
      `aws eks update-addon --cluster-name prod-eu --addon-name eks-pod-identity-agent --region eu-west-1 --configuration-values '{"agent":{"additionalArgs":{"-b":"169.254.170.23"}}}'`,
    ],
  },
  {
    name: 'agent-not-ready: the add-on keeps its other configuration',
    observed: agent({
      pods: crashing,
      configurationValues:
        '{"resources":{"limits":{"memory":"64Mi"}},"agent":{"additionalArgs":{"-v":"debug"}}}',
    }),
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'No pod of the EKS Pod Identity Agent is ready',
    commands: [
      `aws eks update-addon --cluster-name prod-eu --addon-name eks-pod-identity-agent --region eu-west-1 --configuration-values '{"resources":{"limits":{"memory":"64Mi"}},"agent":{"additionalArgs":{"-v":"debug","-b":"169.254.170.23"}}}'`,
    ],
  },
  {
    name: 'agent-not-ready: the configuration is YAML, which must be changed manually',
    observed: agent({
      pods: crashing,
      configurationValues: 'agent:\n  x: y',
    }),
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'No pod of the EKS Pod Identity Agent is ready',
    commands: [],
  },
  {
    name: 'agent-not-ready: pods call the agent by IPv6',
    observed: {
      ...agent({ pods: crashing }),
      pods: podOf('http://[fd00:ec2::23]/v1/credentials'),
    },
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'No pod of the EKS Pod Identity Agent is ready',
    commands: [],
  },
  {
    name: 'agent-not-ready: a DaemonSet whose pods crash',
    observed: agent({ addonStatus: undefined, pods: crashing }),
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'No pod of the EKS Pod Identity Agent is ready',
    remediation: 'agent.additionalArgs.-b=169.254.170.23',
    commands: [],
  },
  {
    name: 'agent-not-ready: the pods on some nodes are not ready',
    observed: agent({ pods: some }),
    result: 'warn',
    fault: 'agent-not-ready',
    message: 'are not ready (NotReady): pods on their nodes get no credentials',
    remediation: 'address already in use',
  },
  {
    name: 'agent-not-ready: an active add-on without pods',
    observed: agent({ pods: absent() }),
    result: 'fail',
    fault: 'agent-not-ready',
    message: 'has no pods on any node. Pods get no credentials.',
    remediation: 'kubectl describe daemonset',
  },
  {
    name: 'an active add-on without pods, and no running pods of the ServiceAccount',
    observed: { ...agent({ pods: absent() }), pods: found([]) },
    result: 'warn',
    fault: 'agent-not-ready',
    message: 'has no pods on any node.',
  },
  {
    name: 'a missing permission to read its pods',
    observed: agent({ pods: unknown('No.', 'list pods') }),
    result: 'unknown',
    message: 'Pods of the EKS Pod Identity Agent could not be read. No.',
    remediation: 'list pods',
  },
  {
    name: 'agent-not-ready: neither add-on nor pods',
    observed: { ...associatedWith(), podIdentityAgent: absent() },
    result: 'warn',
    fault: 'agent-not-ready',
    message: 'has neither the add-on eks-pod-identity-agent nor pods',
    remediation: 'Install the add-on.',
    commands: [
      'aws eks create-addon --cluster-name prod-eu --addon-name eks-pod-identity-agent --region eu-west-1',
    ],
  },
  {
    name: 'agent-not-ready: the add-on does not work',
    observed: agent({ addonStatus: 'DEGRADED' }),
    result: 'warn',
    fault: 'agent-not-ready',
    message: 'is DEGRADED',
    remediation: 'aws eks describe-addon',
  },
  {
    name: 'EKS Auto Mode, which has a built-in agent',
    observed: {
      ...associatedWith(),
      podIdentityAgent: absent(),
      cluster: found({ ...cluster, autoMode: true }),
    },
    result: 'pass',
    message: 'EKS Auto Mode',
  },
  {
    name: 'agent-not-ready: the agent of nodes outside EKS Auto Mode does not work',
    observed: {
      ...agent({ addonStatus: 'DEGRADED' }),
      cluster: found({ ...cluster, autoMode: true }),
    },
    result: 'warn',
    fault: 'agent-not-ready',
    message: 'is DEGRADED',
  },
  {
    name: 'a missing permission to read the add-on',
    observed: {
      ...associatedWith(),
      podIdentityAgent: unknown('no', 'eks:DescribeAddon'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'eks:DescribeAddon',
  },
]);
