import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import {
  buildPermissionsPolicy,
  buildTrustPolicy,
  DEFAULT_AUDIENCE,
  DEFAULT_TOKEN_EXPIRATION_SECONDS,
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  formatServiceAccountRef,
  MANAGED_BY,
  MANAGED_BY_KEY,
  oidcProviderArn,
  OWNER_KEY,
  PREFIX,
  type IamServiceAccountSpec,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig } from '../config/types';
import { iamArn, roleNameOf } from '../naming/awsNames';
import type { ObservedCluster } from '../observe/types';
import type { Pairs } from './types';

/** The objects that a spec amounts to, named and complete. */
export interface Desired {
  spec: IamServiceAccountSpec;
  config: ClusterConfig;
  cluster: ObservedCluster;
  /** `cluster/namespace/name`. */
  refText: string;
  audience: string;
  providerArn: string;
  path: string;
  roleName: string;
  roleArn: string;
  trust: PolicyDocument;
  policyName: string;
  policyArn: string;
  /** Absent without grants: a policy must have a statement. */
  policy?: PolicyDocument;
  tags: Pairs;
  annotations: Pairs;
  labels: Pairs;
  /** The role is recorded for other ServiceAccounts too: this one joins them, or is one of them already. */
  sharing?: 'joins' | 'member';
}

/** The names that follow from configuration and spec alone. */
export function plannedNames(
  config: ClusterConfig,
  rolePath: string,
  spec: IamServiceAccountSpec,
): { roleName: string; roleArn: string; policyArn: string } {
  const roleName = roleNameOf(config, spec.namespace, spec.name);
  return {
    roleName,
    roleArn: iamArn(config, 'role', rolePath, roleName),
    policyArn: iamArn(config, 'policy', rolePath, roleName),
  };
}

/** Characters that a tag value may hold. Source: "Tags for IAM resources", IAM User Guide. */
function tagValue(text: string): string {
  return text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, 256);
}

/** The objects that a checked spec asks for. `entityRef` and `owner` are those the catalog decided on. */
export function desire(input: {
  spec: IamServiceAccountSpec;
  config: ClusterConfig;
  cluster: ObservedCluster;
  rolePath: string;
  entityRef: string;
  owner: string;
}): Desired {
  const { spec, config, cluster, rolePath, entityRef, owner } = input;
  const { namespace, name } = spec;
  const names = plannedNames(config, rolePath, spec);
  const { partition, accountId, region, issuer } = cluster;
  const grants = spec.grants ?? [];
  const expiration =
    spec.tokenExpirationSeconds ?? DEFAULT_TOKEN_EXPIRATION_SECONDS;
  return {
    spec,
    config,
    cluster,
    refText: formatServiceAccountRef(spec),
    audience: DEFAULT_AUDIENCE,
    providerArn: oidcProviderArn(partition, accountId, issuer),
    path: rolePath,
    ...names,
    policyName: names.roleName,
    trust: buildTrustPolicy({
      partition,
      accountId,
      issuer,
      namespace,
      name,
      audience: DEFAULT_AUDIENCE,
    }),
    ...(grants.length > 0 && {
      policy: buildPermissionsPolicy(grants, { partition, region, accountId }),
    }),
    tags: {
      [MANAGED_BY_KEY]: MANAGED_BY,
      [OWNER_KEY]: tagValue(owner),
      [ENTITY_KEY]: tagValue(entityRef),
      [`${PREFIX}cluster`]: config.name,
      [`${PREFIX}namespace`]: namespace,
      [`${PREFIX}service-account`]: name,
    },
    annotations: {
      [EKS_ANNOTATIONS.roleArn]: names.roleArn,
      [EKS_ANNOTATIONS.tokenExpiration]: String(expiration),
      [ENTITY_KEY]: entityRef,
    },
    labels: { [MANAGED_BY_KEY]: MANAGED_BY },
  };
}
