import { timeText } from '../model/timeText';
import { formatServiceAccountRef } from '../model/serviceAccountRef';
import type { Wave, WaveItem } from '../model/types';
import { ITEM_STATES, totalOf } from './states';

/** The columns of the report table. */
export const WAVE_COLUMNS = [
  'serviceAccount',
  'entityRef',
  'owner',
  'state',
  'reason',
  'blockers',
  'endedAt',
];

/** Returns one row of the report table. */
export function waveRow(item: WaveItem): Record<string, string> {
  return {
    serviceAccount: formatServiceAccountRef(item),
    entityRef: item.entityRef ?? '',
    owner: item.owner ?? '',
    state: item.state,
    reason: item.reason ?? '',
    blockers: item.blockers
      .map(({ rule, message }) => `${rule}: ${message}`)
      .join(' '),
    endedAt: item.endedAt ?? '',
  };
}

/** Returns the title of a wave. */
export function waveTitle(
  wave: Pick<Wave, 'kind' | 'cluster' | 'toCluster'>,
): string {
  return wave.kind === 'clone'
    ? `Clone ${wave.cluster} to ${wave.toCluster ?? ''}`
    : `Move ${wave.cluster} to EKS Pod Identity`;
}

/** Escapes text for a cell of a Markdown table. */
function cell(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Returns the report of a wave as Markdown, for a change request. */
export function waveMarkdown(wave: Wave, items: readonly WaveItem[]): string {
  const { counts, createdBy, createdAt, state } = wave;
  const tally = ITEM_STATES.filter(each => counts[each] > 0).map(
    each => `${counts[each]} ${each}`,
  );
  const facts = [
    `State: ${state}`,
    `Items: ${totalOf(counts)} (${tally.join(', ')})`,
    `Created by ${cell(createdBy)} at ${timeText(createdAt)}`,
    ...(wave.reason === undefined ? [] : [`Reason: ${cell(wave.reason)}`]),
    ...(wave.changeNumber === undefined
      ? []
      : [`Change: ${cell(wave.changeNumber)}`]),
  ];
  const rows = items.map(item => {
    const { serviceAccount, owner, reason, blockers } = waveRow(item);
    const told = [serviceAccount, owner, item.state, reason || blockers];
    return `| ${told.map(cell).join(' | ')} |`;
  });
  return [
    `# ${cell(waveTitle(wave))}`,
    '',
    ...facts.map(fact => `- ${fact}`),
    '',
    '| ServiceAccount | Owner | State | Reason |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
