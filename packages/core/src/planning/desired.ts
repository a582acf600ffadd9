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
import type { IamServiceAccountSpec } from '../model/types';
import type { ClusterConfig, Guardrails, SecondsRange } from '../model/config';
import {
  iamArn,
  needsPodRole,
  roleAccountOf,
  roleNameOf,
} from '../model/awsNames';
import type { ObservedCluster } from '../model/observed';
import { documentOf, inlineDocumentOf } from './inlineDocument';
import { withPodRole } from './podRole';
import { mergedTrust } from './trust';
import { trustEntryOf } from './trustEntry';
import type { Pairs } from './types';

/** The names that follow from configuration and spec alone. */
export interface PlannedNames {
  path: string;
  roleName: string;
  roleArn: string;
  policyName: string;
  policyArn: string;
  /** In the cluster's account, where EKS Pod Identity needs one to come to the role. */
  podRoleArn?: string;
}

/** The names of the role and of its policy, which go by the ServiceAccount unless a role is named: those who share it share its policy. */
export function plannedNames(
  config: ClusterConfig,
  rolePath: string,
  spec: IamServiceAccountSpec,
): PlannedNames {
  const {
    roleName = roleNameOf(config, spec.namespace, spec.name),
    rolePath: path = rolePath,
  } = spec;
  const policyName = roleName;
  const home = {
    region: config.region,
    accountId: roleAccountOf(spec, config),
  };
  return {
    path,
    roleName,
    roleArn: iamArn(home, 'role', path, roleName),
    policyName,
    policyArn: iamArn(home, 'policy', path, policyName),
    ...(needsPodRole(spec, config) && {
      podRoleArn: iamArn(config, 'role', path, roleName),
    }),
  };
}

/** The roles that are planned. */
export function plannedRoles({
  roleArn,
  podRoleArn,
}: Pick<PlannedNames, 'roleArn' | 'podRoleArn'>): string[] {
  return podRoleArn === undefined ? [roleArn] : [podRoleArn, roleArn];
}

/** The boundary that the role is to have. */
export function boundaryOf(
  spec: IamServiceAccountSpec,
  config: ClusterConfig,
  guardrails: Guardrails,
): string | undefined {
  return (
    spec.permissionsBoundaryArn ??
    guardrails.permissionsBoundaries[roleAccountOf(spec, config)]
  );
}

/** The number of seconds in the range that is nearest. */
export function within(
  seconds: number,
  range: SecondsRange | undefined,
): number {
  return range ? Math.min(Math.max(seconds, range.min), range.max) : seconds;
}

/** Characters that a tag value may hold. Source: "Tags for IAM resources", IAM User Guide. */
export function tagValue(text: string): string {
  return text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, 256);
}

/** The objects that a checked spec asks for. `entityRef` and `owner` are those the catalog decided on. */
export function desire(input: {
  spec: IamServiceAccountSpec;
  config: ClusterConfig;
  cluster: ObservedCluster;
  rolePath: string;
  guardrails: Guardrails;
  entityRef: string;
  owner: string;
}): Desired {
  const { spec, config, cluster, rolePath, guardrails } = input;
  const { audience = DEFAULT_AUDIENCE, mechanism = 'irsa' } = spec;
  const { podRoleArn, ...names } = plannedNames(config, rolePath, spec);
  const { partition, region, issuer } = cluster;
  const accountId = roleAccountOf(spec, config);
  const grants = spec.grants ?? [];
  const boundaryArn = boundaryOf(spec, config, guardrails);
  const inlinePolicy = inlineDocumentOf(spec);
  const association =
    mechanism === 'pod-identity' && associationOf(input, names.roleArn);
  const desired: Desired = {
    spec,
    mechanism,
    keepsOther: false,
    ...(association && { association }),
    config,
    cluster,
    accountId,
    refText: formatServiceAccountRef(spec),
    audience,
    providerArn: oidcProviderArn(partition, accountId, issuer),
    ...names,
    trust: mergedTrust(
      undefined,
      trustEntryOf({
        spec,
        audience,
        providerArn: oidcProviderArn(partition, accountId, issuer),
        mechanism,
        cluster,
        ...(podRoleArn !== undefined && { podRole: { roleArn: podRoleArn } }),
      }),
    ),
    ...(boundaryArn !== undefined && { boundaryArn }),
    session: {
      seconds: spec.maxSessionDurationSeconds,
      range: guardrails.maxSessionDurationSeconds,
    },
    ...(grants.length > 0 && {
      policy: buildPermissionsPolicy(grants, { partition, region, accountId }),
    }),
    ...(inlinePolicy && { inlinePolicy }),
    managedPolicyArns: spec.managedPolicyArns ?? [],
    tags: tagsOf(input),
    annotations: annotationsOf(input, names.roleArn),
    labels: { [MANAGED_BY_KEY]: MANAGED_BY },
  };
  return podRoleArn === undefined
    ? desired
    : withPodRole(desired, {
        roleArn: podRoleArn,
        boundaryArn: guardrails.permissionsBoundaries[config.accountId],
      });
}

/** One for each ServiceAccount, no matter who shares its role. */
function associationOf(
  input: Parameters<typeof desire>[0],
  roleArn: string,
): DesiredAssociation {
  const { spec } = input;
  const policy = documentOf(spec.sessionPolicyDocument);
  return {
    roleArn,
    disableSessionTags: spec.sessionPolicyDocument !== undefined,
    ...(policy && { policy }),
    tags: ownTagsOf(input),
  };
}

function tagsOf(input: Parameters<typeof desire>[0]): Pairs {
  const { spec, owner } = input;
  // What several share says whose it is; whom it is for stands in the trust policy.
  return spec.roleName === undefined
    ? ownTagsOf(input)
    : {
        ...spec.tags,
        [MANAGED_BY_KEY]: MANAGED_BY,
        [OWNER_KEY]: tagValue(owner),
      };
}

/** The tags of what is this ServiceAccount's alone. */
function ownTagsOf({
  spec,
  config,
  entityRef,
  owner,
}: Parameters<typeof desire>[0]): Pairs {
  return {
    ...spec.tags,
    [MANAGED_BY_KEY]: MANAGED_BY,
    [OWNER_KEY]: tagValue(owner),
    [ENTITY_KEY]: tagValue(entityRef),
    [`${PREFIX}cluster`]: config.name,
    [`${PREFIX}namespace`]: spec.namespace,
    [`${PREFIX}service-account`]: spec.name,
  };
}

function annotationsOf(
  { spec, guardrails, entityRef }: Parameters<typeof desire>[0],
  roleArn: string,
): Pairs {
  const { audience, stsRegionalEndpoints, tokenExpirationSeconds } = spec;
  if (spec.mechanism === 'pod-identity') return { [ENTITY_KEY]: entityRef };
  const expiration =
    tokenExpirationSeconds ??
    within(DEFAULT_TOKEN_EXPIRATION_SECONDS, guardrails.tokenExpirationSeconds);
  return {
    [EKS_ANNOTATIONS.roleArn]: roleArn,
    [EKS_ANNOTATIONS.tokenExpiration]: String(expiration),
    ...(audience !== undefined && { [EKS_ANNOTATIONS.audience]: audience }),
    ...(stsRegionalEndpoints !== undefined && {
      [EKS_ANNOTATIONS.stsRegionalEndpoints]: String(stsRegionalEndpoints),
    }),
    [ENTITY_KEY]: entityRef,
  };
}
