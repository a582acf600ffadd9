const started = Date.now();

/** Seconds since the command began, as text of fixed width. */
function clock() {
  return `${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s`;
}

/** One line of progress with the time since the start. */
export function say(text) {
  process.stdout.write(`[${clock()}] ${text}\n`);
}

/** Says every ten seconds that a long step still runs, until it settles. */
export async function withProgress(text, promise) {
  say(`${text} …`);
  const timer = setInterval(() => say(`${text} … still at it`), 10_000);
  try {
    return await promise;
  } finally {
    clearInterval(timer);
  }
}

/** What stops the command for a reason that the person can fix: printed without a stack. */
export class Stop extends Error {}

/** Runs a command's main function; a {@link Stop} is one plain sentence, all else keeps its stack. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(
      error instanceof Stop ? `\n${error.message}\n` : `\n${error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
