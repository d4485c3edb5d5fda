import { createHash, timingSafeEqual } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestRefusedError, TokenNeededError } from './errors.ts';

/** Who may ask for what. */
export interface SecurityOptions {
  /** The address that is listened on. */
  readonly host: string;
  /** Names beside it that lead here, such as that of a proxy. */
  readonly names: readonly string[];
  /** Asked for to start runs; and to read anything where `isTokenForReading`. */
  readonly token: string;
  readonly isTokenForReading: boolean;
}

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

/** The page, its workers and what it fetches come from here and from nowhere else; nothing is inline and nothing evaluated. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const headers = {
  'content-security-policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/**
 * Refuses requests that came under a foreign name, as a page of another site makes them after it has led its own name here
 * (DNS rebinding), and requests of other sites' pages. Gives every answer the headers that keep the page to itself.
 */
export function secure(app: FastifyInstance, options: SecurityOptions): void {
  const names = namesOf(options);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const { host, origin } = request.headers;
    if (host === undefined || !names.has(nameIn(host))) {
      throw new RequestRefusedError(
        `Expected one of ${[...names].join(', ')} as the host, got ${host ?? 'none'}. Where a proxy leads here, name it: --allow-host NAME`,
      );
    }
    if (origin !== undefined && !isOwn(origin, host)) {
      throw new RequestRefusedError(`Expected a page of ${host}, this request comes from one of ${origin}.`);
    }
    await entrance(request, reply, options);
    if (options.isTokenForReading && !reply.sent) expectToken(request, options);
  });
}

/**
 * `/?token=TOKEN` is the address that is printed: it leaves a cookie that no other site's page can send and no script read, and
 * leads on to the page, so that the token does not stay in the address.
 */
async function entrance(request: FastifyRequest, reply: FastifyReply, { token }: SecurityOptions): Promise<void> {
  const { pathname, searchParams } = new URL(request.url, 'http://host');
  const given = searchParams.get('token');
  if (request.method !== 'GET' || pathname !== '/' || given === null) return;
  if (!isEqual(given, token)) throw new TokenNeededError();
  const cookie = `${cookieName(request)}=${token}; Path=/; HttpOnly; SameSite=Strict`;
  await reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect('/', 303);
}

/** @throws TokenNeededError without the token, or where a page sends the cookie without saying that it is ours */
export function expectToken(request: FastifyRequest, { token }: Pick<SecurityOptions, 'token'>): void {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined && isEqual(bearer, token)) return;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const cookie = cookieOf(request);
  if (cookie !== undefined && isEqual(cookie, token) && (isReading || request.headers.origin !== undefined)) return;
  throw new TokenNeededError();
}

/** Whether texts are equal, in a time that tells nothing of where they differ. */
export function isEqual(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}

/** Cookies are kept by name and not by port: two servers of one machine must not take each other's. */
const cookieName = (request: FastifyRequest): string => `oneiros-${request.socket.localPort}`;

function cookieOf(request: FastifyRequest): string | undefined {
  const prefix = `${cookieName(request)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
}

function namesOf({ host, names }: SecurityOptions): Set<string> {
  const isEverywhere = ['0.0.0.0', '::', '[::]', ''].includes(host);
  const own = isEverywhere
    ? [hostname(), ...Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address))]
    : [host];
  const local = isEverywhere || isLoopback(host) ? ['localhost', '127.0.0.1', '::1'] : [];
  return new Set([...local, ...own, ...names].map((name) => name.replace(/^\[|\]$/g, '').toLowerCase()));
}

/** @param host as the header has it, with or without a port */
const nameIn = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();

function isOwn(origin: string, host: string): boolean {
  try {
    const { protocol, host: from } = new URL(origin);
    // A proxy may speak https to the browser; the default port is not told in either header.
    return (protocol === 'http:' || protocol === 'https:') && from === host.toLowerCase();
  } catch {
    return false;
  }
}
