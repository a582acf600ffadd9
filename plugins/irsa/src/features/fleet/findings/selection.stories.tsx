import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import { fill } from '../../../__testUtils__/fill';
import { findTable, renderFleet } from '../../../__testUtils__/renderFleet';

const REASON = 'The service is switched off next week.';

/** Selects the first rows of the table. */
async function select(count: number) {
  const grid = await findTable('Findings');
  const [, ...boxes] = within(grid).getAllByRole('checkbox');
  for (const box of boxes.slice(0, count)) await userEvent.click(box);
  return screen.findByRole('region', { name: 'Selection' });
}

async function accept(bar: HTMLElement) {
  // The permission result of the previous test is cached until it is requested again.
  await userEvent.click(
    await within(bar).findByRole('button', { name: 'Accept' }),
  );
  const dialog = await screen.findByRole('dialog');
  await fill(within(dialog).getByRole('textbox', { name: /Reason/ }), REASON);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Accept' }));
  return dialog;
}

const accepted = (asked: () => string[]) =>
  asked().filter(path => path.endsWith('/acceptance'));

describe('selected findings', () => {
  it('are accepted together with one reason', async () => {
    const { asked } = renderFleet('/irsa/findings');
    const bar = await select(3);
    expect(bar).toHaveTextContent('3 selected');
    await accept(bar);
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Selection' }),
      ).not.toBeInTheDocument(),
    );
    expect(new Set(accepted(asked)).size).toBe(3);
  });

  it('show how many could not be accepted, and why, and only those stay selected', async () => {
    let count = 0;
    const { asked } = renderFleet('/irsa/findings', {
      override: path => {
        if (!path.endsWith('/acceptance')) return undefined;
        count += 1;
        return count === 2
          ? failure(403, 'NotAllowedError', 'You asked for this access.')
          : undefined;
      },
    });
    const dialog = await accept(await select(3));
    expect(
      await within(dialog).findByText(
        /1 of 3 failed: You asked for this access\./,
      ),
    ).toBeInTheDocument();
    await screen.findByRole('dialog', { name: /^Accept: / });
    const dialogs = within(screen.getByRole('dialog'));
    await userEvent.click(dialogs.getByRole('button', { name: 'Accept' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    // The accepted findings are not accepted again.
    expect(accepted(asked)).toHaveLength(4);
  });

  it.each([
    ['service-account', '/verifications', false],
    ['role', '/scans', true],
  ])(
    'about a %s are verified again by %s',
    async (kind, path, isScanRequested) => {
      const { asked } = renderFleet(`/irsa/findings?subjectKind=${kind}`, {
        override: each =>
          each.endsWith('/verifications') ? json({}) : undefined,
      });
      const bar = await select(1);
      await userEvent.click(
        within(bar).getByRole('button', { name: 'Verify again' }),
      );
      await waitFor(() => expect(bar).not.toBeInTheDocument());
      expect(asked().some(each => each.endsWith(path))).toBe(true);
      const note = screen.queryByText(/^Scan requested\./);
      expect(note !== null).toBe(isScanRequested);
      if (note === null) return;
      expect(note).toHaveAttribute('role', 'status');
      await select(1);
      expect(note).toBeEmptyDOMElement();
    },
  );

  it('are added to an issue when an issue tracker is configured', async () => {
    renderFleet('/irsa/findings', {
      config: {
        irsa: {
          findings: {
            issueUrl: 'https://issues.example.com/?t={title}&b={body}',
          },
        },
      },
    });
    const link = within(await select(2)).getByRole('link', {
      name: 'Create issue',
    });
    const { searchParams } = new URL(String(link.getAttribute('href')));
    expect(searchParams.get('t')).toBe('AWS access: 2 findings');
    expect(searchParams.get('b')).toMatch(/^- critical: /);
  });
});
