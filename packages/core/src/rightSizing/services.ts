import type { RightSizeProposal, RightSizeService } from '../model/types';
import {
  canCut,
  grantsService,
  namedActions,
  namedServices,
} from './cutDocument';
import { smallerGrant } from './smallerSpec';
import type { RightSizeInput, Source } from './types';
import { unusedActions } from './unusedActions';
import { judgeUse, type UseContext } from './use';

/** The services that can encrypt their data with KMS keys. Source: "AWS services integrated with AWS KMS". */
const ENCRYPTED = new Set([
  'dynamodb',
  'events',
  'kinesis',
  'logs',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
]);

/** Returns the proposal for each service that the sources name, or that they allow by a wildcard and that was used. */
export function judgeServices(
  input: RightSizeInput,
  sources: Source[],
  method: RightSizeProposal['method'],
  context: UseContext,
): RightSizeService[] {
  const named = sources.flatMap(({ document }) => namedServices(document));
  const used = input.uses
    .filter(({ lastAccessed }) => lastAccessed)
    .map(({ service }) => service)
    .filter(service =>
      sources.some(({ document }) => grantsService(document, service)),
    );
  const judged = [...new Set([...named, ...used])]
    .sort()
    .map(service => judgeService(service, input, sources, method, context));
  return judged.map(one => withKeysInMind(one, judged));
}

function judgeService(
  service: string,
  input: RightSizeInput,
  sources: Source[],
  method: RightSizeProposal['method'],
  context: UseContext,
): RightSizeService {
  const granting = sources.filter(({ document }) =>
    grantsService(document, service),
  );
  const use = input.uses.find(one => one.service === service);
  const judgement = judgeUse(use, context, grantedAt(granting));
  const keepReason = whyItStays(service, granting, method);
  const unused =
    use && judgement.decision === 'keep' && keepReason === undefined
      ? goingActions(unusedActions(use, context), granting, input)
      : [];
  return {
    service,
    title: input.catalogue.service(service)?.title ?? service,
    ...judgement,
    ...(unused.length > 0 && {
      decision: 'narrow',
      confidence: 'medium',
      reason: `${judgement.reason} AWS saw no use of ${
        unused.length === 1
          ? '1 granted action'
          : `${unused.length} granted actions`
      }, as far as it reports on actions.`,
      unusedActions: unused,
    }),
    sources: granting.map(({ title }) => title),
    ...(keepReason !== undefined && { keepReason }),
  };
}

/** Returns the latest possible time since which a service has been granted: the earliest date of its sources; undefined if none has a date. */
function grantedAt(sources: Source[]): Date | undefined {
  const dates = sources.flatMap(source => source.grantedAt ?? []);
  return dates.length > 0
    ? new Date(Math.min(...dates.map(Number)))
    : undefined;
}

/** Returns why a service cannot be removed; undefined if it can. */
function whyItStays(
  service: string,
  granting: Source[],
  method: RightSizeProposal['method'],
): string | undefined {
  const stuck = granting.find(({ document }) => !canCut(document, service));
  if (stuck) {
    return `${capitalized(
      stuck.title,
    )} allows it together with others through a wildcard: list the needed actions there.`;
  }
  const foreign = granting.find(({ kind }) => kind === 'foreign');
  return foreign && method !== 'manual'
    ? `It is granted by ${foreign.title}.`
    : undefined;
}

/** Returns the unused actions that can be removed from the policies that grant them. */
function goingActions(
  unused: string[],
  granting: Source[],
  { context }: RightSizeInput,
): string[] {
  const cut = { drop: new Set<string>(), actions: new Set(unused) };
  const going = granting.flatMap(({ grant, document }) => {
    if (!grant)
      return namedActions(document).filter(one => cut.actions.has(one));
    const [smaller] = smallerGrant(grant, cut, context);
    return smaller.access === grant.access
      ? []
      : namedActions(document).filter(one => cut.actions.has(one));
  });
  return [...new Set(going)].sort();
}

/** Keeps KMS undecided if a kept service can encrypt its data: AWS does not always report the use of its keys as a use by the role. */
function withKeysInMind(
  one: RightSizeService,
  all: RightSizeService[],
): RightSizeService {
  if (one.service !== 'kms' || one.decision !== 'drop') return one;
  const kept = all
    .filter(
      ({ service, decision }) => ENCRYPTED.has(service) && decision !== 'drop',
    )
    .map(({ title }) => title);
  return kept.length === 0
    ? one
    : {
        ...one,
        decision: 'undecided',
        confidence: 'low',
        reason: `${one.reason} Data in ${kept.join(
          ', ',
        )} may be encrypted with the key, and AWS may not report that as use.`,
      };
}

function capitalized(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
