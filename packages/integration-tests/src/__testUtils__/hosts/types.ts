import type { GitServer } from './GitServer';

/** A body of a request, which the emulator of a host knows. */
export type Body = ReturnType<typeof JSON.parse>;

/** A request of an action to the API of a host. */
export interface HostRequest {
  host: string;
  method: string;
  path: string;
  query: URLSearchParams;
  body: Body;
}

/** One that the emulator of the host knows, with the values of the pattern. */
interface HostCall extends HostRequest {
  params: Record<string, string>;
}

/** An answer: a text as it is, and any other value as JSON. */
export interface HostAnswer {
  status: number;
  body: unknown;
}

type Handler = (call: HostCall) => HostAnswer;

/** A pull request that was opened. */
export interface OpenedPullRequest {
  repository: string;
  number: number;
  source: string;
  target: string;
  title: string;
  description: string;
  reviewers: string[];
}

/** What a host of some kind does. */
export interface HostEmulator {
  /** Its names, for requests of the API and of Git. */
  names: string[];
  /** The name of the repository in a path of `git clone`, which is without its `.git`. */
  repositoryOf(path: string): string;
  /** By method and pattern, such as `GET /repos/:owner/:repo`. */
  routes: Record<string, Handler>;
}

/** What the emulators work on. */
export interface HostState {
  git: GitServer;
  pullRequests: OpenedPullRequest[];
}

export const answer = (status: number, body: unknown): HostAnswer => ({
  status,
  body,
});

/** A file of a repository, as it is. */
export function rawFile(
  git: GitServer,
  name: string,
  { ref, path }: { ref: string | null; path: string },
): HostAnswer {
  const branch = ref === null || ref === 'HEAD' ? 'main' : ref;
  const text = git.file(name, branch, path);
  return text === undefined
    ? answer(404, { message: 'Not Found' })
    : answer(200, text);
}
