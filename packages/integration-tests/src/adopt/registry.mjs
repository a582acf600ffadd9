import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Starts a local npm registry that serves only the packed packages. It supports the part of the npm protocol that an install needs. */
export async function startRegistry(packages) {
  const byName = new Map(packages.map(each => [each.name, each]));
  const server = createServer((request, response) => {
    const address = decodeURIComponent(request.url).slice(1);
    const [name, file] = address.split('/-/');
    const found = byName.get(name);
    if (!found) {
      response.writeHead(404).end('{}');
    } else if (file) {
      response.end(readFileSync(found.tarball));
    } else {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(found, base())));
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const base = () => `http://127.0.0.1:${server.address().port}`;
  return { url: base(), close: () => server.close() };
}

const readManifest = tarball =>
  JSON.parse(
    execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {
      encoding: 'utf8',
    }),
  );

/** Returns the registry metadata of a package, with one version, which is the latest. */
function packument({ name, tarball }, base) {
  const manifest = readManifest(tarball);
  const digest = createHash('sha512').update(readFileSync(tarball));
  return {
    name,
    'dist-tags': { latest: manifest.version },
    versions: {
      [manifest.version]: {
        ...manifest,
        dist: {
          tarball: `${base}/${name}/-/${manifest.version}.tgz`,
          integrity: `sha512-${digest.digest('base64')}`,
        },
      },
    },
    // New apps refuse packages that are younger than 3 days.
    time: { [manifest.version]: '2026-01-01T00:00:00.000Z' },
  };
}
