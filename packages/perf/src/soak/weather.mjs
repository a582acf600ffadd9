// Plans and applies the disturbances of the run ("weather"), one after another with calm phases between. The cycle repeats 8 times.
const CYCLES = 8;

const every = (kind, rate, more) => [
  { kind, service: '*', operation: '*', rate, ...more },
];

/** The phases of a cycle, with their shares of its time. Disturbances affect the responses of the sandbox for AWS and both clusters. */
const CYCLE = [
  { name: 'calm', share: 0.12 },
  { name: 'throttled', share: 0.1, disturbances: every('throttle', 0.3) },
  { name: 'calm', share: 0.08 },
  { name: 'failing', share: 0.08, disturbances: every('fail', 0.2) },
  { name: 'calm', share: 0.08 },
  {
    name: 'slow',
    share: 0.1,
    disturbances: every('delay', 0.5, { milliseconds: 400 }),
  },
  { name: 'calm', share: 0.08 },
  { name: 'cut off', share: 0.08, disturbances: every('cut-off', 0.15) },
  { name: 'calm', share: 0.08 },
  { name: 'cluster gone', share: 0.1, gone: true },
  { name: 'calm', share: 0.1 },
];

/** Returns the phases of a run, each with its beginning and end in milliseconds since the start. */
export function forecast(durationMs) {
  const phases = [];
  let from = 0;
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    for (const { share, ...phase } of CYCLE) {
      const to = from + (durationMs / CYCLES) * share;
      phases.push({ ...phase, from, to });
      from = to;
    }
  }
  return phases;
}

async function disturb(aws, disturbances) {
  const answer = await fetch(`${aws}/__sandbox/disturbances`, {
    method: 'POST',
    body: JSON.stringify({ disturbances }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The current disturbance of the run. */
export class Weather {
  #aws;
  #gate;
  #isGone = false;
  /** The name of the current disturbance, or `calm`. */
  now = 'calm';
  /** The name of the previous disturbance, or `calm`. */
  previous = 'calm';
  /** The start time of the current phase, from `Date.now()`. */
  since = Date.now();

  constructor({ aws, gate }) {
    this.#aws = aws;
    this.#gate = gate;
  }

  async set({ name, disturbances = [], gone = false }) {
    if (gone !== this.#isGone) {
      await (gone ? this.#gate.shut() : this.#gate.open());
      this.#isGone = gone;
    }
    await disturb(this.#aws, disturbances);
    if (name === this.now) return;
    this.previous = this.now;
    this.now = name;
    this.since = Date.now();
  }
}
