// After the load: repeats the last request for each place, as a user does after an error. Then records and objects must match.
import { presentObjects } from './objects.mjs';
import { runTemplate, TEMPLATES } from './work.mjs';
import { recordedObjects, rowsOfNobody, rowsUnderWay } from './tables.mjs';

const ACCOUNTS = '/api/irsa/v1/service-accounts';

/** Repeats the last request for each place. Returns the failures. */
async function askAgain(client, places) {
  const problems = [];
  for (const place of places) {
    const { status, body } = place.isWanted
      ? await client.send('settling', 'PUT', ACCOUNTS, {
          body: { spec: place.spec },
        })
      : await client.send('settling', 'DELETE', `${ACCOUNTS}/${place.id}`);
    const verdict = body?.verification?.status;
    if (
      place.isWanted ? verdict !== 'verified' : ![200, 404].includes(status)
    ) {
      problems.push(
        `${place.name}: ${status} ${verdict ?? JSON.stringify(body)}`,
      );
    }
  }
  return problems;
}

/** Plans the existing specs again. Returns the plans that still have changes. */
async function planAgain(client, places) {
  const problems = [];
  for (const { isWanted, name, spec } of places) {
    if (!isWanted) continue;
    const { body } = await client.send(
      'settling',
      'POST',
      '/api/irsa/v1/plans',
      { body: { spec } },
    );
    const changes = (body.steps ?? []).filter(
      ({ action }) => action !== 'none',
    );
    if (!body.steps || changes.length > 0) {
      problems.push(`${name}: a plan has ${changes.length} changes`);
    }
  }
  return problems;
}

/** Runs every template again. Returns the runs that did not complete. */
async function runTemplatesAgain(client) {
  const problems = [];
  for (let number = 0; number < TEMPLATES; number += 1) {
    const status = await runTemplate(client, number);
    if (status !== 'completed') problems.push(`template ${number}: ${status}`);
  }
  return problems;
}

const missing = (from, inThere) => [...from].filter(item => !inThere.has(item));

/**
 * Brings everything to rest, and compares the records with the existing objects.
 * @param {Set<string>} before - the objects that existed before the load
 */
export async function settle(client, places, before) {
  const used = places.filter(({ id, isWanted }) => id || isWanted);
  const problems = [
    ...(await askAgain(client, used)),
    ...(await planAgain(client, used)),
    ...(await runTemplatesAgain(client)),
  ];
  const present = new Set(missing(await presentObjects(), before));
  const recorded = recordedObjects();
  return {
    problems,
    present: present.size,
    recorded: recorded.size,
    withoutRecord: missing(present, recorded),
    withoutObject: missing(recorded, present),
    left: { ...rowsUnderWay(), ...rowsOfNobody() },
  };
}
