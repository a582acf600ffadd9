import type { Desired, DesiredAssociation } from './types';
import { buildPermissionsPolicy } from '../grants';
import {
  DEFAULT_AUDIENCE,
  DEFAULT_TOKEN_EXPIRATION_SECONDS,
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  MANAGED_BY,
  MANAGED_BY_KEY,
  OWNER_KEY,
  PREFIX,
} from '../model/annotations';
import { formatServiceAccountRef } from '../model/serviceAccountRef';
import { oidcProviderArn } from '../arn/arn';
import { isExisting } from '../model/spec/existing';
import type { IamServiceAccountSpec } from '../model/types';
import type { ClusterConfig, Guardrails, SecondsRange } from '../model/config';
import { roleAccountOf } from '../model/awsNames';
import type { ObservedCluster } from '../model/observed';
import { documentOf } from './specDocument';
import { withPodRole } from './objects/podRole';
import { mergedTrust } from './trust/trust';
import { ADOPTED_KEY } from './ownership/adoptionConsent';
import type { PlannedKeys } from './grantKeys';
import type { PlannedNames } from './names';
import {
  trustEntryOf,
  type Sharing,
  type TrustEntry,
} from './trust/trustEntry';
import type { Pairs } from './types';

/** Returns the value in the range that is nearest to the given seconds. */
export function within(
  seconds: number,
  range: SecondsRange | undefined,
): number {
  return range ? Math.min(Math.max(seconds, range.min), range.max) : seconds;
}

/**
 * Replaces characters that a tag value must not contain, and shortens the text to 256 characters. Source: "Tags for IAM resources", IAM User Guide.
 */
export function tagValue(text: string): string {
  return text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, 256);
}

/** A checked spec, and the facts that decide its desired objects. */
export interface DesireInput {
  spec: IamServiceAccountSpec;
  config: ClusterConfig;
  cluster: ObservedCluster;
  names: PlannedNames;
  guardrails: Guardrails;
  /** The entity reference from the catalog. The catalog also decides the owner. */
  entityRef: string;
  owner: string;
  /** The existing role, if it is adopted. */
  adoption?: { roleArn: string; adoptedBy: string };
  /** The ID of the IAM service account that adopts the existing association. */
  associationAdoptedBy?: string;
  sharing?: Sharing;
  keepsOther?: boolean;
  /** The KMS keys that encrypt the resources of the grants. */
  keys?: PlannedKeys;
}

/** Returns the entry that the trust policy of the role needs for the ServiceAccount. */
export function plannedEntry({
  spec,
  config,
  cluster,
  names: { podRole },
  adoption,
  sharing,
  keepsOther,
}: Pick<
  DesireInput,
  | 'spec'
  | 'config'
  | 'cluster'
  | 'names'
  | 'adoption'
  | 'sharing'
  | 'keepsOther'
>): TrustEntry {
  const { audience = DEFAULT_AUDIENCE, mechanism } = spec;
  const accountId = roleAccountOf(spec, config);
  return trustEntryOf({
    ...{ spec, audience, mechanism, cluster, sharing, keepsOther },
    providerArn: oidcProviderArn(cluster.partition, accountId, cluster.issuer),
    ...(podRole && { podRole: { roleArn: podRole.arn } }),
    ...(adoption && { adoptedBy: adoption.adoptedBy }),
  });
}

/** Returns the objects that a checked spec requests. */
export function desire(input: DesireInput): Desired {
  const { spec, config, cluster, names, guardrails, adoption } = input;
  const { sharing, keepsOther = false, keys } = input;
  const { mechanism = 'irsa' } = spec;
  const { podRole, ...planned } = names;
  const { partition, region } = cluster;
  const accountId = roleAccountOf(spec, config);
  const entry = plannedEntry(input);
  const roleArn = adoption?.roleArn ?? names.roleArn;
  const grants = spec.grants ?? [];
  const inlinePolicy = documentOf(spec.policyDocument);
  const tags = tagsOf(input);
  const desired: Desired = {
    ...{ spec, mechanism, keepsOther, config, cluster, accountId },
    ...(mechanism === 'pod-identity' && {
      association: associationOf(input, roleArn, tags.own),
    }),
    refText: formatServiceAccountRef(spec),
    audience: entry.audience,
    providerArn: entry.providerArn,
    ...{ ...planned, roleArn },
    trust: mergedTrust(undefined, entry),
    session: {
      seconds: spec.maxSessionDurationSeconds,
      range: guardrails.maxSessionDurationSeconds,
    },
    ...(grants.length > 0 && {
      policy: buildPermissionsPolicy(
        grants,
        { partition, region, accountId },
        keys?.keys,
      ),
    }),
    ...(keys && keys.notes.length > 0 && { keyNotes: keys.notes }),
    ...(inlinePolicy && { inlinePolicy }),
    managedPolicyArns: spec.managedPolicyArns ?? [],
    tags: tags.role,
    annotations: annotationsOf(input, roleArn),
    labels: isExisting(spec) ? {} : { [MANAGED_BY_KEY]: MANAGED_BY },
    annotates: guardrails.allow.includes('annotate-existing'),
    ...(adoption && { adoptedBy: adoption.adoptedBy }),
    ...(sharing && { sharing }),
  };
  return podRole ? withPodRole(desired, podRole) : desired;
}

/** Returns the association. Each ServiceAccount has its own, even if it shares its role. */
function associationOf(
  { spec, associationAdoptedBy }: DesireInput,
  roleArn: string,
  tags: Pairs,
): DesiredAssociation {
  const policy = documentOf(spec.sessionPolicyDocument);
  return {
    roleArn,
    disableSessionTags: spec.sessionPolicyDocument !== undefined,
    ...(policy && { policy }),
    tags: {
      ...tags,
      ...(associationAdoptedBy !== undefined && {
        [ADOPTED_KEY]: associationAdoptedBy,
      }),
    },
  };
}

/** Returns the tags of the objects that belong only to this ServiceAccount, and the tags of its role. */
function tagsOf({
  spec,
  config,
  entityRef,
  owner,
}: DesireInput): Record<'own' | 'role', Pairs> {
  const shared = {
    ...spec.tags,
    [MANAGED_BY_KEY]: MANAGED_BY,
    [OWNER_KEY]: tagValue(owner),
  };
  const own = {
    ...shared,
    [ENTITY_KEY]: tagValue(entityRef),
    [`${PREFIX}cluster`]: config.name,
    [`${PREFIX}namespace`]: spec.namespace,
    [`${PREFIX}service-account`]: spec.name,
  };
  // A shared role is only tagged with its owner: its trust policy names the ServiceAccounts.
  return { own, role: spec.roleName === undefined ? own : shared };
}

function annotationsOf(
  { spec, guardrails, entityRef }: DesireInput,
  roleArn: string,
): Pairs {
  const { audience, stsRegionalEndpoints, tokenExpirationSeconds } = spec;
  if (spec.mechanism === 'pod-identity') return { [ENTITY_KEY]: entityRef };
  const expiration =
    tokenExpirationSeconds ??
    within(DEFAULT_TOKEN_EXPIRATION_SECONDS, guardrails.tokenExpirationSeconds);
  const isDefault =
    tokenExpirationSeconds === undefined &&
    expiration === DEFAULT_TOKEN_EXPIRATION_SECONDS;
  return {
    [EKS_ANNOTATIONS.roleArn]: roleArn,
    // Request no unnecessary annotations on a ServiceAccount that is managed outside Backstage.
    ...(!(isExisting(spec) && isDefault) && {
      [EKS_ANNOTATIONS.tokenExpiration]: String(expiration),
    }),
    ...(audience !== undefined && { [EKS_ANNOTATIONS.audience]: audience }),
    ...(stsRegionalEndpoints !== undefined && {
      [EKS_ANNOTATIONS.stsRegionalEndpoints]: String(stsRegionalEndpoints),
    }),
    [ENTITY_KEY]: entityRef,
  };
}
