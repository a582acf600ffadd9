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
import { sessionsIn } from '../simulation/userId';

/** The operations that a grant can allow. Source: "CreateGrant", AWS KMS API Reference. */
const OPERATIONS = new Set(
  [
    ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair'],
    ...['GenerateDataKeyPairWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'],
    ...['GenerateDataKeyWithoutPlaintext', 'Sign', 'Verify', 'GetPublicKey'],
    ...['CreateGrant', 'RetireGrant', 'DescribeKey', 'DeriveSharedSecret'],
    ...['GenerateMac', 'VerifyMac'],
  ].map(name => `kms:${name}`.toLowerCase()),
);

/** Operations without an encryption context, to which grant constraints do not apply. */
const UNCONSTRAINED = new Set(['DescribeKey', 'RetireGrant']);

/**
 * Returns the key policy with the grants that apply to a role. A grant becomes a statement that names its grantee, with conditions on the encryption
 * context if the grant has constraints. A grant to the role's account leaves the decision to the account's policies. A grant to a session of the role
 * applies depending on the name of the session.
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
        grantee === roleArn ||
        grantee.endsWith(root) ||
        sessionsIn({ AWS: grantee }, roleArn).length > 0,
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
  const { sourceArn } = grant;
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
  // Grants have no policy variables: text that looks like one is literal.
  const literal = (text: string) =>
    Version === '2012-10-17' ? text.replaceAll('${', '${$}{') : text;
  const source: Record<string, string> =
    sourceArn === undefined ? {} : { 'aws:SourceArn': literal(sourceArn) };
  const onBehalf = sourceArn !== undefined && {
    Condition: { StringEquals: source },
  };
  if (pairs.length === 0) return allow(operations, { ...onBehalf });
  return [
    ...allow(
      operations.filter(name => UNCONSTRAINED.has(name)),
      { ...onBehalf },
    ),
    ...allow(
      operations.filter(name => !UNCONSTRAINED.has(name)),
      {
        Condition: {
          StringEquals: {
            ...source,
            ...Object.fromEntries(
              pairs.map(([name, value]) => [
                `kms:EncryptionContext:${name}`,
                literal(value),
              ]),
            ),
          },
          ...(contextEquals && {
            // The keys of a constraint are not case-sensitive, its values are ("GrantConstraints", AWS KMS API Reference).
            'ForAllValues:StringEqualsIgnoreCase': {
              'kms:EncryptionContextKeys':
                Object.keys(contextEquals).map(literal),
            },
          }),
        },
      },
    ),
  ];
}

/** Whether an unknown grant of the key could allow the request in addition to the key policy. A grant cannot lift a denial. */
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

/** Returns the key policy with the key's grants, if they were read. */
export function withReadGrants(
  document: PolicyDocument,
  grants: Observation<KeyGrant[]> | undefined,
  roleArn: string,
): PolicyDocument {
  return grants?.state === 'found'
    ? withKeyGrants(document, grants.value, roleArn)
    : document;
}

/** Returns why the grants of a key were not read, if one of them could allow a request that no policy allows. */
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
