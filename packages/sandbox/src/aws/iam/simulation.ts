import { accountIdOf, arnBeside } from '@backstage-irsa/core/arn';
import {
  evaluate,
  type Decision,
  type EvaluationResult,
  type NamedPolicy,
  type Principal,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import {
  list,
  optional,
  structure,
  text,
  type InputOf,
} from '../protocol/fields';
import { page } from '../protocol/page';
import type { XmlObject } from '../protocol/xml';
import { paging, policyDocument } from './fields';
import { pageXml } from './paging';
import { statementPositions } from './statementPositions';

const contextEntry = structure({
  ContextKeyName: text({ min: 5, max: 256 }),
  ContextKeyValues: list(text()),
  ContextKeyType: text({
    oneOf: ['string', 'numeric', 'boolean', 'ip', 'binary', 'date'].flatMap(
      type => [type, `${type}List`],
    ),
  }),
});

/** The input of both simulation operations. */
export const simulationInput = {
  ActionNames: list(text({ min: 3, max: 128 }), { min: 1 }),
  ResourceArns: list(text({ min: 1, max: 2048 })),
  CallerArn: optional(text({ min: 1, max: 2048 })),
  PolicyInputList: list(policyDocument),
  PermissionsBoundaryPolicyInputList: list(policyDocument, { max: 1 }),
  ResourcePolicy: optional(policyDocument),
  ResourceOwner: optional(text({ min: 1, max: 2048 })),
  ContextEntries: list(contextEntry),
  ...paging,
};

export type SimulationInput = InputOf<typeof simulationInput>;

/** A policy in a simulation, with its text and the type that IAM reports. */
export interface SimulatedPolicy extends NamedPolicy {
  text: string;
  type: 'IAM Policy' | 'IAM Permission Boundary Policy' | 'Resource Policy';
}

/** The principal and policies of a simulation, in addition to the input. */
export interface Simulation {
  principal: Principal;
  identityPolicies: SimulatedPolicy[];
  permissionsBoundary?: SimulatedPolicy;
  resourcePolicy?: SimulatedPolicy;
  /** The service control policies by level; undefined if the account is in no organization. */
  serviceControlPolicies?: NamedPolicy[][];
}

/**
 * Simulates each action. Returns one result per action: the result for the most restricted resource. `ResourceSpecificResults` contains the results
 * for the individual resources that the request names. Service control policies (SCPs) are evaluated with their conditions, but only with the context
 * that was sent: neither their statements nor their missing condition keys are shown. So a key that was not sent leads to a wrong result.
 *
 * Source: "EvaluationResult", IAM API Reference.
 */
export function simulationXml(
  simulation: Simulation,
  input: SimulationInput,
): XmlObject {
  const results = input.ActionNames.map((action, index) => ({
    key: String(index).padStart(6, '0'),
    xml: actionXml(simulation, input, action),
  }));
  const shown = page(results, {
    key: ({ key }) => key,
    marker: input.Marker,
    limit: input.MaxItems ?? 100,
  });
  return {
    EvaluationResults: shown.items.map(({ xml }) => xml),
    ...pageXml(shown),
  };
}

const MOST_RESTRICTED_FIRST: Decision[] = [
  'ExplicitlyDenied',
  'ImplicitlyDenied',
  'Allowed',
];

const DECISIONS: Record<Decision, string> = {
  Allowed: 'allowed',
  ImplicitlyDenied: 'implicitDeny',
  ExplicitlyDenied: 'explicitDeny',
};

interface Decided {
  resource: string;
  result: EvaluationResult;
  missingContext: string[];
  byOrganizations?: boolean;
  byBoundary?: boolean;
}

function actionXml(
  simulation: Simulation,
  input: SimulationInput,
  action: string,
): XmlObject {
  const named = input.ResourceArns.filter(arn => arn !== '*');
  const resources = named.length > 0 ? input.ResourceArns : ['*'];
  const decided = resources.map(resource =>
    decide(simulation, input, action, resource),
  );
  const decision = MOST_RESTRICTED_FIRST.find(each =>
    decided.some(({ result }) => result.decision === each),
  );
  const deciding = decided.filter(({ result }) => result.decision === decision);
  return {
    EvalActionName: action,
    EvalResourceName: '*',
    EvalDecision: DECISIONS[decision ?? 'ImplicitlyDenied'],
    MatchedStatements: matchedXml(simulation, deciding),
    MissingContextValues: named.length > 0 ? [] : missingOf(decided),
    OrganizationsDecisionDetail: detailXml(
      'AllowedByOrganizations',
      decided.map(({ byOrganizations }) => byOrganizations),
    ),
    PermissionsBoundaryDecisionDetail: detailXml(
      'AllowedByPermissionsBoundary',
      decided.map(({ byBoundary }) => byBoundary),
    ),
    ResourceSpecificResults:
      named.length === 0
        ? undefined
        : decided.map(each => ({
            EvalResourceName: each.resource,
            EvalResourceDecision: DECISIONS[each.result.decision],
            MatchedStatements: matchedXml(simulation, [each]),
            MissingContextValues: missingOf([each]),
            PermissionsBoundaryDecisionDetail: detailXml(
              'AllowedByPermissionsBoundary',
              [each.byBoundary],
            ),
          })),
  };
}

function contextOf({ ContextEntries }: SimulationInput): RequestContext {
  return Object.fromEntries(
    ContextEntries.map(
      ({ ContextKeyName, ContextKeyValues, ContextKeyType }) => {
        const isSingle =
          ContextKeyValues.length === 1 && !ContextKeyType.endsWith('List');
        return [
          ContextKeyName,
          isSingle ? ContextKeyValues[0] : ContextKeyValues,
        ];
      },
    ),
  );
}

function decide(
  simulation: Simulation,
  input: SimulationInput,
  action: string,
  resource: string,
): Decided {
  const { principal, permissionsBoundary, serviceControlPolicies } = simulation;
  const request = {
    principal,
    action,
    resource,
    context: contextOf(input),
    resourcePolicy: simulation.resourcePolicy ?? leftToTheAccount(principal),
    ...(input.ResourceOwner !== undefined && {
      resourceAccount: accountIdOf(input.ResourceOwner) || input.ResourceOwner,
    }),
  };
  const allows = (identityPolicies: NamedPolicy[]) =>
    evaluate({ ...request, identityPolicies }).decision === 'Allowed';
  const ownPolicies = {
    ...request,
    identityPolicies: simulation.identityPolicies,
    permissionsBoundary,
  };
  return {
    resource,
    result: evaluate({ ...ownPolicies, serviceControlPolicies }),
    missingContext: evaluate(ownPolicies).missingContext,
    ...(serviceControlPolicies && {
      byOrganizations: serviceControlPolicies.every(allows),
    }),
    ...(permissionsBoundary && { byBoundary: allows([permissionsBoundary]) }),
  };
}

/** The parts of the ARN that represents an account in a policy. */
const ROOT = { service: 'iam', region: '', resource: 'root' };

/** Returns a resource policy that leaves the decision to the caller's account. The simulator behaves this way without a resource policy. */
function leftToTheAccount({ arn }: Principal): NamedPolicy {
  return {
    name: 'none',
    document: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: arnBeside(arn, ROOT) },
        Action: '*',
        Resource: '*',
      },
    },
  };
}

function missingOf(decided: Decided[]): string[] {
  return [
    ...new Set(decided.flatMap(({ missingContext }) => missingContext)),
  ].sort();
}

function detailXml(
  name: string,
  allowed: (boolean | undefined)[],
): XmlObject | undefined {
  return allowed.some(each => each === undefined)
    ? undefined
    : { [name]: allowed.every(each => each === true) };
}

/** Returns the statements that led to the decision. Statements of service control policies are never shown. */
function matchedXml(simulation: Simulation, decided: Decided[]): XmlObject[] {
  const policies = [
    ...simulation.identityPolicies,
    ...[simulation.permissionsBoundary, simulation.resourcePolicy].filter(
      policy => policy !== undefined,
    ),
  ];
  const seen = new Set<string>();
  return decided
    .flatMap(({ result }) => result.decidedBy)
    .filter(
      ({ layer }) =>
        layer === 'identity' ||
        layer === 'resource' ||
        layer === 'permissions-boundary',
    )
    .flatMap(({ policy: name, statement }) => {
      const policy = policies.find(each => each.name === name);
      const key = `${name} ${statement}`;
      if (!policy || seen.has(key)) return [];
      seen.add(key);
      return [
        {
          SourcePolicyId: name,
          SourcePolicyType: policy.type,
          ...statementPositions(policy.text)[statement],
        },
      ];
    });
}
