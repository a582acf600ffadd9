import { asList } from '../document/shape';
import type { NamedPolicy, Statement } from '../document/types';
import type { Decision, EvaluationRequest } from '../evaluate/types';

/**
 * A second evaluator, as plain as it can be: it reads the raw documents for each request, turns patterns into regular expressions
 * and knows the rules as the User Guide states them. It covers what `arbitraryRequest` makes: valid documents, a role session, and
 * the layers of one account. The real evaluator must agree with it.
 */
export function referenceDecision(request: EvaluationRequest): Decision {
  const {
    identityPolicies,
    permissionsBoundary,
    sessionPolicies = [],
  } = request;
  const { resourcePolicy, serviceControlPolicies = [] } = request;
  const layers = [
    identityPolicies,
    permissionsBoundary ? [permissionsBoundary] : [],
    sessionPolicies,
    resourcePolicy ? [resourcePolicy] : [],
    ...serviceControlPolicies,
  ];
  if (layers.some(layer => matching(layer, 'Deny', request).length > 0)) {
    return 'ExplicitlyDenied';
  }
  const allows = (layer: NamedPolicy[]) =>
    matching(layer, 'Allow', request).length > 0;
  const within =
    (!permissionsBoundary || allows([permissionsBoundary])) &&
    (sessionPolicies.length === 0 || allows(sessionPolicies));
  const named = resourcePolicy
    ? matching([resourcePolicy], 'Allow', request).flatMap(naming(request))
    : [];
  const granted =
    named.includes('direct') ||
    (named.includes('role') && within) ||
    (allows(identityPolicies) && within);
  return granted && serviceControlPolicies.every(allows)
    ? 'Allowed'
    : 'ImplicitlyDenied';
}

function matching(
  policies: NamedPolicy[],
  effect: Statement['Effect'],
  request: EvaluationRequest,
): Statement[] {
  return policies.flatMap(({ document }) =>
    asList(document.Statement).filter(
      statement =>
        statement.Effect === effect &&
        listed(statement.Action, statement.NotAction, pattern =>
          glob(pattern.toLowerCase()).test(request.action.toLowerCase()),
        ) &&
        listed(statement.Resource, statement.NotResource, pattern =>
          glob(pattern).test(request.resource),
        ) &&
        (statement.Principal === undefined ||
          naming(request)(statement).length > 0) &&
        conditionsHold(statement, request),
    ),
  );
}

function listed(
  yes: string | string[] | undefined,
  no: string | string[] | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  return yes === undefined
    ? !asList(no).some(matches)
    : asList(yes).some(matches);
}

function naming(request: EvaluationRequest) {
  return ({ Principal }: Statement): string[] => {
    if (Principal === undefined) return [];
    if (Principal === '*') return ['direct'];
    return asList(Principal.AWS).flatMap(name => {
      if (name === '*' || name === request.principal.arn) return ['direct'];
      if (name === request.principal.roleArn) return ['role'];
      return name === request.principal.accountId ? ['account'] : [];
    });
  };
}

function conditionsHold(
  { Condition = {} }: Statement,
  request: EvaluationRequest,
): boolean {
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, value] of Object.entries(keys)) {
      const wanted = asList(value).map(String);
      const found = Object.entries(request.context ?? {}).find(
        ([name]) => name.toLowerCase() === key.toLowerCase(),
      );
      const actual = found ? asList(found[1]) : [];
      if (!conditionHolds(operator, wanted, actual)) return false;
    }
  }
  return true;
}

function conditionHolds(
  operator: string,
  wanted: string[],
  actual: string[],
): boolean {
  if (operator === 'Null') return wanted.includes(String(actual.length === 0));
  const ifExists = operator.endsWith('IfExists');
  const [qualifier, name] = operator.includes(':')
    ? operator.replace('IfExists', '').split(':')
    : ['', operator.replace('IfExists', '')];
  if (actual.length === 0) {
    if (ifExists || qualifier === 'ForAllValues') return true;
    return qualifier === '' && name.includes('Not');
  }
  const holds = (value: string) =>
    name.includes('Not')
      ? wanted.every(one => !compare(name.replace('Not', ''), one, value))
      : wanted.some(one => compare(name, one, value));
  const needsAll =
    qualifier === 'ForAllValues' || (!qualifier && name.includes('Not'));
  return needsAll ? actual.every(holds) : actual.some(holds);
}

function compare(operator: string, wanted: string, actual: string): boolean {
  switch (operator) {
    case 'StringEquals':
      return wanted === actual;
    case 'StringLike':
      return glob(wanted).test(actual);
    case 'Bool':
      return wanted === actual && ['true', 'false'].includes(wanted);
    case 'NumericEquals':
      return Number(wanted) === Number(actual);
    case 'NumericLessThan':
      return Number(actual) < Number(wanted);
    default:
      throw new Error(`The reference evaluator does not know ${operator}.`);
  }
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
