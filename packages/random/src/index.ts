export { createRandomStreams, type RandomStream, type RandomStreams } from './random-streams.ts';
