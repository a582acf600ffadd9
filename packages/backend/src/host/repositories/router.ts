import Router from 'express-promise-router';
import { listFiles, readFile } from './readRepository';
import { repositoryPath } from './repositoryPath';

/** Serves the newest commit of the local Git repositories as plain text. */
export function createRouter(directory: string) {
  const router = Router();
  router.get('/:name', async (request, response) => {
    const files = await listFiles(
      repositoryPath(directory, request.params.name),
    );
    response.type('text/plain').send(`${files.join('\n')}\n`);
  });
  router.get('/:name/*', async (request, response) => {
    const { name, 0: path } = request.params as { name: string; 0: string };
    const file = await readFile(repositoryPath(directory, name), path);
    response
      .type('text/plain')
      .set('ETag', `"${file.oid}"`)
      .send(Buffer.from(file.content));
  });
  return router;
}
