import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import {
  allUsed,
  manual,
  neverUsed,
  operations,
  proposal,
  proposalFor,
  rightSizings,
} from '../../../../dev/fixtures/rightSizes';
import { drifted, verified } from '../../../../dev/fixtures/serviceAccounts';
import { answered } from '../../../__testUtils__/answered';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderHealth = tabReading();
const renderTab: typeof renderHealth = (accounts, options) =>
  renderHealth(accounts, { initialRoute: '/permissions', ...options });

const ours = { ...drifted, drift: [] };
const SLOW = { timeout: 5000 };
const PROPOSALS = /\/right-size-proposals$/;

async function find() {
  const part = await section('Right-size');
  await userEvent.click(
    part.getByRole('button', { name: 'Find unused access' }),
  );
  return part;
}

type Part = Awaited<ReturnType<typeof find>>;
const itemOf = async (part: Part, title: string) => {
  const list = await part.findByRole('list', {
    name: 'Services that are granted',
  });
  const item = within(list)
    .getAllByRole('listitem')
    .find(one => within(one).queryByText(title));
  return within(item!);
};

describe('right-sizing', () => {
  it('requests a report from AWS only on demand, and says that it takes a while', async () => {
    let answer = () => {};
    const backend = renderTab([ours], {
      rightSize: proposalFor,
      override: path =>
        path.endsWith('/right-size-proposals')
          ? new Promise(resolve => {
              answer = () => resolve(undefined);
            })
          : undefined,
    });
    const part = await section('Right-size');
    const asked = () =>
      backend.mock.calls.filter(([url]) =>
        String(url).endsWith('/right-size-proposals'),
      ).length;
    expect(asked()).toBe(0);
    await userEvent.click(
      part.getByRole('button', { name: 'Find unused access' }),
    );
    expect(part.getByText(/This takes some seconds\.$/)).toBeInTheDocument();
    answer();
    expect(
      await part.findByText(/Live proofs do not count as use/),
    ).toBeInTheDocument();
    expect(asked()).toBe(1);
  });

  it('shows the confidence and reason for each service, and preselects those of high confidence', async () => {
    renderTab([ours], { rightSize: proposalFor });
    const part = await find();
    const sns = await itemOf(part, 'SNS');
    expect(sns.getByText('Unused, high confidence')).toBeInTheDocument();
    expect(
      sns.getByText('Granted by: grant publish on orders.'),
    ).toBeInTheDocument();
    expect(sns.getByRole('checkbox', { name: 'Remove SNS' })).toBeChecked();
    const sqs = await itemOf(part, 'SQS');
    expect(sqs.getByText('Unused, medium confidence')).toBeInTheDocument();
    expect(sqs.getByRole('checkbox')).not.toBeChecked();
    const kms = await itemOf(part, 'KMS');
    expect(kms.getByText('Unknown')).toBeInTheDocument();
    expect(kms.getByText(/may be encrypted with the key/)).toBeInTheDocument();
    const s3 = await itemOf(part, 'S3');
    expect(s3.getByText('Used in part')).toBeInTheDocument();
    expect(
      s3.getByRole('checkbox', {
        name: 'Remove only 1 unused action of S3: s3:deletebucket',
      }),
    ).not.toBeChecked();
    expect(part.getByText(/sns:Publish/)).toBeInTheDocument();
    expect(
      part.getByText('Update policy orders-7f3a without sns'),
    ).toBeInTheDocument();
  });

  it('plans again for each selection, and removes the selection step by step', async () => {
    const backend = renderTab([ours], {
      rightSize: proposalFor,
      operations: [operations.going, operations.done],
    });
    const part = await find();
    const sqs = await itemOf(part, 'SQS');
    await userEvent.click(sqs.getByRole('checkbox'));
    expect(await part.findByText(/sqs:SendMessage/)).toBeInTheDocument();
    const s3 = await itemOf(part, 'S3');
    await userEvent.click(s3.getByRole('checkbox'));
    const apply = await part.findByRole('button', {
      name: 'Remove unused access of 3 services',
    });
    expect(
      await part.findByText('Update policy orders-7f3a without sns, sqs, s3'),
    ).toBeInTheDocument();
    await userEvent.click(apply);
    expect(await part.findByText('Removing permissions…')).toBeInTheDocument();
    expect(
      await part.findByText(
        'Permissions removed; access verified.',
        undefined,
        SLOW,
      ),
    ).toBeInTheDocument();
    const posted = backend.mock.calls.find(
      ([url, init]) =>
        String(url).endsWith('/drifted/right-sizings') &&
        init?.method === 'POST',
    );
    expect(posted?.[1]).toMatchObject({
      headers: { Prefer: 'respond-async' },
      body: JSON.stringify({ drop: ['sns', 'sqs'], narrow: ['s3'] }),
    });
  });

  /** Returns a backend that holds each proposal until its function is called. */
  const withHeldProposals = (options: Parameters<typeof renderTab>[1] = {}) => {
    const answers: (() => void)[] = [];
    const backend = renderTab([ours], {
      rightSize: proposalFor,
      override: path =>
        PROPOSALS.test(path)
          ? new Promise(resolve => {
              answers.push(() => resolve(undefined));
            })
          : undefined,
      ...options,
    });
    const held = (count: number) =>
      waitFor(() => expect(answers).toHaveLength(count));
    return { answers, backend, held };
  };

  it('shows the plan for the last choice when an earlier choice is answered later', async () => {
    const { answers, backend, held } = withHeldProposals();
    const part = await find();
    await held(1);
    answers[0]();
    const sqs = (await itemOf(part, 'SQS')).getByRole('checkbox');
    await userEvent.click(sqs);
    await userEvent.click(sqs);
    await held(3);
    answers[2]();
    const button = part.getByRole('button', { name: /^Remove unused/ });
    await waitFor(() => expect(button).toBeEnabled());
    answers[1]();
    await answered(backend, PROPOSALS);
    expect(
      part.getByText('Update policy orders-7f3a without sns'),
    ).toBeInTheDocument();
  });

  it('drops a report that was requested before a removal succeeded', async () => {
    const { answers, backend, held } = withHeldProposals({
      operations: [operations.going, operations.done],
    });
    const part = await find();
    await held(1);
    answers[0]();
    await userEvent.click(
      await part.findByRole('button', { name: /^Remove unused/ }),
    );
    await userEvent.click(
      part.getByRole('button', { name: 'Read the report again' }),
    );
    await held(2);
    const done = 'Permissions removed; access verified.';
    await part.findByText(done, undefined, SLOW);
    answers[1]();
    await answered(backend, PROPOSALS);
    expect(
      part.queryByRole('list', { name: 'Services that are granted' }),
    ).toBeNull();
    expect(part.queryByText(/This takes some seconds/)).toBeNull();
  });

  it('removes nothing while nothing is selected', async () => {
    renderTab([ours], { rightSize: proposalFor });
    const part = await find();
    const sns = await itemOf(part, 'SNS');
    await userEvent.click(sns.getByRole('checkbox'));
    expect(
      await part.findByText('Choose the permissions to remove.'),
    ).toBeInTheDocument();
    expect(
      part.queryByRole('button', { name: /^Remove/ }),
    ).not.toBeInTheDocument();
  });

  it('shows which rule the plan violates', async () => {
    renderTab([ours], {
      rightSize: request => {
        const made = proposalFor(request);
        return {
          ...made,
          plan: made.plan && {
            ...made.plan,
            violations: [
              { field: 'tags', rule: 'required', message: 'Tag it with team.' },
            ],
          },
        };
      },
    });
    const part = await find();
    expect(await part.findByText(/Tag it with team/)).toBeInTheDocument();
    expect(
      part.getByRole('button', { name: 'Remove unused access of 1 service' }),
    ).toBeDisabled();
  });

  it('says that every permission is used', async () => {
    renderTab([ours], { rightSize: allUsed });
    const part = await find();
    expect(
      await part.findByText('Everything that is granted is used.'),
    ).toBeInTheDocument();
    expect(part.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('does not say that every permission is used when none is granted', async () => {
    renderTab([ours], { rightSize: { ...allUsed, services: [] } });
    const part = await find();
    expect(await part.findByText('No service is granted.')).toBeInTheDocument();
    expect(part.queryByText('Everything that is granted is used.')).toBeNull();
  });

  it('proposes to remove permissions that were never used', async () => {
    renderTab([ours], { rightSize: neverUsed });
    const part = await find();
    expect(
      await part.findByText('This role was never used (high confidence)'),
    ).toBeInTheDocument();
    expect(
      await part.findByRole('button', { name: 'Remove AWS access…' }),
    ).toBeInTheDocument();
  });

  it('shows policies and commands for a role that Backstage does not change', async () => {
    renderTab([verified], { rightSize: manual });
    const part = await find();
    expect(
      await part.findByText(/it is managed by Terraform/),
    ).toBeInTheDocument();
    expect(
      part.getByRole('group', { name: 'Change of policy orders' }),
    ).toHaveTextContent('sns:*');
    expect(
      part.getByRole('list', { name: 'Removal commands' }),
    ).toHaveTextContent('create-policy-version');
    expect(part.getByRole('list', { name: 'Undo commands' })).toHaveTextContent(
      'set-default-policy-version',
    );
    expect(
      part.queryByRole('button', { name: /^Remove/ }),
    ).not.toBeInTheDocument();
  });

  it('offers no checkbox for a role that Backstage cannot change', async () => {
    const { manual: _, ...rest } = manual;
    renderTab([verified], { rightSize: { ...rest, method: 'none' } });
    const part = await find();
    expect(await part.findByText('Cannot be changed here')).toBeInTheDocument();
    expect(part.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('names the missing permission when there is no report', async () => {
    renderTab([ours], {
      override: path =>
        path.endsWith('/right-size-proposals')
          ? failure(
              503,
              'ServiceUnavailableError',
              'The right iam:GenerateServiceLastAccessedDetails is missing.',
            )
          : undefined,
    });
    const part = await find();
    expect(await part.findByRole('alert')).toHaveTextContent(
      'Could not read the report: The right iam:GenerateServiceLastAccessedDetails is missing.',
    );
  });

  it('hides the button without update permission', async () => {
    renderTab([{ ...ours, id: 'not-mine' }], {
      rightSize: proposal,
      authorize: ({ permission }: EvaluatePermissionRequest) =>
        permission.name === 'irsa.service-account.update'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
    const part = await find();
    expect(
      await part.findByText(
        'Read-only. To change it, you must belong to its recorded owner and have the permission irsa.service-account.update.',
      ),
    ).toBeInTheDocument();
    expect(
      part.queryByRole('button', { name: /^Remove/ }),
    ).not.toBeInTheDocument();
  });

  it('is read-only while access is cut off', async () => {
    const cutOff = {
      at: new Date().toISOString(),
      by: 'user:default/ada',
      reason: 'leaked keys',
    };
    renderTab([{ ...ours, cutOff }], { rightSize: proposal });
    const part = await find();
    expect(
      await part.findByText('Read-only while AWS access is cut off.'),
    ).toBeInTheDocument();
    expect(part.queryByText(/recorded owner/)).not.toBeInTheDocument();
  });

  it('undoes a removal, and shows why an undo failed', async () => {
    const backend = renderTab([ours], {
      rightSizings,
      operations: [operations.going, operations.failed],
    });
    const part = await section('Right-size');
    const list = await part.findByRole('list', { name: 'Previous removals' });
    const [second, first] = within(list).getAllByRole('listitem');
    expect(second).toHaveTextContent(/sns, s3 in part – .*\(Removed\)/);
    expect(first).toHaveTextContent(/sqs – .*\(Restored\)/);
    expect(within(first).queryByRole('button')).not.toBeInTheDocument();
    await userEvent.click(
      within(second).getByRole('button', {
        name: 'Undo: restore sns, s3 in part',
      }),
    );
    expect(await part.findByText('Restoring permissions…')).toBeInTheDocument();
    expect(
      await part.findByText(
        'Could not restore the permissions: iam:CreatePolicyVersion is missing.',
        undefined,
        SLOW,
      ),
    ).toBeInTheDocument();
    expect(
      backend.mock.calls.some(
        ([url, init]) =>
          String(url).endsWith('/drifted/right-sizings/second/undo') &&
          init?.method === 'POST',
      ),
    ).toBe(true);
  });
});
