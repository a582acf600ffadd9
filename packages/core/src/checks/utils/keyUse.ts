import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf, arnBeside, parseArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';
import type {
  Observed,
  ObservedEncryption,
  ObservedRole,
} from '../../model/observed';
import { evaluablePolicies, policySetOf } from '../../permissions/policySet';
import { TOKEN_ISSUE_TIME } from '../../permissions/cutOffPolicy';
import { requestsTo, sessionContext } from './bucketPolicy';
import { statementsOf } from './fixTrustPolicy';

/** What S3 asks KMS for, in the role's name, when the role reads or writes an object. */
const NEEDED: Record<string, string> = {
  's3:getobject': 'kms:Decrypt',
  's3:getobjectversion': 'kms:Decrypt',
  's3:putobject': 'kms:GenerateDataKey',
};

/** Use of a key that the role needs for its bucket. */
export interface KeyUse {
  action: string;
  /** What KMS is told that the data key is for. */
  aboutArn: string;
}

/**
 * The uses of the key that go with what the role's own policies let it do with the bucket.
 *
 * Source: "Using server-side encryption with AWS KMS keys (SSE-KMS)", Amazon S3 User Guide.
 */
export function keyUsesOf(
  bucket: string,
  { keyArn, bucketKey }: ObservedEncryption,
  observed: Observed,
): KeyUse[] {
  const uses = new Map<string, KeyUse>();
  for (const { action: s3Action, resource } of requestsTo(bucket, observed)) {
    const action = NEEDED[s3Action.toLocaleLowerCase('en-US')];
    if (action === undefined || uses.has(action)) continue;
    const bucketArn = arnBeside(keyArn, {
      ...{ service: 's3', region: '', accountId: '', resource: bucket },
    });
    uses.set(action, { action, aboutArn: bucketKey ? bucketArn : resource });
  }
  return [...uses.values()];
}

/** Everything that decides about the use of one key by the role. */
export interface KeyCase {
  observed: Observed;
  role: ObservedRole;
  keyArn: string;
  keyPolicy: PolicyDocument;
}

/** The host by which S3 calls KMS in the region of the key. */
function viaS3(keyArn: string): string {
  const { region = '' } = parseArn(keyArn) ?? {};
  return `s3.${region}.${partitionOf(region).dnsSuffix}`;
}

function requestOf(
  { observed, role, keyArn, keyPolicy }: KeyCase,
  { action, aboutArn }: KeyUse,
): EvaluationRequest {
  const { identityPolicies, permissionsBoundary } = evaluablePolicies(
    policySetOf(observed),
  );
  return {
    principal: { kind: 'role', arn: role.arn },
    action,
    resource: keyArn,
    identityPolicies,
    ...(permissionsBoundary && { permissionsBoundary }),
    resourcePolicy: { name: 'key policy', document: keyPolicy },
    context: {
      ...sessionContext(role),
      [TOKEN_ISSUE_TIME]: observed.at,
      'kms:CallerAccount': accountIdOf(role.arn),
      'kms:ViaService': viaS3(keyArn),
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
      'kms:EncryptionContext:aws:s3:arn': aboutArn,
      'aws:RequestedRegion': parseArn(keyArn)?.region ?? '',
    },
  };
}

/** Why the role may not use the key so; empty when it may. `extra` is a policy that the role is to have beside its own. */
export function blockersOf(
  keyCase: KeyCase,
  use: KeyUse,
  extra: NamedPolicy[] = [],
): Blocker[] {
  const request = requestOf(keyCase, use);
  return evaluate({
    ...request,
    identityPolicies: [...request.identityPolicies, ...extra],
  }).blockedBy;
}

/** The condition key by which a denial depends on what only the request shows. */
export function unknownKeyOf(blockers: Blocker[]): string | undefined {
  return blockers
    .flatMap(({ conditions }) => conditions ?? [])
    .find(
      ({ actual, key }) =>
        actual === undefined && !/^aws:principaltag\//i.test(key),
    )?.key;
}

/** A policy of the role that lets it use the key. */
export function identityStatement(keyArn: string, uses: KeyUse[]): Statement {
  return {
    Effect: 'Allow',
    Action: actionsOf(uses),
    Resource: keyArn,
  };
}

/** A statement of a key's policy that lets the role use the key by way of S3. */
export function keyStatement(
  { role, keyArn }: KeyCase,
  uses: KeyUse[],
): Statement {
  return {
    Effect: 'Allow',
    Principal: { AWS: role.arn },
    Action: actionsOf(uses),
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': viaS3(keyArn) } },
  };
}

/** The same with one more statement in the key's policy. */
export function withStatement(keyCase: KeyCase, statement: Statement): KeyCase {
  const { keyPolicy } = keyCase;
  return {
    ...keyCase,
    keyPolicy: {
      ...keyPolicy,
      Statement: [...statementsOf(keyPolicy), statement],
    },
  };
}

/** Uploads in parts need to decrypt too. */
function actionsOf(uses: KeyUse[]): string[] {
  return [...new Set(['kms:Decrypt', ...uses.map(({ action }) => action)])];
}
