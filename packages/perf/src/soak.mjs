// Runs a mixed load with faults against the backend of the host and the sandbox, for 1 hour or `--minutes`. Checks whether memory and handles stay
// level, and whether the records match the existing objects. Writes test-results/reports/soak.{svg,md,json}.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setup } from '../../../scripts/lib/install.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { choosePorts } from '../../../scripts/lib/ports.mjs';
import {
  stopChildren,
  stopOnSignals,
} from '../../../scripts/lib/processes.mjs';
import { run, say, Stop } from '../../../scripts/lib/progress.mjs';
import { sandboxDir, startSandbox } from '../../../scripts/lib/services.mjs';
import { leadThrough, startMeasuredBackend } from './soak/backend.mjs';
import { Client } from './soak/client.mjs';
import { drawCurve } from './soak/curve.mjs';
import { Gate } from './soak/gate.mjs';
import { Load } from './soak/load.mjs';
import { presentObjects } from './soak/objects.mjs';
import { makePlaces } from './soak/places.mjs';
import { writeReport } from './soak/report.mjs';
import { settle } from './soak/settle.mjs';
import { medianOf, ofQuarter } from './soak/statistics.mjs';
import { countRows } from './soak/tables.mjs';
import { levels, unexpected } from './soak/verdict.mjs';
import { forecast, Weather } from './soak/weather.mjs';

/** Separate ports and a separate folder, so that the test can run in parallel with `npm start`. */
const OWN = {
  IRSA_SANDBOX_DIRECTORY: inRoot('.sandbox', 'soak'),
  IRSA_BACKEND_PORT: '7407',
  IRSA_SANDBOX_AWS_PORT: '5066',
  IRSA_SANDBOX_PROD_PORT: '6943',
  IRSA_SANDBOX_STAGING_PORT: '6944',
};
const SAMPLE_MS = 5_000;
const COUNT_ROWS_MS = 30_000;
/** The pause after the load, in milliseconds, in which keep-alive sockets close. */
const REST_MS = 30_000;

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

function readOptions() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '60' },
      rate: { type: 'string', default: '6' },
    },
  });
  const number = name => {
    const value = Number(values[name]);
    if (value > 0) return value;
    throw new Stop(`--${name} is "${values[name]}". Use a number above 0.`);
  };
  return { minutes: number('minutes'), rate: number('rate') };
}

/** Returns the resident memory of a process in MB. Undefined if the system does not provide it. */
function residentMb(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
  } catch {
    return undefined;
  }
}

const readSamples = file =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

/** Runs the load during the planned disturbances, and counts rows in the meantime. */
async function soak({ load, weather, phases, rate, failed, sandboxPid }) {
  const rows = [];
  const count = () =>
    rows.push({
      at: Date.now(),
      rows: countRows(),
      sandboxMb: residentMb(sandboxPid),
    });
  count();
  const timer = setInterval(count, COUNT_ROWS_MS);
  const from = Date.now();
  load.start(rate);
  try {
    for (const phase of phases) {
      await weather.set(phase);
      say(phase.name);
      await Promise.race([pause(from + phase.to - Date.now()), failed]);
    }
    const to = Date.now();
    await load.stop();
    count();
    return { rows, span: { from, to } };
  } finally {
    clearInterval(timer);
    await weather.set({ name: 'calm' });
  }
}

const handlesOf = ({ descriptors, resources }) => ({
  descriptors,
  timers: resources.Timeout ?? 0,
});

function judge({ levelsReached, requests, settled, failures }) {
  const problems = [
    ...levelsReached
      .filter(({ isLevel }) => !isLevel)
      .map(({ what }) => `${what}: not stable`),
    ...unexpected(requests).map(
      ({ message, name, status, weather }) =>
        `${name} (${weather}): ${status} ${message}`,
    ),
    ...failures.map(error => `the load itself: ${error.stack}`),
    ...settled.problems,
    ...settled.withoutRecord.map(name => `${name} has no record`),
    ...settled.withoutObject.map(
      name => `${name} is recorded, but does not exist`,
    ),
    ...Object.entries(settled.left)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${count} ${what} left`),
  ];
  return problems;
}

await run(async () => {
  process.env = { ...OWN, ...process.env };
  const { minutes, rate } = readOptions();
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  const tools = await setup();
  stopOnSignals();
  const reports = inRoot('test-results', 'reports');
  mkdirSync(reports, { recursive: true });
  const samplesFile = `${sandboxDir()}/samples.jsonl`;
  let gate;
  try {
    const sandbox = await startSandbox(tools, ports);
    gate = await Gate.open(ports.staging);
    leadThrough(ports.staging, gate.port);
    const backend = await startMeasuredBackend(
      tools,
      ports,
      samplesFile,
      SAMPLE_MS,
    );
    const weather = new Weather({ aws: `http://127.0.0.1:${ports.aws}`, gate });
    const client = new Client({
      backend: `http://localhost:${ports.backend}`,
      weather,
    });
    const load = new Load(client, {
      places: makePlaces(),
      components: await client.components(),
    });
    const present = await presentObjects();
    await pause(2 * SAMPLE_MS);
    const before = handlesOf(readSamples(samplesFile).at(-1));

    say(
      `Running the load for ${minutes} minutes, ${rate} operations per second`,
    );
    const phases = forecast(minutes * 60_000);
    const { rows, span } = await soak({
      load,
      weather,
      phases,
      rate,
      failed: Promise.race([sandbox.failed, backend.failed]),
      sandboxPid: sandbox.pid,
    });
    const { requests } = client;
    client.requests = [];
    say('Waiting until the system is idle');
    const settled = await settle(client, load.places, present);
    await pause(REST_MS);
    const all = readSamples(samplesFile);
    const samples = all.filter(({ at }) => at >= span.from && at <= span.to);
    const levelsReached = levels(samples, span);
    const report = writeReport({
      levels: levelsReached,
      requests,
      rows,
      settled,
      delay: {
        p99: medianOf(samples.map(({ delayP99 }) => delayP99)),
        max: Math.max(...samples.map(({ delayMax }) => delayMax)),
      },
      sandbox: {
        from: ofQuarter(rows, 2, span)[0]?.sandboxMb,
        to: rows.at(-1).sandboxMb,
      },
      rest: { ...handlesOf(all.at(-1)), before },
    });
    const problems = judge({
      levelsReached,
      requests,
      settled,
      failures: load.failures,
    });
    writeFileSync(
      `${reports}/soak.svg`,
      drawCurve({ samples, requests, phases, span }),
    );
    writeFileSync(`${reports}/soak.md`, `${report}\n`);
    writeFileSync(
      `${reports}/soak.json`,
      JSON.stringify({
        minutes,
        rate,
        span,
        phases,
        samples,
        rows,
        settled,
        problems,
        requests,
      }),
    );
    process.stdout.write(`\n${report}\n\n`);
    if (problems.length > 0) {
      const shown = [...new Set(problems)].slice(0, 40).join('\n  ');
      throw new Stop(`${problems.length} problems found:\n  ${shown}`);
    }
    say(
      'Memory and handles are stable, no response was unexpected, and the records match the existing objects.',
    );
  } finally {
    await stopChildren();
    await gate?.shut();
  }
});
