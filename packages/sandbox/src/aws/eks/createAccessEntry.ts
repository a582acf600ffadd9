import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { OperationContext } from '../operation';
import {
  accessEntryJson,
  addAccessEntry,
  entryContext,
  isPrincipalArn,
} from './accessEntries';
import { clusterArn, requireCluster } from './clusters';
import { invalidParameter, resourceInUse } from './errors';
import { requiredText, textField } from './fields';
import type { EksInput, EksOperation } from './operation';
import { newTags, requestTagContext } from './tagging';

/** The types of nodes that are not instances in the account. Their names come from their sessions. */
const ELSEWHERE = ['FARGATE_LINUX', 'HYBRID_LINUX', 'HYPERPOD_LINUX'];
const TYPES = ['STANDARD', 'EC2_LINUX', 'EC2_WINDOWS', 'EC2', ...ELSEWHERE];

export const createAccessEntry: EksOperation = {
  name: 'CreateAccessEntry',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/access-entries',
  access: (input, context) => {
    const { principalArn, ...wish } = readEntry(input, context);
    return {
      action: 'eks:CreateAccessEntry',
      resource: clusterArn(input.path.name, context),
      context: {
        'eks:principalArn': principalArn,
        ...entryContext(wish),
        ...requestTagContext(wish.tags),
      },
    };
  },
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const { principalArn, ...wish } = readEntry(input, context);
    if (cluster.accessEntries.has(principalArn)) {
      throw resourceInUse(
        'The specified access entry resource is already in use on this cluster.',
      );
    }
    const entry = addAccessEntry(cluster, principalArn, wish, context.now);
    return { accessEntry: accessEntryJson(cluster, principalArn, entry) };
  },
};

/** Returns the access entry in the request body. Throws `InvalidParameterException`. */
function readEntry(input: EksInput, { caller }: OperationContext) {
  const principalArn = requiredText(input, 'principalArn');
  if (!isPrincipalArn(principalArn)) {
    throw invalidParameter(
      'The principalArn parameter format is not valid: it must be the ARN of an IAM role or user',
    );
  }
  const type = textField(input, 'type') ?? 'STANDARD';
  if (!TYPES.includes(type)) {
    throw invalidParameter(`type must be one of ${TYPES.join(', ')}`);
  }
  const groups = readGroups(input);
  if (type !== 'STANDARD' && groups.length > 0) {
    throw invalidParameter(
      `An entry of type ${type} takes no kubernetesGroups`,
    );
  }
  return {
    principalArn,
    type,
    groups: type === 'STANDARD' ? groups : ['system:nodes'],
    username:
      textField(input, 'username') ??
      defaultUsername(principalArn, type, caller.account.partition),
    tags: newTags(input),
  };
}

function readGroups({ body }: EksInput): string[] {
  const sent = body.kubernetesGroups ?? [];
  if (
    !Array.isArray(sent) ||
    !sent.every((group): group is string => typeof group === 'string')
  ) {
    throw invalidParameter('kubernetesGroups must be a list of strings');
  }
  const reserved = sent.find(group =>
    /^(system|eks|aws|amazon|iam):/.test(group),
  );
  if (reserved !== undefined) {
    throw invalidParameter(
      `The kubernetes group name ${reserved} is invalid, it cannot start with system:, eks:, aws:, amazon: or iam:`,
    );
  }
  return sent;
}

/**
 * Returns the user name of an access entry if the request has none. For a role, it contains the session name. Source: "Create access entries", Amazon
 * EKS User Guide.
 */
function defaultUsername(
  principalArn: string,
  type: string,
  partition: string,
): string {
  if (ELSEWHERE.includes(type)) return 'system:node:{{SessionName}}';
  if (type !== 'STANDARD') return 'system:node:{{EC2PrivateDNSName}}';
  const role = parseRoleArn(principalArn);
  return role
    ? `arn:${partition}:sts::${role.accountId}:assumed-role/${role.name}/{{SessionName}}`
    : principalArn;
}
