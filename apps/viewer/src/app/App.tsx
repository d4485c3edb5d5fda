import { useEffect, useState, type MouseEvent } from 'react';
import type { Host } from '../source/open-run.ts';
import { hasOwnKey } from '../state/keyboard.ts';
import { formatRoute } from '../state/route.ts';
import type { Router } from '../state/router.ts';
import { useObservable } from '../state/use-observable.ts';
import { Button } from '../ui/Button.tsx';
import { applyTheme, storedTheme, themes, type Theme } from '../ui/theme.ts';
import styles from './app.module.css';
import { HelpDialog } from './HelpDialog.tsx';
import { NewestNight } from './NewestNight.tsx';
import { NightPage } from './NightPage.tsx';
import { pages } from './pages.ts';
import { Panel } from './Panel.tsx';

export interface AppProps {
  readonly host: Host;
  readonly router: Router;
  /** Of the files of `apiPaths`. */
  readonly basePath: string;
}

/** The shell: pages, theme, help. */
export function App({ host, router, basePath }: AppProps) {
  const route = useObservable(router.route$, router.route);
  const [isHelp, setHelp] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== '?' || hasOwnKey(event.target instanceof Element ? event.target : null, '?')) return;
      event.preventDefault();
      setHelp(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  const page = pages.find(({ name }) => name === route.page);
  const run = route.keys.run;
  const title = page?.title ?? run ?? 'Night';
  useEffect(() => {
    document.title = `${title} · Oneiros`;
  }, [title]);
  return (
    <>
      <a className={styles.skip} href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header className={styles.bar}>
        <span className={styles.name}>Oneiros</span>
        <nav className={styles.pages} aria-label="Pages">
          {entries(run).map(({ name, label, href }) => (
            <a key={name} href={href} aria-current={(page?.name ?? 'night') === name ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <ThemeChoice />
        <Button aria-label="Help: keys" title="Keys (?)" onClick={() => setHelp(true)}>
          ?
        </Button>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Panel name={title} key={router.visit}>
          {page !== undefined ? (
            <page.Component host={host} router={router} basePath={basePath} />
          ) : run !== undefined ? (
            <NightPage id={run} host={host} router={router} />
          ) : (
            <NewestNight host={host} router={router} />
          )}
        </Panel>
      </main>
      <HelpDialog isOpen={isHelp} onClose={() => setHelp(false)} />
    </>
  );
}

function entries(run: string | undefined) {
  const night = {
    name: 'night',
    label: 'Night',
    href: formatRoute({ page: 'night', keys: run === undefined ? {} : { run } }),
  };
  const others = pages.map(({ name, title: label }) => ({ name, label, href: formatRoute({ page: name, keys: {} }) }));
  const at = others.findIndex(({ name }) => name === 'runs') + 1;
  return [...others.slice(0, at), night, ...others.slice(at)];
}

function skipToMain(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault(); // the address after # is the route
  document.getElementById('main')?.focus();
}

function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  return (
    <label className={styles.theme}>
      <span className="visually-hidden">Theme</span>
      <select
        value={theme}
        onChange={(event) => {
          const chosen = event.target.value as Theme;
          applyTheme(chosen);
          setTheme(chosen);
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {each === 'system' ? 'as the system' : each}
          </option>
        ))}
      </select>
    </label>
  );
}
