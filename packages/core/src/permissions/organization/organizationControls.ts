import {
  parsePolicy,
  resourceControlsApply,
  type NamedPolicy,
  type PolicyDocument,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import type { LayerReading } from '../../model/types';
import type {
  AccountOrganization,
  OrganizationLayer,
  OrganizationLevel,
  OrganizationPolicyKind,
} from '../../organization';

/** The organization's policies by account ID. Accounts without an entry were not read. */
export type Organizations = Readonly<Record<string, AccountOrganization>>;

/** Returns the organization's policies for an account; undefined if they were not read. */
export type OrganizationOf = (
  accountId: string,
) => AccountOrganization | undefined;

/** Returns the SCPs and RCPs that apply to requests of a role. */
export type ControlsFor = (
  roleArn: string,
  request?: {
    action: string;
    resource: string;
    /** The account that owns the resource, if it is known but not part of the ARN. */
    owner?: string;
  },
) => OrganizationControls;

/** The SCPs and RCPs that apply to a decision, and which of them were read. */
export interface OrganizationControls {
  serviceControlPolicies?: NamedPolicy[][];
  resourceControlPolicies?: NamedPolicy[][];
  /** How the SCPs and then the RCPs were read. */
  layers: LayerReading[];
  /** Condition keys that every such request has. */
  context: RequestContext;
  /** Whether the decision can differ between the roles of an account. */
  dependsOnRole: boolean;
  /** Whether the RCPs are those of an account that possibly does not own the resource. */
  isOwnerAssumed?: boolean;
}

/** The controls of one layer for one account. */
interface Controls {
  /** Absent if the layer does not apply. */
  policies?: NamedPolicy[][];
  reading: LayerReading;
  dependsOnRole: boolean;
}

const NAMES = { 'service-control': 'SCPs', 'resource-control': 'RCPs' };

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' } as const;

/** Stands for unread policies, which can allow anything. Never appears among the reported policies. */
const FULL_ACCESS: Record<OrganizationPolicyKind, PolicyDocument> = {
  'service-control': { Version: '2012-10-17', Statement: EVERYTHING },
  'resource-control': {
    Version: '2012-10-17',
    Statement: { ...EVERYTHING, Principal: '*' },
  },
};
const OF_A_ROLE = /aws:(principal(arn|tag)|userid|username)/i;

const NO_ACCESS: PolicyDocument = { Version: '2012-10-17', Statement: [] };

const SERVICE_LINKED: OrganizationControls = {
  layers: (['service-control', 'resource-control'] as const).map(layer => ({
    ...{ layer, state: 'absent' },
    reason: `${NAMES[layer]} do not apply to service-linked roles.`,
  })),
  context: {},
  dependsOnRole: false,
};

/** Returns the known organization policies of the accounts of some ARNs, for use where only plain data can be passed. */
export function organizationsOf(
  of: OrganizationOf,
  arns: string[],
): Organizations {
  const ids = new Set(arns.map(accountIdOf));
  return Object.fromEntries(
    [...ids].flatMap(id => {
      const organization = /^\d{12}$/.test(id) ? of(id) : undefined;
      return organization ? [[id, organization]] : [];
    }),
  );
}

/** Whether a role is service-linked: SCPs and RCPs do not apply to it. Source: "Service control policies (SCPs)", AWS Organizations User Guide. */
export function isServiceLinked(roleArn: string): boolean {
  return roleArn.includes(':role/aws-service-role/');
}

/**
 * Creates a function that returns the SCPs of the role's account and the RCPs of the account that owns the resource. Without a request, the RCPs are
 * those of the role's account. The policies of an account are parsed once for all requests.
 *
 * Source: "SCP evaluation" and "Resource control policies (RCPs)", AWS Organizations User Guide.
 */
export function organizationControls(of: OrganizationOf): ControlsFor {
  const read = (accountId: string, kind: OrganizationPolicyKind): Controls =>
    controlsIn(accountId, kind, of(accountId));
  return (roleArn, request) => {
    const accountId = accountIdOf(roleArn);
    if (isServiceLinked(roleArn)) return SERVICE_LINKED;
    const own = read(accountId, 'service-control');
    const owner = request && ownerOf(request, accountId);
    const ownerId = owner?.accountId ?? accountId;
    const applied = read(ownerId, 'resource-control');
    const resource =
      request && !resourceControlsApply(request.action)
        ? absentFor(request.action)
        : { ...applied, reading: told(applied.reading, ownerId, owner) };
    return {
      ...(own.policies && { serviceControlPolicies: own.policies }),
      ...(resource.policies && { resourceControlPolicies: resource.policies }),
      layers: [own.reading, resource.reading],
      dependsOnRole: own.dependsOnRole || resource.dependsOnRole,
      ...(owner?.isKnown === false && { isOwnerAssumed: true }),
      context: {
        'aws:PrincipalAccount': accountId,
        'aws:PrincipalArn': roleArn,
        ...organizationKeys('Principal', of(accountId)),
        ...(owner?.isKnown && organizationKeys('Resource', of(ownerId))),
      },
    };
  };
}

function absentFor(action: string): Controls {
  const [service] = action.split(':');
  const reason = `RCPs do not apply to ${
    resourceControlsApply(`${service}:*`) ? action : service
  }.`;
  return {
    reading: { layer: 'resource-control', state: 'absent', reason },
    dependsOnRole: false,
  };
}

/** Returns the owner of the resource. If the ARN names none, the role's account is assumed, because its other policies are evaluated too. */
function ownerOf(
  { resource, owner: known = '' }: { resource: string; owner?: string },
  accountId: string,
): { accountId: string; isKnown: boolean } {
  if (resource === '*') return { accountId, isKnown: true };
  const owner = accountIdOf(resource) || known;
  return owner === ''
    ? { accountId, isKnown: false }
    : { accountId: owner, isKnown: true };
}

/** Adds to the reading of the RCPs which account they are from. If the owner of the resource is assumed, the RCPs count as not read. */
function told(
  reading: LayerReading,
  accountId: string,
  owner: ReturnType<typeof ownerOf> | undefined,
): LayerReading {
  if (owner?.isKnown || reading.state === 'not-read') return reading;
  const applied =
    reading.state === 'read'
      ? `Those of account ${accountId} were applied`
      : reading.reason;
  if (owner) {
    return {
      ...{ layer: reading.layer, state: 'not-read' },
      reason: `The ARN does not say which account owns the resource. ${applied}${
        reading.state === 'read' ? ', which has the role.' : ''
      }`,
    };
  }
  return reading.state === 'read'
    ? {
        ...reading,
        reason: `${applied}: resources of other accounts have RCPs of their own.`,
      }
    : reading;
}

/** Caches the controls by the layer that was read while the layer is in use, because a scan evaluates every role of an account. */
const readBefore: Record<
  OrganizationPolicyKind,
  WeakMap<OrganizationLayer, Controls>
> = { 'service-control': new WeakMap(), 'resource-control': new WeakMap() };

function controlsIn(
  accountId: string,
  layer: OrganizationPolicyKind,
  organization: AccountOrganization | undefined,
): Controls {
  const known: OrganizationLayer = (layer === 'service-control'
    ? organization?.serviceControl
    : organization?.resourceControl) ?? {
    ...{ state: 'not-read' },
    reason: `${NAMES[layer]} of account ${accountId} were not read.`,
  };
  if (known.state !== 'read') {
    const { state, reason } = known;
    const right = known.state === 'not-read' ? known.missingPermission : '';
    const missing =
      right && !reason.includes(right) ? ` Missing permission: ${right}.` : '';
    return {
      reading: { layer, state, reason: `${reason}${missing}` },
      dependsOnRole: false,
    };
  }
  const controls =
    readBefore[layer].get(known) ?? readLevels(layer, known.levels);
  readBefore[layer].set(known, controls);
  return controls;
}

function readLevels(
  layer: OrganizationPolicyKind,
  all: OrganizationLevel[],
): Controls {
  const dependsOnRole = all.some(({ policies }) =>
    policies.some(({ document }) => OF_A_ROLE.test(document)),
  );
  const levels = all.map(level => readLevel(layer, level));
  const [error] = levels.flatMap(({ errors }) => errors);
  const policies = levels.map(level => level.policies);
  if (error === undefined) {
    return { policies, reading: { layer, state: 'read' }, dependsOnRole };
  }
  return {
    dependsOnRole,
    // Policies that were read can still deny, and unread policies can allow.
    policies: policies.map(list => [
      ...list,
      { name: '', level: list[0].level, document: FULL_ACCESS[layer] },
    ]),
    reading: { layer, state: 'not-read', reason: error },
  };
}

/** Returns the policies of a level (at least one) and why some of them could not be read. */
function readLevel(
  kind: OrganizationPolicyKind,
  { policies, ...place }: OrganizationLevel,
): { policies: NamedPolicy[]; errors: string[] } {
  const level = levelName(place);
  const type = kind === 'service-control' ? 'identity' : kind;
  const errors: string[] = [];
  const named = policies.flatMap(({ name, document: text }) => {
    const { document, errors: faults } = parsePolicy(text, { type });
    if (document) return { name, level, document };
    const reason = faults[0]?.reason ?? '';
    errors.push(
      `Policy ${name} attached to ${level} is not a valid document: ${reason}`,
    );
    return [];
  });
  // RCPFullAWSAccess cannot be detached. A level without SCPs allows nothing.
  if (kind === 'resource-control') {
    named.push({ name: '', level, document: FULL_ACCESS[kind] });
  } else if (named.length === 0) {
    named.push({ name: '', level, document: NO_ACCESS });
  }
  return { policies: named, errors };
}

/** Returns the name of a level as answers show it. */
function levelName({
  kind,
  id,
  name,
}: Omit<OrganizationLevel, 'policies'>): string {
  if (kind === 'root') return 'the root';
  return kind === 'account' ? `account ${id}` : `OU ${name}`;
}

/** Returns the condition keys for the organization and path of an account. Source: "AWS global condition context keys", IAM User Guide. */
export function organizationKeys(
  whose: 'Principal' | 'Resource' | 'Source',
  organization: AccountOrganization | undefined,
): RequestContext {
  const path = organization?.path;
  if (path === undefined) return {};
  const [id] = path.split('/');
  return { [`aws:${whose}OrgID`]: id, [`aws:${whose}OrgPaths`]: [path] };
}
