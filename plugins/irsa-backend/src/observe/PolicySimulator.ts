import {
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Decision, NamedPolicy } from '@backstage-irsa/iam-policy';
import {
  type SimulationRequest,
  objectsOf,
  optionalFlag,
  textOf,
  isInvalidResponse,
  InvalidResponseError,
  found,
  unknown,
  type Observation,
} from '@backstage-irsa/core/model';
import { describeAwsError, isDenied, isThrottled } from './aws/errors';
import { refusedByAws } from './aws/refusal';
import {
  type SimulatedByAws,
  contextType,
} from '@backstage-irsa/core/permissions';

/** A role, the requests to simulate, and the policies that determine the type of each context key. */
export interface AwsSimulation {
  roleArn: string;
  requests: SimulationRequest[];
  policies: NamedPolicy[];
}

const RIGHT = 'iam:SimulatePrincipalPolicy';

const DECISIONS = new Map<string, Decision>([
  ['allowed', 'Allowed'],
  ['implicitDeny', 'ImplicitlyDenied'],
  ['explicitDeny', 'ExplicitlyDenied'],
]);

/**
 * Asks `iam:SimulatePrincipalPolicy`, one request after the other because AWS throttles it early. If a permission is missing, or if throttling
 * outlasts the client's retries, the remaining requests are not sent and get the same answer.
 */
export async function simulateByAws(
  iam: IAMClient,
  simulation: AwsSimulation,
): Promise<Observation<SimulatedByAws>[]> {
  const answers: Observation<SimulatedByAws>[] = [];
  let end: Observation<SimulatedByAws> | undefined;
  for (const request of simulation.requests) {
    if (end) {
      answers.push(end);
      continue;
    }
    try {
      answers.push(found(await ask(iam, simulation, request)));
    } catch (error) {
      const answer = failureOf(error);
      answers.push(answer);
      if (isDenied(error) || isThrottled(error)) end = answer;
    }
  }
  return answers;
}

async function ask(
  iam: IAMClient,
  { roleArn, policies }: AwsSimulation,
  { action, resource, context = {} }: SimulationRequest,
): Promise<SimulatedByAws> {
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: roleArn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: Object.entries(context).map(([key, value]) => {
        const values = [value].flat();
        return {
          ContextKeyName: key,
          ContextKeyValues: values,
          ContextKeyType: contextType(key, values, policies),
        };
      }),
    }),
  );
  const [result] = objectsOf(EvaluationResults);
  if (!result) throw new InvalidResponseError('one without a result');
  return simulatedOf(result);
}

/** Returns the decision about one action on one resource. If the request names a resource, the decision is among the resource-specific results. */
function simulatedOf(result: EvaluationResult): SimulatedByAws {
  const [specific] = objectsOf(result.ResourceSpecificResults);
  const decision = DECISIONS.get(
    textOf(specific ? specific.EvalResourceDecision : result.EvalDecision),
  );
  if (!decision) throw new InvalidResponseError('no decision that is known');
  const allowedByOrganizations = organizationsOf(result, decision);
  return {
    decision,
    ...(allowedByOrganizations !== undefined && { allowedByOrganizations }),
  };
}

/**
 * Returns whether the organization's policies allow the request. AWS does not always report it, and never shows their statements: an explicit deny
 * without a statement, and not from the boundary, is attributed to them.
 *
 * Source: "EvaluationResult", IAM API Reference.
 */
function organizationsOf(
  result: EvaluationResult,
  decision: Decision,
): boolean | undefined {
  const said = optionalFlag(
    result.OrganizationsDecisionDetail?.AllowedByOrganizations,
  );
  if (said !== undefined) return said || decision === 'Allowed';
  const [specific = result] = objectsOf(result.ResourceSpecificResults);
  const boundary = specific.PermissionsBoundaryDecisionDetail;
  const isUnexplained =
    decision === 'ExplicitlyDenied' &&
    objectsOf(specific.MatchedStatements).length === 0 &&
    boundary?.AllowedByPermissionsBoundary !== false;
  return isUnexplained ? false : undefined;
}

function failureOf(error: unknown): Observation<SimulatedByAws> {
  if (isDenied(error)) {
    return refusedByAws(RIGHT, error);
  }
  if (isInvalidResponse(error)) {
    return unknown(`AWS returned an invalid response to ${RIGHT}.`);
  }
  return isThrottled(error)
    ? unknown('AWS throttled the policy simulation. Retry later.')
    : unknown(describeAwsError(error));
}
