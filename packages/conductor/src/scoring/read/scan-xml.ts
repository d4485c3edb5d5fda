import { quote, type Fail } from './reading.ts';

/** An element that has ended. */
export interface XmlElement {
  /** Names from the root, with slashes. */
  readonly path: string;
  readonly name: string;
  /** Its own text, without that of elements within it. */
  readonly text: string;
  /** Of its end tag. */
  readonly line: number;
}

const DEEPEST = 32;
const NAME = /[A-Za-z_:][\w:.-]*/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Scans XML and gives every element where it ends, so that memory follows the depth, not the file.
 * Strict and without what hostile files use: a document type, and with it entities of its own, is an error, and so is
 * nesting below 32 elements. Attributes are checked and passed over: the formats here say nothing in them.
 */
export function* scanXml(text: string, fail: Fail): Generator<XmlElement> {
  const open: { name: string; path: string; text: string[] }[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  let hasRoot = false;
  const advance = (to: number): void => {
    for (; at < to; at++) if (text.charCodeAt(at) === 10) line++;
  };
  const find = (what: string, from: number): number => {
    const found = text.indexOf(what, from);
    if (found < 0) fail({ line }, quote(what), 'the end of the file');
    return found;
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const content = text.slice(at, next < 0 ? text.length : next);
    const inner = open.at(-1);
    if (inner === undefined) {
      if (content.trim() !== '') fail({ line }, hasRoot ? 'the end of the file' : 'an element', quote(content.trim()));
    } else if (content !== '') inner.text.push(decodeEntities(content, line, fail));
    if (next < 0) break;
    advance(next);
    if (text.startsWith('<!--', at)) advance(find('-->', at + 4) + 3);
    else if (text.startsWith('<?', at)) advance(find('?>', at + 2) + 2);
    else if (text.startsWith('<![CDATA[', at)) {
      const end = find(']]>', at + 9);
      if (inner === undefined) fail({ line }, 'an element', 'a CDATA section');
      inner!.text.push(text.slice(at + 9, end));
      advance(end + 3);
    } else if (text.startsWith('<!', at)) {
      fail({ line }, 'XML without a document type and entities of its own', quote(text.slice(at, at + 20)));
    } else if (text[at + 1] === '/') {
      const end = find('>', at);
      const name = text.slice(at + 2, end).trim();
      const closed = open.pop();
      if (closed?.name !== name) {
        fail({ line }, closed === undefined ? 'no end tag' : `</${closed.name}>`, quote(`</${name}>`));
      }
      advance(end + 1);
      yield { path: closed!.path, name, text: closed!.text.join('').trim(), line };
    } else {
      if (inner === undefined && hasRoot) fail({ line }, 'a single root element', quote(text.slice(at, at + 20)));
      hasRoot = true;
      const { name, end, isEmpty } = readTag(text, at, line, fail);
      const path = inner === undefined ? name : `${inner.path}/${name}`;
      advance(end);
      if (isEmpty) yield { path, name, text: '', line };
      else if (open.length === DEEPEST) fail({ line }, `at most ${DEEPEST} elements within each other`, 'more');
      else open.push({ name, path, text: [] });
    }
  }
  if (!hasRoot) fail({ line }, 'an element', 'the end of the file');
  if (open.length > 0) fail({ line }, `</${open.at(-1)!.name}>`, 'the end of the file');
}

/** @param at of its `<`. */
function readTag(text: string, at: number, line: number, fail: Fail): { name: string; end: number; isEmpty: boolean } {
  NAME.lastIndex = at + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return fail({ line }, "an element's name", quote(text.slice(at, at + 20)));
  let quoted: string | undefined;
  for (let end = at + 1 + name.length; end < text.length; end++) {
    const letter = text[end]!;
    if (quoted !== undefined) {
      if (letter === quoted) quoted = undefined;
    } else if (letter === '"' || letter === "'") quoted = letter;
    else if (letter === '<') break;
    else if (letter === '>') return { name, end: end + 1, isEmpty: text[end - 1] === '/' };
  }
  return fail({ line }, `the end of the tag <${name}`, quote(text.slice(at, at + 40)));
}

function decodeEntities(text: string, line: number, fail: Fail): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&<\s]{0,12};?)/g, (whole, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : '';
    const number = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name);
    if (number !== null) {
      const point = number[1] === undefined ? Number(number[2]) : parseInt(number[1], 16);
      if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    }
    return entities[name] ?? fail({ line }, 'one of the five entities of XML or a character by number', quote(whole));
  });
}
