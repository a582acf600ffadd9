import { cpSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { say, Stop } from '../lib/progress.mjs';

/** Only Docker has the packages of the base image; here those of the machine stand for them. */
const ONLY_IN_DOCKER = /^apt-get /;

const copy = (from, to) =>
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });

/** A stage as it grows: `root` is its file system, `at` the working directory in it. */
function stageFrom(base, root) {
  mkdirSync(root, { recursive: true });
  if (base) copy(base.root, root);
  return {
    root,
    at: base?.at ?? '/',
    env: { ...base?.env },
    user: base?.user,
    command: base?.command,
  };
}

/** A path of a stage on this machine, from the working directory when it is relative. */
const inStage = ({ root, at }, name) =>
  path.join(root, path.posix.resolve(at, name));

/** As Docker does: the contents of a folder, a file under its name or, where the target is no folder, as it. */
function copyInto(from, source, target, isFolder) {
  if (statSync(from).isDirectory()) copy(from, target);
  else copy(from, isFolder ? path.join(target, path.basename(source)) : target);
}

function copyFromContext(context, source, target, isFolder) {
  const prefix = source === '.' ? '' : `${source}/`;
  for (const file of context) {
    if (file === source) copyInto(inRoot(file), file, target, isFolder);
    else if (file.startsWith(prefix)) {
      copy(inRoot(file), path.join(target, file.slice(prefix.length)));
    }
  }
}

/** What each instruction does to a stage. Those that only describe the image are left out. */
const INSTRUCTIONS = {
  CMD: ({ stage, step }) => {
    stage.command = step.strings;
  },
  COPY: ({ stage, step, stages, context }) => {
    const sources = step.arguments.slice(0, -1);
    const [last] = step.arguments.slice(-1);
    const target = inStage(stage, last);
    const isFolder = last.endsWith('/') || sources.length > 1;
    for (const source of sources) {
      if (step.stage) {
        const from = inStage(stages.get(step.stage), source);
        copyInto(from, source, target, isFolder);
      } else copyFromContext(context, source, target, isFolder);
    }
  },
  ENV: ({ stage, step }) => {
    const [name, ...value] = step.content.split('=');
    stage.env[name] = value.join('=');
  },
  RUN: async ({ stage, step, tools }) => {
    if (ONLY_IN_DOCKER.test(step.content)) {
      say(`Left out: RUN ${step.content}`);
      return;
    }
    say(`RUN ${step.content}`);
    await runToEnd({
      what: `RUN ${step.content}`,
      command: 'sh',
      args: ['-c', step.content],
      cwd: inStage(stage, '.'),
      env: { ...tools.env, ...stage.env },
    });
  },
  USER: ({ stage, step }) => {
    stage.user = step.content;
  },
  WORKDIR: ({ stage, step }) => {
    stage.at = path.posix.resolve(stage.at, step.content);
    mkdirSync(inStage(stage, '.'), { recursive: true });
  },
  ARG: () => {},
  EXPOSE: () => {},
};

/** Carries out the Dockerfile, each stage in a folder of its own. Answers the last stage. */
export async function buildStages({ dockerfile, context, folder, tools }) {
  const stages = new Map();
  let stage;
  for (const step of dockerfile.instructions) {
    if (step.keyword === 'FROM') {
      const [image, , name = 'image'] = step.arguments;
      stage = stageFrom(stages.get(image), path.join(folder, name));
      stages.set(name, stage);
    } else {
      const carryOut = INSTRUCTIONS[step.keyword];
      if (!carryOut) {
        throw new Stop(`${step.keyword} cannot be carried out without Docker.`);
      }
      await carryOut({ stage, step, stages, context, tools });
    }
  }
  return stage;
}
