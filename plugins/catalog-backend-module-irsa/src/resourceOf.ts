import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type ResourceEntity,
} from '@backstage/catalog-model';
import { PREFIX, type FleetRole } from '@backstage-irsa/core/model';
import { entityNameOf } from './entityName';

/** On the resource of a role: its ARN. @public */
export const ROLE_ARN_ANNOTATION = `${PREFIX}role-arn`;

/** The type of the resources. @public */
export const ROLE_RESOURCE_TYPE = 'aws-iam-role';

/** A role with those whose ServiceAccounts have it. */
export interface HeldRole {
  role: FleetRole;
  /** Full entity references. */
  entityRefs: string[];
  /** Full entity references of the owners of role and ServiceAccounts. */
  owners: string[];
}

/** Kinds that depend on resources. */
const DEPENDENTS = ['component', 'resource'];

/** Those of the entities that may depend on a resource, in an order that is always the same. */
export function dependentsOf({ entityRefs }: HeldRole): string[] {
  return [...new Set(entityRefs)]
    .filter(ref => DEPENDENTS.includes(parseEntityRef(ref).kind.toLowerCase()))
    .sort();
}

/** The resource of a role. `appUrl` is the address of the app, without a slash at its end. */
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
          title: 'What it may do, and who has it',
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
