import { SourceError } from './errors.ts';

/** Where the files of `apiPaths` are: a function, so that tests and stories can give their own. */
export type FetchFile = (path: string) => Promise<Response>;

/** @param base of the paths, such as the page's own address */
export const fetchFrom =
  (base: string): FetchFile =>
  (path) =>
    fetch(new URL(path, base));

/** @throws SourceError */
export async function fetchJson<Content>(fetchFile: FetchFile, path: string): Promise<Content> {
  const response = await answered(fetchFile, path);
  try {
    return (await response.json()) as Content;
  } catch (cause) {
    throw new SourceError(path, response.status, `Expected JSON: ${(cause as Error).message}.`);
  }
}

/** @throws SourceError */
export async function fetchBytes(fetchFile: FetchFile, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await answered(fetchFile, path)).arrayBuffer());
}

async function answered(fetchFile: FetchFile, path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetchFile(path);
  } catch (cause) {
    throw new SourceError(path, null, `No answer (${(cause as Error).message}). Is oneiros view still running?`);
  }
  if (response.ok) return response;
  throw new SourceError(path, response.status, await reasonOf(response));
}

/** The server says why as `{ error: { message } }`; a file host has pages of its own. */
async function reasonOf(response: Response): Promise<string> {
  const body = await response.text();
  try {
    const { error } = JSON.parse(body) as { error?: { message?: string } };
    if (error?.message !== undefined) return error.message;
  } catch {
    // a page of the host
  }
  return response.status === 404 ? 'There is no such file here.' : `The answer was ${response.status}.`;
}
