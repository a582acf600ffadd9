import { randomUUID } from 'node:crypto';
import type { Cluster, FargateProfile } from '../../state/cluster';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { addAccessEntry } from './accessEntries';
import { seconds } from './clusters';
import { invalidParameter, resourceNotFound } from './errors';
import type { EksInput, JsonValue } from './operation';

/**
 * Adds a Fargate profile to a cluster. It is active at once: new pods that match its selectors run on Fargate. Its role gets an access entry.
 *
 * Source: "Amazon EKS Pod execution IAM role", Amazon EKS User Guide.
 */
export function addFargateProfile(
  cluster: Cluster,
  profile: Pick<FargateProfile, 'name' | 'podExecutionRoleArn' | 'selectors'> &
    Partial<FargateProfile>,
  createdAt: Date,
): FargateProfile {
  const added: FargateProfile = {
    tags: {},
    ...profile,
    arn: cluster.arn.replace(
      /:cluster\/.*$/,
      `:fargateprofile/${cluster.name}/${profile.name}/${randomUUID()}`,
    ),
    createdAt,
  };
  cluster.fargateProfiles.set(added.name, added);
  if (!cluster.accessEntries.has(added.podExecutionRoleArn)) {
    const entry = {
      type: 'FARGATE_LINUX',
      username: 'system:node:{{SessionName}}',
      groups: ['system:nodes'],
    };
    addAccessEntry(cluster, added.podExecutionRoleArn, entry, createdAt);
  }
  return added;
}

/** Returns the Fargate profile with this name. Throws `ResourceNotFoundException`. */
export function requireFargateProfile(
  cluster: Cluster,
  name: string,
): FargateProfile {
  const profile = cluster.fargateProfiles.get(name);
  if (!profile) {
    throw resourceNotFound(`No Fargate Profile found with name: ${name}.`);
  }
  return profile;
}

/** Returns the access for an action on a Fargate profile. */
export function fargateProfileAccess(
  action: string,
  { path }: EksInput,
  { caller: { account }, region }: OperationContext,
): Access {
  return {
    action,
    resource: `arn:${account.partition}:eks:${region}:${account.id}:fargateprofile/${path.name}/${path.profile}/*`,
  };
}

/** Returns the `selectors` in the body. Throws `InvalidParameterException` if they are missing or invalid. */
export function readSelectors({ body }: EksInput): FargateProfile['selectors'] {
  if (!Array.isArray(body.selectors)) {
    throw invalidParameter('selectors is required');
  }
  return body.selectors.map(selector => {
    const { namespace, labels = {} } = asObject(selector);
    if (typeof namespace !== 'string') {
      throw invalidParameter('A selector must have a namespace');
    }
    return {
      namespace,
      labels: Object.fromEntries(
        Object.entries(asObject(labels)).map(([key, value]) => [
          key,
          String(value),
        ]),
      ),
    };
  });
}

function asObject(value: JsonValue): { [key: string]: JsonValue } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidParameter('selectors is not valid');
  }
  return value;
}

/** Returns a Fargate profile as EKS shows it. */
export function fargateProfileJson(
  cluster: Cluster,
  profile: FargateProfile,
  status: 'CREATING' | 'ACTIVE' | 'DELETING' = 'ACTIVE',
): JsonValue {
  return {
    fargateProfileName: profile.name,
    fargateProfileArn: profile.arn,
    clusterName: cluster.name,
    createdAt: seconds(profile.createdAt),
    podExecutionRoleArn: profile.podExecutionRoleArn,
    subnets: [],
    selectors: profile.selectors,
    status,
    tags: profile.tags,
    health: { issues: [] },
  };
}
