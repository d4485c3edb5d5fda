/**
 * What must be said wherever levels are shown.
 * @source Marrosu et al. 1995, Brain Res 671:329; Takahashi et al. 2010, Neuroscience 169:1115; Menon 2019, J Circadian
 *   Rhythms 17:1; Kjaerby et al. 2022, Nat Neurosci; Osorio-Forero et al. 2021, Curr Biol
 */
export const levelCaveats: readonly string[] = [
  'PAD gives no numbers for ACh and NA: the levels of the stages and the graded gates go beyond the paper.',
  'Well supported: ACh is high in Wake and REM and falls in NREM (microdialysis, basal forebrain units), so the gate that shuts in NREM; and REM is where NA is lowest while ACh is high.',
  '"NA low in NREM" holds for cortical and striatal microdialysis and for firing of the locus coeruleus; photometry shows NA fluctuating through NREM in waves of 30 to 50 s and, in the thalamus, not low.',
  'Cortical ACh in REM is as in quiet waking, not above it; hippocampal ACh in REM is higher than in active waking (here clipped to 1).',
  'Levels of N1 and N2 are interpolated: nobody has measured them.',
];
