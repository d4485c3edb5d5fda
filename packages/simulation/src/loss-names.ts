/** The raw terms by their names in events: L_img, L_KL, L_real, L_NREM, L_REM. */
export const lossNames = ['reconstruction', 'divergence', 'reality', 'nrem', 'adversarial'] as const;
export type LossName = (typeof lossNames)[number];
