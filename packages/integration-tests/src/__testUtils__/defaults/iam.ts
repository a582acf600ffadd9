import {
  evaluate,
  excessOf,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { IamRole, Sandbox } from '@backstage-irsa/sandbox';

/** The permissions that the README's rule grants to payments. */
const RULE: NamedPolicy = {
  name: 'rule',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: '*',
        Resource: [
          'arn:aws:s3:::payments-*',
          'arn:aws:sqs:*:111122223333:payments-*',
          'arn:aws:secretsmanager:*:111122223333:secret:payments/*',
        ],
      },
      // The KMS key of the queue that a grant names, for use with that queue only.
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: 'arn:aws:kms:*:111122223333:key/*',
        Condition: {
          StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' },
          StringLike: {
            'kms:EncryptionContext:aws:sqs:arn':
              'arn:aws:sqs:eu-west-1:111122223333:payments-events',
          },
        },
      },
    ],
  },
};
const BOUNDARY = 'arn:aws:iam::111122223333:policy/platform/service-boundary';

/** Requests that are denied to everyone with this rule. */
const BEYOND = [
  ['s3:GetObject', 'arn:aws:s3:::orders-files/a'],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::payments-files'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
  [
    'secretsmanager:GetSecretValue',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/a',
  ],
  ['iam:CreateUser', 'arn:aws:iam::111122223333:user/a'],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/platform-admin'],
  ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/a'],
];

/** Returns every sandbox role by its ARN. */
export function rolesOf({ world }: Sandbox): Map<string, string> {
  const accounts = [...world.accounts.values()];
  return new Map(
    accounts
      .flatMap(({ roles }) => [...roles.values()])
      .map(role => [
        role.arn,
        JSON.stringify([
          role.trustPolicy,
          role.attachedPolicyArns,
          [...role.inlinePolicies],
          role.permissionsBoundaryArn,
          role.tags,
        ]),
      ]),
  );
}

function documentsOf({ world }: Sandbox, role: IamRole) {
  const accounts = [...world.accounts.values()];
  const attached = role.attachedPolicyArns.map(arn => {
    const policy = accounts.flatMap(
      ({ policies }) => policies.get(arn) ?? [],
    )[0];
    const { versions, defaultVersionId } = policy;
    const { document } = versions.find(({ id }) => id === defaultVersionId)!;
    return { name: arn, document: JSON.parse(document) };
  });
  const inline = [...role.inlinePolicies].map(([name, document]) => ({
    name,
    document: JSON.parse(document),
  }));
  return [...attached, ...inline];
}

/** Returns the permissions of a role that exceed the rule, and its other deviations from the README. */
export async function beyondRule(
  sandbox: Sandbox,
  arn: string,
): Promise<unknown[]> {
  const role = [...sandbox.world.accounts.values()]
    .flatMap(({ roles }) => [...roles.values()])
    .find(each => each.arn === arn)!;
  const identityPolicies = documentsOf(sandbox, role);
  const catalogue = await loadCatalogue();
  const allowed = BEYOND.filter(([action, resource]) => {
    const principal = { kind: 'role' as const, arn };
    const { decision } = evaluate({
      ...{ principal, action, resource, identityPolicies },
    });
    return decision === 'Allowed';
  });
  return [
    ...excessOf(identityPolicies, RULE, { catalogue }),
    ...allowed,
    ...(role.permissionsBoundaryArn === BOUNDARY ? [] : ['no boundary']),
    ...(arn.startsWith('arn:aws:iam::111122223333:role/irsa/')
      ? []
      : ['another place']),
  ];
}
