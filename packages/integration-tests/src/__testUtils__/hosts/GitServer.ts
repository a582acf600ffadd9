import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WHO = 'Somebody <somebody@example.com> 0 +0000';
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.com',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.com',
};

/** Bare Git repositories by name, and Git's own server for them. */
export class GitServer {
  readonly directory = mkdtempSync(join(tmpdir(), 'git-hosts-'));

  /** Runs Git in a repository. Returns its output. */
  git(name: string, args: string[], input?: string | Buffer): string {
    return execFileSync('git', args, {
      cwd: this.#path(name),
      env: { ...ENVIRONMENT, GIT_INDEX_FILE: `${this.#path(name)}/index.tmp` },
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    }).trim();
  }

  #path(name: string): string {
    return join(this.directory, `${encodeURIComponent(name)}.git`);
  }

  /** Creates an empty repository. */
  create(name: string): void {
    execFileSync('git', [
      'init',
      '-q',
      '--bare',
      '-b',
      'main',
      this.#path(name),
    ]);
    this.git(name, ['config', 'http.receivepack', 'true']);
  }

  /** Commits files to a branch, which starts at another one if it does not exist. */
  commit(
    name: string,
    branch: string,
    files: Record<string, string | Buffer>,
    from?: string,
  ): void {
    const parts = Object.entries(files).flatMap(([path, content]) => [
      `M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n`,
      content,
      '\n',
    ]);
    const parent = from === undefined ? '' : `from refs/heads/${from}^0\n`;
    const head = `commit refs/heads/${branch}\ncommitter ${WHO}\ndata 6\nCommit\n${parent}`;
    this.git(
      name,
      ['fast-import', '--quiet'],
      Buffer.concat([head, ...parts].map(part => Buffer.from(part))),
    );
  }

  /** Returns the commit of a branch, or undefined if the branch does not exist. */
  commitOf(name: string, branch: string): string | undefined {
    const commit = this.git(name, [
      'for-each-ref',
      '--format=%(objectname)',
      `refs/heads/${branch}`,
    ]);
    return commit === '' ? undefined : commit;
  }

  branches(name: string): string[] {
    const format = '--format=%(refname:lstrip=2)';
    return this.git(name, ['for-each-ref', format, 'refs/heads']).split('\n');
  }

  /** Returns the files of a branch with their content. */
  files(name: string, branch: string): Record<string, string> {
    const paths = this.git(name, ['ls-tree', '-r', '--name-only', branch]);
    return Object.fromEntries(
      paths
        .split('\n')
        .map(path => [path, this.git(name, ['show', `${branch}:${path}`])]),
    );
  }

  /** Returns the content of a file in a branch, or undefined if it does not exist. */
  file(name: string, branch: string, path: string): string | undefined {
    const listed = this.git(name, ['ls-tree', '--name-only', branch, path]);
    return listed === ''
      ? undefined
      : this.git(name, ['show', `${branch}:${path}`]);
  }

  /** Serves one request of `git clone` or `git push`; `path` is what follows the repository. */
  serve(
    name: string,
    path: string,
    req: IncomingMessage,
    res: ServerResponse,
  ): void {
    const { searchParams } = new URL(req.url ?? '', 'http://localhost');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...ENVIRONMENT,
        GIT_PROJECT_ROOT: this.directory,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: `/${encodeURIComponent(name)}.git${path}`,
        QUERY_STRING: `${searchParams}`,
        REQUEST_METHOD: req.method,
        CONTENT_TYPE: req.headers['content-type'],
        REMOTE_USER: 'somebody',
      },
    });
    req.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.on('close', () => {
      const answer = Buffer.concat(chunks);
      const end = answer.indexOf('\r\n\r\n');
      const headers = answer.subarray(0, end).toString().split('\r\n');
      for (const header of headers) {
        const [key, value] = header.split(': ');
        if (key === 'Status') res.statusCode = parseInt(value, 10);
        else res.setHeader(key, value);
      }
      res.end(answer.subarray(end + 4));
    });
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
