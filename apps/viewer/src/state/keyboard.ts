/** What keys ask for. */
export type KeyCommand =
  | { readonly kind: 'togglePlay' }
  | { readonly kind: 'step'; readonly steps: number }
  | { readonly kind: 'toStart' }
  | { readonly kind: 'toEnd' }
  | { readonly kind: 'markLoop'; readonly end: 'from' | 'to' }
  | { readonly kind: 'clearLoop' }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'zoomOut' }
  | { readonly kind: 'faster'; readonly by: 1 | -1 }
  | { readonly kind: 'nextUnit' }
  | { readonly kind: 'help' };

/** Keys and what they do, as the help tells them. */
export const keyHelp: readonly (readonly [keys: string, does: string])[] = [
  ['Space', 'play or pause'],
  ['← →', 'one step back or on, in the chosen unit'],
  ['Shift + ← →', 'ten steps'],
  ['Home', 'to the first tick'],
  ['End', 'to the last tick; a live run is followed from there'],
  ['[ ]', 'begin or end a loop here'],
  ['\\', 'no loop'],
  ['+ −', 'zoom in or out around the play-head'],
  ['0', 'show the whole run'],
  ['< >', 'play slower or faster'],
  ['u', 'next unit: tick, cycle, epoch, night, time'],
  ['?', 'this help'],
];

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export function keyCommand({ key, shiftKey, ctrlKey, altKey, metaKey }: PressedKey): KeyCommand | null {
  if (ctrlKey || altKey || metaKey) return null;
  const far = shiftKey ? 10 : 1;
  switch (key) {
    case ' ':
      return { kind: 'togglePlay' };
    case 'ArrowLeft':
      return { kind: 'step', steps: -far };
    case 'ArrowRight':
      return { kind: 'step', steps: far };
    case 'Home':
      return { kind: 'toStart' };
    case 'End':
      return { kind: 'toEnd' };
    case '[':
      return { kind: 'markLoop', end: 'from' };
    case ']':
      return { kind: 'markLoop', end: 'to' };
    case '\\':
      return { kind: 'clearLoop' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
    case '−':
      return { kind: 'zoom', factor: 2 };
    case '0':
      return { kind: 'zoomOut' };
    case '<':
      return { kind: 'faster', by: -1 };
    case '>':
      return { kind: 'faster', by: 1 };
    case 'u':
      return { kind: 'nextUnit' };
    case '?':
      return { kind: 'help' };
    default:
      return null;
  }
}

/** What has these keys for itself: they are left to it. */
const ownKeys: readonly (readonly [selector: string, keys: RegExp])[] = [
  ['input, textarea, select, [contenteditable]', /./],
  ['dialog, [role=dialog], [role=menu], [role=listbox], [role=grid], [role=application]', /./],
  ['[role=tablist], [role=radiogroup], [role=toolbar], [role=tree], [role=slider]', /^(Arrow|Home|End)/],
  ['button, a, summary, [role=button], [role=checkbox], [role=switch]', /^ $/],
];

/** Whether the focused element answers to a key itself. */
export const hasOwnKey = (target: Element | null, key: string): boolean =>
  target !== null && ownKeys.some(([selector, keys]) => keys.test(key) && target.closest(selector) !== null);
