import type { Citation } from './annotation.ts';

/** The works that this atlas rests on, by key. */
export const citations = {
  deperrois2022: {
    short: 'Deperrois et al. 2022',
    title: 'Learning cortical representations through perturbed and adversarial dreaming',
    journal: 'eLife 11:e76384',
    year: 2022,
    doi: '10.7554/eLife.76384',
  },
  hasselmo1999: {
    short: 'Hasselmo 1999',
    title: 'Neuromodulation: acetylcholine and memory consolidation',
    journal: 'Trends in Cognitive Sciences 3:351-359',
    year: 1999,
    doi: '10.1016/S1364-6613(99)01365-0',
  },
  astonJones1981: {
    short: 'Aston-Jones & Bloom 1981',
    title:
      'Activity of norepinephrine-containing locus coeruleus neurons in behaving rats anticipates fluctuations in the sleep-waking cycle',
    journal: 'Journal of Neuroscience 1:876-886',
    year: 1981,
    doi: '10.1523/JNEUROSCI.01-08-00876.1981',
  },
  astonJones2005: {
    short: 'Aston-Jones & Cohen 2005',
    title: 'An integrative theory of locus coeruleus-norepinephrine function: adaptive gain and optimal performance',
    journal: 'Annual Review of Neuroscience 28:403-450',
    year: 2005,
    doi: '10.1146/annurev.neuro.28.061604.135709',
  },
  lee2012: {
    short: 'Lee & Dan 2012',
    title: 'Neuromodulation of brain states',
    journal: 'Neuron 76:209-222',
    year: 2012,
    doi: '10.1016/j.neuron.2012.09.012',
  },
  felleman1991: {
    short: 'Felleman & Van Essen 1991',
    title: 'Distributed hierarchical processing in the primate cerebral cortex',
    journal: 'Cerebral Cortex 1:1-47',
    year: 1991,
    doi: '10.1093/cercor/1.1.1-a',
  },
  dicarlo2012: {
    short: 'DiCarlo, Zoccolan & Rust 2012',
    title: 'How does the brain solve visual object recognition?',
    journal: 'Neuron 73:415-434',
    year: 2012,
    doi: '10.1016/j.neuron.2012.01.010',
  },
  yamins2014: {
    short: 'Yamins et al. 2014',
    title: 'Performance-optimized hierarchical models predict neural responses in higher visual cortex',
    journal: 'Proceedings of the National Academy of Sciences 111:8619-8624',
    year: 2014,
    doi: '10.1073/pnas.1403112111',
  },
  simons2017: {
    short: 'Simons, Garrison & Johnson 2017',
    title: 'Brain mechanisms of reality monitoring',
    journal: 'Trends in Cognitive Sciences 21:462-473',
    year: 2017,
    doi: '10.1016/j.tics.2017.03.012',
  },
  johnson1981: {
    short: 'Johnson & Raye 1981',
    title: 'Reality monitoring',
    journal: 'Psychological Review 88:67-85',
    year: 1981,
    doi: '10.1037/0033-295X.88.1.67',
  },
  wilson1994: {
    short: 'Wilson & McNaughton 1994',
    title: 'Reactivation of hippocampal ensemble memories during sleep',
    journal: 'Science 265:676-679',
    year: 1994,
    doi: '10.1126/science.8036517',
  },
  mcclelland1995: {
    short: 'McClelland, McNaughton & O’Reilly 1995',
    title:
      'Why there are complementary learning systems in the hippocampus and neocortex: insights from the successes and failures of connectionist models of learning and memory',
    journal: 'Psychological Review 102:419-457',
    year: 1995,
    doi: '10.1037/0033-295X.102.3.419',
  },
  treves1994: {
    short: 'Treves & Rolls 1994',
    title: 'Computational analysis of the role of the hippocampus in memory',
    journal: 'Hippocampus 4:374-391',
    year: 1994,
    doi: '10.1002/hipo.450040319',
  },
  rao1999: {
    short: 'Rao & Ballard 1999',
    title:
      'Predictive coding in the visual cortex: a functional interpretation of some extra-classical receptive-field effects',
    journal: 'Nature Neuroscience 2:79-87',
    year: 1999,
    doi: '10.1038/4580',
  },
  goodfellow2014: {
    short: 'Goodfellow et al. 2014',
    title: 'Generative adversarial nets',
    journal: 'Advances in Neural Information Processing Systems 27',
    year: 2014,
  },
} as const satisfies Record<string, Citation>;

/** The paper that the model comes from, at a place inside it. */
export const paperAt = (place: string): Citation => ({ ...citations.deperrois2022, place });
