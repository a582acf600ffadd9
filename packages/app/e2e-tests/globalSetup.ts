import { BACKEND } from './product';

/** Waits until the catalog has read all entities, because the app answers earlier. */
export default async function globalSetup(): Promise<void> {
  const { catalogIsRead } = await import(
    '../../../scripts/lib/catalog.mjs' as string
  );
  await catalogIsRead(BACKEND);
}
