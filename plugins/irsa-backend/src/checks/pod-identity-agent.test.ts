import { checkTester } from '../__testUtils__/checkTester';
import { associatedWith, observedWith } from '../__testUtils__/observed';
import { absent, found, unknown, valueOf } from '../observe/observation';
import { check } from './pod-identity-agent';

const agent = (status: string) =>
  found({ name: 'eks-pod-identity-agent', version: 'v1', status });
const cluster = valueOf(observedWith().cluster)!;

checkTester(check, [
  {
    name: 'it is active',
    observed: associatedWith(),
    result: 'pass',
    message: 'v1.3.4-eksbuild.1 is there',
  },
  {
    name: 'fault 29: no add-on',
    observed: { ...associatedWith(), podIdentityAgent: absent() },
    result: 'warn',
    fault: 29,
    message: 'lacks the add-on',
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
