import type { AccessGraphNode } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../translation';

/** The texts for a node: its name with the number of other nodes in its group, and its description. */
export interface GraphWords {
  nameOf(node: AccessGraphNode): string;
  aboutNode(node: AccessGraphNode): string;
}

/** Returns the texts for nodes, which are the same in the picture and the list. */
export function useGraphWords(): GraphWords {
  const { t } = useTranslationRef(irsaTranslationRef);
  const partsOf = (node: AccessGraphNode): string[] => [
    ...(node.members > 1 ? [t('graph.together', { count: node.members })] : []),
    ...(node.methods ?? []).map(method => t(`indirectAccess.${method}`)),
    ...(node.pods === undefined ? [] : [t('graph.pods', { count: node.pods })]),
    ...(node.level ? [t(`levelName.${node.level}`)] : []),
    ...(node.resources ?? []),
    ...(node.kind === 'service' && !node.resources
      ? [t('graph.allResources')]
      : []),
    ...(node.principals
      ? [t('graph.principals', { principals: node.principals.join(', ') })]
      : []),
  ];
  return {
    nameOf: ({ name, members }) =>
      members > 1 ? t('graph.andMore', { name, count: members - 1 }) : name,
    aboutNode: node => {
      const parts = partsOf(node);
      return (parts.length > 0 ? parts : [node.place ?? '']).join(' · ');
    },
  };
}
