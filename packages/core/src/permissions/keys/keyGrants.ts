import {
  evaluate,
  type EvaluationRequest,
  type EvaluationResult,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import type { Observation } from '../../model/observation';
import type { KeyGrant } from '../../model/observed';

/** What a grant can allow. Source: "CreateGrant", AWS KMS API Reference. */
const OPERATIONS = new Set(
  [
    ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair'],
    ...['GenerateDataKeyPairWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
    ...['GenerateDataKeyWithoutPlaintext', 'Sign', 'Verify', 'GetPublicKey'],
    ...['CreateGrant', 'RetireGrant', 'DescribeKey', 'DeriveSharedSecret'],
    ...['GenerateMac', 'VerifyMac'],
  ].map(name => `kms:${name}`.toLowerCase()),
);

/** Operations without an encryption context, which no constraint limits. */
const UNCONSTRAINED = new Set(['DescribeKey', 'RetireGrant']);

/**
 * The policy of a key with what grants of the key add for a role: a grant counts as a statement that names its grantee, with conditions on the
 * encryption context where it has constraints. A grant for the role's account leaves the decision to the account's policies.
 *
 * Source: "Grants in AWS KMS", AWS KMS Developer Guide, and "GrantConstraints", AWS KMS API Reference.
 */
export function withKeyGrants(
  document: PolicyDocument,
  grants: KeyGrant[],
  roleArn: string,
): PolicyDocument {
  const root = `:iam::${accountIdOf(roleArn)}:root`;
  const statements = grants
    .filter(
      ({ granteePrincipal: grantee }) =>
        grantee === roleArn || grantee.endsWith(root),
    )
    .flatMap(grant => statementsOf(grant, document));
  return statements.length === 0
    ? document
    : {
        ...document,
        Statement: [...[document.Statement].flat(), ...statements],
      };
}

function statementsOf(
  grant: KeyGrant,
  { Version }: PolicyDocument,
): Statement[] {
  const { granteePrincipal, operations, contextEquals, contextSubset } = grant;
  const pairs = Object.entries({ ...contextEquals, ...contextSubset });
  const allow = (names: string[], more: Partial<Statement> = {}) =>
    names.length === 0
      ? []
      : [
          {
            Sid: `Grant${grant.id}`,
            Effect: 'Allow' as const,
            Principal: { AWS: granteePrincipal },
            Action: names.map(name => `kms:${name}`),
            Resource: '*',
            ...more,
          },
        ];
  if (pairs.length === 0) return allow(operations);
  // What looks like a variable is text in a grant.
  const literal = (text: string) =>
    Version === '2012-10-17' ? text.replaceAll('${', '${$}{') : text;
  return [
    ...allow(operations.filter(name => UNCONSTRAINED.has(name))),
    ...allow(
      operations.filter(name => !UNCONSTRAINED.has(name)),
      {
        Condition: {
          StringEquals: Object.fromEntries(
            pairs.map(([name, value]) => [
              `kms:EncryptionContext:${name}`,
              literal(value),
            ]),
          ),
          ...(contextEquals && {
            'ForAllValues:StringEquals': {
              'kms:EncryptionContextKeys':
                Object.keys(contextEquals).map(literal),
            },
          }),
        },
      },
    ),
  ];
}

/** Whether a grant of the key that nobody knows of would allow what is asked with the policy of the key. A grant cannot lift a denial. */
export function grantMayAllow(request: EvaluationRequest): boolean {
  const { action, principal, resourcePolicy } = request;
  if (!resourcePolicy || !OPERATIONS.has(action.toLowerCase())) return false;
  const any = { id: '', granteePrincipal: principal.arn, operations: ['*'] };
  const document = withKeyGrants(resourcePolicy.document, [any], principal.arn);
  return (
    evaluate({ ...request, resourcePolicy: { ...resourcePolicy, document } })
      .decision === 'Allowed'
  );
}

/** The policy of a key with its grants, where these were read. */
export function withReadGrants(
  document: PolicyDocument,
  grants: Observation<KeyGrant[]> | undefined,
  roleArn: string,
): PolicyDocument {
  return grants?.state === 'found'
    ? withKeyGrants(document, grants.value, roleArn)
    : document;
}

/** Why the grants of a key were not read, where one of them may allow what no policy does. */
export function unreadGrantsOf(
  request: EvaluationRequest,
  { decision }: Pick<EvaluationResult, 'decision'>,
  grants: Observation<KeyGrant[]> | undefined,
): string | undefined {
  return decision !== 'Allowed' &&
    grants?.state === 'unknown' &&
    grantMayAllow(request)
    ? grants.reason
    : undefined;
}
