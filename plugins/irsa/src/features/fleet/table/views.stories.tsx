import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fill } from '../../../__testUtils__/fill';
import { FIRST_RENDER, renderFleet } from '../../../__testUtils__/renderFleet';

const lastList = (asked: () => string[]) =>
  asked()
    .filter(path => path.startsWith('/findings?'))
    .pop();

/** Presses the button that shows only what the reader's teams own, once it is usable. Returns the button. */
async function pressMyTeams(): Promise<HTMLElement> {
  const button = await screen.findByRole(
    'button',
    { name: 'My teams' },
    FIRST_RENDER,
  );
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  return button;
}

describe('table views', () => {
  it("show the resources of the reader's teams, at a URL that can be shared", async () => {
    const { asked } = renderFleet('/irsa/findings?severity=high');
    const mine = await pressMyTeams();
    await waitFor(() =>
      expect(lastList(asked)).toMatch(/[?&]owner=[a-z]+%3A.*&limit=20$/),
    );
    expect(mine).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(mine);
    await waitFor(() => expect(lastList(asked)).not.toContain('owner='));
  });

  it('name only as many teams as the API accepts: those that own rows of the table', async () => {
    const others = Array.from({ length: 60 }, (_, i) => `group:default/g${i}`);
    const { asked } = renderFleet('/irsa/findings', {
      ownership: [...others, 'group:default/payments'],
    });
    const mine = await pressMyTeams();
    await waitFor(() =>
      expect(lastList(asked)).toBe(
        '/findings?owner=group%3Adefault%2Fpayments&limit=20',
      ),
    );
    expect(mine).toHaveAttribute('aria-pressed', 'true');
  });

  it('send only as many values of a filter as the API accepts', async () => {
    const owners = Array.from({ length: 60 }, (_, i) => `group:default/g${i}`);
    const { asked } = renderFleet(`/irsa/findings?owner=${owners.join(',')}`);
    await waitFor(() => expect(lastList(asked)).toBeDefined(), FIRST_RENDER);
    const sent = new URLSearchParams(lastList(asked)?.split('?')[1]);
    expect(sent.get('owner')?.split(',')).toHaveLength(50);
  });

  it('offer no more values of a filter than the API accepts', async () => {
    const checks = Array.from({ length: 50 }, (_, i) => `check-${i}`);
    renderFleet(`/irsa/findings?check=${checks.join(',')}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Filter' }, FIRST_RENDER),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Check' }),
    );
    // Only checks that exist have findings.
    const others = () =>
      screen.findAllByRole('menuitemcheckbox', { name: /\([1-9]\d*\)$/ });
    for (const other of await others()) {
      expect(other).toHaveAttribute('aria-disabled', 'true');
    }
    const chosen = screen.getByRole('menuitemcheckbox', { name: /^check-7\b/ });
    expect(chosen).not.toHaveAttribute('aria-disabled');
    await userEvent.click(chosen);
    for (const other of await others()) {
      await waitFor(() => expect(other).not.toHaveAttribute('aria-disabled'));
    }
  });

  it('are saved by name, opened again, and removed', async () => {
    const { asked } = renderFleet('/irsa/findings?severity=high&sort=age');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Views' }, FIRST_RENDER),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Save this view' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'Enter a name.',
    );
    await fill(within(dialog).getByRole('textbox', { name: /Name/ }), 'Oldest');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await screen.findByRole('button', { name: 'Oldest' });

    const chips = screen.getByRole('grid', { name: 'Filters' });
    await userEvent.click(within(chips).getByRole('button'));
    await waitFor(() => expect(lastList(asked)).not.toContain('severity'));
    await userEvent.click(screen.getByRole('button', { name: 'Views' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Oldest' }),
    );
    await waitFor(() =>
      expect(lastList(asked)).toBe('/findings?severity=high&sort=age&limit=20'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Oldest' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Remove Oldest' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Views' }),
    ).toBeInTheDocument();
  });
});
