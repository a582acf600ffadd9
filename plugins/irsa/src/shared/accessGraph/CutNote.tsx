import type { AccessGraph, AccessGraphNode } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiScissorsCutLine } from '@remixicon/react';
import { useFormats } from '../ui/useFormats';
import { irsaTranslationRef } from '../../translation';
import { Note } from '../ui/Note';
import { useGraphWords } from './useGraphWords';

type Kind = AccessGraphNode['kind'];

/** Returns the kind of change that removes an edge, as used in translation keys. */
function changeOf(from: Exclude<Kind, 'service'>, to: Kind) {
  if (from === 'subject' && to !== 'binding') return 'principal';
  if (to === 'assumed-role') return 'chain';
  return from === 'workload' && to === 'role' ? 'nodeRole' : from;
}

/** Explains which edge is best to cut, how to do that, and what access is lost. */
export function CutNote({ graph }: { graph: AccessGraph }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { nameOf } = useGraphWords();
  const { number } = useFormats();
  const { bestCut, nodes, paths } = graph;
  const [from, to] = [bestCut?.from, bestCut?.to].map(id =>
    nodes.find(node => node.id === id),
  );
  if (!bestCut || !from || !to || from.kind === 'service') {
    return <Text variant="body-small">{t('graph.noCut')}</Text>;
  }
  const names = { from: nameOf(from), to: nameOf(to) };
  const isOfRbac = from.kind === 'binding' || to.kind === 'binding';
  return (
    <Note
      label={t('graph.cutTitle')}
      icon={RiScissorsCutLine}
      tone="warning"
      title={`${t('graph.cutTitle')}: ${names.from} → ${names.to}`}
    >
      <Text as="p" variant="body-small">
        {[
          t(`graph.cut.${changeOf(from.kind, to.kind)}`, names),
          t('graph.cutPaths', {
            paths: number(bestCut.paths),
            total: number(paths),
          }),
          bestCut.pods === 0
            ? t('graph.cutNoPods')
            : t('graph.cutPods', { count: bestCut.pods }),
          ...(isOfRbac ? [t('graph.cutPermissions')] : []),
        ].join(' ')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('graph.cutRule')}
      </Text>
    </Note>
  );
}
