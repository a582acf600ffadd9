import { shared } from './shared';
import { card } from './card';
import { catalog } from './catalog';
import { tab } from './tab';
import { chain } from './chain';
import { verification } from './verification';
import { permissions } from './permissions';
import { accessGraph } from './accessGraph';
import { questions } from './questions';
import { rightSize } from './rightSize';
import { changes } from './changes';
import { migrate } from './migrate';
import { delivery } from './delivery';
import { handOver } from './handOver';
import { ownership } from './ownership';
import { approvals } from './approvals';
import { fleet } from './fleet';
import { fleetTables } from './fleetTables';
import { fleetDetails } from './fleetDetails';
import { migration } from './migration';
import { waves } from './waves';
import { search } from './search';
import { fields } from './fields';
import { grantCatalog } from './grantCatalog';

/** All English texts of the plugin, which are shown unless another language is chosen. */
export const messages = {
  ...shared,
  ...card,
  ...catalog,
  ...tab,
  ...chain,
  ...verification,
  ...permissions,
  ...accessGraph,
  ...questions,
  ...rightSize,
  ...changes,
  ...migrate,
  ...delivery,
  ...handOver,
  ...ownership,
  ...approvals,
  ...fleet,
  ...fleetTables,
  ...fleetDetails,
  ...migration,
  ...waves,
  ...search,
  ...fields,
  ...grantCatalog,
} as const;
