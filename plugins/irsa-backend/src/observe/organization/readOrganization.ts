import type {
  AttachedPolicy,
  OrganizationPolicyKind,
  OrganizationReading,
  OrganizationSnapshot,
  OrganizationTarget,
} from '@backstage-irsa/core/organization';
import {
  absent,
  found,
  InvalidResponseError,
  textOf,
  unknown,
  type Observation,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { awsErrorCode } from '../aws/errors';
import {
  askOrganization,
  listAll,
  listOf,
  type Ask,
  type OrganizationPlace,
} from './ask';

/** The maximum nesting depth of units. Source: "Quotas for AWS Organizations", AWS Organizations User Guide. */
const DEEPEST = 5;

/** The types and titles of policies, by kind. Source: "PolicyTypeSummary", AWS Organizations API Reference. */
const TYPES: Record<OrganizationPolicyKind, { type: string; title: string }> = {
  'service-control': {
    type: 'SERVICE_CONTROL_POLICY',
    title: 'Service control policies',
  },
  'resource-control': {
    type: 'RESOURCE_CONTROL_POLICY',
    title: 'Resource control policies',
  },
};

type Aws = Pick<AwsClients, 'organizations'>;

interface Tree {
  organization: Pick<OrganizationSnapshot, 'id' | 'managementAccountId'>;
  /** The status of each policy type. */
  statusOfType: Map<string, string>;
  targets: OrganizationTarget[];
}

interface Kind {
  reading: OrganizationReading;
  policies: AttachedPolicy[];
}

/**
 * Reads the tree of an organization and its SCPs and RCPs, with the credentials of its management account or a delegated administrator. Absent if the
 * account belongs to no organization.
 *
 * Reads the targets of each policy, not the policies of each target: an organization has far fewer policies than accounts. Each policy is read again
 * every time, because no list shows whether its text has changed. A kind that the backend may not read is `not-read` in the result. Any other failure
 * makes the whole result unknown.
 */
export async function readOrganization(
  aws: Aws,
  place: OrganizationPlace,
): Promise<Observation<OrganizationSnapshot>> {
  const tree = await askOrganization(aws, place, readTree);
  if (tree.state !== 'found') return tree;
  if (tree.value === 'none') return absent();
  const { organization, targets, statusOfType } = tree.value;
  const kinds: Partial<Record<OrganizationPolicyKind, Kind>> = {};
  for (const kind of ['service-control', 'resource-control'] as const) {
    const read = await readKind(aws, place, kind, statusOfType);
    if (read.state !== 'found') return read;
    kinds[kind] = read.value;
  }
  const { 'service-control': service, 'resource-control': resource } =
    kinds as Record<OrganizationPolicyKind, Kind>;
  return found({
    ...organization,
    targets,
    policies: [...service.policies, ...resource.policies],
    readings: {
      'service-control': service.reading,
      'resource-control': resource.reading,
    },
  });
}

async function readTree(ask: Ask): Promise<Tree | 'none'> {
  let root: object;
  try {
    root = await readRoot(ask);
  } catch (error) {
    if (awsErrorCode(error) === 'AWSOrganizationsNotInUseException') {
      return 'none';
    }
    throw error;
  }
  const targets: OrganizationTarget[] = [];
  const id = idOf(root, /^r-[0-9a-z]{4,32}$/);
  targets.push({ kind: 'root', id, name: nameOf(root) });
  await readBelow(ask, id, 0, targets);
  return {
    organization: organizationOf(root),
    targets,
    statusOfType: new Map(
      listOf(root, 'PolicyTypes').map(each => [
        textOf(Reflect.get(each, 'Type')),
        textOf(Reflect.get(each, 'Status')),
      ]),
    ),
  };
}

/** Reads the root. An organization has exactly one. */
async function readRoot(ask: Ask): Promise<object> {
  const [root] = await listAll(ask, 'ListRoots', 'Roots');
  if (!root) throw new InvalidResponseError('no root');
  return root;
}

/**
 * Returns the organization. Every ARN names the management account and the organization. Source: "Resource types defined by AWS Organizations",
 * Service Authorization Reference.
 */
function organizationOf(root: object): Tree['organization'] {
  const match =
    /^arn:[a-z-]+:organizations::(\d{12}):root\/(o-[a-z0-9]+)\//.exec(
      textOf(Reflect.get(root, 'Arn')),
    );
  if (!match) throw new InvalidResponseError('no ARN of a root');
  return { id: match[2], managementAccountId: match[1] };
}

/** Reads the accounts and units in a root or unit, and recursively those in its units. */
async function readBelow(
  ask: Ask,
  parentId: string,
  depth: number,
  targets: OrganizationTarget[],
): Promise<void> {
  if (depth > DEEPEST) throw new InvalidResponseError('no end of units');
  const input = { ParentId: parentId };
  const accounts = await listAll(
    ask,
    'ListAccountsForParent',
    'Accounts',
    input,
  );
  for (const account of accounts) {
    const id = idOf(account, /^\d{12}$/);
    targets.push({ kind: 'account', id, name: nameOf(account), parentId });
  }
  const units = await listAll(
    ask,
    'ListOrganizationalUnitsForParent',
    'OrganizationalUnits',
    input,
  );
  for (const unit of units) {
    const id = idOf(unit, /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/);
    targets.push({
      ...{ kind: 'organizational-unit', id, name: nameOf(unit) },
      parentId,
    });
    await readBelow(ask, id, depth + 1, targets);
  }
}

async function readKind(
  aws: Aws,
  place: OrganizationPlace,
  kind: OrganizationPolicyKind,
  statusOfType: ReadonlyMap<string, string>,
): Promise<Observation<Kind>> {
  const { type, title } = TYPES[kind];
  const status = statusOfType.get(type);
  if (status === undefined) {
    const reason = `${title} are not enabled in the organization.`;
    return found({ reading: { state: 'absent', reason }, policies: [] });
  }
  if (status !== 'ENABLED') {
    const reason = `${title} are being enabled or disabled in the organization.`;
    return found({ reading: { state: 'not-read', reason }, policies: [] });
  }
  const read = await askOrganization(aws, place, ask =>
    readPolicies(ask, kind, type),
  );
  if (read.state === 'found') {
    return found({ reading: { state: 'read' }, policies: read.value });
  }
  if (read.state === 'absent') {
    return unknown(`AWS did not find the organization's policies.`);
  }
  const { reason, right, remediation } = read;
  if (right === undefined) return read;
  return found({
    reading: {
      ...{ state: 'not-read', reason, missingPermission: right },
      ...(remediation !== undefined && { remediation }),
    },
    policies: [],
  });
}

/** Reads the policies that are attached to a target. */
async function readPolicies(
  ask: Ask,
  kind: OrganizationPolicyKind,
  type: string,
): Promise<AttachedPolicy[]> {
  const policies: AttachedPolicy[] = [];
  const listed = { Filter: type };
  for (const summary of await listAll(
    ask,
    'ListPolicies',
    'Policies',
    listed,
  )) {
    const id = idOf(summary, /^p-[0-9a-zA-Z_]{8,128}$/);
    const input = { PolicyId: id };
    const targets = await listAll(
      ask,
      'ListTargetsForPolicy',
      'Targets',
      input,
    );
    if (targets.length === 0) continue;
    const answer = await ask('DescribePolicy', input);
    const policy = Object(Reflect.get(answer, 'Policy'));
    const document = textOf(Reflect.get(policy, 'Content'));
    if (document === '') throw new InvalidResponseError('no policy');
    policies.push({
      ...{ kind, id, document },
      arn: textOf(Reflect.get(summary, 'Arn')),
      name: nameOf(summary),
      targets: targets
        .map(target => textOf(Reflect.get(target, 'TargetId')))
        .sort(),
    });
  }
  // AWS guarantees no order, and a different order must not count as a change.
  return policies.sort((one, other) => (one.id < other.id ? -1 : 1));
}

function idOf(item: object, pattern: RegExp): string {
  const id = textOf(Reflect.get(item, 'Id'));
  if (!pattern.test(id)) throw new InvalidResponseError('no ID');
  return id;
}

function nameOf(item: object): string {
  return textOf(Reflect.get(item, 'Name'));
}
