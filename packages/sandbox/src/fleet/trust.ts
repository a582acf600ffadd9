import { issuerHostPath, oidcProviderArn } from '@backstage-irsa/core/arn';
import { subjectOf } from '@backstage-irsa/core/model';
import { POD_IDENTITY_ACTIONS } from '../company/podIdentity';
import type { StatementText } from '../company/iam';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import type { PlannedRole } from './plan';

/** Returns the trust policy of a fleet role: a correct one, or one with its fault. */
export function trustOf(
  account: Account,
  cluster: Cluster,
  { members, mechanism, trustFault }: PlannedRole,
  deadIssuer: string,
): string {
  const subjects = members.map(member => subjectOf(member));
  switch (trustFault) {
    case 'wrong-subject':
      return webIdentity(account, cluster.issuer, {
        StringEquals: subjects.map(subject =>
          subject.replace(/^(system:serviceaccount:)/, '$1old-'),
        ),
      });
    case 'dead-issuer':
      return webIdentity(account, deadIssuer, { StringEquals: subjects });
    case 'wildcard-trust':
      return webIdentity(account, cluster.issuer, {
        StringLike: ['system:serviceaccount:*:*'],
      });
    case 'no-subject':
      return webIdentity(account, cluster.issuer, {});
    default:
      return mechanism === 'irsa'
        ? webIdentity(account, cluster.issuer, { StringEquals: subjects })
        : podIdentity(cluster, members);
  }
}

/** Returns a trust policy that allows tokens of an issuer with these subjects. */
export function webIdentity(
  account: Account,
  issuer: string,
  subjects: { StringEquals?: string[]; StringLike?: string[] },
): string {
  const key = issuerHostPath(issuer);
  const { StringEquals, StringLike } = subjects;
  return policy({
    Effect: 'Allow',
    Principal: {
      Federated: oidcProviderArn(account.partition, account.id, issuer),
    },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${key}:aud`]: 'sts.amazonaws.com',
        ...(StringEquals && { [`${key}:sub`]: oneOrMany(StringEquals) }),
      },
      ...(StringLike && {
        StringLike: { [`${key}:sub`]: oneOrMany(StringLike) },
      }),
    },
  });
}

function podIdentity(
  cluster: Cluster,
  members: PlannedRole['members'],
): string {
  return policy({
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: POD_IDENTITY_ACTIONS,
    Condition: {
      StringEquals: {
        'aws:RequestTag/eks-cluster-arn': cluster.arn,
        'aws:RequestTag/kubernetes-namespace': members[0].namespace,
        'aws:RequestTag/kubernetes-service-account': oneOrMany(
          members.map(({ name }) => name),
        ),
      },
    },
  });
}

/** Returns one of several trust policies of roles that are unrelated to clusters. */
export function unrelatedTrust(account: Account, index: number): string {
  const service = (name: string): StatementText => ({
    Effect: 'Allow',
    Principal: { Service: name },
    Action: 'sts:AssumeRole',
  });
  const statements: StatementText[] = [
    service('ec2.amazonaws.com'),
    service('lambda.amazonaws.com'),
    service('ecs-tasks.amazonaws.com'),
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::777788889999:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'partner' } },
    },
    {
      Effect: 'Allow',
      Principal: {
        Federated: `arn:${account.partition}:iam::${account.id}:oidc-provider/token.actions.githubusercontent.com`,
      },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        },
        StringLike: {
          'token.actions.githubusercontent.com:sub': 'repo:example/*',
        },
      },
    },
  ];
  return policy(statements[index % statements.length]);
}

function policy(statement: StatementText): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function oneOrMany(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}
