import { parseArn } from '../../arn/arn';
import { type Scope } from '../../model/types';
import type { AccessDecision } from './decide';
import type { AccessQuestion } from './question';

/** What is never read here. */
const NEVER_READ =
  'Session policies of EKS Pod Identity associations were not taken into account: they may reduce it.';

const RESOURCE_POLICY = {
  read: [
    'Of the policy of the resource only those were taken into account whom it lets in: it may keep out these.',
  ],
  absent: [],
  'not-read': [
    'The policy of the resource was not read: it may let in others, or keep out these.',
  ],
};

const KEY_GRANTS =
  'Grants of the KMS key were not read: they may let in others.';

/** So many names are told. */
const MOST_NAMES = 10;

/** The first names, and how many more there are. */
export function shortList(names: string[]): string {
  const told = names.slice(0, MOST_NAMES).join(', ');
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${told} and ${rest} more` : told;
}

/** Which policies of organizations were not read, once for each reason. */
function unreadControls(decisions: AccessDecision[]): string[] {
  const layersOf = new Map<string, Set<string>>();
  for (const { unreadControls: unread = [] } of decisions) {
    for (const { layer, reason = '' } of unread) {
      const layers = layersOf.get(reason) ?? new Set();
      layers.add(layer === 'service-control' ? 'SCPs' : 'RCPs');
      layersOf.set(reason, layers);
    }
  }
  const sentences = [...layersOf].map(([reason, layers]) =>
    `${[...layers]
      .sort()
      .reverse()
      .join(' and ')} were not read, and may reduce it. ${reason}`.trim(),
  );
  const rest = sentences.length - MOST_NAMES;
  return [
    ...sentences.slice(0, MOST_NAMES),
    ...(rest > 0
      ? [`For ${rest} more reasons, other SCPs and RCPs were not read.`]
      : []),
  ];
}

/** What an answer to "who can" does not know of, as sentences. */
export function limitationsOf(
  { resource }: AccessQuestion,
  decisions: Iterable<AccessDecision>,
  scopes: Scope[],
  resourcePolicy: 'read' | 'absent' | 'not-read' = 'not-read',
): string[] {
  const all = [...decisions];
  const sides = new Set(all.flatMap(({ resourceSide }) => resourceSide ?? []));
  const invalid = [...new Set(all.flatMap(({ invalid: names = [] }) => names))];
  const resourceSays =
    sides.size > 0
      ? [...sides].map(
          side => `${side} That policy was not read: it has to allow it too.`,
        )
      : RESOURCE_POLICY[resourcePolicy];
  const isOfUnknownAccount =
    resource !== '*' && parseArn(resource)?.accountId === '';
  return [
    ...resourceSays,
    ...(parseArn(resource)?.service === 'kms' ? [KEY_GRANTS] : []),
    ...(isOfUnknownAccount
      ? [
          'The ARN does not say in which account the resource is: each role is taken to be in the same one.',
        ]
      : []),
    ...(resource.length > 1 && resource.endsWith('*')
      ? [
          'A * in the resource stands for a name that is in no narrower pattern: roles that reach only some of these resources are left out.',
        ]
      : []),
    ...(invalid.length > 0
      ? [
          `Policies whose documents are not valid were left out: ${shortList(
            invalid,
          )}.`,
        ]
      : []),
    ...unreadControls(all),
    NEVER_READ,
    ...scopes
      .filter(({ kind, state }) => kind === 'account' && state === 'stale')
      .map(
        ({ name, completedAt }) =>
          `Account ${name} could not be read lately: its roles are those of ${
            completedAt ?? 'no scan yet'
          }.`,
      ),
  ];
}
