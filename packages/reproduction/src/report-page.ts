import { drawFigure, escapeMarkup } from '@oneiros/figure';
import type { Claim } from './claim.ts';
import type { ReportTable, TargetReport } from './report.ts';
import { summariseClaims } from './summary.ts';

export interface PageWords {
  readonly title: string;
  /** Paragraphs above everything: which runs, on what, how long. */
  readonly about: readonly string[];
  /** Before what a section shows, such as whose finding it is; `The paper:` unless given. */
  readonly lead?: string;
}

export const leadOf = ({ lead = 'The paper:' }: PageWords): string => lead;

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fbfbf9; --line: #d5d8dd; --soft: #5a6472; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ec; --paper: #14181f; --line: #39414d; --soft: #a2abb8; } }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.7rem; } h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.2rem; }
nav a { margin-right: .9rem; } a { color: inherit; } figure { margin: 1.4rem 0; } figure svg, figure img { max-width: 100%; height: auto; background: #fff; }
figcaption, .source { color: var(--soft); font-size: .9rem; } .scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; } th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
.verdict { font-weight: 600; } img { image-rendering: pixelated; }
`;

/** A self-contained HTML page of targets: nothing is loaded from anywhere. */
export function reportPage(words: PageWords, reports: readonly TargetReport[]): string {
  const { title, about } = words;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeMarkup(title)}</h1>
${about.map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`).join('\n')}
<nav aria-label="Figures and tables">${reports.map(({ id }) => `<a href="#${id}">${id}</a>`).join('')}</nav>
${summaryMarkup(reports)}
${reports.map((report) => section(report, leadOf(words))).join('\n')}
</body>
</html>
`;
}

function section(
  { id, title, source, shows, figures, images, tables, claims, missing }: TargetReport,
  lead: string,
): string {
  return [
    `<section id="${id}">`,
    `<h2>${escapeMarkup(title)}</h2>`,
    `<p class="source">${escapeMarkup(source)}</p>`,
    `<p>${escapeMarkup(`${lead} ${shows}`)}</p>`,
    ...figures.map(
      ({ figure, caption }) =>
        `<figure>${drawFigure(figure)}<figcaption>${escapeMarkup(caption)}</figcaption></figure>`,
    ),
    ...images.map(
      ({ source: address, caption }) =>
        `<figure><img src="${escapeMarkup(address)}" alt="${escapeMarkup(caption)}"><figcaption>${escapeMarkup(caption)}</figcaption></figure>`,
    ),
    ...tables.map(tableMarkup),
    claimsMarkup(claims),
    missing.length === 0 ? '' : `<p class="source">Missing: ${escapeMarkup(missing.join('; '))}.</p>`,
    '</section>',
  ].join('\n');
}

const tableMarkup = ({ caption, header, rows }: ReportTable): string =>
  rows.length === 0
    ? ''
    : `<figure><div class="scroll"><table><thead><tr>${header.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join('')}</tr></thead><tbody>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table></div><figcaption>${escapeMarkup(caption)}</figcaption></figure>`;

const summaryMarkup = (reports: readonly TargetReport[]): string =>
  summariseClaims(reports)
    .map(({ heading, claims }) => `<h3>${heading}</h3>\n${claimsMarkup(claims)}`)
    .join('\n');

const claimsMarkup = (claims: readonly Claim[]): string =>
  claims.length === 0
    ? ''
    : `<ul>${claims
        .map(
          ({ text, verdict, detail }) =>
            `<li>${escapeMarkup(text)}: <span class="verdict">${verdict}</span> (${escapeMarkup(detail)})</li>`,
        )
        .join('')}</ul>`;
