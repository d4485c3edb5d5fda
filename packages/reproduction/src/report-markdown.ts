import type { Claim } from './claim.ts';
import { leadOf, type PageWords } from './report-page.ts';
import type { TargetReport } from './report.ts';
import { summariseClaims } from './summary.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const claimLine = ({ text, verdict, detail }: Claim): string => `- **${verdict}**: ${text} (${detail})`;

/**
 * Targets as a page of Markdown that shows the SVG files beside it.
 * @param folder of the figures, relative to the page
 */
export function reportMarkdown(words: PageWords, reports: readonly TargetReport[], folder: string): string {
  const { title, about } = words;
  const sections = reports.map(({ title: heading, source, shows, figures, images, tables, claims, missing }) =>
    [
      `## ${heading}`,
      `_${source}._ ${leadOf(words)} ${shows}`,
      ...figures.map(({ name, caption, figure }) => `![${figure.title}](${folder}/${name}.svg)\n\n${caption}`),
      ...images.map(({ name, caption }) => `![${caption}](${folder}/${name}.png)`),
      ...tables
        .filter(({ rows }) => rows.length > 0)
        .map(
          ({ header, rows, caption }) =>
            `${[row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n')}\n\n${caption}`,
        ),
      ...(claims.length === 0 ? [] : [claims.map(claimLine).join('\n')]),
      ...(missing.length === 0 ? [] : [`Missing: ${missing.join('; ')}.`]),
    ].join('\n\n'),
  );
  const summary = summariseClaims(reports).map(
    ({ heading, claims }) => `## ${heading}\n\n${claims.map(claimLine).join('\n')}`,
  );
  return `${[`# ${title}`, ...about, ...summary, ...sections].join('\n\n')}\n`;
}
