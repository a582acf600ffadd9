import { waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../../__testUtils__/renderCard';
import { failure, json } from '../../../dev/fixtures/irsaBackend';
import {
  broken,
  degraded,
  verified,
} from '../../../dev/fixtures/serviceAccounts';

const VERIFY = { name: 'Verify now' };

describe('EntityAccessCard', () => {
  describe('Verify now', () => {
    it('shows each step, requests the live proof, and then shows the new state', async () => {
      let account = broken;
      let finish = () => {};
      const { inCard, backend } = await renderCard([broken], {
        override: async path => {
          if (path.startsWith('/entities/')) return json({ items: [account] });
          await new Promise<void>(resolve => {
            finish = resolve;
          });
          account = { ...broken, verification: verified.verification };
          return json(account.verification);
        },
      });
      await userEvent.click(await inCard.findByRole('button', VERIFY));

      const steps = within(
        await inCard.findByRole('list', { name: 'Verification' }),
      ).getAllByRole('listitem');
      expect(steps.map(step => step.textContent)).toEqual([
        'prod-eu · production/shippingVerifying…',
      ]);
      expect(backend).toHaveBeenLastCalledWith(
        'http://localhost:7007/api/irsa/v1/service-accounts/broken/verifications',
        expect.objectContaining({ method: 'POST', body: '{"live":true}' }),
      );

      finish();
      expect(await inCard.findByText('Verified')).toBeInTheDocument();
      expect(inCard.queryByText('Broken')).not.toBeInTheDocument();
      expect(
        inCard.queryByRole('list', { name: 'Verification' }),
      ).not.toBeInTheDocument();
      expect(inCard.getByText('Verification finished.')).toBeInTheDocument();
    });

    it('stops after too many requests and says when to retry', async () => {
      const { inCard, backend } = await renderCard([broken, degraded], {
        override: path =>
          path.endsWith('/verifications')
            ? failure(429, 'TooManyRequestsError', 'Limit reached', {
                'Retry-After': '40',
              })
            : undefined,
      });
      await userEvent.click(await inCard.findByRole('button', VERIFY));
      const list = await inCard.findByRole('list', { name: 'Verification' });
      await waitFor(() =>
        expect(
          within(list)
            .getAllByRole('listitem')
            .map(step => step.textContent),
        ).toEqual([
          'prod-eu · production/shippingToo many verifications just now. Try again in 40 s.',
          'prod-eu · production/billingNot verified',
        ]),
      );
      const posts = backend.mock.calls.filter(
        ([, init]) => init?.method === 'POST',
      );
      expect(posts).toHaveLength(1);

      await userEvent.click(inCard.getByRole('button', { name: 'Close' }));
      expect(
        inCard.queryByRole('list', { name: 'Verification' }),
      ).not.toBeInTheDocument();
    });

    it.each([
      [403, 'NotAllowedError', 'No permission to verify it: Because.'],
      [500, 'Error', 'The verification failed: Because.'],
    ])('says why verification failed with %i', async (status, name, words) => {
      const { inCard } = await renderCard([verified], {
        override: path =>
          path.endsWith('/verifications')
            ? failure(status, name, 'Because.')
            : undefined,
      });
      await userEvent.click(await inCard.findByRole('button', VERIFY));
      expect(await inCard.findByText(words)).toBeInTheDocument();
    });
  });

  it.each([
    ['Copy prod-eu/production/billing', 'prod-eu/production/billing'],
    [
      'Copy the ARN of billing-20c1',
      'arn:aws:iam::111122223333:role/backstage/billing-20c1',
    ],
    [
      'Copy command 1',
      'kubectl --context prod-eu -n production rollout restart deployment/billing',
    ],
  ])('%s', async (name, text) => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    const { inCard } = await renderCard([degraded]);
    await user.click(await inCard.findByText('1 command'));
    await user.click(await inCard.findByRole('button', { name }));
    expect(writeText).toHaveBeenCalledWith(text);
    expect(inCard.getByText('Copied')).toBeInTheDocument();
  });

  it('says that the browser does not allow copying', async () => {
    const user = userEvent.setup();
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new DOMException('Denied', 'NotAllowedError'));
    const { inCard } = await renderCard([verified]);
    await user.click(
      await inCard.findByRole('button', { name: /Copy the ARN/ }),
    );
    expect(
      inCard.getByText('The browser did not allow copying'),
    ).toBeInTheDocument();
  });
});
