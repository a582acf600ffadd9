import {
  evaluate,
  type EvaluationRequest,
  type NamedPolicy,
  type Statement,
} from '@backstage-irsa/iam-policy';
import type { IsOpenKey } from '../../trust/openKeys';
import { isOpenIn } from '../simulation/openDenials';
import { possibility } from './possibility';

/** The session tags of EKS Pod Identity. */
export const TAGS = [
  ...['eks-cluster-arn', 'eks-cluster-name', 'kubernetes-namespace'],
  ...['kubernetes-service-account', 'kubernetes-pod-name'],
  'kubernetes-pod-uid',
];

const PREFIX = 'aws:principaltag/';

export const LEFT_TO_SESSION_TAGS =
  'A policy names resources by session tags, which EKS Pod Identity sets for each pod.';

/** Whether only a call shows the value of a key. A session of a role can have the tags of EKS Pod Identity, which the role lacks. */
export function isOpenInSession(request: EvaluationRequest): IsOpenKey {
  const { principal, context = {} } = request;
  const isOpen = isOpenIn(request);
  const known = new Set(Object.keys(context).map(lower));
  const tags = new Set(
    principal.kind === 'role' ? TAGS.map(tag => `${PREFIX}${tag}`) : [],
  );
  return condition => {
    const key = lower(condition.key);
    return (tags.has(key) && !known.has(key)) || isOpen(condition);
  };
}

/** Whether tags from EKS Pod Identity could give a role session access. Replaces each tag variable in a resource name with a wildcard. */
export function mayBeLetInByTags(
  request: EvaluationRequest,
  tags: string[] | 'all' = 'all',
): boolean {
  const names = tags === 'all' ? TAGS : tags.filter(one => TAGS.includes(one));
  if (names.length === 0) return false;
  const variable = new RegExp(
    `\\$\\{\\s*aws:PrincipalTag/(${names.join('|')})\\s*(,[^}]*)?\\}`,
    'gi',
  );
  const { principal, identityPolicies } = request;
  const isNaming = ({ document }: NamedPolicy) =>
    document.Version === '2012-10-17' &&
    JSON.stringify(document).search(variable) >= 0;
  if (principal.kind !== 'role' || !identityPolicies.some(isNaming)) {
    return false;
  }
  const opened = {
    ...request,
    identityPolicies: identityPolicies.map(one =>
      isNaming(one) ? withPatterns(one, variable) : one,
    ),
  };
  return possibility(opened, evaluate(opened)) !== undefined;
}

function withPatterns(
  { document, ...rest }: NamedPolicy,
  variable: RegExp,
): NamedPolicy {
  const all: Statement[] = [document.Statement].flat();
  return {
    ...rest,
    document: {
      ...document,
      Statement: all.map(one => withPattern(one, variable)),
    },
  };
}

function withPattern(statement: Statement, variable: RegExp): Statement {
  const { Effect, Resource } = statement;
  return Effect === 'Deny' || Resource === undefined
    ? statement
    : {
        ...statement,
        Resource: [Resource].flat().map(text => text.replace(variable, '*')),
      };
}

function lower(key: string): string {
  return key.toLocaleLowerCase('en-US');
}
