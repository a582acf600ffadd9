import {
  evaluate,
  type EvaluationRequest,
  type NamedPolicy,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { possibility } from './possibility';

/** The session tags of EKS Pod Identity, as variables. */
const VARIABLE =
  /\$\{\s*aws:PrincipalTag\/(eks-cluster-(arn|name)|kubernetes-(namespace|service-account|pod-name|pod-uid))\s*(,[^}]*)?\}/gi;

export const LEFT_TO_SESSION_TAGS =
  'A policy names resources by session tags, which EKS Pod Identity gives each pod.';

/** Whether a session of the role could be let in by the tags that EKS Pod Identity gives it: as if each resource that names one had a pattern there. */
export function mayBeLetInByTags(request: EvaluationRequest): boolean {
  const { principal, identityPolicies } = request;
  const isNamed = identityPolicies.some(
    ({ document }) => JSON.stringify(document).search(VARIABLE) >= 0,
  );
  if (principal.kind !== 'role' || !isNamed) return false;
  const opened = {
    ...request,
    identityPolicies: identityPolicies.map(withPatterns),
  };
  return possibility(opened, evaluate(opened)) !== undefined;
}

function withPatterns({ document, ...rest }: NamedPolicy): NamedPolicy {
  const all: Statement[] = [document.Statement].flat();
  return {
    ...rest,
    document: { ...document, Statement: all.map(withPattern) },
  };
}

function withPattern(statement: Statement): Statement {
  const { Effect, Resource } = statement;
  return Effect === 'Deny' || Resource === undefined
    ? statement
    : {
        ...statement,
        Resource: [Resource].flat().map(text => text.replace(VARIABLE, '*')),
      };
}
