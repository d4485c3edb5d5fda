import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypnogramInvalidError } from '../../errors.ts';
import { createFail } from './reading.ts';
import { scanXml } from './scan-xml.ts';

const scan = (text: string) => [...scanXml(text, createFail('a.xml'))];

describe('scanXml', () => {
  it('gives every element where it ends', () => {
    const text =
      '\ufeff<?xml version="1.0"?>\n<!-- <x> -->\n<a b="1 > 0" c=\'"\'>\n  <b>1 &lt; 2&#x21;</b><c/>\n  <d><![CDATA[<&>]]></d>x</a>\n';
    expect(scan(text)).toEqual([
      { path: 'a/b', name: 'b', text: '1 < 2!', line: 4 },
      { path: 'a/c', name: 'c', text: '', line: 4 },
      { path: 'a/d', name: 'd', text: '<&>', line: 5 },
      { path: 'a', name: 'a', text: 'x', line: 5 },
    ]);
  });

  it.each([
    ['', 'line 1: expected an element, found the end of the file'],
    ['<a>\n<b>\n</a>', 'line 3: expected </b>, found "</a>"'],
    ['<a>', 'line 1: expected </a>, found the end of the file'],
    ['<a/><b/>', 'line 1: expected a single root element, found "<b/>"'],
    ['<a/>x', 'line 1: expected the end of the file, found "x"'],
    ['</a>', 'line 1: expected no end tag, found "</a>"'],
    ['<a b="', 'line 1: expected the end of the tag <a, found'],
    ['< a>', "line 1: expected an element's name, found"],
    ['<a>&b;</a>', 'line 1: expected one of the five entities of XML or a character by number, found "&b;"'],
    ['<a>&#0;</a>', 'line 1: expected one of the five entities of XML'],
    ['<!DOCTYPE a><a/>', 'line 1: expected XML without a document type and entities of its own'],
    ['<a><!--', 'line 1: expected "-->", found the end of the file'],
    ['<a>'.repeat(40), 'line 1: expected at most 32 elements within each other, found more'],
  ])('refuses %j', (text, message) => expect(() => scan(text)).toThrow(`a.xml: ${message}`));

  it('ends, with elements or an error of ours, on any text', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      '&',
      ';',
      '"',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<a>',
      '</a>',
      '<?',
      '?>',
      '&#x110000;',
      '&constructor;',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        try {
          scan(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(HypnogramInvalidError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
