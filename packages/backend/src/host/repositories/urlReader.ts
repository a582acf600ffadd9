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

/** Reads single files of the newest commits directly from Git. `base` is the URL at which the plugin serves these files to users. */
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

  /** Reads a single file. The catalog calls this method for all locations, with or without a pattern. */
  search: UrlReaderService['search'] = async (url, options) => {
    if (/[*?]/.test(new URL(url).pathname)) {
      throw new InputError(
        'Local repositories do not support URLs with patterns. Use the URL of a file.',
      );
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
    throw new InputError(
      'Local repositories support reading only single files.',
    );
  };

  toString = () => `host-repositories{${this.#base}}`;
}

/**
 * Lets the catalog read files that were published to local Git repositories. Locations in the catalog must be URLs, and the catalog reads a URL
 * without Backstage credentials. So this reader reads the repositories directly, and their HTTP route can require sign-in.
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
