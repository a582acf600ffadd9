import type { Case } from '../aspects';
import { Session, type Exchange } from './session';
import type { Wire } from './wire';

/** Runs a case in its own namespace. Returns the recorded exchanges. */
export async function runCase(
  wire: Wire,
  { run }: Case<Session>,
  namespace: string,
): Promise<Exchange[]> {
  const session = Session.create(wire, namespace);
  const { status } = await session.aside.post('/api/v1/namespaces', {
    metadata: { name: namespace },
  });
  if (status !== 201) {
    throw new Error(`Namespace ${namespace} could not be made (${status}).`);
  }
  try {
    await run(session);
  } catch (error) {
    if (error instanceof Error) {
      error.message = `${wire.counterpart.name}: ${error.message}`;
    }
    throw error;
  }
  return session.exchanges ?? [];
}
