import './AcceptanceRules.stories';
import './FleetReaders.stories';
import './scans/CatalogReader.stories';
import './scans/ObservationCache.stories';
import './scans/RoleAssessor.stories';
import './scans/sameObserved.stories';
import './store/counts.stories';
import './store/keyset.stories';
