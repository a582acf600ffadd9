import { readCommand } from './cliOptions';
import { startSandbox } from './sandbox';

/**
 * Runs the sandbox until SIGINT or SIGTERM.
 * @param began - when the process started, in milliseconds of `performance.now()`; used to print the startup time
 */
export async function run(
  args: string[],
  env: NodeJS.ProcessEnv,
  began: number,
): Promise<void> {
  try {
    const command = readCommand(args, env);
    if (command.kind === 'print') {
      say(command.text);
      return;
    }
    const { options } = command;
    const sandbox = await startSandbox(options);
    say('DEVELOPMENT TOOL: this is not AWS. Do not store real data in it.\n');
    say(`AWS          ${sandbox.awsEndpoint}\n`);
    for (const { name, endpoint } of sandbox.clusters) {
      say(`${name.padEnd(12)} ${endpoint}\n`);
    }
    say(`Files        ${options.directory}\n`);
    for (const { fault, service } of options.faults ?? []) {
      say(`Fault        ${fault} in ${service}\n`);
    }
    for (const [fault, { length }] of Object.entries(
      sandbox.world.fleet?.planted ?? {},
    )) {
      say(`Planted      ${String(length).padStart(5)} ${fault}\n`);
    }
    for (const { cluster, kind, count } of sandbox.world.skipped ?? []) {
      say(`Left out     ${String(count).padStart(5)} ${kind} of ${cluster}\n`);
    }
    say(`Sandbox ready in ${Math.round(performance.now() - began)} ms\n`);
    const stop = () => {
      void sandbox.close().then(() => process.exit(0));
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

function say(text: string): void {
  process.stdout.write(text);
}
