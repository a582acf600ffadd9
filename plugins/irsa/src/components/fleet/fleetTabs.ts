import { MigrationContent } from './migration/MigrationContent';

/** The tabs of the fleet page, in their order: the address of each below the page's, its title among the texts, and what it shows. */
export const FLEET_TABS = [
  {
    path: 'migration',
    title: 'migration.title',
    Content: MigrationContent,
  },
] as const;
