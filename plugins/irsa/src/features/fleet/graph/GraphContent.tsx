import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { AccessGraph } from '../../../shared/accessGraph/AccessGraph';
import { FleetSection } from '../FleetSection';
import tableStyles from '../table/FleetTable.module.css';
import { ScopeInput } from './ScopeInput';
import { useGraphLinks } from './useGraphLinks';
import { useGraphScope } from './useGraphScope';

/** The tab "Graph": who reaches what through a component, a namespace, a role, or a ServiceAccount. The URL holds the choice. */
export function GraphContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { scope, name, choose, node, chooseNode } = useGraphScope();
  const linkOf = useGraphLinks();
  return (
    <FleetSection>
      <div className={tableStyles.part}>
        <Text as="h2" variant="title-x-small" weight="bold">
          {name === undefined ? t('graph.title') : t('graph.titleOf', { name })}
        </Text>
        <Text as="p" variant="body-small">
          {t('graph.text')}
        </Text>
        <ScopeInput name={name} onChoose={choose} />
      </div>
      {scope ? (
        <AccessGraph
          scope={scope}
          headings="h3"
          linkOf={linkOf}
          node={node}
          onChooseNode={chooseNode}
        />
      ) : (
        <Text variant="body-small" color="secondary">
          {t('graph.noChoice')}
        </Text>
      )}
    </FleetSection>
  );
}
