import {
  evaluateTrust,
  matchPattern,
  type EvaluationResult,
  type PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { settled } from '../trust/openKeys';
import { readTrustPolicy, type TrustStatement } from '../trust/read';
import type {
  AccessGraphInput,
  Graph,
  GraphEdge,
  GraphNode,
  GraphRole,
} from './types';

/** Returns the node ID of a role. */
export const roleNodeId = (id: string) => `role ${id}`;

const ASSUMES = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML'];
const ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;

/** Returns a readable name such as `IAM user ana`. Undefined for the ID of a deleted principal, which nobody can use. */
function nameOf(principal: string): string | undefined {
  if (principal === '*') return 'Everybody in AWS';
  const [, account] = ACCOUNT.exec(principal) ?? [];
  if (account !== undefined) return `AWS account ${account}`;
  const [kind, ...path] = parseArn(principal)?.resource.split('/') ?? [];
  const name = path.at(-1);
  switch (kind) {
    case 'user':
      return `IAM user ${name}`;
    case 'role':
      return `IAM role ${name}`;
    case 'assumed-role':
      return `session of IAM role ${path[0]}`;
    case 'saml-provider':
      return `SAML provider ${name}`;
    default:
      return undefined;
  }
}

/** Returns the AWS principals and SAML providers through which people assume a role. Services and ServiceAccounts have other paths. */
function principalsOf({ federated, others }: TrustStatement): string[] {
  return [
    ...others.flatMap(text => {
      if (text === '*') return text;
      return text.startsWith('AWS: ') ? text.slice('AWS: '.length) : [];
    }),
    ...federated.filter(arn => arn.includes(':saml-provider/')),
  ];
}

/**
 * Returns the decision of a trust policy about a principal. All conditions other than those on the principal's identity are resolved in its favor.
 */
export function decisionFor(
  trust: PolicyDocument,
  arn: string,
): EvaluationResult['decision'] {
  const document = settled(
    trust,
    ({ key }) => !/^aws:principal(arn|account|type)$/i.test(key),
  );
  return evaluateTrust({
    trustPolicy: { name: 'trust policy', document },
    principal: { aws: arn },
    action: 'sts:AssumeRole',
  }).decision;
}

function isDenied(trust: PolicyDocument, principal: string): boolean {
  return (
    /:(user|role|assumed-role)\//.test(principal) &&
    decisionFor(trust, principal) === 'ExplicitlyDenied'
  );
}

/** Returns who a trust policy admits. Conditions are not evaluated, so principals with conditions are included. */
function trustedBy({ trust }: GraphRole): { arn: string; name: string }[] {
  if (!trust) return [];
  return readTrustPolicy(trust)
    .filter(({ effect }) => effect === 'Allow')
    .filter(({ actions }) =>
      ASSUMES.some(action =>
        actions.some(pattern =>
          matchPattern(pattern, action, { ignoreCase: true }),
        ),
      ),
    )
    .flatMap(statement =>
      principalsOf(statement)
        .filter(arn => !isDenied(trust, arn))
        .flatMap(arn => {
          const name = nameOf(arn);
          const isLimited = statement.conditions.length > 0;
          return name === undefined
            ? []
            : [{ arn, name: isLimited ? `${name} (with conditions)` : name }];
        }),
    );
}

/** Returns the people who can assume a role through its trust policy, without a ServiceAccount. Roles of the graph have their own edges. */
export function trustPaths({ roles, assumedRoles }: AccessGraphInput): Graph {
  const all = [...roles, ...assumedRoles];
  const inGraph = new Set(all.map(({ arn }) => arn));
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const role of all) {
    for (const { arn, name } of trustedBy(role)) {
      if (inGraph.has(arn)) continue;
      const id = `principal ${name} ${arn}`;
      const [, account = parseArn(arn)?.accountId] = ACCOUNT.exec(arn) ?? [];
      nodes.set(id, {
        ...{ id, kind: 'subject', name, members: 1 },
        ...(account && { place: account }),
      });
      const edge = { from: id, to: roleNodeId(role.id) };
      edges.set(JSON.stringify(edge), edge);
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
