import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accessGraphOf } from '../../../../dev/fixtures/governance/accessGraphs';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';

const OF_ROLE = '/irsa/graph?roleId=role-0&name=service-0-role';

const listOf = (name: string) => screen.findByRole('list', { name });

describe('the graph tab', () => {
  it('names the best edge to cut and its side effects, and lists every node with its targets', async () => {
    renderFleet(OF_ROLE);
    const note = await screen.findByRole(
      'region',
      { name: 'Best edge to cut' },
      FIRST_RENDER,
    );
    expect(note).toHaveTextContent(
      /RoleBinding production\/deployers → production\/service-0/,
    );
    expect(note).toHaveTextContent(
      /Limit RoleBinding production\/deployers so that it does not reach production\/service-0\. This cuts 4 of 6 paths\. No pod loses access\./,
    );
    const bindings = await listOf('Bindings and access policies');
    expect(within(bindings).getByText('Cut here')).toBeInTheDocument();
    expect(bindings).toHaveTextContent('can run commands in its pods');
    const roles = await listOf('IAM roles');
    expect(roles).toHaveTextContent(/Amazon S3 \(3 paths\)/);
    expect(
      within(roles).getByRole('link', { name: 'Open service-0-role' }),
    ).toHaveAttribute('href', '/irsa/roles?open=role-0');
    expect(
      screen.getByText('Only the first 75 of 90 ServiceAccounts are shown.'),
    ).toBeInTheDocument();
  });

  it('shows only the paths through one node, without reading the graph again', async () => {
    const { asked } = renderFleet(OF_ROLE);
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Show paths through Group developers' },
        FIRST_RENDER,
      ),
    );
    expect(
      screen.queryByRole('list', { name: 'Workloads' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText('Only paths through Group developers'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await listOf('Workloads')).toBeInTheDocument();
    expect(
      asked().filter(path => path.startsWith('/access-graph')),
    ).toHaveLength(1);
  });

  it('shows only the paths through the node that the URL names', async () => {
    const { nodes } = accessGraphOf(1);
    const group = nodes.find(({ name }) => name === 'Group developers');
    renderFleet(`${OF_ROLE}&node=${encodeURIComponent(group?.id ?? '')}`);
    expect(
      await screen.findByText(
        'Only paths through Group developers',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
  });

  it('opens a workload that is not on the first page of all workloads', async () => {
    const fleet = smallFleet();
    const [one] = fleet.workloads;
    const others = Array.from({ length: 30 }, (_, index) => ({
      ...{ ...one, id: `other-${index}`, cluster: 'a-eu' },
      name: `deployment/other-${index}`,
    }));
    const shown = {
      ...{ ...one, id: 'workload-0', cluster: 'prod-eu' },
      ...{ namespace: 'production', name: 'deployment/service-0' },
    };
    renderFleet(OF_ROLE, {
      fleet: { ...fleet, workloads: [...others, shown] },
    });
    await userEvent.click(
      await screen.findByRole(
        'link',
        { name: 'Open deployment/service-0' },
        FIRST_RENDER,
      ),
    );
    const drawer = await screen.findByRole('dialog', {
      name: 'production/deployment/service-0',
    });
    expect(
      await within(drawer).findByText('ServiceAccount'),
    ).toBeInTheDocument();
  });

  it('draws every node and edge of the list', async () => {
    const graph = accessGraphOf(12);
    renderFleet(OF_ROLE, {
      override: path =>
        path.startsWith('/access-graph') ? json(graph) : undefined,
    });
    const canvas = await screen.findByTestId(
      'graph-picture',
      undefined,
      FIRST_RENDER,
    );
    const count = (selector: string) =>
      canvas.querySelectorAll(selector).length;
    expect([count('button'), count('path[class*="edge"]')]).toEqual([
      graph.nodes.length,
      graph.edges.length,
    ]);
  });

  it('selects a node by a part of its name and stores it in the URL', async () => {
    const { asked } = renderFleet('/irsa/graph');
    expect(
      await screen.findByText(/^Choose a component/, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('combobox', { name: /Component, namespace or role/ }),
      'o',
    );
    const [namespace] = await screen.findAllByRole('option', {
      name: /^\S+-eu\/\S+$/,
    });
    await userEvent.click(namespace);
    expect(
      await screen.findByRole('region', { name: 'Best edge to cut' }),
    ).toBeInTheDocument();
    expect(asked()).toContainEqual(
      expect.stringMatching(/^\/access-graph\?cluster=.+&namespace=.+/),
    );
  });

  it('says what could not be read, which permission is missing, and what to do when it is empty', async () => {
    let answer = failure(403, 'NotAllowedError', 'Ask the platform team.');
    renderFleet(OF_ROLE, {
      override: path =>
        path.startsWith('/access-graph') ? answer.clone() : undefined,
    });
    expect(
      await screen.findByText(
        'No permission to read this: Ask the platform team.',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
    answer = json({ nodes: [], edges: [], paths: 0, limitations: [] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/^No IAM service account was found here/),
    ).toBeInTheDocument();
  });
});
