import './postgres/replicas.stories';
import './postgres/scans.stories';
import './postgres/disturbedPlaces.stories';
import './postgres/governance.stories';
import './postgres/faultDrills.stories';

jest.setTimeout(240_000);

// Knex logs each failed connection, and PostgreSQL is stopped here on purpose.
beforeAll(() => {
  const { log } = console;
  jest.spyOn(console, 'log').mockImplementation((...said) => {
    if (!/connection error/i.test(String(said[0]))) log(...said);
  });
});
