import { EKSClient } from '@aws-sdk/client-eks';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { MANAGED_BY, MANAGED_BY_KEY } from '@backstage-irsa/core/model';
import type { Effect } from '@backstage-irsa/core/planning';
import { waitForAssociation } from './association';
import type { ExecutionContext } from './context';
import { execute } from './execute';

// The real wait time: setupTests.ts shortens it for all other tests.
jest.mock('./spread', () => jest.requireActual('./spread'));

const PLACE = { clusterName: 'prod', namespace: 'production', name: 'orders' };

/** A client of this class, which the SDK's paginators require. */
function clientThat(send: (command: object) => Promise<object>): EKSClient {
  return Object.assign(new EKSClient({ region: 'eu-west-1' }), { send });
}

/** An EKS client with one association that was changed the given time ago, or with none. */
function eksWith(ageMs?: number): EKSClient {
  const modifiedAt = new Date(Date.now() - (ageMs ?? 0));
  const association = { associationId: 'a-1', roleArn: 'r', modifiedAt };
  const associations = ageMs === undefined ? [] : [association];
  const send = async () => ({ association, associations });
  return clientThat(send);
}

describe('waitForAssociation', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    { ageMs: 0, waitsMs: 5000 },
    { ageMs: 3000, waitsMs: 2000 },
    { ageMs: 5000, waitsMs: 0 },
    { ageMs: -60_000, waitsMs: 5000 },
  ])('waits $waitsMs ms after a change $ageMs ms ago', async given => {
    const since = Date.now();
    const waited = waitForAssociation(eksWith(given.ageMs), PLACE);
    await jest.runAllTimersAsync();
    await waited;
    expect(Date.now() - since).toBe(given.waitsMs);
  });

  it('waits up to 32 s until EKS lists a new association', async () => {
    const since = Date.now();
    const refused = waitForAssociation(eksWith(), PLACE).catch(
      ({ message }) => message,
    );
    await jest.runAllTimersAsync();
    expect(await refused).toContain(
      'The association of ServiceAccount production/orders was deleted or cannot be read',
    );
    expect(Date.now() - since).toBe(31_750);
  });

  it('reads all pages', async () => {
    const { send } = eksWith(5000) as unknown as { send: () => object };
    const pages = [{ associations: [], nextToken: 'more' }];
    const eks = clientThat(async () => pages.pop() ?? send());
    await waitForAssociation(eks, PLACE);
    expect(pages).toEqual([]);
  });
});

describe('the creation of an association', () => {
  const tags = { [MANAGED_BY_KEY]: MANAGED_BY };
  const policy: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
  };
  const asked = { roleArn: 'r', disableSessionTags: true, policy };
  const text = JSON.stringify(policy, null, 2);
  const ours = { ...asked, policy: text, associationId: 'a-1', tags };
  const effect: Effect = {
    type: 'create-association',
    ...{ ...PLACE, ...asked, tags },
  };

  /** An EKS client that rejects the given number of creations because the association exists, whether it is listed or not. */
  const eksKnowing = (present: object | undefined, refusals: number) => {
    let calls = 0;
    const send = async ({ constructor: { name } }: object) => {
      if (!name.startsWith('Create')) {
        const associations = present ? [present] : [];
        return { associations, association: present };
      }
      calls += 1;
      if (calls > refusals) return {};
      const message = 'Association already exists: a-1';
      const refusal = { name: 'ResourceInUseException', $fault: 'client' };
      throw Object.assign(new Error(message), refusal);
    };
    const eks = clientThat(send);
    return { context: { eks } as ExecutionContext, calls: () => calls };
  };
  const created = async (
    present: object | undefined,
    { refusals = 3, settling = true } = {},
  ) => {
    const { context, calls } = eksKnowing(present, refusals);
    const result = execute(effect, context, { settling }).then(
      () => 'created',
      ({ name }: Error) => name,
    );
    await jest.runAllTimersAsync();
    return [await result, calls()];
  };

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each<[string, object | undefined, unknown[]]>([
    ['matches the request', ours, ['created', 1]],
    ['was deleted before and is no longer listed', undefined, ['created', 4]],
    ['has another role', { ...ours, roleArn: 'q' }, ['created', 4]],
    ['has a target role', { ...ours, targetRoleArn: 'q' }, ['created', 4]],
    [
      'sends session tags',
      { ...ours, disableSessionTags: false },
      ['created', 4],
    ],
    ['has no session policy', { ...ours, policy: undefined }, ['created', 4]],
    ['has another session policy', { ...ours, policy: '{}' }, ['created', 4]],
    [
      'is not managed by Backstage',
      { ...ours, tags: {} },
      ['ConflictError', 1],
    ],
  ])(
    'handles an existing association that %s',
    async (_, present, expected) => {
      expect(await created(present)).toEqual(expected);
    },
  );

  it.each([
    [true, 16],
    [false, 6],
  ])(
    'fails if EKS keeps reporting an existing association, after a change: %s',
    async (settling, calls) => {
      const answer = await created(undefined, { refusals: Infinity, settling });
      expect(answer).toEqual(['ResourceInUseException', calls]);
    },
  );
});
