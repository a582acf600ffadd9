import { validate } from 'dockerfile-utils';
import { NODE_VERSION } from '../lib/pinnedNode.mjs';
import { DOCKERFILE } from './dockerfile.mjs';

/** What no image may have in it. */
const SECRET =
  /(^|\/)(\.env[^/]*|[^/]*(-credentials|\.local)\.yaml|\.git)(\/|$)/;

/** Whether a file or a folder of that path is among the files of the context. */
const has = (context, source) =>
  source === '.' ||
  context.some(file => file === source || file.startsWith(`${source}/`));

function missingSources({ instructions }, context) {
  return instructions
    .filter(({ keyword, stage }) => keyword === 'COPY' && !stage)
    .flatMap(({ line, arguments: all }) =>
      all
        .slice(0, -1)
        .filter(source => !has(context, source))
        .map(
          source =>
            `${DOCKERFILE}:${line}: ${source} is not there, or .dockerignore keeps it back.`,
        ),
    );
}

function otherNodes({ instructions }) {
  const stages = new Set();
  return instructions
    .filter(({ keyword }) => keyword === 'FROM')
    .flatMap(({ line, arguments: [image, , name] }) => {
      const known = stages.has(image);
      if (name) stages.add(name);
      return known || image.startsWith(`node:${NODE_VERSION}-`)
        ? []
        : [
            `${DOCKERFILE}:${line}: ${image} is not Node ${NODE_VERSION}, with which everything is tested.`,
          ];
    });
}

/** The last stage is what runs, as the user that it names last. */
function runsAsRoot({ instructions }) {
  const last = instructions.map(({ keyword }) => keyword).lastIndexOf('FROM');
  const user = instructions
    .slice(last)
    .findLast(({ keyword }) => keyword === 'USER');
  return user && !/^(root|0)(:|$)/.test(user.content)
    ? []
    : [`${DOCKERFILE}: the image runs as root: name another USER.`];
}

/** What is wrong with the Dockerfile and its context, a sentence each. */
export function faultsOf(dockerfile, context) {
  return [
    ...validate(dockerfile.text).map(
      ({ message, range }) =>
        `${DOCKERFILE}:${range.start.line + 1}: ${message}`,
    ),
    ...missingSources(dockerfile, context),
    ...otherNodes(dockerfile),
    ...runsAsRoot(dockerfile),
    ...context
      .filter(file => SECRET.test(file))
      .map(file => `.dockerignore lets ${file} into the image.`),
  ];
}
