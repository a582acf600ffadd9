import './postgres/replicas.stories';
import './postgres/scans.stories';
import './postgres/governance.stories';
import './postgres/faultDrills.stories';

jest.setTimeout(240_000);
