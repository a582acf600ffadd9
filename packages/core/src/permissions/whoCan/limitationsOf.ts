import { parseArn } from '../../arn/arn';
import type { LayerReading, Scope } from '../../model/types';
import {
  MISSING,
  resourceSideOf,
  type ReadResource,
} from '../resources/resourceSide';
import type { AccessDecision } from './decide';
import type { AccessQuestion } from './question';
import { isOwnerUnknown } from './unknownOwner';

/** The limitation that applies to every answer. */
const NEVER_READ =
  'Session policies of EKS Pod Identity associations were not evaluated: they may reduce access. Policies of VPC endpoints apply only to pods, because all others can call from anywhere.';

const OWNER_UNKNOWN =
  'The ARN does not say which account owns the resource, and Backstage did not read it. Check in AWS who owns the resource: users and roles of other accounts have access only if the owner allows it too.';

/** The maximum number of names to list. */
const MOST_NAMES = 10;

/** Lists the first names, and how many more there are. */
export function shortList(names: string[]): string {
  const told = names.slice(0, MOST_NAMES).join(', ');
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${told} and ${rest} more` : told;
}

/** Describes what was not read of the resource. `sides` explain why some decisions need the resource policy. */
function unreadResource(
  read: ReadResource | undefined,
  sides: string[],
): string[] {
  // The principal is empty: restrictions for other accounts count too.
  const { reading } = resourceSideOf(read, '');
  const { encryption } = read ?? {};
  const {
    keyPolicy = encryption,
    keyGrants = undefined,
    keyState = read?.keyState,
  } = encryption?.state === 'found' ? encryption.value : {};
  const ofKey = keyPolicy?.state === 'unknown' ? keyPolicy : keyGrants;
  const ofPolicy = [
    ...sides.map(
      side => `${side} That policy was not read: it must allow it too.`,
    ),
    'The policy of the resource was not read: it can allow others of its account, who are not listed, or deny these.',
  ];
  return [
    ...(reading.state === 'not-read'
      ? ofPolicy.map(sentence => `${sentence} ${reading.reason}`)
      : []),
    ...(ofKey?.state === 'unknown'
      ? [
          `The KMS key of the resource was not read: it may deny these. ${ofKey.reason}`,
        ]
      : []),
    ...(keyState?.state === 'unknown'
      ? [
          `The state of the KMS key was not read: in some states, nobody can use it. ${keyState.reason}`,
        ]
      : []),
  ];
}

/** Describes what is unknown about the grants of a key that is itself the resource. */
function grantsSentence(read: ReadResource | undefined): string {
  const grants = read?.keyGrants;
  return grants?.state === 'found'
    ? 'Principals outside of scanned accounts that grants of the KMS key allow are not listed.'
    : `Grants of the KMS key were not read: they may allow others. ${
        grants?.state === 'unknown' ? grants.reason : ''
      }`.trim();
}

/** Describes which organization policies were not read, once per reason. */
function unreadControls(readings: LayerReading[]): string[] {
  const layersOf = new Map<string, Set<string>>();
  for (const { layer, state, reason = '' } of readings) {
    if (state !== 'not-read') continue;
    const layers = layersOf.get(reason) ?? new Set();
    layers.add(layer === 'service-control' ? 'SCPs' : 'RCPs');
    layersOf.set(reason, layers);
  }
  const sentences = [...layersOf].map(([reason, layers]) =>
    `${[...layers]
      .sort()
      .reverse()
      .join(' and ')} were not read: they may reduce access. ${reason}`.trim(),
  );
  return firstOf(sentences, 'other SCPs and RCPs were not read.');
}

/** Describes which VPC endpoint policies were not read, once per reason. */
function unreadEndpoints(readings: Map<string, LayerReading>): string[] {
  const byReason = Map.groupBy(
    [...readings].filter(([, { state }]) => state === 'not-read'),
    ([, { reason = '' }]) => reason,
  );
  const sentences = [...byReason].map(([reason, all]) =>
    `VPC endpoint policies of ${shortList(
      all.map(([cluster]) => cluster).sort(),
    )} were not read: they may deny pods there. ${reason}`.trim(),
  );
  return firstOf(sentences, 'those of other clusters were not read.');
}

/** Returns the first sentences, each with another reason, and how many more there are. */
function firstOf(sentences: string[], others: string): string[] {
  const rest = sentences.length - MOST_NAMES;
  return [
    ...sentences.slice(0, MOST_NAMES),
    ...(rest > 0 ? [`For ${rest} more reasons, ${others}`] : []),
  ];
}

/** The facts that decided in addition to the principals' policies. */
export interface OtherLayers {
  /** The facts that were read about the resource; absent if its policy was not requested. */
  read?: ReadResource;
  /** How the SCPs and RCPs were read that apply to other principals or to assuming a role. */
  controls?: LayerReading[];
  /** How the VPC endpoints of the listed pods' clusters were read, by cluster. */
  vpcEndpoints?: Map<string, LayerReading>;
}

/** Describes the limitations of an answer to "who can". Pass only decisions that the caller is allowed to see. */
export function limitationsOf(
  { resource }: AccessQuestion,
  decisions: Iterable<AccessDecision>,
  scopes: Scope[],
  { read, controls = [], vpcEndpoints = new Map() }: OtherLayers = {},
): string[] {
  const all = [...decisions];
  const sides = new Set(all.flatMap(({ resourceSide }) => resourceSide ?? []));
  const invalid = [...new Set(all.flatMap(({ invalid: names = [] }) => names))];
  return [
    ...(read?.policy.isMissing ? [MISSING] : []),
    ...(resource === '*' ? [] : unreadResource(read, [...sides])),
    ...(parseArn(resource)?.service === 'kms' ? [grantsSentence(read)] : []),
    ...(isOwnerUnknown(resource, read) ? [OWNER_UNKNOWN] : []),
    ...(resource.length > 1 && resource.endsWith('*')
      ? [
          'A * in the resource stands for a name that no narrower pattern matches: roles that can access only some of these resources are not listed.',
        ]
      : []),
    ...(invalid.length > 0
      ? [`Policies with invalid documents were ignored: ${shortList(invalid)}.`]
      : []),
    ...unreadControls([
      ...all.flatMap(({ unreadControls: unread = [] }) => unread),
      ...controls,
    ]),
    ...unreadEndpoints(vpcEndpoints),
    NEVER_READ,
    ...scopes
      .filter(({ kind, state }) => kind === 'account' && state === 'stale')
      .map(
        ({ name, completedAt }) =>
          `Account ${name} could not be read recently: its roles are from ${
            completedAt ?? 'no scan yet'
          }.`,
      ),
  ];
}
