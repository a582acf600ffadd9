import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  failure,
  type IrsaBackendState,
} from '../../../../dev/fixtures/irsaBackend';
import { renderingOf } from '../../../../dev/fixtures/renderings';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-react';
import { fill } from '../../../__testUtils__/fill';
import { renderTemplate } from '../../../__testUtils__/renderTemplate';

const text = (value: string) => ({ type: 'string', default: value });

/** As in the template "Service with S3 access": the files are shown after a pull request is selected. */
const SCHEMA = {
  type: 'object',
  properties: {
    name: text('orders'),
    owner: text('group:default/payments'),
    cluster: text('prod-eu'),
    namespace: text('shop'),
    bucket: { ...text('orders-files'), title: 'Bucket' },
    access: text('read'),
    delivery: {
      title: 'Delivery',
      type: 'string',
      default: 'create',
      enum: ['create', 'pull-request'],
      'ui:enumNames': ['Create now', 'Open a pull request'],
      'ui:widget': 'radio',
    },
  },
  dependencies: {
    delivery: {
      oneOf: [
        { properties: { delivery: { enum: ['create'] } } },
        {
          properties: {
            delivery: { enum: ['pull-request'] },
            format: {
              title: 'Files for',
              type: 'string',
              default: 'terraform',
              enum: ['terraform', 'cloudformation'],
              'ui:enumNames': ['Terraform', 'CloudFormation'],
              'ui:widget': 'radio',
            },
            createResources: {
              title: 'Create the bucket too',
              type: 'boolean',
              default: false,
            },
            files: {
              type: 'null',
              'ui:field': 'IrsaFilesPreview',
              'ui:options': {
                component: 'name',
                grants: [
                  {
                    service: 's3',
                    accessField: 'access',
                    resourceField: 'bucket',
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
};

function renderForm(
  state: IrsaBackendState = {},
  more: Record<string, object> = {},
  dryRun?: ScaffolderApi['dryRun'],
) {
  const render = jest.fn(renderingOf);
  const properties = { ...SCHEMA.properties, ...more };
  const pages = [{ title: 'The service', schema: { ...SCHEMA, properties } }];
  renderTemplate(pages, { render, ...state }, '', { dryRun });
  return render;
}

const PREVIEW = { name: 'Files of the pull request' };

async function choose(option: string) {
  await userEvent.click(await screen.findByRole('radio', { name: option }));
}

describe('IrsaFilesPreview', () => {
  it('shows the files only after a pull request is selected', async () => {
    const render = renderForm();
    await screen.findByRole('radio', { name: 'Create now' });
    expect(screen.queryByRole('region', PREVIEW)).not.toBeInTheDocument();

    await choose('Open a pull request');
    const preview = within(await screen.findByRole('region', PREVIEW));
    expect(
      await preview.findByText('# main.tf of shop/orders'),
    ).toBeInTheDocument();
    expect(
      preview.getByRole('button', { name: 'Copy main.tf' }),
    ).toBeInTheDocument();
    expect(preview.getByRole('list', { name: 'Notes' })).toHaveTextContent(
      'Apply service-account.yaml afterwards.',
    );
    expect(render).toHaveBeenLastCalledWith(
      {
        entityRef: 'component:default/orders',
        owner: 'group:default/payments',
        cluster: 'prod-eu',
        namespace: 'shop',
        name: 'orders',
        grants: [{ service: 's3', access: 'read', resource: 'orders-files' }],
      },
      'terraform',
      false,
    );
  });

  it('includes the files of the bucket after they are requested', async () => {
    renderForm();
    await choose('Open a pull request');
    const preview = within(await screen.findByRole('region', PREVIEW));
    await preview.findByText('# main.tf of shop/orders');
    expect(preview.queryByRole('tab', { name: /^s3_/ })).toBeNull();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Create the bucket too' }),
    );
    expect(
      await preview.findByRole('tab', { name: 's3_orders-files.tf' }),
    ).toBeInTheDocument();
  });

  it('updates with the format and has a tab for each file', async () => {
    renderForm();
    await choose('Open a pull request');
    await choose('CloudFormation');
    const preview = within(await screen.findByRole('region', PREVIEW));
    await userEvent.click(
      await preview.findByRole('tab', { name: 'service-account.yaml' }),
    );
    expect(
      preview.getByText('# service-account.yaml of shop/orders'),
    ).toBeInTheDocument();
  });

  it('shows which rule is violated, without files', async () => {
    renderForm();
    await choose('Open a pull request');
    const preview = within(await screen.findByRole('region', PREVIEW));
    await preview.findByText('# main.tf of shop/orders');
    await userEvent.type(screen.getByRole('textbox', { name: 'Bucket' }), '_');
    expect(await preview.findByRole('alert')).toHaveTextContent(
      /1 rule violation: no files generated.*Bucket: Bucket/,
    );
    expect(preview.queryByRole('tab')).not.toBeInTheDocument();
  });

  it('says that the files cannot be generated, and retries', async () => {
    let isAway = true;
    renderForm({
      override: path =>
        isAway && path === '/renderings'
          ? failure(503, 'ServiceUnavailableError', 'The cluster is away.')
          : undefined,
    });
    await choose('Open a pull request');
    const preview = within(await screen.findByRole('region', PREVIEW));
    expect(
      await preview.findByText(
        'Could not generate the files: The cluster is away.',
      ),
    ).toBeInTheDocument();
    isAway = false;
    await userEvent.click(preview.getByRole('button', { name: 'Try again' }));
    expect(await preview.findByText(/# main.tf/)).toBeInTheDocument();
  });

  it('shows the source file of an existing ServiceAccount as the pull request changes it, or why it cannot be changed', async () => {
    const path = 'deploy/values.yaml';
    const dryRun = jest.fn<
      ReturnType<ScaffolderApi['dryRun']>,
      Parameters<ScaffolderApi['dryRun']>
    >(async ({ values }) => {
      if (values.repositoryFile !== path)
        throw new Error('It has no such file.');
      const content = '# für Helm\nrole: orders\n';
      const base64Content = Buffer.from(content).toString('base64');
      const directoryContents = [{ path, base64Content }];
      return { ...{ log: [], steps: [] }, directoryContents, output: { path } };
    });
    renderForm(
      {},
      {
        serviceAccount: text('existing'),
        repositoryFile: { ...text('values.yaml'), title: 'File' },
      },
      dryRun,
    );
    await choose('Open a pull request');
    const preview = within(await screen.findByRole('region', PREVIEW));
    expect(await preview.findByRole('alert')).toHaveTextContent(
      'Could not change the file of the ServiceAccount: It has no such file.',
    );
    await fill(screen.getByRole('textbox', { name: 'File' }), path);
    await userEvent.click(await preview.findByRole('tab', { name: path }));
    expect(preview.getByText(/# für Helm/)).toBeInTheDocument();
    expect(preview.queryByRole('alert')).toBeNull();
    expect(dryRun.mock.lastCall?.[0]).toMatchObject({
      values: { name: 'orders', format: 'terraform', pullRequest: true },
      template: {
        spec: { steps: [{ input: { name: '${{ parameters.name }}' } }] },
      },
    });
  });
});
