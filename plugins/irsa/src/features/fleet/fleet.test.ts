import './approvals/approvals.stories';
import './cells/cells.stories';
import './cells/nameParts.stories';
import './drawers.stories';
import './serviceAccounts/entityLinks.stories';
import './graph/GraphContent.stories';
import './findings/acceptance.stories';
import './findings/issue.stories';
import './findings/selection.stories';
import './fleetTabs.stories';
import './migration/MigrationContent.stories';
import './overview/trendWords.stories';
import './scopes/scopes.stories';
import './waves/waves.stories';
// Apart from those that may accept: an answer about a permission is remembered for two seconds.
import './table/FleetTable.stories';
import './table/views.stories';
import '../../hostileTexts.stories';
