import { BehaviorSubject, type Observable } from 'rxjs';
import { formatRoute, parseRoute, withKeys, type Route } from './route.ts';

/** The route of the page, kept in its address. */
export interface Router {
  readonly route$: Observable<Route>;
  readonly route: Route;
  /** Counts the places gone to, here or in the address: what is shown is to be restored anew for each. */
  readonly visit: number;
  /** Goes to a page; back leads here again. */
  go(page: string, keys?: Route['keys']): void;
  /** Says what is shown now, so that the address restores it; null leaves a key out. Nobody is told. */
  note(changes: Readonly<Record<string, string | null>>): void;
}

/** What of a window is needed. */
export type AddressBar = Pick<Window, 'addEventListener'> & {
  readonly location: { hash: string };
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
};

/** Browsers refuse to change the address more often. */
const noteMs = 200;

export function createRouter(bar: AddressBar): Router {
  const routes = new BehaviorSubject(parseRoute(bar.location.hash));
  let noted = routes.value;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let visit = 0;
  const write = (): void => {
    timer = undefined;
    bar.history.replaceState(null, '', formatRoute(noted));
  };
  bar.addEventListener('hashchange', () => {
    clearTimeout(timer);
    timer = undefined;
    noted = parseRoute(bar.location.hash);
    visit += 1;
    routes.next(noted);
  });
  return {
    route$: routes,
    get route() {
      return noted;
    },
    get visit() {
      return visit;
    },
    go(page, keys = {}) {
      clearTimeout(timer);
      if (timer !== undefined) write();
      timer = undefined;
      noted = { page, keys };
      visit += 1;
      bar.history.pushState(null, '', formatRoute(noted));
      routes.next(noted);
    },
    note(changes) {
      noted = { ...noted, keys: withKeys(noted.keys, changes) };
      timer ??= setTimeout(write, noteMs);
    },
  };
}
