import { checkTester } from '../__testUtils__/checkTester';
import { associatedWith, observedWith } from '../__testUtils__/observed';
import { absent, found, unknown, valueOf } from '../observe/observation';
import { check } from './pod-identity-agent';

const agent = (status: string) =>
  found({ name: 'eks-pod-identity-agent', version: 'v1', status });
const cluster = valueOf(observedWith().cluster)!;

const daemonSet = (status: string) =>
  found({
    ...{ name: 'eks-pod-identity-agent', version: 'v0.1.37', status },
    isDaemonSet: true,
  });

checkTester(check, [
  {
    name: 'it is active',
    observed: associatedWith(),
    result: 'pass',
    message: 'v1.3.4-eksbuild.1 is there',
  },
  {
    name: 'a DaemonSet',
    observed: { podIdentityAgent: daemonSet('ACTIVE') },
    result: 'pass',
    message: 'v0.1.37 runs as a DaemonSet',
  },
  {
    name: 'fault 29: a DaemonSet with pods that restart',
    observed: { podIdentityAgent: daemonSet('DEGRADED') },
    result: 'warn',
    fault: 29,
    message: 'Some pods of the EKS Pod Identity Agent',
    remediation: 'kubectl get pods -n kube-system -l',
  },
  {
    name: 'fault 29: no add-on',
    observed: { ...associatedWith(), podIdentityAgent: absent() },
    result: 'warn',
    fault: 29,
    message: 'has neither the add-on eks-pod-identity-agent nor pods',
    remediation:
      'aws eks create-addon --cluster-name prod-eu --addon-name eks-pod-identity-agent',
  },
  {
    name: 'fault 29: the add-on does not work',
    observed: { ...associatedWith(), podIdentityAgent: agent('DEGRADED') },
    result: 'warn',
    fault: 29,
    message: 'is DEGRADED',
    remediation: 'aws eks describe-addon',
  },
  {
    name: 'EKS Auto Mode has it built in',
    observed: {
      ...associatedWith(),
      podIdentityAgent: absent(),
      cluster: found({ ...cluster, autoMode: true }),
    },
    result: 'pass',
    message: 'EKS Auto Mode',
  },
  {
    name: 'it may not be read',
    observed: {
      ...associatedWith(),
      podIdentityAgent: unknown('no', 'eks:DescribeAddon'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'eks:DescribeAddon',
  },
]);
