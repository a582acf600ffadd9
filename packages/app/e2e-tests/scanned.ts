import { BACKEND } from './product';

/** Scans every cluster and account, so that changes of earlier tests do not add or hide findings. */
export async function scanAll(): Promise<void> {
  const { signIn } = await import('../../../scripts/lib/signIn.mjs' as string);
  const scans = await import('../../../scripts/lib/scans.mjs' as string);
  const { send } = await signIn(BACKEND);
  await scans.scanAll(send, 120_000);
}
