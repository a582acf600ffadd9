import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import {
  accessEntryAccess,
  associatedPolicyJson,
  requireAccessEntry,
} from './accessEntries';
import { requireCluster } from './clusters';
import { invalidParameter } from './errors';
import { requiredText } from './fields';
import type { EksInput, EksOperation } from './operation';

const POLICY_ARN =
  /^arn:[\w-]+:eks::aws:cluster-access-policy\/AmazonEKS\w+Policy$/;

/** Associates an access policy with an access entry, or changes the scope of an existing association. */
export const associateAccessPolicy: EksOperation = {
  name: 'AssociateAccessPolicy',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/access-entries/{principal}/access-policies',
  access: (input, context) => associationAccess(input, context),
  run: (input, context) => {
    const { path } = input;
    const { now } = context;
    const cluster = requireCluster(path.name, context);
    const entry = requireAccessEntry(cluster, path.principal);
    const policyArn = requiredText(input, 'policyArn');
    if (!POLICY_ARN.test(policyArn)) {
      throw invalidParameter('The policyArn parameter format is not valid');
    }
    if (entry.type !== 'STANDARD') {
      throw invalidParameter(
        `Access policies cannot be associated with an entry of type ${entry.type}`,
      );
    }
    const namespaces = readScope(input);
    const associated = {
      associatedAt: entry.policies.get(policyArn)?.associatedAt ?? now,
      modifiedAt: now,
      ...(namespaces && { namespaces }),
    };
    entry.policies.set(policyArn, associated);
    return {
      clusterName: cluster.name,
      principalArn: path.principal,
      associatedAccessPolicy: associatedPolicyJson(policyArn, associated),
    };
  },
};

function associationAccess(input: EksInput, context: OperationContext): Access {
  const namespaces = readScope(input);
  return accessEntryAccess('eks:AssociateAccessPolicy', input, context, {
    'eks:policyArn': requiredText(input, 'policyArn'),
    'eks:accessScope': namespaces ? 'namespace' : 'cluster',
    ...(namespaces && { 'eks:namespaces': namespaces }),
  });
}

/** Returns the namespaces of `accessScope` in the body; undefined for the whole cluster. Throws `InvalidParameterException`. */
function readScope({ body: { accessScope } }: EksInput): string[] | undefined {
  if (
    typeof accessScope !== 'object' ||
    accessScope === null ||
    Array.isArray(accessScope)
  ) {
    throw invalidParameter('accessScope is required');
  }
  const { type, namespaces } = accessScope;
  if (type === 'cluster') {
    return undefined;
  }
  if (
    type !== 'namespace' ||
    !Array.isArray(namespaces) ||
    namespaces.length === 0 ||
    !namespaces.every((name): name is string => typeof name === 'string')
  ) {
    throw invalidParameter(
      'accessScope must be of type cluster, or of type namespace with namespaces',
    );
  }
  return namespaces;
}
