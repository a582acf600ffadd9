import { grantDefinitions } from '../../grants';
import {
  isNamespaceName,
  isServiceAccountName,
  isSystemNamespace,
} from '../kubernetes/names';
import type { Grant, IamServiceAccountSpec, Violation } from '../types';
import { checkDocuments } from './documents';
import { isEntityRef } from './entityRef';
import { checkPolicies } from './policies';
import { checkRole } from './role';
import { checkTags } from './tags';
import { checkToken } from './token';
import { violation } from './violation';

function checkEntityRef(field: string, ref: string): Violation[] {
  return isEntityRef(ref)
    ? []
    : [
        violation(
          field,
          'entity-ref',
          `${JSON.stringify(
            ref,
          )} is not an entity reference. Write kind:namespace/name, such as component:default/orders.`,
        ),
      ];
}

function checkOwner(owner: string | undefined): Violation[] {
  if (owner === undefined) return [];
  if (owner.trim() === '') {
    return [
      violation(
        'owner',
        'owner-required',
        'The owner is empty. Choose the group that owns the service.',
      ),
    ];
  }
  return checkEntityRef('owner', owner);
}

function checkNames(spec: IamServiceAccountSpec): Violation[] {
  const found: Violation[] = [];
  if (!isServiceAccountName(spec.name)) {
    found.push(
      violation(
        'name',
        'kubernetes-name',
        `Name "${spec.name}" is not a valid Kubernetes name. Use at most 253 lowercase letters, digits, "-" and ".", beginning and ending with a letter or digit.`,
      ),
    );
  }
  if (spec.name === 'default') {
    found.push(
      violation(
        'name',
        'default-service-account',
        'Pods without a ServiceAccount of their own run as ServiceAccount "default". Choose a name for this service.',
      ),
    );
  }
  if (!isNamespaceName(spec.namespace)) {
    found.push(
      violation(
        'namespace',
        'kubernetes-name',
        `Namespace "${spec.namespace}" is not a valid Kubernetes namespace name. Use at most 63 lowercase letters, digits and "-", beginning and ending with a letter or digit.`,
      ),
    );
  } else if (isSystemNamespace(spec.namespace)) {
    found.push(
      violation(
        'namespace',
        'system-namespace',
        `Namespace "${spec.namespace}" is a system namespace. Choose one of your team's namespaces.`,
      ),
    );
  }
  return found;
}

function checkGrant(grant: Grant, index: number): Violation[] {
  const at = (part: string) => `grants[${index}].${part}`;
  const definition = grantDefinitions.get(grant.service);
  if (!definition) {
    const known = [...grantDefinitions.keys()].join(', ');
    return [
      violation(
        at('service'),
        'known-service',
        `Service "${grant.service}" cannot be granted. Choose one of ${known}.`,
      ),
    ];
  }
  const found: Violation[] = [];
  if (!Object.hasOwn(definition.access, grant.access)) {
    const known = Object.keys(definition.access).join(', ');
    found.push(
      violation(
        at('access'),
        'known-access',
        `Access "${grant.access}" does not exist for ${definition.title}. Choose one of ${known}.`,
      ),
    );
  }
  const resource = definition.checkResource(grant.resource);
  if (resource) {
    found.push(violation(at('resource'), resource.rule, resource.message));
  }
  return found;
}

/**
 * Returns every rule that grants violate, regardless of configuration and observed state. Each violation names its field, such as
 * `grants[0].resource`.
 *
 * @public
 */
export function checkGrants(grants: Grant[]): Violation[] {
  return grants.flatMap(checkGrant);
}

/**
 * Returns every rule that a spec violates, regardless of clusters and accounts. Empty if the spec is valid.
 *
 * @param partition - the partition of the account, if known: the resources in the spec's documents must be in it
 *
 * @public
 */
export function checkSpec(
  spec: IamServiceAccountSpec,
  partition?: string,
): Violation[] {
  return [
    ...checkEntityRef('entityRef', spec.entityRef),
    ...checkOwner(spec.owner),
    ...checkNames(spec),
    ...checkGrants(spec.grants ?? []),
    ...checkDocuments(spec, partition),
    ...checkPolicies(spec),
    ...checkRole(spec),
    ...checkTags(spec),
    ...checkToken(spec),
  ];
}
