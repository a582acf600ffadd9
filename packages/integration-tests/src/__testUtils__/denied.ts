import type { TestHost } from './host';

/** Runs a function while an SCP denies one action in an account. */
export async function whileDenied<T>(
  { sandbox }: Pick<TestHost, 'sandbox'>,
  {
    accountId = '111122223333',
    action,
  }: { accountId?: string; action: string },
  work: () => PromiseLike<T>,
): Promise<T> {
  const set = async (levels: object[][]) => {
    const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/scps`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ accountId, levels }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const statement = (Effect: string, Action: string) => ({
    name: `${Effect} ${Action}`,
    document: {
      Version: '2012-10-17',
      Statement: [{ Effect, Action, Resource: '*' }],
    },
  });
  await set([[statement('Allow', '*'), statement('Deny', action)]]);
  try {
    return await work();
  } finally {
    await set([]);
  }
}
