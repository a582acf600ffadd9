import { readFileSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { inRoot } from '../lib/paths.mjs';

/** From the root. */
export const DOCKERFILE = 'packages/backend/Dockerfile';

/** The values of the `ARG` before the first stage, put in where they are used. */
function withArguments(text, instructions) {
  const values = new Map(
    instructions
      .filter(each => each.getKeyword() === 'ARG')
      .map(each => each.getArgumentsContent().split('=')),
  );
  return text.replace(/\$\{(\w+)\}/g, (all, name) => values.get(name) ?? all);
}

/** `--from` of a COPY: the name of a stage; undefined when it copies from the context. */
const stageOf = instruction => instruction.getFromFlag?.()?.getValue();

/** A Dockerfile: its text, and its instructions in the order in which they stand, each with its keyword and arguments. */
export function parseDockerfile(text) {
  const parsed = DockerfileParser.parse(text).getInstructions();
  const instructions = parsed.map(each => ({
    keyword: each.getKeyword(),
    line: each.getInstructionRange().start.line + 1,
    content: withArguments(each.getArgumentsContent() ?? '', parsed),
    arguments: each
      .getArguments()
      .map(argument => withArguments(argument.getValue(), parsed)),
    strings: (each.getJSONStrings?.() ?? []).map(string =>
      string.getJSONValue(),
    ),
    stage: stageOf(each),
  }));
  return { text, instructions };
}

/** The Dockerfile of the host. */
export function readDockerfile() {
  return parseDockerfile(readFileSync(inRoot(DOCKERFILE), 'utf8'));
}
