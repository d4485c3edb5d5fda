export { installOnednn } from './install.ts';
export { formatOnednnPlan, planOnednn, type OnednnOptions, type OnednnPlan } from './plan.ts';
