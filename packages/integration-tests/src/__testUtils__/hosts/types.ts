import type { GitServer } from './GitServer';

/** The body of a request. Only the host's emulator knows its type. */
export type Body = ReturnType<typeof JSON.parse>;

/** A request of an action to the API of a host. */
export interface HostRequest {
  host: string;
  method: string;
  path: string;
  query: URLSearchParams;
  body: Body;
}

/** A request that the host's emulator supports, with the values of the path pattern. */
interface HostCall extends HostRequest {
  params: Record<string, string>;
}

/** A response. A text is sent unchanged, and any other value as JSON. */
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

/** The behavior of one kind of host. */
export interface HostEmulator {
  /** Its host names for API and Git requests. */
  names: string[];
  /** Returns the repository name for a path of `git clone`, given without `.git`. */
  repositoryOf(path: string): string;
  /** The handlers by method and pattern, such as `GET /repos/:owner/:repo`. */
  routes: Record<string, Handler>;
}

/** The state that the emulators share. */
export interface HostState {
  git: GitServer;
  pullRequests: OpenedPullRequest[];
}

export const answer = (status: number, body: unknown): HostAnswer => ({
  status,
  body,
});

/** Returns a file of a repository, unchanged. */
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
