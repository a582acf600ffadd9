import { formatServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container, Flex } from '@backstage/ui';
import { EntityAccessCard } from '../../src/components/EntityAccessCard';
import { DEFAULT_TEMPLATE } from '../../src/template';
import { component } from '../fixtures/entities';
import { verified } from '../fixtures/serviceAccounts';

const ENTITIES = [
  ...[
    'verified',
    'degraded',
    'broken',
    'unknown',
    'unverified',
    'several',
    'empty',
    'loading',
    'failing',
  ].map(name => component(name)),
  component('unread', formatServiceAccountRef(verified)),
  component('invalid', 'production/orders'),
];

/** The card in each of its states. */
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
