import { BACKEND } from './product';

/** Has every cluster and account scanned, so that no finding is there or missing by what tests before this one changed. */
export async function scanAll(): Promise<void> {
  const { signIn } = await import('../../../scripts/lib/signIn.mjs' as string);
  const scans = await import('../../../scripts/lib/scans.mjs' as string);
  const { send } = await signIn(BACKEND);
  await scans.scanAll(send, 120_000);
}
