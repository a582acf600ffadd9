import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderingOf } from '../../../../dev/fixtures/renderings';
import {
  managed,
  moving,
  unannotated,
  waiting,
} from '../../../../dev/fixtures/otherWays';
import { planOf } from '../../../../dev/fixtures/specPlans';
import {
  podIdentity,
  verified,
} from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderTab = tabReading();

async function buttons() {
  await screen.findByRole('button', { name: 'Verify now' });
  return screen.getAllByRole('button').map(({ textContent }) => textContent);
}

describe('the delivery of the role to pods', () => {
  it.each([
    ['by IRSA', verified],
    ['by EKS Pod Identity', podIdentity],
  ])('is described in words: %s', async (words, account) => {
    renderTab([account]);
    await section('Chain');
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(
      screen.queryByText(/Both mechanisms are set/),
    ).not.toBeInTheDocument();
  });

  it('says which mechanism wins, and why, when both are set', async () => {
    renderTab([moving]);
    await section('Chain');
    expect(
      screen.getByText(
        /EKS Pod Identity wins over the annotation: new pods get the role of their association/,
      ),
    ).toBeInTheDocument();
  });

  it('names both roles when they differ', async () => {
    const annotatedRoleArn = 'arn:aws:iam::111122223333:role/old';
    renderTab([{ ...moving, annotatedRoleArn }]);
    await section('Chain');
    expect(
      screen.getByText(/get role payments-5e1d, not old, which the annotation/),
    ).toBeInTheDocument();
  });
});

describe('a pending delivery', () => {
  it('has its own state and is not reported as broken', async () => {
    renderTab([waiting]);
    const note = await section('Pending delivery');
    expect(
      note.getByText(/Pending delivery: requested as Terraform/),
    ).toHaveTextContent(/\d+ min ago/);
    expect(note.getByText(/^Nothing is broken\./)).toBeInTheDocument();
    expect(screen.getByText('Pending delivery')).toBeInTheDocument();
    expect(
      screen
        .queryAllByText('Unknown')
        .filter(badge => badge.hasAttribute('data-status')),
    ).toEqual([]);
  });

  it('shows what to change in the chart of its ServiceAccount', async () => {
    renderTab([unannotated], { plan: planOf });
    const note = await section('Pending delivery');
    expect(note.getByText(/^Nothing is broken\. Annotate/)).toBeInTheDocument();
    expect(screen.getByText('Pending delivery')).toBeInTheDocument();
    await userEvent.click(note.getByText('Annotation to set'));
    expect(
      await note.findByText(/role-arn: arn:aws:iam::111122223333:role/),
    ).toBeInTheDocument();
  });

  it('can be removed but not migrated', async () => {
    renderTab([waiting]);
    await section('Pending delivery');
    expect(
      await screen.findByRole('button', { name: 'Remove AWS access…' }),
    ).toBeInTheDocument();
    expect(await buttons()).not.toContain('Migrate to EKS Pod Identity…');
  });
});

describe('an account that another tool manages', () => {
  it('shows the tool, the evidence, and where to make changes', async () => {
    renderTab([managed]);
    const note = await section('Managed by another tool');
    expect(
      note.getByText('Managed by CloudFormation orders'),
    ).toBeInTheDocument();
    expect(
      note.getByText(
        /Change it in CloudFormation.*aws:cloudformation:stack-name: orders/,
      ),
    ).toBeInTheDocument();
  });

  it('has no actions that would change it', async () => {
    renderTab([managed]);
    await section('Managed by another tool');
    await section('Drift detected');
    const offered = await buttons();
    for (const name of ['Reconcile…', 'Adopt…', 'Remove AWS access…']) {
      expect(offered).not.toContain(name);
    }
    expect(offered.join()).not.toMatch(/Migrate/);
  });

  it('has the files that reconcile it, in the format of the tool', async () => {
    const backend = renderTab([managed], { render: renderingOf });
    const note = await section('Managed by another tool');
    await userEvent.click(
      note.getByText('Files that reconcile it, for CloudFormation'),
    );
    const files = within(await note.findByRole('tablist', { name: 'Files' }));
    expect(files.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'template.yaml',
      'service-account.yaml',
    ]);
    expect(
      await note.findByText('# template.yaml of production/orders'),
    ).toBeInTheDocument();
    const asked = backend.mock.calls.find(([url]) =>
      String(url).endsWith('/renderings'),
    );
    expect(JSON.parse(String(asked?.[1]?.body))).toEqual({
      spec: managed.spec,
      format: 'cloudformation',
      createResources: false,
    });
  });

  it('has no files when it is in sync', async () => {
    renderTab([{ ...managed, drift: [] }]);
    const note = await section('Managed by another tool');
    expect(note.queryByText(/The files that bring/)).not.toBeInTheDocument();
  });
});
