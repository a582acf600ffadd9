import './faultDrills/faultDrills.stories';
import './faultDrills/faultDrillsOnSqlite.stories';

jest.setTimeout(180_000);
