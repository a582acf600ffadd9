import { compilePattern, NO_VARIABLES } from '../match/pattern';

/** Actions, in lower case, that change resources, and the AWS-managed resources on which they cannot be used. */
export interface Unchangeable {
  actions: readonly string[];
  /** The patterns of the resources. */
  resources: readonly string[];
  /** The explanation for users. */
  says: string;
}

const ROLE_CHANGES = [
  'iam:attachrolepolicy',
  'iam:createrole',
  'iam:deleterole',
  'iam:deleterolepermissionsboundary',
  'iam:deleterolepolicy',
  'iam:detachrolepolicy',
  'iam:putrolepermissionsboundary',
  'iam:putrolepolicy',
  'iam:updateassumerolepolicy',
];

/**
 * The resources that only AWS can change, regardless of policies.
 *
 * Source: IAM User Guide, "Managed policies and inline policies"; IAM Identity Center User Guide, "Troubleshooting IAM Identity Center
 * issues"; IAM API Reference, "UpdateAssumeRolePolicy", UnmodifiableEntity.
 */
const UNCHANGEABLE: readonly Unchangeable[] = [
  {
    actions: [
      'iam:createpolicy',
      'iam:createpolicyversion',
      'iam:deletepolicy',
      'iam:deletepolicyversion',
      'iam:setdefaultpolicyversion',
    ],
    resources: ['arn:*:iam::aws:policy/*'],
    says: 'An AWS managed policy cannot be changed.',
  },
  {
    actions: ROLE_CHANGES,
    resources: [
      'arn:*:iam::*:role/aws-reserved/*',
      'arn:*:iam::*:role/aws-service-role/*',
    ],
    says: 'Only AWS can change a role that AWS manages.',
  },
  // The description and the tags of a service-linked role can be changed.
  {
    actions: [
      'iam:tagrole',
      'iam:untagrole',
      'iam:updaterole',
      'iam:updateroledescription',
    ],
    resources: ['arn:*:iam::*:role/aws-reserved/*'],
    says: 'Only AWS can change a role that AWS manages.',
  },
];

const byAction = new Map(
  UNCHANGEABLE.map(entry => ({
    ...entry,
    patterns: entry.resources.map(source =>
      compilePattern(source, { wildcards: true, variables: false }),
    ),
  })).flatMap(entry => entry.actions.map(action => [action, entry] as const)),
);

/** Returns the resources that an action, in lower case, cannot change although its resource types include them. */
export function unchangeableBy(action: string): Unchangeable | undefined {
  return byAction.get(action);
}

/** Returns why an action, in lower case, cannot change a resource that only AWS can change. Undefined if no such rule applies. */
export function whyUnchangeable(
  action: string,
  resource: string,
): string | undefined {
  const entry = byAction.get(action);
  return entry?.patterns.some(matches => matches(resource, NO_VARIABLES))
    ? entry.says
    : undefined;
}
