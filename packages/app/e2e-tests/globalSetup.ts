import { BACKEND } from './product';

/** The app answers before the catalog has read all that it is to show. */
export default async function globalSetup(): Promise<void> {
  const { catalogIsRead } = await import(
    '../../../scripts/lib/catalog.mjs' as string
  );
  await catalogIsRead(BACKEND);
}
