import { compilePattern, NO_VARIABLES } from '../match/pattern';

/** Actions that change what belongs to AWS, in lower case, and the resources that they cannot be used on. */
export interface Unchangeable {
  actions: readonly string[];
  /** As patterns. */
  resources: readonly string[];
  /** For people. */
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
 * What nobody but AWS can change, whatever policies allow.
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
    says: 'A role that AWS manages can be changed by AWS alone.',
  },
  // The description of a service-linked role, and its tags, can be changed.
  {
    actions: [
      'iam:tagrole',
      'iam:untagrole',
      'iam:updaterole',
      'iam:updateroledescription',
    ],
    resources: ['arn:*:iam::*:role/aws-reserved/*'],
    says: 'A role that AWS manages can be changed by AWS alone.',
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

/** What the action, in lower case, cannot be used on although its resource types include it. */
export function unchangeableBy(action: string): Unchangeable | undefined {
  return byAction.get(action);
}

/** Why nobody can do this, for an action in lower case. */
export function whyUnchangeable(
  action: string,
  resource: string,
): string | undefined {
  const entry = byAction.get(action);
  return entry?.patterns.some(matches => matches(resource, NO_VARIABLES))
    ? entry.says
    : undefined;
}
