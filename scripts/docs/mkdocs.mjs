import { spawnSync } from 'node:child_process';

/** The command of MkDocs; undefined when it, or the theme that TechDocs uses, is not installed. */
export function findMkDocs() {
  const works = (...command) =>
    spawnSync(command[0], command.slice(1)).status === 0;
  // Debian's, with Debian's Python, before any other on the PATH.
  const python = ['/usr/bin/python3', 'python3'].find(each =>
    works(each, '-c', 'import mkdocs, material, pymdownx'),
  );
  return python && [python, '-m', 'mkdocs'];
}
