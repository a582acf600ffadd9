import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { PREFIX, type FleetRole } from '@backstage-irsa/core/model';
import { entityNameOf } from './entityName';

/** The annotation with the ARN of a role, on its resource. @public */
export const ROLE_ARN_ANNOTATION = `${PREFIX}role-arn`;

/** The type of the resources of roles. @public */
export const ROLE_RESOURCE_TYPE = 'aws-iam-role';

/** A role with the entities and owners of the ServiceAccounts that have it. */
export interface HeldRole {
  role: FleetRole;
  /** Full references of the entities of the role and its ServiceAccounts. */
  entityRefs: string[];
  /** Full entity references of the owners of the role and its ServiceAccounts. */
  owners: string[];
}

/** The kinds of entities that can depend on resources. */
const DEPENDENTS = ['component', 'resource'];

/** Returns the entities that can depend on a resource, in a stable order. */
export function dependentsOf({ entityRefs }: HeldRole): string[] {
  return [...new Set(entityRefs)]
    .filter(ref => DEPENDENTS.includes(parseEntityRef(ref).kind.toLowerCase()))
    .sort();
}

/** Returns the resource of a role. `appUrl` is the base URL of the app, without a trailing slash. */
export function resourceOf(held: HeldRole, appUrl: string): ResourceEntity {
  const { role } = held;
  const location = `irsa:${role.arn}`;
  return {
    apiVersion: 'backstage.io/v1beta1',
    kind: 'Resource',
    metadata: {
      name: entityNameOf(role),
      title: role.name,
      description: `IAM role ${role.name} in AWS account ${role.accountId}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        'aws.amazon.com/arn': role.arn,
        [ROLE_ARN_ANNOTATION]: role.arn,
      },
      links: [
        {
          url: `${appUrl}/irsa/roles?open=${encodeURIComponent(role.id)}`,
          title: 'Permissions and ServiceAccounts',
        },
      ],
    },
    spec: {
      type: ROLE_RESOURCE_TYPE,
      owner: held.owners[0] ?? 'unknown',
      dependencyOf: dependentsOf(held),
    },
  };
}
