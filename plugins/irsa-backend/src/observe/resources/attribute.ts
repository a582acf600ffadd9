import {
  absent,
  found,
  readDocument,
  optionalText,
  type Observation,
  type ObservedDocument,
} from '@backstage-irsa/core/model';
import { readAws } from '../read';
import type { NamedKey } from './types';

/** Returns the policy that an answer holds as text. Absent if it holds none. */
export async function policyIn(
  right: string,
  read: () => Promise<unknown>,
): Promise<Observation<ObservedDocument>> {
  const answer = await readAws(right, async () => optionalText(await read()));
  if (answer.state !== 'found') return answer;
  return answer.value
    ? found(readDocument(answer.value, 'resource'))
    : absent();
}

/** Returns the key that an answer names, or `unnamed` if it names none. */
export async function keyIn(
  right: string,
  read: () => Promise<unknown>,
  {
    unnamed = absent(),
    ...more
  }: Omit<NamedKey, 'keyId'> & { unnamed?: Observation<NamedKey> } = {},
): Promise<Observation<NamedKey>> {
  const answer = await readAws(right, async () => optionalText(await read()));
  if (answer.state !== 'found') return answer;
  return answer.value ? found({ keyId: answer.value, ...more }) : unnamed;
}
