export { installTensorflow } from './install.ts';
export { describeTensorflow, loadTensorflow, type LoadedTensorflow } from './load.ts';
export { formatPlan, planInstallation, type InstallOptions, type InstallPlan } from './plan.ts';
