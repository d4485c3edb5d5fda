/** What is asked of one run, by the path that `apiPaths` gives it. */
export type RunRequest =
  | { readonly id: string; readonly what: 'head' | 'moments' | 'latents' | 'evaluations' }
  | { readonly id: string; readonly what: 'events' }
  | { readonly id: string; readonly what: 'chunk'; readonly level: number; readonly index: number }
  | { readonly id: string; readonly what: 'dreams'; readonly tick: number };

const PREFIX = '/api/runs/';
const patterns = {
  file: /^(.+)\/(head|moments|latents|evaluations)\.json$/,
  events: /^(.+)\/events$/,
  chunk: /^(.+)\/timeline\/(\d{1,2})-(\d{1,9})\.bin$/,
  dreams: /^(.+)\/dreams\/(\d{1,15})\.safetensors$/,
};

/**
 * @param url as it came, encoded; each part of the path is decoded once
 * @returns undefined for what is no such path
 */
export function parseRunRequest(url: string): RunRequest | undefined {
  const pathname = url.split(/[?#]/, 1)[0]!;
  if (!pathname.startsWith(PREFIX)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(pathname.slice(PREFIX.length));
  } catch {
    return undefined;
  }
  const file = patterns.file.exec(path);
  if (file) return { id: file[1]!, what: file[2] as 'head' | 'moments' | 'latents' | 'evaluations' };
  const events = patterns.events.exec(path);
  if (events) return { id: events[1]!, what: 'events' };
  const chunk = patterns.chunk.exec(path);
  if (chunk) return { id: chunk[1]!, what: 'chunk', level: Number(chunk[2]), index: Number(chunk[3]) };
  const dreams = patterns.dreams.exec(path);
  if (dreams) return { id: dreams[1]!, what: 'dreams', tick: Number(dreams[2]) };
  return undefined;
}
