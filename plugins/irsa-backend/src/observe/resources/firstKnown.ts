import type { Observation } from '@backstage-irsa/core/model';

/** Returns the first answer that is not unknown, trying one account after the other. If all are unknown, returns the answer for the first account. */
export async function firstKnown<T>(
  [accountId, ...others]: string[],
  read: (accountId: string) => Promise<Observation<T>>,
): Promise<Observation<T>> {
  const answer = await read(accountId);
  if (answer.state !== 'unknown' || others.length === 0) return answer;
  const elsewhere = await firstKnown(others, read);
  return elsewhere.state === 'unknown' ? answer : elsewhere;
}
