/** A page and what it shows: the address after `#`, such as `#/night?run=cifar10-pad-1&tick=1200&unit=epoch`. */
export interface Route {
  readonly page: string;
  /** Readable keys; those that a page does not know are kept. */
  readonly keys: Readonly<Record<string, string>>;
}

export const defaultPage = 'runs';

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const page = path.replace(/^\//, '');
  return { page: page === '' ? defaultPage : page, keys: Object.fromEntries(new URLSearchParams(query)) };
}

/** Slashes, commas and colons stay as they are: they mean themselves there, and are easier to read. */
export function formatRoute({ page, keys }: Route): string {
  const query = Object.entries(keys)
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join('&');
  return `#/${page}${query === '' ? '' : `?${query}`}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%3A', ':');

/** Keys with some set and those that are `null` left out. */
export function withKeys(keys: Route['keys'], changes: Readonly<Record<string, string | null>>): Route['keys'] {
  const merged: Record<string, string | null> = { ...keys, ...changes };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null));
}
