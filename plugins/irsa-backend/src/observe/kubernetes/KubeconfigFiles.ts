import { KubeConfig } from '@kubernetes/client-node';
import { statSync } from 'node:fs';

interface Read {
  changedAt: number;
  content: KubeConfig;
}

/** Kubeconfig files. Each is parsed again only after a change, because one file may describe hundreds of clusters. */
export class KubeconfigFiles {
  readonly #read = new Map<string, Read>();

  /** Loads only one context of a file: the named one, or the current one by default. Loads nothing if the context is not in the file. */
  load(into: KubeConfig, file: string, name?: string): void {
    const content = this.#content(file);
    const currentContext = name ?? content.getCurrentContext();
    const context = content.getContextObject(currentContext);
    if (!context) return;
    const cluster = content.getCluster(context.cluster);
    const user = content.getUser(context.user);
    into.loadFromOptions({
      clusters: cluster ? [cluster] : [],
      users: user ? [user] : [],
      contexts: [context],
      currentContext,
    });
  }

  #content(file: string): KubeConfig {
    const changedAt = statSync(file).mtimeMs;
    const before = this.#read.get(file);
    if (before?.changedAt === changedAt) return before.content;
    const content = new KubeConfig();
    content.loadFromFile(file);
    this.#read.set(file, { changedAt, content });
    return content;
  }
}
