import './fleet/governance.stories';
import './fleet/governanceAuthorization.stories';
import './fleet/fleetReaders.stories';
import './fleet/sweptAccounts.stories';
import './fleet/sweptClusters.stories';
import './fleet/fleetUpdates.stories';
import './fleet/retired.stories';
import './fleet/sweeps.stories';

jest.setTimeout(180_000);
