import './fleet/governance.stories';
import './fleet/governanceAuthorization.stories';
import './fleet/fleetReaders.stories';
import './fleet/scannedAccounts.stories';
import './fleet/scannedClusters.stories';
import './fleet/fleetUpdates.stories';
import './fleet/discovery.stories';
import './fleet/reportOnly.stories';
import './fleet/newerReplica.stories';
import './fleet/entityLinks.stories';
import './fleet/retired.stories';
import './fleet/scans.stories';
import './notifications/notifiedOnce.stories';
import './notifications/scanned.stories';

jest.setTimeout(180_000);
