import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { limited } from '../../../../dev/fixtures/permissions';
import {
  deniedByOrganization,
  simulate,
} from '../../../../dev/fixtures/simulations';
import { verified } from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';
import { fill } from '../../../__testUtils__/fill';

const renderPermissions = tabReading('permissions');

/** Renders the tab without the permitted services, so that answers come only from the policy documents. */
const renderTab = (
  accounts: Parameters<typeof renderPermissions>[0],
  options?: Parameters<typeof renderPermissions>[1],
) =>
  renderPermissions(accounts, {
    permissions: { verified: { ...limited, services: [], risks: [] } },
    ...options,
  });

const UPLOAD = 'arn:aws:s3:::orders-uploads/invoice.pdf';

const OURS = { name: 'By the policies read' };
const AWS = { name: 'By AWS' };

async function ask(action: string, resource: string) {
  const user = userEvent.setup();
  const canIt = await section('Can it …?');
  await user.click(canIt.getByRole('combobox', { name: /Action/ }));
  await user.paste(action);
  await user.tab();
  await user.paste(resource);
  await user.tab();
  await user.click(canIt.getByRole('button', { name: 'Ask' }));
  return { user, canIt, ours: await canIt.findByRole('group', OURS) };
}

describe('CanIt', () => {
  it('shows what is allowed, by which statement, and what was not read', async () => {
    const backend = renderTab([verified]);
    const { user, ours } = await ask('s3:PutObject', UPLOAD);
    expect(ours).toHaveTextContent("Allowed by the role's policies");
    expect(ours).toHaveTextContent(
      "Allowed by the role's policies; organization policies not read.",
    );
    expect(backend).toHaveBeenCalledWith(
      'http://localhost:7007/api/irsa/v1/service-accounts/verified/simulations',
      expect.objectContaining({
        method: 'POST',
        body: JSON.stringify({
          requests: [{ action: 's3:PutObject', resource: UPLOAD }],
          useAwsSimulator: false,
        }),
      }),
    );
    await user.click(
      within(ours).getByRole('button', {
        name: 'orders-7f3a, statement 1 (Uploads)',
      }),
    );
    expect(
      screen.getByRole('region', { name: 'Document of orders-7f3a' }),
    ).toHaveFocus();
  });

  it('names the question of a result that is still shown while the form has another one', async () => {
    renderTab([verified]);
    const { user, canIt } = await ask('s3:PutObject', UPLOAD);
    const action = canIt.getByRole('combobox', { name: /Action/ });
    await user.clear(action);
    await user.click(action);
    await user.paste('s3:DeleteObject');
    await user.tab();
    expect(canIt.getByRole('group', OURS)).toHaveTextContent('Allowed');
    expect(
      canIt.getByText('Result for', { exact: false, selector: 'p' }),
    ).toHaveTextContent(`Result for s3:PutObject on ${UPLOAD}`);
  });

  it('says that the action is allowed, without caveats, when every layer was read', async () => {
    renderTab([verified], {
      simulate: (...args) => ({
        ...simulate(...args),
        layers: [{ layer: 'identity', state: 'read' }],
      }),
    });
    const { ours } = await ask('s3:PutObject', UPLOAD);
    expect(within(ours).getByText('Allowed')).toBeInTheDocument();
  });

  it('shows warnings about the request and its policies', async () => {
    renderTab([verified], {
      simulate: (...args) => ({
        ...simulate(...args),
        warnings: [
          {
            cause: 'unknown-action',
            message: 'Unknown AWS action s3:PutObjekt.',
          },
        ],
        invalidPolicies: [
          {
            layer: 'identity',
            policy: 'orders-7f3a',
            path: 'Statement[0].Effect',
            reason: 'Effect must be "Allow" or "Deny".',
          },
        ],
      }),
    });
    const { ours } = await ask('s3:PutObjekt', UPLOAD);
    expect(ours).toHaveTextContent(
      'Check the requestUnknown AWS action s3:PutObjekt.' +
        'Policy orders-7f3a is invalid. Its statements are ignored: Effect must be "Allow" or "Deny".',
    );
  });

  it('shows what is missing when nothing allows the action', async () => {
    renderTab([verified]);
    const { ours } = await ask('s3:DeleteObject', UPLOAD);
    expect(ours).toHaveTextContent('Implicitly denied');
    expect(ours).toHaveTextContent(
      'What is missingNo identity policy allows it.',
    );
  });

  it('names the statement that denies the action', async () => {
    renderTab([verified]);
    const { ours } = await ask(
      's3:PutObject',
      'arn:aws:s3:::orders-uploads/private/key',
    );
    expect(ours).toHaveTextContent('Explicitly denied');
    expect(
      within(ours).getAllByRole('button', { name: 'orders-7f3a, statement 3' }),
    ).toHaveLength(2);
  });

  it('shows the result of each layer, with the level and policy that deny the action', async () => {
    renderTab([verified], { simulate: deniedByOrganization });
    const { ours } = await ask('s3:DeleteObject', UPLOAD);
    const lines = within(
      within(ours).getByRole('list', { name: 'Layers of policies' }),
    ).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      "the role's policies: allows it (orders-7f3a)",
      'permissions boundary: does not apply',
      'service control policies (SCPs) of the root: allows it (FullAWSAccess)',
      'service control policies (SCPs) of OU workloads: denies it (no-deletion)',
      'service control policies (SCPs) of account 111122223333: allows it (FullAWSAccess)',
      'resource control policies (RCPs) of the root: allows it (RCPFullAWSAccess)',
      'resource control policies (RCPs) of OU workloads: allows it (RCPFullAWSAccess)',
      'resource control policies (RCPs) of account 111122223333: allows it (RCPFullAWSAccess)',
      'VPC endpoint policy of vpce-0a1b2c3d4e5f67890: allows it',
      'resource policies: not read – Policies of resources are not read.',
    ]);
    expect(ours).toHaveTextContent(
      'no-deletion, statement 1 (KeepData), attached to OU workloads',
    );
  });

  it('shows the conditions, and asks again with a value for a condition key', async () => {
    const backend = renderTab([verified]);
    const { user, canIt, ours } = await ask(
      's3:ListBucket',
      'arn:aws:s3:::orders-uploads',
    );
    expect(ours).toHaveTextContent('Allowed with conditions');
    expect(ours).toHaveTextContent(
      'Conditionsonly when aws:SecureTransport is true',
    );
    await user.click(
      within(ours).getByRole('button', {
        name: 'Give a value for aws:SecureTransport',
      }),
    );
    expect(canIt.getByRole('textbox', { name: 'Key' })).toHaveValue(
      'aws:SecureTransport',
    );
    await fill(canIt.getByRole('textbox', { name: 'Value' }), 'true');
    await user.keyboard('{Enter}');
    expect(
      await canIt.findByText("Allowed by the role's policies"),
    ).toBeInTheDocument();
    const [, init] = backend.mock.lastCall ?? [];
    expect(JSON.parse(String(init?.body)).requests[0].context).toEqual({
      'aws:SecureTransport': 'true',
    });
  });

  it('accepts and removes context keys', async () => {
    const user = userEvent.setup();
    renderTab([verified]);
    const canIt = await section('Can it …?');
    await user.click(canIt.getByRole('button', { name: 'Add a context key' }));
    await fill(canIt.getByRole('textbox', { name: 'Key' }), 'aws:SourceIp');
    await user.click(
      canIt.getByRole('button', {
        name: 'Remove the context key aws:SourceIp',
      }),
    );
    expect(canIt.queryByRole('textbox')).not.toBeInTheDocument();
  });

  describe('with the AWS simulator', () => {
    it('shows both results and that they differ', async () => {
      const user = userEvent.setup();
      renderTab([verified]);
      const canIt = await section('Can it …?');
      await user.click(canIt.getByRole('switch', { name: 'Ask AWS too' }));
      await ask('s3:PutObject', UPLOAD);
      const aws = canIt.getByRole('group', AWS);
      expect(aws).toHaveTextContent('Explicitly denied');
      expect(aws).toHaveTextContent('AWS result differs');
      expect(aws).toHaveTextContent(
        'A service control policy of the organization denies it.',
      );
      expect(aws).toHaveTextContent(
        'Why it may differThe simulator evaluates SCPs, which Backstage did not read.',
      );
    });

    it.each([
      ['s3:DeleteObject', /AWS result is the same$/],
      [
        's3:ListBucket',
        /AWS result is the same for a request without those keys$/,
      ],
    ])('says that the results agree: %s', async (action, words) => {
      const user = userEvent.setup();
      renderTab([verified]);
      const canIt = await section('Can it …?');
      await user.click(canIt.getByRole('switch', { name: 'Ask AWS too' }));
      await ask(action, UPLOAD);
      expect(canIt.getByRole('group', AWS)).toHaveTextContent(words);
    });

    it('says that AWS could not be asked, and why', async () => {
      const user = userEvent.setup();
      renderTab([verified], {
        simulate: (...args) => ({
          ...simulate(...args),
          aws: {
            state: 'unavailable',
            message: 'iam:SimulatePrincipalPolicy is missing.',
          },
        }),
      });
      const canIt = await section('Can it …?');
      await user.click(canIt.getByRole('switch', { name: 'Ask AWS too' }));
      await ask('s3:PutObject', UPLOAD);
      const aws = canIt.getByRole('group', AWS);
      expect(aws).toHaveTextContent('Could not call the AWS simulator');
      expect(aws).toHaveTextContent('iam:SimulatePrincipalPolicy is missing.');
      expect(aws).not.toHaveTextContent(/the same|otherwise/);
    });
  });
});
