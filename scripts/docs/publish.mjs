// Builds the documentation by TechDocs' own generator, into the folder that the host's TechDocs publisher reads (`techdocs.publisher`).
// Without mkdocs-techdocs-core, which is not everywhere to be had: the theme is in mkdocs.yml, and the pages need no extension.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';

// The host's, which this script publishes for.
const require = createRequire(inRoot('packages', 'backend', 'package.json'));
const { ConfigReader } = require('@backstage/config');
const { TechdocsGenerator } = createRequire(
  require.resolve('@backstage/plugin-techdocs-backend'),
)('@backstage/plugin-techdocs-node');

/** The entity of catalog-info.yaml, as a path of the publisher. */
const ENTITY = ['default', 'component', 'irsa-for-backstage'];

const quiet = {
  debug() {},
  info() {},
  warn: console.warn,
  error: console.error,
};

const [directory] = process.argv.slice(2);
const source = mkdtempSync(path.join(tmpdir(), 'irsa-techdocs-'));
try {
  // TechDocs rewrites mkdocs.yml in place: it gets a copy.
  cpSync(inRoot('docs'), path.join(source, 'docs'), { recursive: true });
  cpSync(inRoot('mkdocs.yml'), path.join(source, 'mkdocs.yml'));
  const outputDir = path.join(directory, ...ENTITY);
  mkdirSync(outputDir, { recursive: true });
  await TechdocsGenerator.fromConfig(
    new ConfigReader({
      techdocs: {
        generator: { runIn: 'local', mkdocs: { omitTechdocsCorePlugin: true } },
      },
    }),
    { logger: quiet },
  ).run({ inputDir: source, outputDir, logger: quiet });
} finally {
  rmSync(source, { recursive: true, force: true });
}
