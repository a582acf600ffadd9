import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container, Flex } from '@backstage/ui';
import { EntityAccessCard } from '../../src/features/entityCard/EntityAccessCard';
import { DEFAULT_TEMPLATE } from '../../src/template';
import { ENTITIES } from './entities';

/** The gallery of the card in each of its states. */
export function Gallery() {
  return (
    <Container>
      <Flex direction="column" gap="4">
        {ENTITIES.map(entity => (
          <div key={entity.metadata.name} data-testid={entity.metadata.name}>
            <EntityProvider entity={entity}>
              <EntityAccessCard template={DEFAULT_TEMPLATE} />
            </EntityProvider>
          </div>
        ))}
      </Flex>
    </Container>
  );
}
