export { claimGreater, spreadOf, type Claim, type Spread } from './claim.ts';
export { conditionWhere, nameOfCondition, nameOfData } from './conditions.ts';
export { groupEvidence, type EvidenceGroup, type Measurement, type RunEvidence } from './evidence.ts';
export { reportMarkdown } from './report-markdown.ts';
export { reportPage, type PageWords } from './report-page.ts';
export type { ReportFigure, ReportImage, ReportTable, TargetReport } from './report.ts';
export type { ProbeNeed, Target, TargetNeeds } from './target.ts';
export { reportTarget, targetIds, targets } from './targets.ts';
