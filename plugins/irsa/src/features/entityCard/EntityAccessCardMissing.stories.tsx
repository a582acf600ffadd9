import { act } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../../__testUtils__/renderCard';
import { failure } from '../../../dev/fixtures/irsaBackend';
import { verified } from '../../../dev/fixtures/serviceAccounts';

describe('EntityAccessCard', () => {
  describe('without an account', () => {
    it('offers the template', async () => {
      const { inCard } = await renderCard([]);
      expect(
        await inCard.findByText(
          'This component has no AWS access that you can read.',
        ),
      ).toBeInTheDocument();
      expect(
        await inCard.findByRole('link', { name: 'Add AWS access' }),
      ).toHaveAttribute(
        'href',
        '/create/templates/default/add-aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
      );
      expect(
        inCard.queryByRole('button', { name: 'Verify now' }),
      ).not.toBeInTheDocument();
    });

    it('offers the template that the app configures', async () => {
      const { inCard } = await renderCard([], {
        config: [
          {
            'entity-card:irsa/access': {
              config: { template: 'template:platform/aws-access' },
            },
          },
        ],
      });
      expect(
        await inCard.findByRole('link', { name: 'Add AWS access' }),
      ).toHaveAttribute(
        'href',
        '/create/templates/platform/aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
      );
    });

    it('offers no template when the app disables it', async () => {
      const { inCard } = await renderCard([], {
        bindings: { 'irsa.template': false },
      });
      expect(
        await inCard.findByText(
          'This component has no AWS access that you can read.',
        ),
      ).toBeInTheDocument();
      // The identity of the reader loads a moment later.
      await act(async () => {});
      expect(inCard.queryByRole('link')).not.toBeInTheDocument();
    });

    it('says that the service account named in the catalog is unknown', async () => {
      const { card, inCard } = await renderCard([], {
        annotation: 'prod-eu/production/orders',
      });
      expect(
        await inCard.findByText(
          /^The annotation names .*, but Backstage has no data for it/,
        ),
      ).toBeInTheDocument();
      expect(card).toHaveTextContent('prod-eu/production/orders');
      expect(inCard.queryByRole('link')).not.toBeInTheDocument();
    });

    it('says that the annotation is not a valid reference', async () => {
      const { inCard } = await renderCard([], {
        annotation: 'production/orders',
      });
      expect(
        await inCard.findByText(
          'The annotation backstage-irsa.dev/service-account names production/orders. It must be <cluster>/<namespace>/<name>.',
        ),
      ).toBeInTheDocument();
    });
  });

  describe('when the access cannot be read', () => {
    it.each([
      [
        failure(403, 'NotAllowedError', 'Permission denied'),
        'No permission to read the AWS access of this component: Permission denied',
      ],
      [
        failure(404, 'NotFoundError', 'No such entity'),
        'The irsa backend does not know this component: No such entity',
      ],
      [
        failure(503, 'ServiceUnavailableError', 'The database is down'),
        'The irsa backend answered: The database is down',
      ],
    ])('shows the reason: %#', async (response, words) => {
      const { inCard } = await renderCard([], { override: () => response });
      const alert = await inCard.findByRole('alert');
      expect(alert).toHaveTextContent('Could not read AWS access');
      expect(alert).toHaveTextContent(words);
    });

    it('can be retried', async () => {
      let up = false;
      const { inCard } = await renderCard([verified], {
        override: () => {
          if (up) return undefined;
          throw new TypeError('Failed to fetch');
        },
      });
      expect(await inCard.findByRole('alert')).toHaveTextContent(
        'The irsa backend cannot be reached: Failed to fetch',
      );
      up = true;
      await userEvent.click(inCard.getByRole('button', { name: 'Try again' }));
      expect(await inCard.findByText('Verified')).toBeInTheDocument();
    });
  });
});
