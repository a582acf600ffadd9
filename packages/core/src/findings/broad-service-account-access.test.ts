import { clusterSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import type { RbacGrant, RbacSubject } from '../model/inventory';
import { found, unknown } from '../model/observation';
import { check } from './broad-service-account-access';

const DEVELOPERS: RbacSubject = { kind: 'Group', name: 'developers' };

function grant(
  resources: string[],
  verbs: string[],
  change: Partial<RbacGrant> = {},
): RbacGrant {
  return {
    binding: 'ClusterRoleBinding developers',
    subjects: [DEVELOPERS],
    rules: [{ apiGroups: ['', 'apps'], resources, verbs, resourceNames: [] }],
    ...change,
  };
}

const granted = (...grants: RbacGrant[]) => ({ rbac: found(grants) });
const inNamespace = (namespace: string) =>
  grant(['pods'], ['create'], {
    namespace,
    binding: `RoleBinding ${namespace}/developers`,
  });

governanceTester(check, {
  clean: [
    { name: 'no subject has a permission', subject: clusterSubject() },
    {
      name: 'RBAC permissions could not be read',
      subject: clusterSubject({ rbac: unknown('Denied.') }),
    },
    {
      name: 'permissions in only one namespace',
      subject: clusterSubject(granted(inNamespace('production'))),
    },
    {
      name: 'permissions in another namespace without IAM service accounts',
      subject: clusterSubject(
        granted(inNamespace('production'), inNamespace('sandbox')),
      ),
    },
    {
      name: 'permissions that do not give access to a ServiceAccount',
      subject: clusterSubject(granted(grant(['pods', 'secrets'], ['get']))),
    },
    {
      name: 'permissions of system components and Backstage',
      subject: clusterSubject({
        ...granted(
          grant(['*'], ['*'], {
            subjects: [
              { kind: 'Group', name: 'system:masters' },
              { kind: 'User', name: 'eks:addon-manager' },
              {
                kind: 'ServiceAccount',
                namespace: 'kube-system',
                name: 'deployment-controller',
              },
              {
                kind: 'ServiceAccount',
                namespace: 'backstage',
                name: 'prover',
              },
            ],
          }),
        ),
        ownServiceAccounts: ['backstage/prover'],
      }),
    },
    {
      name: 'permissions of administrators whom aws-auth possibly maps',
      subject: clusterSubject({
        ...granted(
          grant(['*'], ['*'], {
            subjects: [{ kind: 'Group', name: 'system:masters' }],
          }),
        ),
        accessEntries: unknown('The cluster uses aws-auth.'),
      }),
    },
    {
      name: 'a cluster without IAM service accounts',
      subject: {
        ...clusterSubject(granted(grant(['*'], ['*']))),
        namespaces: [],
      },
    },
  ],
  found: [
    {
      name: 'cluster-wide permissions with two methods, as one finding',
      subject: clusterSubject({
        ...granted(
          grant(['pods'], ['create']),
          grant(['deployments'], ['patch'], {
            binding: 'ClusterRoleBinding b',
          }),
        ),
        accessEntries: found([
          {
            principalArn: 'arn:aws:iam::111122223333:role/Developers',
            type: 'STANDARD',
            username: 'developer',
            groups: ['developers'],
            policies: [],
          },
        ]),
      }),
      findings: [
        {
          key: 'Group developers',
          severity: 'high',
          message:
            'Group developers can use the IAM service accounts of every namespace in prod-eu: it creates pods, changes workloads.',
          facts: {
            Through: 'ClusterRoleBinding developers, ClusterRoleBinding b',
            'IAM principals': 'arn:aws:iam::111122223333:role/Developers',
          },
        },
      ],
    },
    {
      name: 'permissions in two namespaces',
      subject: clusterSubject(
        granted(inNamespace('production'), inNamespace('payments')),
      ),
      findings: [
        {
          severity: 'medium',
          message: 'of 2 namespaces (payments, production)',
        },
      ],
    },
    {
      name: 'an access entry of EKS',
      subject: clusterSubject({
        accessEntries: found([
          {
            principalArn: 'arn:aws:iam::111122223333:role/Admins',
            type: 'STANDARD',
            username: 'admin',
            groups: [],
            policies: [
              {
                arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
              },
            ],
          },
        ]),
      }),
      findings: [
        {
          key: 'User admin',
          severity: 'high',
          message: 'it has an EKS access policy',
          facts: { 'IAM principals': 'arn:aws:iam::111122223333:role/Admins' },
        },
      ],
    },
    {
      name: 'changes of aws-auth in a cluster that possibly uses it',
      subject: clusterSubject({
        ...granted(
          grant(['configmaps'], ['patch'], {
            namespace: 'kube-system',
            binding: 'RoleBinding kube-system/developers',
          }),
        ),
        accessEntries: unknown('The cluster uses aws-auth.'),
      }),
      findings: [
        {
          severity: 'high',
          message: 'changes the ConfigMap aws-auth, if the cluster uses it',
        },
      ],
    },
    {
      name: 'permissions of requests without credentials',
      subject: clusterSubject(
        granted(
          grant(['*'], ['*'], {
            subjects: [{ kind: 'User', name: 'system:anonymous' }],
          }),
        ),
      ),
      findings: [
        {
          key: 'User system:anonymous',
          severity: 'high',
          message: 'of every namespace',
        },
      ],
    },
    {
      name: 'an access policy that is limited by a pattern of namespaces',
      subject: clusterSubject({
        accessEntries: found([
          {
            principalArn: 'arn:aws:iam::111122223333:role/Editors',
            type: 'STANDARD',
            username: 'editor',
            groups: [],
            policies: [
              {
                arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy',
                namespaces: ['p*'],
              },
            ],
          },
        ]),
      }),
      findings: [
        {
          key: 'User editor',
          severity: 'medium',
          message: 'of 2 namespaces (payments, production)',
        },
      ],
    },
  ],
});

it('reports 100 subjects separately and all others in 1 finding', () => {
  const subjects = Array.from({ length: 10_000 }, (_, index) => ({
    kind: 'User' as const,
    name: `user-${index}`,
  }));
  const answers = check.run(
    clusterSubject(granted(grant(['pods'], ['create'], { subjects }))),
    {
      now: new Date(0),
      unusedAfterDays: 90,
      issuers: {},
      issuersComplete: true,
      testEnvironments: { accounts: [], clusters: [] },
    },
  );
  expect(answers).toHaveLength(101);
  expect(answers[100].message).toMatch(/^9900 more subjects/);
});
