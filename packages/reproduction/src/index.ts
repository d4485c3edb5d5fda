export { claimGreater, spreadOf, type Claim, type Spread } from './claim.ts';
export { conditionWhere, nameOfCondition, nameOfData } from './conditions.ts';
export { EvidenceUnreadableError } from './errors.ts';
export {
  groupEvidence,
  sampleKey,
  type EvidenceGroup,
  type Measurement,
  type RunEvidence,
  type Sample,
} from './evidence.ts';
export { evidenceText, parseEvidence, uniteEvidence } from './kept-evidence.ts';
export { type LivedDay, type Morning, type NightRun } from './nights/night-run.ts';
export { nightPartReports, reportNightPart } from './nights/report-nights.ts';
export { reportMarkdown } from './report-markdown.ts';
export { reportPage, type PageWords } from './report-page.ts';
export type { ReportFigure, ReportImage, ReportTable, TargetReport } from './report.ts';
export type { ProbeNeed, Target, TargetNeeds } from './target.ts';
export { reportTarget, targetIds, targets } from './targets.ts';
