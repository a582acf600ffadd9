import './AcceptanceRules.stories';
import './FleetReaders.stories';
import './scans/ObservationCache.stories';
import './scans/sameObserved.stories';
import './store/counts.stories';
import './store/keyset.stories';
