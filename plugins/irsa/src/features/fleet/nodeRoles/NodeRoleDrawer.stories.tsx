import { screen, within } from '@testing-library/react';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';

describe('the drawer of a node role', () => {
  const open = async (change: {
    dependentWorkloadCount?: number;
    excess?: string[];
    policiesReason?: string;
  }) => {
    const fleet = smallFleet();
    const nodeRoles = fleet.nodeRoles.map(one => ({
      ...one,
      ...{ hopLimit: 1, optionalTokens: true },
      ...change,
    }));
    renderFleet('/irsa/node-roles?open=node-0-0', {
      fleet: { ...fleet, nodeRoles, workloads: [] },
    });
    const dialog = await screen.findByRole('dialog', undefined, FIRST_RENDER);
    return within(dialog);
  };

  it('says that the hop limit blocks no pod when session tokens are optional', async () => {
    const drawer = await open({});
    expect(
      await drawer.findByText(/^Optional: every pod can fetch/),
    ).toBeInTheDocument();
    expect(drawer.getByText('1')).toBeInTheDocument();
    expect(drawer.queryByText(/^1: only pods on the host network/)).toBeNull();
  });

  it('says that policies were not read, instead of that there is no excess', async () => {
    const drawer = await open({
      excess: [],
      policiesReason: 'AWS responded AccessDenied.',
    });
    expect(
      await drawer.findByText('Not all policies were read'),
    ).toBeInTheDocument();
    expect(
      drawer.getByText('Not all were read: AWS responded AccessDenied.'),
    ).toBeInTheDocument();
  });

  it.each([
    [0, /^No workload without a role of its own/],
    [1, 'You cannot read the 1 workload that might depend on it.'],
    [3, 'You cannot read the 3 workloads that might depend on it.'],
  ])(
    'distinguishes no workloads from %s that the reader may not read',
    async (dependentWorkloadCount, text) => {
      const drawer = await open({ dependentWorkloadCount });
      expect(await drawer.findByText(text)).toBeInTheDocument();
      expect(drawer.queryByText(/^and \d+ more$/)).toBeNull();
    },
  );
});
