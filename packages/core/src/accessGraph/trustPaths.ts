import {
  evaluateTrust,
  type Statement,
  type EvaluationResult,
  type PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { settled } from '../trust/openKeys';
import { statementsOf } from '../model/document';
import { isOfPods } from '../permissions/whoCan/namings';
import { isOneOf } from '../permissions/whoCan/rawStatements';
import {
  readTrustPolicy,
  type TrustCondition,
  type TrustStatement,
} from '../trust/read';
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
const BY_WEB_IDENTITY = ['sts:AssumeRoleWithWebIdentity'];
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
    case 'oidc-provider':
      return `OIDC provider ${path.join('/')}`;
    default:
      return undefined;
  }
}

/** A principal that a statement of a trust policy names, and the actions with which it assumes the role. */
interface Start {
  arn: string;
  name: string | undefined;
  actions: string[];
  /** The conditions that the name does not describe. */
  conditions: TrustCondition[];
}

/** Returns the AWS principals and identity providers through which people and machines assume a role. Services and pods have other paths. */
function startsOf({ federated, others, conditions }: TrustStatement): Start[] {
  return [
    ...others
      .flatMap(text => {
        if (text === '*') return text;
        return text.startsWith('AWS: ') ? text.slice('AWS: '.length) : [];
      })
      .map(arn => ({ arn, name: nameOf(arn), actions: ASSUMES, conditions })),
    ...federated
      .filter(name => !isOfPods(name))
      .map(name =>
        name.includes(':saml-provider/')
          ? { arn: name, name: nameOf(name), actions: ASSUMES, conditions }
          : webIdentityOf(name, conditions),
      ),
  ];
}

/** Operators that name the values which a condition admits. */
const ADMITS = /^(foranyvalue:)?string(equals|equalsignorecase|like)$/i;

/** Returns the start of web identities. The name has the subjects that the conditions admit: without them, one provider is many principals. */
function webIdentityOf(provider: string, all: TrustCondition[]): Start {
  const admitting = all.filter(({ operator }) => ADMITS.test(operator));
  const ofSubject = admitting.filter(({ key }) => /:sub$/i.test(key));
  const ofAudience = admitting.filter(({ key }) => /:aud$/i.test(key));
  const subjects = ofSubject.flatMap(({ values }) => values);
  const name =
    provider === '*'
      ? 'Any identity provider'
      : nameOf(provider) ?? `Identity provider ${provider}`;
  return {
    arn: provider,
    name: subjects.length > 0 ? `${subjects.join(', ')} of ${name}` : name,
    actions: BY_WEB_IDENTITY,
    conditions: all.filter(
      one => !ofSubject.includes(one) && !ofAudience.includes(one),
    ),
  };
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
  const statements = statementsOf(trust);
  return readTrustPolicy(trust)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(statement =>
      startsOf(statement)
        .filter(({ actions }) =>
          actions.some(action => isAbout(statements[statement.index], action)),
        )
        .filter(({ arn }) => !isDenied(trust, arn))
        .flatMap(({ arn, name, conditions }) =>
          name === undefined
            ? []
            : [
                {
                  arn,
                  name:
                    conditions.length > 0 ? `${name} (with conditions)` : name,
                },
              ],
        ),
    );
}

function isAbout({ Action, NotAction }: Statement, action: string): boolean {
  return isOneOf(action, Action, NotAction, { ignoreCase: true });
}

/** Returns the people and machines that can assume a role through its trust policy, without a ServiceAccount. Roles of the graph have their own edges. */
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
