import {
  coreServices,
  createServiceFactory,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  urlReaderFactoriesServiceRef,
  type ReaderFactory,
} from '@backstage/backend-defaults/urlReader';
import { InputError, isError, NotModifiedError } from '@backstage/errors';
import { readFile } from './readRepository';
import { repositoriesDirectory, repositoryPath } from './repositoryPath';

/** Reads single files of the newest commits from Git itself. `base` is the address at which they are served to people. */
class RepositoriesReader implements UrlReaderService {
  readonly #base: string;
  readonly #directory: string;

  constructor(options: { base: string; directory: string }) {
    this.#base = options.base;
    this.#directory = options.directory;
  }

  readUrl: UrlReaderService['readUrl'] = async (url, options) => {
    const [name, ...path] = new URL(url).pathname
      .slice(new URL(this.#base).pathname.length)
      .split('/')
      .map(decodeURIComponent);
    const dir = repositoryPath(this.#directory, name);
    const { content, oid } = await readFile(dir, path.join('/'));
    if (options?.etag === oid) throw new NotModifiedError();
    return { etag: oid, buffer: async () => Buffer.from(content) };
  };

  /** The catalog asks for what it reads in this way, with a pattern or without. */
  search: UrlReaderService['search'] = async (url, options) => {
    if (/[*?]/.test(new URL(url).pathname)) {
      throw new InputError('Local repositories are read without patterns.');
    }
    try {
      const { buffer, etag = '' } = await this.readUrl(url, options);
      return { files: [{ url, content: buffer }], etag };
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') throw error;
      return { files: [], etag: '' };
    }
  };

  readTree: UrlReaderService['readTree'] = async () => {
    throw new InputError('Only single files of local repositories are read.');
  };

  toString = () => `host-repositories{${this.#base}}`;
}

/**
 * Lets the catalog read what was published to local Git repositories: `catalog:register` takes URLs only, and the catalog reads a URL without
 * credentials of ours. It reads the repositories themselves, so that their route is for who is signed in.
 */
export const repositoriesUrlReader = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: { config: coreServices.rootConfig },
  factory({ config }): ReaderFactory {
    const base = `${config.getString(
      'backend.baseUrl',
    )}/api/host-repositories/`;
    const reader = new RepositoriesReader({
      base,
      directory: repositoriesDirectory(config),
    });
    return () => [{ reader, predicate: ({ href }) => href.startsWith(base) }];
  },
});
