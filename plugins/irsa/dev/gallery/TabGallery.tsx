import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container, Flex } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { EntityAccessContent } from '../../src/features/entityTab/EntityAccessContent';
import { DEFAULT_TEMPLATE } from '../../src/template';
import { ENTITIES } from './entities';

/** The gallery of the tab in the state that the URL names (`?state=degraded`), or in all states. */
export function TabGallery() {
  const [params] = useSearchParams();
  const state = params.get('state');
  const shown = ENTITIES.filter(
    ({ metadata: { name } }) => !state || name === state,
  );
  return (
    <Container>
      <Flex direction="column" gap="8">
        {shown.map(entity => (
          <div key={entity.metadata.name} data-testid={entity.metadata.name}>
            <EntityProvider entity={entity}>
              <EntityAccessContent template={DEFAULT_TEMPLATE} />
            </EntityProvider>
          </div>
        ))}
      </Flex>
    </Container>
  );
}
